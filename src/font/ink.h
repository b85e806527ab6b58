/* SPDX-License-Identifier: Apache-2.0
 *
 * The ink of a face's glyphs; for src/font/ only.
 */
#ifndef HT_FONT_INK_H
#define HT_FONT_INK_H

#include "base/arena.h"
#include "font/font.h"

typedef struct ht_inks ht_inks;

/* Of face index in the bytes of a font's file, which outlive it; nothing is
 * read before a glyph is asked for.  Give it back with ht_inks_drop(). */
ht_inks *ht_inks_new(ht_arena *a, ht_str bytes, int index);
void ht_inks_drop(ht_inks *s);
/* What ht_font_ink() gives. */
bool ht_inks_find(ht_inks *s, uint32_t gid, ht_ink *out);

#endif
