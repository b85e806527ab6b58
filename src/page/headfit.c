/* SPDX-License-Identifier: Apache-2.0
 *
 * Head and title in the rows that a layout leaves them, with the marks that it
 * shows.
 */
#include "page/pager.h"

static void
place_head(ht_pager *p)
{
	ht_pager_turn(p);
	ht_title_place(p, ht_head_place(p));
}

/* What a head gives way by, one after the other, when it may take no more
 * rows: the mark goes up to the type area's top, the place of a number that is
 * not there goes, then empty lines.  False when nothing is left. */
static bool
tighten(ht_layout *l, int step)
{
	switch (step) {
	case 0:
		l->mark.top = 0;
		return true;
	case 1:
		l->number.reserve = false;
		return true;
	case 2:
	case 4:
		l->title.before = l->title.before > 0 ? l->title.before - 1 : 0;
		return true;
	case 3:
	case 5:
		l->number.before =
			l->number.before > 0 ? l->number.before - 1 : 0;
		return true;
	}
	return false;
}

/* The head again, under a tighter layout. */
static void
place_again(ht_pager *p, const ht_layout *l)
{
	const ht_layout *own = p->l;

	p->page[0] = (ht_page){0};
	p->npage = 0;
	p->l = l;
	place_head(p);
	p->l = own;
}

/* Layout key page.head_rows: the text begins on the row that the layout says.
 * A head that is too high for it stands closer, as practice has it. */
void
ht_head_fit(ht_pager *p)
{
	const ht_layout *l = p->l;
	ht_layout tight = *l;
	int rows = l->page.head_rows;
	const ht_len rounding = HT_EMU_MM / 100;
	ht_len down;

	place_head(p);
	if (p->npage > 1 || rows == 0)
		return;
	for (int i = 0; p->row > rows && tighten(&tight, i); i++)
		place_again(p, &tight);
	if (p->row > rows)
		place_again(p, l); /* in vain: as it comes */
	down = ht_layout_row(l, rows) - ht_layout_row(l, p->row) - rounding;
	if (p->row < rows && tight.mark.top < l->mark.top) {
		tight.mark.top += down < l->mark.top ? down : l->mark.top;
		place_again(p, &tight);
	}
	if (p->row < rows)
		p->row = rows;
}

/* 10.1: a joint letter bears the lead agency's mark, which stands first, and
 * no 文件. */
void
ht_head_leave_out(ht_pager *p)
{
	size_t kept = 0;
	bool lead = false;

	if (p->l->mark.joint != HT_JOINT_LEAD)
		return;
	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_elem *e = p->paras->para[i].block->elem;
		bool mark = e->kind == HT_ISSUER_MARK;

		if ((mark && lead) || e->kind == HT_MARK_SUFFIX)
			ht_diag_add(p->ctx, HT_MSG_MARK_LEFT_OUT, e->span,
				ht_str_cstr(p->ctx->arena, e->text.str), NULL);
		else
			p->paras->para[kept++] = p->paras->para[i];
		lead = lead || mark;
	}
	p->paras->npara = kept;
}
