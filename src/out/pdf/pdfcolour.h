/* SPDX-License-Identifier: Apache-2.0
 *
 * Colours of a PDF: of a screen, or of printing inks.
 */
#ifndef HT_OUT_PDF_PDFCOLOUR_H
#define HT_OUT_PDF_PDFCOLOUR_H

#include "out/display.h"

/* Adds the operator that fills or strokes with a colour (ISO 32000-1 8.6.8):
 * grey, RGB, or with inks CMYK. */
void ht_pdfcolour_add(ht_buf *b, const ht_inks *inks, ht_colour c, bool stroke);

#endif
