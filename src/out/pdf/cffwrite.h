/* SPDX-License-Identifier: Apache-2.0
 *
 * Writes a subset of a CFF font.
 */
#ifndef HT_OUT_PDF_CFFWRITE_H
#define HT_OUT_PDF_CFFWRITE_H

#include "out/pdf/cffstore.h"

/* Adds to out a CID-keyed CFF table in which glyph gid[i] of the store's font
 * has the CID and the number i; gid[0] should be 0.  name is its FontName.
 * False, and out as before, when one of the glyphs cannot be had. */
bool ht_cffwrite(ht_arena *a, ht_buf *out, const ht_cffstore *s,
	const uint32_t *gid, size_t n, const char *name);

#endif
