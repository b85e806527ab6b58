/* SPDX-License-Identifier: Apache-2.0
 *
 * The title below the head (7.3.1); the grid begins again behind it.
 */
#include "page/pager.h"

/* One title or subtitle paragraph from y on; the bottom of its last line.
 * 3.2: a line is the character's height and 7/8 of a 3hao character's. */
static ht_len
title_lines(ht_pager *p, const ht_para *para, ht_len y)
{
	ht_len foot = p->l->page.top + p->l->page.area_height;

	for (uint32_t i = 0; i < para->nline; i++) {
		if (y + para->size + ht_notes_with(p, para, i) > foot) {
			ht_pager_turn(p);
			y = ht_layout_row(p->l, 0);
		}
		ht_pager_line(p, para, i, y);
		y += para->size + p->l->text.leading;
	}
	return y;
}

/* Where the last row of page 1 ends: above a letter's lower double rule (10.1)
 * or at the type area's foot. */
ht_len
ht_title_foot(const ht_layout *l)
{
	if (!l->red_rule.fill)
		return l->page.top + l->page.area_height;
	return l->page.height - l->red_rule.foot - l->red_rule.thickness -
	       l->red_rule.between - l->red_rule.thin - l->text.leading;
}

/* The rows below a title: on the grid; a letter's end at its lower rule; where
 * empty rows are distances (GB/T 33476.2), they begin where one ends, and end
 * at the rule where the page is full. */
static void
begin_rows(ht_pager *p, ht_len y)
{
	const ht_layout *l = p->l;
	/* A title of more than a page: that rule is on page 1. */
	bool fill = l->red_rule.fill && p->npage == 1;
	ht_len foot =
		fill ? ht_title_foot(l) : l->page.top + l->page.area_height;
	bool gap = l->page.blank == HT_BLANK_GAP && !p->to_foot;
	int last = 0;

	if (fill && !gap) {
		while (ht_layout_row(l, last + 1) + l->text.size <= foot)
			last++;
		ht_pager_shift(p, last, foot - l->text.size, foot);
	}
	p->row = ht_pager_row_at(p, y);
	if (gap)
		ht_pager_shift(p, p->row, y, foot);
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
	if (next != top)
		next += ht_layout_pitch(p->l) *
				p->l->elem[HT_ADDRESSEE].before -
			p->l->text.leading;
	begin_rows(p, next);
}
