/* SPDX-License-Identifier: Apache-2.0
 *
 * Reflowing: the lines of a source become paragraphs.
 *
 * A source either keeps its original's lines (text out of a PDF) or has a
 * paragraph a line (out of a web page, an editor).  The widths tell: lines of
 * an original gather at its measure and end in the middle of sentences.  The
 * first kind is joined by ht_wrap(); of the second, only paragraphs cut by a
 * page turn of the original are joined: a long one that ends in the middle of
 * a sentence, before one that begins like no element.
 *
 * A single greedy rule for both kinds (join unless the line ends a sentence)
 * was tried and rejected: it joins titles, names and dates.
 */
#include "text/reflow.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"

#define HISTOGRAM 128 /* half cells; no page has longer lines */
#define MEASURE_MIN 32 /* half cells: 16 characters */
#define MEASURE_CLUSTER 4 /* full lines that make a measure */
#define CLUSTER_SHARE 25 /* percent of lines that are full */
#define CLUSTER_OPEN 40 /* percent of full lines that end nothing */
#define TOO_LONG 3 /* percent of lines over the measure */
#define SPACED_SHARE 66 /* percent of lines after a blank line */
#define CUT_MIN 40 /* half cells: least width of a cut paragraph */
#define FOLIO_DIGITS 4
#define RUNNING_MIN 3 /* times that a running head stands in a source */
#define RUNNING_CUTS 2 /* of them in the middle of a sentence */
#define RUNNING_MAX 60 /* half cells */

static bool
is_text(const ht_line *line)
{
	return line->kind == HT_LINE_TEXT && line->start != HT_START_CELL;
}

/* --- the fit */

static size_t
near(const size_t *count, size_t width)
{
	return count[width - 1] + 2 * count[width] + count[width + 1];
}

/* The width at which most lines gather; ties to the wider. */
static uint16_t
find_measure(const size_t *count)
{
	uint16_t best = MEASURE_MIN;

	for (uint16_t w = MEASURE_MIN; w + 1 < HISTOGRAM; w++)
		if (near(count, w) >= near(count, best))
			best = w;
	return best;
}

/* Whether the lines after a short one, which begin paragraphs, lack an indent
 * of two characters. */
static bool
find_indent(const ht_line *line, size_t n, uint16_t measure)
{
	size_t flush = 0, indented = 0;

	for (size_t i = 1; i < n; i++) {
		int d = (int)measure - line[i].width;

		if (!is_text(&line[i]) || line[i - 1].width + 12 > measure)
			continue;
		flush += d >= -1 && d <= 1;
		indented += d >= 3 && d <= 5;
	}
	return indented > flush;
}

ht_fit
ht_reflow_lines(const ht_line *line, size_t n)
{
	size_t count[HISTOGRAM + 1] = {0}, all = 0, full = 0, open = 0;
	size_t over = 0, blank = 0;
	ht_fit fit = {0};

	for (size_t i = 0; i < n; i++) {
		if (!is_text(&line[i]))
			continue;
		all++;
		blank += line[i].blank > 0;
		if (line[i].width < HISTOGRAM)
			count[line[i].width]++;
	}
	fit.measure = find_measure(count);
	fit.indented = find_indent(line, n, fit.measure);
	for (size_t i = 0; i < n; i++) {
		int d = (int)line[i].width - fit.measure;

		if (!is_text(&line[i]))
			continue;
		over += d > 4 + line[i].west / 3;
		if (d < -3 || d > 3)
			continue;
		full++;
		open += line[i].stop < HT_STOP_COLON;
	}
	fit.spaced = blank * 100 >= all * SPACED_SHARE;
	fit.wrapped = full >= MEASURE_CLUSTER &&
		      full * 100 >= all * CLUSTER_SHARE &&
		      open * 100 >= full * CLUSTER_OPEN &&
		      over * 100 <= all * TOO_LONG;
	return fit;
}

/* --- folios */

/* A number, with a dash at both sides or with none. */
static bool
reads_as_folio(ht_str t, bool *dashed)
{
	int digits = 0, dashes = 0;

	for (size_t i = 0; i < t.n;) {
		uint32_t c = ht_utf8_next(t, &i);

		if ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19))
			digits++;
		else if (c == '-' || c == 0x2014 || c == 0x2013 || c == 0x2015)
			dashes++;
		else if (!ht_cp_is_blank(c))
			return false;
	}
	*dashed = dashes >= 2;
	return digits > 0 && digits <= FOLIO_DIGITS;
}

static void
find_folios(const ht_source *s, const ht_fit *fit, ht_line *line, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool dashed = false;
		bool after =
			i + 1 == n || line[i + 1].blank || line[i + 1].feed;
		bool before = i == 0 || line[i].blank || line[i].feed;

		if (line[i].kind != HT_LINE_TEXT || n == 1 ||
			!reads_as_folio(
				ht_str_sub(s->text, line[i].beg, line[i].end),
				&dashed))
			continue;
		/* A bare number may be a cell of a table: only where the
		 * lines are an original's is it one of its folios. */
		if (dashed || (fit->wrapped && (before || after)))
			line[i].kind = HT_LINE_FOLIO;
	}
}

/* --- paragraphs a line */

typedef struct {
	size_t full[HT_START__MAX]; /* numbered lines that end a sentence */
	size_t bare[HT_START__MAX]; /* numbered lines that end no sentence */
	size_t indented, all;
} habit;

static habit
find_habit(const ht_line *line, size_t n)
{
	habit h = {0};

	for (size_t i = 0; i < n; i++) {
		if (!is_text(&line[i]))
			continue;
		h.all++;
		h.indented += line[i].indent >= 4;
		h.full[line[i].start] += line[i].stop == HT_STOP_FULL;
		h.bare[line[i].start] +=
			!line[i].sentence && line[i].stop == HT_STOP_OPEN;
	}
	return h;
}

/* Whether paragraph a was cut by a page turn and goes on as b; turned: a
 * folio or running head between them says that there was one. */
static bool
is_cut(const habit *h, const ht_line *a, const ht_line *b, bool turned)
{
	bool numbered = a->start != HT_START_NONE;

	if (a->stop > HT_STOP_COMMA || b->start != HT_START_NONE ||
		a->width < CUT_MIN || (!a->inner && !turned))
		return false;
	if (a->start == HT_START_BULLET || a->start == HT_START_CELL)
		return false;
	/* In a text with indented paragraphs, one without goes on. */
	if (h->indented * 2 > h->all && b->indent >= 4)
		return false;
	if (b->stop < HT_STOP_COLON && b->width < CUT_MIN)
		return false;
	/* A number and no stop is a heading, unless most of its kind end
	 * as sentences do. */
	if (numbered && !a->sentence && a->stop == HT_STOP_OPEN)
		return h->full[a->start] >= 2 &&
		       h->full[a->start] >= h->bare[a->start];
	return true;
}

/* The text line before or after line i (step -1 or 1), or i itself. */
static size_t
neighbour(const ht_line *line, size_t n, size_t i, int step)
{
	size_t k = i;

	while ((step > 0 ? k + 1 < n : k > 0)) {
		k = step > 0 ? k + 1 : k - 1;
		if (is_text(&line[k]))
			return k;
	}
	return i;
}

static bool
may_run(const ht_line *l)
{
	return is_text(l) && l->start == HT_START_NONE &&
	       l->stop == HT_STOP_OPEN && l->width <= RUNNING_MAX && !l->inner;
}

typedef struct {
	uint64_t hash; /* of its text */
	size_t line;
} head;

static int
compare_heads(const void *a, const void *b)
{
	const head *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

/* Lines of one text, in order: a running head of the original if they come
 * again and again and cut sentences in two.  The first one stays: it may be
 * the title. */
static void
take_running(const habit *h, ht_line *line, size_t n, const head *at, size_t k)
{
	size_t cuts = 0;

	for (size_t i = 0; i < k; i++) {
		size_t a = neighbour(line, n, at[i].line, -1);
		size_t b = neighbour(line, n, at[i].line, 1);

		cuts += is_cut(h, &line[a], &line[b], false);
	}
	if (k < RUNNING_MIN || cuts < RUNNING_CUTS)
		return;
	for (size_t i = 1; i < k; i++)
		line[at[i].line].kind = HT_LINE_FOLIO;
}

static void
find_running(ht_ctx *ctx, const ht_source *s, ht_line *line, size_t n)
{
	habit h = find_habit(line, n);
	head *at = HT_ARRAY(ctx->arena, head, n + 1);
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		if (may_run(&line[i]))
			at[count++] =
				(head){ht_hash_add(HT_HASH_START,
					       ht_str_sub(s->text, line[i].beg,
						       line[i].end)),
					i};
	qsort(at, count, sizeof *at, compare_heads);
	for (size_t i = 0, k; i < count; i = k) {
		for (k = i + 1; k < count && at[k].hash == at[i].hash; k++)
			;
		take_running(&h, line, n, at + i, k - i);
	}
}

static void
join_cuts(ht_line *line, const uint32_t *index, size_t n)
{
	habit h = {0};
	size_t all = n ? index[n - 1] + 1 : 0;

	h = find_habit(line, all);
	for (size_t i = 1; i < n; i++) {
		ht_line *b = &line[index[i]];
		const ht_line *a = &line[index[i - 1]];
		size_t between = index[i - 1] + 1;

		while (between < index[i] &&
			line[between].kind == HT_LINE_FOLIO)
			between++;
		if (between == index[i] &&
			is_cut(&h, a, b, between > index[i - 1] + 1))
			b->joins = b->turn = true;
	}
}

/* --- page turns */

static void
find_turns(const ht_fit *fit, ht_line *line, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		bool gap = line[i].blank > 0;
		bool turn = line[i].feed || line[i - 1].kind == HT_LINE_FOLIO;

		/* Lines that a blank line parts, but for the page turns. */
		if (fit->wrapped && fit->spaced)
			turn = turn || !gap;
		else if (fit->wrapped)
			turn = turn || (gap && line[i].joins);
		line[i].turn = line[i].turn || turn;
	}
}

ht_fit
ht_reflow(ht_ctx *ctx, const ht_source *s, ht_line *line, size_t n)
{
	ht_fit fit = ht_reflow_lines(line, n);
	uint32_t *index = HT_ARRAY(ctx->arena, uint32_t, n + 1);
	size_t count = 0;

	find_folios(s, &fit, line, n);
	if (!fit.wrapped)
		find_running(ctx, s, line, n);
	for (size_t i = 0; i < n; i++)
		if (is_text(&line[i]))
			index[count++] = (uint32_t)i;
	if (fit.wrapped)
		ht_wrap(ctx, &fit, line, index, count);
	else
		join_cuts(line, index, count);
	find_turns(&fit, line, n);
	return fit;
}
