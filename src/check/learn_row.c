/* SPDX-License-Identifier: Apache-2.0
 *
 * Learning: the rows of an original.  Which size is the body's, which rows are
 * page numbers, running lines or contents, and which marks are full-width
 * although the PDF's text says ASCII (some typesetters' own fonts).
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "check/learner.h"
#include "line/class.h"

#define SIZE_WINDOW (HT_EMU_PT / 5) /* one size, as devices round it */
#define SIZE_REACH (HT_EMU_PT * 3 / 10)
#define FOOT 86 /* per cent of the sheet: numbers stand below, */
#define HEAD 10 /* or above */
#define DIGITS_MAX 4 /* of a page number */
#define LEADERS 5 /* dots that lead to a contents line's number */
#define PER_MILLE 1000

static const struct {
	const char *pattern;
	ht_role role;
} font_names[] = {
#include "check/fontnames.inc"
};

static bool
contains(const char *name, const char *pattern)
{
	size_t n = strlen(pattern);

	for (; *name; name++)
		if (strncasecmp(name, pattern, n) == 0)
			return true;
	return false;
}

static ht_role
role_of(const char *name)
{
	for (size_t i = 0; i < sizeof font_names / sizeof *font_names; i++)
		if (contains(name, font_names[i].pattern))
			return font_names[i].role;
	return HT_ROLE__MAX;
}

ht_role
ht_learn_role(const ht_learner *s, const ht_mark *m)
{
	return m->font < s->sheets->nfont ? s->role[m->font] : HT_ROLE__MAX;
}

bool
ht_learn_in_cell(uint32_t cp)
{
	return ht_cp_is_han(cp) || (cp >= 0x3000 && cp < 0x3040) ||
	       (cp >= 0xFF00 && cp < 0xFF61);
}

bool
ht_learn_closes(uint32_t cp)
{
	ht_class_info info = ht_class_of(cp);

	return info.trim == HT_TRIM_RIGHT;
}

bool
ht_learn_opens(uint32_t cp)
{
	return ht_class_of(cp).trim == HT_TRIM_LEFT;
}

static uint32_t
cp_of(const ht_sheet_line *l, const ht_mark *m)
{
	size_t i = m->beg;

	return m->beg < l->text.n ? ht_utf8_next(l->text, &i) : ' ';
}

static void
add_row(ht_learner *s, const ht_sheet_line *l, uint32_t page)
{
	size_t beg = 0, end = l->nmark;
	ht_row *r;

	while (beg < end && ht_cp_is_blank(cp_of(l, &l->mark[beg])))
		beg++;
	while (end > beg && ht_cp_is_blank(cp_of(l, &l->mark[end - 1])))
		end--;
	if (beg == end)
		return;
	HT_ROOM(s->ctx->arena, s->row, s->nrow, s->caprow);
	r = &s->row[s->nrow++];
	*r = (ht_row){.line = l,
		.mark = l->mark + beg,
		.n = end - beg,
		.cp = HT_ARRAY(s->ctx->arena, uint32_t, end - beg),
		.page = page,
		.x0 = l->mark[beg].x,
		.last = l->mark[end - 1].x,
		.x1 = l->mark[end - 1].x + l->mark[end - 1].w,
		.use = HT_ROW_OTHER};
	for (size_t i = 0; i < r->n; i++)
		r->cp[i] = cp_of(l, &r->mark[i]);
}

/* --- what a row is */

static bool
is_dash(uint32_t cp)
{
	return cp == '-' || cp == 0xB7 || (cp >= 0x2010 && cp <= 0x2015) ||
	       cp == 0x2212 || cp == 0x2500 || cp == 0xFF0D || cp == 0x4E00;
}

static bool
is_number(const ht_learner *s, const ht_row *r)
{
	ht_len h = s->sheets->sheet[r->page].h;
	size_t digits = 0;

	if (r->line->y > h / 100 * HEAD && r->line->y < h / 100 * FOOT)
		return false;
	for (size_t i = 0; i < r->n; i++) {
		bool digit = (r->cp[i] >= '0' && r->cp[i] <= '9') ||
			     (r->cp[i] >= 0xFF10 && r->cp[i] <= 0xFF19);

		digits += digit;
		if (!digit && !is_dash(r->cp[i]) && !ht_cp_is_blank(r->cp[i]))
			return false;
	}
	return digits > 0 && digits <= DIGITS_MAX;
}

/* Leaders and a page number, or three ellipses. */
static bool
is_contents(const ht_row *r)
{
	size_t dots = 0, ellipses = 0, i = r->n;

	while (i > 0 && r->cp[i - 1] >= '0' && r->cp[i - 1] <= '9')
		i--;
	while (i > 0 && (r->cp[i - 1] == '.' || r->cp[i - 1] == 0xB7 ||
				ht_cp_is_blank(r->cp[i - 1])))
		dots += !ht_cp_is_blank(r->cp[--i]);
	for (i = 0; i < r->n && ellipses < 3; i++)
		ellipses = r->cp[i] == 0x2026 ? ellipses + 1 : 0;
	return dots >= LEADERS || ellipses >= 3;
}

static ht_len
body_size(ht_learner *s)
{
	ht_samples sizes = {0};

	for (size_t i = 0; i < s->nrow; i++)
		for (size_t k = 0; k < s->row[i].n; k++)
			if (s->row[i].use != HT_ROW_NUMBER &&
				ht_learn_in_cell(s->row[i].cp[k]))
				ht_samples_add(s->ctx->arena, &sizes,
					s->row[i].mark[k].size);
	return ht_samples_mode(&sizes, SIZE_WINDOW).value;
}

static void
set_uses(ht_learner *s)
{
	for (size_t i = 0; i < s->nrow; i++)
		if (is_number(s, &s->row[i]))
			s->row[i].use = HT_ROW_NUMBER;
	s->size = body_size(s);
	for (size_t i = 0; i < s->nrow; i++) {
		ht_row *r = &s->row[i];

		if (r->use == HT_ROW_NUMBER)
			continue;
		if (r->line->furniture)
			r->use = HT_ROW_RUNNING;
		else if (abs(r->line->size - s->size) < SIZE_REACH &&
			 !is_contents(r))
			r->use = HT_ROW_BODY;
	}
}

/* --- full-width marks that the text calls ASCII */

static bool
is_doubtful(uint32_t cp)
{
	return cp == ',' || cp == ';' || cp == ':' || cp == '(' || cp == ')';
}

/* Per mille of the em: from mark i to the next one. */
static ht_len
advance(const ht_row *r, size_t i)
{
	return (ht_len)((int64_t)(r->mark[i + 1].x - r->mark[i].x) * PER_MILLE /
			(r->mark[i].size + 1));
}

static bool
stands_in_cell(ht_learner *s, uint32_t cp)
{
	const ht_len cell = PER_MILLE * 85 / 100;
	ht_samples seen = {0};

	for (size_t i = 0; i < s->nrow; i++) {
		const ht_row *r = &s->row[i];

		for (size_t k = 0; k + 1 < r->n; k++)
			if (r->cp[k] == cp && ht_cp_is_han(r->cp[k + 1]))
				ht_samples_add(
					s->ctx->arena, &seen, advance(r, k));
	}
	return seen.n > 3 && ht_samples_median(&seen) > cell;
}

static void
widen_marks(ht_learner *s)
{
	const uint32_t to_full = 0xFEE0;
	bool wide[128] = {false};

	for (uint32_t cp = 0; cp < 128; cp++)
		wide[cp] = is_doubtful(cp) && stands_in_cell(s, cp);
	for (size_t i = 0; i < s->nrow; i++)
		for (size_t k = 0; k < s->row[i].n; k++)
			if (s->row[i].cp[k] < 128 && wide[s->row[i].cp[k]])
				s->row[i].cp[k] += to_full;
}

/* Page numbers go to a list of their own, running lines nowhere, so that what
 * goes on over a page stands together. */
static void
part_rows(ht_learner *s)
{
	size_t kept = 0;

	s->number = HT_ARRAY(s->ctx->arena, ht_row, s->nrow + 1);
	for (size_t i = 0; i < s->nrow; i++) {
		if (s->row[i].use == HT_ROW_NUMBER)
			s->number[s->nnumber++] = s->row[i];
		else if (s->row[i].use != HT_ROW_RUNNING)
			s->row[kept++] = s->row[i];
	}
	s->nrow = kept;
}

ht_err
ht_learn_rows(ht_learner *s)
{
	const ht_sheets *sheets = s->sheets;

	s->role = HT_ARRAY(s->ctx->arena, ht_role, sheets->nfont + 1);
	for (size_t i = 0; i < sheets->nfont; i++)
		s->role[i] = role_of(sheets->font[i]);
	for (size_t i = 0; i < sheets->nsheet; i++)
		for (size_t k = 0; k < sheets->sheet[i].nline; k++)
			add_row(s, &sheets->sheet[i].line[k], (uint32_t)i);
	set_uses(s);
	widen_marks(s);
	part_rows(s);
	return HT_OK;
}
