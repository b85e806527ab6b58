/* SPDX-License-Identifier: Apache-2.0
 *
 * Where lines and rules stand.  Down a page, what counts is where the
 * distance to the original changes: all that follows keeps it, until it goes
 * back to nothing or to what the whole document is moved by.  So a moved
 * title with all below it is one difference, and so is a single moved line.
 */
#include <stdlib.h>

#include "check/pairs.h"

/* What stands on a page, from top to bottom: a line alike or a rule. */
typedef struct {
	const ht_side_line *b, *a; /* NULL for a rule */
	const ht_sheet_rule *rb, *ra;
	uint32_t page_b, page_a;
	ht_len y, dy;
	bool first; /* of the text of its page, on both sides */
	bool told; /* what moves it is told already */
} item;

typedef struct {
	ht_pairs *p;
	item *item;
	size_t n, cap;
	ht_groups moved;
	ht_len *far;
	size_t nfar;
} places;

static int
by_value(const void *a, const void *b)
{
	ht_len p = *(const ht_len *)a, q = *(const ht_len *)b;

	return (p > q) - (p < q);
}

static void
add_item(places *q, item it)
{
	HT_ROOM(q->p->ctx->arena, q->item, q->n, q->cap);
	q->item[q->n++] = it;
}

/* Rules of a page that have the same text on both sides. */
static void
pair_rules(places *q, size_t page)
{
	ht_rule_pairs found = {0};

	ht_pairs_rules(q->p, page, &found);
	for (size_t i = 0; i < found.n; i++)
		add_item(q, (item){.rb = found.pair[i].b,
				    .ra = found.pair[i].a,
				    .page_b = (uint32_t)page,
				    .page_a = (uint32_t)page,
				    .y = found.pair[i].y,
				    .dy = found.pair[i].dy});
}

/* Does the page begin with the same text on both sides? */
static bool
begins_alike(const ht_pairs *p, size_t page)
{
	for (size_t i = 0; i < p->b.nline; i++) {
		const ht_side_line *b = &p->b.lines[i];

		if (b->page != page || b->mate == HT_NO_LINE)
			continue;
		return p->a.lines[b->mate].page == page &&
		       p->a.lines[b->mate].first == b->first;
	}
	return false;
}

/* ---- down the page --------------------------------------------------- */

static int
by_page_y(const void *x, const void *y)
{
	const item *a = x, *b = y;

	if (a->page_b != b->page_b)
		return a->page_b < b->page_b ? -1 : 1;
	if (a->y != b->y)
		return a->y < b->y ? -1 : 1;
	return (a->rb == NULL) - (b->rb == NULL);
}

/* Lines between this one and the last that is alike have another text or
 * other breaks: what moved this one is told. */
static bool
told_before(const ht_pairs *p, size_t i)
{
	const ht_side_line *b = &p->b.lines[i], *before;

	if (b->size_differs)
		return true;
	if (i == 0 || p->b.lines[i - 1].mate == HT_NO_LINE)
		return i > 0 || b->mate > 0;
	before = &p->b.lines[i - 1];
	return before->size_differs || before->mate + 1 != b->mate;
}

static void
gather(places *q)
{
	ht_pairs *p = q->p;

	for (size_t i = 0; i < p->b.nline; i++) {
		const ht_side_line *b = &p->b.lines[i], *a;

		if (b->mate == HT_NO_LINE)
			continue;
		a = &p->a.lines[b->mate];
		add_item(q, (item){.b = b,
				    .a = a,
				    .page_b = b->page,
				    .page_a = a->page,
				    .y = b->l->y,
				    .dy = a->l->y - b->l->y,
				    .first = b->first && a->first,
				    .told = told_before(p, i)});
	}
	for (size_t i = 0; i < p->b.s->nsheet && i < p->a.s->nsheet; i++)
		if (begins_alike(p, i))
			pair_rules(q, i);
	if (q->n)
		qsort(q->item, q->n, sizeof *q->item, by_page_y);
}

/* By how much the first lines of pages are moved, page 1 and its head left
 * out where there are others. */
static void
find_top(places *q)
{
	ht_pairs *p = q->p;
	ht_len v = 0, limit = p->l->check.position;
	size_t votes = 0, pages = 0;
	const item *first = NULL;
	ht_finding *f;

	for (size_t i = 0; i < q->n; i++) {
		size_t alike = 0;

		if (!q->item[i].first || q->item[i].page_b == 0)
			continue;
		pages++;
		for (size_t k = 0; k < q->n; k++)
			alike += q->item[k].first && q->item[k].page_b &&
				 ht_near(q->item[k].dy, q->item[i].dy, limit);
		if (alike > votes) {
			votes = alike;
			v = q->item[i].dy;
			first = &q->item[i];
		}
	}
	if (!first || votes * 2 <= pages || ht_abs(v) <= limit)
		return;
	p->top = v;
	f = ht_pairs_add(p, HT_MSG_DIFFER_TOP, NULL, NULL);
	f->delta = v;
	f->count = votes;
	f->arg[0] = ht_pairs_mm(p, first->a->l->y) + 1;
	f->arg[1] = ht_pairs_mm(p, first->b->l->y) + 1;
	f->arg[2] = ht_pairs_mm(p, v);
}

/* The lowest row of each side: what stands below the text goes with it. */
static void
find_bottom(ht_pairs *p)
{
	ht_len low_a = 0, low_b = 0;

	for (size_t i = 0; i < p->a.nline; i++)
		if (p->a.lines[i].l->y > low_a)
			low_a = p->a.lines[i].l->y;
	for (size_t i = 0; i < p->b.nline; i++)
		if (p->b.lines[i].l->y > low_b)
			low_b = p->b.lines[i].l->y;
	if (p->top || p->pitch || p->rows)
		p->bottom = low_a - low_b;
}

/* Is the place what is told already would make it? */
static bool
expected(const places *q, const item *it, const item *anchor, ht_len e)
{
	const ht_pairs *p = q->p;
	ht_len limit = p->l->check.position, drift = 0;

	if (p->pitch && p->b.pitch && anchor)
		drift = (ht_len)((int64_t)(it->y - anchor->y) * p->pitch /
				 p->b.pitch);
	return ht_near(it->dy, 0, limit) || ht_near(it->dy, p->top, limit) ||
	       ht_near(it->dy, e, limit) || ht_near(it->dy, e + drift, limit);
}

static bool
whole_rows(const ht_pairs *p, ht_len v)
{
	ht_len rest, pitch = p->a.pitch, limit = p->l->check.position;

	if (!pitch)
		return false;
	rest = ht_abs(v) % pitch;
	return ht_abs(v) > pitch / 2 &&
	       (rest <= limit || pitch - rest <= limit);
}

/* With another pitch, gaps of rows differ; where what stands above is moved,
 * a grid moves a text by whole rows. */
static bool
by_grid(const ht_pairs *p, const item *it, const item *before, ht_len e)
{
	if (p->pitch && it->b && before && before->page_b == it->page_b &&
		!ht_near(it->y - before->y, p->b.pitch, p->l->check.position))
		return true;
	if (!p->pitch && !p->rows && !p->displaced[it->page_b])
		return false;
	return whole_rows(p, it->dy - e) || whole_rows(p, it->dy) ||
	       whole_rows(p, it->dy - p->top);
}

/* jump: by how much more than what stands above.  A group's finding names its
 * first line, or rule. */
static void
tell_moved(places *q, const item *it, ht_len jump, size_t lines)
{
	ht_pairs *p = q->p;
	ht_groups *gs = &q->moved;
	size_t before = gs->n;
	ht_finding *f;

	ht_groups_add(p, gs, jump, 0, p->l->check.position, it->b, it->a);
	if (gs->n == before)
		return;
	f = ht_pairs_add(p,
		it->b ? HT_MSG_DIFFER_DOWN : HT_MSG_DIFFER_RULE_DOWN, it->b,
		it->a);
	f->delta = jump;
	f->count = lines;
	if (!it->b) {
		f->page = f->our_page = (int)it->page_b + 1;
		f->x = it->rb->x;
		f->y = it->y;
	}
	f->arg[0] = ht_pairs_mm(p, jump);
	f->arg[1] = it->b ? f->original : ht_pairs_mm(p, it->y) + 1;
	f->arg[2] = ht_pairs_count(p, lines);
}

/* Items from i on that share its distance, on its page. */
static size_t
share(const places *q, size_t i)
{
	size_t n = 0;

	for (size_t k = i; k < q->n && q->item[k].page_b == q->item[i].page_b;
		k++) {
		if (!ht_near(q->item[k].dy, q->item[i].dy,
			    q->p->l->check.position))
			break;
		n += q->item[k].b != NULL;
	}
	return n ? n : 1;
}

static void
go_down(places *q)
{
	ht_pairs *p = q->p;
	const item *last = NULL, *anchor = NULL;
	ht_len e = 0;

	for (size_t i = 0; i < q->n; i++) {
		const item *it = &q->item[i];
		const item *before = last;
		bool turned = !last || last->page_b != it->page_b ||
			      last->page_a != it->page_a;

		last = it;
		if (turned) {
			anchor = NULL;
			e = it->first || it->rb || it->page_b == 0 ? p->top
								   : it->dy;
		}
		if (it->page_a != it->page_b)
			e = it->dy;
		if (expected(q, it, anchor, e)) {
			anchor = it;
			e = it->dy;
			continue;
		}
		if (it->told || p->reflowed || by_grid(p, it, before, e))
			p->out->consequences++;
		else
			tell_moved(q, it, it->dy - e, share(q, i));
		p->displaced[it->page_b] = true;
		anchor = it;
		e = it->dy;
	}
}

/* ---- turns ----------------------------------------------------------- */

static bool
told_turn(const ht_pairs *p, size_t page, bool before)
{
	return before || p->reflowed || p->pitch || p->rows || p->top ||
	       p->displaced[page];
}

/* The first line alike of each page but the first: does ours turn there? */
static void
compare_turns(ht_pairs *p)
{
	bool before = false;

	for (size_t i = 1; i < p->b.nline; i++) {
		const ht_side_line *b = &p->b.lines[i], *a;
		ht_finding *f;
		bool alike;

		if (!b->first)
			continue;
		p->out->turns++;
		if (b->mate == HT_NO_LINE) {
			before = true; /* its cascade or text is told */
			continue;
		}
		a = &p->a.lines[b->mate];
		alike = a->first && a->page == b->page;
		p->out->turns_alike += alike;
		if (!alike && told_turn(p, b->page - 1, before))
			p->out->consequences++;
		else if (!alike) {
			f = ht_pairs_add(p, HT_MSG_DIFFER_TURN, b, a);
			f->arg[0] = f->original;
			f->arg[1] = ht_pairs_count(p, (size_t)f->our_page);
			f->arg[2] = ht_pairs_count(p, (size_t)f->our_line);
		}
		before = !alike;
	}
}

/* ---- summary --------------------------------------------------------- */

static void
measure(places *q)
{
	ht_comparison *out = q->p->out;

	q->far = HT_ARRAY(q->p->ctx->arena, ht_len, q->n + 1);
	for (size_t i = 0; i < q->n; i++) {
		const item *it = &q->item[i];
		ht_len dx;

		if (!it->b || it->page_a != it->page_b)
			continue;
		dx = ht_abs(it->a->l->x0 - it->b->l->x0);
		q->far[q->nfar++] = dx > ht_abs(it->dy) ? dx : ht_abs(it->dy);
	}
	if (!q->nfar)
		return;
	qsort(q->far, q->nfar, sizeof *q->far, by_value);
	out->median = q->far[q->nfar / 2];
	out->worst = q->far[q->nfar - 1];
}

void
ht_pairs_places(ht_pairs *p)
{
	places q = {.p = p};

	gather(&q);
	find_top(&q);
	find_bottom(p);
	go_down(&q);
	compare_turns(p);
	ht_pairs_across(p);
	measure(&q);
}
