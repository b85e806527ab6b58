/* SPDX-License-Identifier: Apache-2.0
 *
 * Page numbers (7.5): 4hao song, half-width digits between two one-em dashes
 * whose centre lies 7 mm below the type area; odd pages end one zi from the
 * right edge, even ones begin one zi from the left.
 */
#include "page/pager.h"

#define PER_MILLE 1000
#define NUMBER "#" /* stands for it in the layout's form */

/* Height of the first character's middle, or of its top edge, above the
 * baseline: a dash, else the number itself. */
static ht_len
dash_height(const ht_para *para, ht_dash_edge edge)
{
	const ht_glyph *g = &para->glyph[0];
	ht_ink ink;

	if (!para->nglyph || !ht_font_ink(g->font, g->gid, &ink))
		return 0;
	return ht_muldiv(para->size,
		edge == HT_DASH_TOP ? ink.y1 : (ink.y0 + ink.y1) / 2,
		ht_font_upem(g->font));
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

/* The form with the number in it; without a place for it, the number. */
static const char *
number_text(ht_arena *a, const char *form, int number)
{
	ht_str s = ht_str_from(form);
	size_t at = ht_str_find(s, NUMBER, 0);

	if (at == SIZE_MAX)
		return ht_fmt(a, "%d", number);
	return ht_fmt(a, "%.*s%d%s", (int)at, form, number, form + at + 1);
}

static ht_err
make_number(ht_pager *p, int number, ht_para *para)
{
	ht_arena *a = p->ctx->arena;
	const char *text = number_text(a, p->l->page_number.form, number);
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

/* Left edge of the number from the type area's. */
static ht_len
number_x(const ht_layout *l, const ht_para *para, int number)
{
	ht_len inset = ht_layout_zi(l, para->size, l->page_number.inset);
	ht_len free = l->page.area_width - para->line[0].natural;

	switch (l->page_number.place) {
	case HT_PLACE_CENTRE:
		return free / 2;
	case HT_PLACE_LEFT:
		return inset;
	case HT_PLACE_RIGHT:
		return free - inset;
	case HT_PLACE_OUTSIDE:
	case HT_PLACE_NONE:
	case HT_PLACE__MAX:
		break;
	}
	return number % 2 ? free - inset : inset;
}

static void
add_number(ht_pager *p, ht_page *page, const ht_para *para)
{
	const ht_layout *l = p->l;
	ht_len x =
		ht_layout_left(l, page->sheet) + number_x(l, para, page->sheet);
	ht_len y = l->page.top + l->page.area_height + l->page_number.drop +
		   dash_height(para, l->page_number.drop_to);

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

	if (p->l->page_number.place == HT_PLACE_NONE)
		return HT_OK;
	for (size_t i = 0; i < p->npage; i++) {
		if ((i == 0 && !p->l->page_number.first) ||
			p->page[i].number == 0)
			continue;
		HT_TRY(make_number(p, p->page[i].number, &para[i]));
		add_number(p, &p->page[i], &para[i]);
	}
	return HT_OK;
}
