/* SPDX-License-Identifier: Apache-2.0
 *
 * How a line is set once it is broken: where the slack goes.  Too long: the
 * marks share what must go, then the Han-Latin gaps.  Too short: the layout
 * may let Han-Latin gaps widen first; then all gaps between items widen alike,
 * but for those inside words and two-em marks (clreq, justification steps).
 */
#include "line/line.h"

typedef struct {
	const ht_item *item;
	ht_line line;
	ht_place *place;
} setter;

/* The part of an amount that the first done of total units have taken. */
static ht_len
taken(ht_len amount, int64_t done, int64_t total)
{
	return total ? (ht_len)((int64_t)amount * done / total) : 0;
}

static ht_len
mark_room(const setter *s, uint32_t i)
{
	const ht_item *it = &s->item[i];

	if (i == s->line.beg && it->trim == HT_TRIM_LEFT)
		return 0;
	return it->room;
}

static ht_len
gap_room(const setter *s, uint32_t i)
{
	return i == s->line.beg ? 0 : s->item[i].gap_room;
}

static bool stretchable(const setter *s, uint32_t i);

/* What marks and gaps cannot give, all characters do: only where the layout
 * pulls a lone last character in. */
static void
tighten(const setter *s, ht_len excess)
{
	int64_t count = 0, done = 0;

	for (uint32_t i = s->line.beg; i < s->line.ink; i++)
		count += stretchable(s, i);
	for (uint32_t i = s->line.beg; i < s->line.ink; i++) {
		done += stretchable(s, i);
		s->place[i - s->line.beg].x -= taken(excess, done, count);
	}
}

static void
squeeze(const setter *s, ht_len excess)
{
	int64_t marks = 0, gaps = 0, marks_done = 0, gaps_done = 0;
	ht_len by_marks, by_gaps, x = 0;

	for (uint32_t i = s->line.beg; i < s->line.ink; i++) {
		marks += mark_room(s, i);
		gaps += gap_room(s, i);
	}
	by_marks = excess < marks ? excess : (ht_len)marks;
	by_gaps = excess - by_marks < gaps ? excess - by_marks : (ht_len)gaps;
	for (uint32_t i = s->line.beg; i < s->line.end; i++) {
		const ht_item *it = &s->item[i];
		ht_place *at = &s->place[i - s->line.beg];
		ht_len before = taken(by_marks, marks_done, marks);
		ht_len gap = i == s->line.beg ? 0 : it->gap;
		ht_len gap_before = taken(by_gaps, gaps_done, gaps);
		ht_len cut;

		if (i < s->line.ink) {
			marks_done += mark_room(s, i);
			gaps_done += gap_room(s, i);
		}
		cut = taken(by_marks, marks_done, marks) - before;
		x += gap - (taken(by_gaps, gaps_done, gaps) - gap_before);
		at->x = x;
		at->cut = cut;
		x += it->w - cut;
	}
	if (s->line.tight)
		tighten(s, excess - by_marks - by_gaps);
}

static bool
stretchable(const setter *s, uint32_t i)
{
	const ht_item *it = &s->item[i];
	ht_class before = i > s->line.beg ? it[-1].cls : HT_CLASS_OTHER;

	return i > s->line.beg && i < s->line.ink && !it->glue &&
	       it->cls != HT_CLASS_CONNECTOR && before != HT_CLASS_CONNECTOR &&
	       it->cls != HT_CLASS_SOLIDUS && before != HT_CLASS_SOLIDUS;
}

static ht_len
gap_more(const setter *s, uint32_t i)
{
	return i == s->line.beg || i >= s->line.ink ? 0 : s->item[i].gap_more;
}

static void
stretch(const setter *s, ht_len slack)
{
	int64_t count = 0, done = 0, more = 0, grown = 0;
	ht_len by_gaps, x = 0;

	for (uint32_t i = s->line.beg; i < s->line.ink; i++) {
		count += stretchable(s, i);
		more += gap_more(s, i);
	}
	by_gaps = slack < more ? slack : (ht_len)more;
	for (uint32_t i = s->line.beg; i < s->line.end; i++) {
		const ht_item *it = &s->item[i];

		done += stretchable(s, i);
		grown += gap_more(s, i);
		x += i == s->line.beg ? 0 : it->gap;
		s->place[i - s->line.beg] =
			(ht_place){.x = x + taken(by_gaps, grown, more) +
					taken(slack - by_gaps, done, count)};
		x += it->w;
	}
}

static void
shift(const setter *s, ht_len dx)
{
	for (uint32_t i = s->line.beg; i < s->line.end; i++)
		s->place[i - s->line.beg].x += dx;
}

/* A hanging mark is outside of the measure: the line fills without it. */
static ht_len
inside_width(const setter *s)
{
	if (!s->line.hang || s->line.ink <= s->line.beg + 1)
		return s->line.natural;
	return s->line.natural - s->item[s->line.ink - 1].w;
}

void
ht_line_set(const ht_para *p, const ht_line *line, ht_align align, bool spread,
	ht_place *place)
{
	setter s = {p->item, *line, place};
	ht_len slack = line->measure - inside_width(&s);

	if (slack < 0) {
		squeeze(&s, -slack);
		return;
	}
	if (spread ||
		(align == HT_ALIGN_JUSTIFY && !line->last && !line->ragged)) {
		stretch(&s, slack);
		return;
	}
	stretch(&s, 0);
	if (align == HT_ALIGN_CENTRE)
		shift(&s, slack / 2);
	else if (align == HT_ALIGN_RIGHT)
		shift(&s, slack);
}
