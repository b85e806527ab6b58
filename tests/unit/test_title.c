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
		"青石市交通运输局/关于商请提供公交站点规划资料的函",
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_weights),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
