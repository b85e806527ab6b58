/* SPDX-License-Identifier: Apache-2.0
 *
 * What is drawn below the characters of a line: emphasis dots, underlines.
 */
#ifndef HT_OUT_DECOR_H
#define HT_OUT_DECOR_H

#include "out/display.h"
#include "page/page.h"

/* The operations of one line, in the arena; how many.  place: of the items of
 * the line, from the left edge of its indent. */
size_t ht_decor_make(ht_arena *a, const ht_layout *l, const ht_frag *f,
	const ht_place *place, ht_colour colour, ht_op **out);

#endif
