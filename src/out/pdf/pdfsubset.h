/* SPDX-License-Identifier: Apache-2.0
 *
 * A subset of a font of any kind, by HarfBuzz.
 */
#ifndef HT_OUT_PDF_PDFSUBSET_H
#define HT_OUT_PDF_PDFSUBSET_H

#include <stddef.h>
#include <stdint.h>

/* A face (a hb_face_t *, to be destroyed) of glyphs of another, number[i] the
 * new number of glyph gid[i]; NULL when it cannot be made.  Hinting of TrueType
 * goes, for its programs go; glyph 0 keeps its outline, for it stands where a
 * font has no glyph. */
void *ht_pdfsubset(void *face, const uint32_t *gid, size_t n, uint16_t *number);

#endif
