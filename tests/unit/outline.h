/* SPDX-License-Identifier: Apache-2.0
 *
 * Outlines, to be compared; cmocka.h comes first.
 */
#ifndef HT_UNIT_OUTLINE_H
#define HT_UNIT_OUTLINE_H

#include <ft2build.h>
#include FT_FREETYPE_H

#include "base/str.h"

/* The outline as text: contours, points and their kinds, width. */
static inline bool
outline(FT_Face face, uint32_t gid, ht_buf *out)
{
	const FT_Outline *o = &face->glyph->outline;

	out->n = 0;
	if (FT_Load_Glyph(face, gid, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING) !=
		0)
		return false;
	ht_buf_addf(out, "%ld %d\n", face->glyph->metrics.horiAdvance,
		o->n_contours);
	ht_buf_add(out, o->contours, sizeof *o->contours * o->n_contours);
	ht_buf_add(out, o->points, sizeof *o->points * o->n_points);
	ht_buf_add(out, o->tags, sizeof *o->tags * o->n_points);
	return true;
}

#endif
