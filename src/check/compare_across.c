/* SPDX-License-Identifier: Apache-2.0
 *
 * Where lines stand from left to right, and what is inside them.
 */
#include "check/pairs.h"

#define CENTRE_MIN 2 /* em that a centred line leaves on both sides */

/* What follows from another edge or width: nothing, or as much of both as
 * a line takes that is flush, centred or indented by its cells. */
bool
ht_pairs_across_expected(const ht_pairs *p, ht_len dx)
{
	ht_len limit = p->l->check.position, a = p->left;
	ht_len b = p->left + p->width;

	return ht_near(dx, 0, limit) ||
	       (dx >= (a < b ? a : b) - limit && dx <= (a < b ? b : a) + limit);
}

/* How much further right or left than the line itself a mark stands, at
 * most; 0 where the texts differ. */
static ht_len
inside(const ht_pairs *p, const ht_side_line *b, const ht_side_line *a)
{
	ht_len worst = 0, dx = a->l->x0 - b->l->x0;

	if (b->end - b->beg != a->end - a->beg)
		return 0;
	for (uint32_t k = 0; k < b->end - b->beg; k++) {
		const ht_mark *m = &b->l->mark[p->b.mark[b->beg + k]];
		const ht_mark *n = &a->l->mark[p->a.mark[a->beg + k]];
		ht_len d = n->x - m->x - dx;

		if (p->b.match[b->beg + k] != a->beg + k)
			return 0;
		if (ht_abs(d) > ht_abs(worst))
			worst = d;
	}
	return worst;
}

/* Is the line centred between its side's edges, and not as wide? */
static bool
centred(const ht_side *s, const ht_side_line *l)
{
	ht_len left = l->l->x0 - s->left, right = s->right - l->l->x1;

	return s->has_right && left > CENTRE_MIN * l->l->size &&
	       ht_near(left, right, l->l->size / 2);
}

/* Lines of one side that are centred and on the other stand at an edge: one
 * cause, however long each is. */
static bool
by_alignment(ht_pairs *p, ht_groups *gs, const ht_side_line *b,
	const ht_side_line *a)
{
	bool ours = centred(&p->a, a), theirs = centred(&p->b, b);

	if (ours == theirs)
		return false;
	ht_groups_add(p, gs, ours, 0, 0, b, a);
	return true;
}

static void
tell_alignment(ht_pairs *p, const ht_groups *gs)
{
	for (size_t i = 0; i < gs->n; i++) {
		const ht_group *g = &gs->g[i];
		ht_finding *f = ht_pairs_add(p,
			g->value ? HT_MSG_DIFFER_CENTRED
				 : HT_MSG_DIFFER_NOT_CENTRED,
			g->b, g->a);

		f->delta = g->a->l->x0 - g->b->l->x0;
		f->count = g->count;
		f->arg[0] = ht_pairs_mm(p, f->delta);
		f->arg[1] = f->original;
		f->arg[2] = ht_pairs_count(p, f->count);
	}
}

void
ht_pairs_across(ht_pairs *p)
{
	ht_groups gs = {0}, centre = {0};
	size_t spread = 0;
	ht_len worst = 0;
	const ht_side_line *at = NULL;
	ht_finding *f;

	for (size_t i = 0; i < p->b.nline && !p->size; i++) {
		ht_side_line *b = &p->b.lines[i];
		uint32_t mate = p->reflowed ? b->mate : ht_pairs_start(p, b);
		const ht_side_line *a;
		ht_len in;

		/* A centred line that lacks a character begins elsewhere. */
		if (mate == HT_NO_LINE || b->size_differs ||
			ht_pairs_text_differs(p, b))
			continue;
		a = &p->a.lines[mate];
		if (p->b.match[b->beg] == a->beg &&
			!ht_pairs_across_expected(p, a->l->x0 - b->l->x0)) {
			b->moved = true;
			if (!by_alignment(p, &centre, b, a))
				ht_groups_add(p, &gs, a->l->x0 - b->l->x0, 0,
					p->l->check.position, b, a);
			continue;
		}
		in = b->mate == mate ? inside(p, b, a) : 0;
		if (ht_abs(in) > p->l->check.inside && !p->reflowed) {
			at = spread++ ? at : b;
			worst = ht_abs(in) > ht_abs(worst) ? in : worst;
		}
	}
	for (size_t i = 0; i < gs.n; i++) {
		f = ht_pairs_add(p, HT_MSG_DIFFER_ACROSS, gs.g[i].b, gs.g[i].a);
		f->delta = gs.g[i].value;
		f->count = gs.g[i].count;
		f->arg[0] = ht_pairs_mm(p, f->delta);
		f->arg[1] = f->original;
		f->arg[2] = ht_pairs_count(p, f->count);
	}
	tell_alignment(p, &centre);
	if (!spread)
		return;
	f = ht_pairs_add(p, HT_MSG_DIFFER_INSIDE, at, &p->a.lines[at->mate]);
	f->delta = worst;
	f->count = spread;
	f->arg[0] = ht_pairs_mm(p, worst);
	f->arg[1] = f->original;
	f->arg[2] = ht_pairs_count(p, spread);
}
