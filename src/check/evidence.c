/* SPDX-License-Identifier: Apache-2.0
 *
 * The comparison.  Lines are compared by their characters, not by their
 * number: one that begins and ends where the original's does is alike,
 * wherever it stands.
 */
#include "check/evidence.h"

#define PER_MILLE 1000

typedef struct {
	ht_arena *a;
	const ht_layout *l;
	const ht_doc *doc;
	const ht_known *known;
	const ht_shown *shown;
	ht_verdict *out;
	size_t cap;
	int lack; /* rows by which the pages so far fall short */
} comparer;

static void
add(comparer *c, ht_difference d)
{
	ht_verdict *v = c->out;

	HT_ROOM(c->a, v->difference, v->ndifference, c->cap);
	v->difference[v->ndifference++] = d;
}

static void
compare_line(comparer *c, size_t i)
{
	const ht_known_line *k = &c->known->line[i];
	const ht_shown_line *ours = ht_shown_find(c->shown, k->elem, k->beg);
	ht_alike_kind kind = k->title ? HT_ALIKE_TITLE : HT_ALIKE_LINE;
	ht_tally *t = &c->out->tally[kind];

	t->total++;
	if (ours && ours->beg == k->beg && ours->end == k->end) {
		t->alike++;
		return;
	}
	add(c, (ht_difference){.kind = kind,
		       .known = i,
		       .elem = k->elem,
		       .beg = k->beg,
		       .end = k->end,
		       .ours = ours,
		       .cause = !ours	   ? HT_CAUSE_MISSING
				: k->title ? HT_CAUSE_TITLE
					   : HT_CAUSE_UNKNOWN});
}

/* Row of a line on its page, from 0, by its baseline. */
static int
row_of(const ht_layout *l, const ht_shown_line *line)
{
	ht_len pitch = ht_layout_pitch(l), y = line->y - ht_layout_row(l, 0);

	return y < 0 || pitch <= 0 ? 0 : y / pitch;
}

/* Rows that the pages before a turn would have to hold more so that the line
 * would begin a page: it stands that far below a page's beginning, or above
 * the end of its page. */
static int
lacking(const comparer *c, const ht_shown_line *line, int *page)
{
	int rows = c->l->page.rows, row = row_of(c->l, line);

	*page = line->page;
	if (line->page > 0 && row <= rows / 2)
		return row;
	*page = line->page + 1;
	return row - rows;
}

static void
compare_turn(comparer *c, size_t i)
{
	const ht_known_turn *k = &c->known->turn[i];
	const ht_shown_line *ours = ht_shown_find(c->shown, k->elem, k->at);
	ht_tally *t = &c->out->tally[HT_ALIKE_TURN];
	ht_difference d = {.kind = HT_ALIKE_TURN,
		.known = i,
		.elem = k->elem,
		.beg = k->at,
		.end = k->at,
		.ours = ours,
		.cause = HT_CAUSE_MISSING};
	int lack;

	t->total++;
	if (!ours) {
		add(c, d);
		return;
	}
	d.end = ours->end;
	if (ours->first && ours->beg == k->at) {
		t->alike++;
		c->lack = 0;
		return;
	}
	lack = lacking(c, ours, &d.page);
	d.rows = lack - c->lack;
	d.cause = d.rows ? HT_CAUSE_ROWS : HT_CAUSE_FOLLOWS;
	if (ours->beg != k->at)
		d.cause = HT_CAUSE_LINE;
	c->lack = lack;
	add(c, d);
}

void
ht_evidence_compare(ht_arena *a, const ht_layout *l, const ht_doc *doc,
	const ht_known *known, const ht_shown *shown, ht_verdict *out)
{
	comparer c = {.a = a,
		.l = l,
		.doc = doc,
		.known = known,
		.shown = shown,
		.out = out};

	*out = (ht_verdict){0};
	for (size_t i = 0; i < known->nline; i++)
		if (known->line[i].title)
			compare_line(&c, i);
	for (size_t i = 0; i < known->nturn; i++)
		compare_turn(&c, i);
	for (size_t i = 0; i < known->nline; i++)
		if (!known->line[i].title)
			compare_line(&c, i);
	if (shown->nline)
		out->npage = (size_t)shown->line[shown->nline - 1].page + 1;
}

bool
ht_verdict_alike(const ht_verdict *v)
{
	return v->ndifference == 0;
}

int
ht_verdict_differing(const ht_verdict *v)
{
	size_t total = 0;

	for (int i = 0; i < HT_ALIKE__MAX; i++)
		total += v->tally[i].total;
	return total ? (int)(v->ndifference * PER_MILLE / total) : 0;
}
