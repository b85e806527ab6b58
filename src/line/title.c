/* SPDX-License-Identifier: Apache-2.0
 *
 * Titles (GB/T 9704-2012 7.3.1): lines of whole words, symmetric, of fitting
 * length, in the shape of a trapezoid or a diamond.  Every way to break the
 * title at word boundaries (ICU) into the least number of lines, or one more,
 * is weighed; the weights are layout keys.  A title has some twenty
 * boundaries, so trying all of them costs nothing; a greedy or stepwise
 * search cannot see the shape.
 */
#include "line/line.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#define MAX_ITEMS 160 /* longer texts are no titles */
#define MAX_LINES 8
#define MAX_TRIES 200000
#define NEVER INT64_MAX

typedef struct {
	const ht_fill *fill;
	const ht_elem *elem;
	const ht_layout *layout;
	ht_len measure;
	int64_t cost[MAX_ITEMS + 1]; /* of a break before the item */
	size_t cut[MAX_LINES], best_cut[MAX_LINES];
	int64_t best;
	int nbest, tries;
} search;

/* Does one of the blank-separated words stand at (or end at) text[at]? */
static bool
has_word(const char *words, ht_str text, size_t at, bool ends)
{
	while (*words) {
		size_t n = strcspn(words, " ");
		size_t from = ends ? at - n : at;

		if (n && (ends ? at >= n : at + n <= text.n) &&
			memcmp(text.p + from, words, n) == 0)
			return true;
		words += n + (words[n] != '\0');
	}
	return false;
}

static bool
is_piece(const ht_elem *e, uint32_t at)
{
	for (size_t i = 0; i < e->npiece; i++)
		if (e->piece[i] == at)
			return true;
	return false;
}

/* Cost of a break before item i, at a word boundary or not. */
static int64_t
break_cost(const search *s, size_t i, bool word)
{
	const ht_layout *l = s->layout;
	const ht_item *it = &s->fill->item[i];
	ht_str text = s->elem->text.str;
	ht_class before = it[-1].cls;
	int64_t cost = word ? l->title.soft_word : l->title.split_word;

	if (is_piece(s->elem, it->beg))
		return 0; /* the author's own lines */
	if (has_word(l->title.break_before, text, it->beg, false) ||
		before == HT_CLASS_CLOSE || before == HT_CLASS_COMMA)
		cost /= 2;
	if (has_word(l->title.avoid_start, text, it->beg, false) ||
		has_word(l->title.avoid_end, text, it[-1].end, true))
		cost += l->title.clumsy;
	return cost;
}

static void
mark_words(UBreakIterator *words, const ht_fill *f, bool *word)
{
	for (size_t i = 1; i < f->n; i++)
		word[i] = ubrk_isBoundary(words, (int32_t)f->item[i].beg);
}

/* Word boundaries of the text by ICU's dictionary, by item. */
static void
find_words(const search *s, bool *word)
{
	ht_str text = s->elem->text.str;
	UErrorCode status = U_ZERO_ERROR;
	UText *ut = utext_openUTF8(NULL, text.p, (int64_t)text.n, &status);
	UBreakIterator *words =
		ubrk_open(UBRK_WORD, "zh_Hans", NULL, 0, &status);

	ubrk_setUText(words, ut, &status);
	if (U_SUCCESS(status))
		mark_words(words, s->fill, word);
	if (words)
		ubrk_close(words);
	utext_close(ut);
}

static void
weigh_breaks(search *s)
{
	bool word[MAX_ITEMS + 1] = {false};

	find_words(s, word);
	for (size_t i = 0; i <= s->fill->n; i++) {
		size_t next = i;

		/* A break at blanks is one before what follows them. */
		if (i == 0 || i == s->fill->n || !ht_fill_allowed(s->fill, i))
			s->cost[i] = NEVER;
		else
			s->cost[i] = break_cost(s, next, word[next]);
	}
}

/* Width of items beg..end without blanks at its end. */
static int64_t
width(const search *s, size_t beg, size_t end)
{
	while (end > beg && ht_class_is_blank(s->fill->item[end - 1].cls))
		end--;
	return ht_fill_width(s->fill, beg, end);
}

/* 7.3.1: rising, falling, or rising then falling; equal lines make a
 * rectangle, falling then rising an hourglass. */
static int64_t
shape_cost(const search *s, const int64_t *w, int n)
{
	int64_t slack = s->fill->em / 2, mean = 0, cost = 0;
	bool fell = false, hourglass = false, equal = true;

	for (int i = 0; i < n; i++)
		mean += w[i] / n;
	for (int i = 0; i < n; i++) {
		int64_t off = w[i] > mean ? w[i] - mean : mean - w[i];

		cost += s->layout->title.balance * off / s->fill->em;
		if (i == 0)
			continue;
		equal = equal && llabs(w[i] - w[i - 1]) <= slack;
		hourglass = hourglass || (fell && w[i] > w[i - 1] + slack);
		fell = fell || w[i] < w[i - 1] - slack;
	}
	if (n > 1 && equal)
		cost += s->layout->title.rectangle;
	if (hourglass)
		cost += s->layout->title.hourglass;
	if (n > 1 &&
		w[n - 1] < (int64_t)s->fill->em * s->layout->title.lone_limit)
		cost += s->layout->title.lone;
	return cost;
}

static void
weigh_lines(search *s, int n, int64_t cost)
{
	int64_t w[MAX_LINES];

	for (int i = 0; i < n; i++)
		w[i] = width(s, i ? s->cut[i - 1] : 0,
			i < n - 1 ? s->cut[i] : s->fill->n);
	cost += shape_cost(s, w, n);
	if (cost >= s->best)
		return;
	s->best = cost;
	s->nbest = n;
	memcpy(s->best_cut, s->cut, sizeof s->cut);
}

/* Chooses the end of line `line` of n, the lines before being chosen. */
static void
try_line(search *s, int line, int n, size_t beg, int64_t cost)
{
	if (cost >= s->best || s->tries++ > MAX_TRIES)
		return;
	if (line == n - 1) {
		if (width(s, beg, s->fill->n) <= s->measure)
			weigh_lines(s, n, cost);
		return;
	}
	for (size_t i = beg + 1; i < s->fill->n; i++) {
		if (width(s, beg, i) > s->measure)
			break;
		if (s->cost[i] == NEVER)
			continue;
		s->cut[line] = i;
		try_line(s, line + 1, n, i, cost + s->cost[i]);
	}
}

static void
make_lines(ht_arena *a, const search *s, ht_line **line, size_t *nline)
{
	*nline = (size_t)s->nbest;
	*line = HT_ARRAY(a, ht_line, *nline);
	for (int i = 0; i < s->nbest; i++) {
		size_t beg = i ? s->best_cut[i - 1] : 0;
		size_t end = i < s->nbest - 1 ? s->best_cut[i] : s->fill->n;
		size_t ink = end;

		while (ink > beg &&
			ht_class_is_blank(s->fill->item[ink - 1].cls))
			ink--;
		(*line)[i] = (ht_line){.beg = (uint32_t)beg,
			.end = (uint32_t)end,
			.ink = (uint32_t)ink,
			.measure = s->measure,
			.natural = (ht_len)ht_fill_width(s->fill, beg, ink),
			.last = i == s->nbest - 1};
	}
}

void
ht_title_break(ht_arena *a, const ht_fill *f, const ht_elem *elem,
	ht_len measure, ht_line **line, size_t *nline)
{
	search s = {.fill = f,
		.elem = elem,
		.layout = f->layout,
		.measure = measure,
		.best = NEVER};
	int least;

	if (f->n == 0 || f->n > MAX_ITEMS) {
		ht_fill_greedy(a, f, measure, 0, 0, line, nline);
		return;
	}
	weigh_breaks(&s);
	least = (int)((width(&s, 0, f->n) + measure - 1) / measure);
	for (int n = least; n <= least + 2 && n <= MAX_LINES; n++) {
		s.tries = 0;
		try_line(&s, 0, n, 0,
			(int64_t)(n - least) * f->layout->title.extra_line);
	}
	if (s.best == NEVER)
		ht_fill_greedy(a, f, measure, 0, 0, line, nline);
	else
		make_lines(a, &s, line, nline);
}
