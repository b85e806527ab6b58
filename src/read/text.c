/* SPDX-License-Identifier: Apache-2.0
 *
 * What the glyphs of a page say: joins poppler's text page to them.
 */
#include <cairo-ft.h>
#include <math.h>
#include <string.h>

#include <ft2build.h>
#include FT_FREETYPE_H

#include "read/read.h"

#define LIKELY 0.85 /* of a font's characters, or they are none */
#define NEAR 0.3 /* pt: origins further apart are not of one character */

/* A character of the text page. */
typedef struct {
	double x0, x1, y0, y1; /* its box; x0 is the origin */
	uint32_t cp;
	const char *font;
} letter;

static int
by_x(const void *a, const void *b)
{
	double d = ((const letter *)a)->x0 - ((const letter *)b)->x0;

	return (d > 0) - (d < 0);
}

static void
name_letters(letter *l, guint n, const GList *attributes)
{
	for (const GList *at = attributes; at; at = at->next) {
		const PopplerTextAttributes *a = at->data;

		for (int i = a->start_index; i <= a->end_index; i++)
			if (i >= 0 && (guint)i < n)
				l[i].font = a->font_name;
	}
}

/* The letters of a page by their x; the caller frees. */
static letter *
letters_of(PopplerPage *page, const GList *attributes, guint *n)
{
	PopplerRectangle *box = NULL;
	char *text = poppler_page_get_text(page);
	const char *p = text;
	letter *l;
	guint have = 0;

	*n = 0;
	if (!poppler_page_get_text_layout(page, &box, n) || !text) {
		g_free(text);
		return NULL;
	}
	l = g_new0(letter, *n + 1);
	for (guint i = 0; i < *n && *p; i++, p = g_utf8_next_char(p))
		l[i] = (letter){.x0 = box[i].x1,
			.x1 = box[i].x2,
			.y0 = fmin(box[i].y1, box[i].y2),
			.y1 = fmax(box[i].y1, box[i].y2),
			.cp = g_utf8_get_char(p)};
	name_letters(l, *n, attributes);
	/* Blanks and line ends there are poppler's own guess. */
	for (guint i = 0; i < *n; i++)
		if (l[i].cp > ' ')
			l[have++] = l[i];
	*n = have;
	qsort(l, have, sizeof *l, by_x);
	g_free(box);
	g_free(text);
	return l;
}

static const letter *
letter_at(const letter *l, guint n, const read_glyph *g)
{
	guint lo = 0, hi = n;
	const letter *best = NULL;

	while (lo < hi) {
		guint mid = lo + (hi - lo) / 2;

		if (l[mid].x0 < g->x - NEAR)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < n && l[lo].x0 <= g->x + NEAR; lo++) {
		if (g->y < l[lo].y0 - 1 || g->y > l[lo].y1 + 1)
			continue;
		if (g->cp[0] && g->cp[0] != l[lo].cp)
			continue;
		if (!best || fabs(l[lo].x0 - g->x) < fabs(best->x0 - g->x))
			best = &l[lo];
	}
	return best;
}

/* A font's name without the tag of a subset (ABCDEF+Name), in UTF-8: some
 * producers write it in the code page of a Chinese Windows. */
static char *
plain_name(const char *name)
{
	char *made;

	size_t n = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	if (n == 6 && name[n] == '+')
		name += n + 1;
	if (g_utf8_validate(name, -1, NULL))
		return g_strdup(name);
	made = g_convert(name, -1, "UTF-8", "GB18030", NULL, NULL, NULL);
	return made ? made : g_utf8_make_valid(name, -1);
}

/* A font of FreeType's, for close_font(); NULL when it is none. */
static cairo_scaled_font_t *
open_font(cairo_font_face_t *face, FT_Face *ft)
{
	cairo_matrix_t one;
	cairo_font_options_t *options;
	cairo_scaled_font_t *font;

	if (cairo_font_face_get_type(face) != CAIRO_FONT_TYPE_FT)
		return NULL;
	cairo_matrix_init_identity(&one);
	options = cairo_font_options_create();
	font = cairo_scaled_font_create(face, &one, &one, options);
	*ft = cairo_ft_scaled_font_lock_face(font);
	cairo_font_options_destroy(options);
	if (*ft)
		return font;
	cairo_scaled_font_destroy(font);
	return NULL;
}

static void
close_font(cairo_scaled_font_t *font)
{
	cairo_ft_scaled_font_unlock_face(font);
	cairo_scaled_font_destroy(font);
}

/* What the font file itself says, where the text page knows nothing. */
static char *
inner_name(cairo_font_face_t *face)
{
	FT_Face ft;
	cairo_scaled_font_t *font = open_font(face, &ft);
	const char *name = font ? FT_Get_Postscript_Name(ft) : NULL;
	char *copy = plain_name(name && *name ? name : "?");

	if (font)
		close_font(font);
	return copy;
}

/* The same of an advance: poppler gives the characters of a replaced text
 * (ISO 32000-1 14.9.4) boxes of one width, which are no glyph's. */
static void
measure(const read_face *f, read_glyph *g)
{
	FT_Face ft;
	cairo_scaled_font_t *font = open_font(f->face, &ft);

	if (!font)
		return;
	if (ft->units_per_EM > 0 &&
		FT_Load_Glyph(ft, (FT_UInt)g->index, FT_LOAD_NO_SCALE) == 0)
		g->advance = g->width * (double)ft->glyph->metrics.horiAdvance /
			     ft->units_per_EM;
	close_font(font);
}

/* What a Chinese document holds: ASCII, Han, full-width forms, marks, Greek,
 * signs of mathematics. */
static bool
is_likely(uint32_t cp)
{
	return (cp >= 0x20 && cp < 0x7F) || (cp >= 0x391 && cp <= 0x3C9) ||
	       (cp >= 0x2010 && cp <= 0x203B) ||
	       (cp >= 0x2100 && cp <= 0x22FF) ||
	       (cp >= 0x2460 && cp <= 0x25FF) ||
	       (cp >= 0x3000 && cp <= 0x30FF) ||
	       (cp >= 0x4E00 && cp <= 0x9FFF) ||
	       (cp >= 0xFF00 && cp <= 0xFFEF) || cp == 0xB7 || cp == 0xD7 ||
	       cp == 0xB0 || cp == 0xB1 || cp == 0xF7;
}

/* Without ToUnicode poppler knows the characters of standard encodings and
 * collections; of other fonts it takes the glyphs' numbers for characters. */
static void
drop_unlikely(read_scene *scene)
{
	for (guint i = 0; i < scene->glyph->len; i++) {
		read_glyph *g = &g_array_index(scene->glyph, read_glyph, i);
		const read_face *f =
			&g_array_index(scene->face, read_face, g->face);

		if (g->guessed && f->likely < f->guessed * LIKELY)
			g->cp[0] = 0;
	}
	for (guint i = 0; i < scene->face->len; i++) {
		read_face *f = &g_array_index(scene->face, read_face, i);

		f->guessed = f->likely = 0;
	}
}

void
read_name_glyphs(PopplerPage *page, read_scene *scene)
{
	GList *attributes = poppler_page_get_text_attributes(page);
	guint n;
	letter *l = letters_of(page, attributes, &n);

	for (guint i = 0; l && i < scene->glyph->len; i++) {
		read_glyph *g = &g_array_index(scene->glyph, read_glyph, i);
		read_face *f = &g_array_index(scene->face, read_face, g->face);
		const letter *at = letter_at(l, n, g);

		if (!at && g->cp[0] && g->advance < 0)
			measure(f, g);
		if (!at)
			continue;
		g->advance = at->x1 - at->x0;
		if (!g->cp[0]) {
			g->cp[0] = at->cp;
			g->guessed = true;
			f->guessed++;
			f->likely += is_likely(at->cp);
		}
		if (!f->name && at->font && *at->font)
			f->name = plain_name(at->font);
	}
	for (guint i = 0; i < scene->face->len; i++) {
		read_face *f = &g_array_index(scene->face, read_face, i);

		if (!f->name)
			f->name = inner_name(f->face);
	}
	drop_unlikely(scene);
	g_free(l);
	poppler_page_free_text_attributes(attributes);
}
