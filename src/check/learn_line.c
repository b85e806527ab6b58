/* SPDX-License-Identifier: Apache-2.0
 *
 * Learning: the em, the cell, and how lines are filled.  Natural widths show
 * in the last lines of paragraphs, which nothing stretches; what full lines do
 * to their marks shows whether marks are squeezed and hang.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "check/learner.h"
#include "line/class.h"

#define PER_MILLE 1000
#define ADVANCE_WINDOW (HT_EMU_PT * 15 / 100) /* one advance, rounded */
#define CELL_APART (HT_EMU_PT / 10) /* a cell that is no em */
#define ON_GRID 30 /* per mille of a cell off the whole number */
#define SAMPLES_MIN 5
#define GAP_TYPED 400 /* per mille of the em: so much is a typed blank */
#define GAP_NONE 100 /* no gap was meant */
#define GAP_LEAST 200 /* the usual quarter em, */
#define GAP_MOST 275 /* rounded */
#define GAP_USUAL 250
#define MOSTLY 85 /* per cent: one way of setting, some exceptions */
#define TIGHT 600 /* a mark before a mark that lost its half, */
#define LOOSE 850 /* and one that did not */
#define SQUEEZED 970
#define HANGING 100 /* of the em: as near to the edge begins a hung mark */
#define SQUEEZED_SOME 33 /* one line in as many: it seems to be done, */
#define SQUEEZED_SURE 10 /* and surely */

/* A last line: nothing in it is stretched. */
static bool
is_natural(const ht_learner *s, const ht_group *g, size_t row)
{
	const ht_row *r = &s->row[row];

	return g->body && g->used && row + 1 == g->end &&
	       ht_learn_x(s, r, r->x1) < s->end;
}

static ht_len
advance(const ht_row *r, size_t i)
{
	return r->mark[i + 1].x - r->mark[i].x;
}

/* Per mille of the body's em as it is drawn. */
static int
milli(const ht_learner *s, ht_len v)
{
	return (int)((int64_t)v * PER_MILLE / s->size);
}

/* --- em and cell */

static ht_mode
han_advance(ht_learner *s)
{
	ht_samples x = {0};
	ht_mode m;

	for (size_t k = 0; k < s->ngroup; k++)
		for (size_t i = s->group[k].beg; i < s->group[k].end; i++) {
			const ht_row *r = &s->row[i];

			for (size_t c = 0;
				is_natural(s, &s->group[k], i) && c + 1 < r->n;
				c++)
				if (ht_cp_is_han(r->cp[c]) &&
					ht_cp_is_han(r->cp[c + 1]))
					ht_samples_add(s->ctx->arena, &x,
						advance(r, c));
		}
	m = ht_samples_mode(&x, ADVANCE_WINDOW);
	return m.agree ? ht_samples_near(&x, m.value, ADVANCE_WINDOW) : m;
}

static ht_err
set_cell(ht_learner *s, ht_mode m)
{
	int cells;
	ht_len off;

	s->cell = s->em;
	if (m.agree < SAMPLES_MIN || abs(m.value - s->em) <= CELL_APART)
		return ht_learn_set(s, "text.cell", "em", HT_MSG_LEARN_CELL,
			ht_learn_count(s, m.agree), ht_learn_len(s, m.value),
			NULL);
	s->cell = m.value;
	cells = (int)((s->end + s->cell / 2) / s->cell);
	off = s->end - s->cell * cells;
	s->on_grid = abs(off) * (int64_t)PER_MILLE < (int64_t)s->cell * ON_GRID;
	if (s->on_grid) {
		s->cell = s->end / cells;
		return ht_learn_set(s, "text.cell", "grid", HT_MSG_LEARN_CELL,
			ht_learn_count(s, m.agree), ht_learn_len(s, m.value),
			NULL);
	}
	return ht_learn_set(s, "text.cell", ht_learn_len(s, s->cell),
		HT_MSG_LEARN_CELL, ht_learn_count(s, m.agree),
		ht_learn_len(s, m.value), NULL);
}

/* The right edge: the last character's own box, which on a grid ends with its
 * cell and otherwise is no wider than its em. */
static ht_err
set_width(ht_learner *s)
{
	ht_len sheet = s->sheets->sheet[0].w, binding, measured, right;
	int cells;

	measured = s->end + (s->cell < s->em || s->on_grid ? s->cell : s->em);
	binding = s->out->layout.page.binding;
	right = sheet - s->left[0] - measured;
	s->width = s->measured = measured;
	if (ht_learn_margin(right) != right)
		s->width = sheet - binding - ht_learn_margin(right);
	cells = (int)((s->width + s->cell / 20) / s->cell);
	HT_TRY(ht_learn_set(s, "page.area_width", ht_learn_len(s, s->width),
		HT_MSG_LEARN_WIDTH, ht_learn_count(s, s->end_agree),
		ht_learn_count(s, s->end_of), ht_learn_len(s, measured), NULL));
	return ht_learn_set(s, "page.cells", ht_learn_count(s, (size_t)cells),
		HT_MSG_LEARN_DERIVED, NULL);
}

ht_err
ht_learn_cell(ht_learner *s)
{
	ht_samples sizes = {0};
	ht_mode m;

	for (size_t i = 0; i < s->nrow; i++)
		ht_samples_add(s->ctx->arena, &sizes, s->row[i].line->size);
	m = ht_samples_near(&sizes, s->size, HT_EMU_PT / 5);
	s->em = ht_learn_size(s->size);
	HT_TRY(ht_learn_set(s, "text.size", ht_learn_len(s, s->em),
		HT_MSG_LEARN_SIZE, ht_learn_count(s, m.agree),
		ht_learn_count(s, m.of), ht_learn_len(s, s->size), NULL));
	HT_TRY(set_cell(s, han_advance(s)));
	return set_width(s);
}

/* --- settings that show by themselves */

static bool
is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

static bool
is_latin(uint32_t cp)
{
	return is_digit(cp) || (cp >= 'A' && cp <= 'Z') ||
	       (cp >= 'a' && cp <= 'z');
}

/* Gaps between Han characters and digits, per mille of the em. */
static ht_samples
autospaces(ht_learner *s)
{
	ht_samples gap = {0};
	int cell = milli(s, s->cell), half = PER_MILLE / 2;

	for (size_t k = 0; k < s->ngroup; k++) {
		const ht_group *g = &s->group[k];
		const ht_row *r = &s->row[g->end - 1];

		/* dates and numbers may be set without */
		if (!is_natural(s, g, g->end - 1) || !ht_learn_flows(g->kind))
			continue;
		for (size_t i = 0; i + 1 < r->n; i++) {
			uint32_t a = r->cp[i], b = r->cp[i + 1];
			int w = milli(s, advance(r, i));

			if (ht_cp_is_han(a) && is_latin(b))
				w -= cell;
			else if (is_digit(a) && ht_cp_is_han(b))
				w -= half;
			else
				continue;
			if (w < GAP_TYPED)
				ht_samples_add(s->ctx->arena, &gap, w);
		}
	}
	return gap;
}

static ht_err
set_autospace(ht_learner *s, unsigned *free)
{
	ht_samples gap = autospaces(s);
	int v = ht_samples_median(&gap);
	int nice = v < GAP_NONE			     ? 0
		   : v >= GAP_LEAST && v <= GAP_MOST ? GAP_USUAL
						     : v;

	if (gap.n < SAMPLES_MIN || (nice && nice != GAP_USUAL)) {
		*free |= HT_FIT_AUTOSPACE;
		return HT_OK;
	}
	return ht_learn_set(s, "line.autospace", ht_learn_milli(s, nice, ""),
		HT_MSG_LEARN_GAP, ht_learn_count(s, gap.n),
		ht_learn_milli(s, v, ""), NULL);
}

typedef struct {
	size_t latin, all;
} share;

static share
in_latin(const ht_learner *s, bool (*wanted)(uint32_t))
{
	share n = {0, 0};

	for (size_t k = 0; k < s->ngroup; k++)
		for (size_t i = s->group[k].beg;
			s->group[k].body && i < s->group[k].end; i++)
			for (size_t c = 0; c < s->row[i].n; c++) {
				const ht_row *r = &s->row[i];
				ht_role role = ht_learn_role(s, &r->mark[c]);

				if (!wanted(r->cp[c]) || role == HT_ROLE__MAX)
					continue;
				n.all++;
				n.latin += role == HT_ROLE_LATIN;
			}
	return n;
}

/* A setting that the marks' fonts tell; few or mixed marks leave it free. */
static ht_err
set_by_font(ht_learner *s, const char *path, const char *latin, const char *han,
	share n, unsigned flag, unsigned *free)
{
	if (n.all < SAMPLES_MIN)
		*free |= flag;
	else if (n.latin * 100 < n.all * MOSTLY &&
		 (n.all - n.latin) * 100 < n.all * MOSTLY)
		*free |= flag;
	if (!n.all)
		return HT_OK;
	return ht_learn_set(s, path, n.latin * 2 > n.all ? latin : han,
		HT_MSG_LEARN_FONT, ht_learn_count(s, n.latin),
		ht_learn_count(s, n.all), NULL);
}

/* --- marks */

static bool
is_mark(uint32_t cp)
{
	return ht_learn_closes(cp) || ht_learn_opens(cp);
}

/* Marks that give up the half between them where a layout pairs: a closing
 * one before any, an opening one before an opening one. */
static bool
is_pair(uint32_t a, uint32_t b)
{
	return ht_learn_closes(a) ? is_mark(b)
				  : ht_learn_opens(a) && ht_learn_opens(b);
}

static ht_samples
pairs(ht_learner *s, bool natural)
{
	ht_samples x = {0};

	for (size_t k = 0; k < s->ngroup; k++)
		for (size_t i = s->group[k].beg; i < s->group[k].end; i++) {
			const ht_row *r = &s->row[i];

			if (!s->group[k].body || !s->group[k].used ||
				(natural && !is_natural(s, &s->group[k], i)))
				continue;
			for (size_t c = 0; c + 1 < r->n; c++)
				if (is_pair(r->cp[c], r->cp[c + 1]) &&
					ht_learn_role(s, &r->mark[c]) !=
						HT_ROLE_LATIN)
					ht_samples_add(s->ctx->arena, &x,
						milli(s, advance(r, c)));
		}
	return x;
}

static ht_err
set_pair(ht_learner *s, unsigned *free)
{
	ht_samples x = pairs(s, true);
	int v;

	if (x.n < SAMPLES_MIN)
		x = pairs(s, false);
	if (x.n < SAMPLES_MIN) { /* so few may have been squeezed */
		*free |= HT_FIT_PAIR;
		return HT_OK;
	}
	v = ht_samples_median(&x);
	if (v > TIGHT && v < LOOSE)
		*free |= HT_FIT_PAIR;
	return ht_learn_set(s, "line.pair",
		v < (TIGHT + LOOSE) / 2 ? "true" : "false", HT_MSG_LEARN_PAIR,
		ht_learn_count(s, x.n), ht_learn_milli(s, v, ""), NULL);
}

/* A mark narrower than its cell that has no mark beside it, which might have
 * made it so; *any: there is a mark that could be. */
static bool
is_squeezed(const ht_learner *s, const ht_row *r, bool *any)
{
	for (size_t c = 1; c + 1 < r->n; c++) {
		if (!is_mark(r->cp[c]) || is_mark(r->cp[c - 1]) ||
			is_mark(r->cp[c + 1]) ||
			ht_learn_role(s, &r->mark[c]) == HT_ROLE_LATIN ||
			!ht_learn_in_cell(r->cp[c]))
			continue;
		*any = true;
		if ((int64_t)advance(r, c) * PER_MILLE <
			(int64_t)s->cell * SQUEEZED)
			return true;
	}
	return false;
}

typedef struct {
	size_t squeezed, marked, hung, closed;
} marks;

static marks
full_lines(const ht_learner *s)
{
	marks n = {0, 0, 0, 0};

	for (size_t k = 0; k < s->ngroup; k++)
		for (size_t i = s->group[k].beg;
			s->group[k].body && s->group[k].used &&
			i + 1 < s->group[k].end;
			i++) {
			const ht_row *r = &s->row[i];
			bool any = false;

			n.squeezed += is_squeezed(s, r, &any);
			n.marked += any;
			if (!ht_learn_closes(r->cp[r->n - 1]))
				continue;
			n.closed++;
			n.hung +=
				ht_learn_x(s, r, r->last) >=
				s->width - ht_muldiv(s->em, HANGING, PER_MILLE);
		}
	return n;
}

static ht_err
set_marks(ht_learner *s, unsigned *free)
{
	marks n = full_lines(s);
	bool squeeze = n.squeezed * SQUEEZED_SOME > n.marked;

	if (n.marked < SAMPLES_MIN ||
		(n.squeezed && n.squeezed * SQUEEZED_SURE <= n.marked))
		*free |= HT_FIT_SQUEEZE;
	HT_TRY(ht_learn_set(s, "line.squeeze", squeeze ? "true" : "false",
		HT_MSG_LEARN_SQUEEZE, ht_learn_count(s, n.squeezed),
		ht_learn_count(s, n.marked), NULL));
	if (!n.hung)
		*free |= HT_FIT_HANG;
	return ht_learn_set(s, "line.hang", n.hung ? "true" : "false",
		HT_MSG_LEARN_HANG, ht_learn_count(s, n.hung),
		ht_learn_count(s, n.closed), NULL);
}

/* A last line of one character and its marks. */
static size_t
lone_lines(const ht_learner *s)
{
	size_t n = 0;

	for (size_t k = 0; k < s->ngroup; k++) {
		const ht_group *g = &s->group[k];
		const ht_row *r = &s->row[g->end - 1];

		if (!g->body || !g->nbrk || !ht_cp_is_han(r->cp[0]))
			continue;
		for (size_t c = 1; c < r->n; c++)
			if (!is_mark(r->cp[c]))
				goto next;
		n++;
	next:;
	}
	return n;
}

ht_err
ht_learn_line(ht_learner *s, unsigned *free)
{
	size_t lone = lone_lines(s);

	*free = HT_FIT_THRESHOLD;
	HT_TRY(ht_learn_set(
		s, "line.kinsoku", "word", HT_MSG_LEARN_WORD, NULL));
	HT_TRY(set_autospace(s, free));
	HT_TRY(set_by_font(s, "line.latin", "font", "half",
		in_latin(s, is_digit), HT_FIT_LATIN, free));
	HT_TRY(set_by_font(s, "line.quotes", "latin", "han",
		in_latin(s, ht_is_quote), HT_FIT_QUOTES, free));
	HT_TRY(set_pair(s, free));
	HT_TRY(set_marks(s, free));
	if (!lone) {
		*free |= HT_FIT_LONE;
		return HT_OK;
	}
	return ht_learn_set(s, "line.lone_last", "true", HT_MSG_LEARN_LONE,
		ht_learn_count(s, lone), NULL);
}
