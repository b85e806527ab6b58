/* SPDX-License-Identifier: Apache-2.0
 *
 * What must hold on every page: no two lines overlap, no rule or figure goes
 * through one, text stands in the type area (GB/T 9704-2012 5.2.1), pictures
 * on the sheet, seals do not touch (7.3.5.1).
 */
#include <string.h>

#include "base/utf8.h"
#include "property.h"

/* Half a cell may lie outside at each edge of the grid: a full-width glyph's
 * em is wider than its cell by 16 pt - 156 mm / 28. */
#define ROUND (HT_EMU_MM / 20)
#define MM(len) ((double)(len) / HT_EMU_MM)

bool
ht_box_meet(ht_box a, ht_box b)
{
	return a.x0 + ROUND < b.x1 && b.x0 + ROUND < a.x1 &&
	       a.y0 + ROUND < b.y1 && b.y0 + ROUND < a.y1;
}

static bool
is(const char *tag, const char *name)
{
	return strcmp(tag, name) == 0;
}

static bool
is_mark(const ht_seen_line *l)
{
	return is(l->tag, "issuer_mark") || is(l->tag, "mark_suffix");
}

static int
excerpt(ht_str s)
{
	size_t n = s.n < 60 ? s.n : 60;

	while (n > 0 && n < s.n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	return (int)n;
}

static void
check_lines(size_t page, const ht_seen_page *s, ht_result *v)
{
	const ht_seen_line *l = s->lines.line;

	for (size_t i = 0; i < s->lines.n; i++)
		for (size_t k = i + 1; k < s->lines.n; k++)
			if (ht_box_meet(l[i].ink, l[k].ink))
				ht_result_set(v, HT_OVERLAP,
					"page %zu: %s \"%.*s\" and %s \"%.*s\"",
					page + 1, l[i].tag, excerpt(l[i].text),
					l[i].text.p, l[k].tag,
					excerpt(l[k].text), l[k].text.p);
}

static void
check_rules(size_t page, const ht_seen_page *s, ht_result *v)
{
	for (size_t i = 0; i < s->lines.n; i++)
		for (size_t k = 0; k < s->nrule; k++)
			if (ht_box_meet(s->lines.line[i].ink, s->rule[k]))
				ht_result_set(v, HT_STRUCK,
					"page %zu: %s \"%.*s\", rule at %.2f, "
					"%.2f mm",
					page + 1, s->lines.line[i].tag,
					excerpt(s->lines.line[i].text),
					s->lines.line[i].text.p,
					MM(s->rule[k].x0), MM(s->rule[k].y0));
}

static ht_box
box_of(const ht_op *op)
{
	return (ht_box){op->x, op->y, op->x + op->w, op->y + op->h};
}

/* Seals and stamps are red, figures are not. */
static bool
is_figure(const ht_op *op)
{
	return op->colour.r == 0;
}

static bool
covers(const ht_op *op)
{
	return is_figure(op) || op->kind == HT_OP_FRAME;
}

/* Pictures cover no text; nor do stamps' outlines: names and posts stand left
 * of them (7.3.5.3). */
static void
check_figures(size_t page, const ht_seen_page *s, ht_result *v)
{
	for (size_t i = 0; i < s->nobject; i++)
		for (size_t k = 0; covers(s->object[i]) && k < s->lines.n; k++)
			if (ht_box_meet(
				    box_of(s->object[i]), s->lines.line[k].ink))
				ht_result_set(v, HT_COVERED,
					"page %zu: %s \"%.*s\"", page + 1,
					s->lines.line[k].tag,
					excerpt(s->lines.line[k].text),
					s->lines.line[k].text.p);
}

static bool
touch(const ht_op *a, const ht_op *b)
{
	double dx = MM(a->x + a->w / 2) - MM(b->x + b->w / 2);
	double dy = MM(a->y + a->h / 2) - MM(b->y + b->h / 2);
	double r = MM(a->w / 2) + MM(b->w / 2);

	if (a->kind == HT_OP_FRAME || b->kind == HT_OP_FRAME)
		return ht_box_meet(box_of(a), box_of(b));
	return dx * dx + dy * dy < r * r;
}

static void
check_objects(
	const ht_work *w, size_t page, const ht_seen_page *s, ht_result *v)
{
	const ht_display_page *sheet = &w->laid.display.page[page];
	bool stamps = w->doc.set.nstamp > 0;

	for (size_t i = 0; i < s->nobject; i++) {
		const ht_op *a = s->object[i];

		if (a->x < 0 || a->y < 0 || a->x + a->w > sheet->w ||
			a->y + a->h > sheet->h)
			ht_result_set(v, HT_OFF_SHEET,
				"page %zu: picture at %.2f, %.2f mm", page + 1,
				MM(a->x), MM(a->y));
		for (size_t k = i + 1; k < s->nobject; k++) {
			const ht_op *b = s->object[k];
			bool boxes = stamps || is_figure(a) || is_figure(b);

			if (boxes ? ht_box_meet(box_of(a), box_of(b))
				  : touch(a, b))
				ht_result_set(v, HT_SEALS,
					"page %zu: at %.2f, %.2f and %.2f, "
					"%.2f mm",
					page + 1, MM(a->x), MM(a->y), MM(b->x),
					MM(b->y));
		}
	}
	for (size_t i = 0; i < s->nrule; i++)
		if (s->rule[i].x0 < 0 || s->rule[i].y0 < 0 ||
			s->rule[i].x1 > sheet->w || s->rule[i].y1 > sheet->h)
			ht_result_set(v, HT_OFF_SHEET,
				"page %zu: rule at %.2f, %.2f mm", page + 1,
				MM(s->rule[i].x0), MM(s->rule[i].y0));
}

/* --- the type area */

static bool
is_closing_mark(uint32_t c)
{
	ht_str marks = HT_STR("，。、；：！？”’）》〉】〕／");

	for (size_t i = 0; i < marks.n;)
		if (ht_utf8_next(marks, &i) == c)
			return true;
	return false;
}

/* Where a line may stand when the type area begins at left. */
static ht_box
allowed(const ht_work *w, const ht_display_page *sheet, ht_len left,
	const ht_seen_line *l)
{
	const ht_layout *y = w->layout;
	ht_box b = {left, y->page.top,
		left + y->page.area_width + sheet->w - y->page.width,
		y->page.top + y->page.area_height};

	if (is(l->tag, "page_number")) {
		b.y0 = b.y1;
		b.y1 = sheet->h;
	} else if (is_mark(l) && y->mark.from == HT_FROM_SHEET)
		b.y0 = 0; /* 10.1 */
	/* 10.1: a letter's first page goes down to its lower rules. */
	else if (y->red_rule.style == HT_RULES_DOUBLE &&
		 sheet == w->laid.display.page)
		b.y1 = sheet->h - y->red_rule.foot;
	/* A mark at the line's end may hang; of one that gives its half, only
	 * what is blank stands outside. */
	if (y->line.hang && is_closing_mark(l->last) && !l->turned)
		b.x1 += l->em;
	return b;
}

static bool
inside(ht_box b, ht_box area)
{
	return b.x0 >= area.x0 - ROUND && b.x1 <= area.x1 + ROUND &&
	       b.y0 >= area.y0 - ROUND && b.y1 <= area.y1 + ROUND;
}

static const ht_seen_line *
outside(const ht_work *w, size_t page, const ht_seen_page *s, ht_len left)
{
	const ht_display_page *sheet = &w->laid.display.page[page];

	for (size_t i = 0; i < s->lines.n; i++) {
		const ht_seen_line *l = &s->lines.line[i];

		if (!inside(l->area, allowed(w, sheet, left, l)))
			return l;
	}
	return NULL;
}

/* A page is a recto or a verso one: all of it stands in one type area. */
static void
check_area(const ht_work *w, size_t page, const ht_seen_page *s, ht_result *v)
{
	const ht_seen_line *l =
		outside(w, page, s, ht_layout_left(w->layout, 1));

	if (!l || !outside(w, page, s, ht_layout_left(w->layout, 2)))
		return;
	ht_result_set(v, HT_OUTSIDE,
		"page %zu: %s \"%.*s\" x %.2f...%.2f y %.2f...%.2f mm",
		page + 1, l->tag, excerpt(l->text), l->text.p, MM(l->area.x0),
		MM(l->area.x1), MM(l->area.y0), MM(l->area.y1));
}

void
ht_check_page(
	const ht_work *w, size_t page, const ht_seen_page *shown, ht_result *v)
{
	check_lines(page, shown, v);
	check_rules(page, shown, v);
	check_figures(page, shown, v);
	check_objects(w, page, shown, v);
	check_area(w, page, shown, v);
}
