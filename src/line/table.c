/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables: widths of columns, and their cells broken to them.  Columns have
 * their natural widths, widened to fill the type area; a table that is too
 * wide is turned (8), or folded out (A3), or its cells wrap.
 */
#include "line/line.h"

#define PER_MILLE 1000

typedef struct {
	ht_ctx *ctx;
	const ht_layout *l;
	ht_table_plan *plan;
	ht_len *natural; /* of each column, with its padding */
	int64_t total;
} maker;

static ht_len
natural_of(const maker *m, const ht_para *p)
{
	ht_fill f;

	ht_fill_init(m->ctx->arena, &f, m->l, p->item, p->nitem, p->size);
	return (ht_len)ht_fill_width(&f, 0, p->nitem) + 2 * m->l->table.padding;
}

/* How the table stands: as it is, turned, or folded out. */
static ht_len
choose(maker *m)
{
	const ht_layout *l = m->l;
	ht_len area = l->page.area_width;

	if (m->total <= area || !l->table.landscape)
		return area;
	/* A little too wide: its cells wrap. */
	if (m->total <= (int64_t)area * l->table.wrap / PER_MILLE)
		return area;
	if (l->table.fold && m->total > (int64_t)l->page.area_height *
						l->table.wrap / PER_MILLE) {
		m->plan->fold = true;
		return area + l->page.width;
	}
	m->plan->turned = true;
	return l->page.area_height;
}

/* Wider than they want, in proportion. */
static void
widen(maker *m, ht_len room)
{
	uint32_t cols = m->plan->table->cols;
	int64_t done = 0;

	for (uint32_t i = 0; i < cols; i++) {
		ht_len from = m->total ? (ht_len)(room * done / m->total) : 0;

		done += m->natural[i];
		m->plan->width[i] =
			m->total ? (ht_len)(room * done / m->total) - from
				 : room / (ht_len)cols;
	}
}

/* Columns that want no more than their share have what they want; the others
 * share the rest alike. */
static void
share(maker *m, ht_len room)
{
	uint32_t cols = m->plan->table->cols, left = cols, before = 0;
	ht_len fair = room / (ht_len)cols, rest = room;

	while (left != before) {
		before = left;
		rest = room;
		left = 0;
		for (uint32_t i = 0; i < cols; i++) {
			bool modest = m->natural[i] <= fair;

			rest -= modest ? m->natural[i] : 0;
			left += !modest;
		}
		if (left)
			fair = rest / (ht_len)left;
	}
	for (uint32_t i = 0; i < cols; i++)
		m->plan->width[i] =
			m->natural[i] <= fair ? m->natural[i] : fair;
}

static void
break_cell(const maker *m, ht_para *p)
{
	ht_len room = m->plan->width[p->block->elem->cell.col] -
		      2 * m->l->table.padding;
	ht_line *line = NULL;
	ht_fill f;

	ht_fill_init(m->ctx->arena, &f, m->l, p->item, p->nitem,
		ht_layout_zi(m->l, p->size, PER_MILLE));
	if (p->nitem)
		ht_fill_greedy(m->ctx->arena, &f, room, 0, 0, &line, &p->nline);
	p->line = line;
}

static ht_err
make_table(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs, ht_paras *ps,
	size_t beg, size_t end, ht_table_plan *plan)
{
	maker m = {.ctx = ctx, .l = l, .plan = plan};

	m.natural = HT_ARRAY(ctx->arena, ht_len, plan->table->cols);
	plan->width = HT_ARRAY(ctx->arena, ht_len, plan->table->cols);
	for (size_t i = beg; i < end; i++) {
		ht_para *p = &ps->para[i];
		const ht_block *b = p->block;
		ht_len w;

		HT_TRY(ht_items_make(ctx, l, fs, b, b->style->size, p));
		w = natural_of(&m, p);
		if (w > m.natural[b->elem->cell.col])
			m.natural[b->elem->cell.col] = w;
	}
	for (uint32_t i = 0; i < plan->table->cols; i++)
		m.total += m.natural[i];
	plan->room = choose(&m);
	if (m.total <= plan->room)
		widen(&m, plan->room);
	else
		share(&m, plan->room);
	for (size_t i = beg; i < end; i++)
		break_cell(&m, &ps->para[i]);
	return HT_OK;
}

/* How many paragraphs before a cell are label and title of an attachment. */
static size_t
lead_of(const ht_paras *ps, size_t cell)
{
	size_t i = cell;

	while (i > 0 && ps->para[i - 1].block->kind == HT_ATTACHMENT_TITLE)
		i--;
	if (i == 0 || ps->para[i - 1].block->kind != HT_ATTACHMENT_LABEL)
		return 0;
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
