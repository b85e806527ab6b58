/* SPDX-License-Identifier: Apache-2.0
 *
 * Items with real fonts: which face a character takes and how wide it is, by
 * the layout's Latin and quote models; and where slack goes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include "line/line.h"
#include "out/box.h"
#include "loaded.h"

#define EM (16 * HT_EMU_PT)

typedef struct {
	ht_ctx ctx;
	ht_layout layout;
	ht_fontset *fonts;
} fixture;

static int
setup(void **state)
{
	fixture *f = calloc(1, sizeof *f);

	*state = f;
	if (loaded_open(&f->ctx, &f->layout, &f->fonts) != 0)
		return -1;
	f->layout.text.cell = HT_CELL_EM;
	return 0;
}

static int
teardown(void **state)
{
	fixture *f = *state;

	loaded_close(&f->ctx, f->fonts);
	free(f);
	return 0;
}

static ht_para
make(fixture *f, const ht_layout *l, const char *text, uint8_t quotes)
{
	ht_elem *elem = HT_NEW(f->ctx.arena, ht_elem);
	ht_elem_style *style = HT_NEW(f->ctx.arena, ht_elem_style);
	ht_run *run = HT_NEW(f->ctx.arena, ht_run);
	ht_block *block = HT_NEW(f->ctx.arena, ht_block);
	ht_para para;

	elem->text.str = ht_str_from(text);
	*style = (ht_elem_style){
		.font = HT_ROLE_FANGSONG, .size = EM, .autospace = true};
	*run = (ht_run){
		.end = (uint32_t)strlen(text), .role = HT_ROLE_FANGSONG};
	*block = (ht_block){.elem = elem,
		.style = style,
		.run = run,
		.nrun = 1,
		.quotes = quotes};
	assert_int_equal(
		ht_items_make(&f->ctx, l, f->fonts, block, EM, &para), HT_OK);
	return para;
}

static const ht_font *
font_of(const ht_para *p, size_t i)
{
	return p->glyph[p->item[i].glyph].font;
}

/* Advance of a character in the Latin face. */
static ht_len
latin_width(const fixture *f, uint32_t cp)
{
	const ht_font *font = ht_fontset_report(f->fonts, HT_ROLE_LATIN).font;

	return ht_muldiv(EM, ht_font_advance(font, ht_font_glyph(font, cp)),
		ht_font_upem(font));
}

static void
test_half(void **state)
{
	fixture *f = *state;
	ht_para p = make(f, &f->layout, "第1条A", 0);

	assert_int_equal(p.item[1].w, EM / 2);
	assert_int_equal(p.item[3].w, EM / 2);
	assert_ptr_equal(font_of(&p, 1), font_of(&p, 0));
}

static void
test_font(void **state)
{
	static const char text[] = "第1条 A B%，甲";
	fixture *f = *state;
	const ht_font *latin = ht_fontset_report(f->fonts, HT_ROLE_LATIN).font;
	ht_layout l = f->layout;
	ht_para p;

	l.line.latin = HT_LATIN_FONT;
	p = make(f, &l, text, 0);
	assert_int_equal(p.nitem, 10);
	for (size_t i = 0; i < p.nitem; i++) {
		uint32_t cp = p.item[i].cp;
		bool west = cp < 0x80 && (cp != ' ' || i == 5);

		if ((font_of(&p, i) == latin) != west)
			fail_msg("item %zu is in the wrong face", i);
		if (west)
			assert_int_equal(p.item[i].w, latin_width(f, cp));
		else
			assert_int_equal(p.item[i].w, cp == ' ' ? EM / 2 : EM);
	}
	assert_int_not_equal(latin_width(f, 'A'), EM / 2);
	assert_int_equal(p.item[1].gap, EM / 4);
	assert_int_equal(p.item[2].gap, EM / 4);
	assert_int_equal(p.item[4].gap, 0);
}

static void
test_quotes(void **state)
{
	static const char text[] = "甲“乙”‘丙’";
	fixture *f = *state;
	ht_layout l = f->layout;
	ht_para han = make(f, &l, text, 0);
	ht_para own = make(f, &l, text, 1 + HT_QUOTES_LATIN);
	ht_para latin, back;

	l.line.quotes = HT_QUOTES_LATIN;
	latin = make(f, &l, text, 0);
	back = make(f, &l, text, 1 + HT_QUOTES_HAN);
	for (size_t i = 0; i < han.nitem; i++) {
		bool quote = ht_is_quote(han.item[i].cp);

		assert_int_equal(han.item[i].w, EM);
		assert_int_equal(back.item[i].w, EM);
		assert_int_equal(own.item[i].w, latin.item[i].w);
		assert_int_equal(latin.item[i].w,
			quote ? latin_width(f, latin.item[i].cp) : EM);
		assert_int_equal(han.item[i].room, quote ? EM / 2 : 0);
		assert_int_equal(latin.item[i].room, 0);
		assert_int_equal(latin.item[i].no_start, han.item[i].no_start);
	}
}

/* gaps-first: Han-Latin gaps grow to gap_max, then all gaps do. */
static void
test_stretch(void **state)
{
	fixture *f = *state;
	ht_layout l = f->layout;
	ht_place even[5], gaps[5];
	ht_line line = {.end = 5, .ink = 5, .measure = 5 * EM + EM / 8};
	ht_para p;

	p = make(f, &l, "甲乙丙1丁", 0);
	line.natural = 5 * EM;
	ht_line_set(&p, &line, HT_ALIGN_JUSTIFY, true, even);
	l.line.stretch = HT_STRETCH_GAPS_FIRST;
	p = make(f, &l, "甲乙丙1丁", 0);
	ht_line_set(&p, &line, HT_ALIGN_JUSTIFY, true, gaps);
	assert_true(even[1].x > EM);
	assert_int_equal(gaps[1].x, EM);
	assert_int_equal(gaps[3].x, 3 * EM + EM / 4 + EM / 16);
	assert_int_equal(gaps[4].x, line.measure - EM);
	/* past their limit (an eighth each) the others grow too */
	line.measure = 6 * EM;
	ht_line_set(&p, &line, HT_ALIGN_JUSTIFY, true, gaps);
	assert_int_equal(gaps[1].x, EM + (EM - EM / 4) / 4);
	assert_int_equal(gaps[4].x, line.measure - EM);
}

/* Left and right end of an item's ink, from its box's left edge. */
static void
ink_of(const ht_para *p, size_t i, ht_len cut, ht_len *x0, ht_len *x1)
{
	const ht_item *it = &p->item[i];
	const ht_glyph *g = &p->glyph[it->glyph];
	ht_glyph_box box = ht_box_set(p, it, EM, cut);
	ht_len wide = ht_muldiv(EM, box.scale, 1000);
	ht_ink ink;

	assert_true(ht_font_ink(g->font, g->gid, &ink));
	*x0 = box.inset + ht_muldiv(wide, ink.x0, ht_font_upem(g->font));
	*x1 = box.inset + ht_muldiv(wide, ink.x1, ht_font_upem(g->font));
}

/* A mark that has given all it can stands in what is left of its box, wherever
 * its face draws it: 仿宋's U+FF1F is in the middle. */
static void
test_give(void **state)
{
	static const char *const marks = "，。？！：；”》）（《“";
	static const int asked[] = {500, 900};
	fixture *f = *state;
	ht_layout l = f->layout;

	for (size_t k = 0; k < sizeof asked / sizeof *asked; k++) {
		ht_para p;

		l.line.mark_room = asked[k];
		p = make(f, &l, marks, 0);
		for (size_t i = 0; i < p.nitem; i++) {
			const ht_item *it = &p.item[i];
			ht_len x0, x1;

			assert_true(it->room > EM * 49 / 100);
			ink_of(&p, i, it->room, &x0, &x1);
			/* EMU: each end is rounded. */
			if (x0 < -1 || x1 > it->w - it->room + 1)
				fail_msg("mark %zu: ink %d...%d of %d", i,
					(int)x0, (int)x1,
					(int)(it->w - it->room));
		}
	}
}

/* GB/T 15834 5.1.9: the solidus is half an em wide, its ink too. */
static void
test_solidus(void **state)
{
	fixture *f = *state;
	const ht_layout *l = &f->layout;
	ht_elem elem = {.text.str = HT_STR("甲／乙")};
	ht_elem_style style = {.font = HT_ROLE_HEITI, .size = EM};
	ht_run run = {.end = 9, .role = HT_ROLE_HEITI};
	ht_block block = {
		.elem = &elem, .style = &style, .run = &run, .nrun = 1};
	ht_para p;
	ht_len x0, x1;

	assert_int_equal(
		ht_items_make(&f->ctx, l, f->fonts, &block, EM, &p), HT_OK);
	assert_int_equal(p.item[1].w, EM / 2);
	ink_of(&p, 1, 0, &x0, &x1);
	assert_true(x0 >= -EM / 500 && x1 <= EM / 2 + EM / 500);
	assert_true(x1 - x0 > EM / 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_half),
		cmocka_unit_test(test_font),
		cmocka_unit_test(test_quotes),
		cmocka_unit_test(test_stretch),
		cmocka_unit_test(test_give),
		cmocka_unit_test(test_solidus),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
