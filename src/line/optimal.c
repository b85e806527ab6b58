/* SPDX-License-Identifier: Apache-2.0
 *
 * The breaker of least cost: over a paragraph, lines that are squeezed and
 * stretched as little as can be (Knuth and Plass, "Breaking paragraphs into
 * lines", 1981, without hyphens and with integers).  From each place where a
 * line may begin, the lines that end near its full measure are tried, and the
 * one that the greedy breaker would make: so that there always is a way, and
 * the result is never dearer than the greedy one.
 */
#include "line/line.h"

#define PER_MILLE 1000
#define NEVER INT64_MAX
/* Costs: CUBE is a line whose marks give all they can, or whose gaps each grow
 * by an eighth of an em. */
#define CUBE 1000
#define EACH_LINE 10
#define HANGS 300
#define LONE_LAST 3000
#define FORBIDDEN 100000000
#define OVERFULL 1000000000
#define GAP_PARTS 8
#define MOST 8000 /* ratio past which a line costs no more, per mille */
/* How many items before and behind the full measure a line may end. */
#define BEFORE 40
#define BEHIND 12

typedef struct {
	int64_t cost; /* of the lines up to here */
	ht_line line; /* the last of them */
} node;

typedef struct {
	const ht_fill *fill;
	ht_len measure, first, left;
	node *node; /* before item i, n + 1 of them */
} search;

static int64_t
cube(int64_t amount, int64_t of)
{
	int64_t ratio = of > 0 ? amount * PER_MILLE / of : MOST;

	if (ratio > MOST)
		ratio = MOST;
	return CUBE * (ratio * ratio / PER_MILLE * ratio / PER_MILLE) /
	       PER_MILLE;
}

static int64_t
room_of(const ht_fill *f, const ht_line *line, uint32_t ink)
{
	if (f->layout->line.squeeze)
		return ht_fill_room(f, line->beg, ink);
	return ink - line->beg > 1 ? f->item[ink - 1].room : 0;
}

/* Characters of a last line that are no marks. */
static int
letters_of(const ht_fill *f, const ht_line *line)
{
	int n = 0;

	for (uint32_t i = line->beg; i < line->ink && n < 2; i++)
		n += !f->item[i].no_start;
	return n;
}

int64_t
ht_fill_cost(const ht_fill *f, const ht_line *line)
{
	uint32_t ink = line->hang ? line->ink - 1 : line->ink;
	int64_t over = ht_fill_width(f, line->beg, ink) - line->measure;
	int64_t room = room_of(f, line, ink), cost = EACH_LINE;

	if (line->hang)
		cost += HANGS;
	if (over > room + f->layout->line.tolerance)
		cost += OVERFULL;
	else if (over > 0)
		cost += cube(over, room);
	else if (!line->last)
		cost += cube(-over,
			(int64_t)f->em / GAP_PARTS * (ink - line->beg - 1));
	if (line->last)
		return cost + (letters_of(f, line) < 2 ? LONE_LAST : 0);
	return cost + (ht_fill_allowed(f, line->end) ? 0 : FORBIDDEN);
}

static void
try_line(search *s, size_t from, ht_line line)
{
	node *to = &s->node[line.end];
	int64_t cost = s->node[from].cost + ht_fill_cost(s->fill, &line);

	if (cost < to->cost)
		*to = (node){cost, line};
}

/* Last item end whose natural width fits. */
static size_t
full_end(const ht_fill *f, size_t beg, int64_t measure)
{
	size_t low = beg, high = f->n;

	while (low < high) {
		size_t mid = high - (high - low) / 2;

		if (ht_fill_width(f, beg, mid) <= measure)
			low = mid;
		else
			high = mid - 1;
	}
	return low;
}

static bool
may_hang(const ht_fill *f, const ht_line *line)
{
	const ht_item *last = &f->item[line->ink - 1];

	return f->layout->line.hang && line->ink > line->beg + 1 &&
	       last->no_start && last->trim == HT_TRIM_RIGHT &&
	       !ht_class_is_blank(last[-1].cls);
}

static void
try_lines(search *s, size_t beg)
{
	const ht_fill *f = s->fill;
	ht_len indent = beg ? s->left : s->first;
	size_t full = full_end(f, beg, s->measure - indent);
	size_t end = full > beg + BEFORE ? full - BEFORE : beg + 1;

	try_line(s, beg, ht_fill_line(f, beg, indent, s->measure));
	for (; end <= f->n && end <= full + BEHIND; end++) {
		ht_line line;

		if (!ht_fill_allowed(f, end))
			continue;
		line = ht_fill_cut(f, beg, end, false, indent, s->measure);
		if (line.ink == line.beg)
			continue;
		try_line(s, beg, line);
		if (!may_hang(f, &line))
			continue;
		line.hang = true;
		try_line(s, beg, line);
	}
}

static void
trace(ht_arena *a, const search *s, ht_line **line, size_t *nline)
{
	size_t n = 0;

	for (size_t i = s->fill->n; i > 0; i = s->node[i].line.beg)
		n++;
	*line = HT_ARRAY(a, ht_line, n);
	*nline = n;
	for (size_t i = s->fill->n; i > 0; i = s->node[i].line.beg)
		(*line)[--n] = s->node[i].line;
}

void
ht_fill_optimal(ht_arena *a, const ht_fill *f, ht_len measure, ht_len first,
	ht_len left, ht_line **line, size_t *nline)
{
	search s = {f, measure, first, left, HT_ARRAY(a, node, f->n + 1)};

	for (size_t i = 1; i <= f->n; i++)
		s.node[i].cost = NEVER;
	for (size_t i = 0; i < f->n; i++)
		if (s.node[i].cost != NEVER)
			try_lines(&s, i);
	trace(a, &s, line, nline);
}
