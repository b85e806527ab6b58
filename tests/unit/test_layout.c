/* SPDX-License-Identifier: Apache-2.0
 *
 * Layout files: what is refused, with which words; the grid's arithmetic.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include "base/io.h"
#include "style/layout.h"

static char folder[] = "/tmp/hongtou-test-XXXXXX";

static const char *
path_of(const char *name)
{
	static char path[128];

	snprintf(path, sizeof path, "%s/%s.yaml", folder, name);
	return path;
}

static int
setup_document(void)
{
	ht_ctx ctx;
	ht_str bytes;
	bool ok;

	ht_ctx_init(&ctx);
	ok = ht_io_read(&ctx, "layouts/document.yaml", 1 << 20, &bytes) ==
		     HT_OK &&
	     ht_io_write(&ctx, path_of("document"), bytes) == HT_OK;
	ht_ctx_drop(&ctx);
	return ok ? 0 : -1;
}

static int
setup(void **state)
{
	(void)state;
	return mkdtemp(folder) ? setup_document() : -1;
}

static int
teardown(void **state)
{
	(void)state;
	unlink(path_of("document"));
	unlink(path_of("test"));
	return rmdir(folder);
}

/* Loads a layout with this text. */
static ht_err
load(ht_ctx *ctx, const char *text, ht_layout *l)
{
	ht_ctx_init(ctx);
	assert_int_equal(
		ht_io_write(ctx, path_of("test"), ht_str_from(text)), HT_OK);
	return ht_layout_load(ctx, path_of("test"), l);
}

static void
test_refused(void **state)
{
	static const struct {
		const char *text;
		ht_msg id;
		int line;
		const char *arg; /* stands in one of the arguments */
	} cases[] = {
		{"extends: document\npage:\n  rowz: 3\n", HT_MSG_LAYOUT_KEY, 3,
			"page.rows"},
		{"extends: document\npage:\n  top: 37\n", HT_MSG_LAYOUT_VALUE,
			3, "mm"},
		{"extends: document\npage:\n  top: 37cm\n", HT_MSG_LAYOUT_VALUE,
			3, "37cm"},
		{"extends: document\npage:\n  top: -1mm\n", HT_MSG_LAYOUT_VALUE,
			3, "-1mm"},
		{"extends: document\npage: {rows: 2.5}\n", HT_MSG_LAYOUT_VALUE,
			2, "2.5"},
		{"extends: document\nline: {hang: yes}\n", HT_MSG_LAYOUT_VALUE,
			2, "true, false"},
		{"extends: document\nline: {kinsoku: gbt}\n",
			HT_MSG_LAYOUT_VALUE, 2, "none, basic, gb, strict"},
		{"extends: document\ntext: {cell: wide}\n", HT_MSG_LAYOUT_VALUE,
			2, "grid, em, 1...60 mm"},
		{"extends: document\ntext: {cell: 0.5pt}\n",
			HT_MSG_LAYOUT_VALUE, 2, "0.5pt"},
		{"extends: document\nelements: {boby: {size: 3pt}}\n",
			HT_MSG_LAYOUT_KEY, 2, "elements.body.size"},
		{"extends: document\npage: {rows: [1]}\n",
			HT_MSG_LAYOUT_STRUCTURE, 2, ""},
		{"extends: document\npage: {rows\n", HT_MSG_LAYOUT_YAML, 3, ""},
		{"a\n", HT_MSG_LAYOUT_STRUCTURE, 1, ""},
		{"name: x\n", HT_MSG_LAYOUT_MISSING, 0, "page.width"},
		{"extends: test\n", HT_MSG_LAYOUT_EXTENDS, 0, ""},
		{"extends: document\npage: {top: 100mm}\n", HT_MSG_LAYOUT_ROOM,
			0, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ht_ctx ctx;
		ht_layout l;
		bool said = !*cases[i].arg;

		if (load(&ctx, cases[i].text, &l) != HT_ELAYOUT)
			fail_msg("taken: %s", cases[i].text);
		if (ctx.error.id != cases[i].id ||
			ctx.error.line != cases[i].line)
			fail_msg("%s: line %d, %s", cases[i].text,
				ctx.error.line,
				ht_msg_lookup(ctx.error.id)->name);
		for (int k = 0; k < HT_MSG_ARGS; k++)
			said = said ||
			       (ctx.error.arg[k] &&
				       strstr(ctx.error.arg[k], cases[i].arg));
		if (!said)
			fail_msg("%s: %s is not named", cases[i].text,
				cases[i].arg);
		ht_ctx_drop(&ctx);
	}
}

static void
test_extends(void **state)
{
	ht_ctx ctx;
	ht_layout l;

	(void)state;
	assert_int_equal(load(&ctx,
				 "extends: document\nname: mine\n"
				 "red_rule: {thickness: 1.4pt}\n"
				 "elements: {body: {first: 1.5zi}}\n",
				 &l),
		HT_OK);
	assert_string_equal(l.name, "mine");
	assert_int_equal(l.red_rule.thickness, 17780);
	assert_int_equal(l.elem[HT_BODY].first, 1500);
	assert_int_equal(l.page.rows, 22);
	ht_ctx_drop(&ctx);
}

/* A layout elsewhere extends those of another folder; its own come first. */
static void
test_base(void **state)
{
	static const char fixed[] =
		"extends: document\npage: {pitch: fixed, row: 30pt}\n";
	ht_ctx ctx;
	ht_layout l;

	(void)state;
	assert_int_equal(load(&ctx, "extends: nowhere\n", &l), HT_ELAYOUT);
	assert_int_equal(ctx.error.id, HT_MSG_LAYOUT_BASE);
	ht_ctx_drop(&ctx);
	assert_int_equal(load(&ctx, fixed, &l), HT_OK);
	assert_int_equal(ht_layout_pitch(&l), 30 * HT_EMU_PT);
	unlink(path_of("document"));
	assert_int_equal(ht_layout_load(&ctx, path_of("test"), &l), HT_ELAYOUT);
	assert_int_equal(
		ht_layout_load_in(&ctx, path_of("test"), "layouts", &l), HT_OK);
	assert_int_equal(l.page.row, 30 * HT_EMU_PT);
	ht_ctx_drop(&ctx);
	assert_int_equal(setup_document(), 0);
}

/* A layout for all forms over a form: its own keys, and those of what it
 * extends where that is for all forms too. */
static void
test_over(void **state)
{
	static const char all[] = "extends: letter\nname: mine\nforms: all\n"
				  "page: {rows: 20}\n";
	static const char chain[] = "extends: gbt33476\nforms: all\n"
				    "title: {before: 3}\n";
	ht_ctx ctx;
	ht_layout l;

	(void)state;
	assert_int_equal(load(&ctx, "extends: document\nname: x\n", &l), HT_OK);
	assert_string_equal(l.form, "document");
	ht_ctx_drop(&ctx);
	load(&ctx, all, &l);
	assert_int_equal(
		ht_layout_load_in(&ctx, path_of("test"), "layouts", &l), HT_OK);
	assert_string_equal(l.form, "letter");
	assert_int_equal(l.forms, HT_FORMS_ALL);
	assert_int_equal(l.red_rule.style, HT_RULES_DOUBLE);
	assert_int_equal(ht_layout_load(&ctx, "layouts/order.yaml", &l), HT_OK);
	assert_int_equal(
		ht_layout_lay_over(&ctx, path_of("test"), "layouts", &l),
		HT_OK);
	assert_string_equal(l.form, "order");
	assert_string_equal(l.name, "mine");
	assert_int_equal(l.red_rule.style, HT_RULES_NONE);
	assert_int_equal(l.page.rows, 20);
	ht_ctx_drop(&ctx);
	load(&ctx, chain, &l);
	assert_int_equal(
		ht_layout_load(&ctx, "layouts/minutes.yaml", &l), HT_OK);
	assert_int_equal(
		ht_layout_lay_over(&ctx, path_of("test"), "layouts", &l),
		HT_OK);
	assert_int_equal(l.title.before, 3);
	assert_int_equal(l.page.blank, HT_BLANK_GAP);
	assert_int_equal(l.sign.place, HT_SIGN_HEAD);
	ht_ctx_drop(&ctx);
	/* Not inherited. */
	load(&ctx, "extends: gbt33476\n", &l);
	assert_int_equal(
		ht_layout_load_in(&ctx, path_of("test"), "layouts", &l), HT_OK);
	assert_int_equal(l.forms, HT_FORMS_OWN);
	ht_ctx_drop(&ctx);
}

/* One key, as a layout file would set it. */
static void
test_set(void **state)
{
	ht_ctx ctx;
	ht_layout l;

	(void)state;
	assert_int_equal(load(&ctx, "extends: document\n", &l), HT_OK);
	assert_int_equal(ht_layout_set(&ctx, &l, "text.cell", "15.6pt"), HT_OK);
	assert_int_equal(ht_layout_zi(&l, l.text.size, 1000), 198120);
	assert_int_equal(
		ht_layout_set(&ctx, &l, "text.cell", "wide"), HT_ELAYOUT);
	assert_int_equal(
		ht_layout_set(&ctx, &l, "text.sell", "em"), HT_ELAYOUT);
	ht_ctx_drop(&ctx);
}

/* GB/T 9704-2012 5.2.3: 22 rows and 28 cells fill the type area. */
static void
test_geometry(void **state)
{
	ht_ctx ctx;
	ht_layout l;
	ht_len size;

	(void)state;
	assert_int_equal(load(&ctx, "extends: document\n", &l), HT_OK);
	size = l.text.size;
	assert_int_equal(ht_layout_row(&l, 0), l.page.top);
	assert_int_equal(ht_layout_row(&l, l.page.rows - 1) + size,
		l.page.top + l.page.area_height);
	assert_int_equal(
		ht_layout_cells(&l, size, l.page.cells), l.page.area_width);
	/* other sizes are solid: one zi is one em */
	assert_int_equal(
		ht_layout_zi(&l, 14 * HT_EMU_PT, 2000), 28 * HT_EMU_PT);
	/* two empty rows, in both readings of the standard */
	assert_int_equal(
		ht_layout_blank(&l, 2), 3 * ht_layout_pitch(&l) - size);
	l.page.blank = HT_BLANK_GAP;
	assert_int_equal(ht_layout_blank(&l, 2), 2 * ht_layout_pitch(&l));
	/* mirrored margins change even pages only */
	l.page.mirror = true;
	assert_int_equal(ht_layout_left(&l, 1), 28 * HT_EMU_MM);
	assert_int_equal(ht_layout_left(&l, 2), 26 * HT_EMU_MM);
	ht_ctx_drop(&ctx);
}

/* A cell: the grid's, the em, or any width. */
static void
test_cell(void **state)
{
	static const struct {
		const char *value;
		ht_cell_model model;
		ht_len zi;
	} cells[] = {
		{"grid", HT_CELL_GRID, 156 * HT_EMU_MM / 28},
		{"em", HT_CELL_EM, 16 * HT_EMU_PT},
		{"15.6pt", HT_CELL_WIDTH, 15 * HT_EMU_PT + HT_EMU_PT * 6 / 10},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		ht_ctx ctx;
		ht_layout l;
		char text[80];

		snprintf(text, sizeof text,
			"extends: document\ntext: {cell: %s}\n",
			cells[i].value);
		assert_int_equal(load(&ctx, text, &l), HT_OK);
		assert_int_equal(l.text.cell, cells[i].model);
		assert_int_equal(
			ht_layout_zi(&l, l.text.size, 1000), cells[i].zi);
		/* other sizes stand solid */
		assert_int_equal(
			ht_layout_zi(&l, 14 * HT_EMU_PT, 1000), 14 * HT_EMU_PT);
		ht_ctx_drop(&ctx);
	}
}

/* Whether the line behind the one at p begins with a type. */
static bool
is_typed(const char *p)
{
	const char *end = p ? strchr(p + 1, '\n') : NULL;

	return end && end[1] == '(';
}

/* Every key stands in the man page, with its default or as a key of each
 * element, and the man page tells no other. */
static void
test_manual(void **state)
{
	const char *name, *p;
	size_t told = 0, keys = 0;
	ht_str man;
	ht_ctx ctx;

	(void)state;
	ht_ctx_init(&ctx);
	assert_int_equal(
		ht_io_read(&ctx, "man/hongtou-layout.5", 1 << 20, &man), HT_OK);
	for (size_t i = 0; (name = ht_layout_key(i, NULL)) != NULL; i++) {
		const char *line = ht_fmt(ctx.arena, "\n.BR %s \": ", name);
		const char *each = ht_fmt(ctx.arena, "\n.B %s\n(", name);

		keys++;
		if (!is_typed(strstr(man.p, line)) && !strstr(man.p, each))
			fail_msg("hongtou-layout.5 does not tell %s", name);
	}
	/* keys are the bold terms whose text begins with their type */
	for (p = man.p; (p = strstr(p, "\n.B")) != NULL; p++)
		told += is_typed(p);
	assert_int_equal(told, keys);
	ht_ctx_drop(&ctx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_extends),
		cmocka_unit_test(test_base),
		cmocka_unit_test(test_over),
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_geometry),
		cmocka_unit_test(test_cell),
		cmocka_unit_test(test_manual),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
