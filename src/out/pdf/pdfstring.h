/* SPDX-License-Identifier: Apache-2.0
 *
 * Strings of glyphs (ISO 32000-1 9.4.3).
 */
#ifndef HT_OUT_PDF_PDFSTRING_H
#define HT_OUT_PDF_PDFSTRING_H

#include "out/display.h"
#include "out/pdf/pdffont.h"

/* Where strings go, and the text state that they change. */
typedef struct {
	ht_buf *b;
	ht_len height; /* of the page, EMU */
	int64_t spacing; /* Tc, 1/100000 pt */
} ht_pdfstring;

/* Adds a glyph's place as two numbers. */
void ht_pdfstring_place(const ht_pdfstring *s, const ht_show *g);
/* Adds glyphs beg to end - 1 of an operation, all of one layer and baseline;
 * font and scale are set. */
void ht_pdfstring_show(ht_pdfstring *s, const ht_op *op, const ht_pdffont *font,
	size_t beg, size_t end);

#endif
