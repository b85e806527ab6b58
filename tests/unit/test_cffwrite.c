/* SPDX-License-Identifier: Apache-2.0
 *
 * Subsets against their fonts, by FreeType: every glyph has the same outline
 * point by point and the same width, also one that is written for deflate, in
 * which contours may begin elsewhere; and fonts that lie.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include <libdeflate.h>

#include <ft2build.h>
#include FT_FREETYPE_H

#include "out/pdf/cffpack.h"
#include "out/pdf/cffpath.h"
#include "out/pdf/cffwrite.h"
#include "loaded.h"
#include "outline.h"

#define STEP_FULL 1
#define STEP_SPARSE 97 /* of the glyphs, for the fonts of 65535 */
#define FEW_GLYPHS 20000
#define MUTATIONS 4000

typedef struct {
	ht_ctx ctx;
	ht_fontset *fs;
	FT_Library lib;
} fixture;

static int
setup(void **state)
{
	fixture *f = calloc(1, sizeof *f);

	if (f == NULL)
		return -1;
	*state = f;
	if (FT_Init_FreeType(&f->lib) != 0)
		return -1;
	return loaded_open(&f->ctx, NULL, &f->fs);
}

static int
teardown(void **state)
{
	fixture *f = *state;

	FT_Done_FreeType(f->lib);
	loaded_close(&f->ctx, f->fs);
	free(f);
	return 0;
}

typedef struct {
	long x, y;
	char tag;
} point;

static int
compare_points(const point *a, const point *b)
{
	if (a->x != b->x)
		return a->x < b->x ? -1 : 1;
	if (a->y != b->y)
		return a->y < b->y ? -1 : 1;
	return a->tag - b->tag;
}

/* Contours by their points, in any order that does not depend on where they
 * begin. */
typedef struct {
	point *p;
	int n, first;
} contour;

static int
compare_turned(const point *p, int n, int first, const point *q, int from)
{
	int order = 0;

	for (int i = 0; i < n && order == 0; i++)
		order = compare_points(&p[(first + i) % n], &q[(from + i) % n]);
	return order;
}

static int
compare_contours(const void *pa, const void *pb)
{
	const contour *a = pa, *b = pb;

	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	return compare_turned(a->p, a->n, a->first, b->p, b->first);
}

/* The outline as text, the same wherever contours begin and whichever is
 * first. */
static bool
turned_outline(FT_Face face, uint32_t gid, ht_buf *out)
{
	static point p[4000];
	static contour c[400];
	const FT_Outline *o = &face->glyph->outline;
	int at = 0;

	out->n = 0;
	if (FT_Load_Glyph(face, gid, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING) !=
			0 ||
		o->n_points > 4000 || o->n_contours > 400)
		return false;
	for (int i = 0; i < o->n_points; i++)
		p[i] = (point){o->points[i].x, o->points[i].y,
			(char)FT_CURVE_TAG(o->tags[i])};
	for (int i = 0; i < o->n_contours; i++) {
		c[i] = (contour){p + at, o->contours[i] + 1 - at, 0};
		for (int k = 1; k < c[i].n; k++) {
			if (compare_turned(
				    c[i].p, c[i].n, k, c[i].p, c[i].first) < 0)
				c[i].first = k;
		}
		at += c[i].n;
	}
	qsort(c, (size_t)o->n_contours, sizeof *c, compare_contours);
	ht_buf_addf(out, "%ld\n", face->glyph->metrics.horiAdvance);
	for (int i = 0; i < o->n_contours; i++) {
		for (int k = 0; k < c[i].n; k++) {
			const point *q = &c[i].p[(c[i].first + k) % c[i].n];

			ht_buf_addf(out, "%ld %ld %d%s", q->x, q->y, q->tag,
				k + 1 < c[i].n ? " " : "\n");
		}
	}
	return true;
}

/* Every step'th glyph of the font, glyph 0 first and the others backwards, so
 * that numbers change. */
static size_t
choose(ht_arena *a, const ht_cffstore *s, uint32_t step, uint32_t **gid)
{
	uint32_t nglyph = ht_cffstore_font(s)->nglyph;
	size_t n = 1;

	*gid = HT_ARRAY(a, uint32_t, nglyph);
	for (uint32_t g = nglyph - 1; g > step; g -= step)
		(*gid)[n++] = g;
	return n;
}

static void
compare_outlines(FT_Face from, FT_Face to, const ht_cffsubset *sub)
{
	bool (*read)(FT_Face, uint32_t, ht_buf *) =
		sub->pack ? turned_outline : outline;
	const uint32_t *gid = sub->gid;
	ht_buf want = {0}, got = {0};

	for (size_t i = 0; i < sub->n; i++) {
		assert_true(read(from, gid[i], &want));
		if (!read(to, (uint32_t)i, &got))
			fail_msg("glyph %u cannot be loaded", gid[i]);
		if (!ht_str_eq(ht_buf_str(&want), ht_buf_str(&got)))
			fail_msg("glyph %u is drawn differently", gid[i]);
	}
	ht_buf_drop(&want);
	ht_buf_drop(&got);
}

/* The pressed table is a whole zlib stream of the plain one. */
static void
check_pressed(ht_arena *a, const ht_cffsubset *sub, const ht_buf *plain)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	ht_str z = ht_cffpress(a, sub);
	char *out = malloc(plain->n);
	size_t n, used;

	assert_int_equal(libdeflate_zlib_decompress_ex(
				 d, z.p, z.n, out, plain->n, &used, &n),
		LIBDEFLATE_SUCCESS);
	assert_int_equal(used, z.n);
	assert_int_equal(n, plain->n);
	assert_memory_equal(out, plain->p, n);
	free(out);
	libdeflate_free_decompressor(d);
}

/* Writes the subset and holds it against the font; its bytes. */
static size_t
compare_subset(fixture *f, const ht_font *font, const ht_cffsubset *sub)
{
	ht_str file = ht_font_bytes(font);
	ht_buf b = {0};
	FT_Face from, to;
	size_t n;

	assert_true(ht_cffwrite(f->ctx.arena, sub, &b));
	if (!sub->pack)
		check_pressed(f->ctx.arena, sub, &b);
	assert_int_equal(FT_New_Memory_Face(f->lib, (const FT_Byte *)file.p,
				 (FT_Long)file.n, ht_font_index(font), &from),
		0);
	assert_int_equal(FT_New_Memory_Face(f->lib, (const FT_Byte *)b.p,
				 (FT_Long)b.n, 0, &to),
		0);
	assert_int_equal(to->num_glyphs, sub->n);
	compare_outlines(from, to, sub);
	FT_Done_Face(from);
	FT_Done_Face(to);
	n = b.n;
	ht_buf_drop(&b);
	return n;
}

static void
compare_font(fixture *f, const ht_font *font)
{
	const ht_cffstore *s = ht_cffstore_of(font);
	ht_cffsubset sub = {.store = s, .name = "AAAAAA+Test"};
	uint32_t *gid;
	size_t plain;

	if (s == NULL)
		return;
	sub.n = choose(f->ctx.arena, s,
		ht_cffstore_font(s)->nglyph < FEW_GLYPHS ? STEP_FULL
							 : STEP_SPARSE,
		&gid);
	sub.gid = gid;
	plain = compare_subset(f, font, &sub);
	sub.pack = true;
	assert_true(compare_subset(f, font, &sub) < plain);
}

static void
same_outlines(void **state)
{
	fixture *f = *state;
	int tried = 0;

	for (int r = 0; r < HT_ROLE__MAX; r++) {
		const ht_font *font = ht_fontset_report(f->fs, (ht_role)r).font;

		tried += ht_cffstore_of(font) != NULL;
		compare_font(f, font);
	}
	assert_true(tried > 0);
}

/* Flattens every step'th glyph of a table whose bytes are anything. */
static int
try_table(ht_arena *a, const char *bytes, size_t n, uint32_t step)
{
	ht_cfffont font;
	ht_buf out = {0};
	int good = 0;

	if (ht_cfffont_open(a, (ht_str){bytes, n}, &font)) {
		for (uint32_t g = 0; g < font.nglyph; g += step)
			good += ht_cfffont_flatten(&font, g, &out);
	}
	ht_buf_drop(&out);
	return good;
}

/* A subset with its subroutines taken from a font; small enough to try much. */
static void
mutations(void **state)
{
	fixture *f = *state;
	const ht_font *font = ht_fontset_report(f->fs, HT_ROLE_FANGSONG).font;
	const ht_cffstore *s = ht_cffstore_of(font);
	uint32_t gid[] = {0, 1, 40, 200, 800}, x = 1;
	ht_cffsubset sub = {
		.store = s, .gid = gid, .n = 5, .name = "AAAAAA+Test"};
	ht_arena *a = ht_arena_new();
	ht_buf b = {0};
	char *copy;
	int good = 0, bad = 0;

	if (s == NULL) {
		ht_arena_drop(a);
		skip();
	}
	assert_true(ht_cffwrite(a, &sub, &b));
	assert_int_equal(try_table(a, b.p, b.n, 1), sub.n);
	for (int i = 0; i < MUTATIONS; i++) {
		size_t n = b.n, at;

		x = x * 1664525 + 1013904223;
		at = (x >> 8) % (i % 2 == 0 ? 300 : b.n);
		/* No byte to spare, so that a sanitizer sees what is read
		 * beyond it. */
		n = i % 5 == 0 ? at : b.n;
		copy = malloc(n > 0 ? n : 1);
		assert_non_null(copy);
		memcpy(copy, b.p, n);
		if (at < n)
			copy[at] = (char)(x >> 24);
		if (try_table(a, copy, n, 1) == (int)sub.n)
			good++;
		else
			bad++;
		free(copy);
		ht_arena_reset(a);
	}
	assert_true(good > 0 && bad > 0);
	ht_buf_drop(&b);
	ht_arena_drop(a);
}

/* A font of one glyph whose charstring is code and whose subroutine 0 (number
 * -107) is subr. */
static bool
flatten_code(
	const char *code, size_t n, const char *subr, size_t m, ht_buf *out)
{
	char table[600];
	ht_cffindex glyphs = {.count = 1, .size = 1, .base = 1, .offsets = 0};
	ht_cffindex subrs = {
		.count = 1, .size = 1, .base = 301, .offsets = 300};
	static const uint8_t select[1];
	ht_cfffd fd = {0};
	ht_cfffont font = {.table = {table, sizeof table},
		.nglyph = 1,
		.glyphs = glyphs,
		.subrs = subrs,
		.fd = &fd,
		.nfd = 1,
		.select = select};

	memset(table, 0, sizeof table);
	table[0] = 1;
	table[1] = (char)(n + 1);
	memcpy(table + 2, code, n);
	table[300] = 1;
	table[301] = (char)(m + 1);
	memcpy(table + 302, subr, m);
	out->n = 0;
	return ht_cfffont_flatten(&font, 0, out);
}

static void
expect_flat(const char *code, size_t n, const char *subr, size_t m,
	const char *want, size_t nwant)
{
	ht_buf out = {0};

	assert_true(flatten_code(code, n, subr, m, &out));
	assert_int_equal(out.n, nwant);
	assert_memory_equal(out.p, want, nwant);
	ht_buf_drop(&out);
}

#define CODE(s) (s), sizeof(s) - 1

/* Numbers: 139 + value; 32 is -107, the number of subroutine 0. */
static void
charstrings(void **state)
{
	ht_buf out = {0};

	(void)state;
	/* 1 2 rmoveto by a subroutine, endchar */
	expect_flat(CODE("\x8C\x20\x1D\x0E"), CODE("\x8D\x15\x0B"),
		CODE("\x8C\x8D\x15\x0E"));
	/* A width on stems goes on the move; the mask and its byte go. */
	expect_flat(CODE("\x96\x8C\x8D\x12\x8C\x8D\x13\x80"
			 "\x8E\x8F\x15\x0E"),
		CODE(""), CODE("\x96\x8E\x8F\x15\x0E"));
	/* Nine stems: a mask of two bytes. */
	expect_flat(CODE("\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C"
			 "\x8C\x8C\x8C\x8C\x8C\x8C\x13\x80\x80"
			 "\x8E\x16\x0E"),
		CODE(""), CODE("\x8E\x16\x0E"));
	/* A width on endchar. */
	expect_flat(CODE("\x96\x0E"), CODE(""), CODE("\x96\x0E"));
	/* Refused: no endchar; a subroutine that calls itself; one that is not
	 * there; a mask cut off; arithmetic; seac; a stack too high. */
	assert_false(flatten_code(CODE("\x8C\x16"), CODE(""), &out));
	assert_false(
		flatten_code(CODE("\x20\x1D\x0E"), CODE("\x20\x1D"), &out));
	assert_false(flatten_code(CODE("\x21\x1D\x0E"), CODE("\x0B"), &out));
	assert_false(flatten_code(CODE("\x8C\x8C\x13"), CODE(""), &out));
	assert_false(
		flatten_code(CODE("\x8C\x8C\x0C\x0A\x16\x0E"), CODE(""), &out));
	assert_false(
		flatten_code(CODE("\x8C\x8C\x8C\x8C\x0E"), CODE(""), &out));
	assert_false(flatten_code(
		CODE("\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C"
		     "\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C"
		     "\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C"
		     "\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C\x8C"
		     "\x05\x0E"),
		CODE(""), &out));
	assert_int_equal(out.n, 0);
	ht_buf_drop(&out);
}

/* Writes a charstring for deflate, bytes costing what it makes of them. */
static void
pack(const char *code, size_t n, bool readable, const char *want, size_t nwant)
{
	ht_arena *a = ht_arena_new();
	ht_cffpath path;
	ht_cffcost cost;
	ht_str s = {code, n};
	ht_buf out = {0};

	assert_int_equal(ht_cffpath_read(a, s, &path), readable);
	ht_cffpack_learn(&s, 1, &cost);
	ht_cffpack(&cost, s, &out);
	assert_int_equal(out.n, nwant);
	if (nwant > 0)
		assert_memory_equal(out.p, want, nwant);
	ht_buf_drop(&out);
	ht_arena_drop(a);
}

static void
expect_packed(const char *code, size_t n, const char *want, size_t nwant)
{
	pack(code, n, true, want, nwant);
}

static void
expect_kept(const char *code, size_t n)
{
	pack(code, n, false, code, n);
}

static void
packs(void **state)
{
	(void)state;
	/* A blank with a width. */
	expect_packed(CODE("\x96\x0E"), CODE("\x96\x0E"));
	/* A box of 208 by 20, right edge first by three operators: begun where
	 * its upper edge closes it and the move takes one number. */
	expect_packed(CODE("\xF7\x64\x8B\x15\x9F\x07\xFB\x64\x8B\x05"
			   "\x77\x07\x0E"),
		CODE("\x9F\x04\x77\xF7\x64\x9F\x07\x0E"));
	/* Kept: an operand too many; a curve without its lines; one that begins
	 * with no move; flex; a fraction; a number cut off; no end; a place too
	 * far out. */
	expect_kept(CODE("\x8C\x8C\x15\x8C\x8C\x8C\x05\x0E"));
	expect_kept(CODE("\x8C\x8C\x15\x8C\x8C\x8C\x8C\x19\x0E"));
	expect_kept(CODE("\x8C\x8C\x15\x18\x0E"));
	expect_kept(CODE("\x8C\x8C\x05\x0E"));
	expect_kept(CODE("\x8C\x8C\x15\x8C\x8C\x8C\x8C\x8C\x8C\x8C"
			 "\x0C\x22\x0E"));
	expect_kept(CODE("\xFF\0\1\0\0\x16\x0E"));
	expect_kept(CODE("\x8C\x16\x1C\x01"));
	expect_kept(CODE("\x8C\x16"));
	expect_kept(CODE("\x1C\x7F\xFF\x16\x0E"));
	expect_kept(CODE(""));
}

/* Codes for few, many and very uneven symbols: read back by libdeflate. */
static void
codes(void **state)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	uint64_t word[2000];
	char bytes[4096], back[4096];

	(void)state;
	for (int kind = 0; kind < 4; kind++) {
		uint32_t count[HT_HUFF_SYMBOLS] = {0};
		ht_bits b = {.to = word};
		ht_huff h;
		size_t n;

		for (size_t i = 0; i < sizeof bytes; i++) {
			bytes[i] = kind == 0   ? 'a'
				   : kind == 1 ? (char)(i % 2)
					       : (char)(i * i / 7);
			count[(unsigned char)bytes[i]]++;
		}
		/* Counts that double: deeper than a code may be. */
		for (int i = 0; kind == 3 && i < 31; i++)
			count[i] = (uint32_t)1 << i;
		ht_huff_make(&h, count);
		ht_huff_head(&b, &h, true);
		ht_huff_bytes(&b, &h, bytes, sizeof bytes);
		ht_huff_end(&b, &h);
		assert_int_equal(libdeflate_deflate_decompress(d, word,
					 (b.n + 7) / 8, back, sizeof back, &n),
			LIBDEFLATE_SUCCESS);
		assert_int_equal(n, sizeof bytes);
		assert_memory_equal(back, bytes, n);
	}
	libdeflate_free_decompressor(d);
}

static void
sums(void **state)
{
	char bytes[300];

	(void)state;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * 7 + 200);
	for (size_t cut = 0; cut <= sizeof bytes; cut++) {
		uint32_t a = libdeflate_adler32(1, bytes, cut);
		uint32_t b =
			libdeflate_adler32(1, bytes + cut, sizeof bytes - cut);

		assert_int_equal(ht_adler_join(a, b, sizeof bytes - cut),
			libdeflate_adler32(1, bytes, sizeof bytes));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_outlines),
		cmocka_unit_test(mutations),
		cmocka_unit_test(charstrings),
		cmocka_unit_test(packs),
		cmocka_unit_test(codes),
		cmocka_unit_test(sums),
	};

	return cmocka_run_group_tests_name("cffwrite", tests, setup, teardown);
}
