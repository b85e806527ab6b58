/* SPDX-License-Identifier: Apache-2.0
 *
 * Lengths.  Every length of the program is an integer count of EMU, from the
 * layout file to the door of a back end: 1 mm, 1 pt and 1 in are all whole
 * numbers of it, so that no stage rounds and no two machines differ.
 */
#ifndef HT_BASE_UNIT_H
#define HT_BASE_UNIT_H

#include <stdint.h>

typedef int32_t ht_len; /* EMU; int32 spans +-59 m */

#define HT_EMU_MM 36000
#define HT_EMU_PT 12700
#define HT_EMU_IN 914400

/* Edge i of a grid of count equal cells over extent, EMU.  Never add up a
 * pitch instead: its rounding error grows with i. */
static inline ht_len
ht_grid(ht_len extent, int count, int i)
{
	return (ht_len)((int64_t)extent * i / count);
}

/* a * b / c without overflow, rounded toward zero. */
static inline ht_len
ht_muldiv(ht_len a, int32_t b, int32_t c)
{
	return (ht_len)((int64_t)a * b / c);
}

#endif
