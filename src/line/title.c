/* SPDX-License-Identifier: Apache-2.0
 *
 * Titles (GB/T 9704-2012 7.3.1): lines of whole words, symmetric, of fitting
 * length, in the shape of a trapezoid or a diamond.  Every way to break the
 * title at word boundaries (ICU) into the least number of lines, or up to two
 * more, is weighed; the weights are layout keys.  What a line costs depends on
 * the line before it and on whether the lines have begun to get shorter, so
 * the cheapest way to each such state is kept: exact, and as fast for a title
 * of 400 characters as it must be.  Trying all ways one by one was not.
 */
#include "doc/number.h"
#include "line/line.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#define MAX_ITEMS 400 /* longer texts are no titles */
#define MORE_LINES 2 /* than the least number are tried */
#define ORDINAL 0x7B2C /* makes an ordinal of the number behind it */
#define NEVER INT64_MAX

/* The cheapest way to a line: from the state of the line before it. */
typedef struct {
	int64_t cost;
	uint32_t from;
} node;

typedef struct {
	ht_arena *arena;
	const ht_fill *fill;
	const ht_elem *elem;
	const ht_layout *layout;
	ht_len measure;
	int64_t *cost; /* of a break before the item */
	size_t span; /* most items a line holds */
	node *node; /* of the number of lines being tried */
	int64_t mean; /* width of its lines */
	size_t *best_cut; /* ends of its lines */
	int64_t best;
	int nbest;
} search;

/* Does one of the blank-separated words stand at (or end at) text[at]?  Its
 * bytes, or 0. */
static size_t
has_word(const char *words, ht_str text, size_t at, bool ends)
{
	while (*words) {
		size_t n = strcspn(words, " ");
		size_t from = ends ? at - n : at;

		if (n && (ends ? at >= n : at + n <= text.n) &&
			memcmp(text.p + from, words, n) == 0)
			return n;
		words += n + (words[n] != '\0');
	}
	return 0;
}

static bool
is_piece(const ht_elem *e, uint32_t at)
{
	for (size_t i = 0; i < e->npiece; i++)
		if (e->piece[i] == at)
			return true;
	return false;
}

/* Where the issuer's name ends that a title begins with: before the word that
 * begins the subject; 0 when there is none. */
static uint32_t
name_end(const search *s)
{
	ht_str text = s->elem->text.str;

	for (size_t i = 1; i < text.n; i++)
		if (has_word(s->layout->title.subject, text, i, false))
			return (uint32_t)i;
	return 0;
}

static bool
is_number(const search *s, size_t i)
{
	const ht_item *it = &s->fill->item[i];
	ht_str text = s->elem->text.str;

	return it->cls == HT_CLASS_DIGIT ||
	       ht_number_read(ht_str_sub(text, it->beg, it->end)) > 0;
}

/* A number from what it counts, or from the ordinal's word; a number in Han
 * characters is known by two of them. */
static bool
parts_number(const search *s, size_t i)
{
	const ht_item *it = &s->fill->item[i];

	if (!is_number(s, i - 1))
		return it[-1].cp == ORDINAL && is_number(s, i);
	if (it[-1].cls == HT_CLASS_DIGIT)
		return it->cls == HT_CLASS_HAN;
	return is_number(s, i) || (i > 1 && is_number(s, i - 2));
}

static bool
after_mark(const ht_item *it)
{
	return it[-1].cls == HT_CLASS_CLOSE || it[-1].cls == HT_CLASS_COMMA ||
	       ht_class_is_blank(it[-1].cls);
}

/* Beside a word of one Han character, which rather belongs to its neighbour
 * than stands for itself: dictionaries have no village-level. */
static bool
beside_single(const search *s, size_t i, const bool *word)
{
	const ht_item *it = &s->fill->item[i];
	bool after = i + 1 == s->fill->n || word[i + 1];

	return (it->cls == HT_CLASS_HAN && after) ||
	       (it[-1].cls == HT_CLASS_HAN && (i == 1 || word[i - 1]));
}

/* Cost of a break before item i: at a word boundary or not, so many brackets
 * deep, inside the issuer's name or not. */
static int64_t
break_cost(const search *s, size_t i, const bool *word, int depth, bool in_name)
{
	const ht_layout *l = s->layout;
	const ht_item *it = &s->fill->item[i];
	ht_str text = s->elem->text.str;
	int64_t cost = word[i] ? l->title.soft_word : l->title.split_word;

	if (is_piece(s->elem, it->beg))
		return 0; /* the author's own lines */
	if (after_mark(it) ||
		has_word(l->title.break_before, text, it->beg, false))
		cost /= 2;
	else if (word[i] && beside_single(s, i, word))
		cost += l->title.single;
	if (in_name && !after_mark(it))
		cost += l->title.split_name;
	if (parts_number(s, i))
		cost += l->title.split_number;
	if (has_word(l->title.avoid_start, text, it->beg, false) ||
		has_word(l->title.avoid_end, text, it[-1].end, true))
		cost += l->title.clumsy;
	return cost + (int64_t)depth * l->title.inside;
}

static void
mark_words(UBreakIterator *words, const ht_fill *f, bool *word)
{
	for (size_t i = 1; i < f->n; i++)
		word[i] = ubrk_isBoundary(words, (int32_t)f->item[i].beg);
}

/* Words that the dictionary does not know are whole too. */
static void
join_words(const search *s, bool *word)
{
	const ht_item *item = s->fill->item;
	size_t end = 0;

	for (size_t i = 0; i < s->fill->n; i++) {
		size_t n = has_word(s->layout->title.words, s->elem->text.str,
			item[i].beg, false);

		if (item[i].beg < end)
			word[i] = false;
		if (n && item[i].beg + n > end)
			end = item[i].beg + n;
	}
}

/* Word boundaries of the text by ICU's dictionary and the layout's, by
 * item. */
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
	join_words(s, word);
	if (words)
		ubrk_close(words);
	utext_close(ut);
}

static void
weigh_breaks(search *s)
{
	size_t n = s->fill->n;
	bool *word = HT_ARRAY(s->arena, bool, n + 1);
	uint32_t name = name_end(s);
	int depth = 0;

	s->cost = HT_ARRAY(s->arena, int64_t, n + 1);
	find_words(s, word);
	for (size_t i = 0; i < n; i++) {
		const ht_item *it = &s->fill->item[i];

		depth -= it->cls == HT_CLASS_CLOSE && depth > 0;
		if (i == 0 || !ht_fill_allowed(s->fill, i))
			s->cost[i] = NEVER;
		else
			s->cost[i] =
				break_cost(s, i, word, depth, it->beg < name);
		depth += it->cls == HT_CLASS_OPEN;
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

/* ---- the cheapest way ------------------------------------------------- */

/* What the lines so far have done. */
enum { FELL = 1, UNEQUAL = 2, SHAPES = 4 };

/* The state of a line: how many it is, where it ends, how many items it holds,
 * the shape so far. */
static uint32_t
state(const search *s, int line, size_t end, size_t items, unsigned shape)
{
	size_t place = (size_t)line * (s->fill->n + 1) + end;

	return (uint32_t)((place * (s->span + 1) + items) * SHAPES + shape);
}

static int64_t
balance(const search *s, int64_t w)
{
	return s->layout->title.balance * llabs(w - s->mean) / s->fill->em;
}

static void
offer(search *s, uint32_t at, int64_t cost, uint32_t from)
{
	if (cost < s->node[at].cost)
		s->node[at] = (node){cost, from};
}

/* 7.3.1: rising, falling, or rising then falling; falling then rising is an
 * hourglass. */
static int64_t
shape_cost(const search *s, int64_t above, int64_t below, unsigned *shape)
{
	int64_t slack = s->fill->em / 2;
	bool again = (*shape & FELL) && below > above + slack;

	if (llabs(below - above) > slack)
		*shape |= UNEQUAL;
	if (below < above - slack)
		*shape |= FELL;
	return again ? s->layout->title.hourglass : 0;
}

/* Every line that may follow a line of a state; the last one ends the
 * title. */
static void
follow(search *s, int line, bool last, size_t end, uint32_t from, int64_t above,
	unsigned shape)
{
	size_t n = s->fill->n;
	int64_t base = s->node[from].cost;

	for (size_t i = end + 1; i <= n; i++) {
		int64_t w = width(s, end, i), cost;
		unsigned now = shape;

		if (w > s->measure)
			return;
		if (i < n ? last || s->cost[i] == NEVER : !last)
			continue;
		cost = base + balance(s, w) + (i < n ? s->cost[i] : 0);
		if (above >= 0)
			cost += shape_cost(s, above, w, &now);
		offer(s, state(s, line, i, i - end, now), cost, from);
	}
}

/* Every line that may follow one that ends there. */
static void
follow_all(search *s, int line, bool last, size_t end)
{
	for (size_t k = 1; k <= s->span && k <= end; k++) {
		int64_t above = width(s, end - k, end);

		for (unsigned shape = 0; shape < SHAPES; shape++) {
			uint32_t from = state(s, line - 1, end, k, shape);

			if (s->node[from].cost < NEVER)
				follow(s, line, last, end, from, above, shape);
		}
	}
}

/* Lines 1 to n of the title; the last line's states hold what it costs. */
static void
find_ways(search *s, int n)
{
	size_t size = state(s, n, s->fill->n, s->span, SHAPES - 1) + 1;

	s->node = HT_ARRAY(s->arena, node, size);
	for (size_t i = 0; i < size; i++)
		s->node[i].cost = NEVER;
	s->node[0].cost = 0;
	follow(s, 1, n == 1, 0, 0, -1, 0);
	for (int line = 2; line <= n; line++)
		for (size_t end = 1; end < s->fill->n; end++)
			follow_all(s, line, line == n, end);
}

static void
trace_back(search *s, int n, uint32_t at)
{
	for (int line = n; line > 0; line--) {
		s->best_cut[line - 1] =
			at / SHAPES / (s->span + 1) % (s->fill->n + 1);
		at = s->node[at].from;
	}
}

/* What the last line adds: the shape of the whole, a lone word. */
static int64_t
end_cost(const search *s, int n, size_t items, unsigned shape)
{
	const ht_layout *l = s->layout;
	int64_t lone = (int64_t)s->fill->em * l->title.lone_limit;
	int64_t cost = 0;

	if (n == 1)
		return 0;
	if (!(shape & UNEQUAL))
		cost += l->title.rectangle;
	if (width(s, s->fill->n - items, s->fill->n) < lone)
		cost += l->title.lone;
	return cost;
}

/* The cheapest title of n lines, kept when it is cheaper than those before. */
static void
try_lines(search *s, int n, int64_t extra)
{
	s->mean = width(s, 0, s->fill->n) / n;
	find_ways(s, n);
	for (size_t k = 1; k <= s->span; k++)
		for (unsigned shape = 0; shape < SHAPES; shape++) {
			uint32_t at = state(s, n, s->fill->n, k, shape);
			int64_t cost = s->node[at].cost;

			if (cost == NEVER)
				continue;
			cost += extra + end_cost(s, n, k, shape);
			if (cost >= s->best)
				continue;
			s->best = cost;
			s->nbest = n;
			trace_back(s, n, at);
		}
}

static size_t
find_span(const search *s)
{
	size_t span = 1;

	for (size_t beg = 0, end = 0; beg < s->fill->n; beg++) {
		while (end < s->fill->n && width(s, beg, end + 1) <= s->measure)
			end++;
		if (end > beg && end - beg > span)
			span = end - beg;
		if (end <= beg)
			end = beg + 1;
	}
	return span;
}

static void
make_lines(ht_arena *a, const search *s, ht_line **line, size_t *nline)
{
	*nline = (size_t)s->nbest;
	*line = HT_ARRAY(a, ht_line, *nline);
	for (int i = 0; i < s->nbest; i++) {
		size_t beg = i ? s->best_cut[i - 1] : 0, end = s->best_cut[i];
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
	search s = {.arena = a,
		.fill = f,
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
	s.span = find_span(&s);
	s.best_cut = HT_ARRAY(a, size_t, f->n + 1);
	least = (int)((width(&s, 0, f->n) + measure - 1) / measure);
	least = least > 1 ? least : 1;
	for (int n = least; n <= least + MORE_LINES && n <= (int)f->n; n++)
		try_lines(&s, n,
			(int64_t)(n - least) * f->layout->title.extra_line);
	if (s.best == NEVER)
		ht_fill_greedy(a, f, measure, 0, 0, line, nline);
	else
		make_lines(a, &s, line, nline);
}
