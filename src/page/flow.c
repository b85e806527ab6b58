/* SPDX-License-Identifier: Apache-2.0
 *
 * What stands on the rows: addressee, body, heads, notes, attachments; 22
 * rows a page (5.2.3), in the order of the source.
 */
#include "page/pager.h"
#include "text/report.h"

static void
place_row(ht_pager *p, const ht_para *para, uint32_t line)
{
	if (p->row >= p->l->page.rows)
		ht_pager_turn(p);
	ht_pager_add(p, (ht_frag){.para = para,
				.line = line,
				.x = ht_pager_left(p),
				.y = ht_pager_row(p, para, p->row),
				.align = para->block->style->align,
				.row = p->row + 1});
	p->row++;
}

/* Empty rows: none at the head of a page. */
static void
skip_rows(ht_pager *p, int rows)
{
	bool at_head = p->row == 0;

	if (!at_head)
		p->row += rows;
}

static void
place_para(ht_pager *p, const ht_para *para)
{
	/* The title has left its empty line already. */
	if (para->block->kind != HT_ADDRESSEE)
		skip_rows(p, para->block->style->before);
	for (uint32_t i = 0; i < para->nline; i++)
		place_row(p, para, i);
}

/* 7.3.7: the title stands on the third line of its page; the text goes on
 * below it, an empty line between. */
static void
place_attachment_title(ht_pager *p, const ht_para *para)
{
	const int title_row = 2;
	ht_len foot = p->l->page.top + p->l->page.area_height;
	ht_len y;

	if (p->row < title_row)
		p->row = title_row;
	if (p->row >= p->l->page.rows)
		ht_pager_turn(p);
	y = ht_layout_row(p->l, p->row);
	for (uint32_t i = 0; i < para->nline; i++) {
		if (y + para->size > foot) {
			ht_pager_turn(p);
			y = ht_layout_row(p->l, 0);
		}
		ht_pager_line(p, para, i, y);
		y += para->size + p->l->text.leading;
	}
	p->row = ht_pager_row_at(
		p, y + ht_layout_pitch(p->l) - p->l->text.leading);
}

static bool
elsewhere(ht_elem_kind k)
{
	return ht_kind_in_head(k) || ht_kind_in_title(k) ||
	       ht_kind_in_imprint(k);
}

/* Head, title and imprint have their own places: what stands among them in
 * the source goes to the rows, and is named.  Attachments may follow the
 * imprint: they end before it (7.4). */
static void
report_moved(const ht_pager *p)
{
	size_t title = 0;
	bool behind = false;

	for (size_t i = 0; i < p->paras->npara; i++) {
		ht_elem_kind k = p->paras->para[i].block->kind;

		if (ht_kind_in_head(k) || ht_kind_in_title(k))
			title = i;
	}
	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_elem *e = p->paras->para[i].block->elem;

		if (ht_kind_in_imprint(e->kind))
			behind = true;
		else if (e->kind == HT_ATTACHMENT_LABEL)
			behind = false;
		else if (!elsewhere(e->kind) && (i < title || behind))
			ht_diag_add(p->ctx, HT_MSG_PAGE_MOVED, e->span,
				ht_excerpt(p->ctx->arena, e->text.str), NULL);
	}
}

void
ht_flow_place(ht_pager *p)
{
	report_moved(p);
	for (size_t i = 0; i < p->paras->npara;) {
		const ht_para *para = &p->paras->para[i];
		ht_elem_kind kind = para->block->kind;

		if (kind == HT_SIGNATURE || kind == HT_DATE) {
			i = ht_sign_place(p, i);
			continue;
		}
		if (kind == HT_ATTACHMENT_LABEL && p->row > 0)
			ht_pager_turn(p);
		if (kind == HT_ATTACHMENT_TITLE)
			place_attachment_title(p, para);
		else if (!elsewhere(kind))
			place_para(p, para);
		i++;
	}
}
