/* SPDX-License-Identifier: Apache-2.0
 *
 * The report of a check for people: one HTML file that needs nothing else.
 * Each page as a picture with the layout's grid, the lines that differ marked
 * and numbered, the original's line beside ours.  It is well-formed XML too.
 */
#include <stdio.h>

#include "app/check.h"
#include "out/svg.h"

#define NUMBER_GAP 300 /* from the line to its number, user units */

static const char style[] =
	"body{font:15px/1.5 sans-serif;margin:2em auto;max-width:75em;"
	"padding:0 1em;color:#222;background:#f4f4f2}\n"
	"h1{font-size:1.5em}h2{font-size:1.15em;margin:3em 0 .3em}\n"
	"table{border-collapse:collapse}td,th{padding:.2em .8em .2em 0;"
	"text-align:left}td.n{text-align:right}\n"
	".page{display:flex;gap:1.5em;align-items:flex-start;margin:1.5em 0}\n"
	".page svg{flex:0 0 34em;width:34em;box-shadow:0 1px 4px #999}\n"
	".page ol{list-style:none;margin:0;padding:0;flex:1 1 0}\n"
	"li{margin:0 0 .9em;padding:.1em 0 .1em .7em;border-left:4px solid}\n"
	"li.line{border-color:#e3a008}li.turn{border-color:#3b82f6}"
	"li.title{border-color:#c026d3}li.follows{opacity:.6}\n"
	"li p{margin:0}.text{font-family:serif}"
	".label{display:inline-block;min-width:4.5em;color:#666}\n"
	".grid{fill:none;stroke:#9ec5e8;stroke-width:4}"
	".area{fill:none;stroke:#5a9bd4;stroke-width:10}\n"
	"rect.line{fill:#fde68a}rect.turn{fill:#bfdbfe}"
	"rect.title{fill:#f5d0fe}rect.follows{fill-opacity:.45}\n"
	".mark{font:350px sans-serif;fill:#555}\n"
	"@media(max-width:60em){.page{display:block}.page svg{width:100%}}\n";

typedef struct {
	ht_buf *out;
	const ht_checks *all;
	const ht_check *check;
	ht_svg *svg;
} writer;

static void
say(const writer *w, ht_msg id)
{
	ht_buf text = {0};

	ht_say(&text, w->all->lang, id, NULL, NULL, NULL);
	ht_svg_text(w->out, ht_buf_str(&text));
	ht_buf_drop(&text);
}

/* Class names of a difference: its kind, and whether it only follows. */
static void
add_class(ht_buf *out, const ht_difference *d)
{
	ht_buf_addf(out, " class=\"%s%s\"", ht_alike_name(d->kind),
		d->cause == HT_CAUSE_FOLLOWS ? " follows" : "");
}

/* ---- pictures --------------------------------------------------------- */

static int
unit(ht_len len)
{
	return len / HT_SVG_UNIT;
}

void
ht_check_html_grid(ht_buf *out, const ht_layout *l, int number)
{
	int x = unit(ht_layout_left(l, number)), y = unit(l->page.top);
	int w = unit(l->page.area_width), h = unit(l->page.area_height);

	ht_buf_adds(out, "<path class=\"grid\" d=\"");
	for (int i = 0; i < l->page.rows; i++) {
		int top = unit(ht_layout_row(l, i));

		ht_buf_addf(out, "M%d %dh%dM%d %dh%d", x, top, w, x,
			top + unit(l->text.size), w);
	}
	for (int i = 1; i <= l->page.cells; i++) {
		int at = unit(ht_layout_cells(l, l->text.size, i));

		if (at < w)
			ht_buf_addf(out, "M%d %dv%d", x + at, y, h);
	}
	ht_buf_addf(out,
		"\"/>\n<rect class=\"area\" x=\"%d\" y=\"%d\" width=\"%d\""
		" height=\"%d\"/>\n",
		x, y, w, h);
}

/* A box behind our line, of a page turn a bar above it; its number. */
static void
add_mark(ht_buf *out, const ht_difference *d, size_t number)
{
	const ht_shown_line *o = d->ours;
	const ht_len below = o->size / 5;
	int x = unit(o->x0), y = unit(o->y - o->size + below);
	int w = unit(o->x1 - o->x0), h = unit(o->size + below);

	if (d->kind == HT_ALIKE_TURN) {
		h /= 4;
		y -= h;
	}
	ht_buf_adds(out, "<rect");
	add_class(out, d);
	ht_buf_addf(out, " x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", x,
		y, w, h);
	ht_buf_addf(out, "<text class=\"mark\" x=\"%d\" y=\"%d\">%zu</text>\n",
		x + w + NUMBER_GAP, unit(o->y), number);
}

static void
add_picture(const writer *w, size_t page)
{
	const ht_work *work = &w->check->work;
	const ht_verdict *v = &w->check->verdict;
	ht_display_page p = ht_display_at(&work->laid.display, page);
	ht_buf under = {0};

	ht_check_html_grid(&under, work->layout, p.number);
	for (size_t i = 0; i < v->ndifference; i++)
		if (v->difference[i].ours &&
			v->difference[i].ours->page == (int)page)
			add_mark(&under, &v->difference[i], i + 1);
	ht_svg_page(w->svg, &p, ht_buf_str(&under), w->out);
	ht_buf_drop(&under);
}

/* ---- lists ------------------------------------------------------------ */

static void
add_text(const writer *w, ht_msg label, ht_str text)
{
	ht_buf_adds(w->out, "<p><span class=\"label\">");
	say(w, label);
	ht_buf_adds(w->out, "</span> <span class=\"text\">");
	ht_svg_text(w->out, text);
	ht_buf_adds(w->out, "</span></p>\n");
}

/* The original's line or ours. */
static void
add_line(const writer *w, const ht_difference *d, bool ours)
{
	ht_buf text = {0};

	ht_check_say_turn(&text, w->check, d, ours, w->all->lang);
	ht_buf_addstr(&text, ours ? ht_check_ours(w->check, d)
				  : ht_check_theirs(w->check, d));
	add_text(w, ours ? HT_MSG_CHECK_OURS : HT_MSG_CHECK_THEIRS,
		ht_buf_str(&text));
	ht_buf_drop(&text);
}

static void
add_difference(const writer *w, const ht_difference *d, size_t number)
{
	static const ht_msg kinds[] = {[HT_ALIKE_LINE] = HT_MSG_CHECK_LINE,
		[HT_ALIKE_TURN] = HT_MSG_CHECK_TURN,
		[HT_ALIKE_TITLE] = HT_MSG_CHECK_TITLE};
	const ht_work *work = &w->check->work;
	ht_buf reason = {0};
	uint32_t line, col;

	ht_source_locate(&work->source,
		ht_text_source(&work->doc.elem[d->elem].text, d->beg), &line,
		&col);
	ht_buf_adds(w->out, "<li");
	add_class(w->out, d);
	ht_buf_addf(w->out, "><p><b>%zu</b> ", number);
	say(w, kinds[d->kind]);
	ht_buf_addf(w->out, " %u:%u</p>\n", (unsigned)line, (unsigned)col);
	add_line(w, d, false);
	if (d->ours)
		add_line(w, d, true);
	ht_check_reason(&reason, d, work->layout, w->all->lang);
	add_text(w, HT_MSG_CHECK_REASON, ht_buf_str(&reason));
	ht_buf_drop(&reason);
	ht_buf_adds(w->out, "</li>\n");
}

/* The differences on a page; -1: those that stand on none. */
static void
add_list(const writer *w, int page)
{
	const ht_verdict *v = &w->check->verdict;

	ht_buf_adds(w->out, "<ol>\n");
	for (size_t i = 0; i < v->ndifference; i++) {
		const ht_difference *d = &v->difference[i];

		if ((d->ours ? d->ours->page : -1) == page)
			add_difference(w, d, i + 1);
	}
	ht_buf_adds(w->out, "</ol>\n");
}

static void
add_document(writer *w, size_t index)
{
	const ht_check *c = w->check = w->all->check[index]->whole;
	ht_buf text = {0};

	ht_buf_addf(w->out, "<section id=\"d%zu\">\n<h2>", index + 1);
	ht_svg_text(w->out, ht_str_from(c->source));
	ht_buf_adds(w->out, "</h2>\n<p>");
	ht_check_summary(&text, c->verdict.tally, w->all->lang);
	ht_svg_text(w->out, ht_buf_str(&text));
	ht_buf_adds(w->out, "</p>\n");
	if (w->all->like) {
		text.n = 0;
		ht_like_describe(&text, &c->work, w->all->lang);
		add_text(w, HT_MSG_CHECK_CHOICE, ht_buf_str(&text));
	}
	ht_buf_drop(&text);
	add_list(w, -1);
	for (size_t i = 0; i < c->work.laid.display.npage; i++) {
		ht_buf_adds(w->out, "<div class=\"page\">\n");
		add_picture(w, i);
		add_list(w, (int)i);
		ht_buf_adds(w->out, "</div>\n");
	}
	ht_buf_adds(w->out, "</section>\n");
}

static void
add_row(const writer *w, size_t index)
{
	const ht_checked *c = w->all->check[index];

	ht_buf_addf(w->out, "<tr><td><a href=\"#d%zu\">", index + 1);
	ht_svg_text(w->out, ht_str_from(c->source));
	ht_buf_adds(w->out, "</a></td>");
	for (int k = 0; k < HT_ALIKE__MAX; k++) {
		const ht_tally *t = &c->tally[k];

		ht_buf_addf(w->out, "<td class=\"n\">%zu/%zu</td>", t->alike,
			t->total);
	}
	ht_buf_adds(w->out, "</tr>\n");
}

static void
add_overview(const writer *w)
{
	ht_buf_adds(w->out, "<table>\n<tr><th></th><th>");
	say(w, HT_MSG_CHECK_LINE);
	ht_buf_adds(w->out, "</th><th>");
	say(w, HT_MSG_CHECK_TURN);
	ht_buf_adds(w->out, "</th><th>");
	say(w, HT_MSG_CHECK_TITLE);
	ht_buf_adds(w->out, "</th></tr>\n");
	for (size_t i = 0; i < w->all->ncheck; i++)
		add_row(w, i);
	ht_buf_adds(w->out, "</table>\n");
}

static void
add_heading(ht_buf *out, ht_lang lang)
{
	ht_buf text = {0};

	ht_say(&text, lang, HT_MSG_CHECK_HEADING, NULL, NULL, NULL);
	ht_svg_text(out, ht_buf_str(&text));
	ht_buf_drop(&text);
}

void
ht_check_html_begin(ht_buf *out, ht_lang lang)
{
	ht_buf_addf(out,
		"<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\""
		" lang=\"%s\">\n<head>\n<meta charset=\"utf-8\"/>\n<title>",
		lang == HT_ZH ? "zh" : "en");
	add_heading(out, lang);
	ht_buf_addf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<h1>",
		style);
	add_heading(out, lang);
	ht_buf_adds(out, "</h1>\n");
}

void
ht_check_html_end(ht_buf *out)
{
	ht_buf_adds(out, "</body>\n</html>\n");
}

void
ht_check_html(ht_buf *out, const ht_checks *all)
{
	ht_arena *a = ht_arena_new();
	writer w = {.out = out, .all = all, .svg = ht_svg_new(a)};

	ht_check_html_begin(out, all->lang);
	add_overview(&w);
	for (size_t i = 0; i < all->ncheck; i++)
		add_document(&w, i);
	ht_check_html_end(out);
	ht_arena_drop(a);
}
