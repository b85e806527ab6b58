/* SPDX-License-Identifier: Apache-2.0
 *
 * Lines of titles (GB/T 9704-2012 7.3.1) under the layout as it is shipped,
 * with fixed metrics.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixed.h"
#include "line/title.h"

#define SHAPED_LINES 4

typedef struct {
	ht_ctx ctx;
	ht_layout layout;
	ht_len measure;
} bench;

static void
open_bench(bench *b)
{
	ht_ctx_init(&b->ctx);
	assert_int_equal(
		ht_layout_load(&b->ctx, "layouts/document.yaml", &b->layout),
		HT_OK);
	b->layout.text.size = b->layout.elem[HT_TITLE].size;
	b->measure = ht_muldiv(
		b->layout.page.area_width, b->layout.title.width, 1000);
}

static size_t
set_title(const bench *b, const char *text, ht_fill *f, ht_line **line)
{
	ht_elem e = {.text = {.str = ht_str_from(text)}};
	size_t n;

	*f = fixed_fill(b->ctx.arena, &b->layout, text);
	ht_title_break(b->ctx.arena, f, &e, b->measure, line, &n);
	assert_true(n > 0);
	return n;
}

/* want: the title, a slash where a line begins. */
static void
check_title(const bench *b, const char *want)
{
	ht_buf text = {0}, got = {0};
	ht_line *line;
	ht_fill f;
	size_t n;

	for (const char *p = want; *p; p++)
		if (*p != '/')
			ht_buf_addc(&text, *p);
	ht_buf_addc(&text, '\0');
	n = set_title(b, text.p, &f, &line);
	for (size_t i = 0; i < n; i++) {
		uint32_t beg = f.item[line[i].beg].beg;

		if (i)
			ht_buf_addc(&got, '/');
		ht_buf_add(
			&got, text.p + beg, f.item[line[i].end - 1].end - beg);
	}
	ht_buf_addc(&got, '\0');
	assert_string_equal(got.p, want);
	ht_buf_drop(&text);
	ht_buf_drop(&got);
}

/* Words, names, numbers and what they count, and book titles stay whole. */
static void
test_whole(void **state)
{
	static const char *const titles[] = {
		"关于召开会议的通知",
		"青石市人民政府/关于做好2025年汛期工作的通知",
		"青石市粮食和物资储备局关于/调整轮换计划的通知",
		"青石市水务局关于下达2025年村级/供水管网维护任务的通知",
		"青石市人民政府关于/印发《青石市公共自行车管理办法》的通知",
		"青石市水务局关于开展农业/用水二〇二五年度情况专项调查的通知",
		"青石市农业农村局和自然资源局联合工作组/关于春耕的通知",
		"关于组织学习《青石市公共图书馆服务规范》/有关内容的通知",
		"青石市交通运输局/关于商请提供公交站点规划资料的函",
		/* Names that no dictionary has, and the numbers behind them. */
		"青石市交通运输局关于做好/"
		"云溪路12号至38号路段管网改造施工的通知",
		"青石市交通运输局关于开展省道/"
		"云溪302线养护大中修工程验收工作的通知",
		"青石市公安局交通警察支队"
		"关于封闭/桐岭路12号至38号路段管网改造施工的通知",
		"青石市住房和城乡建设局关于同意/"
		"云溪302线养护大中修工程有关事项的通知",
	};
	bench b;

	(void)state;
	open_bench(&b);
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		check_title(&b, titles[i]);
	ht_ctx_drop(&b.ctx);
}

/* No hourglass in a title of usual length; lines fit; a title of many lines is
 * broken as one, in bounded time. */
static void
test_long(void **state)
{
	static const char unit[] =
		"关于做好春季学期收费公示和社区服务设施普查工作";
	bench b;

	(void)state;
	open_bench(&b);
	for (int times = 1; times <= 17; times++) {
		ht_buf text = {0};
		ht_len below = 0;
		bool fell = false;
		ht_line *line;
		ht_fill f;
		size_t n;

		for (int i = 0; i < times; i++)
			ht_buf_adds(&text, unit);
		ht_buf_adds(&text, "的通知");
		ht_buf_addc(&text, '\0');
		n = set_title(&b, text.p, &f, &line);
		assert_int_equal(line[n - 1].end, f.n);
		for (size_t i = 0; i < n; i++) {
			assert_true(line[i].natural <= b.measure);
			if (i && line[i].natural < below - f.em / 2)
				fell = true;
			else if (fell && n <= SHAPED_LINES)
				assert_true(
					line[i].natural <= below + f.em / 2);
			below = line[i].natural;
		}
		ht_buf_drop(&text);
	}
	ht_ctx_drop(&b.ctx);
}

/* Without the weight for names, the name is parted. */
static void
test_weights(void **state)
{
	static const char name[] =
		"青石市粮食和物资储备局关于调整轮换计划的通知";
	ht_line *with, *without;
	ht_fill f;
	bench b;

	(void)state;
	open_bench(&b);
	set_title(&b, name, &f, &with);
	b.layout.title.split_name = b.layout.title.single = 0;
	set_title(&b, name, &f, &without);
	assert_true(with[0].end != without[0].end);
	ht_ctx_drop(&b.ctx);
}

/* GB/T 15835: without its weight, 2025 stands above its 年度: both are words.
 */
static void
test_number(void **state)
{
	static const char counted[] =
		"青石市水务局关于全面完成2025年度供水管网检查工作的通知";
	ht_line *with, *without;
	ht_fill f;
	bench b;

	(void)state;
	open_bench(&b);
	set_title(&b, counted, &f, &with);
	assert_int_equal(f.item[with[0].end].cp, '2');
	b.layout.title.split_number = 0;
	set_title(&b, counted, &f, &without);
	assert_int_not_equal(f.item[without[0].end].cp, '2');
	ht_ctx_drop(&b.ctx);
}

/* ---- every way ------------------------------------------------------- */

#define ITEMS 13
#define TITLES 300
#define MORE_LINES 2

typedef struct {
	const bench *b;
	ht_fill f;
	ht_len measure;
	int64_t cost[ITEMS + 1];
	int most; /* lines */
	int64_t best; /* of all ways */
} every;

/* 7.3.1 and the layout's weights, said once more: what n lines cost. */
static int64_t
lines_cost(const every *e, const size_t *cut, int n, int least)
{
	const ht_layout *l = &e->b->layout;
	int64_t slack = e->f.em / 2, above = 0, mean, sum, w = 0;
	bool fell = false, unequal = false;

	mean = ht_fill_width(&e->f, 0, ITEMS) / n;
	sum = (int64_t)(n - least) * l->title.extra_line;
	for (int i = 0; i < n; i++, above = w) {
		w = ht_fill_width(&e->f, i ? cut[i - 1] : 0, cut[i]);
		if (w > e->measure || e->cost[cut[i]] == HT_NEVER)
			return HT_NEVER;
		sum += e->cost[cut[i]];
		sum += l->title.balance * llabs(w - mean) / e->f.em;
		if (i && fell && w > above + slack)
			sum += l->title.hourglass;
		fell |= i && w < above - slack;
		unequal |= i && llabs(w - above) > slack;
	}
	if (n > 1 && !unequal)
		sum += l->title.rectangle;
	if (n > 1 && w < (int64_t)e->f.em * l->title.lone_limit)
		sum += l->title.lone;
	return sum;
}

/* Goes through every set of cuts with at most e->most lines. */
static void
try_every(every *e, int least)
{
	for (unsigned set = 0; set < 1u << (ITEMS - 1); set++) {
		size_t cut[ITEMS];
		int n = 0;
		int64_t cost;

		for (size_t i = 1; i < ITEMS; i++)
			if (set >> (i - 1) & 1)
				cut[n++] = i;
		cut[n++] = ITEMS;
		if (n < least || n > e->most)
			continue;
		cost = lines_cost(e, cut, n, least);
		if (cost < e->best)
			e->best = cost;
	}
}

/* Costs of breaks that are anything; some breaks are none. */
static void
set_costs(every *e, uint32_t *seed)
{
	for (int i = 1; i < ITEMS; i++) {
		*seed = *seed * 1664525 + 1013904223;
		e->cost[i] = (*seed >> 24) % 5 ? (*seed >> 16) % 700 : HT_NEVER;
	}
	e->cost[ITEMS] = 0;
}

/* No way to break a title is cheaper than the one that is found. */
static void
test_cheapest(void **state)
{
	static const char text[] = "国家行政，机关1公文的格式";
	uint32_t seed = 9704;
	int found = 0;
	bench b;

	(void)state;
	open_bench(&b);
	for (int i = 0; i < TITLES; i++) {
		every e = {.b = &b, .best = HT_NEVER};
		size_t cut[ITEMS + 1];
		int n, least;

		e.f = fixed_fill(b.ctx.arena, &b.layout, text);
		assert_int_equal(e.f.n, ITEMS);
		e.measure = e.f.em * (3 + i % 6);
		set_costs(&e, &seed);
		least = (int)((ht_fill_width(&e.f, 0, ITEMS) + e.measure - 1) /
			      e.measure);
		e.most = least + MORE_LINES;
		try_every(&e, least);
		n = ht_title_ways(b.ctx.arena, &e.f, e.measure, e.cost, cut);
		found += n > 0;
		assert_int_equal(
			n > 0 ? lines_cost(&e, cut, n, least) : HT_NEVER,
			e.best);
	}
	assert_in_range(found, TITLES / 2, TITLES);
	ht_ctx_drop(&b.ctx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_weights),
		cmocka_unit_test(test_number),
		cmocka_unit_test(test_cheapest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
