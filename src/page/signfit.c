/* SPDX-License-Identifier: Apache-2.0
 *
 * 7.3.5.5 特殊情况说明: room for signature and date on the page of the text, by
 * tighter rows, by closer characters of the last paragraph, or by both.
 */
#include "page/sign.h"

/* Tables and pictures do not move with tighter rows. */
static bool
is_fixed(const ht_page *page)
{
	for (size_t i = 0; i < page->nrule; i++)
		if (page->rule[i].kind == HT_RULE_TABLE)
			return true;
	return page->nobject > 0;
}

/* How many rows more the page may hold (7.3.5.5 调整行距). */
static int
most_dense(ht_pager *p)
{
	const ht_page *page = ht_pager_page(p);

	if (ht_notes_rows(p) || is_fixed(page) || !ht_sign_after_text(p))
		return p->dense;
	return p->l->sign.tighten;
}

/* Makes the page as dense as it must be for what is wanted below so many of its
 * rows.  (A seal is more rows high when they are closer.)  False, and the page
 * as it was, when it may not be as dense as that. */
static bool
tighten(ht_pager *p, const ht_sign *g, int above, int row)
{
	int before = p->dense, most = most_dense(p);
	ht_len least = p->l->text.size + p->l->text.leading / 2;

	for (int more = before; more <= most; more++) {
		if (more != before)
			ht_pager_dense(p, more);
		if (more && ht_pager_pitch(p) < least)
			break; /* too few rows to be closer */
		if (row + ht_sign_wanted(p, g, above, row) <=
			ht_pager_rows_up(p, ht_sign_gain(p, g, above)))
			return true;
	}
	if (p->dense != before)
		ht_pager_dense(p, before);
	return false;
}

/* The last line of the last paragraph on the page, above what names the
 * attachments; NULL when something else stands there, or nothing above it. */
static ht_frag *
last_line(ht_page *page)
{
	size_t n = page->nfrag;

	while (n && page->frag[n - 1].para->block->kind == HT_ATTACHMENT_NOTE)
		n--;
	if (n < 2 || !ht_sign_is_text(&page->frag[n - 1]) ||
		!ht_sign_is_text(&page->frag[n - 2]))
		return NULL;
	return &page->frag[n - 1];
}

static bool
marks_note(const ht_para *para)
{
	for (size_t i = 0; i < para->nitem; i++)
		if (para->item[i].note)
			return true;
	return false;
}

/* Its lines on all pages are those of another, which has a line less. */
static void
replace(ht_pager *p, const ht_para *old, const ht_para *para)
{
	for (size_t i = p->npage; i-- > 0;)
		for (size_t k = 0; k < p->page[i].nfrag; k++)
			if (p->page[i].frag[k].para == old)
				p->page[i].frag[k].para = para;
}

/* Takes a line out of the last page; those below it move up. */
static void
drop_line(ht_pager *p, ht_frag *gone)
{
	ht_page *page = ht_pager_page(p);

	for (size_t i = 0; i < p->ngap; i++)
		p->gap[i].row -= p->gap[i].row >= gone->row;
	for (ht_frag *f = gone; f + 1 < page->frag + page->nfrag; f++) {
		*f = f[1];
		f->row--;
		f->y = ht_pager_row(p, f->para, f->row - 1);
	}
	page->nfrag--;
	p->row--;
}

/* 7.3.5.5 调整字距: the page's last paragraph, closer, in a line less; NULL
 * where that cannot be. */
static const ht_para *
closer(const ht_pager *p, const ht_frag *last)
{
	ht_para *para;

	if (!last || last->line + 1 != last->para->nline ||
		marks_note(last->para))
		return NULL;
	para = HT_NEW(p->ctx->arena, ht_para);
	*para = *last->para;
	if (!ht_para_closer(p->ctx, p->l, p->l->sign.closer, para) ||
		para->nline != last->line)
		return NULL;
	return para;
}

bool
ht_sign_fit(ht_pager *p, const ht_sign *g, int above)
{
	ht_frag *last = last_line(ht_pager_page(p));
	const ht_para *para;

	if (tighten(p, g, above, p->row))
		return true;
	para = closer(p, last);
	if (!para || !tighten(p, g, above, p->row - 1))
		return false;
	replace(p, last->para, para);
	drop_line(p, last);
	return true;
}
