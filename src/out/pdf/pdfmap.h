/* SPDX-License-Identifier: Apache-2.0
 *
 * What a PDF says of a font's codes: their widths and their texts.
 */
#ifndef HT_OUT_PDF_PDFMAP_H
#define HT_OUT_PDF_PDFMAP_H

#include "base/str.h"

/* A glyph and a text it shows. */
typedef struct {
	uint32_t gid, code;
	uint32_t next; /* the glyph's next use, from 1; 0: none */
	int layer;
	int width; /* 1/1000 em */
	ht_str text;
} ht_pdfuse;

/* By code, then layer. */
void ht_pdfmap_sort(ht_pdfuse *use, size_t n);
/* By text, then glyph. */
void ht_pdfmap_sort_texts(const ht_pdfuse **use, size_t n);
/* The entry W of a CIDFont (ISO 32000-1 9.7.4.3) for sorted uses; nothing
 * where all have the width dw. */
void ht_pdfmap_widths(ht_buf *b, const ht_pdfuse *use, size_t n, int dw);
/* The ToUnicode map (9.10.3) of one layer of sorted uses. */
void ht_pdfmap_unicode(ht_buf *b, const ht_pdfuse *use, size_t n, int layer);

#endif
