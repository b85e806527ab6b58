/* SPDX-License-Identifier: Apache-2.0
 *
 * Learning: which element each group is, by the same recognition that a
 * source goes through, and how elements of a kind are indented.
 */
#include <stdlib.h>

#include "check/learner.h"
#include "text/text.h"

#define PER_MILLE 1000
#define SAME (PER_MILLE / 10) /* zi: indents that are one */
#define NEAR_HALF 60 /* of a zi: a half zi that was rounded */
#define CENTRED 500 /* per mille of the em off the middle */
#define GAP "\n\n"

/* --- recognition */

static ht_err
recognise(ht_learner *s, ht_doc *doc, uint32_t *at)
{
	ht_buf b = {0};
	ht_source source;
	ht_raws raws;
	ht_doc_options opt = {.no_infer = true};
	ht_str text;

	for (size_t i = 0; i < s->ngroup; i++) {
		at[i] = (uint32_t)b.n;
		ht_buf_addstr(&b, s->group[i].text);
		ht_buf_adds(&b, GAP);
	}
	text = ht_str_from(ht_str_cstr(s->ctx->arena, ht_buf_str(&b)));
	ht_buf_drop(&b);
	HT_TRY(ht_source_decode(s->ctx, "", text, &source));
	HT_TRY(ht_raw_read(s->ctx, &source, &raws));
	return ht_doc_recognise(s->ctx, s->rules, &source, &raws, &opt, doc);
}

static void
set_kinds(ht_learner *s, const ht_doc *doc, const uint32_t *at)
{
	size_t k = 0, last = SIZE_MAX;

	for (size_t i = 0; i < s->ngroup; i++) {
		while (k + 1 < doc->nelem && doc->elem[k + 1].span.beg <= at[i])
			k++;
		s->group[i].kind = doc->nelem ? doc->elem[k].kind : HT_BODY;
		s->group[i].leads = k != last;
		last = k;
	}
}

/* A title is told by its words, which a slogan has not; the sheet shows it:
 * the first text below the red rule that is larger than the body.  What was
 * taken for it is then what stands below the title in the body's size. */
static void
set_title(ht_learner *s)
{
	const ht_row *title = ht_learn_title(s);

	if (!title)
		return;
	for (size_t i = 0; i < s->ngroup; i++) {
		ht_group *g = &s->group[i];
		const ht_row *r = &s->row[g->beg];

		if (r == title) {
			g->kind = HT_TITLE;
			g->leads = true;
		} else if (g->kind == HT_TITLE && r > title &&
			   r->page == title->page && g->body) {
			g->kind = HT_SUBTITLE;
		}
	}
}

/* --- indents */

bool
ht_learn_flows(ht_elem_kind k)
{
	return (k >= HT_ADDRESSEE && k <= HT_ATTACHMENT_NOTE) || k == HT_NOTE ||
	       k == HT_DISCLOSURE || k == HT_STRAY;
}

static bool
is_kind(const ht_group *g, ht_elem_kind k)
{
	return g->kind == k && g->body && g->used;
}

static int
zi(const ht_learner *s, ht_len v)
{
	return (int)((int64_t)v * PER_MILLE / s->cell);
}

/* Half a zi where one is near, else as measured. */
static int
nice(int milli)
{
	const int half = PER_MILLE / 2;
	int n = (milli + (milli < 0 ? -half / 2 : half / 2)) / half * half;

	return abs(n - milli) <= NEAR_HALF ? n : milli;
}

/* The commonest first indent of a kind, each paragraph counted by its lines:
 * what it explains of them. */
static ht_mode
first_indent(ht_learner *s, ht_elem_kind k)
{
	ht_samples x = {0};

	for (size_t i = 0; i < s->ngroup; i++)
		for (size_t n = 0;
			is_kind(&s->group[i], k) && n < s->group[i].nbrk; n++)
			ht_samples_add(
				s->ctx->arena, &x, zi(s, s->group[i].first));
	for (size_t i = 0; i < s->ngroup && !x.n; i++)
		if (is_kind(&s->group[i], k))
			ht_samples_add(
				s->ctx->arena, &x, zi(s, s->group[i].first));
	return ht_samples_mode(&x, SAME);
}

static ht_mode
left_indent(ht_learner *s, ht_elem_kind k)
{
	ht_samples x = {0};

	for (size_t i = 0; i < s->ngroup; i++)
		if (is_kind(&s->group[i], k) && s->group[i].nbrk)
			ht_samples_add(
				s->ctx->arena, &x, zi(s, s->group[i].left));
	return ht_samples_mode(&x, SAME);
}

/* One line in the middle of the type area. */
static bool
is_centred(const ht_learner *s, const ht_group *g)
{
	const ht_row *r = &s->row[g->beg];
	ht_len mid = (ht_learn_x(s, r, r->x0) + ht_learn_x(s, r, r->x1)) / 2;

	return g->end - g->beg == 1 && g->first > 3 * s->cell &&
	       abs(mid - s->width / 2) < ht_muldiv(s->em, CENTRED, PER_MILLE);
}

static bool
mostly_centred(const ht_learner *s, ht_elem_kind k)
{
	size_t centred = 0, n = 0;

	for (size_t i = 0; i < s->ngroup; i++)
		if (is_kind(&s->group[i], k)) {
			n++;
			centred += is_centred(s, &s->group[i]);
		}
	return centred * 2 > n;
}

const char *
ht_learn_key(ht_learner *s, ht_elem_kind k, const char *field)
{
	return ht_fmt(s->ctx->arena, "elements.%s.%s", ht_elem_name(k), field);
}

static ht_err
set_zi(ht_learner *s, const char *path, int now, ht_mode m)
{
	int v = nice(m.value), most = zi(s, s->width) / 2;

	/* What begins beyond the middle, as the cell of a table, has none. */
	if (v == now || abs(v) > most)
		return HT_OK;
	return ht_learn_set(s, path, ht_learn_milli(s, v, "zi"),
		HT_MSG_LEARN_INDENT, ht_learn_count(s, m.agree),
		ht_learn_count(s, m.of), ht_learn_milli(s, m.value, "zi"),
		NULL);
}

static ht_err
set_indents(ht_learner *s, ht_elem_kind k)
{
	const ht_elem_style *now = &s->out->layout.elem[k];
	ht_mode first = first_indent(s, k), left = left_indent(s, k);

	if (first.of && mostly_centred(s, k)) {
		HT_TRY(ht_learn_set(s, ht_learn_key(s, k, "align"), "centre",
			HT_MSG_LEARN_CENTRED, ht_learn_count(s, first.of),
			NULL));
		return ht_learn_set(s, ht_learn_key(s, k, "first"), "0zi",
			HT_MSG_LEARN_CENTRED, ht_learn_count(s, first.of),
			NULL);
	}
	if (first.of)
		HT_TRY(set_zi(
			s, ht_learn_key(s, k, "first"), now->first, first));
	if (left.of)
		HT_TRY(set_zi(s, ht_learn_key(s, k, "left"), now->left, left));
	return HT_OK;
}

/* A kind that the original has not is indented like its body, where the base
 * does so. */
static ht_err
set_alike(ht_learner *s, ht_elem_kind k, int base_first)
{
	const ht_elem_style *now = &s->out->layout.elem[k];
	const ht_elem_style *body = &s->out->layout.elem[HT_BODY];

	if (now->first != base_first || now->first == body->first)
		return HT_OK;
	return ht_learn_set(s, ht_learn_key(s, k, "first"),
		ht_learn_milli(s, body->first, "zi"), HT_MSG_LEARN_ALIKE, NULL);
}

ht_err
ht_learn_kinds(ht_learner *s)
{
	uint32_t *at = HT_ARRAY(s->ctx->arena, uint32_t, s->ngroup + 1);
	size_t seen = s->ctx->ndiag;
	int base_first = s->out->layout.elem[HT_BODY].first;
	ht_doc doc;

	HT_TRY(recognise(s, &doc, at));
	s->ctx->ndiag = seen; /* of the original's text: not ours to tell */
	set_kinds(s, &doc, at);
	set_title(s);
	HT_TRY(set_indents(s, HT_BODY));
	for (int i = 0; i < HT_NOISE; i++) {
		ht_elem_kind k = (ht_elem_kind)i;

		if (k == HT_BODY || !ht_learn_flows(k))
			continue;
		if (first_indent(s, k).of)
			HT_TRY(set_indents(s, k));
		else
			HT_TRY(set_alike(s, k, base_first));
	}
	return ht_learn_looks(s);
}
