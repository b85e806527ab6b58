/* SPDX-License-Identifier: Apache-2.0
 *
 * Charstrings written anew for deflate.
 */
#ifndef HT_OUT_PDF_CFFPACK_H
#define HT_OUT_PDF_CFFPACK_H

#include "out/pdf/cffcost.h"

/* What bytes cost once glyphs like these n, of ht_cfffont_flatten(), are
 * written for deflate. */
void ht_cffpack_learn(const ht_str *code, size_t n, ht_cffcost *cost);
/* Adds to out a charstring that draws what code draws and deflates better;
 * code itself when it cannot be written anew (cffpath.h). */
void ht_cffpack(const ht_cffcost *cost, ht_str code, ht_buf *out);

#endif
