/* SPDX-License-Identifier: Apache-2.0
 *
 * Reads a charstring as segments.  Clauses are those of Adobe Technical Note
 * 5177.
 */
#include "out/pdf/cffpath.h"

#include <stdlib.h>

/* Any step between two places that are no further out is a number of two
 * bytes. */
#define PLACE_MAX 16383
#define NUMBERS_FROM 32
#define NUMBER_SHORT 28
#define LINE 2 /* operands of a line */
#define CURVE 6 /* of a curve */
#define CURVE_FLAT 4 /* of one that begins and ends straight */

typedef struct {
	ht_arena *arena;
	ht_cffpath *path;
	int32_t x, y; /* the current point */
	int32_t operand[HT_T2_STACK_MAX];
	int n;
	bool begun; /* past the first operator */
	bool bad;
} reader;

static void
add_segment(reader *r, const int32_t d[CURVE], bool curve)
{
	ht_cffpath *p = r->path;
	ht_cffseg s = {.curve = curve};

	for (int i = 0; i < CURVE; i += 2) {
		r->x += d[i];
		r->y += d[i + 1];
		if (abs(r->x) > PLACE_MAX || abs(r->y) > PLACE_MAX)
			r->bad = true;
	}
	if (r->bad || p->n == 0) {
		r->bad = true;
		return;
	}
	for (int i = 0; i < CURVE; i++)
		s.d[i] = (int16_t)d[i];
	HT_ROOM(r->arena, p->seg, p->nseg, p->capseg);
	p->seg[p->nseg++] = s;
	p->contour[p->n - 1].n++;
}

static void
add_line(reader *r, int32_t dx, int32_t dy)
{
	const int32_t d[CURVE] = {[HT_SEG_X] = dx, [HT_SEG_Y] = dy};

	add_segment(r, d, false);
}

/* 4.1: a move and the end close the contour before.  The current point stays
 * where it is. */
static void
close_contour(reader *r)
{
	int32_t x = r->x, y = r->y;
	const ht_cffcontour *c;

	if (r->path->n == 0)
		return;
	c = &r->path->contour[r->path->n - 1];
	if (x != c->x || y != c->y)
		add_line(r, c->x - x, c->y - y);
	r->x = x;
	r->y = y;
}

/* Takes the width off when it stands there; want operands are left. */
static void
take_width(reader *r, int want)
{
	int extra = r->n - want;

	if (extra < 0 || extra > !r->begun) {
		r->bad = true;
		return;
	}
	if (extra > 0) {
		r->path->has_width = true;
		r->path->width = (int16_t)r->operand[0];
		for (int i = 0; i < want; i++)
			r->operand[i] = r->operand[i + 1];
	}
	r->begun = true;
}

static void
move(reader *r, int32_t dx, int32_t dy)
{
	ht_cffpath *p = r->path;

	close_contour(r);
	r->x += dx;
	r->y += dy;
	if (r->bad || abs(r->x) > PLACE_MAX || abs(r->y) > PLACE_MAX) {
		r->bad = true;
		return;
	}
	HT_ROOM(r->arena, p->contour, p->n, p->cap);
	p->contour[p->n++] =
		(ht_cffcontour){.x = r->x, .y = r->y, .first = p->nseg};
}

static void
lines(reader *r, int beg, int end)
{
	if (beg < 0 || end < beg || (end - beg) % LINE != 0)
		r->bad = true;
	for (int i = beg; i < end && !r->bad; i += LINE)
		add_line(r, r->operand[i], r->operand[i + 1]);
}

static void
curves(reader *r, int beg, int end)
{
	if (beg < 0 || end < beg || (end - beg) % CURVE != 0)
		r->bad = true;
	for (int i = beg; i < end && !r->bad; i += CURVE)
		add_segment(r, r->operand + i, true);
}

/* hlineto, vlineto */
static void
straight_lines(reader *r, bool across)
{
	for (int i = 0; i < r->n && !r->bad; i++, across = !across)
		add_line(r, across ? r->operand[i] : 0,
			across ? 0 : r->operand[i]);
}

/* hhcurveto, vvcurveto: begin and end in one direction; one operand more is
 * the first one's step across. */
static void
flat_curves(reader *r, bool across)
{
	int i = r->n % CURVE_FLAT;
	int32_t side = i > 0 ? r->operand[0] : 0;

	if (i > 1)
		r->bad = true;
	for (; i < r->n && !r->bad; i += CURVE_FLAT, side = 0) {
		const int32_t *v = r->operand + i;
		const int32_t d[CURVE] = {across ? v[0] : side,
			across ? side : v[0], v[1], v[2], across ? v[3] : 0,
			across ? 0 : v[3]};

		add_segment(r, d, true);
	}
}

/* hvcurveto, vhcurveto: begin in the one direction and end in the other; one
 * operand more is the last one's step aside. */
static void
turning_curves(reader *r, bool across)
{
	int extra = r->n % CURVE_FLAT, end = r->n - extra;

	if (extra > 1)
		r->bad = true;
	for (int i = 0; i < end && !r->bad; i += CURVE_FLAT, across = !across) {
		const int32_t *v = r->operand + i;
		int32_t side = i + CURVE_FLAT == end && extra ? v[4] : 0;
		const int32_t d[CURVE] = {across ? v[0] : 0, across ? 0 : v[0],
			v[1], v[2], across ? side : v[3], across ? v[3] : side};

		add_segment(r, d, true);
	}
}

static void
run_operator(reader *r, int op)
{
	switch (op) {
	case HT_T2_RMOVETO:
		take_width(r, 2);
		move(r, r->operand[0], r->operand[1]);
		break;
	case HT_T2_HMOVETO:
		take_width(r, 1);
		move(r, r->operand[0], 0);
		break;
	case HT_T2_VMOVETO:
		take_width(r, 1);
		move(r, 0, r->operand[0]);
		break;
	case HT_T2_ENDCHAR:
		take_width(r, 0);
		close_contour(r);
		break;
	case HT_T2_RLINETO:
		lines(r, 0, r->n);
		break;
	case HT_T2_HLINETO:
	case HT_T2_VLINETO:
		straight_lines(r, op == HT_T2_HLINETO);
		break;
	case HT_T2_RRCURVETO:
		curves(r, 0, r->n);
		break;
	case HT_T2_RCURVELINE:
		curves(r, 0, r->n - LINE);
		lines(r, r->n - LINE, r->n);
		break;
	case HT_T2_RLINECURVE:
		lines(r, 0, r->n - CURVE);
		curves(r, r->n - CURVE, r->n);
		break;
	case HT_T2_HHCURVETO:
	case HT_T2_VVCURVETO:
		flat_curves(r, op == HT_T2_HHCURVETO);
		break;
	case HT_T2_HVCURVETO:
	case HT_T2_VHCURVETO:
		turning_curves(r, op == HT_T2_HVCURVETO);
		break;
	default: /* flex */
		r->bad = true;
		break;
	}
	r->n = 0;
}

/* 4.4: an integer at p[at]; where it ends. */
static size_t
read_number(reader *r, const unsigned char *p, size_t at, size_t end)
{
	int b0 = p[at++];
	size_t left = end - at;
	int32_t v = b0 - 139;

	if (r->n == HT_T2_STACK_MAX || b0 == 255 || (b0 >= 247 && left < 1) ||
		(b0 == NUMBER_SHORT && left < 2)) {
		r->bad = true;
		return end;
	}
	if (b0 == NUMBER_SHORT) {
		v = (int16_t)(uint16_t)(p[at] << 8 | p[at + 1]);
		at += 2;
	} else if (b0 >= 251) {
		v = -(b0 - 251) * 256 - p[at++] - 108;
	} else if (b0 >= 247) {
		v = (b0 - 247) * 256 + p[at++] + 108;
	}
	r->operand[r->n++] = v;
	return at;
}

bool
ht_cffpath_read(ht_arena *a, ht_str code, ht_cffpath *out)
{
	const unsigned char *p = (const unsigned char *)code.p;
	reader r = {.arena = a, .path = out};
	size_t at = 0;

	*out = (ht_cffpath){0};
	while (at < code.n && !r.bad) {
		if (p[at] >= NUMBERS_FROM || p[at] == NUMBER_SHORT)
			at = read_number(&r, p, at, code.n);
		else
			run_operator(&r, p[at++]);
	}
	return !r.bad && r.n == 0 && code.n > 0 &&
	       p[code.n - 1] == HT_T2_ENDCHAR;
}
