/* SPDX-License-Identifier: Apache-2.0
 *
 * Pictures in the text: centred, as large as they are at 150 dots an inch,
 * the layout's room at most; what is said of one stands close below it, and
 * what its rows are higher than it below that.
 */
#include "page/pager.h"

#define DPI 150

static const ht_picture *
picture_of(const ht_pager *p, const ht_para *para)
{
	const ht_doc *doc = p->paras->doc;
	size_t n = 0;

	for (const ht_para *q = p->paras->para; q < para; q++)
		n += q->block->kind == HT_FIGURE;
	return doc && n < doc->nfigure ? &doc->figure[n] : NULL;
}

static void
fit(const ht_layout *l, const ht_image *im, ht_len *w, ht_len *h)
{
	int64_t x = l->figure.width / 2, y = l->figure.height / 3;

	if (im) {
		x = (int64_t)im->w * HT_EMU_IN / DPI;
		y = (int64_t)im->h * HT_EMU_IN / DPI;
	}
	if (x > l->figure.width) {
		y = y * l->figure.width / x;
		x = l->figure.width;
	}
	if (y > l->figure.height) {
		x = x * l->figure.height / y;
		y = l->figure.height;
	}
	*w = (ht_len)x;
	*h = (ht_len)y;
}

/* Below the picture's rows, higher by what these are too many. */
static void
place_caption(ht_pager *p, const ht_para *para, ht_len slack)
{
	for (uint32_t k = 0; k < para->nline; k++) {
		if (p->row >= ht_pager_rows(p)) {
			ht_pager_turn(p);
			slack = 0;
		}
		ht_pager_add(
			p, (ht_frag){.para = para,
				   .line = k,
				   .x = ht_pager_left(p),
				   .y = ht_pager_row(p, para, p->row) - slack,
				   .align = para->block->style->align,
				   .row = p->row + 1});
		p->row++;
	}
}

void
ht_figure_place(ht_pager *p, const ht_para *para)
{
	const ht_layout *l = p->l;
	const ht_picture *picture = picture_of(p, para);
	ht_len pitch = ht_layout_pitch(l), w, h, top, slack = 0;
	int rows, lines = (int)para->nline, need;

	fit(l, picture ? picture->image : NULL, &w, &h);
	rows = (int)((h + l->text.leading + pitch - 1) / pitch);
	if (!picture)
		rows = 0;
	/* 7.3.5.5: the signature that follows takes the picture along. */
	need = ht_sign_need(p,
		ht_notes_skip(p, (size_t)(para - p->paras->para) + 1),
		l->page.rows - rows - lines);
	if (rows + lines + need > l->page.rows)
		need = 0;
	if (p->row > 0 && p->row + rows + lines + need > ht_pager_rows(p))
		ht_pager_turn(p);
	top = ht_pager_row_top(p, p->row);
	if (picture) {
		ht_pager_object(p, (ht_object){.image = picture->image,
					   .box = true,
					   .x = ht_pager_left(p) +
						(l->page.area_width - w) / 2,
					   .y = top,
					   .w = w,
					   .h = h,
					   .line = l->table.rule});
		slack = ht_pager_row_top(p, p->row + rows) - top - h -
			l->text.leading;
	}
	p->row += rows;
	place_caption(p, para, slack > 0 ? slack : 0);
}
