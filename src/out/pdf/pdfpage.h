/* SPDX-License-Identifier: Apache-2.0
 *
 * A page's display list as PDF operators.
 */
#ifndef HT_OUT_PDF_PDFPAGE_H
#define HT_OUT_PDF_PDFPAGE_H

#include "out/display.h"
#include "out/pdf/pdffont.h"
#include "out/pdf/pdftag.h"

/* The fonts of a file, in order of first use. */
typedef struct {
	ht_arena *arena;
	const ht_font **key;
	ht_pdffont **font;
	size_t n, cap, capkey;
	/* its pictures too */
	const ht_image **image;
	size_t nimage, capimage;
} ht_pdffonts;

/* Notes the glyphs of a page. */
void ht_pdfpage_collect(ht_pdffonts *fonts, const ht_display_page *page);
/* Adds the page's operators to b; all its glyphs are noted, fonts written. */
void ht_pdfpage_write(ht_buf *b, const ht_pdffonts *fonts, const ht_inks *inks,
	ht_pdftag *tags, const ht_display_page *page);
/* The name of a font's layer in the resources. */
void ht_pdfpage_font_name(ht_buf *b, size_t font, int layer);

#endif
