/* SPDX-License-Identifier: Apache-2.0
 *
 * Subsets of TrueType fonts: every glyph has the outline of its font point by
 * point, and the pixels of HarfBuzz's subset.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include <hb-subset.h>
#include <hb.h>

#include <ft2build.h>
#include FT_FREETYPE_H

#include "font/face.h"
#include "out/pdf/glyfwrite.h"
#include "outline.h"
#include "sfnt.h"

#define GLYPHS_MANY 20000
#define STEP_SPARSE 29 /* of the glyphs of a font that has many */
#define STEP_DRAWN 41 /* of those compared, the drawn ones */
#define PIXELS 40 /* an em */

#define FONTS "/usr/share/fonts/truetype/"

static const char *const path[] = {
	FONTS "lxgw-wenkai/LXGWWenKai-Regular.ttf",
	FONTS "arphic-gkai00mp/gkai00mp.ttf",
	FONTS "liberation/LiberationSerif-Regular.ttf",
};

enum { FONTS_TRIED = sizeof path / sizeof *path };

typedef struct {
	ht_arena *arena;
	FT_Library lib;
	ht_font *font[FONTS_TRIED];
} fixture;

static int
setup(void **state)
{
	fixture *f = calloc(1, sizeof *f);

	if (f == NULL)
		return -1;
	*state = f;
	f->arena = ht_arena_new();
	for (int i = 0; i < FONTS_TRIED; i++)
		f->font[i] = ht_face_open(f->arena, path[i], 0, "Test", "");
	return FT_Init_FreeType(&f->lib) == 0 ? 0 : -1;
}

static int
teardown(void **state)
{
	fixture *f = *state;

	FT_Done_FreeType(f->lib);
	for (int i = 0; i < FONTS_TRIED; i++)
		ht_face_drop(f->font[i]);
	ht_arena_drop(f->arena);
	free(f);
	return 0;
}

/* ---- the same glyphs -------------------------------------------------- */

/* What is drawn of it: place, size and pixels. */
static void
pixels(FT_Face face, uint32_t gid, ht_buf *out)
{
	const FT_Bitmap *b = &face->glyph->bitmap;

	assert_int_equal(FT_Set_Pixel_Sizes(face, 0, PIXELS), 0);
	assert_int_equal(
		FT_Load_Glyph(face, gid, FT_LOAD_RENDER | FT_LOAD_NO_HINTING),
		0);
	out->n = 0;
	ht_buf_addf(out, "%d %d %u %u\n", face->glyph->bitmap_left,
		face->glyph->bitmap_top, b->width, b->rows);
	ht_buf_add(out, b->buffer, (size_t)b->pitch * b->rows);
}

static FT_Face
open_bytes(FT_Library lib, ht_str bytes, int index)
{
	FT_Face face;

	assert_int_equal(FT_New_Memory_Face(lib, (const FT_Byte *)bytes.p,
				 (FT_Long)bytes.n, index, &face),
		0);
	return face;
}

/* Glyph 0 and others backwards, so that numbers change. */
static size_t
choose(fixture *f, const ht_font *font, uint32_t **gid)
{
	uint32_t nglyph = hb_face_get_glyph_count(ht_font_hb_face(font));
	uint32_t step = nglyph < GLYPHS_MANY ? 2 : STEP_SPARSE;
	size_t n = 1;

	*gid = HT_ARRAY(f->arena, uint32_t, nglyph);
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

/* HarfBuzz's subset of the same glyphs; old and new numbers in map. */
static hb_face_t *
subset_hb(hb_face_t *face, const uint32_t *gid, size_t n, hb_map_t *map)
{
	hb_subset_input_t *in = hb_subset_input_create_or_fail();
	hb_subset_plan_t *plan;
	hb_face_t *out;

	hb_subset_input_set_flags(in,
		HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
	for (size_t i = 0; i < n; i++)
		hb_set_add(hb_subset_input_glyph_set(in), gid[i]);
	plan = hb_subset_plan_create_or_fail(face, in);
	for (size_t i = 0; i < n; i++)
		hb_map_set(map, gid[i],
			hb_map_get(
				hb_subset_plan_old_to_new_glyph_mapping(plan),
				gid[i]));
	out = hb_subset_plan_execute_or_fail(plan);
	hb_subset_plan_destroy(plan);
	hb_subset_input_destroy(in);
	assert_non_null(out);
	return out;
}

static void
compare_pixels(fixture *f, const ht_font *font, FT_Face to, const uint32_t *gid,
	size_t n)
{
	hb_map_t *map = hb_map_create();
	hb_face_t *face = subset_hb(ht_font_hb_face(font), gid, n, map);
	hb_blob_t *blob = hb_face_reference_blob(face);
	unsigned size;
	const char *p = hb_blob_get_data(blob, &size);
	FT_Face from = open_bytes(f->lib, (ht_str){p, size}, 0);
	ht_buf want = {0}, got = {0};

	for (size_t i = 0; i < n; i += STEP_DRAWN) {
		pixels(from, hb_map_get(map, gid[i]), &want);
		pixels(to, (uint32_t)i, &got);
		if (!ht_str_eq(ht_buf_str(&want), ht_buf_str(&got)))
			fail_msg("glyph %u has other pixels", gid[i]);
	}
	ht_buf_drop(&want);
	ht_buf_drop(&got);
	FT_Done_Face(from);
	hb_blob_destroy(blob);
	hb_face_destroy(face);
	hb_map_destroy(map);
}

static void
compare_font(fixture *f, const ht_font *font)
{
	uint32_t *gid;
	size_t n = choose(f, font, &gid);
	ht_buf b = {0};
	FT_Face from, to;

	assert_true(ht_glyfwrite(f->arena, ht_font_hb_face(font), gid, n, &b));
	check_file(ht_buf_str(&b));
	from = open_bytes(f->lib, ht_font_bytes(font), ht_font_index(font));
	to = open_bytes(f->lib, ht_buf_str(&b), 0);
	assert_true((size_t)to->num_glyphs >= n);
	compare_outlines(from, to, gid, n);
	compare_pixels(f, font, to, gid, n);
	FT_Done_Face(from);
	FT_Done_Face(to);
	ht_buf_drop(&b);
}

static void
same_glyphs(void **state)
{
	fixture *f = *state;

	for (int i = 0; i < FONTS_TRIED; i++) {
		if (f->font[i] == NULL)
			fail_msg("%s is not there", path[i]);
		compare_font(f, f->font[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_glyphs),
	};

	return cmocka_run_group_tests_name("glyf", tests, setup, teardown);
}
