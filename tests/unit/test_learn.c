/* SPDX-License-Identifier: Apache-2.0
 *
 * Learning: pages that we set ourselves with known values give them back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include "base/io.h"
#include "check/learn.h"
#include "check/stat.h"
#include "out/build.h"
#include "page/page.h"

#define PARAS 90
#define SETS_MAX 16

typedef struct {
	ht_ctx ctx;
	ht_layout base;
	ht_rules *rules;
	ht_fontset *fonts;
} fixture;

typedef struct {
	const char *path, *value;
} setting;

static int
setup(void **state)
{
	fixture *f = calloc(1, sizeof *f);

	*state = f;
	ht_ctx_init(&f->ctx);
	return ht_layout_load(&f->ctx, "layouts/document.yaml", &f->base) ||
	       ht_rules_load(&f->ctx, "data/rules.yaml", &f->rules) ||
	       ht_fontset_load(
		       &f->ctx, "fonts/roles.yaml", "fonts/files", &f->fonts);
}

static int
teardown(void **state)
{
	fixture *f = *state;

	ht_rules_drop(f->rules);
	ht_fontset_drop(f->fonts);
	ht_ctx_drop(&f->ctx);
	free(f);
	return 0;
}

/* Paragraphs of phrases that hold all that a line model tells apart, in an
 * order of chance that is always the same. */
static ht_str
make_text(ht_arena *a)
{
	static const char *const phrase[] = {"各单位要高度重视", "认真组织实施",
		"按照《管理办法》（试行）的规定", "在2024年12月31日以前完成",
		"进一步提高“放管服”改革的质量", "加强对基层的指导",
		"由A类和B类机构分别负责", "确保各项工作取得实效",
		"对不符合要求的，予以纠正", "建立健全长效机制",
		"切实维护人民群众的利益", "不断完善制度，堵塞漏洞",
		"落实主体责任", "凡涉及“三重一大”的事项",
		"报上级主管部门批准后执行", "及时总结好的经验"};
	uint32_t chance = 12345;
	ht_buf b = {0};
	ht_str s;

	for (int i = 0; i < PARAS; i++) {
		int n = 6 +
			(int)((chance = chance * 1664525 + 1013904223) >> 29);

		for (int k = 0; k < n; k++) {
			chance = chance * 1664525 + 1013904223;
			ht_buf_adds(&b, phrase[chance >> 28]);
			ht_buf_adds(&b, k + 1 == n ? "。\n\n" : "，");
		}
	}
	s = ht_str_from(ht_str_cstr(a, ht_buf_str(&b)));
	ht_buf_drop(&b);
	return s;
}

/* The text set with a layout: the sheets that come out. */
static void
set_text(fixture *f, const ht_layout *l, ht_sheets *out)
{
	ht_ctx *ctx = &f->ctx;
	ht_doc_options opt = {.no_infer = true};
	ht_source source;
	ht_raws raws;
	ht_doc doc;
	ht_styled styled;
	ht_paras paras;
	ht_pages pages;
	ht_display display;

	assert_int_equal(
		ht_source_decode(ctx, "", make_text(ctx->arena), &source),
		HT_OK);
	assert_int_equal(ht_raw_read(ctx, &source, &raws), HT_OK);
	assert_int_equal(
		ht_doc_recognise(ctx, f->rules, &source, &raws, &opt, &doc),
		HT_OK);
	assert_int_equal(ht_style_apply(ctx, l, &doc, &styled), HT_OK);
	assert_int_equal(
		ht_lines_make(ctx, l, f->fonts, &styled, &paras), HT_OK);
	assert_int_equal(
		ht_pages_make(ctx, l, f->fonts, &paras, &pages), HT_OK);
	assert_int_equal(
		ht_display_build(ctx, l, &doc, &pages, &display), HT_OK);
	assert_int_equal(ht_sheets_make(ctx, &display, out), HT_OK);
}

static void
learn_from(fixture *f, const setting *set, size_t n, ht_layout *truth,
	ht_learned *out)
{
	ht_learn_options opt = {.pages = HT_PAGES_ALL};
	ht_sheets sheets;

	*truth = f->base;
	for (size_t i = 0; i < n && set[i].path; i++)
		assert_int_equal(ht_layout_set(&f->ctx, truth, set[i].path,
					 set[i].value),
			HT_OK);
	set_text(f, truth, &sheets);
	assert_int_equal(ht_learn(&f->ctx, &f->base, f->rules, f->fonts,
				 &sheets, &opt, out),
		HT_OK);
}

static void
near(ht_len a, ht_len b, const char *what)
{
	if (abs(a - b) > HT_EMU_MM / 10)
		fail_msg("%s: %d learned, %d set", what, a, b);
}

/* Everything that shows on the pages. */
static void
compare(const ht_layout *a, const ht_layout *b)
{
	ht_len ya = ht_layout_row(a, 0), yb = ht_layout_row(b, 0);
	/* We set a character in the middle of its cell; what shows of the type
	 * area is from the first character's box to the last one's. */
	ht_len inset = (ht_layout_zi(b, b->text.size, 1000) - b->text.size) / 2;

	near(a->page.width, b->page.width, "page.width");
	near(a->page.height, b->page.height, "page.height");
	near(a->page.binding, b->page.binding + inset, "page.binding");
	near(a->page.area_width,
		b->page.area_width - (inset > 0 ? 2 * inset : 0),
		"page.area_width");
	near(ht_layout_pitch(a), ht_layout_pitch(b), "pitch");
	near(ya, yb, "first row");
	near(a->text.size, b->text.size, "text.size");
	near(ht_layout_zi(a, a->text.size, 1000),
		ht_layout_zi(b, b->text.size, 1000), "cell");
	assert_int_equal(a->page.rows, b->page.rows);
	assert_int_equal(a->page.mirror, b->page.mirror);
	assert_int_equal(a->line.squeeze, b->line.squeeze);
	assert_int_equal(a->line.hang, b->line.hang);
	assert_int_equal(a->line.pair, b->line.pair);
	assert_int_equal(a->line.threshold, b->line.threshold);
	assert_int_equal(a->line.latin, b->line.latin);
	assert_int_equal(a->line.quotes, b->line.quotes);
	assert_int_equal(a->line.autospace, b->line.autospace);
	assert_in_range(
		a->elem[HT_BODY].first - b->elem[HT_BODY].first + 6, 0, 12);
	assert_int_equal(a->page_number.place, b->page_number.place);
	if (b->page_number.place == HT_PLACE_NONE)
		return;
	assert_string_equal(a->page_number.form, b->page_number.form);
	near(a->page_number.drop + a->page.top + a->page.area_height,
		b->page_number.drop + b->page.top + b->page.area_height,
		"page number");
}

static void
test_back(void **state)
{
	static const setting cases[][SETS_MAX] = {
		{{"page_number.form", "—#—"}, {"line.kinsoku", "word"}},
		/* what word processors do by themselves */
		{{"page.pitch", "fixed"}, {"page.first", "95pt"},
			{"page.row", "28pt"}, {"page.rows", "24"},
			{"page.binding", "90pt"},
			{"page.area_width", "415.3pt"}, {"text.cell", "em"},
			{"line.kinsoku", "word"},
			{"page_number.place", "centre"},
			{"page_number.form", "- # -"}},
		/* the other half of all settings */
		{{"page.pitch", "fixed"}, {"page.first", "100pt"},
			{"page.row", "31.2pt"}, {"page.rows", "20"},
			{"text.cell", "em"}, {"line.latin", "font"},
			{"line.quotes", "latin"}, {"line.pair", "true"},
			{"line.threshold", "0.65"}, {"line.kinsoku", "word"},
			{"page.mirror", "true"}, {"page_number.place", "none"}},
		{{"text.cell", "15.6pt"}, {"text.size", "15pt"},
			{"elements.body.size", "15pt"},
			{"line.squeeze", "false"}, {"line.hang", "true"},
			{"line.autospace", "0"}, {"elements.body.first", "1zi"},
			{"line.kinsoku", "word"},
			{"page_number.place", "none"}},
	};
	fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ht_layout truth;
		ht_learned learned;

		learn_from(f, cases[i], SETS_MAX, &truth, &learned);
		compare(&learned.layout, &truth);
		assert_true(learned.breaks > 200);
		assert_int_equal(learned.alike, learned.breaks);
	}
}

/* What is written is what was learned. */
static void
test_file(void **state)
{
	fixture *f = *state;
	static const setting set[] = {{"page.binding", "31.3mm"},
		{"text.cell", "em"}, {"page_number.form", "· # ·"}};
	/* a folder of its own: a layout extends what lies beside it first */
	char dir[] = "/tmp/hongtou-test-XXXXXX", path[sizeof dir + 7];
	ht_layout truth, read;
	ht_learned learned;
	ht_buf b = {0};

	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/x.yaml", dir);
	learn_from(f, set, 3, &truth, &learned);
	ht_learned_write(&b, &learned, "document", "x", "x.pdf", HT_EN);
	assert_int_equal(ht_io_write(&f->ctx, path, ht_buf_str(&b)), HT_OK);
	ht_buf_drop(&b);
	assert_int_equal(
		ht_layout_load_in(&f->ctx, path, "layouts", &read), HT_OK);
	unlink(path);
	rmdir(dir);
	assert_string_equal(read.page_number.form, "· # ·");
	assert_string_equal(read.name, "x");
	/* all but the texts, which are addresses */
	read.page_number.form = learned.layout.page_number.form;
	read.name = learned.layout.name;
	read.label = learned.layout.label;
	read.title = learned.layout.title;
	assert_memory_equal(&read, &learned.layout, sizeof read);
}

/* Too little text is an error, not a layout. */
static void
test_little(void **state)
{
	fixture *f = *state;
	ht_learn_options opt = {.pages = HT_PAGES_ALL};
	ht_sheet sheet = {.w = 210 * HT_EMU_MM, .h = 297 * HT_EMU_MM};
	ht_sheets sheets = {.sheet = &sheet, .nsheet = 1, .producer = ""};
	ht_learned learned;

	assert_int_equal(ht_learn(&f->ctx, &f->base, f->rules, f->fonts,
				 &sheets, &opt, &learned),
		HT_EINPUT);
	assert_int_equal(f->ctx.error.id, HT_MSG_LEARN_TEXT);
}

static void
test_samples(void **state)
{
	static const ht_len v[] = {100, 900, 112, 88, 100, 300, 310};
	fixture *f = *state;
	ht_samples s = {0};
	ht_mode m;

	assert_int_equal(ht_samples_mode(&s, 10).agree, 0);
	assert_int_equal(ht_samples_median(&s), 0);
	for (size_t i = 0; i < sizeof v / sizeof *v; i++)
		ht_samples_add(f->ctx.arena, &s, v[i]);
	m = ht_samples_mode(&s, 24);
	assert_int_equal(m.value, 100);
	assert_int_equal(m.agree, 4);
	assert_int_equal(m.of, 7);
	assert_int_equal(ht_samples_median(&s), 112);
	assert_int_equal(ht_samples_near(&s, 305, 5).value, 305);
	assert_int_equal(ht_samples_near(&s, 5000, 5).agree, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_back),
		cmocka_unit_test(test_file),
		cmocka_unit_test(test_little),
		cmocka_unit_test(test_samples),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
