/* SPDX-License-Identifier: Apache-2.0
 *
 * Our pages against an original's, for people: one HTML file that needs nothing
 * else.  Each of our pages as a picture with the layout's grid, the lines of
 * the findings marked and numbered.  It is well-formed XML too.
 */
#include <stdio.h>

#include "app/check.h"
#include "out/svg.h"

#define NUMBER_GAP 300 /* from the line to its number, user units */

typedef struct {
	ht_buf *out;
	const ht_pair *pair;
	ht_svg *svg;
} writer;

static int
unit(ht_len len)
{
	return len / HT_SVG_UNIT;
}

/* The page of ours that a finding is shown at, from 1; 0: above all. */
static int
page_of(const writer *w, const ht_finding *f)
{
	int page = f->our_page ? f->our_page : f->page;

	return page > (int)w->pair->ours->nsheet ? 0 : page;
}

/* A line of the text, furniture left out, from 1; NULL when there is none. */
static const ht_sheet_line *
line_of(const ht_sheet *sheet, int number)
{
	for (size_t i = 0; i < sheet->nline; i++)
		if (!sheet->line[i].furniture && --number == 0)
			return &sheet->line[i];
	return NULL;
}

static void
add_mark(ht_buf *out, const ht_sheet_line *l, size_t number)
{
	ht_len below = l->size / 5;
	int x = unit(l->x0), w = unit(l->x1 - l->x0);

	ht_buf_addf(out,
		"<rect class=\"line\" x=\"%d\" y=\"%d\" width=\"%d\""
		" height=\"%d\"/>\n",
		x, unit(l->y - l->size + below), w, unit(l->size + below));
	ht_buf_addf(out, "<text class=\"mark\" x=\"%d\" y=\"%d\">%zu</text>\n",
		x + w + NUMBER_GAP, unit(l->y), number);
}

static void
add_picture(const writer *w, size_t page)
{
	const ht_comparison *c = w->pair->found;
	ht_display_page p = ht_display_at(&w->pair->work->laid.display, page);
	ht_buf under = {0};

	ht_check_html_grid(&under, w->pair->work->layout, p.number);
	for (size_t i = 0; i < c->nfinding; i++) {
		const ht_finding *f = &c->finding[i];
		const ht_sheet_line *l = NULL;

		if (f->our_line && f->our_page == (int)page + 1)
			l = line_of(&w->pair->ours->sheet[page], f->our_line);
		if (l)
			add_mark(&under, l, i + 1);
	}
	ht_svg_page(w->svg, &p, ht_buf_str(&under), w->out);
	ht_buf_drop(&under);
}

static void
add_message(const writer *w, ht_msg id, const char *const *arg)
{
	ht_buf text = {0};

	ht_msg_format(&text, ht_msg_lookup(id)->text[w->pair->lang], arg);
	ht_svg_text(w->out, ht_buf_str(&text));
	ht_buf_drop(&text);
}

static void
add_numbers(const writer *w, ht_msg id, size_t a, size_t b)
{
	char first[24], second[24];
	const char *arg[HT_MSG_ARGS] = {first, second, ""};

	snprintf(first, sizeof first, "%zu", a);
	snprintf(second, sizeof second, "%zu", b);
	add_message(w, id, arg);
}

static void
add_finding(const writer *w, const ht_finding *f, size_t number)
{
	ht_buf_addf(w->out, "<li class=\"line\"><p><b>%zu</b> ", number);
	add_numbers(w,
		f->line	  ? HT_MSG_COMPARE_PLACE
		: f->page ? HT_MSG_COMPARE_PAGE
			  : HT_MSG_COMPARE_WHOLE,
		(size_t)f->page, (size_t)f->line);
	ht_buf_adds(w->out, "</p>\n<p>");
	add_message(w, f->msg, f->arg);
	ht_buf_adds(w->out, "</p></li>\n");
}

static void
add_list(const writer *w, int page)
{
	const ht_comparison *c = w->pair->found;

	ht_buf_adds(w->out, "<ol>\n");
	for (size_t i = 0; i < c->nfinding; i++)
		if (page_of(w, &c->finding[i]) == page)
			add_finding(w, &c->finding[i], i + 1);
	ht_buf_adds(w->out, "</ol>\n");
}

static void
add_summary(const writer *w)
{
	const ht_comparison *c = w->pair->found;

	ht_buf_adds(w->out, "<h2>");
	ht_svg_text(w->out, ht_str_from(w->pair->source));
	ht_buf_adds(w->out, " : ");
	ht_svg_text(w->out, ht_str_from(w->pair->original));
	ht_buf_adds(w->out, "</h2>\n<p>");
	if (c->lines) {
		add_numbers(w, HT_MSG_COMPARE_LINES, c->lines_alike, c->lines);
		ht_buf_adds(w->out, "</p>\n<p>");
		add_numbers(w, HT_MSG_COMPARE_TURNS, c->turns_alike, c->turns);
		ht_buf_adds(w->out, "</p>\n<p>");
	}
	add_numbers(w, c->nfinding ? HT_MSG_COMPARE_FOUND : HT_MSG_COMPARE_NONE,
		c->nfinding, c->consequences);
	ht_buf_adds(w->out, "</p>\n");
}

void
ht_pair_html(ht_buf *out, const ht_pair *p)
{
	ht_arena *a = ht_arena_new();
	writer w = {.out = out, .pair = p, .svg = ht_svg_new(a)};

	ht_check_html_begin(out, p->lang);
	add_summary(&w);
	add_list(&w, 0);
	for (size_t i = 0; i < p->work->laid.display.npage; i++) {
		ht_buf_adds(out, "<div class=\"page\">\n");
		add_picture(&w, i);
		add_list(&w, (int)i + 1);
		ht_buf_adds(out, "</div>\n");
	}
	ht_check_html_end(out);
	ht_arena_drop(a);
}
