/* SPDX-License-Identifier: Apache-2.0
 *
 * The font set and shaping, with the fonts of a machine as `make test` sets it
 * up: FandolFang in fonts/files/, fonts-noto-cjk installed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include "font/font.h"

#define ROLES "fonts/roles.yaml"
#define FILES "fonts/files"
#define FANDOL FILES "/FandolFang-Regular.otf"

typedef struct {
	ht_ctx ctx;
	ht_fontset *fs;
} fixture;

static int
setup(void **state)
{
	static fixture f; /* one a process; cmocka hands it around */

	ht_ctx_init(&f.ctx);
	if (ht_fontset_load(&f.ctx, ROLES, FILES, &f.fs) != HT_OK)
		return -1;
	*state = &f;
	return 0;
}

static int
teardown(void **state)
{
	fixture *f = *state;

	ht_fontset_drop(f->fs);
	ht_ctx_drop(&f->ctx);
	return 0;
}

/* What is tested here is tested with these very glyphs. */
static void
need_fandol(const fixture *f)
{
	const ht_font *own = ht_fontset_report(f->fs, HT_ROLE_FANGSONG).font;

	if (access(FANDOL, R_OK) != 0 ||
		strcmp(ht_font_family(own), "FandolFang") != 0)
		skip();
}

static ht_glyphs
shape(fixture *f, ht_role role, const char *text)
{
	ht_str s = ht_str_from(text);
	ht_glyphs g = {0};

	assert_int_equal(ht_shape(&f->ctx, f->fs, role, s, 0, s.n, &g), HT_OK);
	for (size_t i = 1; i < g.n; i++)
		assert_true(g.glyph[i - 1].cluster <= g.glyph[i].cluster);
	return g;
}

static void
roles_have_names(void **state)
{
	ht_role role;

	(void)state;
	for (int i = 0; i < HT_ROLE__MAX; i++) {
		assert_true(ht_role_lookup(
			ht_str_from(ht_role_name((ht_role)i)), &role));
		assert_int_equal(role, i);
	}
	assert_false(ht_role_lookup(HT_STR("comic"), &role));
}

/* Each of n characters has a cluster of its own, one em wide and of font own,
 * however many glyphs it takes. */
static void
check_full_width(const ht_font *own, const ht_glyphs *g, size_t n)
{
	size_t seen = 0;

	for (size_t i = 0; i < g->n; seen++) {
		uint32_t cluster = g->glyph[i].cluster;
		int advance = 0;

		for (; i < g->n && g->glyph[i].cluster == cluster; i++) {
			assert_ptr_equal(g->glyph[i].font, own);
			assert_int_not_equal(g->glyph[i].gid, 0);
			advance += g->glyph[i].advance;
		}
		assert_int_equal(advance, ht_font_upem(own));
	}
	assert_int_equal(seen, n);
}

/* The layout counts on a Han character and a mark being one em wide, for the
 * fonts that the standard's own faces are replaced by. */
static void
marks_are_full_width(void **state)
{
	fixture *f = *state;
	ht_glyphs g = {0};

	need_fandol(f);
	for (int role = 0; role < HT_ROLE_LATIN; role++) {
		const ht_font *own =
			ht_fontset_report(f->fs, (ht_role)role).font;

		g = shape(f, (ht_role)role, "公，文。“好”‘单’——……《》（）");
		check_full_width(own, &g, 18);
	}
}

static void
rare_characters_fall_back(void **state)
{
	fixture *f = *state;
	const ht_font *own;
	ht_glyphs g = {0};

	need_fandol(f);
	own = ht_fontset_report(f->fs, HT_ROLE_FANGSONG).font;
	g = shape(f, HT_ROLE_FANGSONG, "吉𠮷𫠊𬬻文");
	assert_int_equal(g.n, 5);
	for (size_t i = 0; i < g.n; i++)
		assert_int_not_equal(g.glyph[i].gid, 0);
	assert_ptr_equal(g.glyph[0].font, own);
	for (size_t i = 1; i < 4; i++)
		assert_ptr_not_equal(g.glyph[i].font, own);
	assert_ptr_equal(g.glyph[4].font, own);
	assert_int_equal(g.glyph[1].cluster, 3);
	assert_int_equal(g.glyph[2].cluster, 7);
	assert_int_equal(g.glyph[4].cluster, 15);
	assert_ptr_equal(ht_fontset_find(f->fs, HT_ROLE_FANGSONG, 0x20BB7),
		g.glyph[1].font);
}

static void
unknown_is_glyph_0(void **state)
{
	fixture *f = *state;
	ht_glyphs g = shape(f, HT_ROLE_FANGSONG, "甲\xF4\x8F\xBF\xBD乙");

	assert_int_equal(g.n, 3);
	assert_int_equal(g.glyph[1].gid, 0);
	assert_ptr_equal(g.glyph[1].font,
		ht_fontset_report(f->fs, HT_ROLE_FANGSONG).font);
	assert_null(ht_fontset_find(f->fs, HT_ROLE_FANGSONG, 0x10FFFD));
}

/* A base and its selector or mark are one cluster, of one font. */
static void
clusters_stay_whole(void **state)
{
	fixture *f = *state;
	ht_glyphs g = shape(f, HT_ROLE_FANGSONG,
		"葛\xF3\xA0\x84\x80城e\xCC\x8Ax\xCC\x82\xCC\x83乙");
	const uint32_t begins[] = {0, 7, 10, 13, 18};
	size_t seen = 0;

	for (size_t i = 0; i < g.n; i++) {
		if (i > 0 && g.glyph[i].cluster == g.glyph[i - 1].cluster) {
			assert_ptr_equal(g.glyph[i].font, g.glyph[i - 1].font);
			continue;
		}
		assert_true(seen < 5);
		assert_int_equal(g.glyph[i].cluster, begins[seen]);
		seen++;
	}
	assert_int_equal(seen, 5);
}

static void
ignorables_leave_no_glyph(void **state)
{
	fixture *f = *state;
	ht_glyphs g =
		shape(f, HT_ROLE_FANGSONG, "甲\xE2\x80\x8B乙\xEF\xBB\xBF");

	assert_int_equal(g.n, 2);
	assert_int_equal(g.glyph[1].cluster, 6);
	g = shape(f, HT_ROLE_FANGSONG, "");
	assert_int_equal(g.n, 0);
	/* A control character is a space, and never a box. */
	g = shape(f, HT_ROLE_FANGSONG, "甲\t乙");
	assert_int_equal(g.n, 3);
	assert_int_not_equal(g.glyph[1].gid, 0);
}

/* Kerning would be the layout's second say on widths. */
static void
latin_is_not_kerned(void **state)
{
	fixture *f = *state;
	ht_glyphs g = shape(f, HT_ROLE_SONGTI, "AVTo fi ffi");

	assert_int_equal(g.n, 11);
	for (size_t i = 0; i < g.n; i++)
		assert_int_equal(g.glyph[i].advance,
			ht_font_advance(g.glyph[i].font, g.glyph[i].gid));
}

static void
a_part_of_a_text(void **state)
{
	fixture *f = *state;
	ht_glyphs g = {0};

	assert_int_equal(ht_shape(&f->ctx, f->fs, HT_ROLE_HEITI,
				 HT_STR("甲乙丙丁"), 3, 9, &g),
		HT_OK);
	assert_int_equal(g.n, 2);
	assert_int_equal(g.glyph[0].cluster, 3);
	assert_int_equal(g.glyph[1].cluster, 6);
}

static void
metrics_and_ink(void **state)
{
	fixture *f = *state;
	const ht_font *own;
	ht_ink ink;

	need_fandol(f);
	own = ht_fontset_report(f->fs, HT_ROLE_FANGSONG).font;
	assert_int_equal(ht_font_upem(own), 1000);
	assert_in_range(ht_font_em_top(own), 800, 900);
	assert_true(ht_font_ink(own, ht_font_glyph(own, 0x4E00), &ink));
	assert_true(ink.x0 >= 0 && ink.x1 <= 1000 && ink.x0 < ink.x1);
	/* 一 is a flat stroke about the middle of the em. */
	assert_true(ink.y1 - ink.y0 < 250 && ink.y0 > 200 && ink.y1 < 600);
	assert_false(ht_font_ink(own, ht_font_glyph(own, 0x20), &ink));
	assert_false(ht_font_ink(own, 0xFFFFFF, &ink));
}

/* ---- roles.yaml ------------------------------------------------------- */

typedef struct {
	const char *yaml;
	ht_err err;
	ht_msg id;
	int line;
} wrong;

static const wrong wrongs[] = {
	{"fangsong: [", HT_ELAYOUT, HT_MSG_ROLES_YAML, 2},
	{"", HT_ELAYOUT, HT_MSG_ROLES_VALUE, 0},
	{"- a\n", HT_ELAYOUT, HT_MSG_ROLES_VALUE, 1},
	{"\ncomic: {}\n", HT_ELAYOUT, HT_MSG_ROLES_ROLE, 2},
	{"[1]: {}\n", HT_ELAYOUT, HT_MSG_ROLES_ROLE, 1},
	{"fangsong: 仿宋\n", HT_ELAYOUT, HT_MSG_ROLES_VALUE, 1},
	{"fangsong:\n  size: 3\n", HT_ELAYOUT, HT_MSG_ROLES_KEY, 2},
	{"fangsong:\n  label: a\n  label: b\n", HT_ELAYOUT, HT_MSG_ROLES_KEY,
		3},
	{"fangsong:\n  families: FangSong\n", HT_ELAYOUT, HT_MSG_ROLES_VALUE,
		2},
	{"fangsong:\n  families: []\n  families: []\n", HT_ELAYOUT,
		HT_MSG_ROLES_KEY, 3},
	{"fangsong:\n  families:\n    - {style: Bold}\n", HT_ELAYOUT,
		HT_MSG_ROLES_MISSING, 3},
	{"fangsong:\n  families:\n    - {family: a, size: 3}\n", HT_ELAYOUT,
		HT_MSG_ROLES_KEY, 3},
	{"fangsong:\n  families: [[a]]\n", HT_ELAYOUT, HT_MSG_ROLES_VALUE, 2},
	{"fangsong: {label: a, install: b}\n", HT_ELAYOUT, HT_MSG_ROLES_MISSING,
		1},
	{"fangsong: {label: a, install: b, families: [x]}\n", HT_ELAYOUT,
		HT_MSG_ROLES_MISSING, 1},
};

static ht_err
load_text(ht_ctx *ctx, const char *yaml, ht_fontset **fs)
{
	char path[] = "/tmp/hongtou-roles-XXXXXX";
	int fd = mkstemp(path);
	ht_err err;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, yaml, strlen(yaml)), (ssize_t)strlen(yaml));
	close(fd);
	err = ht_fontset_load(ctx, path, NULL, fs);
	unlink(path);
	return err;
}

static void
wrong_tables_are_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
		const wrong *w = &wrongs[i];
		ht_ctx ctx;
		ht_fontset *fs;

		ht_ctx_init(&ctx);
		assert_int_equal(load_text(&ctx, w->yaml, &fs), w->err);
		assert_null(fs);
		assert_int_equal(ctx.error.id, w->id);
		assert_int_equal(ctx.error.line, w->line);
		assert_non_null(ctx.error.file);
		ht_ctx_drop(&ctx);
	}
}

static void
no_font_is_told(void **state)
{
	static const char role[] = ": {label: 某体, families: [No Such], "
				   "substitutes: [{family: Nor This, style: "
				   "Bold}], install: fonts-none}\n";
	ht_buf yaml = {0};
	ht_ctx ctx;
	ht_fontset *fs;

	(void)state;
	for (int i = 0; i < HT_ROLE__MAX; i++) {
		ht_buf_adds(&yaml, ht_role_name((ht_role)i));
		ht_buf_adds(&yaml, role);
	}
	ht_buf_addc(&yaml, '\0');
	ht_ctx_init(&ctx);
	assert_int_equal(load_text(&ctx, yaml.p, &fs), HT_EFONT);
	assert_int_equal(ctx.error.id, HT_MSG_FONT_ROLE);
	assert_string_equal(ctx.error.arg[0], "某体");
	assert_string_equal(ctx.error.arg[1], "No Such, Nor This Bold");
	assert_string_equal(ctx.error.arg[2], "fonts-none");
	ht_ctx_drop(&ctx);
	ht_buf_drop(&yaml);
	ht_ctx_init(&ctx);
	assert_int_equal(
		ht_fontset_load(&ctx, "/nonexistent", NULL, &fs), HT_EIO);
	ht_ctx_drop(&ctx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roles_have_names),
		cmocka_unit_test(marks_are_full_width),
		cmocka_unit_test(rare_characters_fall_back),
		cmocka_unit_test(unknown_is_glyph_0),
		cmocka_unit_test(clusters_stay_whole),
		cmocka_unit_test(ignorables_leave_no_glyph),
		cmocka_unit_test(latin_is_not_kerned),
		cmocka_unit_test(a_part_of_a_text),
		cmocka_unit_test(metrics_and_ink),
		cmocka_unit_test(wrong_tables_are_told),
		cmocka_unit_test(no_font_is_told),
	};

	return cmocka_run_group_tests_name("shape", tests, setup, teardown);
}
