/* SPDX-License-Identifier: Apache-2.0
 *
 * Which lines are alike, and where lines break otherwise.  A line is alike
 * when all that is matched of it stands in one line of the other side, and
 * nothing else of that line.
 */
#include <stdlib.h>

#include "check/pairs.h"

#define SHARE 8 /* of the lines, 1/8, end at the right edge */
#define EDGE_SHARE 8 /* and 1/8 begin at the left one */
#define NEAR (HT_EMU_MM / 5) /* edges that near are one */
#define ON_ROW                                                                 \
	5 /* a line on a row is off it by a fifth of the pitch at most         \
	   */

/* First or last character of a line that the other side has; its place
 * there, or HT_ALIGN_NONE. */
static uint32_t
matched(const ht_side *s, const ht_side_line *l, bool last)
{
	for (uint32_t i = 0; i < l->end - l->beg; i++) {
		uint32_t at = last ? l->end - 1 - i : l->beg + i;

		if (s->match[at] != HT_ALIGN_NONE)
			return s->match[at];
	}
	return HT_ALIGN_NONE;
}

/* The other side's line that holds all of a line, or HT_NO_LINE. */
static uint32_t
holder(const ht_side *s, const ht_side *other, const ht_side_line *l)
{
	uint32_t first = matched(s, l, false), last = matched(s, l, true);

	if (first == HT_ALIGN_NONE || other->line[first] != other->line[last])
		return HT_NO_LINE;
	return other->line[first];
}

static void
pair_lines(ht_pairs *p)
{
	for (size_t i = 0; i < p->b.nline; i++) {
		ht_side_line *b = &p->b.lines[i];
		uint32_t k = holder(&p->b, &p->a, b);

		p->out->lines++;
		if (k == HT_NO_LINE ||
			holder(&p->a, &p->b, &p->a.lines[k]) != i)
			continue;
		b->mate = k;
		p->a.lines[k].mate = (uint32_t)i;
		p->out->lines_alike++;
	}
}

/* ---- habits ---------------------------------------------------------- */

static int
by_value(const void *a, const void *b)
{
	ht_len p = *(const ht_len *)a, q = *(const ht_len *)b;

	return (p > q) - (p < q);
}

/* The middle of the densest group of values within `near`; how many. */
static ht_len
commonest(ht_len *v, size_t n, ht_len near, size_t *votes)
{
	size_t best = 0, at = 0, lo = 0;

	if (n)
		qsort(v, n, sizeof *v, by_value);
	for (size_t i = 0; i < n; i++) {
		while (v[i] - v[lo] > near)
			lo++;
		if (i - lo + 1 > best) {
			best = i - lo + 1;
			at = lo;
		}
	}
	*votes = best;
	return best ? v[at + best / 2] : 0;
}

/* The outermost value that many share: an edge.  More lines may begin at an
 * indent than at the edge itself. */
static ht_len
edge(ht_len *v, size_t n, bool right, size_t *votes)
{
	size_t beg = 0;

	if (n)
		qsort(v, n, sizeof *v, by_value);
	for (size_t i = 0; i < n; i++) {
		ht_len at = right ? v[n - 1 - i] : v[i];

		for (beg = i; beg < n; beg++)
			if (!ht_near(right ? v[n - 1 - beg] : v[beg], at, NEAR))
				break;
		*votes = beg - i;
		if (*votes > 1 && *votes * EDGE_SHARE >= n) {
			beg = i + *votes / 2;
			return right ? v[n - 1 - beg] : v[beg];
		}
	}
	return commonest(v, n, NEAR, votes);
}

/* Lines that end further right, beyond a mark that hangs: many, and it is no
 * edge. */
static bool
is_edge(const ht_side *s, ht_len right)
{
	size_t beyond = 0;

	for (size_t i = 0; i < s->nline; i++)
		beyond += s->lines[i].l->x1 > right + s->lines[i].l->size;
	return beyond * SHARE <= s->nline;
}

/* The size of the most characters: heads and what else stands on lines of its
 * own may be more lines than the text. */
static void
find_size_and_edges(ht_pairs *p, ht_side *s)
{
	ht_len *v = HT_ARRAY(p->ctx->arena, ht_len, s->n + s->nline + 1);
	size_t n = 0, votes;

	for (size_t i = 0; i < s->n; i++)
		v[i] = s->lines[s->line[i]].l->size;
	s->size = commonest(v, s->n, HT_EMU_PT / 10, &votes);
	for (size_t i = 0; i < s->nline; i++)
		if (ht_near(s->lines[i].l->size, s->size, HT_EMU_PT / 10))
			v[n++] = s->lines[i].l->x0;
	s->left = edge(v, n, false, &votes);
	n = 0;
	for (size_t i = 0; i < s->nline; i++)
		if (ht_near(s->lines[i].l->size, s->size, HT_EMU_PT / 10))
			v[n++] = s->lines[i].l->x1;
	s->right = edge(v, n, true, &votes);
	s->has_right = votes > 1 && votes * SHARE >= n && is_edge(s, s->right);
}

/* Rows from the first of a page to this line, when it stands on one. */
static int
row_of(const ht_side *s, ht_len first, const ht_sheet_line *l)
{
	ht_len off = (l->y - first) % s->pitch;
	ht_len near = s->pitch / ON_ROW;

	if (l->y < first || (off > near && off < s->pitch - near))
		return 0;
	return (l->y - first + s->pitch / 2) / s->pitch + 1;
}

/* Rows that a page shows at most; and those of a page that is full: its last
 * line is, and others follow.  Page 1 begins with the head, so the first row is
 * that of the others. */
static void
find_rows(ht_side *s)
{
	ht_len first = INT32_MAX;

	for (size_t i = 1; i < s->nline; i++)
		if (s->lines[i].first && s->lines[i].l->y < first)
			first = s->lines[i].l->y;
	for (size_t i = 0; i < s->nline && s->pitch && s->has_right; i++) {
		const ht_sheet_line *l = s->lines[i].l;
		int rows = row_of(s, first, l);

		if (l->size < s->size - HT_EMU_PT / 10)
			continue; /* footnotes, the imprint */
		s->rows = rows > s->rows ? rows : s->rows;
		if (i + 1 < s->nline && s->lines[i + 1].first &&
			l->x1 >= s->right - l->size && rows > s->full)
			s->full = rows;
	}
}

static void
find_habits(ht_pairs *p, ht_side *s)
{
	ht_len *v = HT_ARRAY(p->ctx->arena, ht_len, s->nline + 1);
	size_t n = 0, votes;

	find_size_and_edges(p, s);
	for (size_t i = 1; i < s->nline; i++)
		if (!s->lines[i].first &&
			s->lines[i].l->y - s->lines[i - 1].l->y > s->size / 2)
			v[n++] = s->lines[i].l->y - s->lines[i - 1].l->y;
	s->pitch = commonest(v, n, HT_EMU_PT / 20, &votes);
	if (votes < 3)
		s->pitch = 0;
	find_rows(s);
}

static void
add_habit(ht_pairs *p, ht_msg msg, ht_len ours, ht_len original, bool points)
{
	ht_finding *f = ht_pairs_add(p, msg, NULL, NULL);

	f->delta = ours - original;
	f->arg[0] = points ? ht_pairs_pt(p, ours) : ht_pairs_mm(p, ours) + 1;
	f->arg[1] = points ? ht_pairs_pt(p, original)
			   : ht_pairs_mm(p, original) + 1;
	f->arg[2] = ht_pairs_mm(p, f->delta);
	f->count = p->out->lines;
}

/* From row to row, and how many rows a page holds: told as one where both
 * differ. */
static void
compare_pitch(ht_pairs *p)
{
	const ht_side *a = &p->a, *b = &p->b;
	int ours = 0, theirs = 0;
	ht_finding *f;

	if (b->full && a->rows > b->full) {
		ours = a->rows;
		theirs = b->full;
	} else if (a->full && b->rows > a->full) {
		ours = a->full;
		theirs = b->rows;
	}
	p->rows = ours - theirs;
	if (a->pitch && b->pitch &&
		!ht_near(a->pitch, b->pitch, p->l->check.pitch)) {
		p->pitch = a->pitch - b->pitch;
		add_habit(p,
			p->rows ? HT_MSG_DIFFER_PITCH_ROWS
				: HT_MSG_DIFFER_PITCH,
			a->pitch, b->pitch, true);
		f = &p->out->finding[p->out->nfinding - 1];
		f->arg[2] = ht_fmt(p->ctx->arena, "%d/%d", ours, theirs);
	} else if (p->rows) {
		f = ht_pairs_add(p, HT_MSG_DIFFER_ROWS, NULL, NULL);
		f->arg[0] = ht_pairs_count(p, (size_t)ours);
		f->arg[1] = ht_pairs_count(p, (size_t)theirs);
	}
}

static void
compare_habits(ht_pairs *p)
{
	const ht_side *a = &p->a, *b = &p->b;
	ht_len wa = a->right - a->left, wb = b->right - b->left;

	if (!ht_near(a->size, b->size, p->l->check.size)) {
		p->size = a->size - b->size;
		add_habit(p, HT_MSG_DIFFER_BODY_SIZE, a->size, b->size, true);
	}
	if (!ht_near(a->left, b->left, p->l->check.position)) {
		p->left = a->left - b->left;
		add_habit(p, HT_MSG_DIFFER_LEFT, a->left, b->left, false);
	}
	/* A width that follows from the size is no other cause. */
	if (a->has_right && b->has_right && !p->size &&
		!ht_near(wa, wb, p->l->check.position)) {
		p->width = wa - wb;
		add_habit(p, HT_MSG_DIFFER_WIDTH, wa, wb, false);
	}
	compare_pitch(p);
	p->reflowed = p->size || p->width;
}

/* ---- breaks ---------------------------------------------------------- */

bool
ht_pairs_text_differs(const ht_pairs *p, const ht_side_line *b)
{
	uint32_t last = HT_ALIGN_NONE;

	for (uint32_t k = b->beg; k < b->end; k++) {
		uint32_t i = p->b.match[k];

		if (i == HT_ALIGN_NONE)
			return true;
		/* Ours has something before or between. */
		if (i > 0 && p->a.match[i - 1] == HT_ALIGN_NONE)
			return true;
		if (last != HT_ALIGN_NONE && i != last + 1)
			return true;
		last = i;
	}
	return last != HT_ALIGN_NONE && last + 1 < p->a.n &&
	       p->a.match[last + 1] == HT_ALIGN_NONE;
}

/* Does our text begin or end a line where the original's line ends? */
static bool
ends_alike(const ht_pairs *p, const ht_side_line *b)
{
	uint32_t i = matched(&p->b, b, true);
	const ht_side_line *a;

	if (i == HT_ALIGN_NONE)
		return true;
	a = &p->a.lines[p->a.line[i]];
	for (i++; i < a->end; i++)
		if (p->a.match[i] != HT_ALIGN_NONE)
			return false;
	return true;
}

static int32_t
our_lines(const ht_pairs *p, const ht_cascade *c)
{
	uint32_t first = HT_ALIGN_NONE, last = HT_ALIGN_NONE;

	for (uint32_t i = c->beg; i < c->end; i++) {
		if (first == HT_ALIGN_NONE)
			first = matched(&p->b, &p->b.lines[i], false);
		if (matched(&p->b, &p->b.lines[i], true) != HT_ALIGN_NONE)
			last = matched(&p->b, &p->b.lines[i], true);
	}
	if (first == HT_ALIGN_NONE)
		return 0;
	return (int32_t)(p->a.line[last] - p->a.line[first]) + 1;
}

/* Lines that are not alike, from one common line end to the next. */
static void
find_cascades(ht_pairs *p)
{
	for (uint32_t i = 0; i < p->b.nline; i++) {
		ht_cascade c = {.beg = i};

		if (p->b.lines[i].mate != HT_NO_LINE)
			continue;
		for (; i < p->b.nline; i++) {
			c.explained = c.explained ||
				      ht_pairs_text_differs(p, &p->b.lines[i]);
			if (ends_alike(p, &p->b.lines[i]))
				break;
		}
		c.end = i < p->b.nline ? i + 1 : i;
		c.lines = our_lines(p, &c) - (int32_t)(c.end - c.beg);
		HT_ROOM(p->ctx->arena, p->cascade, p->ncascade, p->capcascade);
		p->cascade[p->ncascade++] = c;
	}
}

uint32_t
ht_pairs_start(const ht_pairs *p, const ht_side_line *b)
{
	uint32_t i = matched(&p->b, b, false), line;

	if (i == HT_ALIGN_NONE)
		return HT_NO_LINE;
	line = p->a.line[i];
	return matched(&p->a, &p->a.lines[line], false) == p->a.match[i]
		       ? line
		       : HT_NO_LINE;
}

void
ht_pairs_breaks(ht_pairs *p)
{
	for (size_t n = 0; n < p->ncascade; n++) {
		const ht_cascade *c = &p->cascade[n];
		const ht_side_line *b = &p->b.lines[c->beg];
		uint32_t i = matched(&p->b, b, false);
		ht_finding *f;

		if (c->explained || p->reflowed || b->moved ||
			i == HT_ALIGN_NONE ||
			!ht_near(b->l->size, p->a.lines[p->a.line[i]].l->size,
				p->l->check.size)) {
			p->out->consequences++;
			continue;
		}
		f = ht_pairs_add(
			p, HT_MSG_DIFFER_BREAK, b, &p->a.lines[p->a.line[i]]);
		f->count = c->end - c->beg;
		f->arg[0] = f->original;
		f->arg[1] = f->ours;
		f->arg[2] = ht_pairs_count(p, f->count);
	}
}

void
ht_pairs_lines(ht_pairs *p)
{
	pair_lines(p);
	find_habits(p, &p->a);
	find_habits(p, &p->b);
	compare_habits(p);
	find_cascades(p);
	for (size_t i = 0; i < p->ncascade; i++)
		if (p->cascade[i].lines)
			for (uint32_t k = p->cascade[i].beg;
				k < p->cascade[i].end; k++)
				p->displaced[p->b.lines[k].page] = true;
	/* A line whose text ours lacks, or has besides, moves the others. */
	for (size_t i = 0; i < p->a.nline; i++) {
		uint32_t k = p->a.lines[i].beg;

		if (matched(&p->a, &p->a.lines[i], false) != HT_ALIGN_NONE)
			continue;
		while (k-- > 0)
			if (p->a.match[k] != HT_ALIGN_NONE)
				break;
		k = k == UINT32_MAX ? 0 : p->a.match[k];
		if (k < p->b.n)
			p->displaced[p->b.lines[p->b.line[k]].page] = true;
	}
}
