/* SPDX-License-Identifier: Apache-2.0
 *
 * Lines: breaks as marks in the text, setting, and what must hold for any
 * text.
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

#define CELL (16 * HT_EMU_PT)

typedef struct {
	const char *what;
	int measure; /* thousandths of a cell */
	const char *text; /* | where a line ends */
	int hang, pair;
} example;

static const example examples[] = {
	{"fills at natural width", 5000, "甲乙丙丁戊|己庚辛", 0, 0},
	{"a straddler half inside comes in when a mark gives room", 27640,
		"新型冠状病毒，感染的肺炎疫情发生以来习近平总书记高度重视|作出",
		0, 0},
	{"and stays out when no mark does", 27640,
		"新型冠状病毒的感染的肺炎疫情发生以来习近平总书记高度重|视作出",
		0, 0},
	{"and when more than half of it lies outside", 27400,
		"新型冠状病毒，感染的肺炎疫情发生以来习近平总书记高度重|视作出",
		0, 0},
	{"its closing mark comes in with it or both stay", 5700,
		"甲，乙丙丁|戊，己庚", 0, 0},
	{"here both come in", 5700, "甲，乙，丙丁，|戊己庚", 0, 0},
	{"a closing mark is pulled in on its own half", 5500,
		"甲乙丙丁戊。|己庚", 0, 0},
	{"no room: the last character goes down with the mark", 5000,
		"甲乙丙丁|戊，己庚", 0, 0},
	{"a mark may hang", 5000, "甲乙丙丁戊，|己庚", 1, 0},
	{"an opening mark never ends a line", 5000, "甲乙丙丁|《戊己》庚", 0,
		0},
	{"pairs close up", 5000, "甲》、《乙丙|丁戊己", 0, 1},
	{"a number is whole", 4000, "甲乙丙|2020年", 0, 0},
	{"a number is not parted from its percent sign", 4000, "甲乙丙|95%的",
		0, 0},
	{"decimals and times are whole", 4500, "甲乙丙|12:30时|又", 0, 0},
	{"a Latin word is whole", 4000, "甲乙|hongtou|丙", 0, 0},
	{"longer than a line: it is cut", 2000, "abcd|efgh|ij", 0, 0},
	{"a dash is whole", 5000, "甲乙丙丁|——戊己", 0, 0},
	{"an ellipsis is whole", 5000, "甲乙丙丁|……戊己", 0, 0},
	{"blanks vanish in a break", 3000, "甲乙丙| 丁戊", 0, 0},
	{"only marks: an emergency, but an end", 2000, "，，|，，，", 0, 0},
};

/* The text with a | before each line but the first; blanks that a break eats
 * show after the mark, as in the examples. */
static void
show(const char *text, const ht_fill *f, const ht_line *line, size_t n,
	ht_buf *out)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t beg = f->item[line[i].beg].beg;
		uint32_t ink = f->item[line[i].ink - 1].end;
		uint32_t end = f->item[line[i].end - 1].end;

		ht_buf_add(out, text + beg, ink - beg);
		if (i + 1 < n)
			ht_buf_addc(out, '|');
		ht_buf_add(out, text + ink, end - ink);
	}
}

static void
test_breaks(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		const example *e = &examples[i];
		ht_arena *a = ht_arena_new();
		ht_layout l = fixed_layout();
		char plain[256], *p = plain;
		ht_buf got = {0};
		ht_line *line;
		size_t n;
		ht_fill f;

		for (const char *s = e->text; *s; s++)
			if (*s != '|')
				*p++ = *s;
		*p = '\0';
		l.line.hang = e->hang;
		l.line.pair = e->pair;
		f = fixed_fill(a, &l, plain);
		ht_fill_greedy(a, &f,
			(ht_len)((int64_t)CELL * e->measure / 1000), 0, 0,
			&line, &n);
		show(plain, &f, line, n, &got);
		if (strcmp(got.p, e->text) != 0)
			fail_msg(
				"%s: want %s, got %s", e->what, e->text, got.p);
		ht_buf_drop(&got);
		ht_arena_drop(a);
	}
}

/* A fixed generator: the same texts in every run. */
static uint32_t
next_random(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (uint32_t)(*seed >> 33);
}

static void
random_text(uint64_t *seed, ht_buf *out)
{
	static const char *const parts[] = {"中", "国", "人", "民", "，", "。",
		"、", "：", "“", "”", "《", "》", "（", "）", "〔", "〕", "—",
		"——", "……", "·", "／", "1", "2020", "ab", "3.14", "%", " ",
		"～", "𠮷"};
	size_t n = 1 + next_random(seed) % 120;

	out->n = 0;
	for (size_t i = 0; i < n; i++)
		ht_buf_adds(out, parts[next_random(seed) %
					 (sizeof parts / sizeof *parts)]);
}

/* A break that is not allowed stands only where its line had none at all. */
static void
check_break(const ht_fill *f, const ht_line *line, const char *text)
{
	if (line->last || ht_fill_allowed(f, line->end))
		return;
	for (size_t i = line->beg + 1; i <= line->end; i++)
		if (ht_fill_allowed(f, i))
			fail_msg("forbidden break before item %u of %s",
				line->end, text);
}

static void
check_line(const ht_fill *f, const ht_line *line, const char *text)
{
	int64_t w = ht_fill_width(f, line->beg, line->ink);
	int64_t room = ht_fill_room(f, line->beg, line->ink);

	check_break(f, line, text);
	if (line->hang)
		w -= f->item[line->ink - 1].w;
	if (w - room > line->measure && line->ink - line->beg > 1)
		fail_msg("a line of %s is too wide", text);
}

static void
check_set(const ht_fill *f, const ht_line *line)
{
	ht_place *place = calloc(f->n + 1, sizeof *place);
	ht_para p = {.item = f->item, .nitem = f->n};
	uint32_t last = line->ink - 1;
	ht_len end;

	ht_line_set(&p, line, HT_ALIGN_JUSTIFY, false, place);
	for (uint32_t i = line->beg + 1; i < line->ink; i++)
		assert_true(
			place[i - line->beg].x >= place[i - 1 - line->beg].x);
	end = place[last - line->beg].x + f->item[last].w;
	if (!line->last && !line->hang && line->natural <= line->measure &&
		line->ink - line->beg > 1)
		assert_true(end <= line->measure);
	free(place);
}

static void
test_properties(void **state)
{
	uint64_t seed = 20121;
	ht_buf text = {0};

	(void)state;
	for (int round = 0; round < 3000; round++) {
		ht_arena *a = ht_arena_new();
		ht_layout l = fixed_layout();
		ht_len measure = CELL * (ht_len)(2 + next_random(&seed) % 30);
		uint32_t at = 0;
		ht_line *line;
		ht_fill f;
		size_t n;

		l.line.squeeze = next_random(&seed) % 4 != 0;
		l.line.hang = next_random(&seed) % 2;
		l.line.pair = next_random(&seed) % 2;
		l.line.lone_last = next_random(&seed) % 2;
		l.line.threshold = next_random(&seed) % 2 ? 500 : 650;
		l.line.quotes = next_random(&seed) % HT_QUOTES__MAX;
		l.line.kinsoku = next_random(&seed) % HT_KINSOKU__MAX;
		random_text(&seed, &text);
		f = fixed_fill(a, &l, text.p);
		ht_fill_greedy(a, &f, measure, 0, 0, &line, &n);
		for (size_t i = 0; i < n; i++) {
			assert_int_equal(line[i].beg, at); /* a partition */
			assert_true(line[i].end > line[i].beg);
			at = line[i].end;
			if (line[i].ink == line[i].beg)
				continue; /* blanks only */
			check_line(&f, &line[i], text.p);
			check_set(&f, &line[i]);
		}
		assert_int_equal(at, f.n);
		ht_arena_drop(a);
	}
	ht_buf_drop(&text);
}

static int64_t
cost_of(const ht_fill *f, const ht_line *line, size_t n)
{
	int64_t cost = 0;

	for (size_t i = 0; i < n; i++)
		cost += ht_fill_cost(f, &line[i]);
	return cost;
}

static size_t
count_forbidden(const ht_fill *f, const ht_line *line, size_t n)
{
	size_t bad = 0;

	for (size_t i = 0; i + 1 < n; i++)
		bad += !ht_fill_allowed(f, line[i].end);
	return bad;
}

/* Lines of least cost partition the items, break nowhere that is forbidden
 * when greedy ones need not, and are never dearer. */
static void
test_optimal(void **state)
{
	uint64_t seed = 1981;
	ht_buf text = {0};
	int cheaper = 0;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		ht_arena *a = ht_arena_new();
		ht_layout l = fixed_layout();
		ht_len measure = CELL * (ht_len)(3 + next_random(&seed) % 28);
		ht_len first = next_random(&seed) % 2 ? 2 * CELL : 0;
		ht_line *best, *greedy;
		size_t nbest, ngreedy;
		uint32_t at = 0;
		int64_t cost;
		ht_fill f;

		l.line.squeeze = next_random(&seed) % 4 != 0;
		l.line.hang = next_random(&seed) % 2;
		l.line.pair = next_random(&seed) % 2;
		l.line.lone_last = next_random(&seed) % 2;
		random_text(&seed, &text);
		f = fixed_fill(a, &l, text.p);
		ht_fill_greedy(a, &f, measure, first, 0, &greedy, &ngreedy);
		ht_fill_optimal(a, &f, measure, first, 0, &best, &nbest);
		for (size_t i = 0; i < nbest; i++) {
			assert_int_equal(best[i].beg, at);
			assert_true(best[i].end > best[i].beg);
			at = best[i].end;
			if (best[i].ink > best[i].beg)
				check_set(&f, &best[i]);
		}
		assert_int_equal(at, f.n);
		if (count_forbidden(&f, greedy, ngreedy) == 0)
			assert_int_equal(count_forbidden(&f, best, nbest), 0);
		cost = cost_of(&f, greedy, ngreedy);
		assert_true(cost_of(&f, best, nbest) <= cost);
		cheaper += cost_of(&f, best, nbest) < cost;
		ht_arena_drop(a);
	}
	assert_true(cheaper > 100); /* it is another breaker */
	ht_buf_drop(&text);
}

/* A squeezed line and a stretched one both end at the right edge exactly. */
static void
test_set_edges(void **state)
{
	static const char *const texts[] = {
		"新型冠状病毒，感染的肺炎疫情发生以来习近平总书记高度重视作出",
		"新型冠状病毒的感染的肺炎疫情发生以来习近平总书记高度重视作出"};

	(void)state;
	for (int i = 0; i < 2; i++) {
		ht_arena *a = ht_arena_new();
		ht_layout l = fixed_layout();
		ht_fill f = fixed_fill(a, &l, texts[i]);
		ht_place place[40];
		ht_para p = {.item = f.item, .nitem = f.n};
		ht_line *line;
		size_t n;
		ht_len end;

		ht_fill_greedy(a, &f, 156 * HT_EMU_MM, 0, 0, &line, &n);
		ht_line_set(&p, &line[0], HT_ALIGN_JUSTIFY, false, place);
		end = place[line[0].ink - 1].x + f.item[line[0].ink - 1].w;
		assert_int_equal(end, 156 * HT_EMU_MM);
		ht_arena_drop(a);
	}
}

/* 7.3.1: words whole, trapezoid or diamond. */
static void
test_title(void **state)
{
	static const struct {
		const char *text, *want;
	} titles[] = {
		{"关于深入贯彻落实习近平总书记重要指示精神"
		 "切实加强党的领导紧紧依靠师生员工坚决打赢疫情防控阻击战的通知",
			NULL},
		{"关于召开会议的通知", "关于召开会议的通知"},
	};
	ht_len measure = 156 * HT_EMU_MM;

	(void)state;
	for (size_t k = 0; k < sizeof titles / sizeof *titles; k++) {
		ht_arena *a = ht_arena_new();
		ht_layout l = fixed_layout();
		ht_elem e = {.text = {.str = ht_str_from(titles[k].text)}};
		ht_buf got = {0};
		ht_line *line;
		ht_fill f;
		size_t n;
		bool fell = false;

		l.text.size = 22 * HT_EMU_PT;
		l.title.split_word = 1000;
		l.title.soft_word = 60;
		l.title.hourglass = 400;
		l.title.rectangle = 80;
		l.title.extra_line = 300;
		l.title.balance = 4;
		f = fixed_fill(a, &l, titles[k].text);
		ht_title_break(a, &f, &e, measure, &line, &n);
		show(titles[k].text, &f, line, n, &got);
		if (titles[k].want)
			assert_string_equal(got.p, titles[k].want);
		for (size_t i = 0; i < n; i++) {
			assert_true(line[i].natural <= measure);
			if (i && line[i].natural < line[i - 1].natural)
				fell = true;
			else if (i && line[i].natural > line[i - 1].natural)
				assert_false(fell); /* an hourglass */
		}
		ht_buf_drop(&got);
		ht_arena_drop(a);
	}
}

/* One enormous line of anything is broken in linear time: 4 million closing
 * marks, opening marks, letters. */
static void
test_pathological(void **state)
{
	static const char *const units[] = {"，", "（", "a", "—", "中"};

	(void)state;
	for (size_t k = 0; k < sizeof units / sizeof *units; k++) {
		ht_arena *a = ht_arena_new();
		ht_layout l = fixed_layout();
		ht_buf text = {0};
		ht_line *line;
		ht_fill f;
		size_t n;

		for (int i = 0; i < 1000000; i++)
			ht_buf_adds(&text, units[k]);
		f = fixed_fill(a, &l, text.p);
		ht_fill_greedy(a, &f, 156 * HT_EMU_MM, 0, 0, &line, &n);
		assert_true(n > 10000);
		ht_fill_optimal(a, &f, 156 * HT_EMU_MM, 0, 0, &line, &n);
		assert_true(n > 10000);
		ht_buf_drop(&text);
		ht_arena_drop(a);
	}
}

/* Footnote marks stay with their base, whatever the measure; the line before
 * gives its last character, never the mark alone. */
static void
test_raised(void **state)
{
	ht_arena *a = ht_arena_new();
	ht_layout l = fixed_layout();
	size_t n, count;
	ht_item *item;
	ht_line *line;
	ht_fill f;

	(void)state;
	l.marked.raised = 600;
	item = fixed_items(a, &l, "甲乙1丙，2丁戊己GDP3庚辛壬。45癸", &n);
	for (size_t i = 0; i < n; i++) {
		item[i].gap = item[i].gap_room = 0; /* they come again */
		if (item[i].cp >= '0' && item[i].cp <= '9')
			item[i].decor = HT_DECOR_RAISED;
	}
	ht_items_raise(&l, item, n);
	ht_items_relate(&l, true, CELL, item, n);
	assert_int_equal(item[2].w, CELL / 2 * 600 / 1000);
	assert_int_equal(item[3].gap, 0);
	ht_fill_init(a, &f, &l, item, n, CELL);
	for (int m = 3 * CELL; m < 20 * CELL; m += CELL / 8) {
		ht_fill_greedy(a, &f, m, 0, 0, &line, &count);
		for (size_t i = 1; i < count; i++)
			assert_false(item[line[i].beg].decor);
		ht_fill_optimal(a, &f, m, 0, 0, &line, &count);
		for (size_t i = 1; i < count; i++)
			assert_false(item[line[i].beg].decor);
	}
	ht_arena_drop(a);
}

/* Digits in the shape of others: a number in full-width ones is whole where
 * the layout asks for them. */
static void
test_digits(void **state)
{
	ht_arena *a = ht_arena_new();
	ht_layout l = fixed_layout();
	ht_item *item;
	size_t n;

	(void)state;
	assert_int_equal(ht_item_digit(&l, '7'), 0);
	assert_int_equal(ht_item_digit(&l, 0xFF17), 0);
	item = fixed_items(a, &l, "有２５人", &n);
	assert_false(item[2].glue);
	l.line.digits = HT_DIGITS_FULL;
	assert_int_equal(ht_item_digit(&l, '7'), 0xFF17);
	assert_int_equal(ht_item_digit(&l, 0xFF17), 0);
	assert_int_equal(ht_item_digit(&l, 'A'), 0);
	item = fixed_items(a, &l, "有２５人", &n);
	assert_true(item[2].glue);
	assert_false(item[1].glue);
	l.line.digits = HT_DIGITS_HALF;
	assert_int_equal(ht_item_digit(&l, '7'), 0);
	assert_int_equal(ht_item_digit(&l, 0xFF17), '7');
	ht_arena_drop(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_breaks),
		cmocka_unit_test(test_properties),
		cmocka_unit_test(test_optimal),
		cmocka_unit_test(test_set_edges),
		cmocka_unit_test(test_title),
		cmocka_unit_test(test_pathological),
		cmocka_unit_test(test_raised),
		cmocka_unit_test(test_digits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
