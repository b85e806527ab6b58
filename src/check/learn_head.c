/* SPDX-License-Identifier: Apache-2.0
 *
 * Learning: the head of the first page, where there is one: the issuer's mark,
 * the number below it, the red rule, the title.  Distances follow the way in
 * which the head is set (GB/T 9704-2012 7.2): from the mark down.
 */
#include "check/learner.h"

#define PER_MILLE 1000
#define RULE_LONG (100 * HT_EMU_MM)
#define RULE_THICK (3 * HT_EMU_MM)
#define ROWS_MAX 20
/* Of the em: from a baseline to the top and the bottom of the glyph box. */
#define ABOVE 880
#define BELOW 120

static bool
is_red(ht_colour c)
{
	return c.r > 150 && c.g < 100 && c.b < 100;
}

static const ht_sheet_rule *
red_rule(const ht_learner *s)
{
	const ht_sheet *sheet = s->sheets->sheet;

	for (size_t i = 0; i < sheet->nrule; i++) {
		const ht_sheet_rule *r = &sheet->rule[i];

		if (is_red(r->colour) && r->w > RULE_LONG && r->h < RULE_THICK)
			return r;
	}
	return NULL;
}

/* The first group of a kind on the first page. */
static const ht_row *
row_of(const ht_learner *s, ht_elem_kind k)
{
	for (size_t i = 0; i < s->ngroup; i++) {
		const ht_row *r = &s->row[s->group[i].beg];

		if (r->page)
			break;
		if (s->group[i].kind == k)
			return r;
	}
	return NULL;
}

static const ht_row *
mark_of(const ht_learner *s)
{
	for (size_t i = 0; i < s->nrow && !s->row[i].page; i++)
		if (is_red(s->row[i].line->colour) &&
			s->row[i].line->size > s->size * 3 / 2)
			return &s->row[i];
	return NULL;
}

/* The first line below the rule that is larger than the body. */
static const ht_row *
title_below(const ht_learner *s, const ht_sheet_rule *rule)
{
	for (size_t i = 0; i < s->nrow && !s->row[i].page; i++)
		if (s->row[i].line->y > rule->y &&
			s->row[i].line->size > s->size * 11 / 10)
			return &s->row[i];
	return row_of(s, HT_TITLE);
}

static ht_len
box_top(const ht_row *r)
{
	return r->line->y - ht_muldiv(r->line->size, ABOVE, PER_MILLE);
}

static ht_len
box_bottom(const ht_row *r)
{
	return r->line->y + ht_muldiv(r->line->size, BELOW, PER_MILLE);
}

/* The mark is anchored by its ink: as high as its characters are in ours. */
static ht_len
ink_top(const ht_learner *s, const ht_row *r)
{
	ht_role role = s->out->layout.elem[HT_ISSUER_MARK].font;
	ht_len above = 0;

	for (size_t i = 0; i < r->n; i++) {
		const ht_font *f = ht_fontset_find(s->fs, role, r->cp[i]);
		ht_ink ink;
		ht_len up;

		if (!f || !ht_font_ink(f, ht_font_glyph(f, r->cp[i]), &ink))
			continue;
		up = ht_muldiv(r->line->size, ink.y1, ht_font_upem(f));
		above = up > above ? up : above;
	}
	return r->line->y - above;
}

/* Empty rows between two edges, as ht_layout_blank() counts them. */
static const char *
empty_rows(ht_learner *s, ht_len above, ht_len below)
{
	ht_len pitch = s->row_pitch;
	ht_len n = (below - above + s->em + pitch / 2) / pitch - 1;

	return ht_learn_count(s, n < 0		? 0
				 : n > ROWS_MAX ? ROWS_MAX
						: (size_t)n);
}

static ht_err
set_rule(ht_learner *s, const ht_sheet_rule *r, const ht_row *number)
{
	ht_len gap = number ? r->y - box_bottom(number) : -1;

	HT_TRY(ht_learn_set(s, "red_rule.width", ht_learn_len(s, r->w),
		HT_MSG_LEARN_RULE, NULL));
	HT_TRY(ht_learn_set(s, "red_rule.thickness", ht_learn_len(s, r->h),
		HT_MSG_LEARN_RULE, NULL));
	HT_TRY(ht_learn_set(s, "red_rule.colour",
		ht_fmt(s->ctx->arena, "#%02X%02X%02X", r->colour.r, r->colour.g,
			r->colour.b),
		HT_MSG_LEARN_RULE, NULL));
	if (gap < 0)
		return HT_OK;
	return ht_learn_set(s, "red_rule.gap", ht_learn_len(s, gap),
		HT_MSG_LEARN_RULE, NULL);
}

static ht_err
set_mark(ht_learner *s, const ht_row *mark, const ht_row *number)
{
	ht_len top = ink_top(s, mark) - s->out->layout.page.top;

	HT_TRY(ht_learn_set(s, "issuer_mark.top",
		ht_learn_len(s, top < 0 ? 0 : top), HT_MSG_LEARN_MARK, NULL));
	HT_TRY(ht_learn_set(s, "issuer_mark.max_size",
		ht_learn_len(s, ht_learn_size(mark->line->size)),
		HT_MSG_LEARN_MARK, NULL));
	if (!number || box_top(number) < box_bottom(mark))
		return HT_OK;
	return ht_learn_set(s, "doc_number.before",
		empty_rows(s, box_bottom(mark), box_top(number)),
		HT_MSG_LEARN_MARK, NULL);
}

ht_err
ht_learn_head(ht_learner *s)
{
	const ht_row *mark = mark_of(s), *number = row_of(s, HT_DOC_NUMBER);
	const ht_sheet_rule *rule = red_rule(s);
	const ht_row *title = rule ? title_below(s, rule) : NULL;

	if (mark)
		HT_TRY(set_mark(s, mark, number));
	if (rule)
		HT_TRY(set_rule(s, rule,
			number && number->line->y < rule->y ? number : NULL));
	if (!rule || !title || box_top(title) < rule->y)
		return HT_OK;
	return ht_learn_set(s, "title.before",
		empty_rows(s, rule->y + rule->h, box_top(title)),
		HT_MSG_LEARN_RULE, NULL);
}
