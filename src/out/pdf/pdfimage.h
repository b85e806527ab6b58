/* SPDX-License-Identifier: Apache-2.0
 *
 * Pictures of a PDF (ISO 32000-1 8.9), and the outlines that stand for them.
 */
#ifndef HT_OUT_PDF_PDFIMAGE_H
#define HT_OUT_PDF_PDFIMAGE_H

#include "out/display.h"
#include "out/pdf/pdfobj.h"

/* The graphics state of what is pressed on the page. */
#define HT_PDFIMAGE_PRESS "Press"

/* Pixels of a PNG: 8 bits a sample, rows from the top. */
typedef struct {
	unsigned char *rgb; /* 3 bytes a pixel, or 1 when grey */
	unsigned char *alpha; /* 1 byte a pixel; NULL when opaque */
	bool grey;
} ht_pixels;

/* Decodes a PNG into the arena; false when it is damaged. */
bool ht_png_decode(ht_arena *a, const ht_image *im, ht_pixels *out);

/* Are its colours those of inks? */
bool ht_pdfimage_has_inks(const ht_image *im);
/* Writes a picture's object; 0 when it is damaged. */
ht_pdfref ht_pdfimage_write(ht_arena *a, ht_pdfobj *p, const ht_image *im);
ht_pdfref ht_pdfimage_blank(ht_pdfobj *p);
/* Adds the operators of an image, ring or frame; height: the page's. */
void ht_pdfimage_show(ht_buf *b, const ht_inks *inks, ht_len height,
	const ht_op *op, size_t name);
/* Adds the operators that begin a turned part. */
void ht_pdfimage_turn(ht_buf *b, ht_len height, const ht_op *op);

#endif
