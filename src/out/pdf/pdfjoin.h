/* SPDX-License-Identifier: Apache-2.0
 *
 * Where a reader that goes by distances parts what the text has together.
 */
#ifndef HT_OUT_PDF_PDFJOIN_H
#define HT_OUT_PDF_PDFJOIN_H

#include "out/display.h"

/* Whether readers part glyph i of an operation, whose advance is width (1/1000
 * em), from the next one of the operations before end, although the text
 * between them has no blank. */
bool ht_pdfjoin_parted(const ht_op *op, size_t i, const ht_op *end, int width);
/* Whether glyph i and the next one are of one word of ASCII characters. */
bool ht_pdfjoin_word(const ht_op *op, size_t i, const ht_op *end);

#endif
