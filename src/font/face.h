/* SPDX-License-Identifier: Apache-2.0
 *
 * Opening one face of a font file; for src/font/ only.
 */
#ifndef HT_FONT_FACE_H
#define HT_FONT_FACE_H

#include "base/arena.h"
#include "font/font.h"

/* Maps the file and opens a face of it; the struct is of the arena a, the
 * rest is given back by ht_face_drop().  NULL when the file cannot be read,
 * is no sfnt with outlines (glyf or CFF) and a cmap, or has no such face. */
ht_font *ht_face_open(ht_arena *a, const char *path, int index,
	const char *family, const char *style);
void ht_face_drop(ht_font *f);
/* A hb_font_t * at the scale of the face's own units, immutable; borrowed. */
void *ht_face_hb_font(const ht_font *f);

#endif
