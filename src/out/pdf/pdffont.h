/* SPDX-License-Identifier: Apache-2.0
 *
 * One font of a PDF: the glyphs in use, their texts, and its objects.
 */
#ifndef HT_OUT_PDF_PDFFONT_H
#define HT_OUT_PDF_PDFFONT_H

#include "font/font.h"
#include "out/pdf/pdfobj.h"

/* A glyph that shows a second text (U+2F42 and U+6587 are one glyph) cannot
 * say so in one ToUnicode map.  Such a font is therefore written in layers:
 * Type 0 fonts that share everything but that map. */
#define HT_PDFFONT_LAYERS 1000

typedef struct ht_pdffont ht_pdffont;

/* Of the arena; f must outlive it. */
ht_pdffont *ht_pdffont_new(ht_arena *a, const ht_font *f);
/* Notes that a glyph shows text (UTF-8, borrowed, may be empty).  The layer to
 * set it in, or -1 when the glyph has more texts than there are layers. */
int ht_pdffont_use(ht_pdffont *f, uint32_t gid, ht_str text);
/* The layer of a glyph and text that were noted. */
int ht_pdffont_layer(const ht_pdffont *f, uint32_t gid, ht_str text);
int ht_pdffont_layers(const ht_pdffont *f);
/* Has each glyph that was noted a text?  (ISO 19005-2 6.2.11.7.2) */
bool ht_pdffont_is_readable(const ht_pdffont *f);

/* Subsets the font and writes its objects; to be called once, when all glyphs
 * are noted.  serial makes subset tags differ in a file.  HT_EINTERNAL when the
 * font cannot be subset. */
ht_err ht_pdffont_write(ht_ctx *ctx, ht_pdffont *f, ht_pdfobj *p, int serial);

/* After ht_pdffont_write(): the Type 0 font of a layer; the code of a noted
 * glyph in a string; the width that the file states for it, 1/1000 em. */
ht_pdfref ht_pdffont_ref(const ht_pdffont *f, int layer);
unsigned ht_pdffont_code(const ht_pdffont *f, uint32_t gid, int *width);
int ht_pdffont_width(const ht_pdffont *f, uint32_t gid);

/* Adds a glyph's outline as path operators in font units and a fill; false
 * when it has no outline.  Such a glyph carries no text in any reader. */
bool ht_pdffont_outline(const ht_pdffont *f, uint32_t gid, ht_buf *out);
/* Font units an em, in which outlines are. */
int ht_pdffont_upem(const ht_pdffont *f);

#endif
