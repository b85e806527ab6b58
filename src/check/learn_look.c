/* SPDX-License-Identifier: Apache-2.0
 *
 * Learning: faces, sizes and colours of the elements, each measured on the
 * paragraphs of its kind.  Words tell what a paragraph is, and they err; so
 * what is set as no such element can be is left out.
 */
#include <stdlib.h>

#include "check/learner.h"

/* Per cent of the body's em: what stands in the measure like the body is no
 * larger, as titles are, and no smaller, as the cells of tables are. */
#define LARGEST 130
#define SMALLEST 85
#define SAME 98 /* a stray may be anything: a smaller one is no paragraph */
#define LARGER 110 /* a title is larger by more */
#define SIZE_WINDOW (HT_EMU_PT / 5)
#define DARK 72 /* of 255: a black, as printers mix it */

typedef struct {
	size_t role[HT_ROLE__MAX], nrole;
	ht_samples size, colour; /* of the rows measured */
} looks;

ht_role
ht_learn_most(const size_t *count)
{
	int best = HT_ROLE__MAX;

	for (int r = 0; r < HT_ROLE__MAX; r++)
		if (count[r] &&
			(best == HT_ROLE__MAX || count[r] > count[best]))
			best = r;
	return (ht_role)best;
}

uint32_t
ht_learn_packed(ht_colour c)
{
	return (uint32_t)c.r << 16 | (uint32_t)c.g << 8 | c.b;
}

const char *
ht_learn_colour(ht_learner *s, uint32_t colour)
{
	return ht_fmt(s->ctx->arena, "#%06X", (unsigned)colour);
}

/* A colour of text: a black that printers mix is black. */
static uint32_t
printed(ht_colour c)
{
	return c.r < DARK && c.g < DARK && c.b < DARK ? 0 : ht_learn_packed(c);
}

/* Text may run in behind the head, in the body's face. */
static bool
runs_in(ht_elem_kind k)
{
	return (k >= HT_HEAD1 && k <= HT_HEAD4) || k == HT_ARTICLE;
}

/* The first character that stands in a cell; its size and face are those of a
 * head whose text runs in. */
static const ht_mark *
first_mark(const ht_row *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (ht_learn_in_cell(r->cp[i]))
			return &r->mark[i];
	return r->mark;
}

static ht_len
size_of(const ht_row *r, ht_elem_kind k)
{
	return runs_in(k) ? first_mark(r)->size : r->line->size;
}

static bool
is_larger(ht_len size, ht_len body)
{
	return (int64_t)size * 100 > (int64_t)body * LARGER;
}

/* Can a group be measured for the look of its kind?  A kind that the base
 * sets in another size than the body is not what stands in the body's, and
 * one that it sets larger is larger. */
static bool
tells(const ht_learner *s, const ht_group *g, ht_elem_kind k, ht_len base_size)
{
	ht_len size = size_of(&s->row[g->beg], k);
	int smallest = k == HT_STRAY ? SAME : SMALLEST;

	if (g->kind != k || !g->used || !g->leads)
		return false;
	if (ht_learn_flows(k))
		return (int64_t)size * 100 <= (int64_t)s->em * LARGEST &&
		       (int64_t)size * 100 >= (int64_t)s->em * smallest;
	if (is_larger(s->out->layout.elem[k].size, base_size))
		return is_larger(size, s->em);
	return !g->body || s->out->layout.elem[k].size == base_size;
}

static void
add_roles(const ht_learner *s, const ht_row *r, bool first_only, looks *out)
{
	for (size_t i = 0; i < r->n; i++) {
		ht_role role = ht_learn_role(s, &r->mark[i]);

		if (!ht_learn_in_cell(r->cp[i]) || role >= HT_ROLE_LATIN)
			continue;
		out->role[role]++;
		out->nrole++;
		if (first_only)
			return;
	}
}

static looks
measure(ht_learner *s, ht_elem_kind k, ht_len base_size)
{
	looks out = {{0}, 0, {0}, {0}};

	for (size_t i = 0; i < s->ngroup; i++) {
		const ht_group *g = &s->group[i];
		const ht_row *r = &s->row[g->beg];

		if (!tells(s, g, k, base_size))
			continue;
		add_roles(s, r, runs_in(k), &out);
		ht_samples_add(s->ctx->arena, &out.size, size_of(r, k));
		ht_samples_add(s->ctx->arena, &out.colour,
			(ht_len)printed(r->line->colour));
	}
	return out;
}

static ht_err
set_face(ht_learner *s, ht_elem_kind k, const looks *seen)
{
	ht_role best = ht_learn_most(seen->role);

	if (best == HT_ROLE__MAX)
		return HT_OK;
	if (k == HT_BODY)
		s->body_role = best;
	if (best == s->out->layout.elem[k].font)
		return HT_OK;
	return ht_learn_set(s, ht_learn_key(s, k, "font"), ht_role_name(best),
		HT_MSG_LEARN_FACE, ht_learn_count(s, seen->role[best]),
		ht_learn_count(s, seen->nrole), NULL);
}

static ht_err
set_em(ht_learner *s, ht_elem_kind k)
{
	if (s->out->layout.elem[k].size == s->em)
		return HT_OK;
	return ht_learn_set(s, ht_learn_key(s, k, "size"),
		ht_learn_len(s, s->em), HT_MSG_LEARN_ALIKE, NULL);
}

static ht_err
set_size(ht_learner *s, ht_elem_kind k, looks *seen)
{
	ht_mode m = ht_samples_mode(&seen->size, SIZE_WINDOW);
	ht_len size = ht_learn_size(m.value);

	/* What is taken for body may be anything; the em was measured on all.
	 */
	if (k == HT_BODY && m.agree * 2 <= m.of)
		return set_em(s, k);
	if (!m.agree || size == s->out->layout.elem[k].size)
		return HT_OK;
	return ht_learn_set(s, ht_learn_key(s, k, "size"),
		ht_learn_len(s, size), HT_MSG_LEARN_SIZE,
		ht_learn_count(s, m.agree), ht_learn_count(s, m.of),
		ht_learn_len(s, m.value), NULL);
}

static ht_err
set_colour(ht_learner *s, ht_elem_kind k, looks *seen)
{
	ht_mode m = ht_samples_mode(&seen->colour, 0);
	uint32_t colour = (uint32_t)m.value;

	if (!m.agree || colour == s->out->layout.elem[k].colour)
		return HT_OK;
	return ht_learn_set(s, ht_learn_key(s, k, "colour"),
		ht_learn_colour(s, colour), HT_MSG_LEARN_LINES,
		ht_learn_count(s, m.agree), ht_learn_count(s, m.of), NULL);
}

/* A kind that the original has not is as large as its body where the base has
 * it so, unless those that it has are not. */
static ht_err
set_alike(ht_learner *s, const bool *measured, ht_len base_size)
{
	size_t alike = 0, apart = 0;

	for (int k = 0; k < HT_NOISE; k++)
		if (k != HT_BODY && measured[k] &&
			ht_learn_flows((ht_elem_kind)k)) {
			bool same = s->out->layout.elem[k].size == s->em;

			alike += same;
			apart += !same;
		}
	for (int i = 0; i < HT_NOISE && alike >= apart; i++) {
		ht_elem_kind k = (ht_elem_kind)i;

		if (!measured[i] && ht_learn_flows(k) &&
			s->out->layout.elem[k].size == base_size)
			HT_TRY(set_em(s, k));
	}
	return HT_OK;
}

ht_err
ht_learn_looks(ht_learner *s)
{
	const ht_len base_size = s->out->layout.elem[HT_BODY].size;
	bool measured[HT_NOISE] = {false};

	for (int i = 0; i < HT_NOISE; i++) {
		ht_elem_kind k = (ht_elem_kind)i;
		looks seen;

		if (k == HT_ISSUER_MARK) /* by its place: learn_head.c */
			continue;
		seen = measure(s, k, base_size);
		measured[i] = seen.size.n > 0;
		HT_TRY(set_size(s, k, &seen));
		HT_TRY(set_face(s, k, &seen));
		HT_TRY(set_colour(s, k, &seen));
	}
	return set_alike(s, measured, base_size);
}
