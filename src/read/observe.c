/* SPDX-License-Identifier: Apache-2.0
 *
 * What poppler draws, without drawing it.  poppler-glib draws through cairo's
 * public functions; a program's own functions of the same names come before
 * the library's (ELF symbol preemption), so those below are called instead:
 * they note what is drawn in the scene that hangs on the context, and draw
 * nothing.  Each glyph's origin, size and colour and each filled box arrive
 * exactly as the page says, after all of its transformations.
 *
 * Tried and rejected: cairo's script and SVG surfaces lose the fonts' names
 * and repeat whole fonts; content streams read by qpdf need a second
 * interpreter of the graphics state.
 */
#include <math.h>
#include <string.h>

#include "read/read.h"

#define FLAT 0.02 /* sine of the largest slope of upright text */
#define FAR 20000.0 /* pt: nothing on a page lies further out */
#define WIDE 0.75 /* em: a blank this wide is a full-width one */
#define SAME 0.01 /* pt: two points are one */

static const cairo_user_data_key_t scene_key;

static read_scene *
scene_of(cairo_t *cr)
{
	return cairo_get_user_data(cr, &scene_key);
}

static int
to_byte(double v)
{
	return v <= 0 ? 0 : v >= 1 ? 255 : (int)(v * 255 + 0.5);
}

/* The colour things are painted with; false when it is no plain colour. */
static bool
source_of(cairo_t *cr, uint32_t *rgb)
{
	double r, g, b, a;

	*rgb = 0;
	if (cairo_pattern_get_rgba(cairo_get_source(cr), &r, &g, &b, &a) !=
		CAIRO_STATUS_SUCCESS)
		return false;
	*rgb = (uint32_t)(to_byte(r) << 16 | to_byte(g) << 8 | to_byte(b));
	return a > 0;
}

static int
face_number(read_scene *s, cairo_font_face_t *face)
{
	read_face f = {.face = face, .number = -1};

	for (guint i = s->face->len; i-- > 0;)
		if (g_array_index(s->face, read_face, i).face == face)
			return (int)i;
	cairo_font_face_reference(face);
	g_array_append_val(s->face, f);
	return (int)s->face->len - 1;
}

/* What all glyphs of one call share; false: the text is not upright. */
static bool
glyph_of(cairo_t *cr, read_scene *s, read_glyph *out)
{
	cairo_matrix_t font;
	double xx, yx, xy, yy, length;

	*out = (read_glyph){.advance = -1};
	cairo_get_font_matrix(cr, &font);
	xx = font.xx, yx = font.yx;
	xy = font.xy, yy = font.yy;
	cairo_user_to_device_distance(cr, &xx, &yx);
	cairo_user_to_device_distance(cr, &xy, &yy);
	length = hypot(xx, yx);
	out->em = hypot(xy, yy);
	out->width = length;
	if (!(length > 0) || !(out->em > 0) || !(out->em < FAR))
		return false;
	if (xx < 0 || fabs(yx) > FLAT * length || yy < 0)
		return false;
	source_of(cr, &out->rgb);
	out->face = face_number(s, cairo_get_font_face(cr));
	return true;
}

/* Blanks: poppler tells neither their advance nor, in a font of its own
 * encoding, that they are some.  A glyph without ink is one. */
static void
measure_blank(cairo_t *cr, read_glyph *g, const cairo_glyph_t *at)
{
	cairo_font_face_t *face = cairo_get_font_face(cr);
	cairo_text_extents_t e;
	double dx, dy = 0;

	if (g->cp[0] && !g_unichar_isspace(g->cp[0]))
		return;
	if (cairo_font_face_get_type(face) != CAIRO_FONT_TYPE_FT)
		return;
	cairo_glyph_extents(cr, at, 1, &e);
	if (e.width > 0 || e.height > 0)
		return;
	dx = e.x_advance;
	cairo_user_to_device_distance(cr, &dx, &dy);
	if (!(dx >= 0 && dx < FAR))
		return;
	g->advance = dx;
	if (!g->cp[0])
		g->cp[0] = dx < WIDE * g->em ? 0x20 : 0x3000;
}

static void
add_glyph(cairo_t *cr, read_scene *s, read_glyph g, const cairo_glyph_t *at)
{
	measure_blank(cr, &g, at);
	g.index = at->index;
	g.x = at->x;
	g.y = at->y;
	cairo_user_to_device(cr, &g.x, &g.y);
	/* What stands off the page, nobody sees, and poppler does not name. */
	if (!(g.x > -g.em && g.x < s->w + g.em) ||
		!(g.y > -g.em && g.y < s->h + g.em))
		return;
	if (s->glyph->len >= READ_GLYPHS_MAX)
		read_overflow();
	g_array_append_val(s->glyph, g);
}

static void
add_glyphs(cairo_t *cr, const cairo_glyph_t *glyphs, int n)
{
	read_scene *s = scene_of(cr);
	read_glyph g;

	if (!s || !glyph_of(cr, s, &g))
		return;
	for (int i = 0; i < n; i++)
		add_glyph(cr, s, g, &glyphs[i]);
}

static void
set_text(read_glyph *g, const char *utf8, int n)
{
	const char *end = utf8 + n;
	int count = 0;

	memset(g->cp, 0, sizeof g->cp);
	if (!g_utf8_validate(utf8, n, NULL))
		return;
	for (const char *p = utf8; p < end && count < READ_CPS_MAX;
		p = g_utf8_next_char(p))
		g->cp[count++] = g_utf8_get_char(p);
}

/* ---- in place of cairo's ---------------------------------------------- */

void
cairo_show_glyphs(cairo_t *cr, const cairo_glyph_t *glyphs, int n)
{
	add_glyphs(cr, glyphs, n);
}

void
cairo_glyph_path(cairo_t *cr, const cairo_glyph_t *glyphs, int n)
{
	add_glyphs(cr, glyphs, n);
}

void
cairo_show_text_glyphs(cairo_t *cr, const char *utf8, int utf8_len,
	const cairo_glyph_t *glyphs, int n, const cairo_text_cluster_t *cluster,
	int ncluster, cairo_text_cluster_flags_t flags)
{
	read_scene *s = scene_of(cr);
	read_glyph g;
	int at = 0, byte = 0;

	(void)flags;
	if (!s || !glyph_of(cr, s, &g))
		return;
	for (int i = 0; i < ncluster; i++) {
		if (byte + cluster[i].num_bytes > utf8_len)
			break;
		set_text(&g, utf8 + byte, cluster[i].num_bytes);
		byte += cluster[i].num_bytes;
		for (int k = 0; k < cluster[i].num_glyphs && at < n; k++) {
			add_glyph(cr, s, g, &glyphs[at++]);
			memset(g.cp, 0, sizeof g.cp);
		}
	}
}

/* So that poppler hands text over with the glyphs. */
cairo_bool_t
cairo_surface_has_show_text_glyphs(cairo_surface_t *surface)
{
	(void)surface;
	return 1;
}

static void
add_box(read_scene *s, double x0, double y0, double x1, double y1, uint32_t rgb)
{
	read_box b = {.x = fmin(x0, x1),
		.y = fmin(y0, y1),
		.w = fabs(x1 - x0),
		.h = fabs(y1 - y0),
		.rgb = rgb};

	if (!(fabs(b.x) < FAR) || !(fabs(b.y) < FAR) || !(b.w < FAR) ||
		!(b.h < FAR))
		return;
	if (s->box->len >= READ_BOXES_MAX)
		read_overflow();
	g_array_append_val(s->box, b);
}

/* One part of a path while it is read: its corners. */
typedef struct {
	double x[6], y[6];
	int n; /* above 5, or below 0 with a curve: no box */
} outline;

static bool
is_box(const outline *o)
{
	const double *x = o->x, *y = o->y;
	int n = o->n;

	if (n == 5 && fabs(x[4] - x[0]) < SAME && fabs(y[4] - y[0]) < SAME)
		n = 4;
	if (n != 4)
		return false;
	if (fabs(y[0] - y[1]) < SAME)
		return fabs(x[1] - x[2]) < SAME && fabs(y[2] - y[3]) < SAME &&
		       fabs(x[3] - x[0]) < SAME;
	return fabs(x[0] - x[1]) < SAME && fabs(y[1] - y[2]) < SAME &&
	       fabs(x[2] - x[3]) < SAME && fabs(y[3] - y[0]) < SAME;
}

/* A filled part: a box, or nothing that is kept.  A stroked one (width > 0):
 * each of its upright or flat lines is a box. */
static void
end_outline(read_scene *s, outline *o, double width, uint32_t rgb)
{
	const double *x = o->x, *y = o->y, half = width / 2;

	if (o->n > 0 && o->n <= 5 && !(width > 0) && is_box(o))
		add_box(s, x[0], y[0], x[2], y[2], rgb);
	for (int i = 1; i < o->n && o->n <= 5 && width > 0; i++) {
		if (fabs(y[i] - y[i - 1]) < SAME)
			add_box(s, x[i - 1], y[i] - half, x[i], y[i] + half,
				rgb);
		else if (fabs(x[i] - x[i - 1]) < SAME)
			add_box(s, x[i] - half, y[i - 1], x[i] + half, y[i],
				rgb);
	}
	o->n = 0;
}

static void
add_corner(cairo_t *cr, outline *o, const cairo_path_data_t *point)
{
	double x = point->point.x, y = point->point.y;

	cairo_user_to_device(cr, &x, &y);
	if (o->n < 6) {
		o->x[o->n] = x;
		o->y[o->n] = y;
		o->n++;
	}
}

static void
close_outline(outline *o)
{
	if (o->n > 0 && o->n < 6) {
		o->x[o->n] = o->x[0];
		o->y[o->n] = o->y[0];
		o->n++;
	}
}

static void
add_path(cairo_t *cr, read_scene *s, double width, uint32_t rgb)
{
	cairo_path_t *path = cairo_copy_path(cr);
	outline o = {0};

	for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
		const cairo_path_data_t *d = &path->data[i];

		switch (d->header.type) {
		case CAIRO_PATH_MOVE_TO:
			end_outline(s, &o, width, rgb);
			add_corner(cr, &o, d + 1);
			break;
		case CAIRO_PATH_LINE_TO:
			add_corner(cr, &o, d + 1);
			break;
		case CAIRO_PATH_CURVE_TO:
			o.n = 6;
			break;
		case CAIRO_PATH_CLOSE_PATH:
			close_outline(&o);
			break;
		}
	}
	end_outline(s, &o, width, rgb);
	cairo_path_destroy(path);
}

void
cairo_fill(cairo_t *cr)
{
	read_scene *s = scene_of(cr);
	uint32_t rgb;

	if (s && source_of(cr, &rgb))
		add_path(cr, s, 0, rgb);
	else if (s && cairo_pattern_get_type(cairo_get_source(cr)) ==
			      CAIRO_PATTERN_TYPE_SURFACE)
		s->images++;
	cairo_new_path(cr);
}

void
cairo_stroke(cairo_t *cr)
{
	read_scene *s = scene_of(cr);
	double dx = cairo_get_line_width(cr), dy = dx;
	uint32_t rgb;

	cairo_user_to_device_distance(cr, &dx, &dy);
	if (s && source_of(cr, &rgb))
		add_path(cr, s, fmax(fabs(dy), SAME), rgb);
	cairo_new_path(cr);
}

void
cairo_paint(cairo_t *cr)
{
	read_scene *s = scene_of(cr);

	if (s && cairo_pattern_get_type(cairo_get_source(cr)) ==
			 CAIRO_PATTERN_TYPE_SURFACE)
		s->images++;
}

void
cairo_paint_with_alpha(cairo_t *cr, double alpha)
{
	(void)alpha;
	cairo_paint(cr);
}

void
cairo_mask(cairo_t *cr, cairo_pattern_t *pattern)
{
	read_scene *s = scene_of(cr);

	(void)pattern;
	if (s)
		s->images++;
}

/* ---------------------------------------------------------------------- */

bool
read_observe(PopplerPage *page, read_scene *scene)
{
	cairo_rectangle_t sheet = {0};
	cairo_surface_t *surface;
	cairo_t *cr;
	bool done;

	poppler_page_get_size(page, &sheet.width, &sheet.height);
	scene->w = sheet.width;
	scene->h = sheet.height;
	surface = cairo_recording_surface_create(
		CAIRO_CONTENT_COLOR_ALPHA, &sheet);
	cr = cairo_create(surface);
	cairo_set_user_data(cr, &scene_key, scene, NULL);
	/* For printing, because poppler else moves thin lines to pixels. */
	poppler_page_render_for_printing(page, cr);
	done = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(cr);
	cairo_surface_destroy(surface);
	return done;
}
