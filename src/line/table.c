/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables: how each stands, and its cells broken to its columns (columns.c).  A
 * table whose cells, wrapped, want more than the type area is turned (8), or
 * folded out (A3).  Judged by what its cells are unwrapped, as before, one long
 * text made an A3 sheet of a table of two columns.
 */
#include "line/line.h"

#define PER_MILLE 1000

typedef struct {
	ht_ctx *ctx;
	const ht_layout *l;
	ht_table_plan *plan;
	ht_fill *cell; /* row by row */
	size_t ncell;
} maker;

/* How the table stands: as it is, turned, or folded out. */
static ht_len
choose(maker *m)
{
	const ht_layout *l = m->l;
	ht_len area = l->page.area_width;
	int64_t want =
		ht_columns_wanted(l, m->cell, m->ncell, m->plan->table->cols);

	if (want <= area || !l->table.landscape)
		return area;
	if (l->table.fold && want > l->page.area_height) {
		m->plan->fold = true;
		return area + l->page.width;
	}
	m->plan->turned = true;
	return l->page.area_height;
}

/* Items between brackets that have room in a line are not parted. */
static const ht_item *
whole_brackets(const maker *m, const ht_fill *f, ht_len room)
{
	ht_item *item = HT_ARRAY(m->ctx->arena, ht_item, f->n);
	size_t open = f->n;

	for (size_t i = 0; i < f->n; i++) {
		item[i] = f->item[i];
		if (item[i].cls == HT_CLASS_OPEN)
			open = i;
		if (item[i].cls != HT_CLASS_CLOSE || open > i ||
			ht_fill_width(f, open, i + 1) > room)
			continue;
		while (++open <= i)
			item[open].glue = true;
		open = f->n;
	}
	return item;
}

/* The head's lines, once it has more than one: brackets, around a unit mostly,
 * whole where that takes no more lines; then as narrow as they can be. */
static void
break_head(
	const maker *m, const ht_fill *f, ht_len room, ht_line *line, size_t n)
{
	ht_fill g = *f;
	ht_len lo = 0, hi = room;
	size_t beg = 0;

	g.item = whole_brackets(m, f, room);
	if (ht_columns_count(&g, room, n) > n)
		g.item = f->item;
	if (ht_columns_count(&g, room, n) != n)
		return; /* squeezed into these */
	while (lo < hi) {
		ht_len mid = lo + (hi - lo) / 2;

		if (ht_columns_count(&g, mid, n) <= n)
			hi = mid;
		else
			lo = mid + 1;
	}
	for (size_t i = 0; i < n; i++) {
		size_t end = ht_columns_line_end(&g, beg, lo);

		line[i] = ht_fill_cut(f, beg, end, false, 0, room);
		beg = end;
	}
}

static void
break_cell(const maker *m, const ht_fill *f, ht_para *p)
{
	ht_len room = m->plan->width[p->block->elem->cell.col] -
		      2 * m->l->table.padding;
	ht_line *line = NULL;

	if (p->nitem)
		ht_fill_greedy(m->ctx->arena, f, room, 0, 0, &line, &p->nline);
	if (m->plan->table->header && p->block->elem->cell.row == 0 &&
		p->nline > 1)
		break_head(m, f, room, line, p->nline);
	p->line = line;
}

/* A character that is wider than its cell, the padding used up. */
static bool
sticks_out(const maker *m, const ht_para *p)
{
	ht_len room =
		m->plan->width[p->block->elem->cell.col] - m->l->table.padding;

	for (size_t i = 0; i < p->nitem; i++)
		if (p->item[i].w > room)
			return true;
	return false;
}

/* So many columns that not one character has room: told once a table. */
static void
report_narrow(const maker *m, const ht_para *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!sticks_out(m, &p[i]))
			continue;
		ht_diag_add(m->ctx, HT_MSG_TABLE_NARROW, p[i].block->elem->span,
			ht_fmt(m->ctx->arena, "%u",
				(unsigned)m->plan->table->cols),
			NULL);
		return;
	}
}

static ht_err
make_table(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs, ht_paras *ps,
	size_t beg, size_t end, ht_table_plan *plan)
{
	maker m = {.ctx = ctx, .l = l, .plan = plan, .ncell = end - beg};

	m.cell = HT_ARRAY(ctx->arena, ht_fill, m.ncell);
	plan->width = HT_ARRAY(ctx->arena, ht_len, plan->table->cols);
	for (size_t i = beg; i < end; i++) {
		ht_para *p = &ps->para[i];
		const ht_block *b = p->block;

		HT_TRY(ht_items_make(ctx, l, fs, b, b->style->size, p));
		ht_fill_init(ctx->arena, &m.cell[i - beg], l, p->item, p->nitem,
			ht_layout_zi(l, p->size, PER_MILLE));
	}
	plan->room = choose(&m);
	ht_columns_fit(ctx->arena, m.cell, m.ncell, plan->table->cols,
		l->table.padding, plan->room, plan->width);
	for (size_t i = beg; i < end; i++)
		break_cell(&m, &m.cell[i - beg], &ps->para[i]);
	report_narrow(&m, &ps->para[beg], end - beg);
	return HT_OK;
}

/* How many paragraphs before a cell are the table's label, and label and title
 * of an attachment. */
static size_t
lead_of(const ht_paras *ps, size_t cell)
{
	size_t i = cell, own;

	while (i > 0 && ps->para[i - 1].block->kind == HT_TABLE_LABEL)
		i--;
	own = cell - i;
	while (i > 0 && ps->para[i - 1].block->kind == HT_ATTACHMENT_TITLE)
		i--;
	if (i == 0 || ps->para[i - 1].block->kind != HT_ATTACHMENT_LABEL)
		return own;
	return cell - (i - 1);
}

ht_err
ht_tables_make(
	ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs, ht_paras *ps)
{
	const ht_doc *doc = ps->doc;

	if (!doc || doc->ntable == 0)
		return HT_OK;
	ps->table = HT_ARRAY(ctx->arena, ht_table_plan, doc->ntable);
	ps->ntable = doc->ntable;
	for (size_t i = 0; i < ps->npara;) {
		size_t beg = i;
		uint32_t k;

		if (ps->para[i].block->kind != HT_CELL) {
			i++;
			continue;
		}
		k = ps->para[i].block->elem->cell.table;
		while (i < ps->npara && ps->para[i].block->kind == HT_CELL &&
			ps->para[i].block->elem->cell.table == k)
			i++;
		ps->table[k].table = &doc->table[k];
		HT_TRY(make_table(ctx, l, fs, ps, beg, i, &ps->table[k]));
		if (ps->table[k].turned || ps->table[k].fold)
			ps->table[k].lead = lead_of(ps, beg);
	}
	return HT_OK;
}
