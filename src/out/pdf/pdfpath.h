/* SPDX-License-Identifier: Apache-2.0
 *
 * A glyph's outline as path operators.
 */
#ifndef HT_OUT_PDF_PDFPATH_H
#define HT_OUT_PDF_PDFPATH_H

#include "font/font.h"

/* Adds the outline in font units and a fill; false, and out as before, when
 * the glyph has none. */
bool ht_pdfpath_glyph(const ht_font *f, uint32_t gid, ht_buf *out);

#endif
