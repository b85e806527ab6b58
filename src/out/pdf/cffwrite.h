/* SPDX-License-Identifier: Apache-2.0
 *
 * Writes a subset of a CFF font.
 */
#ifndef HT_OUT_PDF_CFFWRITE_H
#define HT_OUT_PDF_CFFWRITE_H

#include "out/pdf/cffstore.h"

/* A subset being written: glyph gid[i] of the store's font gets the CID and
 * the number i; gid[0] should be 0. */
typedef struct {
	const ht_cffstore *store;
	const uint32_t *gid;
	size_t n;
	const char *name; /* its FontName */
	bool pack; /* for ht_cffwrite(): written for deflate (cffpack.h) */
} ht_cffsubset;

/* Adds to out a CID-keyed CFF table.  False, and out as before, when one of
 * the glyphs cannot be had. */
bool ht_cffwrite(ht_arena *a, const ht_cffsubset *s, ht_buf *out);
/* The same table as a zlib stream (RFC 1950) of the arena; out->n is 0 when a
 * glyph cannot be had. */
ht_str ht_cffpress(ht_arena *a, const ht_cffsubset *s);

#endif
