/* SPDX-License-Identifier: Apache-2.0
 *
 * The cheapest lines of a title.  What a line costs depends on the line before
 * it and on whether the lines have begun to get shorter, so the cheapest way
 * to each such state is kept: exact, and as fast for a title of 400 characters
 * as it must be.  Trying all ways one by one was not.
 *
 * Most states are no part of any cheap title.  What the lines below cost at
 * least, whatever their shape, is therefore known first, and what the lines
 * that are cheapest without it cost with it: a state that cannot end below
 * that is not followed.
 */
#include "line/title.h"

#include <stdlib.h>

#define MORE_LINES 2 /* than the least number are tried */

/* What the lines so far have done. */
enum { FELL = 1, UNEQUAL = 2, SHAPES = 4 };

/* The cheapest way to a line's state: from which state of the line before. */
typedef struct {
	int64_t cost;
	uint32_t from;
} node;

typedef struct {
	ht_arena *arena;
	const ht_fill *fill;
	ht_len measure;
	const int64_t *cost; /* of a break before the item */
	size_t span; /* most items a line holds */
	int64_t *wide; /* by line_at(): width of a line, -1: it does not fit */
	/* of the number of lines being tried */
	int64_t extra; /* what so many lines cost as such */
	int64_t mean; /* width of its lines */
	int64_t *toll; /* by line_at(): the line's cost without its shape */
	int64_t *rest; /* by row_at(): what the lines below cost at least */
	node **row; /* by row_at(): states of a line, NULL: never reached */
	int64_t limit; /* what is dearer is of no use */
	/* the cheapest so far */
	size_t *cut; /* ends of its lines */
	int64_t best;
	int nbest;
} search;

/* Width of items beg..end without blanks at its end. */
static int64_t
width(const search *s, size_t beg, size_t end)
{
	while (end > beg && ht_class_is_blank(s->fill->item[end - 1].cls))
		end--;
	return ht_fill_width(s->fill, beg, end);
}

/* A line by its first item and how many it holds. */
static size_t
line_at(const search *s, size_t beg, size_t items)
{
	return beg * (s->span + 1) + items;
}

/* The line's number and where it ends. */
static size_t
row_at(const search *s, int line, size_t end)
{
	return (size_t)line * (s->fill->n + 1) + end;
}

/* Within a row: how many items the line holds, the shape so far. */
static uint32_t
state(size_t items, unsigned shape)
{
	return (uint32_t)(items * SHAPES + shape);
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
measure_lines(search *s)
{
	size_t n = s->fill->n;

	s->wide = HT_ARRAY(s->arena, int64_t, line_at(s, n, s->span) + 1);
	for (size_t beg = 0; beg <= n; beg++) {
		bool fits = true;

		for (size_t k = 1; k <= s->span; k++) {
			int64_t w = 0;

			fits = fits && beg + k <= n;
			if (fits)
				w = width(s, beg, beg + k);
			fits = fits && w <= s->measure;
			s->wide[line_at(s, beg, k)] = fits ? w : -1;
		}
	}
}

/* What a line costs that ends the title, or that another follows. */
static int64_t
toll_of(const search *s, size_t beg, size_t items)
{
	const ht_layout *l = s->fill->layout;
	int64_t w = s->wide[line_at(s, beg, items)], cost = 0;
	size_t end = beg + items;

	if (w < 0 || (end < s->fill->n && s->cost[end] == HT_NEVER))
		return HT_NEVER;
	if (end < s->fill->n)
		cost = s->cost[end];
	return cost + l->title.balance * llabs(w - s->mean) / s->fill->em;
}

static void
weigh_lines(search *s)
{
	for (size_t beg = 0; beg < s->fill->n; beg++)
		for (size_t k = 1; k <= s->span; k++)
			s->toll[line_at(s, beg, k)] = toll_of(s, beg, k);
}

/* The last line ends the title, and no other does. */
static bool
ends_well(const search *s, int line, int n, size_t end)
{
	return (line == n) == (end == s->fill->n);
}

/* How many items the next line holds when its shape costs nothing, 0: there is
 * no way on. */
static size_t
cheapest_next(const search *s, int line, int n, size_t beg, int64_t *cost)
{
	size_t best = 0;

	*cost = HT_NEVER;
	for (size_t k = 1; k <= s->span && beg + k <= s->fill->n; k++) {
		int64_t toll = s->toll[line_at(s, beg, k)];
		int64_t rest = s->rest[row_at(s, line + 1, beg + k)];

		if (!ends_well(s, line + 1, n, beg + k) || toll == HT_NEVER ||
			rest == HT_NEVER || toll + rest >= *cost)
			continue;
		*cost = toll + rest;
		best = k;
	}
	return best;
}

/* From the last line up; false when no n lines hold the title. */
static bool
find_rest(search *s, int n)
{
	s->rest[row_at(s, n, s->fill->n)] = 0;
	for (int line = n - 1; line >= 0; line--)
		for (size_t end = 0; end < s->fill->n; end++)
			cheapest_next(s, line, n, end,
				&s->rest[row_at(s, line, end)]);
	return s->rest[row_at(s, 0, 0)] != HT_NEVER;
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
	return again ? s->fill->layout->title.hourglass : 0;
}

/* What the last line adds: the shape of the whole, a lone word. */
static int64_t
end_cost(const search *s, int n, size_t items, unsigned shape)
{
	const ht_layout *l = s->fill->layout;
	int64_t lone = (int64_t)s->fill->em * l->title.lone_limit;
	int64_t cost = 0;

	if (n == 1)
		return 0;
	if (!(shape & UNEQUAL))
		cost += l->title.rectangle;
	if (s->wide[line_at(s, s->fill->n - items, items)] < lone)
		cost += l->title.lone;
	return cost;
}

/* What the lines cost, all told, that are cheapest without their shape. */
static int64_t
find_limit(const search *s, int n)
{
	int64_t cost = s->extra, above = -1, unused;
	unsigned shape = 0;
	size_t beg = 0, k = 0;

	for (int line = 0; line < n; line++, beg += k) {
		int64_t w;

		k = cheapest_next(s, line, n, beg, &unused);
		w = s->wide[line_at(s, beg, k)];
		cost += s->toll[line_at(s, beg, k)];
		if (line > 0)
			cost += shape_cost(s, above, w, &shape);
		above = w;
	}
	return cost + end_cost(s, n, k, shape);
}

static void
offer(search *s, size_t row, uint32_t at, int64_t cost, uint32_t from)
{
	if (!s->row[row]) {
		s->row[row] = HT_ARRAY(
			s->arena, node, state(s->span, SHAPES - 1) + 1);
		for (uint32_t i = 0; i <= state(s->span, SHAPES - 1); i++)
			s->row[row][i].cost = HT_NEVER;
	}
	if (cost < s->row[row][at].cost)
		s->row[row][at] = (node){cost, from};
}

/* Every line that may follow a line of a state, which so far costs base. */
static void
follow(search *s, int line, int n, size_t end, uint32_t from, int64_t base,
	int64_t above, unsigned shape)
{
	for (size_t k = 1; k <= s->span && end + k <= s->fill->n; k++) {
		int64_t toll = s->toll[line_at(s, end, k)], cost;
		size_t row = row_at(s, line, end + k);
		unsigned now = shape;

		if (!ends_well(s, line, n, end + k) || toll == HT_NEVER ||
			s->rest[row] == HT_NEVER)
			continue;
		cost = base + toll;
		if (above >= 0)
			cost += shape_cost(
				s, above, s->wide[line_at(s, end, k)], &now);
		if (cost + s->rest[row] + s->extra <= s->limit)
			offer(s, row, state(k, now), cost, from);
	}
}

/* Every line that may follow one that ends there. */
static void
follow_all(search *s, int line, int n, size_t end)
{
	const node *row = s->row[row_at(s, line - 1, end)];

	for (size_t k = 1; row && k <= s->span && k <= end; k++) {
		int64_t above = s->wide[line_at(s, end - k, k)];

		for (unsigned shape = 0; shape < SHAPES; shape++) {
			uint32_t from = state(k, shape);

			if (row[from].cost < HT_NEVER)
				follow(s, line, n, end, from, row[from].cost,
					above, shape);
		}
	}
}

static void
find_ways(search *s, int n)
{
	follow(s, 1, n, 0, 0, 0, -1, 0);
	for (int line = 2; line <= n; line++)
		for (size_t end = 1; end < s->fill->n; end++)
			follow_all(s, line, n, end);
}

static void
trace_back(search *s, int n, uint32_t at)
{
	size_t end = s->fill->n;

	for (int line = n; line > 0; line--) {
		size_t row = row_at(s, line, end);

		s->cut[line - 1] = end;
		end -= at / SHAPES;
		at = s->row[row][at].from;
	}
}

/* The cheapest of the titles that were found, kept when it is cheaper than
 * those before. */
static void
take_best(search *s, int n)
{
	const node *row = s->row[row_at(s, n, s->fill->n)];

	for (size_t k = 1; row && k <= s->span; k++)
		for (unsigned shape = 0; shape < SHAPES; shape++) {
			int64_t cost = row[state(k, shape)].cost;

			if (cost == HT_NEVER)
				continue;
			cost += s->extra + end_cost(s, n, k, shape);
			if (cost >= s->best)
				continue;
			s->best = cost;
			s->nbest = n;
			trace_back(s, n, state(k, shape));
		}
}

static void
try_lines(search *s, int n)
{
	size_t rows = row_at(s, n, s->fill->n) + 1;
	int64_t limit;

	s->mean = width(s, 0, s->fill->n) / n;
	weigh_lines(s);
	s->rest = HT_ARRAY(s->arena, int64_t, rows);
	for (size_t i = 0; i < rows; i++)
		s->rest[i] = HT_NEVER;
	if (!find_rest(s, n))
		return;
	limit = find_limit(s, n);
	s->limit = limit < s->best ? limit : s->best;
	s->row = HT_ARRAY(s->arena, node *, rows);
	find_ways(s, n);
	take_best(s, n);
}

int
ht_title_ways(ht_arena *a, const ht_fill *f, ht_len measure,
	const int64_t *cost, size_t *cut)
{
	search s = {.arena = a,
		.fill = f,
		.measure = measure,
		.cost = cost,
		.cut = cut,
		.best = HT_NEVER};
	int least = (int)((width(&s, 0, f->n) + measure - 1) / measure);

	s.span = find_span(&s);
	measure_lines(&s);
	s.toll = HT_ARRAY(a, int64_t, line_at(&s, f->n, s.span) + 1);
	least = least > 1 ? least : 1;
	for (int n = least; n <= least + MORE_LINES && n <= (int)f->n; n++) {
		s.extra = (int64_t)(n - least) * f->layout->title.extra_line;
		try_lines(&s, n);
	}
	return s.nbest;
}
