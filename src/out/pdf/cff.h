/* SPDX-License-Identifier: Apache-2.0
 *
 * The charset of a CFF font (Adobe Technical Note 5176).
 */
#ifndef HT_OUT_PDF_CFF_H
#define HT_OUT_PDF_CFF_H

#include "base/arena.h"
#include "base/str.h"

typedef struct {
	bool cid_keyed; /* its Top DICT begins with ROS */
	uint32_t nglyph; /* of the CharStrings INDEX */
	const uint16_t *cid; /* by glyph; NULL for a name-keyed font */
} ht_cff;

/* Reads a CFF table; out is of the arena.  False when the table is broken:
 * the bytes are input, every offset in them is checked. */
bool ht_cff_read(ht_arena *a, ht_str table, ht_cff *out);

#endif
