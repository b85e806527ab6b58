/* SPDX-License-Identifier: Apache-2.0
 *
 * The fit: the source that keeps every line end of its original must be
 * explained wholly; settings that nothing decides stay the layout's own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include "check/fit.h"
#include "text/text.h"
#include "loaded.h"

#define MAX_PARAS 64
#define ALL                                                                    \
	(HT_FIT_SQUEEZE | HT_FIT_THRESHOLD | HT_FIT_HANG | HT_FIT_PAIR |       \
		HT_FIT_AUTOSPACE | HT_FIT_LATIN | HT_FIT_QUOTES |              \
		HT_FIT_QUOTES_EACH | HT_FIT_CELL | HT_FIT_LONE)

typedef struct {
	ht_ctx ctx;
	ht_layout layout;
	ht_fontset *fonts;
	ht_fit_para para[MAX_PARAS];
	size_t n;
} fixture;

static int
setup(void **state)
{
	fixture *f = calloc(1, sizeof *f);

	*state = f;
	return loaded_open(&f->ctx, &f->layout, &f->fonts);
}

static int
teardown(void **state)
{
	fixture *f = *state;

	loaded_close(&f->ctx, f->fonts);
	free(f);
	return 0;
}

/* The bytes of a text before which the evidence says that a line began. */
static size_t
find_breaks(const ht_raws *raws, const ht_text *t, uint32_t *brk)
{
	size_t n = 0;

	for (size_t i = 1; i < t->nseg; i++)
		for (size_t k = 0; k < raws->nevidence; k++)
			if (raws->evidence[k].kind != HT_BREAK_TITLE &&
				raws->evidence[k].at == t->seg[i].src)
				brk[n++] = t->seg[i].at;
	return n;
}

/* Paragraphs of which the source keeps line ends. */
static void
read_paras(fixture *f, const char *path)
{
	ht_source source;
	ht_raws raws;

	f->n = 0;
	assert_int_equal(ht_source_read(&f->ctx, path, &source), HT_OK);
	assert_int_equal(ht_raw_read(&f->ctx, &source, &raws), HT_OK);
	for (size_t i = 0; i < raws.nraw && f->n < MAX_PARAS; i++) {
		const ht_text *t = &raws.raw[i].text;
		uint32_t *brk = HT_ARRAY(f->ctx.arena, uint32_t, t->nseg + 1);
		size_t n = find_breaks(&raws, t, brk);

		if (n == 0)
			continue;
		f->para[f->n++] = (ht_fit_para){.text = ht_str_trim(t->str),
			.role = HT_ROLE_FANGSONG,
			.size = f->layout.text.size,
			.first_zi = 2000,
			.brk = brk,
			.nbrk = n,
			.whole = true};
	}
}

static uint8_t
quotes_of(const fixture *f, const ht_fit *fit, const char *begin)
{
	for (size_t i = 0; i < f->n; i++)
		if (ht_str_starts(f->para[i].text, begin))
			return fit->quotes[i];
	fail_msg("no paragraph begins with %s", begin);
	return 0;
}

static void
test_original(void **state)
{
	fixture *f = *state;
	ht_fit fit, again;

	read_paras(f, "corpus/000_2a1964668ab410b3.txt");
	assert_int_equal(ht_fit_lines(&f->ctx, &f->layout, f->fonts, f->para,
				 f->n, ALL, &fit),
		HT_OK);
	assert_int_equal(fit.breaks, 54);
	assert_int_equal(fit.alike, 54);
	assert_int_equal(fit.layout.text.cell, HT_CELL_EM);
	assert_true(fit.layout.line.squeeze);
	assert_true(fit.layout.line.hang);
	assert_false(fit.layout.line.pair);
	assert_true(fit.decided & HT_FIT_HANG);
	assert_true(fit.decided & HT_FIT_SQUEEZE);
	assert_int_equal(quotes_of(f, &fit, "关键时刻"), HT_QUOTES_HAN);
	assert_int_equal(quotes_of(f, &fit, "全省高校"), HT_QUOTES_LATIN);
	assert_int_equal(quotes_of(f, &fit, "疫情防控"), HT_QUOTES_LATIN);
	assert_int_equal(ht_fit_lines(&f->ctx, &f->layout, f->fonts, f->para,
				 f->n, ALL, &again),
		HT_OK);
	assert_memory_equal(again.quotes, fit.quotes, f->n);
	assert_memory_equal(
		&again.layout.line, &fit.layout.line, sizeof fit.layout.line);
}

/* Gives a paragraph the breaks that a layout makes. */
static void
plant(fixture *f, const ht_layout *l, ht_fit_para *p)
{
	ht_elem elem = {.text = {.str = p->text}};
	ht_elem_style style = {
		.font = p->role, .size = p->size, .autospace = true};
	ht_run run = {.end = (uint32_t)p->text.n, .role = p->role};
	ht_block block = {
		.elem = &elem, .style = &style, .run = &run, .nrun = 1};
	ht_para para;
	ht_line *line;
	ht_fill fill;
	uint32_t *brk;
	size_t n;

	assert_int_equal(
		ht_items_make(&f->ctx, l, f->fonts, &block, p->size, &para),
		HT_OK);
	ht_fill_init(f->ctx.arena, &fill, l, para.item, para.nitem,
		ht_layout_zi(l, p->size, 1000));
	ht_fill_greedy(f->ctx.arena, &fill, l->page.area_width,
		ht_layout_zi(l, p->size, 2000), 0, &line, &n);
	brk = HT_ARRAY(f->ctx.arena, uint32_t, n);
	for (size_t i = 1; i < n; i++)
		brk[i - 1] = para.item[line[i].beg].beg;
	p->brk = brk;
	p->nbrk = n - 1;
}

/* A text that any setting breaks alike decides nothing. */
static void
test_undecided(void **state)
{
	fixture *f = *state;
	static const uint32_t brk[] = {28 * 3};
	ht_str text = HT_STR("甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁"
			     "戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸");
	ht_fit_para p = {.text = text,
		.role = HT_ROLE_FANGSONG,
		.size = f->layout.text.size,
		.brk = brk,
		.nbrk = 1,
		.whole = true};
	ht_fit fit;

	assert_int_equal(ht_fit_lines(&f->ctx, &f->layout, f->fonts, &p, 1,
				 ALL & ~HT_FIT_CELL, &fit),
		HT_OK);
	assert_int_equal(fit.alike, 1);
	assert_int_equal(fit.decided, 0);
	assert_memory_equal(
		&fit.layout.line, &f->layout.line, sizeof fit.layout.line);
}

/* Nothing known, no text, breaks past the end: no harm, no departure. */
static void
test_nothing(void **state)
{
	fixture *f = *state;
	static const uint32_t far[] = {7, 4000000000};
	ht_fit_para p[] = {{.role = HT_ROLE_FANGSONG, .size = 1, .whole = true},
		{.text = HT_STR("甲"),
			.role = HT_ROLE_FANGSONG,
			.size = f->layout.text.size,
			.brk = far,
			.nbrk = 2,
			.whole = true}};
	ht_fit fit;

	for (size_t n = 0; n <= 2; n++) {
		assert_int_equal(ht_fit_lines(&f->ctx, &f->layout, f->fonts, p,
					 n, ALL, &fit),
			HT_OK);
		assert_int_equal(fit.alike, 0);
		assert_int_equal(fit.decided, 0);
		assert_memory_equal(&fit.layout.line, &f->layout.line,
			sizeof fit.layout.line);
	}
}

/* Marks that a setting names are enough to find it out. */
static void
test_planted(void **state)
{
	fixture *f = *state;
	size_t alike[MAX_PARAS], total;
	ht_layout planted;
	ht_fit fit;

	read_paras(f, "corpus/000_2a1964668ab410b3.txt");
	planted = f->layout;
	planted.text.cell = HT_CELL_EM;
	planted.line.squeeze = false;
	planted.line.hang = true;
	for (size_t i = 0; i < f->n; i++)
		plant(f, &planted, &f->para[i]);
	assert_int_equal(ht_fit_lines(&f->ctx, &f->layout, f->fonts, f->para,
				 f->n, ALL, &fit),
		HT_OK);
	assert_int_equal(fit.alike, fit.breaks);
	assert_false(fit.layout.line.squeeze);
	assert_true(fit.layout.line.hang);
	assert_int_equal(ht_fit_score(&f->ctx, &f->layout, f->fonts, f->para,
				 f->n, NULL, &total),
		HT_OK);
	assert_true(total < fit.breaks);
	assert_int_equal(ht_fit_score(&f->ctx, &planted, f->fonts, f->para,
				 f->n, alike, &total),
		HT_OK);
	assert_int_equal(total, fit.breaks);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_original),
		cmocka_unit_test(test_undecided),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_planted),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
