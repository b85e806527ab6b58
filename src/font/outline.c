/* SPDX-License-Identifier: Apache-2.0
 *
 * A glyph's outline as SVG path data, for pictures of pages.  Font units, y
 * up; fractions of a unit, which only variable and CFF fonts have, are
 * rounded away.
 */
#include <hb.h>
#include <math.h>

#include "font/face.h"

static long
whole(float v)
{
	return lroundf(v);
}

static void
move_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x,
	float y, void *user)
{
	(void)funcs, (void)state, (void)user;
	ht_buf_addf(data, "M%ld %ld", whole(x), whole(y));
}

static void
line_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x,
	float y, void *user)
{
	(void)funcs, (void)state, (void)user;
	ht_buf_addf(data, "L%ld %ld", whole(x), whole(y));
}

static void
quadratic_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state,
	float cx, float cy, float x, float y, void *user)
{
	(void)funcs, (void)state, (void)user;
	ht_buf_addf(data, "Q%ld %ld %ld %ld", whole(cx), whole(cy), whole(x),
		whole(y));
}

static void
cubic_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float ax,
	float ay, float bx, float by, float x, float y, void *user)
{
	(void)funcs, (void)state, (void)user;
	ht_buf_addf(data, "C%ld %ld %ld %ld %ld %ld", whole(ax), whole(ay),
		whole(bx), whole(by), whole(x), whole(y));
}

static void
close_path(
	hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user)
{
	(void)funcs, (void)state, (void)user;
	ht_buf_addc(data, 'Z');
}

void
ht_font_outline(const ht_font *f, uint32_t gid, ht_buf *out)
{
	hb_draw_funcs_t *funcs = hb_draw_funcs_create();

	hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
	hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(funcs, quadratic_to, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(funcs, cubic_to, NULL, NULL);
	hb_draw_funcs_set_close_path_func(funcs, close_path, NULL, NULL);
	hb_font_get_glyph_shape(ht_face_hb_font(f), gid, funcs, out);
	hb_draw_funcs_destroy(funcs);
}
