/* SPDX-License-Identifier: Apache-2.0
 *
 * What a PDF says of a font as a whole.
 */
#ifndef HT_OUT_PDF_PDFDESC_H
#define HT_OUT_PDF_PDFDESC_H

#include "font/font.h"
#include "out/pdf/pdfobj.h"

/* The PostScript name with a subset tag (9.6.4), as far as a name may be
 * written plainly; of the arena. */
const char *ht_pdfdesc_name(ht_arena *a, const ht_font *f, int serial);
/* The descriptor; file is the entry that names the font file. */
ht_pdfref ht_pdfdesc_write(const ht_font *f, ht_pdfobj *p, const char *name,
	const char *file, ht_pdfref stream);

#endif
