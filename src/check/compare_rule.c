/* SPDX-License-Identifier: Apache-2.0
 *
 * Rules, held against those of the original: length, thickness, colour, and
 * where they stand sideways.
 */
#include "check/pairs.h"

#define RULE_FAR (30 * HT_EMU_MM) /* further off it is another rule */
#define COLOUR_FAR (120 * HT_EMU_MM)
#define UPRIGHT 2 /* a rule is upright when it is twice as high as wide */

static bool
upright(const ht_sheet_rule *r)
{
	return r->h > UPRIGHT * r->w;
}

static ht_len
middle(const ht_sheet_rule *r)
{
	return upright(r) ? r->y : r->y + r->h / 2;
}

static int64_t
distance(const ht_sheet_rule *a, const ht_sheet_rule *b)
{
	return (int64_t)ht_abs(middle(a) - middle(b)) + ht_abs(a->x - b->x) +
	       ht_abs(a->w - b->w) / 4;
}

/* Head rules are few and coloured: they are found further off. */
static ht_len
reach(const ht_sheet_rule *b)
{
	bool grey = b->colour.r == b->colour.g && b->colour.g == b->colour.b;

	return grey ? RULE_FAR : COLOUR_FAR;
}

/* Our nearest rule of the same kind that is not taken. */
static size_t
nearest(const ht_sheet *ours, const bool *taken, const ht_sheet_rule *b)
{
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < ours->nrule; i++) {
		const ht_sheet_rule *a = &ours->rule[i];

		if (taken[i] || upright(a) != upright(b) ||
			ht_abs(middle(a) - middle(b)) > reach(b) ||
			a->x >= b->x + b->w + RULE_FAR ||
			b->x >= a->x + a->w + RULE_FAR)
			continue;
		if (best == SIZE_MAX ||
			distance(a, b) < distance(&ours->rule[best], b))
			best = i;
	}
	return best;
}

static void
place_finding(ht_pairs *p, ht_msg msg, size_t page, const ht_sheet_rule *b,
	const ht_sheet_rule *a)
{
	ht_finding *f = ht_pairs_add(p, msg, NULL, NULL);
	const ht_sheet_rule *at = b ? b : a;

	p->displaced[page] = true;
	f->page = (int)page + 1;
	f->our_page = a ? (int)page + 1 : 0;
	f->x = at->x;
	f->y = at->y;
	f->arg[0] = ht_pairs_mm(p, a ? a->w : b->w) + 1;
	f->arg[1] = ht_pairs_mm(p, b ? b->w : a->w) + 1;
	f->arg[2] = ht_pairs_mm(p, at->y) + 1;
}

static void
compare_rule(ht_pairs *p, size_t page, const ht_sheet_rule *b,
	const ht_sheet_rule *a)
{
	ht_len limit = p->l->check.position, dx = a->x - b->x;
	bool up = upright(b);
	ht_len length = up ? a->h - b->h : a->w - b->w;
	ht_len thick = up ? a->w - b->w : a->h - b->h;

	if (ht_abs(length) > limit && !ht_near(length, p->width, limit)) {
		place_finding(p, HT_MSG_DIFFER_RULE_LENGTH, page, b, a);
		p->out->finding[p->out->nfinding - 1].delta = length;
	} else if (!ht_pairs_across_expected(p, p->width ? -dx : dx) &&
		   !ht_pairs_across_expected(p, dx)) {
		place_finding(p, HT_MSG_DIFFER_RULE_ACROSS, page, b, a);
		p->out->finding[p->out->nfinding - 1].delta = dx;
		p->out->finding[p->out->nfinding - 1].arg[0] =
			ht_pairs_mm(p, dx);
	}
	if (ht_abs(thick) > p->l->check.thickness) {
		ht_finding *f;

		place_finding(p, HT_MSG_DIFFER_RULE_THICK, page, b, a);
		f = &p->out->finding[p->out->nfinding - 1];
		f->delta = thick;
		f->arg[0] = ht_pairs_mm(p, up ? a->w : a->h) + 1;
		f->arg[1] = ht_pairs_mm(p, up ? b->w : b->h) + 1;
	}
	if (a->colour.r != b->colour.r || a->colour.g != b->colour.g ||
		a->colour.b != b->colour.b)
		place_finding(p, HT_MSG_DIFFER_RULE_COLOUR, page, b, a);
}

/* Rules of a page that have the same text on both sides. */
void
ht_pairs_rules(ht_pairs *p, size_t page, ht_rule_pairs *out)
{
	const ht_sheet *a = &p->a.s->sheet[page], *b = &p->b.s->sheet[page];
	bool *taken = HT_ARRAY(p->ctx->arena, bool, a->nrule + 1);
	size_t missing = 0, extra = 0;
	const ht_sheet_rule *lost = NULL, *more = NULL;

	for (size_t i = 0; i < b->nrule; i++) {
		const ht_sheet_rule *r = &b->rule[i];
		size_t k = nearest(a, taken, r);

		if (k == SIZE_MAX) {
			lost = missing++ ? lost : r;
			continue;
		}
		taken[k] = true;
		compare_rule(p, page, r, &a->rule[k]);
		HT_ROOM(p->ctx->arena, out->pair, out->n, out->cap);
		out->pair[out->n++] = (ht_rule_pair){.b = r,
			.a = &a->rule[k],
			.y = middle(r),
			.dy = middle(&a->rule[k]) - middle(r)};
	}
	for (size_t i = 0; i < a->nrule; i++)
		if (!taken[i])
			more = extra++ ? more : &a->rule[i];
	if (lost) {
		place_finding(p, HT_MSG_DIFFER_RULE_MISSING, page, lost, NULL);
		p->out->finding[p->out->nfinding - 1].count = missing;
	}
	if (more) {
		place_finding(p, HT_MSG_DIFFER_RULE_EXTRA, page, NULL, more);
		p->out->finding[p->out->nfinding - 1].count = extra;
	}
}
