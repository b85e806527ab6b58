/* SPDX-License-Identifier: Apache-2.0
 *
 * The head (GB/T 9704-2012 7.2) and the title under it (7.3.1).  The mark is
 * anchored by its ink, 35 mm below the type area's top; all below it follows
 * by distances, off the grid; the grid begins again with the addressee.
 */
#include "page/pager.h"

#define PER_MILLE 1000

typedef struct {
	ht_len above, below; /* ink above and below the baseline */
} ink;

static ink
ink_of(const ht_para *p)
{
	ink box = {0, 0};

	for (size_t i = 0; i < p->nglyph; i++) {
		const ht_glyph *g = &p->glyph[i];
		ht_ink b;
		ht_len up, down;

		if (!ht_font_ink(g->font, g->gid, &b))
			continue;
		up = ht_muldiv(p->size, b.y1, ht_font_upem(g->font));
		down = -ht_muldiv(p->size, b.y0, ht_font_upem(g->font));
		box.above = up > box.above ? up : box.above;
		box.below = down > box.below ? down : box.below;
	}
	return box;
}

/* Joint marks are spread to the width of the longest (7.2.4, practice). */
static ht_len
widest_mark(const ht_pager *p)
{
	ht_len widest = 0;

	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_para *para = &p->paras->para[i];
		ht_len w = para->block->kind == HT_ISSUER_MARK
				   ? para->line[0].natural
				   : 0;

		widest = w > widest ? w : widest;
	}
	return widest;
}

static void
add_mark(ht_pager *p, const ht_para *para, ht_len baseline, ht_len widest)
{
	ht_len shown = ht_muldiv(widest, para->xscale, PER_MILLE);
	ht_len free = p->l->page.area_width - shown;

	ht_pager_add(p, (ht_frag){.para = para,
				.x = ht_pager_left(p) + free / 2,
				.y = baseline,
				.measure = widest,
				.align = HT_ALIGN_CENTRE,
				.spread = true});
}

/* Marks from the top down; the lowest ink, or -1 when there is none. */
static ht_len
place_marks(ht_pager *p)
{
	ht_len widest = widest_mark(p), baseline = 0, bottom = -1;

	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_para *para = &p->paras->para[i];
		ink box;

		if (para->block->kind != HT_ISSUER_MARK)
			continue;
		box = ink_of(para);
		if (bottom < 0)
			baseline = p->l->page.top + p->l->mark.top + box.above;
		else
			baseline += ht_muldiv(
				para->size, p->l->mark.pitch, PER_MILLE);
		bottom = baseline + box.below;
		add_mark(p, para, baseline, widest);
	}
	return bottom;
}

/* 7.2.1-7.2.3: flush left from the first line, one a line. */
static bool
place_corner(ht_pager *p)
{
	bool found = false;
	int row = 0;

	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_para *para = &p->paras->para[i];

		if (para->block->kind > HT_URGENCY)
			continue;
		found = true;
		for (uint32_t k = 0; k < para->nline; k++) {
			if (row == p->l->page.rows) {
				ht_pager_turn(p);
				row = 0;
			}
			ht_pager_line(p, para, k, ht_layout_row(p->l, row++));
		}
	}
	return found;
}

/* 7.2.5: number and signers two lines below the mark; their bottom. */
static ht_len
place_number(ht_pager *p, ht_len mark_bottom, bool *found)
{
	ht_len foot = p->l->page.top + p->l->page.area_height;
	ht_len top = mark_bottom < 0
			     ? ht_layout_row(p->l, 0)
			     : mark_bottom + ht_layout_blank(
						     p->l, p->l->number.before);
	ht_len next = top;

	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_para *para = &p->paras->para[i];
		ht_elem_kind kind = para->block->kind;

		if (kind != HT_DOC_NUMBER && kind != HT_SIGNER)
			continue;
		for (uint32_t k = 0; k < para->nline; k++) {
			if (next + para->size > foot) {
				ht_pager_turn(p);
				next = ht_layout_row(p->l, 0);
			}
			ht_pager_line(p, para, k, next);
			top = next;
			next += ht_layout_pitch(p->l);
		}
		*found = true;
	}
	return top + p->l->text.size;
}

ht_len
ht_head_place(ht_pager *p)
{
	const ht_layout *l = p->l;
	bool corner = place_corner(p), number = false;
	ht_len marks = place_marks(p);
	ht_len bottom = place_number(p, marks, &number);

	if (marks < 0 && !number)
		return corner ? ht_layout_row(l, 2) : -1;
	if (!number && !l->number.reserve)
		bottom = marks;
	bottom += l->red_rule.gap;
	ht_pager_rule(
		p, (ht_rule){HT_RULE_RED,
			   ht_pager_left(p) +
				   (l->page.area_width - l->red_rule.width) / 2,
			   bottom, l->red_rule.width, l->red_rule.thickness,
			   l->red_rule.colour});
	return bottom + l->red_rule.thickness;
}

/* One title or subtitle paragraph from y on; the bottom of its last line.
 * 3.2: a line is the character's height and 7/8 of a 3hao character's. */
static ht_len
title_lines(ht_pager *p, const ht_para *para, ht_len y)
{
	ht_len foot = p->l->page.top + p->l->page.area_height;

	for (uint32_t i = 0; i < para->nline; i++) {
		if (y + para->size > foot) {
			ht_pager_turn(p);
			y = ht_layout_row(p->l, 0);
		}
		ht_pager_line(p, para, i, y);
		y += para->size + p->l->text.leading;
	}
	return y;
}

void
ht_title_place(ht_pager *p, ht_len y)
{
	ht_len top = y < 0 ? ht_layout_row(p->l, 0)
			   : y + ht_layout_blank(p->l, p->l->title.before);
	ht_len next = top;

	for (size_t i = 0; i < p->paras->npara; i++)
		if (ht_kind_in_title(p->paras->para[i].block->kind))
			next = title_lines(p, &p->paras->para[i], next);
	if (next == top && y < 0)
		return;
	/* One empty line between the title and what follows (7.3.2). */
	next += next == top ? 0 : ht_layout_pitch(p->l) - p->l->text.leading;
	p->row = ht_pager_row_at(p, next);
}
