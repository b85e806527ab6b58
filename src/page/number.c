/* SPDX-License-Identifier: Apache-2.0
 *
 * Page numbers (7.5): 4hao song, half-width digits between two one-em dashes
 * whose centre lies 7 mm below the type area; odd pages end one zi from the
 * right edge, even ones begin one zi from the left.
 */
#include "page/pager.h"

#define PER_MILLE 1000
#define DASH "\xE2\x80\x94" /* U+2014 */

/* Height of the dash's middle above the baseline. */
static ht_len
dash_middle(const ht_para *para)
{
	const ht_glyph *g = &para->glyph[0];
	ht_ink ink;

	if (!para->nglyph || !ht_font_ink(g->font, g->gid, &ink))
		return 0;
	return ht_muldiv(
		para->size, (ink.y0 + ink.y1) / 2, ht_font_upem(g->font));
}

/* The blanks between dash and digits: the layout's, not the font's. */
static void
set_gaps(const ht_pager *p, ht_para *para, ht_item *item)
{
	ht_len gap = ht_muldiv(para->size, p->l->page_number.gap, PER_MILLE);

	for (size_t i = 0; i < para->nitem; i++)
		if (item[i].cls == HT_CLASS_SPACE)
			item[i].w = gap;
	para->item = item;
}

static ht_err
make_number(ht_pager *p, int number, ht_para *para)
{
	ht_arena *a = p->ctx->arena;
	const char *text = ht_fmt(a, DASH " %d " DASH, number);
	ht_line *line = HT_NEW(a, ht_line);
	ht_item *item;
	ht_fill f;

	HT_TRY(ht_items_text(p->ctx, p->l, p->fs, &p->l->page_number_style,
		ht_str_from(text), para));
	item = HT_ARRAY(a, ht_item, para->nitem);
	for (size_t i = 0; i < para->nitem; i++)
		item[i] = para->item[i];
	set_gaps(p, para, item);
	ht_fill_init(a, &f, p->l, item, para->nitem, para->size);
	*line = (ht_line){.end = (uint32_t)para->nitem,
		.ink = (uint32_t)para->nitem,
		.natural = (ht_len)ht_fill_width(&f, 0, para->nitem),
		.last = true};
	line->measure = line->natural;
	para->line = line;
	para->nline = 1;
	return HT_OK;
}

static void
add_number(ht_pager *p, ht_page *page, const ht_para *para)
{
	const ht_layout *l = p->l;
	ht_len inset = ht_layout_zi(l, para->size, l->page_number.inset);
	ht_len left = ht_layout_left(l, page->number);
	ht_len x = page->number % 2 ? left + l->page.area_width - inset -
					      para->line[0].natural
				    : left + inset;
	ht_len y = l->page.top + l->page.area_height + l->page_number.drop +
		   dash_middle(para);

	HT_ROOM(p->ctx->arena, page->frag, page->nfrag, page->capfrag);
	page->frag[page->nfrag++] = (ht_frag){.para = para,
		.x = x,
		.y = y,
		.align = HT_ALIGN_LEFT,
		.furniture = true};
}

ht_err
ht_numbers_place(ht_pager *p)
{
	ht_para *para = HT_ARRAY(p->ctx->arena, ht_para, p->npage);

	for (size_t i = 0; i < p->npage; i++) {
		if (i == 0 && !p->l->page_number.first)
			continue;
		HT_TRY(make_number(p, p->page[i].number, &para[i]));
		add_number(p, &p->page[i], &para[i]);
	}
	return HT_OK;
}
