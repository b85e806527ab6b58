/* SPDX-License-Identifier: Apache-2.0
 *
 * A file of object streams and a cross-reference stream (ISO 32000-1 7.5.7,
 * 7.5.8).  libharu's own writer knows neither: it writes the values of the
 * objects, one by one, and they are put together here.
 */
#include "out/pdf/pdfsmall.h"

#include <assert.h>

/* Objects of one stream: a reader takes such a stream as a whole, also for one
 * of its objects. */
#define PACK_MAX 500
#define BYTE_BITS 8

/* 7.5.8.3, table 18: where an object is. */
typedef enum { ROW_FREE, ROW_PLAIN, ROW_PACKED } row_type;

typedef struct {
	row_type type;
	uint64_t at; /* in the file; or the number of its object stream */
	uint32_t index; /* in that stream */
} row;

/* Objects that are gathered for a stream. */
typedef struct {
	ht_pdfref number[PACK_MAX];
	size_t n;
	ht_buf index; /* number and offset of each */
	ht_buf objects; /* their values */
} pack;

typedef struct {
	ht_arena *arena;
	ht_pdfobj *obj;
	ht_buf *out;
	size_t base; /* of the file in out */
	row *row; /* by number */
} writer;

static void
add_object(writer *w, pack *k, ht_pdfref number)
{
	if (k->n > 0)
		ht_buf_addc(&k->objects, '\n');
	ht_buf_addf(&k->index, "%s%u %zu", k->n > 0 ? " " : "",
		(unsigned)number, k->objects.n);
	ht_pdfobj_value(w->obj, number, &k->objects);
	k->number[k->n++] = number;
}

/* Makes the stream of what is gathered. */
static void
end_pack(writer *w, pack *k)
{
	ht_pdfref ref;

	ht_buf_addc(&k->index, '\n');
	ref = k->index.n;
	ht_buf_addstr(&k->index, ht_buf_str(&k->objects));
	ref = ht_pdfobj_stream(w->obj,
		ht_str_from(ht_fmt(w->arena, "/Type/ObjStm/N %zu/First %u",
			k->n, (unsigned)ref)),
		ht_buf_str(&k->index), HT_PRESS);
	for (size_t i = 0; i < k->n; i++)
		w->row[k->number[i]] = (row){ROW_PACKED, ref, (uint32_t)i};
	k->n = k->index.n = k->objects.n = 0;
}

/* 7.5.7: whatever is no stream goes into streams. */
static void
pack_objects(writer *w, ht_pdfref count)
{
	pack *k = HT_NEW(w->arena, pack);

	for (ht_pdfref i = 1; i < count; i++) {
		if (ht_pdfobj_kind(w->obj, i) != HT_PDFKIND_VALUE)
			continue;
		add_object(w, k, i);
		if (k->n == PACK_MAX)
			end_pack(w, k);
	}
	if (k->n > 0)
		end_pack(w, k);
	ht_buf_drop(&k->index);
	ht_buf_drop(&k->objects);
}

static void
write_object(writer *w, ht_pdfref number)
{
	w->row[number] = (row){ROW_PLAIN, w->out->n - w->base, 0};
	ht_buf_addf(w->out, "%u 0 obj\n", (unsigned)number);
	ht_pdfobj_value(w->obj, number, w->out);
	ht_buf_adds(w->out, "\nendobj\n");
}

/* Bytes that a value needs, 1 at least. */
static int
width_of(uint64_t value)
{
	int n = 1;

	while (n < (int)sizeof value && value >> BYTE_BITS * n != 0)
		n++;
	return n;
}

static void
add_field(ht_buf *b, uint64_t value, int width)
{
	while (width-- > 0)
		ht_buf_addc(b, (char)(value >> BYTE_BITS * width));
}

/* The rows of the objects below count, as body and bytes of a stream. */
static void
add_rows(const writer *w, ht_pdfref count, ht_buf *body, ht_buf *bytes)
{
	int at = 1, index = width_of(PACK_MAX - 1);

	for (ht_pdfref i = 0; i < count; i++) {
		if (width_of(w->row[i].at) > at)
			at = width_of(w->row[i].at);
	}
	ht_buf_addf(body, "/Type/XRef/Size %u/W[1 %d %d]", (unsigned)count, at,
		index);
	ht_pdfobj_roots(w->obj, body);
	for (ht_pdfref i = 0; i < count; i++) {
		ht_buf_addc(bytes, (char)w->row[i].type);
		add_field(bytes, w->row[i].at, at);
		add_field(bytes, w->row[i].index, index);
	}
}

/* 7.5.8: the cross-reference stream, which has a row of itself. */
static void
write_rows(writer *w, ht_pdfref number)
{
	size_t at = w->out->n - w->base;
	ht_buf body = {0}, bytes = {0};

	w->row[number] = (row){ROW_PLAIN, at, 0};
	add_rows(w, number + 1, &body, &bytes);
	if (ht_pdfobj_stream(w->obj, ht_buf_str(&body), ht_buf_str(&bytes),
		    HT_PRESS) == number)
		write_object(w, number);
	ht_buf_addf(w->out, "startxref\n%zu\n%%%%EOF\n", at);
	ht_buf_drop(&body);
	ht_buf_drop(&bytes);
}

void
ht_pdfsmall_write(ht_arena *a, ht_pdfobj *p, ht_buf *out)
{
	writer w = {.arena = a, .obj = p, .out = out, .base = out->n};
	ht_pdfref count = ht_pdfobj_count(p);
	/* A stream and its length more for each pack, and the rows. */
	size_t most = count + 2 * ((size_t)count / PACK_MAX + 1) + 1;

	w.row = HT_ARRAY(a, row, most);
	pack_objects(&w, count);
	count = ht_pdfobj_count(p);
	assert(count < most);
	ht_buf_addstr(out, ht_pdfobj_head());
	for (ht_pdfref i = 1; i < count; i++) {
		if (ht_pdfobj_kind(p, i) == HT_PDFKIND_STREAM)
			write_object(&w, i);
	}
	write_rows(&w, count);
}
