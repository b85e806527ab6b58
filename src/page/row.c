/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows of the last page: where they stand, how many they are, and what
 * moves them.
 */
#include "page/pager.h"

/* A row's top, but for what gaps above it take it up. */
static ht_len
row_of(const ht_pager *p, int i)
{
	int from = p->dense_from, last = p->l->page.rows + p->more - 1;
	ht_len top = ht_layout_row(p->l, p->dense ? from : i) + p->shift;

	if (p->turned)
		return ht_layout_pitch(p->l) * i;
	if (!p->dense)
		return top;
	return top +
	       (ht_len)((int64_t)(ht_layout_row(p->l, last) + p->shift - top) *
			(i - from) / (last + p->dense - from));
}

static ht_len
gaps_above(const ht_pager *p, int i)
{
	ht_len down = 0;

	for (size_t k = 0; k < p->ngap && p->gap[k].row <= i; k++)
		down += p->gap[k].down;
	return down;
}

/* Rows of the last page, when those that are free stand higher by up. */
static int
all_rows(const ht_pager *p, ht_len up)
{
	ht_len limit = p->limit + up - p->l->text.size;
	int n = p->l->page.rows + p->more + p->dense;

	if (p->turned || (!p->ngap && !up))
		return n;
	while (ht_pager_row_top(p, n) <= limit)
		n++;
	return n;
}

int
ht_pager_all_rows(const ht_pager *p)
{
	return all_rows(p, 0);
}

int
ht_pager_rows(ht_pager *p)
{
	return ht_pager_all_rows(p) - ht_notes_rows(p);
}

int
ht_pager_rows_up(ht_pager *p, ht_len up)
{
	return all_rows(p, up) - ht_notes_rows(p);
}

ht_len
ht_pager_row_top(const ht_pager *p, int i)
{
	return row_of(p, i) + gaps_above(p, i);
}

ht_len
ht_pager_pitch(const ht_pager *p)
{
	if (!p->dense)
		return ht_layout_pitch(p->l);
	return row_of(p, p->dense_from + 1) - row_of(p, p->dense_from);
}

void
ht_pager_gap(ht_pager *p, int row, ht_len down)
{
	HT_ROOM(p->ctx->arena, p->gap, p->ngap, p->capgap);
	p->gap[p->ngap++] = (ht_gap){row, down};
}

/* n empty rows are n + 1 pitches less the height of a character; as distances
 * n pitches. */
ht_len
ht_pager_gain(const ht_pager *p, int n)
{
	if (n == 0 || p->l->page.blank != HT_BLANK_GAP || p->turned)
		return 0;
	return ht_pager_pitch(p) - p->l->text.size;
}

void
ht_pager_skip(ht_pager *p, int n)
{
	ht_len gain = ht_pager_gain(p, n);

	p->row += n;
	if (gain)
		ht_pager_gap(p, p->row, -gain);
}

void
ht_pager_skip_to(ht_pager *p, ht_len y)
{
	if (p->l->page.blank == HT_BLANK_GAP && !p->turned)
		ht_pager_gap(p, p->row, y - ht_pager_row_top(p, p->row));
}

void
ht_pager_shift(ht_pager *p, int i, ht_len y, ht_len foot)
{
	p->shift = y - ht_layout_row(p->l, i);
	p->limit = foot;
	p->more = 0;
	while (ht_pager_row_top(p, ht_pager_all_rows(p)) + p->l->text.size <=
		foot)
		p->more++;
	while (ht_pager_all_rows(p) > 1 &&
		ht_pager_row_top(p, ht_pager_all_rows(p) - 1) +
				p->l->text.size >
			foot)
		p->more--;
}

void
ht_pager_dense(ht_pager *p, int more)
{
	ht_page *page = ht_pager_page(p);
	ht_len pitch = ht_pager_pitch(p);
	int from = p->l->page.rows + p->more - 1;

	for (size_t i = 0; i < page->nfrag; i++)
		if (page->frag[i].row > 0 && page->frag[i].row <= from)
			from = page->frag[i].row - 1;
	p->dense_from = from;
	p->dense = more;
	for (size_t i = 0; i < p->ngap; i++) /* an empty row is closer too */
		p->gap[i].down += pitch - ht_pager_pitch(p);
	for (size_t i = 0; i < page->nfrag; i++) {
		ht_frag *f = &page->frag[i];

		if (f->row > 0)
			f->y = ht_pager_row(p, f->para, f->row - 1);
	}
}

ht_len
ht_pager_row(const ht_pager *p, const ht_para *para, int i)
{
	ht_len y;

	if (!p->dense && !p->turned && ht_layout_baseline(p->l, i, &y))
		return y + p->shift + gaps_above(p, i);
	return ht_pager_baseline(p, para, ht_pager_row_top(p, i));
}

int
ht_pager_row_at(ht_pager *p, ht_len y)
{
	int row = 0;

	/* Not the rows of the text alone: it may stand lower already. */
	while (row < ht_pager_all_rows(p) && ht_pager_row_top(p, row) < y)
		row++;
	return row;
}

ht_len
ht_pager_foot(const ht_pager *p)
{
	ht_len area = p->l->page.top + p->l->page.area_height;
	ht_len last =
		ht_pager_row_top(p, ht_pager_all_rows(p) - 1) + p->l->text.size;

	if (p->turned)
		return p->l->page.area_width;
	return last > area ? last : area;
}
