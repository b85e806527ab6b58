/* SPDX-License-Identifier: Apache-2.0
 *
 * Logical structure (ISO 32000-1 14.7, 14.8) out of the display list's tags.
 */
#ifndef HT_OUT_PDF_PDFTAG_H
#define HT_OUT_PDF_PDFTAG_H

#include "out/pdf/pdfobj.h"

typedef struct ht_pdftag ht_pdftag;

/* Of the arena. */
ht_pdftag *ht_pdftag_new(ht_arena *a, ht_pdfobj *p);
/* Begins a page; what it writes goes to b until ht_pdftag_page_end(), which
 * also ends what is still open.  The number the page gives as StructParents. */
int ht_pdftag_page(ht_pdftag *t, ht_pdfref page, ht_buf *b);
void ht_pdftag_page_end(ht_pdftag *t);
/* Tags as they come; an end without a begin is passed over.  Tags of one id
 * (not 0) that follow each other are one element, over pages too. */
void
ht_pdftag_begin(ht_pdftag *t, const char *name, uint32_t id, bool artifact);
void ht_pdftag_end(ht_pdftag *t);
/* To be called before content is written: it belongs to the innermost tag. */
void ht_pdftag_content(ht_pdftag *t);
/* Ends what ht_pdftag_content() began: a sequence begins and ends on the same
 * side of a text object's bounds (14.6.1). */
void ht_pdftag_pause(ht_pdftag *t);
/* Content with a text of its own (14.9.4), which is known at its end; between
 * the two no other function is called. */
void ht_pdftag_span(ht_pdftag *t);
void ht_pdftag_span_end(ht_pdftag *t, ht_str text);
/* Writes the tree; its root. */
ht_pdfref ht_pdftag_write(ht_pdftag *t);

#endif
