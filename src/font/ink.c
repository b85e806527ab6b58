/* SPDX-License-Identifier: Apache-2.0
 *
 * The exact ink of glyphs, by FreeType.  A FT_Face is not to be shared by
 * threads, so that one is opened when first asked for, behind a lock.
 */
#include "font/ink.h"

#include <pthread.h>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_BBOX_H

/* Glyphs whose ink is kept: marks and page numbers ask for the same few. */
#define INK_KEPT 256

/* The ink of a glyph that was asked for. */
typedef struct {
	uint32_t gid;
	bool known, inked;
	ht_ink ink;
} inked_glyph;

struct ht_inks {
	pthread_mutex_t lock;
	ht_str bytes;
	int index;
	FT_Library lib;
	FT_Face face; /* NULL when FreeType refuses it */
	bool tried;
	inked_glyph last[INK_KEPT]; /* by glyph, the one asked for last */
};

static void
open_face(ht_inks *s)
{
	s->tried = true;
	if (FT_Init_FreeType(&s->lib) != 0) {
		s->lib = NULL;
		return;
	}
	if (FT_New_Memory_Face(s->lib, (const FT_Byte *)s->bytes.p,
		    (FT_Long)s->bytes.n, s->index, &s->face) != 0)
		s->face = NULL;
}

static bool
load(FT_Face face, uint32_t gid, ht_ink *out)
{
	FT_BBox box;

	if (FT_Load_Glyph(face, gid, FT_LOAD_NO_SCALE) != 0 ||
		face->glyph->format != FT_GLYPH_FORMAT_OUTLINE ||
		face->glyph->outline.n_points == 0 ||
		FT_Outline_Get_BBox(&face->glyph->outline, &box) != 0)
		return false;
	*out = (ht_ink){
		(int)box.xMin, (int)box.yMin, (int)box.xMax, (int)box.yMax};
	return box.xMax > box.xMin && box.yMax > box.yMin;
}

/* Behind the lock. */
static inked_glyph
find(ht_inks *s, uint32_t gid)
{
	inked_glyph g = {.gid = gid, .known = true};

	if (!s->tried)
		open_face(s);
	if (s->face != NULL)
		g.inked = load(s->face, gid, &g.ink);
	return g;
}

ht_inks *
ht_inks_new(ht_arena *a, ht_str bytes, int index)
{
	ht_inks *s = HT_NEW(a, ht_inks);

	s->bytes = bytes;
	s->index = index;
	pthread_mutex_init(&s->lock, NULL);
	return s;
}

void
ht_inks_drop(ht_inks *s)
{
	if (s->face != NULL)
		FT_Done_Face(s->face);
	if (s->lib != NULL)
		FT_Done_FreeType(s->lib);
	pthread_mutex_destroy(&s->lock);
}

bool
ht_inks_find(ht_inks *s, uint32_t gid, ht_ink *out)
{
	inked_glyph *g = &s->last[gid % INK_KEPT];
	bool inked;

	pthread_mutex_lock(&s->lock);
	if (!g->known || g->gid != gid)
		*g = find(s, gid);
	inked = g->inked;
	if (inked)
		*out = g->ink;
	pthread_mutex_unlock(&s->lock);
	return inked;
}
