/* SPDX-License-Identifier: Apache-2.0
 *
 * How glyphs stand in the boxes of their items.
 */
#ifndef HT_OUT_BOX_H
#define HT_OUT_BOX_H

#include "line/line.h"

/* The advance of a glyph of this size. */
ht_len ht_box_advance(const ht_glyph *g, ht_len size);
/* From the place of an item's box to the origin of its first glyph, and the
 * horizontal scale of its glyphs, per mille. */
typedef struct {
	ht_len inset;
	int scale;
} ht_glyph_box;
/* cut: what the line took of the box (ht_place). */
ht_glyph_box
ht_box_set(const ht_para *p, const ht_item *it, ht_len size, ht_len cut);

#endif
