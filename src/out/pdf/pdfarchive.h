/* SPDX-License-Identifier: Apache-2.0
 *
 * What a PDF says of itself to an archive: PDF/A-2 (ISO 19005-2).  Level B: it
 * will look the same; level U: its text can be read, too.
 */
#ifndef HT_OUT_PDF_PDFARCHIVE_H
#define HT_OUT_PDF_PDFARCHIVE_H

#include "out/pdf/pdfobj.h"

typedef enum {
	HT_ARCHIVE_NONE, /* it has colours of inks, which the intent has not */
	HT_ARCHIVE_B,
	HT_ARCHIVE_U
} ht_archive;

/* Adds to the catalogue's entries what the colours mean (6.2.3). */
void ht_pdfarchive_intent(ht_pdfobj *p, ht_archive level, ht_buf *catalog);
/* Adds to the XMP packet a description of the part and level (6.6.4). */
void ht_pdfarchive_claim(ht_archive level, ht_buf *xmp);

#endif
