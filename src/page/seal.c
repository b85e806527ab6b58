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
	int before; /* empty rows above the first signature */
	int rows; /* of seals */
	int step; /* rows of the page from seal row to seal row */
	int tail; /* rows that the last seal reaches below its date */
	const ht_len *width; /* what each signature takes of its row */
} plan;

/* Signatures beg..end of a group, whose seals stand in a row. */
typedef struct {
	int beg, end;
	ht_len slack; /* what the row leaves of the type area's width */
} seal_row;

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

static const ht_para *
signature(const ht_pager *p, const ht_sign *g, int index)
{
	const ht_para *para = &p->paras->para[g->beg];

	while (para->block->kind != HT_SIGNATURE || index-- > 0)
		para++;
	return para;
}

/* What each signature under its seal takes of its row. */
static const ht_len *
widths_of(const ht_pager *p, const ht_sign *g, ht_len least)
{
	ht_len *width = HT_ARRAY(p->ctx->arena, ht_len, (size_t)g->nsign + 1);
	size_t n = 0;

	for (size_t i = g->beg; i < g->end; i++) {
		const ht_para *para = &p->paras->para[i];

		if (para->block->kind != HT_SIGNATURE)
			continue;
		width[n] = ht_para_width(para);
		width[n] = width[n] > least ? width[n] : least;
		n++;
	}
	return width;
}

/* As many as find room beside each other, from one on. */
static seal_row
row_from(const ht_pager *p, const ht_sign *g, const plan *t, int beg)
{
	ht_len gap = p->l->seal.gap;
	seal_row r = {beg, beg + 1, p->l->page.area_width - t->width[beg]};

	while (r.end < g->nsign && r.end - beg < p->l->seal.columns) {
		ht_len w = t->width[r.end];

		if (r.slack - w < gap * (r.end - beg))
			break;
		r.slack -= w;
		r.end++;
	}
	return r;
}

static seal_row
row_with(const ht_pager *p, const ht_sign *g, const plan *t, int index)
{
	seal_row r = row_from(p, g, t, 0);

	while (index >= r.end)
		r = row_from(p, g, t, r.end);
	return r;
}

/* The seal's top, above the top of the signature's row, so that the block's
 * middle lies below the centre; not above the body. */
static ht_len
rise(const ht_pager *p, const plan *t)
{
	ht_len pitch = ht_pager_pitch(p);
	ht_len middle = (pitch + p->l->text.size) / 2; /* of the two rows */
	ht_len top = middle - p->l->seal.below - t->diameter / 2;
	ht_len body = -(pitch * (t->before + 1) - p->l->text.size);
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
	ht_len pitch = ht_pager_pitch(p), below;
	plan t = {.before = l->seal.before};

	for (size_t i = 0; i < (size_t)g->nsign; i++)
		if (diameter(p, i) > t.diameter)
			t.diameter = diameter(p, i);
	t.width = widths_of(p, g, t.diameter);
	if (t.diameter > l->seal.large)
		t.before = l->seal.large_before;
	for (int i = 0; i < g->nsign; i = row_from(p, g, &t, i).end)
		t.rows++;
	t.step = rows_of(t.diameter + l->seal.gap, pitch);
	below = rise(p, &t) + t.diameter - pitch - l->text.size;
	t.tail = below > 0 ? rows_of(below, pitch) : 0;
	return t;
}

/* A picture keeps its proportions. */
static void
add_seal(ht_pager *p, const plan *t, size_t i, ht_len cx, ht_len sign_top)
{
	const ht_settings *set = settings(p);
	const ht_picture *picture = i < set->nseal ? &set->seal[i] : NULL;
	const ht_image *im = picture ? picture->image : NULL;
	ht_len d = diameter(p, i), w = d, h = d;
	/* Seals of a row have one centre line. */
	ht_len cy = sign_top + rise(p, t) + t->diameter / 2;

	if (!picture)
		return;
	if (im && im->w > im->h)
		h = (ht_len)((int64_t)d * im->h / im->w);
	else if (im)
		w = (ht_len)((int64_t)d * im->w / im->h);
	ht_pager_object(p, (ht_object){.image = im,
				   .pressed = true,
				   .x = cx - w / 2 + p->l->seal.beside,
				   .y = cy - h / 2,
				   .w = w,
				   .h = h,
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

/* The widest that stands so manieth in the rows of n seals. */
static ht_len
column_width(const ht_pager *p, const ht_sign *g, const plan *t, int n, int k)
{
	seal_row r = {0};
	ht_len most = 0;

	while (r.end < g->nsign) {
		r = row_from(p, g, t, r.end);
		if (r.end - r.beg == n) {
			ht_len w = t->width[r.beg + k];

			most = w > most ? w : most;
		}
	}
	return most;
}

/* What columns leave of the type area, in which the seals of all rows of n
 * stand below each other. */
static ht_len
columns_slack(const ht_pager *p, const ht_sign *g, const plan *t, int n)
{
	ht_len slack = p->l->page.area_width;

	for (int k = 0; k < n; k++)
		slack -= column_width(p, g, t, n, k);
	return slack;
}

/* In columns (7.3.5.1: neat rows), or where names are too long for these as its
 * own row has it.  The room that is left is shared by the seals, in equal
 * parts, or stands between them where that is too narrow. */
static ht_len
centre_of(const ht_pager *p, const ht_sign *g, const plan *t, int index)
{
	seal_row r = row_with(p, g, t, index);
	int n = r.end - r.beg;
	ht_len slack = columns_slack(p, g, t, n), gap, x;
	bool columns = slack >= p->l->seal.gap * (n - 1);

	if (g->nsign == 1)
		return single_centre(p, g);
	slack = columns ? slack : r.slack;
	gap = slack / n;
	gap = gap > p->l->seal.gap || n == 1 ? gap : p->l->seal.gap;
	x = (slack - gap * (n - 1)) / 2;
	for (int i = r.beg;; i++) {
		ht_len w = columns ? column_width(p, g, t, n, i - r.beg)
				   : t->width[i];

		if (i == index)
			return x + w / 2;
		x += w + gap;
	}
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
lines_of(const ht_pager *p, const ht_sign *g, const seal_row *r)
{
	int most = 1;

	for (int i = r->beg; i < r->end; i++) {
		int lines = (int)signature(p, g, i)->nline;

		most = lines > most ? lines : most;
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

/* A signature under its seal; the seal's centre is that of the name, of all its
 * lines. */
static void
place_one(ht_pager *p, const ht_sign *g, const plan *t, int index, int row)
{
	const ht_para *para = signature(p, g, index);
	ht_len cx = centre_of(p, g, t, index);
	ht_len top = ht_pager_row_top(p, row) +
		     ht_pager_pitch(p) * ((ht_len)para->nline - 1) / 2;

	for (uint32_t k = 0; k < para->nline; k++)
		add_line(p, para, k, cx, row + (int)k);
	add_seal(p, t, (size_t)index, ht_pager_left(p) + cx, top);
}

/* Signatures row by row of seals; the row of seals that begins lower than the
 * page stands on the next. */
static void
place_signatures(ht_pager *p, const ht_sign *g, const plan *t)
{
	int row = p->row, lines = 1;
	seal_row r = {0};

	while (r.end < g->nsign) {
		if (r.end > 0)
			row += t->step + lines - 1;
		r = row_from(p, g, t, r.end);
		lines = lines_of(p, g, &r);
		if (row + lines > ht_pager_rows(p)) { /* more than a page */
			ht_pager_turn(p);
			row = t->before;
		}
		for (int i = r.beg; i < r.end; i++)
			place_one(p, g, t, i, row);
		p->row = row + lines;
		p->below = t->tail;
	}
}

/* Rows from the body's end to the foot of the last seal; and of the first row
 * of seals. */
static ht_sign_size
rows_wanted(const ht_pager *p, const ht_sign *g, const plan *t)
{
	int rows = t->before + (t->rows - 1) * t->step + 2 + t->tail;
	int least = t->before + 2 + t->tail;
	seal_row r = {0};

	while (r.end < g->nsign) {
		r = row_from(p, g, t, r.end);
		rows += lines_of(p, g, &r) - 1;
		least += r.beg == 0 ? lines_of(p, g, &r) - 1 : 0;
	}
	return (ht_sign_size){rows, least, t->tail};
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
	ht_len cx = 0;
	plan t;

	report_count(p, g);
	ht_sign_room(p, g);
	t = make_plan(p, g); /* for the rows of the page that it is */
	p->row += p->row > 0 || g->nsign ? t.before : 0;
	if (p->row >= ht_pager_rows(p)) {
		ht_pager_turn(p);
		p->row = t.before;
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
}
