/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers, INDEXes and DICTs of a CFF table.  Clauses are those of Adobe
 * Technical Note 5176.
 */
#include "out/pdf/cffio.h"

#define DICT_OPERANDS_MAX 48 /* 4: no operator has more */
#define OPERATOR_LAST 21
#define ESCAPE 12

uint32_t
ht_cffio_uint(ht_cffio *r, size_t size)
{
	uint32_t value = 0;

	if (r->bad || size > r->n - r->at) {
		r->bad = true;
		return 0;
	}
	for (size_t i = 0; i < size; i++)
		value = value << 8 | r->p[r->at++];
	return value;
}

void
ht_cffio_seek(ht_cffio *r, size_t at)
{
	if (at > r->n)
		r->bad = true;
	else
		r->at = at;
}

/* An offset of an INDEX, as a place in the table. */
static size_t
read_offset(ht_cffio *r, const ht_cffindex *x)
{
	uint32_t offset = ht_cffio_uint(r, x->size);

	if (offset < 1 || offset > r->n - x->base)
		r->bad = true;
	return r->bad ? r->n : x->base + offset;
}

ht_cffindex
ht_cffio_index(ht_cffio *r)
{
	ht_cffindex x = {0};

	x.count = ht_cffio_uint(r, 2);
	x.end = r->at;
	if (r->bad || x.count == 0)
		return x;
	x.size = ht_cffio_uint(r, 1);
	x.offsets = r->at;
	if (x.size < 1 || x.size > 4 || r->bad ||
		((size_t)x.count + 1) * x.size > r->n - x.offsets) {
		r->bad = true;
		return x;
	}
	x.base = x.offsets + ((size_t)x.count + 1) * x.size - 1;
	ht_cffio_seek(r, x.offsets + (size_t)x.count * x.size);
	x.end = read_offset(r, &x);
	ht_cffio_seek(r, x.end);
	return x;
}

bool
ht_cffio_object(ht_str table, const ht_cffindex *x, uint32_t i, ht_str *out)
{
	ht_cffio r = {.p = (const unsigned char *)table.p, .n = table.n};
	size_t beg, end;

	if (i >= x->count)
		return false;
	ht_cffio_seek(&r, x->offsets + (size_t)i * x->size);
	beg = read_offset(&r, x);
	end = read_offset(&r, x);
	if (r.bad || end < beg)
		return false;
	*out = (ht_str){table.p + beg, end - beg};
	return true;
}

/* 4, table 3: an operand whose first byte is b0. */
static int32_t
read_operand(ht_cffio *r, uint32_t b0)
{
	if (b0 >= 32 && b0 <= 246)
		return (int32_t)b0 - 139;
	if (b0 >= 247 && b0 <= 250)
		return (int32_t)((b0 - 247) * 256 + ht_cffio_uint(r, 1)) + 108;
	if (b0 >= 251 && b0 <= 254)
		return -(int32_t)((b0 - 251) * 256 + ht_cffio_uint(r, 1)) - 108;
	if (b0 == 28)
		return (int16_t)(uint16_t)ht_cffio_uint(r, 2);
	if (b0 == 29)
		return (int32_t)ht_cffio_uint(r, 4);
	if (b0 != 30) {
		r->bad = true;
		return 0;
	}
	while (!r->bad) {
		uint32_t nibbles = ht_cffio_uint(r, 1);

		if ((nibbles & 0xF) == 0xF || nibbles >> 4 == 0xF)
			break;
	}
	return 0;
}

bool
ht_cffio_entry(ht_cffio *r, size_t end, ht_cffentry *e)
{
	size_t beg = r->at;

	*e = (ht_cffentry){0};
	while (!r->bad && r->at < end) {
		size_t at = r->at;
		uint32_t b0 = ht_cffio_uint(r, 1);

		if (b0 <= OPERATOR_LAST) {
			e->op = (int)b0;
			if (b0 == ESCAPE)
				e->op = HT_CFF_ESCAPED(
					(int)ht_cffio_uint(r, 1));
			e->raw = (ht_str){(const char *)r->p + beg, at - beg};
			r->bad |= r->at > end;
			return !r->bad;
		}
		e->last[0] = e->last[1];
		e->last[1] = read_operand(r, b0);
		if (++e->count > DICT_OPERANDS_MAX)
			r->bad = true;
	}
	/* Operands without an operator. */
	r->bad |= r->at > end || e->count > 0;
	return false;
}
