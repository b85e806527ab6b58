/* SPDX-License-Identifier: Apache-2.0
 *
 * Learning: rows to paragraphs, and each paragraph's text as someone would
 * have typed it.  A paragraph begins where a line is indented, after a line
 * that ends short of the right edge, below a wider gap, and after a date.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "check/learner.h"

#define PER_MILLE 1000
#define INDENTED 700 /* per mille of the em: begins a paragraph */
#define OUTSIDE 1500 /* left of the type area: no body */
#define SHORT 2400 /* a line that ends so far from the edge is a last one */
#define SAME_LEFT 150
#define PITCHES 1600 /* a wider gap between rows parts them */
#define TITLE_GAP 2500 /* of its em, between lines of one title */
#define CENTRED 1000
#define SIZE_REACH (HT_EMU_PT * 3 / 10)
/* Gaps beyond the cell that are blanks, per mille of the em. */
#define GAP_WIDE 850
#define GAP_HAN 330 /* between two in cells */
#define GAP_MIXED 420
#define GAP_WEST 200
#define HALF 500 /* cell of a Latin character, about */

static ht_len
em(const ht_learner *s, int per_mille)
{
	return ht_muldiv(s->size, per_mille, PER_MILLE);
}

/* --- where a paragraph begins */

static bool
is_body(const ht_learner *s, const ht_row *r)
{
	return r->use == HT_ROW_BODY &&
	       ht_learn_x(s, r, r->x0) > -em(s, OUTSIDE);
}

/* 2024.., year month day, and nothing else: by its marks. */
static bool
is_date(const ht_row *r)
{
	static const uint32_t part[] = {0x5E74, 0x6708, 0x65E5};
	size_t found = 0;

	for (size_t i = 0; i < r->n; i++) {
		bool digit = r->cp[i] >= '0' && r->cp[i] <= '9';

		if (digit || ht_cp_is_blank(r->cp[i]))
			continue;
		if (found == 3 || r->cp[i] != part[found])
			return false;
		found++;
	}
	return found == 3;
}

static bool
is_full(const ht_learner *s, const ht_row *r)
{
	return ht_learn_x(s, r, r->x1) >= s->end + s->size - em(s, SHORT);
}

/* A hanging indent: full lines that begin where the last one did, in the
 * middle of a sentence. */
static bool
hangs_on(const ht_learner *s, const ht_group *g, const ht_row *last,
	const ht_row *r)
{
	ht_len x = ht_learn_x(s, r, r->x0);

	return g->end - g->beg > 1 && is_full(s, last) &&
	       abs(x - ht_learn_x(s, last, last->x0)) < em(s, SAME_LEFT) &&
	       !ht_learn_closes(last->cp[last->n - 1]);
}

static bool
begins(const ht_learner *s, const ht_group *g, const ht_row *last,
	const ht_row *r)
{
	if (!g || !g->body || is_date(last) || !is_full(s, last))
		return true;
	if (r->page == last->page &&
		r->line->y - last->line->y >
			ht_muldiv(s->row_pitch, PITCHES, PER_MILLE))
		return true;
	return ht_learn_x(s, r, r->x0) > em(s, INDENTED) &&
	       !hangs_on(s, g, last, r);
}

static bool
is_centred(const ht_learner *s, const ht_row *r)
{
	ht_len mid = (ht_learn_x(s, r, r->x0) + ht_learn_x(s, r, r->x1)) / 2;

	return abs(mid - (s->end + s->size) / 2) <
	       ht_muldiv(r->line->size, CENTRED, PER_MILLE);
}

/* Lines of one title: the same face, centred, close together. */
static bool
joins(const ht_learner *s, const ht_group *g, const ht_row *last,
	const ht_row *r)
{
	return g && !g->body && last->page == r->page &&
	       last->use == HT_ROW_OTHER &&
	       abs(last->line->size - r->line->size) < SIZE_REACH &&
	       last->mark[0].font == r->mark[0].font && is_centred(s, last) &&
	       is_centred(s, r) &&
	       r->line->y - last->line->y <
		       ht_muldiv(r->line->size, TITLE_GAP, PER_MILLE);
}

/* --- text */

static bool
is_west(uint32_t cp)
{
	return cp < 0x80 && !ht_cp_is_blank(cp);
}

/* What a mark takes by itself: in a Latin font that font's advance, as far as
 * ours tells it, else half a cell or a cell. */
static ht_len
own_width(const ht_learner *s, const ht_row *r, size_t i)
{
	uint32_t cp = r->cp[i];
	const ht_font *f = NULL;

	if (ht_learn_role(s, &r->mark[i]) == HT_ROLE_LATIN)
		f = ht_fontset_find(s->fs, HT_ROLE_LATIN, cp);
	if (f)
		return ht_muldiv(r->mark[i].size,
			ht_font_advance(f, ht_font_glyph(f, cp)),
			ht_font_upem(f));
	return ht_muldiv(
		r->mark[i].size, is_west(cp) ? HALF : PER_MILLE, PER_MILLE);
}

/* The blanks between mark i and the next that no character says. */
static void
add_gap(const ht_learner *s, ht_buf *b, const ht_row *r, size_t i)
{
	uint32_t cp = r->cp[i], next = r->cp[i + 1];
	ht_len size = r->mark[i].size ? r->mark[i].size : 1;
	ht_len gap = r->mark[i + 1].x - r->mark[i].x - own_width(s, r, i);
	int milli = (int)((int64_t)gap * PER_MILLE / size);
	int least = is_west(cp) && is_west(next)   ? GAP_WEST
		    : is_west(cp) || is_west(next) ? GAP_MIXED
						   : GAP_HAN;

	if (ht_cp_is_blank(cp) || ht_cp_is_blank(next))
		return;
	if (milli > GAP_WIDE)
		for (int k = (milli + HALF) / PER_MILLE; k > 0; k--)
			ht_buf_addcp(b, 0x3000);
	else if (milli > least)
		ht_buf_addc(b, ' ');
}

/* A row spread out letter by letter has no blanks of its own. */
static bool
is_spread(const ht_row *r)
{
	size_t wide = 0;

	for (size_t i = 0; i + 1 < r->n; i++)
		wide += ht_cp_is_blank(r->cp[i]) ||
			r->mark[i + 1].x - r->mark[i].x >
				ht_muldiv(r->mark[i].size, PER_MILLE + GAP_HAN,
					PER_MILLE);
	return r->n > 2 && wide * 10 > r->n * 3;
}

static void
add_row(const ht_learner *s, ht_buf *b, const ht_row *r)
{
	bool spread = is_spread(r);

	for (size_t i = 0; i < r->n; i++) {
		if (spread && ht_cp_is_blank(r->cp[i]))
			continue;
		ht_buf_addcp(b, r->cp[i]);
		if (!spread && i + 1 < r->n)
			add_gap(s, b, r, i);
	}
}

static void
write_text(ht_learner *s, ht_group *g)
{
	ht_buf b = {0};

	g->brk = HT_ARRAY(s->ctx->arena, uint32_t, g->end - g->beg);
	for (size_t i = g->beg; i < g->end; i++) {
		if (i > g->beg)
			g->brk[g->nbrk++] = (uint32_t)b.n;
		add_row(s, &b, &s->row[i]);
	}
	g->text = ht_str_from(ht_str_cstr(s->ctx->arena, ht_buf_str(&b)));
	ht_buf_drop(&b);
}

/* --- groups */

static void
measure(ht_learner *s, ht_group *g)
{
	ht_samples x = {0};
	const ht_row *r = &s->row[g->beg];

	g->first = ht_learn_x(s, r, r->x0);
	for (size_t i = g->beg + 1; i < g->end; i++)
		ht_samples_add(s->ctx->arena, &x,
			ht_learn_x(s, &s->row[i], s->row[i].x0));
	g->left = x.n ? ht_samples_median(&x) : g->first;
	g->used = s->opt->pages == HT_PAGES_ALL ||
		  (r->page % 2 == 0) == (s->opt->pages == HT_PAGES_ODD);
}

void
ht_learn_groups(ht_learner *s)
{
	ht_group *g = NULL;
	const ht_row *last = NULL;

	for (size_t i = 0; i < s->nrow; i++) {
		const ht_row *r = &s->row[i];
		bool body = is_body(s, r);

		if (body ? !begins(s, g, last, r) : joins(s, g, last, r)) {
			g->end = i + 1;
			last = r;
			continue;
		}
		HT_ROOM(s->ctx->arena, s->group, s->ngroup, s->capgroup);
		g = &s->group[s->ngroup++];
		*g = (ht_group){.beg = i, .end = i + 1, .body = body};
		last = r;
	}
	for (size_t i = 0; i < s->ngroup; i++) {
		measure(s, &s->group[i]);
		write_text(s, &s->group[i]);
	}
}
