/* SPDX-License-Identifier: Apache-2.0
 *
 * What stands on the rows: addressee, body, heads, notes, attachments; 22
 * rows a page (5.2.3), in the order of the source.
 */
#include "page/pager.h"

static void
place_row(ht_pager *p, const ht_para *para, uint32_t line)
{
	if (p->row >= ht_pager_rows(p) || !ht_notes_fit(p, para, line))
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
		ht_pager_skip(p, rows);
}

/* 7.3.6: what stands below the date. */
static bool
is_note(ht_elem_kind k)
{
	return k == HT_NOTE || k == HT_DISCLOSURE;
}

static bool
goes_on(const ht_pager *p, const ht_para *para)
{
	ht_elem_kind kind = para->block->kind;

	if (para == p->paras->para)
		return false;
	if (is_note(kind))
		return is_note(para[-1].block->kind);
	return para[-1].block->kind == kind &&
	       (kind == HT_ATTACHMENT_NOTE || kind == HT_ATTENDANCE);
}

/* The title has left its empty line already; items of one list (notes of
 * attachments, attendance) follow each other. */
static bool
is_close(const ht_pager *p, const ht_para *para)
{
	ht_elem_kind before;

	if (para->block->kind == HT_ADDRESSEE || goes_on(p, para))
		return true;
	if (para == p->paras->para)
		return false;
	before = para[-1].block->kind;
	return ht_kind_in_title(before) || before == HT_ATTACHMENT_TITLE;
}

/* 7.3.3: page 1 has one line of text, which stays there. */
static bool
has_one_line(ht_pager *p)
{
	const ht_page *page = ht_pager_page(p);
	size_t lines = 0;

	for (size_t i = 0; i < page->nfrag; i++)
		lines += page->frag[i].row > 0 &&
			 page->frag[i].para->block->kind != HT_ADDRESSEE;
	return p->npage == 1 && lines < 2;
}

/* 7.3.5.5: where what names the attachments and the signature find no room on
 * this page, lines of the text go to the next one with them. */
static void
keep_with_text(ht_pager *p, const ht_para *para)
{
	size_t i = (size_t)(para - p->paras->para);
	int rows = para->block->style->before;

	if (para->block->kind != HT_ATTACHMENT_NOTE || goes_on(p, para) ||
		p->row == 0 || has_one_line(p))
		return;
	while (i < p->paras->npara &&
		p->paras->para[i].block->kind == HT_ATTACHMENT_NOTE)
		rows += (int)p->paras->para[i++].nline;
	ht_sign_keep(p, i, rows);
}

/* Whether a seal of this page would cross the paragraph, set on row from. */
static bool
meets_seal(ht_pager *p, const ht_para *para, int from)
{
	const ht_page *page = ht_pager_page(p);

	for (size_t i = 0; i < page->nobject; i++) {
		const ht_object *o = &page->object[i];

		for (uint32_t k = 0; k < para->nline && !o->box; k++) {
			const ht_line *line = &para->line[k];
			ht_len left = ht_pager_left(p) + line->indent;
			ht_len top = ht_pager_row_top(p, from + (int)k);

			if (left + line->natural > o->x && left < o->x + o->w &&
				top < o->y + o->h && top + para->size > o->y)
				return true;
		}
	}
	return false;
}

/* Layout key seal.note_clear: a note goes below a seal that would cross it. */
static void
clear_seal(ht_pager *p, const ht_para *para)
{
	ht_elem_kind kind = para->block->kind;

	if (p->l->seal.note_clear && p->below > 0 &&
		(kind == HT_NOTE || kind == HT_DISCLOSURE) &&
		meets_seal(p, para, p->row)) {
		p->row += p->below;
		p->below = 0;
	}
}

/* Layout key heading.keep: heads that have no room on this page with the text
 * below them go to the next one.  7.3.3: not the first text of page 1. */
static void
keep_head(ht_pager *p, const ht_para *para)
{
	const ht_para *end = p->paras->para + p->paras->npara, *q = para;
	int rows = p->l->heading.keep;

	if (!rows || !ht_para_is_head(para) || p->row == 0 || has_one_line(p) ||
		(para > p->paras->para && ht_para_is_head(para - 1)))
		return; /* it came with the one above it */
	for (; q < end && ht_para_is_head(q); q++)
		rows += q->block->style->before + (int)q->nline;
	if (q < end && p->row + rows > ht_pager_rows(p) &&
		rows <= p->l->page.rows)
		ht_pager_turn(p);
}

static void
place_para(ht_pager *p, const ht_para *para)
{
	keep_with_text(p, para);
	keep_head(p, para);
	if (!is_close(p, para))
		skip_rows(p, para->block->style->before);
	clear_seal(p, para);
	for (uint32_t i = 0; i < para->nline; i++)
		place_row(p, para, i);
}

/* 7.3.7: the title stands on the third line of its page; the text goes on
 * below it, an empty line between. */
static void
place_attachment_title(ht_pager *p, const ht_para *para)
{
	const int title_row = p->l->attachment.title_row - 1;
	ht_len foot = ht_pager_foot(p), y;

	if (p->row < title_row)
		p->row = title_row;
	if (p->row >= ht_pager_rows(p))
		ht_pager_turn(p);
	y = ht_pager_row_top(p, p->row);
	for (uint32_t i = 0; i < para->nline; i++) {
		if (y + para->size > foot) {
			ht_pager_turn(p);
			y = ht_layout_row(p->l, 0);
		}
		ht_pager_line(p, para, i, y);
		y += para->size + p->l->text.leading;
	}
	y += ht_layout_pitch(p->l) - p->l->text.leading;
	p->row = ht_pager_row_at(p, y);
	ht_pager_skip_to(p, y);
}

/* 7.3.7: on a new page; not bound with the document, it is a document of its
 * own, its number the document's and the label. */
static void
begin_attachment(ht_pager *p, size_t i)
{
	const ht_table_plan *table = ht_table_led(p, i);

	if (p->l->attachment.detached) {
		ht_imprint_place(p);
		p->base = p->npage;
	}
	if (p->row > 0 || p->l->attachment.detached)
		ht_pager_turn(p);
	if (table)
		ht_table_open(p, table);
}

static void
place_detached(ht_pager *p, const ht_para *label)
{
	ht_len x = 0;

	for (size_t i = 0; i < p->paras->npara && !x; i++) {
		const ht_para *para = &p->paras->para[i];

		if (para->block->kind != HT_DOC_NUMBER || para->nline != 1)
			continue;
		ht_pager_add(p, (ht_frag){.para = para,
					.x = ht_pager_left(p),
					.y = ht_pager_row(p, para, p->row),
					.align = HT_ALIGN_LEFT});
		x = ht_para_width(para);
	}
	for (uint32_t k = 0; k < label->nline; k++) {
		ht_pager_add(p, (ht_frag){.para = label,
					.line = k,
					.x = ht_pager_left(p) + x,
					.y = ht_pager_row(p, label, p->row),
					.align = HT_ALIGN_LEFT,
					.row = p->row + 1});
		p->row++;
	}
}

static bool
elsewhere(ht_elem_kind k)
{
	return ht_kind_in_head(k) || ht_kind_in_title(k) ||
	       ht_kind_in_imprint(k) || k == HT_FOOTNOTE;
}

/* A table's label stays with its table. */
static void
place_label(ht_pager *p, size_t i)
{
	const ht_table_plan *table = ht_table_led(p, i);
	int need = ht_table_need(p, i);

	if (p->opened) {
		table = NULL; /* it is there already */
	} else if (p->row > 0 && (table || (p->row + need > ht_pager_rows(p) &&
						   need <= ht_pager_rows(p)))) {
		ht_pager_turn(p);
	}
	if (table)
		ht_table_open(p, table);
	place_para(p, &p->paras->para[i]);
}

void
ht_flow_place(ht_pager *p)
{
	for (size_t i = 0; i < p->paras->npara;) {
		const ht_para *para = &p->paras->para[i];
		ht_elem_kind kind = para->block->kind;

		if (kind == HT_SIGNATURE || kind == HT_DATE ||
			kind == HT_DUTY) {
			if (p->l->sign.place == HT_SIGN_HEAD && kind != HT_DUTY)
				i++; /* it stands in the head */
			else
				i = ht_sign_place(p, i);
			continue;
		}
		if (kind == HT_CELL && p->paras->ntable) {
			i = ht_table_place(p, i);
			continue;
		}
		if (kind == HT_ATTACHMENT_LABEL)
			begin_attachment(p, i);
		if (kind == HT_ATTACHMENT_LABEL && p->l->attachment.detached)
			place_detached(p, para);
		else if (kind == HT_ATTACHMENT_TITLE)
			place_attachment_title(p, para);
		else if (kind == HT_TABLE_LABEL)
			place_label(p, i);
		else if (kind == HT_FIGURE)
			ht_figure_place(p, para);
		else if (!elsewhere(kind))
			place_para(p, para);
		i++;
	}
	ht_notes_rest(p);
}
