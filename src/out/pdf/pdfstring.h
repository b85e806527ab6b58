/* SPDX-License-Identifier: Apache-2.0
 *
 * Strings of glyphs (ISO 32000-1 9.4.3).
 */
#ifndef HT_OUT_PDF_PDFSTRING_H
#define HT_OUT_PDF_PDFSTRING_H

#include "out/display.h"
#include "out/pdf/pdffont.h"
#include "out/pdf/pdftag.h"

/* Where strings go, and the text state that they change. */
typedef struct {
	ht_buf *b;
	ht_len height; /* of the page, EMU */
	int64_t spacing; /* Tc, 1/100000 pt */
	const ht_op *end; /* of the operations that follow each other */
	ht_pdftag *
		tags; /* of what it shows; they are asked within text objects */
	bool spans; /* a text of its own is under way (14.9.4) */
	uint32_t beg; /* that text's in the operation's */
} ht_pdfstring;

/* Adds a glyph's place as two numbers. */
void ht_pdfstring_place(const ht_pdfstring *s, const ht_show *g);
/* Adds glyphs beg to end - 1 of an operation, all of one layer and baseline;
 * font and scale are set. */
void ht_pdfstring_show(ht_pdfstring *s, const ht_op *op, const ht_pdffont *font,
	size_t beg, size_t end);
/* Adds glyph i with a text that it cannot tell itself. */
void ht_pdfstring_replace(ht_pdfstring *s, const ht_op *op,
	const ht_pdffont *font, size_t i, ht_str text);

#endif
