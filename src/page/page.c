/* SPDX-License-Identifier: Apache-2.0
 *
 * The page stage: head, title, what flows on the rows, imprint, numbers.
 */
#include "page/page.h"

#include "page/pager.h"

#define PER_MILLE 1000

ht_page *
ht_pager_page(ht_pager *p)
{
	return &p->page[p->npage - 1];
}

void
ht_pager_turn(ht_pager *p)
{
	HT_ROOM(p->ctx->arena, p->page, p->npage, p->cappage);
	p->page[p->npage] = (ht_page){.number = (int)p->npage + 1};
	p->npage++;
	p->row = 0;
}

ht_frag *
ht_pager_add(ht_pager *p, ht_frag f)
{
	ht_page *page = ht_pager_page(p);

	HT_ROOM(p->ctx->arena, page->frag, page->nfrag, page->capfrag);
	page->frag[page->nfrag] = f;
	return &page->frag[page->nfrag++];
}

void
ht_pager_rule(ht_pager *p, ht_rule r)
{
	ht_page *page = ht_pager_page(p);

	HT_ROOM(p->ctx->arena, page->rule, page->nrule, page->caprule);
	page->rule[page->nrule++] = r;
}

ht_len
ht_pager_left(const ht_pager *p)
{
	return ht_layout_left(p->l, p->page[p->npage - 1].number);
}

ht_len
ht_pager_baseline(const ht_pager *p, const ht_para *para, ht_len top)
{
	ht_role role = para->block ? para->block->style->font
				   : p->l->page_number_style.font;
	const ht_font *font = ht_fontset_report(p->fs, role).font;

	return top +
	       ht_muldiv(para->size, ht_font_em_top(font), ht_font_upem(font));
}

ht_len
ht_pager_row(const ht_pager *p, const ht_para *para, int i)
{
	ht_len y;

	if (ht_layout_baseline(p->l, i, &y))
		return y;
	return ht_pager_baseline(p, para, ht_layout_row(p->l, i));
}

int
ht_pager_row_at(const ht_pager *p, ht_len y)
{
	int row = 0;

	while (row < p->l->page.rows && ht_layout_row(p->l, row) < y)
		row++;
	return row;
}

void
ht_pager_line(ht_pager *p, const ht_para *para, uint32_t line, ht_len y)
{
	ht_pager_add(p, (ht_frag){.para = para,
				.line = line,
				.x = ht_pager_left(p),
				.y = ht_pager_baseline(p, para, y),
				.align = para->block->style->align});
}

ht_len
ht_para_width(const ht_para *para)
{
	ht_len widest = 0;

	for (size_t i = 0; i < para->nline; i++)
		if (para->line[i].natural > widest)
			widest = para->line[i].natural;
	return ht_muldiv(widest, para->xscale, PER_MILLE);
}

bool
ht_kind_in_head(ht_elem_kind k)
{
	return k <= HT_SIGNER_NAME;
}

bool
ht_kind_in_title(ht_elem_kind k)
{
	return k == HT_TITLE || k == HT_SUBTITLE;
}

bool
ht_kind_in_imprint(ht_elem_kind k)
{
	return k >= HT_MAIN_TO && k <= HT_EXTRA;
}

ht_err
ht_pages_make(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_paras *paras, ht_pages *out)
{
	ht_pager p = {.ctx = ctx, .l = l, .fs = fs, .paras = paras};

	ht_pager_turn(&p);
	ht_title_place(&p, ht_head_place(&p));
	ht_flow_place(&p);
	ht_imprint_place(&p);
	HT_TRY(ht_numbers_place(&p));
	*out = (ht_pages){p.page, p.npage};
	return HT_OK;
}
