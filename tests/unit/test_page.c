/* SPDX-License-Identifier: Apache-2.0
 *
 * Pages: where things stand, and what must hold for any document.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include "page/page.h"
#include "loaded.h"

typedef struct {
	ht_ctx ctx;
	ht_layout layout;
	ht_fontset *fonts;
} shared;

static int
setup(void **state)
{
	shared *s = calloc(1, sizeof *s);

	*state = s;
	return loaded_open(&s->ctx, &s->layout, &s->fonts);
}

static int
teardown(void **state)
{
	shared *s = *state;

	loaded_close(&s->ctx, s->fonts);
	free(s);
	return 0;
}

typedef struct {
	ht_elem_kind kind;
	const char *text;
} part;

/* A document of these parts, laid out. */
static ht_pages
lay_out(ht_ctx *ctx, const shared *s, const part *parts, size_t n,
	ht_paras *paras)
{
	ht_doc doc = {.elem = HT_ARRAY(ctx->arena, ht_elem, n), .nelem = n};
	ht_styled styled;
	ht_pages pages;

	for (size_t i = 0; i < n; i++) {
		ht_seg *seg = HT_NEW(ctx->arena, ht_seg);

		doc.elem[i] = (ht_elem){.kind = parts[i].kind,
			.text = {ht_str_from(parts[i].text), seg, 1}};
	}
	assert_int_equal(ht_style_apply(ctx, &s->layout, &doc, &styled), HT_OK);
	assert_int_equal(
		ht_lines_make(ctx, &s->layout, s->fonts, &styled, paras),
		HT_OK);
	assert_int_equal(
		ht_pages_make(ctx, &s->layout, s->fonts, paras, &pages), HT_OK);
	return pages;
}

/* The first line of a kind; *page gets its page, from 0. */
static const ht_frag *
find(const ht_pages *ps, ht_elem_kind kind, size_t *page)
{
	for (size_t i = 0; i < ps->npage; i++)
		for (size_t k = 0; k < ps->page[i].nfrag; k++) {
			const ht_frag *f = &ps->page[i].frag[k];

			if (f->furniture || f->para->block->kind != kind)
				continue;
			if (page)
				*page = i;
			return f;
		}
	return NULL;
}

static ht_len
width(const ht_frag *f)
{
	return f->para->line[f->line].natural;
}

/* page.pitch: fixed: every row's baseline where the layout says, whatever the
 * face; page numbers in the form and at the place that it says. */
static void
test_fixed(void **state)
{
	shared s = *(shared *)*state;
	ht_len middle;
	part parts[80];
	ht_paras paras;
	ht_pages ps;
	ht_ctx ctx;

	ht_ctx_init(&ctx);
	s.layout.page.pitch = HT_PITCH_FIXED;
	s.layout.page.first = 100 * HT_EMU_PT;
	s.layout.page.row = 28 * HT_EMU_PT;
	s.layout.page.rows = 20;
	s.layout.page_number.place = HT_PLACE_CENTRE;
	s.layout.page_number.form = "- # -";
	for (size_t i = 0; i < 80; i++)
		parts[i] = (part){i % 3 ? HT_BODY : HT_HEAD1, "正文。"};
	ps = lay_out(&ctx, &s, parts, 80, &paras);
	assert_int_equal(ps.npage, 4);
	middle = s.layout.page.binding + s.layout.page.area_width / 2;
	for (size_t i = 0; i < ps.npage; i++)
		for (size_t k = 0; k < ps.page[i].nfrag; k++) {
			const ht_frag *f = &ps.page[i].frag[k];

			if (f->furniture) {
				assert_in_range(f->x + width(f) / 2, middle - 1,
					middle + 1);
				assert_string_equal(f->para->text.p,
					ht_fmt(ctx.arena, "- %zu -", i + 1));
				continue;
			}
			assert_int_equal(
				f->y, (100 + 28 * (f->row - 1)) * HT_EMU_PT);
		}
	s.layout.page_number.place = HT_PLACE_NONE;
	ps = lay_out(&ctx, &s, parts, 1, &paras);
	assert_int_equal(ps.page[0].nfrag, 1);
	ht_ctx_drop(&ctx);
}

/* 7.3.5.2: date longer than the signature, and shorter. */
static void
test_signature(void **state)
{
	const shared *s = *state;
	const ht_layout *l = &s->layout;
	ht_len right = l->page.binding + l->page.area_width;
	ht_len two = ht_layout_zi(l, l->text.size, 2000);
	static const char *const names[] = {
		"某局", "某某省某某市人民政府办公室"};

	for (int i = 0; i < 2; i++) {
		part parts[] = {{HT_BODY, "正文。"}, {HT_SIGNATURE, names[i]},
			{HT_DATE, "2026年11月22日"}};
		const ht_frag *sign, *date, *body;
		ht_paras paras;
		ht_pages ps;
		ht_ctx ctx;

		ht_ctx_init(&ctx);
		ps = lay_out(&ctx, s, parts, 3, &paras);
		body = find(&ps, HT_BODY, NULL);
		sign = find(&ps, HT_SIGNATURE, NULL);
		date = find(&ps, HT_DATE, NULL);
		assert_int_equal(sign->row, body->row + 2);
		assert_int_equal(date->row, sign->row + 1);
		assert_int_equal(date->x - sign->x, two);
		if (i == 0)
			assert_int_equal(date->x + width(date), right - two);
		else
			assert_int_equal(sign->x + width(sign), right - two);
		ht_ctx_drop(&ctx);
	}
}

/* 7.3.5.5: wherever the body ends, the signature has body text on its page. */
static void
test_signature_company(void **state)
{
	const shared *s = *state;

	for (size_t n = 1; n < 60; n++)
		for (int lone = 0; lone < 2; lone++) {
			part parts[64];
			ht_paras paras;
			ht_pages ps;
			ht_ctx ctx;
			size_t sign, date;
			bool company = false;

			for (size_t i = 0; i < n; i++)
				parts[i] =
					(part){lone && i + 1 < n ? HT_ADDRESSEE
								 : HT_BODY,
						"一行正文。"};
			parts[n] = (part){HT_SIGNATURE, "某某市人民政府"};
			parts[n + 1] = (part){HT_DATE, "2026年11月22日"};
			ht_ctx_init(&ctx);
			ps = lay_out(&ctx, s, parts, n + 2, &paras);
			find(&ps, HT_SIGNATURE, &sign);
			find(&ps, HT_DATE, &date);
			assert_int_equal(sign, date);
			for (size_t k = 0; k < ps.page[sign].nfrag; k++)
				company = company ||
					  (!ps.page[sign].frag[k].furniture &&
						  ps.page[sign].frag[k]
								  .para->block
								  ->kind ==
							  HT_BODY);
			assert_true(company);
			ht_ctx_drop(&ctx);
		}
}

/* 7.2.4, 7.2.7: the red rule lies 4 mm below the number's em box; without a
 * number its place is kept. */
static void
test_head(void **state)
{
	const shared *s = *state;
	const ht_layout *l = &s->layout;
	ht_len y[2];

	for (int i = 0; i < 2; i++) {
		part parts[] = {{HT_ISSUER_MARK, "某某市人民政府文件"},
			{HT_TITLE, "关于做好防汛工作的通知"},
			{HT_BODY, "正文。"},
			{HT_DOC_NUMBER, "某政发〔2026〕7号"}};
		ht_paras paras;
		ht_pages ps;
		ht_ctx ctx;

		ht_ctx_init(&ctx);
		ps = lay_out(&ctx, s, parts, i == 0 ? 4 : 3, &paras);
		assert_int_equal(ps.page[0].nrule, 1);
		assert_int_equal(ps.page[0].rule[0].kind, HT_RULE_RED);
		assert_int_equal(ps.page[0].rule[0].w, l->page.area_width);
		y[i] = ps.page[0].rule[0].y;
		if (i == 0) {
			const ht_frag *f = find(&ps, HT_DOC_NUMBER, NULL);
			const ht_font *font =
				ht_fontset_report(s->fonts, HT_ROLE_FANGSONG)
					.font;
			ht_len top = f->y - ht_muldiv(l->text.size,
						    ht_font_em_top(font),
						    ht_font_upem(font));

			assert_int_equal(
				y[0], top + l->text.size + l->red_rule.gap);
		}
		ht_ctx_drop(&ctx);
	}
	assert_int_equal(y[0], y[1]);
}

/* 7.4.1: the last rule lies on the type area's edge, thick ones outside. */
static void
test_imprint(void **state)
{
	const shared *s = *state;
	const ht_layout *l = &s->layout;
	part parts[] = {{HT_BODY, "正文。"},
		{HT_COPY_TO, "抄送：某某局，某某局。"},
		{HT_PRINT_OFFICE, "某某市人民政府办公室"},
		{HT_PRINT_DATE, "2026年11月22日印发"}};
	const ht_frag *office, *date;
	const ht_page *page;
	ht_paras paras;
	ht_pages ps;
	ht_ctx ctx;

	ht_ctx_init(&ctx);
	ps = lay_out(&ctx, s, parts, 4, &paras);
	page = &ps.page[0];
	assert_int_equal(page->nrule, 3);
	assert_int_equal(page->rule[0].h, l->imprint.thick);
	assert_int_equal(page->rule[1].h, l->imprint.thin);
	assert_int_equal(page->rule[2].h, l->imprint.thick);
	assert_int_equal(page->rule[2].y + page->rule[2].h,
		l->page.top + l->page.area_height);
	office = find(&ps, HT_PRINT_OFFICE, NULL);
	date = find(&ps, HT_PRINT_DATE, NULL);
	assert_int_equal(office->y, date->y); /* side by side */
	ht_ctx_drop(&ctx);
}

/* Layout key page.head_rows: the text begins where it says, however high the
 * head is; what it gives way by stays inside of the type area. */
static void
test_head_rows(void **state)
{
	shared own = *(const shared *)*state;
	part parts[] = {{HT_ISSUER_MARK, "某某市人民政府文件"},
		{HT_TITLE, "关于做好防汛工作的通知"}, {HT_BODY, "正文第一段。"},
		{HT_BODY, "正文第二段。"}};
	const int least = 7; /* mark, rule, title at their closest */

	for (int rows = 0; rows <= own.layout.page.rows; rows++) {
		const ht_frag *mark, *title, *body;
		ht_paras paras;
		size_t page;
		ht_pages ps;
		ht_ctx ctx;

		ht_ctx_init(&ctx);
		own.layout.page.head_rows = rows;
		ps = lay_out(&ctx, &own, parts, 4, &paras);
		mark = find(&ps, HT_ISSUER_MARK, NULL);
		title = find(&ps, HT_TITLE, NULL);
		body = find(&ps, HT_BODY, &page);
		if (rows >= least && rows < own.layout.page.rows) {
			assert_int_equal(page, 0);
			assert_int_equal(body->row, rows + 1);
		}
		if (rows == own.layout.page.rows)
			assert_int_equal(page, 1);
		/* its ink, about 0.8 em high, is inside */
		assert_true(mark->y - mark->para->size * 3 / 4 >=
			    own.layout.page.top);
		assert_true(page == 1 || title->y < body->y - body->para->size);
		assert_true(ps.page[0].rule[0].y > mark->y);
		assert_true(ps.page[0].rule[0].y < title->y);
		ht_ctx_drop(&ctx);
	}
}

static uint32_t
next_random(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (uint32_t)(*seed >> 33);
}

/* Every line of every paragraph stands on exactly one page; text on rows
 * stands in order, no two on one row but side by side in the imprint. */
static void
check_pages(const ht_pages *ps, const ht_paras *paras, const ht_layout *l)
{
	ht_len foot = l->page.top + l->page.area_height;
	size_t lines = 0, placed = 0;

	for (size_t i = 0; i < paras->npara; i++)
		lines += paras->para[i].nline;
	for (size_t i = 0; i < ps->npage; i++) {
		int row = 0;

		for (size_t k = 0; k < ps->page[i].nfrag; k++) {
			const ht_frag *f = &ps->page[i].frag[k];

			placed += !f->furniture;
			if (!f->furniture)
				assert_true(f->y <= foot);
			assert_true(f->x >= l->page.binding);
			if (!f->row)
				continue;
			assert_true(f->row > row &&
				    f->row <= l->page.rows + l->sign.tighten);
			row = f->row;
		}
	}
	assert_int_equal(placed, lines);
}

static void
test_properties(void **state)
{
	static const char *const words[] = {"某某市人民政府",
		"关于做好防汛工作", "的通知，", "各区人民政府：",
		"2026年7月1日", "（一）", "落实。", "、市直各部门", "《条例》",
		"ABC 12"};
	const shared *s = *state;
	uint64_t seed = 9704;

	for (int round = 0; round < 300; round++) {
		part parts[40];
		size_t n = 1 + next_random(&seed) % 40;
		ht_paras paras;
		ht_pages ps;
		ht_ctx ctx;

		ht_ctx_init(&ctx);
		for (size_t i = 0; i < n; i++) {
			char *text = "";
			uint32_t k = 1 + next_random(&seed) % 30;

			while (k--)
				text = ht_fmt(ctx.arena, "%s%s", text,
					words[next_random(&seed) % 10]);
			parts[i] = (part){
				(ht_elem_kind)(next_random(&seed) % HT_NOISE),
				text};
		}
		ps = lay_out(&ctx, s, parts, n, &paras);
		check_pages(&ps, ps.paras, &s->layout);
		ht_ctx_drop(&ctx);
	}
}

/* How far the widest line of a paragraph reaches beyond its measure. */
static ht_len
beyond(ht_ctx *ctx, const ht_para *p)
{
	ht_len most = INT32_MIN;

	for (size_t i = 0; i < p->nline; i++) {
		const ht_line *line = &p->line[i];
		const ht_item *last = &p->item[line->ink - 1];
		ht_place *place =
			HT_ARRAY(ctx->arena, ht_place, line->end - line->beg);
		ht_len end;

		ht_line_set(p, line, HT_ALIGN_JUSTIFY, false, place);
		end = place[line->ink - 1 - line->beg].x + last->w - last->room;
		most = end - line->measure > most ? end - line->measure : most;
	}
	return most;
}

static char *
repeat(ht_ctx *ctx, const char *text, int n)
{
	char *all = "";

	while (n-- > 0)
		all = ht_fmt(ctx->arena, "%s%s", all, text);
	return all;
}

/* 7.3.5.5: where a row is missing, the last paragraph's characters stand closer
 * by as many a line as the layout lets them, so that a short last line is drawn
 * in; by the characters that a paragraph of so many lines ends with. */
static void
test_closer(void **state)
{
	static const struct {
		int closer, over, attached;
		size_t pages;
	} row[] = {{0, 1, 0, 2}, {1, 3, 0, 1}, {1, 4, 0, 2}, {2, 6, 0, 1},
		{2, 7, 0, 2}, {1, 3, 1, 1}, {1, 4, 1, 2}};

	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		shared own = *(const shared *)*state;
		int above = own.layout.page.rows - 6 - 2 * row[i].attached;
		int zi = (int)(own.layout.page.area_width /
			       ht_layout_zi(&own.layout, own.layout.text.size,
				       1000));
		part parts[40];
		const ht_frag *last;
		ht_paras paras;
		ht_pages ps;
		ht_ctx ctx;
		int n = 0;

		ht_ctx_init(&ctx);
		own.layout.sign.closer = row[i].closer;
		while (n < above)
			parts[n++] = (part){HT_BODY, "正文一行。"};
		/* three lines, the first two zi in, and what is over */
		parts[n++] = (part){
			HT_BODY, repeat(&ctx, "字", 3 * zi - 2 + row[i].over)};
		if (row[i].attached)
			parts[n++] =
				(part){HT_ATTACHMENT_NOTE, "附件：某某名单"};
		parts[n++] = (part){HT_SIGNATURE, "某某市人民政府"};
		parts[n++] = (part){HT_DATE, "2026年7月1日"};
		ps = lay_out(&ctx, &own, parts, (size_t)n, &paras);
		assert_int_equal(ps.npage, row[i].pages);
		last = &ps.page[0].frag[above];
		assert_int_equal(last->para->nline, row[i].pages == 1 ? 3 : 4);
		assert_true(beyond(&ctx, last->para) <= 0);
		ht_ctx_drop(&ctx);
	}
}

/* 7.3.6: what stands in brackets below the date stays on its page, where it
 * would be the only line of the next one. */
static void
test_note(void **state)
{
	const shared *s = *state;
	part parts[40];
	size_t n = 0, note, date;
	ht_paras paras;
	ht_pages ps;
	ht_ctx ctx;

	ht_ctx_init(&ctx);
	while ((int)n < s->layout.page.rows - 3) /* an empty row, two more */
		parts[n++] = (part){HT_BODY, "正文一行。"};
	parts[n++] = (part){HT_SIGNATURE, "某某市人民政府"};
	parts[n++] = (part){HT_DATE, "2026年7月1日"};
	ps = lay_out(&ctx, s, parts, n, &paras);
	assert_int_equal(ps.npage, 1);
	parts[n++] = (part){HT_NOTE, "（此件公开发布）"};
	ps = lay_out(&ctx, s, parts, n, &paras);
	assert_non_null(find(&ps, HT_DATE, &date));
	assert_non_null(find(&ps, HT_NOTE, &note));
	assert_int_equal(date, 1);
	assert_int_equal(note, 1);
	ht_ctx_drop(&ctx);
}

/* 7.2.1-7.2.3: the rows of copy number, secrecy and urgency, whichever of them
 * are there; keep_line: secrecy on the second line without a copy number too;
 * spread: two characters over three zi, secrecy with a period never. */
static void
check_corner(const shared *s, unsigned mask, bool period)
{
	const part all[] = {{HT_COPY_NUMBER, "000023"},
		{HT_SECRECY, period ? "机密★1年" : "机密"},
		{HT_URGENCY, "特急"}};
	const ht_layout *l = &s->layout;
	part parts[5];
	size_t n = 0;
	ht_paras paras;
	ht_pages ps;
	ht_ctx ctx;
	int row = l->corner.keep_line && (mask & 3) == 2;

	for (unsigned i = 0; i < 3; i++)
		if (mask & 1u << i)
			parts[n++] = all[i];
	parts[n++] = (part){HT_ISSUER_MARK, "青石市人民政府文件"};
	parts[n++] = (part){HT_BODY, "正文。"};
	ht_ctx_init(&ctx);
	ps = lay_out(&ctx, s, parts, n, &paras);
	for (unsigned i = 0; i < 3; i++) {
		const ht_frag *f = find(&ps, all[i].kind, NULL);
		const ht_font *font;

		assert_int_equal(f != NULL, mask >> i & 1);
		if (!f)
			continue;
		font = ht_fontset_report(s->fonts, f->para->block->style->font)
			       .font;
		assert_int_equal(f->x, l->page.binding);
		assert_int_equal(f->y,
			ht_layout_row(l, row++) + ht_muldiv(f->para->size,
							  ht_font_em_top(font),
							  ht_font_upem(font)));
		assert_int_equal(f->spread,
			l->corner.spread && i > 0 && !(i == 1 && period));
		if (f->spread)
			assert_int_equal(f->measure,
				ht_layout_zi(l, f->para->size, 3000));
	}
	ht_ctx_drop(&ctx);
}

/* The word beside marks, with no mark: as large as any. */
static void
test_suffix_alone(void **state)
{
	const shared *s = *state;
	const part parts[] = {{HT_MARK_SUFFIX, "文件"}, {HT_BODY, "正文。"}};
	ht_paras paras;
	ht_ctx ctx;

	ht_ctx_init(&ctx);
	lay_out(&ctx, s, parts, 2, &paras);
	assert_int_equal(paras.para[0].size, s->layout.mark.max_size);
	ht_ctx_drop(&ctx);
}

static void
test_corner(void **state)
{
	shared s = *(shared *)*state;

	for (unsigned k = 0; k < 8 * 8; k++) {
		s.layout.corner.keep_line = k >> 3 & 1;
		s.layout.corner.spread = k >> 4 & 1;
		check_corner(&s, k & 7, k >> 5 & 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fixed),
		cmocka_unit_test(test_signature),
		cmocka_unit_test(test_signature_company),
		cmocka_unit_test(test_head),
		cmocka_unit_test(test_head_rows),
		cmocka_unit_test(test_imprint),
		cmocka_unit_test(test_closer),
		cmocka_unit_test(test_note),
		cmocka_unit_test(test_properties),
		cmocka_unit_test(test_suffix_alone),
		cmocka_unit_test(test_corner),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
