/* SPDX-License-Identifier: Apache-2.0
 *
 * The file of a small PDF.
 */
#ifndef HT_OUT_PDF_PDFSMALL_H
#define HT_OUT_PDF_PDFSMALL_H

#include "out/pdf/pdfobj.h"

/* Adds the file to out; no object is made after that. */
void ht_pdfsmall_write(ht_arena *a, ht_pdfobj *p, ht_buf *out);

#endif
