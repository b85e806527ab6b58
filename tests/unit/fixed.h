/* SPDX-License-Identifier: Apache-2.0
 *
 * Items with fixed metrics: line tests need no font.
 */
#ifndef HT_UNIT_FIXED_H
#define HT_UNIT_FIXED_H

#include "base/utf8.h"
#include "line/line.h"

/* The layout that the line tests use: 16 pt solid, all else as the default
 * without an original has it. */
static inline ht_layout
fixed_layout(void)
{
	ht_layout l = {0};

	l.page.area_width = 156 * HT_EMU_MM;
	l.page.area_height = 225 * HT_EMU_MM;
	l.page.rows = 22;
	l.page.cells = 28;
	l.text.size = 16 * HT_EMU_PT;
	l.text.cell = HT_CELL_EM;
	l.line.squeeze = true;
	l.line.lone_last = true;
	l.line.threshold = 500;
	l.line.mark_room = 500;
	l.line.gap_room = 125;
	l.line.autospace = 250;
	l.line.latin = HT_LATIN_HALF;
	l.line.kinsoku = HT_KINSOKU_GB;
	l.line.tolerance = 0;
	l.title.subject = l.title.words = l.title.break_before = "";
	l.title.avoid_start = l.title.avoid_end = "";
	return l;
}

/* One item a code point, half a cell where the class says nothing. */
static inline ht_item *
fixed_items(ht_arena *a, const ht_layout *l, const char *text, size_t *n)
{
	ht_str s = ht_str_from(text);
	ht_len cell = l->text.size;
	ht_item *item = HT_ARRAY(a, ht_item, s.n + 1);

	*n = 0;
	for (size_t i = 0; i < s.n;) {
		ht_item *it = &item[(*n)++];

		it->beg = (uint32_t)i;
		it->cp = ht_utf8_next(s, &i);
		it->end = (uint32_t)i;
		it->w = ht_item_classify(l, l->line.quotes, cell, it);
		if (it->w == 0)
			it->w = cell / 2;
	}
	ht_items_relate(l, true, cell, item, *n);
	return item;
}

static inline ht_fill
fixed_fill(ht_arena *a, const ht_layout *l, const char *text)
{
	size_t n;
	ht_item *item = fixed_items(a, l, text, &n);
	ht_fill f;

	ht_fill_init(a, &f, l, item, n, l->text.size);
	return f;
}

#endif
