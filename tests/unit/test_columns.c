/* SPDX-License-Identifier: Apache-2.0
 *
 * Widths of columns: what must hold for any table, and the fewest lines,
 * against trying all widths.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include "fixed.h"

#define EM (16 * HT_EMU_PT)
#define PAD HT_EMU_MM
#define COLS 3
#define ROWS 6
#define STEPS 512 /* as in columns.c */
#define LONGEST (3 * EM + 2 * PAD) /* room for the longest piece */

typedef struct {
	ht_ctx ctx;
	ht_layout l;
	ht_fill cell[ROWS * COLS];
	size_t n;
} table;

static void
begin(table *t)
{
	ht_ctx_init(&t->ctx);
	t->l = fixed_layout();
	t->n = 0;
}

static void
add(table *t, const char *text)
{
	t->cell[t->n++] = fixed_fill(t->ctx.arena, &t->l, text);
}

static size_t
lines_of(table *t, size_t i, ht_len width)
{
	ht_line *line;
	size_t n;

	ht_fill_greedy(
		t->ctx.arena, &t->cell[i], width - 2 * PAD, 0, 0, &line, &n);
	return n;
}

/* The same at natural widths: the breaker may squeeze, which by chance needs a
 * line less at one width than at a wider one. */
static size_t
natural_lines(const ht_fill *f, ht_len room)
{
	size_t n = 0, beg = 0;

	for (; beg < f->n; n++) {
		size_t end = beg;

		for (size_t i = beg + 1; i <= f->n; i++)
			if (ht_fill_allowed(f, i) &&
				ht_fill_width(f, beg, i) <= room)
				end = i;
		assert_true(end > beg);
		beg = end;
	}
	return n;
}

static size_t
all_lines(table *t, const ht_len *width)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		n += lines_of(t, i, width[i % COLS]);
	return n;
}

static void
fit(table *t, ht_len room, ht_len *width)
{
	int64_t sum = 0;

	ht_columns_fit(t->ctx.arena, t->cell, t->n, COLS, PAD, room, width);
	for (int i = 0; i < COLS; i++) {
		assert_true(width[i] > 0);
		sum += width[i];
	}
	assert_int_equal(sum, room);
}

/* What fits is not broken, and the columns fill the room in proportion. */
static void
test_natural(void **state)
{
	ht_len width[COLS], room = 30 * EM;
	table t;

	(void)state;
	begin(&t);
	add(&t, "序号");
	add(&t, "建设单位");
	add(&t, "甲乙丙丁戊己庚辛");
	fit(&t, room, width);
	assert_int_equal(all_lines(&t, width), 3);
	assert_true(width[0] < width[1] && width[1] < width[2]);
	assert_in_range(width[1] * (ht_len)10 / width[0], 17, 19);
	ht_ctx_drop(&t.ctx);
}

/* Cells whose columns could have the room do not wrap: the long text gives
 * it. */
static void
test_short_cells(void **state)
{
	ht_len width[COLS];
	table t;

	(void)state;
	begin(&t);
	add(&t, "北门便民桥");
	add(&t, "2025年3月");
	add(&t, "甲乙丙丁戊己庚辛甲乙丙丁戊己庚辛甲乙丙丁戊己庚辛甲乙丙丁戊己");
	fit(&t, 22 * EM, width);
	assert_int_equal(lines_of(&t, 0, width[0]), 1);
	assert_int_equal(lines_of(&t, 1, width[1]), 1);
	ht_ctx_drop(&t.ctx);
}

/* A word is whole wherever all words have room; where they have not, the
 * columns still fill the room. */
static void
test_pieces(void **state)
{
	ht_len width[COLS];
	table t;

	(void)state;
	begin(&t);
	add(&t, "hongtouhongtou");
	add(&t, "甲乙丙丁戊己庚辛甲乙丙丁戊己庚辛甲乙丙丁戊己庚辛甲乙丙丁");
	add(&t, "甲乙丙丁戊己庚辛甲乙丙丁戊己庚辛甲乙丙丁戊己庚辛甲乙丙丁");
	fit(&t, 12 * EM, width);
	assert_int_equal(lines_of(&t, 0, width[0]), 1);
	fit(&t, 6 * EM, width);
	assert_true(width[0] >= width[1]);
	ht_ctx_drop(&t.ctx);
}

/* Columns that are alike are as wide as each other, where room for a line
 * less in one of them would not make the row lower. */
static void
test_alike(void **state)
{
	ht_len width[COLS];
	table t;

	(void)state;
	begin(&t);
	for (int i = 0; i < COLS; i++)
		add(&t, "甲乙丙丁戊己庚辛甲乙丙丁");
	fit(&t, 17 * EM, width); /* twice three lines, once two */
	assert_in_range(width[0] - width[1] + 2, 0, 4);
	assert_in_range(width[1] - width[2] + 2, 0, 4);
	ht_ctx_drop(&t.ctx);
}

/* A small generator: the same texts every time. */
static uint32_t
next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

static const char *
random_text(ht_arena *a, uint32_t *seed)
{
	static const char *const word[] = {
		"甲", "乙，", "2025年", "（丙）", "丁", "戊己。"};
	const char *text = "";

	for (uint32_t i = next(seed) % 10 + 1; i > 0; i--)
		text = ht_fmt(a, "%s%s", text, word[next(seed) % 6]);
	return text;
}

/* The fewest lines of all widths on a grid, a step less for each column: the
 * optimum is one over steps. */
static size_t
fewest(table *t, ht_len room)
{
	size_t best = SIZE_MAX;
	ht_len grid = EM / 2;

	room -= COLS * (room / STEPS + 1);
	for (ht_len a = LONGEST; a < room; a += grid)
		for (ht_len b = LONGEST; a + b < room; b += grid) {
			ht_len width[COLS] = {a, b, room - a - b};
			size_t n;

			if (width[2] < LONGEST)
				continue;
			n = 0;
			for (size_t i = 0; i < t->n; i++)
				n += natural_lines(
					&t->cell[i], width[i % COLS] - 2 * PAD);
			best = n < best ? n : best;
		}
	return best;
}

/* One text a row: no row is taller than its cell, so that levelling adds
 * nothing. */
static void
test_fewest(void **state)
{
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 40; round++) {
		ht_len width[COLS], room = (ht_len)(14 + round % 12) * EM;
		table t;

		begin(&t);
		for (size_t i = 0; i < ROWS * COLS; i++)
			add(&t, i % COLS == i / COLS % COLS
					? random_text(t.ctx.arena, &seed)
					: "");
		fit(&t, room, width);
		assert_true(all_lines(&t, width) <= fewest(&t, room));
		ht_ctx_drop(&t.ctx);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_natural),
		cmocka_unit_test(test_short_cells),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_alike),
		cmocka_unit_test(test_fewest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
