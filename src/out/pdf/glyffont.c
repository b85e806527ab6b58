/* SPDX-License-Identifier: Apache-2.0
 *
 * Reads the tables of a TrueType font.  Their names and numbers are those of
 * OpenType 1.9.  HarfBuzz finds the tables in a file or a collection, within
 * the file's bounds.
 */
#include "out/pdf/glyffont.h"

#include <hb.h>

#define MAGIC 0x5F0F3CF5u
#define MAXP_VERSION 0x00010000u
#define GLYPHS_MAX 65535
#define METRIC_SIZE 4 /* of an advance and a bearing */
#define GLYPH_HEAD 10 /* number of contours and box */
#define CONTOURS_NEGATIVE 0x8000u /* of two bytes */

/* Flags of a point. */
#define POINT_X_SHORT 0x02
#define POINT_Y_SHORT 0x04
#define POINT_REPEAT 0x08
#define POINT_X_SAME 0x10 /* of two bytes: none; of one: its sign */
#define POINT_Y_SAME 0x20

/* Flags of a component. */
#define PART_WORDS 0x0001u
#define PART_SCALE 0x0008u
#define PART_MORE 0x0020u
#define PART_SCALE_XY 0x0040u
#define PART_MATRIX 0x0080u

const char ht_glyf_tag[HT_GLYF__MAX][5] = {
	[HT_GLYF_GLYF] = "glyf",
	[HT_GLYF_HEAD] = "head",
	[HT_GLYF_HHEA] = "hhea",
	[HT_GLYF_HMTX] = "hmtx",
	[HT_GLYF_LOCA] = "loca",
	[HT_GLYF_MAXP] = "maxp",
};

uint32_t
ht_glyf_uint(ht_str s, size_t at, size_t size)
{
	uint32_t value = 0;

	for (size_t i = 0; i < size; i++)
		value = value << 8 | (unsigned char)s.p[at + i];
	return value;
}

static bool
has_table(hb_face_t *face, const char *tag)
{
	hb_blob_t *b =
		hb_face_reference_table(face, hb_tag_from_string(tag, -1));
	bool has = hb_blob_get_length(b) > 0;

	hb_blob_destroy(b);
	return has;
}

static void
find_tables(hb_face_t *face, ht_glyffont *f)
{
	for (int i = 0; i < HT_GLYF__MAX; i++) {
		hb_blob_t *b = hb_face_reference_table(
			face, hb_tag_from_string(ht_glyf_tag[i], -1));
		unsigned n;
		const char *p = hb_blob_get_data(b, &n);

		f->blob[i] = b;
		f->table[i] = (ht_str){p, n};
	}
}

void
ht_glyffont_drop(ht_glyffont *f)
{
	for (int i = 0; i < HT_GLYF__MAX; i++)
		hb_blob_destroy(f->blob[i]);
}

static bool
read_numbers(ht_glyffont *f)
{
	const ht_str *t = f->table;
	uint32_t format;

	if (t[HT_GLYF_HEAD].n < HT_HEAD_SIZE ||
		t[HT_GLYF_HHEA].n < HT_HHEA_SIZE ||
		t[HT_GLYF_MAXP].n < HT_MAXP_SIZE ||
		ht_glyf_uint(t[HT_GLYF_HEAD], HT_HEAD_MAGIC, 4) != MAGIC ||
		ht_glyf_uint(t[HT_GLYF_MAXP], 0, 4) != MAXP_VERSION)
		return false;
	f->nglyph = ht_glyf_uint(t[HT_GLYF_MAXP], HT_MAXP_NGLYPH, 2);
	f->nmetric = ht_glyf_uint(t[HT_GLYF_HHEA], HT_HHEA_NMETRIC, 2);
	format = ht_glyf_uint(t[HT_GLYF_HEAD], HT_HEAD_LOCA_FORMAT, 2);
	f->long_loca = format == 1;
	return format <= 1;
}

/* All glyphs have a place and a metric. */
static bool
check_sizes(const ht_glyffont *f)
{
	size_t places = (size_t)f->nglyph + 1;

	if (f->nglyph == 0 || f->nglyph > GLYPHS_MAX || f->nmetric == 0 ||
		f->nmetric > f->nglyph)
		return false;
	return f->table[HT_GLYF_LOCA].n >= places * (f->long_loca ? 4 : 2) &&
	       f->table[HT_GLYF_HMTX].n >=
		       (size_t)f->nmetric * METRIC_SIZE +
			       (size_t)(f->nglyph - f->nmetric) * 2;
}

bool
ht_glyffont_open(void *face, ht_glyffont *f)
{
	*f = (ht_glyffont){0};
	find_tables(face, f);
	return f->table[HT_GLYF_GLYF].n > 0 && !has_table(face, "fvar") &&
	       !has_table(face, "gvar") && read_numbers(f) && check_sizes(f);
}

ht_glyfmetric
ht_glyffont_metric(const ht_glyffont *f, uint32_t gid)
{
	ht_str t = f->table[HT_GLYF_HMTX];
	uint32_t last = f->nmetric - 1;
	size_t own = (size_t)gid * METRIC_SIZE;

	if (gid <= last)
		return (ht_glyfmetric){
			ht_glyf_uint(t, own, 2), ht_glyf_uint(t, own + 2, 2)};
	/* Behind the last pair bearings alone follow. */
	return (ht_glyfmetric){ht_glyf_uint(t, (size_t)last * METRIC_SIZE, 2),
		ht_glyf_uint(t,
			(size_t)f->nmetric * METRIC_SIZE +
				(size_t)(gid - f->nmetric) * 2,
			2)};
}

static bool
find_glyph(const ht_glyffont *f, uint32_t gid, ht_str *out)
{
	ht_str loca = f->table[HT_GLYF_LOCA], glyf = f->table[HT_GLYF_GLYF];
	size_t size = f->long_loca ? 4 : 2, unit = f->long_loca ? 1 : 2;
	size_t beg, end;

	if (gid >= f->nglyph)
		return false;
	beg = ht_glyf_uint(loca, gid * size, size) * unit;
	end = ht_glyf_uint(loca, (gid + 1) * size, size) * unit;
	if (end < beg || end > glyf.n)
		return false;
	*out = (ht_str){glyf.p + beg, end - beg};
	return true;
}

/* Bytes of a coordinate, x or y. */
static size_t
coordinate_size(unsigned flags, unsigned brief, unsigned same)
{
	if (flags & brief)
		return 1;
	return flags & same ? 0 : 2;
}

/* Where the coordinates of n points end, whose flags begin at at; 0 when that
 * is beyond the glyph. */
static size_t
find_end(ht_str g, size_t at, uint32_t n)
{
	size_t coordinates = 0;

	while (n > 0) {
		unsigned flags;
		uint32_t times = 1;

		if (at >= g.n)
			return 0;
		flags = (unsigned char)g.p[at++];
		if (flags & POINT_REPEAT) {
			if (at >= g.n)
				return 0;
			times += (unsigned char)g.p[at++];
		}
		if (times > n)
			return 0;
		n -= times;
		coordinates +=
			times *
			(coordinate_size(flags, POINT_X_SHORT, POINT_X_SAME) +
				coordinate_size(
					flags, POINT_Y_SHORT, POINT_Y_SAME));
	}
	return coordinates <= g.n - at ? at + coordinates : 0;
}

/* The contours end at ascending points; 0 when they do not. */
static uint32_t
count_points(ht_str g, uint32_t contours)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < contours; i++) {
		uint32_t last = ht_glyf_uint(g, GLYPH_HEAD + i * 2, 2);

		if (last + 1 < n)
			return 0;
		n = last + 1;
	}
	return n;
}

static bool
read_simple(ht_str g, uint32_t contours, ht_glyf *out)
{
	size_t head = GLYPH_HEAD + (size_t)contours * 2, flags, end;
	uint32_t n;

	if (contours == 0)
		return true; /* draws nothing */
	if (head + 2 > g.n)
		return false;
	flags = head + 2 + ht_glyf_uint(g, head, 2);
	n = count_points(g, contours);
	end = n > 0 ? find_end(g, flags, n) : 0;
	if (end == 0)
		return false;
	out->head = ht_str_sub(g, 0, head);
	out->tail = ht_str_sub(g, flags, end);
	return true;
}

/* Bytes of a component. */
static size_t
part_size(uint32_t flags)
{
	size_t n = flags & PART_WORDS ? 8 : 6;

	if (flags & PART_SCALE)
		return n + 2;
	if (flags & PART_SCALE_XY)
		return n + 4;
	return flags & PART_MATRIX ? n + 8 : n;
}

static bool
read_composite(ht_str g, ht_glyf *out)
{
	size_t at = GLYPH_HEAD;
	uint32_t flags;

	do {
		if (g.n - at < 2)
			return false;
		flags = ht_glyf_uint(g, at, 2);
		if (g.n - at < part_size(flags))
			return false;
		at += part_size(flags);
	} while (flags & PART_MORE);
	out->head = ht_str_sub(g, 0, GLYPH_HEAD);
	out->tail = ht_str_sub(g, GLYPH_HEAD, at);
	out->composite = true;
	return true;
}

bool
ht_glyf_part(ht_str tail, size_t *at, ht_glyfpart *out)
{
	if (*at >= tail.n)
		return false;
	out->at = *at;
	out->flags = ht_glyf_uint(tail, *at, 2);
	out->gid = ht_glyf_uint(tail, *at + HT_GLYF_PART_GID, 2);
	*at += part_size(out->flags);
	return true;
}

bool
ht_glyffont_glyph(const ht_glyffont *f, uint32_t gid, ht_glyf *out)
{
	uint32_t contours;
	ht_str g;

	*out = (ht_glyf){0};
	if (!find_glyph(f, gid, &g))
		return false;
	if (g.n == 0)
		return true;
	if (g.n < GLYPH_HEAD)
		return false;
	contours = ht_glyf_uint(g, 0, 2);
	if (contours & CONTOURS_NEGATIVE)
		return read_composite(g, out);
	return read_simple(g, contours, out);
}
