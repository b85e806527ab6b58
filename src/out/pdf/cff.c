/* SPDX-License-Identifier: Apache-2.0
 *
 * Reads of a CFF table what a PDF needs to know: whether it is keyed by CIDs,
 * and then the CID of each glyph.  A CIDFontType0C is addressed by CIDs (ISO
 * 32000-1 9.7.4.2), and in fonts as common as Fandol's they are not the glyph
 * numbers.  Clauses are those of Adobe Technical Note 5176.
 */
#include "out/pdf/cff.h"

#define HEADER_MIN 4
#define DICT_OPERANDS_MAX 48 /* 4: no operator has more */
#define OP_CHARSET 15
#define OP_CHARSTRINGS 17
#define OP_ESCAPE 12
#define OP_ROS 30 /* after OP_ESCAPE */
#define PREDEFINED_CHARSETS 3
#define GLYPHS_MAX 65535

typedef struct {
	const unsigned char *p;
	size_t n, at;
	bool bad; /* read past the end or found nonsense */
} reader;

typedef struct {
	uint32_t count;
	size_t first_beg, first_end; /* of its first object's bytes */
	size_t end; /* of the INDEX */
} cff_index;

typedef struct {
	bool ros;
	int32_t charset, charstrings;
} top_dict;

static uint32_t
read_uint(reader *r, size_t size)
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

static void
seek(reader *r, size_t at)
{
	if (at > r->n)
		r->bad = true;
	else
		r->at = at;
}

/* An offset of an INDEX, as a place in the table. */
static size_t
read_offset(reader *r, size_t base, size_t size)
{
	uint32_t offset = read_uint(r, size);

	if (offset < 1 || offset > r->n - base)
		r->bad = true;
	return r->bad ? r->n : base + offset;
}

/* 5: count, offSize, count + 1 offsets from the byte before the data. */
static cff_index
read_index(reader *r)
{
	cff_index x = {0};
	size_t size, offsets, base;

	x.count = read_uint(r, 2);
	x.end = r->at;
	if (r->bad || x.count == 0)
		return x;
	size = read_uint(r, 1);
	offsets = r->at;
	if (size < 1 || size > 4 || r->bad ||
		((size_t)x.count + 1) * size > r->n - offsets) {
		r->bad = true;
		return x;
	}
	base = offsets + ((size_t)x.count + 1) * size - 1;
	x.first_beg = read_offset(r, base, size);
	x.first_end = read_offset(r, base, size);
	seek(r, offsets + (size_t)x.count * size);
	x.end = read_offset(r, base, size);
	if (x.first_end < x.first_beg || x.end < x.first_end)
		r->bad = true;
	return x;
}

/* 4, table 3: an operand whose first byte is b0.  A real's value is of no
 * use here and counts as 0. */
static int32_t
read_operand(reader *r, uint32_t b0)
{
	if (b0 >= 32 && b0 <= 246)
		return (int32_t)b0 - 139;
	if (b0 >= 247 && b0 <= 250)
		return (int32_t)((b0 - 247) * 256 + read_uint(r, 1)) + 108;
	if (b0 >= 251 && b0 <= 254)
		return -(int32_t)((b0 - 251) * 256 + read_uint(r, 1)) - 108;
	if (b0 == 28)
		return (int16_t)(uint16_t)read_uint(r, 2);
	if (b0 == 29)
		return (int32_t)read_uint(r, 4);
	if (b0 != 30) {
		r->bad = true;
		return 0;
	}
	while (!r->bad) {
		uint32_t nibbles = read_uint(r, 1);

		if ((nibbles & 0xF) == 0xF || nibbles >> 4 == 0xF)
			break;
	}
	return 0;
}

/* 9: the operators that matter, each with the operand before it. */
static top_dict
read_top_dict(reader *r, size_t end)
{
	top_dict d = {0};
	int32_t operand = 0;
	int count = 0;

	while (!r->bad && r->at < end) {
		uint32_t b0 = read_uint(r, 1);

		if (b0 > 21) {
			operand = read_operand(r, b0);
			if (++count > DICT_OPERANDS_MAX)
				r->bad = true;
			continue;
		}
		if (b0 == OP_ESCAPE)
			d.ros |= read_uint(r, 1) == OP_ROS;
		else if (b0 == OP_CHARSET)
			d.charset = operand;
		else if (b0 == OP_CHARSTRINGS)
			d.charstrings = operand;
		operand = 0;
		count = 0;
	}
	if (r->at > end)
		r->bad = true;
	return d;
}

/* 13: format 0 lists the CIDs of glyphs 1...; 1 and 2 list ranges. */
static void
read_charset(reader *r, uint16_t *cid, uint32_t nglyph)
{
	uint32_t format = read_uint(r, 1);
	uint32_t gid = 1;

	if (format > 2)
		r->bad = true;
	while (!r->bad && gid < nglyph) {
		uint32_t first = read_uint(r, 2);
		uint32_t left = format == 0 ? 0 : read_uint(r, format);

		if (left > GLYPHS_MAX - first)
			r->bad = true;
		for (uint32_t i = 0; i <= left && gid < nglyph; i++)
			cid[gid++] = (uint16_t)(first + i);
	}
}

bool
ht_cff_read(ht_arena *a, ht_str table, ht_cff *out)
{
	reader r = {.p = (const unsigned char *)table.p, .n = table.n};
	cff_index dicts;
	top_dict top;
	uint16_t *cid;

	*out = (ht_cff){0};
	if (table.n < HEADER_MIN || r.p[0] != 1)
		return false;
	seek(&r, r.p[2]);
	seek(&r, read_index(&r).end); /* the Name INDEX */
	dicts = read_index(&r);
	seek(&r, dicts.first_beg);
	top = read_top_dict(&r, dicts.first_end);
	if (r.bad || dicts.count != 1 || top.charset < 0 ||
		top.charstrings <= 0)
		return false;
	seek(&r, (size_t)top.charstrings);
	out->nglyph = read_index(&r).count;
	out->cid_keyed = top.ros;
	if (r.bad || out->nglyph == 0)
		return false;
	if (!top.ros)
		return true;
	cid = HT_ARRAY(a, uint16_t, out->nglyph);
	out->cid = cid;
	if (top.charset >= PREDEFINED_CHARSETS) {
		seek(&r, (size_t)top.charset);
		read_charset(&r, cid, out->nglyph);
		return !r.bad;
	}
	/* A CID-keyed font has none of the predefined charsets; without one
	 * its CIDs are its glyphs. */
	for (uint32_t gid = 0; gid < out->nglyph; gid++)
		cid[gid] = (uint16_t)gid;
	return true;
}
