/* SPDX-License-Identifier: Apache-2.0
 *
 * The cheapest operators for segments.  Most segments can be drawn by several
 * operators, and most operators take several segments: from the last segment
 * back, the best way on from each is found once.  Clauses are those of Adobe
 * Technical Note 5177.
 */
#include "out/pdf/cffcost.h"

#define LINE 2 /* operands of a line */
#define CURVE 6
#define CURVE_FLAT 4
#define NUMBER_SHORT 28
#define ONE_BYTE 107 /* 4.4: the largest number of one byte */
#define TWO_BYTES HT_T2_TWO_BYTES
#define LOG_BITS 8 /* 2^8 is HT_COST_BIT */

typedef struct {
	const ht_cffcost *cost;
	const ht_cffpriced *seg;
	size_t n;
	ht_cffstep *step;
} plan;

/* The logarithm to the base 2, in HT_COST_BIT; in integers, so that any machine
 * finds the same. */
static uint32_t
log_of(uint32_t x)
{
	uint64_t m = x; /* 1...2, times 2^31 */
	uint32_t whole = 31, part = 0;

	while (m >> 31 == 0) {
		m <<= 1;
		whole--;
	}
	for (int i = 0; i < LOG_BITS; i++) {
		m = m * m >> 31;
		part = part << 1 | (uint32_t)(m >> 32);
		if (m >> 32 != 0)
			m >>= 1;
	}
	return whole * HT_COST_BIT + part;
}

/* 4.4: an integer; the bytes it takes. */
static int
encode(int value, unsigned char to[3])
{
	if (value >= -ONE_BYTE && value <= ONE_BYTE) {
		to[0] = (unsigned char)(value + 139);
		return 1;
	}
	if (value >= -TWO_BYTES && value <= TWO_BYTES) {
		int v = (value < 0 ? -value : value) - ONE_BYTE - 1;

		to[0] = (unsigned char)((value < 0 ? 251 : 247) + (v >> 8));
		to[1] = (unsigned char)v;
		return 2;
	}
	to[0] = NUMBER_SHORT;
	to[1] = (unsigned char)((unsigned)value >> 8);
	to[2] = (unsigned char)value;
	return 3;
}

static uint32_t
cost_of(const ht_cffcost *c, int value)
{
	unsigned char bytes[3];
	int n = encode(value, bytes);
	uint32_t cost = 0;

	for (int i = 0; i < n; i++)
		cost += c->byte[bytes[i]];
	return cost;
}

void
ht_cffcost_make(ht_cffcost *c, const uint32_t *count)
{
	uint32_t all = 0;

	/* What does not occur might, at a price. */
	for (int i = 0; i < HT_BYTES; i++)
		all += 2 * count[i] + 1;
	for (int i = 0; i < HT_BYTES; i++)
		c->byte[i] = log_of(all) - log_of(2 * count[i] + 1);
	for (int v = -TWO_BYTES; v <= TWO_BYTES; v++)
		c->number[v + TWO_BYTES] = cost_of(c, v);
}

uint32_t
ht_cffcost_number(const ht_cffcost *c, int value)
{
	if (value >= -TWO_BYTES && value <= TWO_BYTES)
		return c->number[value + TWO_BYTES];
	return cost_of(c, value);
}

void
ht_cffcost_add_number(ht_buf *b, int value)
{
	unsigned char bytes[3];

	ht_buf_add(b, bytes, (size_t)encode(value, bytes));
}

ht_cffpriced
ht_cffcost_price(const ht_cffcost *c, const ht_cffseg *seg)
{
	ht_cffpriced p = {.seg = *seg};

	for (int i = seg->curve ? 0 : HT_SEG_X; i < CURVE; i++) {
		p.cost[i] = ht_cffcost_number(c, seg->d[i]);
		p.all += p.cost[i];
	}
	return p;
}

/* The segments from i on by an operator that takes n of them, operands costing
 * so much. */
static void
offer(plan *p, size_t i, size_t n, int op, uint32_t operands)
{
	ht_cffstep *s = &p->step[i];
	uint32_t cost = operands + p->cost->byte[op] + p->step[i + n].cost;

	if (cost < s->cost)
		*s = (ht_cffstep){cost, (uint8_t)op, (uint8_t)n};
}

/* A run of one kind, perhaps with one of the other behind it: rrcurveto and
 * rcurveline, or rlineto and rlinecurve. */
static void
try_run(plan *p, size_t i, bool curves)
{
	int run = curves ? HT_T2_RRCURVETO : HT_T2_RLINETO;
	int ended = curves ? HT_T2_RCURVELINE : HT_T2_RLINECURVE;
	uint32_t cost = 0;
	int operands = 0;

	for (size_t n = 1; i + n <= p->n; n++) {
		const ht_cffpriced *s = &p->seg[i + n - 1];
		bool ends = s->seg.curve != curves;

		operands += s->seg.curve ? CURVE : LINE;
		if (operands > HT_T2_STACK_MAX)
			return;
		cost += s->all;
		offer(p, i, n, ends ? ended : run, cost);
		if (ends)
			return;
	}
}

/* hlineto, vlineto */
static void
try_straight_lines(plan *p, size_t i, bool across)
{
	int op = across ? HT_T2_HLINETO : HT_T2_VLINETO;
	uint32_t cost = 0;

	for (size_t n = 1; i + n <= p->n && n <= HT_T2_STACK_MAX; n++) {
		const ht_cffpriced *s = &p->seg[i + n - 1];

		if (s->seg.curve || s->seg.d[across ? HT_SEG_Y : HT_SEG_X] != 0)
			return;
		cost += s->cost[across ? HT_SEG_X : HT_SEG_Y];
		offer(p, i, n, op, cost);
		across = !across;
	}
}

/* hhcurveto, vvcurveto */
static void
try_flat_curves(plan *p, size_t i, bool across)
{
	int op = across ? HT_T2_HHCURVETO : HT_T2_VVCURVETO;
	int side = across ? HT_SEG_Y1 : HT_SEG_X1;
	int operands = p->seg[i].seg.d[side] != 0;
	uint32_t cost = operands ? p->seg[i].cost[side] : 0;

	for (size_t n = 1; i + n <= p->n; n++) {
		const ht_cffpriced *s = &p->seg[i + n - 1];

		operands += CURVE_FLAT;
		if (s->seg.d[across ? HT_SEG_Y : HT_SEG_X] != 0 ||
			!s->seg.curve || (n > 1 && s->seg.d[side] != 0) ||
			operands > HT_T2_STACK_MAX)
			return;
		cost += s->cost[across ? HT_SEG_X1 : HT_SEG_Y1] +
			s->cost[HT_SEG_X2] + s->cost[HT_SEG_Y2] +
			s->cost[across ? HT_SEG_X : HT_SEG_Y];
		offer(p, i, n, op, cost);
	}
}

/* hvcurveto, vhcurveto */
static void
try_turning_curves(plan *p, size_t i, bool across)
{
	int op = across ? HT_T2_HVCURVETO : HT_T2_VHCURVETO;
	uint32_t cost = 0;
	int operands = 0;

	for (size_t n = 1; i + n <= p->n; n++) {
		const ht_cffpriced *s = &p->seg[i + n - 1];
		int side = across ? HT_SEG_X : HT_SEG_Y;

		operands += CURVE_FLAT;
		if (!s->seg.curve ||
			s->seg.d[across ? HT_SEG_Y1 : HT_SEG_X1] != 0 ||
			operands + (s->seg.d[side] != 0) > HT_T2_STACK_MAX)
			return;
		cost += s->cost[across ? HT_SEG_X1 : HT_SEG_Y1] +
			s->cost[HT_SEG_X2] + s->cost[HT_SEG_Y2] +
			s->cost[across ? HT_SEG_Y : HT_SEG_X];
		if (s->seg.d[side] != 0) {
			offer(p, i, n, op, cost + s->cost[side]);
			return;
		}
		offer(p, i, n, op, cost);
		across = !across;
	}
}

uint32_t
ht_cffcost_plan(const ht_cffcost *c, const ht_cffpriced *seg, size_t n,
	ht_cffstep *step)
{
	plan p = {.cost = c, .seg = seg, .n = n, .step = step};

	step[n] = (ht_cffstep){0};
	for (size_t i = n; i-- > 0;) {
		step[i].cost = UINT32_MAX;
		if (seg[i].seg.curve) {
			try_run(&p, i, true);
			try_flat_curves(&p, i, true);
			try_flat_curves(&p, i, false);
			try_turning_curves(&p, i, true);
			try_turning_curves(&p, i, false);
		} else {
			try_run(&p, i, false);
			try_straight_lines(&p, i, true);
			try_straight_lines(&p, i, false);
		}
	}
	return step[0].cost;
}

static void
add_whole(ht_buf *b, const ht_cffseg *s)
{
	for (int i = s->curve ? 0 : HT_SEG_X; i < CURVE; i++)
		ht_cffcost_add_number(b, s->d[i]);
}

static void
add_middle(ht_buf *b, const ht_cffseg *s, int from, int to)
{
	ht_cffcost_add_number(b, s->d[from]);
	ht_cffcost_add_number(b, s->d[HT_SEG_X2]);
	ht_cffcost_add_number(b, s->d[HT_SEG_Y2]);
	ht_cffcost_add_number(b, s->d[to]);
}

static void
add_flat_curves(ht_buf *b, const ht_cffpriced *s, int n, bool across)
{
	int side = s->seg.d[across ? HT_SEG_Y1 : HT_SEG_X1];

	if (side != 0)
		ht_cffcost_add_number(b, side);
	for (int i = 0; i < n; i++)
		add_middle(b, &s[i].seg, across ? HT_SEG_X1 : HT_SEG_Y1,
			across ? HT_SEG_X : HT_SEG_Y);
}

static void
add_turning_curves(ht_buf *b, const ht_cffpriced *s, int n, bool across)
{
	for (int i = 0; i < n; i++, across = !across) {
		int side = s[i].seg.d[across ? HT_SEG_X : HT_SEG_Y];

		add_middle(b, &s[i].seg, across ? HT_SEG_X1 : HT_SEG_Y1,
			across ? HT_SEG_Y : HT_SEG_X);
		if (side != 0)
			ht_cffcost_add_number(b, side);
	}
}

void
ht_cffcost_add_step(ht_buf *b, const ht_cffpriced *seg, const ht_cffstep *step)
{
	int across = step->op == HT_T2_HLINETO || step->op == HT_T2_HHCURVETO ||
		     step->op == HT_T2_HVCURVETO;

	switch (step->op) {
	case HT_T2_HLINETO:
	case HT_T2_VLINETO:
		for (int i = 0; i < step->n; i++, across = !across)
			ht_cffcost_add_number(
				b, seg[i].seg.d[across ? HT_SEG_X : HT_SEG_Y]);
		break;
	case HT_T2_HHCURVETO:
	case HT_T2_VVCURVETO:
		add_flat_curves(b, seg, step->n, across);
		break;
	case HT_T2_HVCURVETO:
	case HT_T2_VHCURVETO:
		add_turning_curves(b, seg, step->n, across);
		break;
	default:
		for (int i = 0; i < step->n; i++)
			add_whole(b, &seg[i].seg);
		break;
	}
	ht_buf_addc(b, (char)step->op);
}
