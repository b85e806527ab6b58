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

static bool
is_of_mark(const ht_learner *s, const ht_row *r)
{
	return is_red(r->line->colour) && r->line->size > s->size * 3 / 2;
}

static const ht_row *
mark_of(const ht_learner *s)
{
	for (size_t i = 0; i < s->nrow && !s->row[i].page; i++)
		if (is_of_mark(s, &s->row[i]))
			return &s->row[i];
	return NULL;
}

/* Several names, one below the other. */
static bool
is_joint(const ht_learner *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nrow && !s->row[i].page; i++)
		n += is_of_mark(s, &s->row[i]);
	return n > 1;
}

const ht_row *
ht_learn_title(const ht_learner *s)
{
	const ht_sheet_rule *rule = red_rule(s);

	for (size_t i = 0; rule && i < s->nrow && !s->row[i].page; i++)
		if (s->row[i].line->y > rule->y &&
			s->row[i].line->size > s->size * 11 / 10 &&
			!is_red(s->row[i].line->colour))
			return &s->row[i];
	return NULL;
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
		ht_learn_colour(s, ht_learn_packed(r->colour)),
		HT_MSG_LEARN_RULE, NULL));
	if (gap < 0)
		return HT_OK;
	return ht_learn_set(s, "red_rule.gap", ht_learn_len(s, gap),
		HT_MSG_LEARN_RULE, NULL);
}

static ht_role
role_of(const ht_learner *s, const ht_row *r)
{
	size_t seen[HT_ROLE__MAX] = {0};

	for (size_t i = 0; i < r->n; i++) {
		ht_role role = ht_learn_role(s, &r->mark[i]);

		if (role < HT_ROLE_LATIN)
			seen[role]++;
	}
	return ht_learn_most(seen);
}

/* Face and colour; where there are no joint marks that would have one, of the
 * suffix beside such too, if the base does not tell them apart. */
static ht_err
set_mark_look(ht_learner *s, const ht_row *mark)
{
	static const ht_elem_kind kinds[] = {HT_ISSUER_MARK, HT_MARK_SUFFIX};
	const ht_elem_style base = s->out->layout.elem[HT_ISSUER_MARK];
	ht_colour c = mark->line->colour;
	ht_role role = role_of(s, mark);
	size_t n = is_joint(s) ? 1 : sizeof kinds / sizeof *kinds;

	for (size_t i = 0; i < n; i++) {
		const ht_elem_style *now = &s->out->layout.elem[kinds[i]];

		if (now->font == base.font && role != HT_ROLE__MAX &&
			role != base.font)
			HT_TRY(ht_learn_set(s,
				ht_learn_key(s, kinds[i], "font"),
				ht_role_name(role), HT_MSG_LEARN_MARK, NULL));
		if (now->colour == base.colour &&
			base.colour != ht_learn_packed(c))
			HT_TRY(ht_learn_set(s,
				ht_learn_key(s, kinds[i], "colour"),
				ht_learn_colour(s, ht_learn_packed(c)),
				HT_MSG_LEARN_MARK, NULL));
	}
	return HT_OK;
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
	const ht_row *title = ht_learn_title(s);

	if (!title)
		title = row_of(s, HT_TITLE);
	if (mark) {
		HT_TRY(set_mark_look(s, mark));
		HT_TRY(set_mark(s, mark, number));
	}
	if (rule)
		HT_TRY(set_rule(s, rule,
			number && number->line->y < rule->y ? number : NULL));
	if (!rule || !title || box_top(title) < rule->y)
		return HT_OK;
	return ht_learn_set(s, "title.before",
		empty_rows(s, rule->y + rule->h, box_top(title)),
		HT_MSG_LEARN_RULE, NULL);
}
