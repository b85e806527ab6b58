/* SPDX-License-Identifier: Apache-2.0
 *
 * The greedy breaker: how word processors fill a line, found by measuring
 * real documents.  A line is filled at natural widths.  The first character
 * that does not fit, the straddler, comes in when no more than the threshold
 * of it lies outside and the marks of the line can give the room for it and
 * the closing marks that follow; else it goes down, whatever the marks could
 * give.  All widths are integers, any line's width is a difference of two
 * sums, and no scan looks further than twice the measure: the time is linear
 * in the text, whatever it is.
 */
#include "line/line.h"

#define PER_MILLE 1000

typedef struct {
	size_t end; /* item that begins the next line */
	bool hang;
} cut;

void
ht_fill_init(ht_arena *a, ht_fill *f, const ht_layout *l, const ht_item *item,
	size_t n, ht_len em)
{
	int64_t *width = HT_ARRAY(a, int64_t, n + 1);
	int64_t *room = HT_ARRAY(a, int64_t, n + 1);

	for (size_t i = 0; i < n; i++) {
		width[i + 1] = width[i] + item[i].gap + item[i].w;
		room[i + 1] = room[i] + item[i].gap_room + item[i].room;
	}
	*f = (ht_fill){item, n, width, room, em, l};
}

int64_t
ht_fill_width(const ht_fill *f, size_t beg, size_t end)
{
	if (beg == end)
		return 0;
	return f->width[end] - f->width[beg] - f->item[beg].gap;
}

/* An opening mark at the line start keeps its full cell; the gap before the
 * first item is not there. */
int64_t
ht_fill_room(const ht_fill *f, size_t beg, size_t end)
{
	const ht_item *first = &f->item[beg];
	int64_t room;

	if (beg == end)
		return 0;
	room = f->room[end] - f->room[beg] - first->gap_room;
	if (first->trim == HT_TRIM_LEFT)
		room -= first->room;
	return room;
}

static bool
is_blank(const ht_fill *f, size_t i)
{
	return ht_class_is_blank(f->item[i].cls);
}

bool
ht_fill_allowed(const ht_fill *f, size_t i)
{
	if (i == 0 || i >= f->n)
		return i == f->n;
	if (is_blank(f, i))
		return false; /* the break stands behind the blanks */
	if (is_blank(f, i - 1))
		return !f->item[i].no_start;
	return !f->item[i].glue && !f->item[i].no_start &&
	       !f->item[i - 1].no_end;
}

/* End of what shows of items beg..end. */
static size_t
ink_end(const ht_fill *f, size_t beg, size_t end)
{
	while (end > beg && is_blank(f, end - 1))
		end--;
	return end;
}

/* A scan stops here: nothing so far out can come into the line. */
static bool
too_far(const ht_fill *f, size_t beg, size_t i, int64_t measure)
{
	return ht_fill_width(f, beg, i) > 2 * measure;
}

static size_t
word_end(const ht_fill *f, size_t beg, size_t i, int64_t measure)
{
	i++;
	while (i < f->n && f->item[i].glue && !too_far(f, beg, i, measure))
		i++;
	return i;
}

/* End of the closing marks that stand from i on. */
static size_t
closers_end(const ht_fill *f, size_t beg, size_t i, int64_t measure)
{
	while (i < f->n && f->item[i].no_start && !too_far(f, beg, i, measure))
		i++;
	return i;
}

/* What comes in together with item i: its word; after an opening mark the
 * next word too; then the closing marks that follow. */
static size_t
unit_end(const ht_fill *f, size_t beg, size_t i, int64_t measure)
{
	size_t end = i;

	do {
		end = word_end(f, beg, end, measure);
		end = closers_end(f, beg, end, measure);
	} while (end < f->n && f->item[end - 1].no_end &&
		 !too_far(f, beg, end, measure));
	return end;
}

/* May a line end before item i, or behind the blanks that stand there? */
static bool
ends_well(const ht_fill *f, size_t i)
{
	while (i < f->n && is_blank(f, i))
		i++;
	return ht_fill_allowed(f, i);
}

static int64_t
capacity(const ht_fill *f, size_t beg, size_t end)
{
	if (f->layout->line.squeeze)
		return ht_fill_room(f, beg, end);
	/* GB/T 15834 5.1.10: a mark at the line end is set half-width. */
	return end - beg > 1 ? f->item[end - 1].room : 0;
}

static bool
fits(const ht_fill *f, size_t beg, size_t end, int64_t measure)
{
	size_t ink = ink_end(f, beg, end);

	return ht_fill_width(f, beg, ink) - measure <=
	       capacity(f, beg, ink) + f->layout->line.tolerance;
}

/* First item that does not fit at natural width; trailing blanks may hang. */
static size_t
natural_end(const ht_fill *f, size_t beg, int64_t measure)
{
	size_t i = beg;

	while (i < f->n &&
		(is_blank(f, i) || ht_fill_width(f, beg, i + 1) <=
					   measure + f->layout->line.tolerance))
		i++;
	return i;
}

/* Where the gaps can take up the rest of the line better than the marks can
 * give room for a straddler more than half outside, it goes down. */
static bool
rather_stretch(
	const ht_fill *f, size_t beg, size_t s, int64_t measure, int64_t over)
{
	int64_t gaps = 0;

	if (over <= f->em / 2)
		return false;
	for (size_t i = beg + 1; i < s; i++)
		gaps += f->item[i].gap_room;
	return measure - ht_fill_width(f, beg, s) <= gaps;
}

/* May items beg..end be the line, squeezed or with its last mark hanging?
 * Only full-width closing marks hang. */
static bool
takes(const ht_fill *f, size_t beg, size_t end, int64_t measure, cut *c)
{
	bool may_hang = f->layout->line.hang && end > beg + 1 &&
			f->item[end - 1].no_start && !is_blank(f, end - 2) &&
			f->item[end - 1].trim == HT_TRIM_RIGHT;

	if (!ends_well(f, end))
		return false;
	if (fits(f, beg, end, measure))
		*c = (cut){end, false};
	else if (may_hang && fits(f, beg, end - 1, measure))
		*c = (cut){end, true};
	else
		return false;
	return true;
}

/* How much of the straddler s may lie outside.  Behind an opening mark that
 * closed up with the mark before it there is no limit but the room: the model
 * takes such marks at full width first, so that the opening mark itself is the
 * straddler, at most half of it outside (3 lines of 3 in real documents). */
static int64_t
limit_of(const ht_fill *f, size_t beg, size_t s)
{
	if (s > beg + 1 && f->item[s - 1].paired && f->item[s - 1].no_end)
		return f->em;
	return (int64_t)f->em * f->layout->line.threshold / PER_MILLE;
}

/* May the straddler s, with its unit, be squeezed in? */
static bool
admits(const ht_fill *f, size_t beg, size_t s, int64_t measure, cut *c)
{
	int64_t limit = limit_of(f, beg, s);
	bool inside = s > beg && f->item[s].glue; /* its word began before */
	size_t probe = inside ? s + 1 : word_end(f, beg, s, measure);
	int64_t over = ht_fill_width(f, beg, probe) - measure;

	if (!f->layout->line.squeeze || (f->item[s].no_start && !inside) ||
		over > limit || rather_stretch(f, beg, s, measure, over))
		return false;
	return takes(f, beg, unit_end(f, beg, s, measure), measure, c);
}

/* Nothing may break here by the rules: words give way before marks do, and
 * at the worst the line ends where it is full. */
static size_t
emergency(const ht_fill *f, size_t beg, size_t full)
{
	for (size_t i = full; i > beg + 1; i--)
		if (!f->item[i].glue && !f->item[i].no_start)
			return i;
	return full > beg + 1 ? full : beg + 1;
}

static size_t
step_back(const ht_fill *f, size_t beg, size_t full)
{
	for (size_t i = full; i > beg; i--)
		if (ht_fill_allowed(f, i))
			return i;
	return emergency(f, beg, full);
}

/* A last line of one character and its mark: one more goes down with it. */
static size_t
avoid_lone(const ht_fill *f, size_t beg, size_t end, int64_t measure)
{
	size_t i, letters = 0;

	if (f->layout->line.lone_last || end < beg + 2)
		return end;
	for (i = end; i < f->n && letters < 2; i++) {
		if (too_far(f, end, i, measure))
			return end;
		letters += !f->item[i].no_start;
	}
	if (letters != 1)
		return end;
	return step_back(f, beg, end - 1);
}

static cut
find_cut(const ht_fill *f, size_t beg, int64_t measure)
{
	size_t s = natural_end(f, beg, measure);
	cut c;

	if (s == f->n)
		return (cut){s, false};
	if (admits(f, beg, s, measure, &c))
		return c;
	if (f->item[s].no_start && s > beg &&
		takes(f, beg, closers_end(f, beg, s, measure), measure, &c))
		return c;
	return (cut){step_back(f, beg, s), false};
}

ht_line
ht_fill_cut(const ht_fill *f, size_t beg, size_t end, bool hang, ht_len indent,
	ht_len measure)
{
	size_t ink = ink_end(f, beg, end);

	return (ht_line){.beg = (uint32_t)beg,
		.end = (uint32_t)end,
		.ink = (uint32_t)ink,
		.indent = indent,
		.measure = measure - indent,
		.natural = (ht_len)ht_fill_width(f, beg, ink),
		.last = end == f->n,
		.hang = hang};
}

ht_line
ht_fill_line(const ht_fill *f, size_t beg, ht_len indent, ht_len measure)
{
	cut c = find_cut(f, beg, measure - indent);

	while (c.end < f->n && is_blank(f, c.end))
		c.end++; /* blanks vanish in the break */
	if (c.end < f->n) {
		size_t end = avoid_lone(f, beg, c.end, measure - indent);

		c.hang = c.hang && end == c.end;
		c.end = end;
	}
	return ht_fill_cut(f, beg, c.end, c.hang, indent, measure);
}

void
ht_fill_greedy(ht_arena *a, const ht_fill *f, ht_len measure, ht_len first,
	ht_len left, ht_line **line, size_t *nline)
{
	size_t cap = 0, beg = 0;
	ht_len indent = first;

	*line = NULL;
	*nline = 0;
	while (beg < f->n) {
		HT_ROOM(a, *line, *nline, cap);
		(*line)[*nline] = ht_fill_line(f, beg, indent, measure);
		beg = (*line)[(*nline)++].end;
		indent = left;
	}
}

void
ht_fill_break(ht_arena *a, const ht_fill *f, ht_len measure, ht_len first,
	ht_len left, ht_line **line, size_t *nline)
{
	if (f->layout->line.breaker == HT_BREAKER_OPTIMAL)
		ht_fill_optimal(a, f, measure, first, left, line, nline);
	else
		ht_fill_greedy(a, f, measure, first, left, line, nline);
}
