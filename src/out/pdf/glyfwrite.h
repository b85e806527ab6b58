/* SPDX-License-Identifier: Apache-2.0
 *
 * Writes a subset of a TrueType font.
 */
#ifndef HT_OUT_PDF_GLYFWRITE_H
#define HT_OUT_PDF_GLYFWRITE_H

#include "out/pdf/glyffont.h"

/* Adds to out an sfnt without hints in which glyph gid[i] of a face (a
 * hb_face_t *) has the number i; components of composite glyphs that are not
 * among them follow.  Each glyph stands in gid once; gid[0] should be 0.
 * False, and out as before, when the face is not of the kind known here or one
 * of the glyphs is broken. */
bool ht_glyfwrite(
	ht_arena *a, void *face, const uint32_t *gid, size_t n, ht_buf *out);

#endif
