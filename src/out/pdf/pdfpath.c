/* SPDX-License-Identifier: Apache-2.0
 *
 * A glyph's outline as path operators.
 */
#include "out/pdf/pdfpath.h"

#include <hb.h>

#include "out/pdf/pdffmt.h"

/* Decimals of an outline's coordinates, and 10 to their power. */
#define PATH_DECIMALS 2
#define PATH_SCALE 100.0f

/* What hb-draw hands over, as path operators; 8.5.2. */
static void
add_point(ht_buf *b, float x, float y, const char *operator)
{
	const float xy[2] = {x, y};

	for (int i = 0; i < 2; i++) {
		float v = xy[i] * PATH_SCALE;

		ht_pdffmt_fixed(b, (int64_t)(v < 0 ? v - 0.5f : v + 0.5f),
			PATH_DECIMALS);
		ht_buf_addc(b, ' ');
	}
	ht_buf_adds(b, operator);
}

static void
draw_move(hb_draw_funcs_t *d, void *out, hb_draw_state_t *st, float x, float y,
	void *user)
{
	(void)d, (void)st, (void)user;
	add_point(out, x, y, "m\n");
}

static void
draw_line(hb_draw_funcs_t *d, void *out, hb_draw_state_t *st, float x, float y,
	void *user)
{
	(void)d, (void)st, (void)user;
	add_point(out, x, y, "l\n");
}

static void
draw_cubic(hb_draw_funcs_t *d, void *out, hb_draw_state_t *st, float x1,
	float y1, float x2, float y2, float x, float y, void *user)
{
	(void)d, (void)st, (void)user;
	add_point(out, x1, y1, "");
	add_point(out, x2, y2, "");
	add_point(out, x, y, "c\n");
}

/* Without a function for quadratic curves HarfBuzz makes cubic ones of them. */
bool
ht_pdfpath_glyph(const ht_font *f, uint32_t gid, ht_buf *out)
{
	hb_draw_funcs_t *draw = hb_draw_funcs_create();
	hb_font_t *font = hb_font_create(ht_font_hb_face(f));
	size_t before = out->n;

	hb_draw_funcs_set_move_to_func(draw, draw_move, NULL, NULL);
	hb_draw_funcs_set_line_to_func(draw, draw_line, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(draw, draw_cubic, NULL, NULL);
	hb_font_get_glyph_shape(font, gid, draw, out);
	hb_font_destroy(font);
	hb_draw_funcs_destroy(draw);
	if (out->n == before)
		return false;
	ht_buf_adds(out, "f\n");
	return true;
}
