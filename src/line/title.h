/* SPDX-License-Identifier: Apache-2.0
 *
 * The two halves of breaking a title: what each break costs, and the cheapest
 * lines.
 */
#ifndef HT_LINE_TITLE_H
#define HT_LINE_TITLE_H

#include "line/line.h"

#define HT_NEVER INT64_MAX

/* The cheapest lines of a title: how many they are, and in cut, which has
 * room for one an item, where each ends.  cost: of a break before each item,
 * HT_NEVER where there is none.  0 when no lines are narrow enough. */
int ht_title_ways(ht_arena *a, const ht_fill *f, ht_len measure,
	const int64_t *cost, size_t *cut);

#endif
