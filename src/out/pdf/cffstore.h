/* SPDX-License-Identifier: Apache-2.0
 *
 * The glyphs of a font, flattened and pressed once and shared by all documents
 * and threads.
 */
#ifndef HT_OUT_PDF_CFFSTORE_H
#define HT_OUT_PDF_CFFSTORE_H

#include "font/font.h"
#include "out/pdf/cfffont.h"
#include "out/pdf/huff.h"

typedef struct ht_cffstore ht_cffstore;

/* A flattened charstring, coded by the store's code. */
typedef struct {
	uint32_t n; /* bytes */
	uint32_t adler; /* of the bytes, RFC 1950 */
	uint32_t bits;
	uint64_t word[]; /* HT_BITS_WORDS(bits) */
} ht_cffglyph;

/* The store of a font, which keeps it; NULL when its outlines are no CFF that
 * is known here. */
const ht_cffstore *ht_cffstore_of(const ht_font *f);
const ht_cfffont *ht_cffstore_font(const ht_cffstore *s);
const ht_huff *ht_cffstore_code(const ht_cffstore *s);
/* A glyph, made when first asked for; NULL when it cannot be flattened. */
const ht_cffglyph *ht_cffstore_glyph(const ht_cffstore *s, uint32_t gid);
/* Its charstring, written for deflate (cffpack.h); empty for such a glyph. */
ht_str ht_cffstore_packed(const ht_cffstore *s, uint32_t gid);

#endif
