/* SPDX-License-Identifier: Apache-2.0
 *
 * The page's grid out of a layout: cells, rows, empty rows.
 * GB/T 9704-2012 3.1, 3.2 (units), 5.2.1 (type area), 5.2.3 (rows, cells).
 */
#include "style/layout.h"

#define PER_MILLE 1000
/* The ideographic em box's top above the baseline: 0.88 em, as CJK fonts have
 * it that do not say otherwise. */
#define EM_TOP 880

ht_len
ht_layout_cells(const ht_layout *l, ht_len size, int n)
{
	if (l->text.cell == HT_CELL_EM || size != l->text.size)
		return size * n;
	if (l->text.cell == HT_CELL_WIDTH)
		return l->text.cell_width * n;
	return ht_grid(l->page.area_width, l->page.cells, n);
}

ht_len
ht_layout_zi(const ht_layout *l, ht_len size, int per_mille)
{
	if (l->text.cell == HT_CELL_EM || size != l->text.size)
		return ht_muldiv(size, per_mille, PER_MILLE);
	if (l->text.cell == HT_CELL_WIDTH)
		return ht_muldiv(l->text.cell_width, per_mille, PER_MILLE);
	return (ht_len)((int64_t)l->page.area_width * per_mille /
			((int64_t)l->page.cells * PER_MILLE));
}

ht_len
ht_layout_pitch(const ht_layout *l)
{
	if (l->page.pitch == HT_PITCH_FIXED)
		return l->page.row;
	if (l->page.pitch == HT_PITCH_LINE_BOX || l->page.rows < 2)
		return l->page.area_height / l->page.rows;
	return (l->page.area_height - l->text.size) / (l->page.rows - 1);
}

bool
ht_layout_baseline(const ht_layout *l, int i, ht_len *out)
{
	if (l->page.pitch != HT_PITCH_FIXED)
		return false;
	*out = l->page.first + l->page.row * i;
	return true;
}

ht_len
ht_layout_row(const ht_layout *l, int i)
{
	ht_len free;

	if (ht_layout_baseline(l, i, &free))
		return free - ht_muldiv(l->text.size, EM_TOP, PER_MILLE);
	if (l->page.pitch == HT_PITCH_LINE_BOX || l->page.rows < 2) {
		free = l->page.area_height / l->page.rows - l->text.size;
		return l->page.top + free / 2 +
		       ht_grid(l->page.area_height, l->page.rows, i);
	}
	return l->page.top +
	       ht_grid(l->page.area_height - l->text.size, l->page.rows - 1, i);
}

ht_len
ht_layout_blank(const ht_layout *l, int n)
{
	ht_len pitch = ht_layout_pitch(l);

	if (l->page.blank == HT_BLANK_GAP)
		return pitch * n;
	return pitch * (n + 1) - l->text.size;
}

ht_len
ht_layout_left(const ht_layout *l, int page_number)
{
	bool verso = page_number % 2 == 0;

	if (l->page.mirror && verso)
		return l->page.width - l->page.binding - l->page.area_width;
	return l->page.binding;
}

ht_len
ht_layout_stamp(const ht_layout *l)
{
	return l->page.area_width -
	       ht_layout_zi(l, l->text.size, l->stamp.right) - l->stamp.width;
}

ht_len
ht_layout_beside_stamp(const ht_layout *l)
{
	ht_len room = ht_layout_stamp(l) -
		      ht_layout_zi(l, l->text.size, l->stamp.gap);

	return room >= l->text.size ? room : 0;
}
