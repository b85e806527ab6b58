/* SPDX-License-Identifier: Apache-2.0
 *
 * Charstrings written anew for deflate.  Four fifths of a font file are
 * Huffman codes of single bytes, so that the sum of their lengths is what is
 * made small.  What is free to choose: which operators draw the segments
 * (cffcost.h); where a contour begins, for the line that closes it is not
 * written; in which order contours come, for each is found from the end of the
 * one before.  None of it changes what is filled.
 *
 * Which bytes are cheap depends on how often they are chosen, and the other way
 * round: a few rounds over a sample settle it.  They begin with a guess, that
 * general operators do for special ones, since few different operators cost
 * less than what the special ones save (of Fandol Fang's 3 %, 0.2 % come of
 * it).
 */
#include "out/pdf/cffpack.h"

#define ROUNDS 2
/* Beginnings of a contour that are weighed, behind its dearest lines; while the
 * costs are learnt one, for more take time and change them little. */
#define STARTS 4
/* Contours of a glyph that are put in another order: their number squared is
 * tried. */
#define CONTOURS_MAX 100

/* A contour begun somewhere. */
typedef struct {
	int32_t x, y, end_x, end_y;
	size_t at, n; /* its segments, of the contour's written down twice */
	uint32_t cost; /* of drawing it */
} start;

typedef struct {
	const ht_cffpriced *seg; /* the contour's, twice */
	start start[STARTS];
	int n;
	uint32_t least; /* of the costs */
	bool done;
} contour;

typedef struct {
	ht_arena *arena; /* for what one glyph needs */
	const ht_cffcost *cost;
	ht_cffstep *step; /* for the longest contour */
	size_t capstep;
	int starts; /* of a contour that are weighed */
} packer;

static void
weigh_start(packer *p, contour *c, start s)
{
	s.cost = ht_cffcost_plan(p->cost, c->seg + s.at, s.n, p->step);
	s.end_x = s.x;
	s.end_y = s.y;
	for (size_t i = s.at; i < s.at + s.n; i++) {
		const int16_t *d = c->seg[i].seg.d;

		s.end_x += d[HT_SEG_X1] + d[HT_SEG_X2] + d[HT_SEG_X];
		s.end_y += d[HT_SEG_Y1] + d[HT_SEG_Y2] + d[HT_SEG_Y];
	}
	if (c->n == 0 || s.cost < c->least)
		c->least = s.cost;
	c->start[c->n++] = s;
}

/* The dearest line that is not chosen yet; n when there is none. */
static size_t
dearest_line(const ht_cffpriced *seg, size_t n, const bool *chosen)
{
	size_t found = n;

	for (size_t i = 0; i < n; i++) {
		if (!seg[i].seg.curve && !chosen[i] &&
			(found == n || seg[i].all > seg[found].all))
			found = i;
	}
	return found;
}

/* Where segment i of a contour begins. */
static start
start_at(const ht_cffcontour *c, const ht_cffpriced *seg, size_t i)
{
	start s = {.x = c->x, .y = c->y, .at = i, .n = c->n};

	for (size_t k = 0; k < i; k++) {
		const int16_t *d = seg[k].seg.d;

		s.x += d[HT_SEG_X1] + d[HT_SEG_X2] + d[HT_SEG_X];
		s.y += d[HT_SEG_Y1] + d[HT_SEG_Y2] + d[HT_SEG_Y];
	}
	return s;
}

static void
read_contour(packer *p, const ht_cffpath *path, size_t i, contour *out)
{
	const ht_cffcontour *c = &path->contour[i];
	ht_cffpriced *seg = HT_ARRAY(p->arena, ht_cffpriced, 2 * c->n + 1);
	bool *chosen = HT_ARRAY(p->arena, bool, c->n + 1);

	*out = (contour){.seg = seg};
	for (size_t k = 0; k < c->n; k++)
		seg[k] = seg[c->n + k] =
			ht_cffcost_price(p->cost, &path->seg[c->first + k]);
	while (p->capstep <= c->n)
		p->step = ht_arena_grow(
			p->arena, p->step, &p->capstep, sizeof *p->step);
	while (out->n < p->starts) {
		size_t line = dearest_line(seg, c->n, chosen);
		start s;

		if (line == c->n)
			break;
		chosen[line] = true;
		s = start_at(c, seg, line + 1);
		s.n--;
		weigh_start(p, out, s);
	}
	if (out->n == 0)
		weigh_start(p, out, start_at(c, seg, 0));
}

/* ---- glyphs ------------------------------------------------------------- */

/* The operator of a move, and its cost. */
static int
move_operator(int32_t dx, int32_t dy)
{
	return dy == 0	 ? HT_T2_HMOVETO
	       : dx == 0 ? HT_T2_VMOVETO
			 : HT_T2_RMOVETO;
}

static uint32_t
move_cost(const ht_cffcost *c, int32_t dx, int32_t dy)
{
	int op = move_operator(dx, dy);
	uint32_t cost = c->byte[op];

	if (op != HT_T2_VMOVETO)
		cost += ht_cffcost_number(c, dx);
	if (op != HT_T2_HMOVETO)
		cost += ht_cffcost_number(c, dy);
	return cost;
}

/* Of the contours that are left, the one whose beginning costs least from the
 * point at x, y; of more than CONTOURS_MAX the next. */
static contour *
choose(const packer *p, contour *c, size_t n, int32_t x, int32_t y,
	const start **chosen)
{
	uint32_t least = UINT32_MAX;
	contour *found = NULL;

	for (size_t i = 0; i < n; i++) {
		if (c[i].done)
			continue;
		for (int k = 0; k < c[i].n; k++) {
			const start *s = &c[i].start[k];
			uint32_t cost = s->cost - c[i].least +
					move_cost(p->cost, s->x - x, s->y - y);

			if (found == NULL || cost < least) {
				least = cost;
				found = &c[i];
				*chosen = s;
			}
		}
		if (n > CONTOURS_MAX)
			break;
	}
	return found;
}

static void
add_contour(packer *p, const contour *c, const start *s, int32_t dx, int32_t dy,
	ht_buf *out)
{
	int op = move_operator(dx, dy);

	if (op != HT_T2_VMOVETO)
		ht_cffcost_add_number(out, dx);
	if (op != HT_T2_HMOVETO)
		ht_cffcost_add_number(out, dy);
	ht_buf_addc(out, (char)op);
	ht_cffcost_plan(p->cost, c->seg + s->at, s->n, p->step);
	for (size_t i = 0; i < s->n; i += p->step[i].n)
		ht_cffcost_add_step(out, c->seg + s->at + i, &p->step[i]);
}

static void
add_glyph(packer *p, const ht_cffpath *path, ht_buf *out)
{
	contour *c = HT_ARRAY(p->arena, contour, path->n + 1);
	const start *s = NULL;
	int32_t x = 0, y = 0;

	for (size_t i = 0; i < path->n; i++)
		read_contour(p, path, i, &c[i]);
	if (path->has_width)
		ht_cffcost_add_number(out, path->width);
	for (size_t i = 0; i < path->n; i++) {
		contour *next = choose(p, c, path->n, x, y, &s);

		add_contour(p, next, s, s->x - x, s->y - y, out);
		next->done = true;
		x = s->end_x;
		y = s->end_y;
	}
	ht_buf_addc(out, HT_T2_ENDCHAR);
}

/* ---- rounds ------------------------------------------------------------- */

static void
count_bytes(const ht_str *code, size_t n, uint32_t *count)
{
	for (int i = 0; i < HT_BYTES; i++)
		count[i] = 0;
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < code[i].n; k++)
			count[(unsigned char)code[i].p[k]]++;
	}
}

/* The guess for the first round. */
static void
guess_operators(uint32_t *count)
{
	static const uint8_t special[] = {
		HT_T2_HHCURVETO, HT_T2_VVCURVETO, HT_T2_RLINECURVE};

	for (size_t i = 0; i < sizeof special; i++) {
		count[HT_T2_RRCURVETO] += count[special[i]];
		count[special[i]] = 0;
	}
}

static void
write_glyph(ht_arena *a, const ht_cffcost *cost, int starts, ht_str code,
	ht_buf *out)
{
	packer p = {.arena = a, .cost = cost, .starts = starts};
	ht_cffpath path;

	if (ht_cffpath_read(a, code, &path))
		add_glyph(&p, &path, out);
	else
		ht_buf_addstr(out, code);
}

void
ht_cffpack(const ht_cffcost *cost, ht_str code, ht_buf *out)
{
	ht_arena *a = ht_arena_new();

	write_glyph(a, cost, STARTS, code, out);
	ht_arena_drop(a);
}

void
ht_cffpack_learn(const ht_str *code, size_t n, ht_cffcost *cost)
{
	ht_arena *a = ht_arena_new();
	uint32_t count[HT_BYTES];
	ht_buf out = {0};

	count_bytes(code, n, count);
	guess_operators(count);
	ht_cffcost_make(cost, count);
	for (int round = 0; round < ROUNDS; round++) {
		ht_str now;

		out.n = 0;
		for (size_t i = 0; i < n; i++) {
			write_glyph(a, cost, 1, code[i], &out);
			ht_arena_reset(a);
		}
		now = ht_buf_str(&out);
		count_bytes(&now, 1, count);
		ht_cffcost_make(cost, count);
	}
	ht_buf_drop(&out);
	ht_arena_drop(a);
}
