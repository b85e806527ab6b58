/* SPDX-License-Identifier: Apache-2.0
 *
 * A TrueType font out of glyphs of another.  They are copied as they stand but
 * for their instructions, which go (as cvt, fpgm and prep do: a PDF's readers
 * draw without them), and for the numbers of components.  Names and numbers
 * are those of OpenType 1.9.
 */
#include "out/pdf/glyfwrite.h"

#include <string.h>

#define DEPTH_MAX 16 /* of composites in composites */
#define VERSION 0x00010000u
#define DIRECTORY_SIZE 12
#define RECORD_SIZE 16
#define RECORD_CHECKSUM 4
#define RECORD_OFFSET 8
#define RECORD_LENGTH 12
#define CHECKSUM_ALL 0xB1B0AFBAu /* head: less the sum of the whole file */
#define LOCA_SHORT_MAX (0xFFFFu * 2)
#define TWILIGHT_NONE 1 /* maxp: zones without that of the hints */

typedef struct {
	uint32_t gid; /* in the font */
	int height; /* of its components; 0: not gathered yet */
	uint32_t at; /* in the new glyf */
	ht_glyf glyph;
} member;

typedef struct {
	ht_arena *arena;
	const ht_glyffont *font;
	member *m; /* by new number */
	size_t n, cap;
	uint16_t *
		number; /* by glyph of the font: the new one, from 1; or NULL */
	size_t bytes; /* of the glyphs */
	size_t nmetric; /* those with an advance in hmtx */
	ht_buf *b;
	size_t base; /* of the file in b */
	bool long_loca;
} writer;

/* ---- which glyphs ----------------------------------------------------- */

static bool
add_member(writer *w, uint32_t gid)
{
	member m = {.gid = gid};

	if (gid >= w->font->nglyph ||
		!ht_glyffont_glyph(w->font, gid, &m.glyph))
		return false;
	HT_ROOM(w->arena, w->m, w->n, w->cap);
	w->m[w->n++] = m;
	w->bytes += m.glyph.head.n + m.glyph.tail.n;
	/* Glyphs of one font have their bytes to themselves; where they share
	 * them, a small file could make a huge one. */
	return w->bytes <= w->font->table[HT_GLYF_GLYF].n;
}

/* The new number of a component, which is added if it is not there yet. */
static bool
number_part(writer *w, uint32_t gid, size_t *number)
{
	if (gid >= w->font->nglyph)
		return false;
	if (w->number[gid] == 0) {
		if (!add_member(w, gid))
			return false;
		w->number[gid] = (uint16_t)w->n;
	}
	*number = w->number[gid] - 1u;
	return true;
}

/* Adds the components of glyph i, and theirs.  A loop is too deep. */
static bool
gather_parts(writer *w, size_t i, int depth)
{
	ht_glyf glyph = w->m[i].glyph;
	int height = 1;
	ht_glyfpart part;

	if (depth > DEPTH_MAX)
		return false;
	if (w->m[i].height > 0)
		return true;
	for (size_t at = 0;
		glyph.composite && ht_glyf_part(glyph.tail, &at, &part);) {
		size_t k;

		if (!number_part(w, part.gid, &k) ||
			!gather_parts(w, k, depth + 1))
			return false;
		if (height <= w->m[k].height)
			height = w->m[k].height + 1;
	}
	w->m[i].height = height;
	return height <= DEPTH_MAX;
}

/* Numbers of all glyphs of the font; most documents need none. */
static bool
number_members(writer *w)
{
	w->number = HT_ARRAY(w->arena, uint16_t, w->font->nglyph);
	for (size_t i = 0; i < w->n; i++) {
		uint16_t *number = &w->number[w->m[i].gid];

		if (*number != 0)
			return false;
		*number = (uint16_t)(i + 1);
	}
	return true;
}

static bool
gather(writer *w, const uint32_t *gid, size_t n)
{
	bool composite = false;

	if (n == 0 || n > w->font->nglyph)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!add_member(w, gid[i]))
			return false;
		composite |= w->m[i].glyph.composite;
	}
	if (!composite)
		return true;
	if (!number_members(w))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!gather_parts(w, i, 0))
			return false;
	}
	return true;
}

/* ---- tables ----------------------------------------------------------- */

static void
set_uint(char *p, uint32_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		p[i] = (char)(value >> 8 * (size - 1 - i));
}

static void
add_uint(ht_buf *b, uint32_t value, size_t size)
{
	char bytes[4];

	set_uint(bytes, value, size);
	ht_buf_add(b, bytes, size);
}

/* Zeros up to a multiple of size. */
static void
align(writer *w, size_t size)
{
	while ((w->b->n - w->base) % size != 0)
		ht_buf_addc(w->b, 0);
}

/* The components with their new numbers, their flags without instructions. */
static void
add_parts(writer *w, ht_str tail)
{
	size_t beg = w->b->n;
	ht_glyfpart part;

	ht_buf_addstr(w->b, tail);
	for (size_t at = 0; ht_glyf_part(tail, &at, &part);) {
		char *p = w->b->p + beg + part.at;

		set_uint(p, part.flags & ~HT_GLYF_INSTRUCTIONS, 2);
		set_uint(p + HT_GLYF_PART_GID, w->number[part.gid] - 1u, 2);
	}
}

static void
add_glyf(writer *w)
{
	size_t beg = w->b->n;

	for (size_t i = 0; i < w->n; i++) {
		ht_glyf g = w->m[i].glyph;

		w->m[i].at = (uint32_t)(w->b->n - beg);
		ht_buf_addstr(w->b, g.head);
		if (g.composite) {
			add_parts(w, g.tail);
		} else if (g.head.n > 0) {
			add_uint(w->b, 0, 2); /* instructions */
			ht_buf_addstr(w->b, g.tail);
		}
		align(w, 2); /* a short loca counts in twos */
	}
	w->long_loca = w->b->n - beg > LOCA_SHORT_MAX;
}

static void
add_loca(writer *w, uint32_t end)
{
	for (size_t i = 0; i <= w->n; i++) {
		uint32_t at = i < w->n ? w->m[i].at : end;

		if (w->long_loca)
			add_uint(w->b, at, 4);
		else
			add_uint(w->b, at / 2, 2);
	}
}

/* The glyphs that need an advance in hmtx: the last of these is that of all
 * behind it too. */
static size_t
count_metrics(const writer *w)
{
	size_t n = w->n;
	uint32_t last = ht_glyffont_metric(w->font, w->m[n - 1].gid).advance;

	while (n > 1 &&
		ht_glyffont_metric(w->font, w->m[n - 2].gid).advance == last)
		n--;
	return n;
}

static void
add_hmtx(writer *w)
{
	for (size_t i = 0; i < w->n; i++) {
		ht_glyfmetric m = ht_glyffont_metric(w->font, w->m[i].gid);

		if (i < w->nmetric)
			add_uint(w->b, m.advance, 2);
		add_uint(w->b, m.bearing, 2);
	}
}

/* The first size bytes of a table as they are; where they begin. */
static char *
copy_table(writer *w, int table, size_t size)
{
	ht_buf_add(w->b, w->font->table[table].p, size);
	return w->b->p + w->b->n - size;
}

static void
add_maxp(writer *w)
{
	char *p = copy_table(w, HT_GLYF_MAXP, HT_MAXP_SIZE);

	set_uint(p + HT_MAXP_NGLYPH, (uint32_t)w->n, 2);
	memset(p + HT_MAXP_ZONES, 0, HT_MAXP_ELEMENTS - HT_MAXP_ZONES);
	set_uint(p + HT_MAXP_ZONES, TWILIGHT_NONE, 2);
}

static void
add_table(writer *w, int table, uint32_t glyf_size)
{
	char *p;

	switch (table) {
	case HT_GLYF_GLYF:
		add_glyf(w);
		break;
	case HT_GLYF_HEAD:
		p = copy_table(w, table, HT_HEAD_SIZE);
		set_uint(p + HT_HEAD_CHECKSUM, 0, 4);
		set_uint(p + HT_HEAD_LOCA_FORMAT, w->long_loca, 2);
		break;
	case HT_GLYF_HHEA:
		p = copy_table(w, table, HT_HHEA_SIZE);
		set_uint(p + HT_HHEA_NMETRIC, (uint32_t)w->nmetric, 2);
		break;
	case HT_GLYF_HMTX:
		add_hmtx(w);
		break;
	case HT_GLYF_LOCA:
		add_loca(w, glyf_size);
		break;
	case HT_GLYF_MAXP:
		add_maxp(w);
		break;
	}
}

/* ---- file ------------------------------------------------------------- */

/* The sum of n bytes as numbers of four; n is a multiple of four. */
static uint32_t
sum_words(const char *bytes, size_t n)
{
	const unsigned char *p = (const unsigned char *)bytes;
	uint32_t sum = 0;

	for (const unsigned char *end = p + n; p < end; p += 4)
		sum += (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
		       (uint32_t)p[2] << 8 | p[3];
	return sum;
}

static void
add_directory(writer *w)
{
	uint32_t power = 1, shift = 0;

	while (power * 2 <= HT_GLYF__MAX) {
		power *= 2;
		shift++;
	}
	add_uint(w->b, VERSION, 4);
	add_uint(w->b, HT_GLYF__MAX, 2);
	/* For a search by halves. */
	add_uint(w->b, power * RECORD_SIZE, 2);
	add_uint(w->b, shift, 2);
	add_uint(w->b, (HT_GLYF__MAX - power) * RECORD_SIZE, 2);
	for (int i = 0; i < HT_GLYF__MAX; i++) {
		ht_buf_adds(w->b, ht_glyf_tag[i]);
		for (int k = 0; k < 3; k++)
			add_uint(w->b, 0, 4);
	}
}

/* Adds a table and tells the directory; its sum. */
static uint32_t
add_recorded(writer *w, int table, uint32_t *size)
{
	size_t record = w->base + DIRECTORY_SIZE + (size_t)table * RECORD_SIZE;
	size_t beg = w->b->n;
	uint32_t sum;

	add_table(w, table, size[HT_GLYF_GLYF]);
	size[table] = (uint32_t)(w->b->n - beg);
	align(w, 4);
	sum = sum_words(w->b->p + beg, w->b->n - beg);
	set_uint(w->b->p + record + RECORD_CHECKSUM, sum, 4);
	set_uint(
		w->b->p + record + RECORD_OFFSET, (uint32_t)(beg - w->base), 4);
	set_uint(w->b->p + record + RECORD_LENGTH, size[table], 4);
	return sum;
}

static void
add_file(writer *w)
{
	uint32_t size[HT_GLYF__MAX] = {0}, sum = 0;
	size_t head = DIRECTORY_SIZE + HT_GLYF__MAX * RECORD_SIZE;

	w->nmetric = count_metrics(w);
	add_directory(w);
	for (int i = 0; i < HT_GLYF__MAX; i++)
		sum += add_recorded(w, i, size);
	sum += sum_words(w->b->p + w->base, head);
	head += (size[HT_GLYF_GLYF] + 3) / 4 * 4; /* head is behind glyf */
	set_uint(w->b->p + w->base + head + HT_HEAD_CHECKSUM,
		CHECKSUM_ALL - sum, 4);
}

bool
ht_glyfwrite(
	ht_arena *a, void *face, const uint32_t *gid, size_t n, ht_buf *out)
{
	ht_glyffont font;
	writer w = {.arena = a, .font = &font, .b = out, .base = out->n};
	bool good = ht_glyffont_open(face, &font) && gather(&w, gid, n);

	if (good)
		add_file(&w);
	ht_glyffont_drop(&font);
	return good;
}
