/* SPDX-License-Identifier: Apache-2.0
 *
 * The display list as SVG.  Glyphs are outlines, each drawn once and used
 * again: a picture needs no font.
 */
#ifndef HT_OUT_SVG_H
#define HT_OUT_SVG_H

#include "out/display.h"

/* User units of the pictures: hundredths of a mm. */
#define HT_SVG_UNIT (HT_EMU_MM / 100)

/* Remembers which glyphs a file has outlines of already. */
typedef struct ht_svg ht_svg;

ht_svg *ht_svg_new(ht_arena *a);
/* Adds a page as one <svg> element.  under: markup to lie below the page's
 * own ink, in user units; empty for none.  Pages written by one ht_svg belong
 * into one file, in this order: later ones use the outlines of earlier. */
void
ht_svg_page(ht_svg *s, const ht_display_page *p, ht_str under, ht_buf *out);

/* Adds text with < > & " escaped, and what XML does not allow left out. */
void ht_svg_text(ht_buf *out, ht_str text);

#endif
