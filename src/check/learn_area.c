/* SPDX-License-Identifier: Apache-2.0
 *
 * Learning: the type area and its rows.  The left edge is where most long
 * lines begin, the right one where lines that end in a Han character end:
 * marks may be trimmed or hang there, Han characters never.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "check/learner.h"

#define LONG_ROW 18 /* characters of a line that tells of the edges */
#define ROWS_MIN 5 /* such lines, or there is nothing to measure */
#define EDGE (HT_EMU_PT * 15 / 100) /* lines that begin together */
#define DOT (HT_EMU_PT / 10) /* a device's, about */
#define SAME_PITCH (HT_EMU_PT * 3 / 10)
#define SHARE 7 /* one line in seven makes an edge */
#define MIRROR (2 * HT_EMU_PT) /* edges of odd and even pages differ */
#define PITCH_MAX 3 /* em */
#define TWIP (HT_EMU_PT / 20) /* the unit of pitches */
#define MANY 50 /* distances whose mean is that near */
#define PER_MILLE 1000
/* Where a word processor puts the baseline in a line of exact pitch. */
#define BASELINE_AT 800
#define ROW_SHARE 10 /* one page in ten has as many rows */

ht_len
ht_learn_x(const ht_learner *s, const ht_row *r, ht_len x)
{
	return x - s->left[r->page % 2];
}

static bool
is_long(const ht_row *r)
{
	return r->use == HT_ROW_BODY && r->n > LONG_ROW;
}

/* The leftmost place where enough long lines begin, on pages of one parity
 * (2: all). */
static ht_mode
left_edge(ht_learner *s, uint32_t parity)
{
	ht_samples x = {0};
	ht_mode best, m;
	size_t all;

	for (size_t i = 0; i < s->nrow; i++)
		if (is_long(&s->row[i]) &&
			(parity > 1 || s->row[i].page % 2 == parity))
			ht_samples_add(s->ctx->arena, &x, s->row[i].x0);
	all = x.n;
	best = m = ht_samples_mode(&x, EDGE);
	while (m.agree > 1 && m.agree * SHARE >= all) {
		best = m;
		while (x.n && x.v[x.n - 1] >= best.value - HT_EMU_PT)
			x.n--;
		m = ht_samples_mode(&x, EDGE);
	}
	best.of = all;
	return best;
}

/* Origin of the last character of full lines, from the left edge. */
static ht_mode
last_origin(ht_learner *s)
{
	ht_samples x = {0};

	for (size_t i = 0; i < s->nrow; i++) {
		const ht_row *r = &s->row[i];

		if (is_long(r) && ht_cp_is_han(r->cp[r->n - 1]))
			ht_samples_add(
				s->ctx->arena, &x, ht_learn_x(s, r, r->last));
	}
	return ht_samples_mode(&x, SAME_PITCH);
}

static ht_err
set_left(ht_learner *s)
{
	ht_mode all = left_edge(s, 2), odd = left_edge(s, 0),
		even = left_edge(s, 1);
	bool mirror = odd.of >= ROWS_MIN && even.of >= ROWS_MIN &&
		      abs(odd.value - even.value) > MIRROR;
	ht_mode used = mirror ? odd : all;
	ht_len nice;

	if (all.of < ROWS_MIN)
		return ht_fail(s->ctx, HT_EINPUT, HT_MSG_LEARN_TEXT, NULL, 0,
			ht_learn_count(s, all.of), NULL);
	s->left[0] = mirror ? odd.value : all.value;
	s->left[1] = mirror ? even.value : all.value;
	nice = ht_learn_margin(used.value);
	HT_TRY(ht_learn_set(s, "page.binding", ht_learn_len(s, nice),
		HT_MSG_LEARN_EDGE, ht_learn_count(s, used.agree),
		ht_learn_count(s, used.of), ht_learn_len(s, used.value), NULL));
	return ht_learn_set(s, "page.mirror", mirror ? "true" : "false",
		HT_MSG_LEARN_MIRROR, ht_learn_len(s, s->left[0]),
		ht_learn_len(s, s->left[1]), NULL);
}

/* --- rows */

static ht_mode
pitch_of(ht_learner *s, bool *exact)
{
	ht_samples gap = {0};
	ht_mode m;

	for (size_t i = 1; i < s->nrow; i++) {
		const ht_row *a = &s->row[i - 1], *b = &s->row[i];
		ht_len d = b->line->y - a->line->y;

		if (a->use == HT_ROW_BODY && b->use == HT_ROW_BODY &&
			a->page == b->page && d > s->size * 3 / 4 &&
			d < PITCH_MAX * s->size)
			ht_samples_add(s->ctx->arena, &gap, d);
	}
	m = ht_samples_mode(&gap, DOT);
	if (!m.agree)
		return m;
	m = ht_samples_near(&gap, m.value, SAME_PITCH);
	*exact = ht_samples_near(&gap, m.value, HT_EMU_PT / 100).agree * 10 >
		 m.agree * 9;
	return m;
}

/* A pitch is a number of twips.  Where a device rounded each distance, the mean
 * of many comes near it; a few, or exact ones, are left as they are. */
static ht_len
nice_pitch(ht_mode m, bool exact)
{
	return m.agree < MANY || exact ? m.value
				       : (m.value + TWIP / 2) / TWIP * TWIP;
}

/* Where the pages' first body rows stand. */
static ht_mode
first_rows(ht_learner *s)
{
	ht_samples y = {0}, any = {0};
	uint32_t seen = UINT32_MAX, body = UINT32_MAX;

	for (size_t i = 0; i < s->nrow; i++) {
		const ht_row *r = &s->row[i];

		if (r->use == HT_ROW_BODY && r->page != seen)
			ht_samples_add(s->ctx->arena, &y, r->line->y);
		if (r->use == HT_ROW_BODY && r->page != body) {
			ht_samples_add(s->ctx->arena, &any, r->line->y);
			body = r->page;
		}
		seen = r->page;
	}
	if (!y.n)
		return ht_samples_mode(&any, HT_EMU_PT);
	return ht_samples_mode(&y, HT_EMU_PT);
}

/* Rows of a page, counted from the first baseline to its last body row. */
static int
rows_of(const ht_learner *s, uint32_t page, ht_len first)
{
	ht_len y = 0;

	for (size_t i = 0; i < s->nrow; i++)
		if (s->row[i].page == page && s->row[i].use == HT_ROW_BODY &&
			s->row[i].line->y > y)
			y = s->row[i].line->y;
	return y < first ? 0
			 : (y - first + s->row_pitch / 2) / s->row_pitch + 1;
}

/* The most rows that enough pages have. */
static int
most_rows(const ht_learner *s, ht_len first, size_t *pages)
{
	ht_samples rows = {0};
	size_t skip;

	for (uint32_t i = 0; i < s->sheets->nsheet; i++) {
		int n = rows_of(s, i, first);

		if (n > 0)
			ht_samples_add(s->ctx->arena, &rows, n);
	}
	*pages = rows.n;
	if (!rows.n)
		return 1;
	ht_samples_median(&rows);
	skip = rows.n / ROW_SHARE;
	return rows.v[rows.n - 1 - skip];
}

static ht_err
set_area_height(ht_learner *s, ht_len first, int rows)
{
	ht_len h = s->sheets->sheet[0].h;
	ht_len top = first - ht_muldiv(s->row_pitch, BASELINE_AT, PER_MILLE);
	ht_len height = s->row_pitch * rows;

	top = top < 0 ? 0 : top;
	height = top + height > h ? h - top : height;
	HT_TRY(ht_learn_set(s, "page.top", ht_learn_len(s, top),
		HT_MSG_LEARN_DERIVED, NULL));
	return ht_learn_set(s, "page.area_height", ht_learn_len(s, height),
		HT_MSG_LEARN_DERIVED, NULL);
}

static ht_err
set_rows(ht_learner *s)
{
	bool exact = false;
	ht_mode pitch = pitch_of(s, &exact), first = first_rows(s);
	size_t pages;
	int rows;

	if (!pitch.agree || !first.agree)
		return ht_fail(s->ctx, HT_EINPUT, HT_MSG_LEARN_TEXT, NULL, 0,
			ht_learn_count(s, pitch.of), NULL);
	s->row_pitch = nice_pitch(pitch, exact);
	rows = most_rows(s, first.value, &pages);
	HT_TRY(ht_learn_set(s, "page.pitch", "fixed", HT_MSG_LEARN_PITCH,
		ht_learn_count(s, pitch.agree), ht_learn_count(s, pitch.of),
		ht_learn_len(s, pitch.value), NULL));
	HT_TRY(ht_learn_set(s, "page.row", ht_learn_len(s, s->row_pitch),
		HT_MSG_LEARN_PITCH, ht_learn_count(s, pitch.agree),
		ht_learn_count(s, pitch.of), ht_learn_len(s, pitch.value),
		NULL));
	HT_TRY(ht_learn_set(s, "page.first", ht_learn_len(s, first.value),
		HT_MSG_LEARN_FIRST, ht_learn_count(s, first.agree),
		ht_learn_count(s, first.of), NULL));
	HT_TRY(ht_learn_set(s, "page.rows", ht_learn_count(s, (size_t)rows),
		HT_MSG_LEARN_ROWS, ht_learn_count(s, pages), NULL));
	return set_area_height(s, first.value, rows);
}

ht_err
ht_learn_area(ht_learner *s)
{
	const ht_sheet *sheet = s->sheets->sheet;
	ht_mode end;

	HT_TRY(ht_learn_set(s, "page.width", ht_learn_len(s, sheet->w),
		HT_MSG_LEARN_SHEET, NULL));
	HT_TRY(ht_learn_set(s, "page.height", ht_learn_len(s, sheet->h),
		HT_MSG_LEARN_SHEET, NULL));
	HT_TRY(set_left(s));
	end = last_origin(s);
	if (end.agree < 2)
		return ht_fail(s->ctx, HT_EINPUT, HT_MSG_LEARN_TEXT, NULL, 0,
			ht_learn_count(s, end.of), NULL);
	s->end = end.value;
	s->end_agree = end.agree;
	s->end_of = end.of;
	return set_rows(s);
}
