/* SPDX-License-Identifier: Apache-2.0
 *
 * Subsets against their fonts, by FreeType: every glyph has the same outline
 * point by point and the same width; and fonts that lie.
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

#include "out/pdf/cffwrite.h"

#define STEP_FULL 1
#define STEP_SPARSE 97 /* of the glyphs, for the fonts of 65535 */
#define FEW_GLYPHS 20000

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
	ht_ctx_init(&f->ctx);
	if (FT_Init_FreeType(&f->lib) != 0)
		return -1;
	return ht_fontset_load(&f->ctx, "fonts/roles.yaml", "fonts/files",
		       &f->fs) == HT_OK
		       ? 0
		       : -1;
}

static int
teardown(void **state)
{
	fixture *f = *state;

	FT_Done_FreeType(f->lib);
	ht_fontset_drop(f->fs);
	ht_ctx_drop(&f->ctx);
	free(f);
	return 0;
}

/* The outline as text: contours, points and their kinds, width. */
static bool
outline(FT_Face face, uint32_t gid, ht_buf *out)
{
	const FT_Outline *o = &face->glyph->outline;

	out->n = 0;
	if (FT_Load_Glyph(face, gid, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING) !=
		0)
		return false;
	ht_buf_addf(out, "%ld %d\n", face->glyph->metrics.horiAdvance,
		o->n_contours);
	ht_buf_add(out, o->contours, sizeof *o->contours * o->n_contours);
	ht_buf_add(out, o->points, sizeof *o->points * o->n_points);
	ht_buf_add(out, o->tags, sizeof *o->tags * o->n_points);
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
compare_outlines(FT_Face from, FT_Face to, const uint32_t *gid, size_t n)
{
	ht_buf want = {0}, got = {0};

	for (size_t i = 0; i < n; i++) {
		assert_true(outline(from, gid[i], &want));
		if (!outline(to, (uint32_t)i, &got))
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

static void
compare_font(fixture *f, const ht_font *font)
{
	const ht_cffstore *s = ht_cffstore_of(font);
	ht_str file = ht_font_bytes(font);
	ht_buf b = {0};
	FT_Face from, to;
	ht_cffsubset sub;
	uint32_t *gid;
	size_t n;

	if (s == NULL)
		return;
	n = choose(f->ctx.arena, s,
		ht_cffstore_font(s)->nglyph < FEW_GLYPHS ? STEP_FULL
							 : STEP_SPARSE,
		&gid);
	sub = (ht_cffsubset){
		.store = s, .gid = gid, .n = n, .name = "AAAAAA+Test"};
	assert_true(ht_cffwrite(f->ctx.arena, &sub, &b));
	check_pressed(f->ctx.arena, &sub, &b);
	assert_int_equal(FT_New_Memory_Face(f->lib, (const FT_Byte *)file.p,
				 (FT_Long)file.n, ht_font_index(font), &from),
		0);
	assert_int_equal(FT_New_Memory_Face(f->lib, (const FT_Byte *)b.p,
				 (FT_Long)b.n, 0, &to),
		0);
	assert_int_equal(to->num_glyphs, n);
	compare_outlines(from, to, gid, n);
	FT_Done_Face(from);
	FT_Done_Face(to);
	ht_buf_drop(&b);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_outlines),
	};

	return cmocka_run_group_tests_name("cffwrite", tests, setup, teardown);
}
