/* SPDX-License-Identifier: Apache-2.0
 *
 * Signatures under seals (7.3.5.1): the date ends four zi from the right edge,
 * the signature is centred above it, the seal centred on both, its centre a
 * little above theirs, its top within a line of the body.  Joint ones stand in
 * rows, a seal on each signature, the last on the date too; seals do not
 * touch.
 */
#include "page/sign.h"

typedef struct {
	ht_len diameter; /* of the largest */
	int columns, rows; /* of seals */
	int step; /* rows of the page from seal row to seal row */
	int tail; /* rows that the last seal reaches below its date */
} plan;

static const ht_settings *
settings(const ht_pager *p)
{
	return &p->paras->doc->set;
}

static ht_len
diameter(const ht_pager *p, size_t i)
{
	const ht_settings *set = settings(p);

	if (!set->ndiameter)
		return p->l->seal.diameter;
	return set->diameter[i < set->ndiameter ? i : set->ndiameter - 1];
}

/* How many of a length make up another, rounded up. */
static int
rows_of(ht_len length, ht_len pitch)
{
	return (int)((length + pitch - 1) / pitch);
}

/* The seal's top, above the top of the signature's row, so that the block's
 * middle lies below the centre; not above the body. */
static ht_len
rise(const ht_pager *p, ht_len d)
{
	ht_len pitch = ht_pager_pitch(p);
	ht_len middle = (pitch + p->l->text.size) / 2; /* of the two rows */
	ht_len top = middle - p->l->seal.below - d / 2;
	ht_len body = -(pitch * (p->l->seal.before + 1) - p->l->text.size);
	ht_len least = body + p->l->text.leading + p->l->text.size;

	/* Within one line of the body: 7.3.5.1. */
	if (top > least)
		top = least;
	return top < body ? body : top;
}

static plan
make_plan(const ht_pager *p, const ht_sign *g)
{
	const ht_layout *l = p->l;
	ht_len pitch = ht_pager_pitch(p), cell, below;
	plan t = {.columns = l->seal.columns};

	for (size_t i = 0; i < (size_t)g->nsign; i++)
		if (diameter(p, i) > t.diameter)
			t.diameter = diameter(p, i);
	cell = t.diameter > g->sign ? t.diameter : g->sign;
	while (t.columns > 1 && (cell + l->seal.gap) * t.columns - l->seal.gap >
					l->page.area_width)
		t.columns--;
	if (t.columns > g->nsign)
		t.columns = g->nsign;
	t.rows = (g->nsign + t.columns - 1) / t.columns;
	t.step = rows_of(t.diameter + l->seal.gap, pitch);
	below = rise(p, t.diameter) + t.diameter - pitch - l->text.size;
	t.tail = below > 0 ? rows_of(below, pitch) : 0;
	return t;
}

static void
add_seal(ht_pager *p, size_t i, ht_len cx, ht_len sign_top, ht_len largest)
{
	const ht_settings *set = settings(p);
	ht_len d = diameter(p, i);
	/* Seals of a row have one centre line. */
	ht_len cy = sign_top + rise(p, largest) + largest / 2;
	const ht_picture *picture = i < set->nseal ? &set->seal[i] : NULL;

	if (!picture)
		return;
	ht_pager_object(p, (ht_object){.image = picture->image,
				   .x = cx - d / 2 + p->l->seal.beside,
				   .y = cy - d / 2,
				   .w = d,
				   .h = d,
				   .line = p->l->seal.line,
				   .colour = p->l->seal.colour});
}

/* One signature alone: under its date when the date is to end four zi from the
 * edge; a name too long for that goes to the edge and the date with it. */
static ht_len
single_centre(const ht_pager *p, const ht_sign *g)
{
	const ht_layout *l = p->l;
	ht_len right = l->page.area_width -
		       ht_layout_zi(l, l->text.size, l->seal.right);
	ht_len cx = right - (g->date ? g->date : g->sign) / 2;
	ht_len edge = l->page.area_width - g->sign / 2;

	return cx < edge ? cx : edge;
}

static ht_len
centre_of(const ht_pager *p, const ht_sign *g, const plan *t, int index)
{
	int row = index / t->columns, column = index % t->columns;
	int left = g->nsign - row * t->columns;
	int n = left < t->columns ? left : t->columns;

	if (g->nsign == 1)
		return single_centre(p, g);
	return (ht_len)((int64_t)p->l->page.area_width * (2 * column + 1) /
			(2 * n));
}

/* Left edge of a text centred on cx: inside of the type area. */
static ht_len
left_of(const ht_pager *p, ht_len cx, ht_len width)
{
	ht_len x = cx - width / 2, most = p->l->page.area_width - width;

	x = x < most ? x : most;
	return x > 0 ? x : 0;
}

static void
add_line(ht_pager *p, const ht_para *para, uint32_t line, ht_len cx, int row)
{
	ht_len x = left_of(p, cx, para->line[line].natural);

	ht_pager_add(p, (ht_frag){.para = para,
				.line = line,
				.x = ht_pager_left(p) + x,
				.y = ht_pager_row(p, para, row),
				.align = HT_ALIGN_LEFT,
				.row = row + 1});
}

/* Lines of the longest name in a row of seals. */
static int
lines_of(const ht_pager *p, const ht_sign *g, const plan *t, int row)
{
	int index = 0, most = 1;

	for (size_t i = g->beg; i < g->end; i++) {
		const ht_para *para = &p->paras->para[i];

		if (para->block->kind != HT_SIGNATURE)
			continue;
		if (index++ / t->columns == row && (int)para->nline > most)
			most = (int)para->nline;
	}
	return most;
}

static void
report_count(const ht_pager *p, const ht_sign *g)
{
	const ht_settings *set = settings(p);

	if (set->nseal != (size_t)g->nsign)
		ht_diag_add(p->ctx, HT_MSG_SEAL_COUNT, set->seal[0].span,
			ht_fmt(p->ctx->arena, "%d", g->nsign),
			ht_fmt(p->ctx->arena, "%zu", set->nseal), NULL);
}

/* Signatures row by row of seals; the row of seals that begins lower than the
 * page stands on the next. */
static void
place_signatures(ht_pager *p, const ht_sign *g, const plan *t)
{
	ht_len pitch = ht_pager_pitch(p);
	int index = 0, row = p->row, lines = 1;

	for (size_t i = g->beg; i < g->end; i++) {
		const ht_para *para = &p->paras->para[i];
		ht_len cx, top;

		if (para->block->kind != HT_SIGNATURE)
			continue;
		if (index > 0 && index % t->columns == 0)
			row += t->step + lines - 1;
		lines = lines_of(p, g, t, index / t->columns);
		if (row + lines > ht_pager_rows(p)) { /* more than a page */
			ht_pager_turn(p);
			row = p->l->seal.before;
		}
		cx = centre_of(p, g, t, index);
		/* The seal's centre is that of the name, of all its lines. */
		top = ht_pager_row_top(p, row) +
		      pitch * ((ht_len)para->nline - 1) / 2;
		for (uint32_t k = 0; k < para->nline; k++)
			add_line(p, para, k, cx, row + (int)k);
		add_seal(p, (size_t)index, ht_pager_left(p) + cx, top,
			t->diameter);
		index++;
	}
	p->row = row + lines;
}

/* Rows from the body's end to the foot of the last seal; and of the first row
 * of seals. */
static ht_sign_size
rows_wanted(const ht_pager *p, const ht_sign *g, const plan *t)
{
	int least = p->l->seal.before + 2 + t->tail + lines_of(p, g, t, 0) - 1;
	int rows = p->l->seal.before + (t->rows - 1) * t->step + 2 + t->tail;

	for (int i = 0; i < t->rows; i++)
		rows += lines_of(p, g, t, i) - 1;
	return (ht_sign_size){rows, least};
}

ht_sign_size
ht_seal_size(const ht_pager *p, const ht_sign *g)
{
	plan t = make_plan(p, g);

	return rows_wanted(p, g, &t);
}

void
ht_seal_place(ht_pager *p, const ht_sign *g)
{
	int before = p->l->seal.before;
	ht_len cx = 0;
	plan t;

	report_count(p, g);
	ht_sign_room(p, g);
	t = make_plan(p, g); /* for the rows of the page that it is */
	p->row += p->row > 0 || g->nsign ? before : 0;
	if (p->row >= ht_pager_rows(p)) {
		ht_pager_turn(p);
		p->row = before;
	}
	place_signatures(p, g, &t);
	for (size_t i = g->beg; i < g->end; i++) {
		const ht_para *para = &p->paras->para[i];

		if (para->block->kind == HT_SIGNATURE)
			continue;
		cx = centre_of(p, g, &t, g->nsign - 1);
		for (uint32_t k = 0; k < para->nline; k++)
			ht_sign_add(p, para, k,
				left_of(p, cx, para->line[k].natural));
	}
	p->below = t.tail;
}
