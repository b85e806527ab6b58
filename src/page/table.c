/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables on pages: rows that do not part, the header row again on each page;
 * turned ones (8) on pages of their own, their head toward the left edge of
 * the sheet on odd and even pages alike; folded ones on A3.
 */
#include "page/pager.h"

#define PER_MILLE 1000
#define LINE 1500 /* from line to line in a cell, per mille of the em */
#define LEAST 2 /* lines of a row that is parted below the head */

typedef struct {
	ht_pager *p;
	const ht_table_plan *plan;
	const ht_para *cell; /* of the first row on, cols a row */
	ht_len x0, y; /* of the table; next free */
	ht_len top; /* where its part on this page begins */
	ht_len first, foot; /* of a page's room */
	uint32_t header; /* rows of the head */
	uint32_t again; /* of them, those that come again on each page */
} setter;

static ht_len
line_height(const setter *s)
{
	return ht_muldiv(s->cell->size, LINE, PER_MILLE);
}

static uint32_t
lines_of(const setter *s, uint32_t row)
{
	uint32_t cols = s->plan->table->cols, n = 1;

	for (uint32_t i = 0; i < cols; i++)
		if (s->cell[row * cols + i].nline > n)
			n = (uint32_t)s->cell[row * cols + i].nline;
	return n;
}

static void
add_rule(const setter *s, ht_len x, ht_len y, ht_len w, ht_len h)
{
	ht_pager_rule(s->p, (ht_rule){.kind = HT_RULE_TABLE,
				    .x = x,
				    .y = y,
				    .w = w,
				    .h = h,
				    .turned = s->p->turned});
}

static void
add_flat(const setter *s, ht_len y)
{
	ht_len t = s->p->l->table.rule;

	add_rule(s, s->x0, y - t / 2, s->plan->room, t);
}

/* The upright rules of the part on this page. */
static void
close_part(setter *s)
{
	ht_len t = s->p->l->table.rule, x = s->x0;

	if (s->y <= s->top)
		return;
	for (uint32_t i = 0; i <= s->plan->table->cols; i++) {
		ht_len w = t / 2;

		w = i == 0 ? 0 : i == s->plan->table->cols ? t : w;
		add_rule(s, x - w, s->top - t / 2, t, s->y - s->top + t);
		if (i < s->plan->table->cols)
			x += s->plan->width[i];
	}
}

static ht_align
align_of(const setter *s, uint32_t col)
{
	ht_column column = (ht_column)s->plan->table->align[col];

	if (column == HT_COLUMN_NUMBERS)
		column = s->p->l->table.numbers;
	return column == HT_COLUMN_CENTRE  ? HT_ALIGN_CENTRE
	       : column == HT_COLUMN_RIGHT ? HT_ALIGN_RIGHT
					   : HT_ALIGN_LEFT;
}

static void
add_line(const setter *s, const ht_para *c, uint32_t line, ht_len x, ht_len y,
	bool again)
{
	uint32_t col = c->block->elem->cell.col;
	ht_align align = c->block->elem->cell.row < s->header
				 ? HT_ALIGN_CENTRE
				 : align_of(s, col);
	ht_len free = (line_height(s) - c->size) / 2;

	ht_pager_add(s->p, (ht_frag){.para = c,
				   .line = line,
				   .x = x + s->p->l->table.padding,
				   .y = ht_pager_baseline(s->p, c, y + free),
				   .measure = s->plan->width[col] -
					      2 * s->p->l->table.padding,
				   .align = align,
				   .again = again});
}

/* Lines beg..end of a row at y. */
static void
place_lines(setter *s, uint32_t row, uint32_t beg, uint32_t end, bool again)
{
	uint32_t cols = s->plan->table->cols, n = lines_of(s, row);
	ht_len pad = s->p->l->table.padding, x = s->x0;

	for (uint32_t i = 0; i < cols; i++) {
		const ht_para *c = &s->cell[row * cols + i];
		/* Short cells stand in the middle of the row. */
		ht_len down = (n - (ht_len)c->nline) * line_height(s) / 2;

		if (beg > 0 || end < n)
			down = 0;
		for (uint32_t k = beg; k < end && k < c->nline; k++)
			add_line(s, c, k, x,
				s->y + pad + down +
					(ht_len)(k - beg) * line_height(s),
				again);
		x += s->plan->width[i];
	}
	s->y += (ht_len)(end - beg) * line_height(s) + 2 * pad;
	add_flat(s, s->y);
}

/* Accents stand out of the row that follows. */
static int
row_below(ht_pager *p, ht_len y)
{
	return ht_pager_row_at(p, y + p->l->table.padding);
}

/* Rows of the page's that its notes take with those of rows beg..end. */
static int
notes_with(const setter *s, uint32_t beg, uint32_t end, bool next, bool all)
{
	size_t cols = s->plan->table->cols;

	return ht_notes_rows_with(
		s->p, s->cell + beg * cols, (end - beg) * cols, next, all);
}

/* Of the room on this page for a row: footnotes stand below it, its own too. */
static void
find_foot(setter *s, uint32_t row)
{
	int notes = notes_with(s, row, row + 1, false, false);

	s->foot = ht_pager_foot(s->p) - notes * ht_layout_pitch(s->p->l);
}

static void begin_part(setter *s, bool again);

/* To the next page, with this row. */
static void
turn(setter *s, uint32_t row)
{
	close_part(s);
	s->p->row = row_below(s->p, s->y); /* footnotes stand below */
	ht_pager_turn(s->p);
	ht_table_open(s->p, s->plan);
	s->x0 = ht_pager_left(s->p);
	s->y = s->first;
	find_foot(s, row);
	begin_part(s, true);
}

static void
begin_part(setter *s, bool again)
{
	s->top = s->y;
	add_flat(s, s->y);
	for (uint32_t r = 0; again && r < s->again; r++)
		place_lines(s, r, 0, lines_of(s, r), true);
}

/* How many lines of a row find room on this page. */
static uint32_t
room(const setter *s)
{
	ht_len free = s->foot - s->y - 2 * s->p->l->table.padding;

	return free > 0 ? (uint32_t)(free / line_height(s)) : 0;
}

static ht_len
height(const setter *s, uint32_t row)
{
	return (ht_len)lines_of(s, row) * line_height(s) +
	       2 * s->p->l->table.padding;
}

/* What a table begins with: its head, and of the row below it so many lines. */
static ht_len
start_height(const setter *s, uint32_t lines)
{
	ht_len h = height(s, 0);

	if (!s->header)
		return h;
	return h + (ht_len)lines * line_height(s) + 2 * s->p->l->table.padding;
}

/* Of the row below the head, the lines that never leave it: all, if a page has
 * room for them. */
static uint32_t
lines_kept(const setter *s)
{
	uint32_t n = s->header ? lines_of(s, 1) : 0;

	if (n > LEAST && start_height(s, n) > s->foot - s->first)
		return LEAST;
	return n;
}

/* The head never stands without a row on a page; that parts, where it would
 * leave the title of the table's attachment or its label alone. */
static bool
starts_here(const setter *s)
{
	const ht_para *first = s->cell;
	ht_elem_kind before = HT_BODY;
	uint32_t lines = lines_kept(s);

	if (first > s->p->paras->para)
		before = first[-1].block->kind;
	if (lines > LEAST && (before == HT_ATTACHMENT_LABEL ||
				     before == HT_ATTACHMENT_TITLE ||
				     before == HT_TABLE_LABEL))
		lines = LEAST;
	return s->y == s->first || start_height(s, lines) <= s->foot - s->y;
}

/* A head that takes most of a page would leave no room for the rows. */
static void
choose_again(setter *s)
{
	ht_len h = 0;

	for (uint32_t r = 0; r < s->header; r++)
		h += height(s, r);
	s->again = h <= ht_muldiv(s->foot - s->first, s->p->l->table.again,
				PER_MILLE)
			   ? s->header
			   : 0;
}

/* From y on, of this page or the next one, do rows from..end and so many of the
 * page's rows fit? */
static bool
ends_there(const setter *s, ht_len y, uint32_t from, int need, bool next)
{
	uint32_t rows = s->plan->table->rows;
	int notes = notes_with(s, from, rows, next, true);

	for (uint32_t r = from; r < rows; r++)
		y += height(s, r);
	return y <= ht_pager_foot(s->p) - notes * ht_layout_pitch(s->p->l) &&
	       row_below(s->p, y) + need <= ht_pager_all_rows(s->p) - notes;
}

/* 7.3.5.5: the signature that follows the table takes its last row along to
 * the next page, if there are others before it, or the whole of a short one;
 * where that helps. */
static bool
goes_along(const setter *s, uint32_t row, int need)
{
	ht_len y = s->first;
	uint32_t last = s->plan->table->rows - 1;
	bool whole = row == 0 && last <= s->header + 1;

	if (!need || s->plan->turned || s->plan->fold || s->y == s->first)
		return false;
	if (!whole && (row != last || last <= s->header + 1))
		return false;
	for (uint32_t r = 0; r < s->again && !whole; r++)
		y += height(s, r);
	return !ends_there(s, s->y, row, need, false) &&
	       ends_there(s, y, row, need, true);
}

/* Below the last row of a page there is no leading. */
static int
rows_for(const setter *s, uint32_t lines)
{
	const ht_layout *l = s->p->l;
	ht_len pitch = ht_layout_pitch(l);
	ht_len h = start_height(s, lines) + l->text.leading;

	return (int)((h + pitch - 1) / pitch);
}

/* The labels and what comes first below them: header and a row, parted where
 * no page has room for all. */
int
ht_table_need(ht_pager *p, size_t i)
{
	const ht_paras *ps = p->paras;
	setter s = {.p = p, .foot = p->l->page.area_height};
	int labels = 0, notes;
	uint32_t lines;

	for (; i < ps->npara && ps->para[i].block->kind == HT_TABLE_LABEL; i++)
		labels += (int)ps->para[i].nline;
	if (i == ps->npara || !ps->ntable || ps->para[i].block->kind != HT_CELL)
		return 0;
	s.cell = &ps->para[i];
	s.plan = &ps->table[s.cell->block->elem->cell.table];
	s.header = s.plan->table->header && s.plan->table->rows > 1;
	lines = lines_kept(&s);
	if (lines > LEAST && labels + rows_for(&s, lines) > p->l->page.rows)
		lines = LEAST;
	notes = notes_with(&s, 0, s.header ? 2 : 1, false, false) -
		ht_notes_rows(s.p);
	return labels + rows_for(&s, lines) + notes;
}

static void
place_row(setter *s, uint32_t row)
{
	uint32_t n = lines_of(s, row), done = 0;
	bool below_head = row > 0 && row == s->header;

	find_foot(s, row);
	if (n > room(s) && s->y > s->first && !(below_head && room(s) >= LEAST))
		turn(s, row);
	while (n - done > room(s)) {
		uint32_t fit = room(s) ? room(s) : 1;

		place_lines(s, row, done, done + fit, false);
		done += fit;
		if (done >= n)
			return;
		turn(s, row);
	}
	place_lines(s, row, done, n, false);
}

const ht_table_plan *
ht_table_led(const ht_pager *p, size_t i)
{
	const ht_paras *ps = p->paras;
	const ht_table_plan *plan;
	size_t k = i + 1;

	while (k < ps->npara &&
		(ps->para[k].block->kind == HT_ATTACHMENT_TITLE ||
			ps->para[k].block->kind == HT_TABLE_LABEL))
		k++;
	if (k == ps->npara || !ps->ntable || ps->para[k].block->kind != HT_CELL)
		return NULL;
	plan = &ps->table[ps->para[k].block->elem->cell.table];
	return plan->lead == k - i ? plan : NULL;
}

/* 8: the sheet stays upright, what stands on it is turned; A3 is two wide. */
void
ht_table_open(ht_pager *p, const ht_table_plan *plan)
{
	ht_page *page = ht_pager_page(p);

	p->turned = false;
	if (plan->fold)
		page->w = 2 * p->l->page.width;
	if (plan->turned)
		page->turn_x = ht_pager_left(p);
	p->turned = plan->turned;
	p->opened = plan;
}

/* The room of a page: the type area's; of a turned one, its other way. */
static void
begin(setter *s)
{
	ht_pager *p = s->p;
	bool own = s->plan->turned || s->plan->fold;
	bool opened = p->opened == s->plan;

	if (own && !opened) {
		if (p->row > 0)
			ht_pager_turn(p);
		ht_table_open(p, s->plan);
	}
	s->first = p->turned ? 0 : p->l->page.top;
	find_foot(s, 0);
	s->x0 = ht_pager_left(p);
	s->y = own && !opened ? s->first : ht_pager_row_top(p, p->row);
}

size_t
ht_table_place(ht_pager *p, size_t i)
{
	const ht_para *first = &p->paras->para[i];
	uint32_t index = first->block->elem->cell.table;
	const ht_table_plan *plan = &p->paras->table[index];
	size_t cells = (size_t)plan->table->rows * plan->table->cols;
	/* A row and its head are about four of the page's. */
	int need = ht_sign_need(p, ht_notes_skip(p, i + cells),
		p->l->page.rows - 2 * p->l->sign.keep_lines);
	setter s = {.p = p,
		.plan = plan,
		.cell = first,
		.header = plan->table->header && plan->table->rows > 1};

	if (p->row >= ht_pager_rows(p) && !p->turned)
		ht_pager_turn(p);
	begin(&s);
	choose_again(&s);
	/* Or the signature takes all along. */
	if (!starts_here(&s) || goes_along(&s, 0, need)) {
		ht_pager_turn(p);
		if (p->opened == plan)
			ht_table_open(p, plan); /* below a label */
		begin(&s);
	}
	begin_part(&s, false);
	for (uint32_t r = 0; r < plan->table->rows; r++) {
		if (r && goes_along(&s, r, need))
			turn(&s, r);
		place_row(&s, r);
	}
	close_part(&s);
	p->turned = false;
	p->opened = NULL;
	if (plan->turned || plan->fold)
		p->row = p->l->page.rows;
	else
		p->row = row_below(p, s.y);
	return i + cells;
}
