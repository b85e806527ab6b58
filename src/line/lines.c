/* SPDX-License-Identifier: Apache-2.0
 *
 * All blocks of a document to paragraphs with lines.  The issuer mark is
 * fitted to the width first: all joint marks to one size (7.2.4).
 */
#include "line/line.h"

#include <string.h>

#define PER_MILLE 1000

static ht_span
item_span(const ht_para *p, uint32_t i)
{
	const ht_item *it = &p->item[i];
	ht_span span = {.beg = ht_text_source(&p->block->elem->text, it->beg)};

	span.end = span.beg + (it->end - it->beg);
	return span;
}

static void
report_overfull(ht_ctx *ctx, const ht_para *p)
{
	for (size_t i = 0; i < p->nline; i++) {
		const ht_line *line = &p->line[i];
		ht_len inked = line->natural;

		for (uint32_t k = line->beg; k < line->ink; k++)
			inked -= p->item[k].room + p->item[k].gap_room;
		if (line->hang || line->tight || inked <= line->measure)
			continue;
		ht_diag_add(ctx, HT_MSG_LINE_OVERFULL, item_span(p, line->beg),
			NULL);
	}
}

/* A line that a long word left nearly empty is not pulled apart. */
static void
mark_ragged(ht_ctx *ctx, const ht_layout *l, const ht_para *p, ht_line *line)
{
	ht_len most = ht_muldiv(p->size, l->line.stretch_max, PER_MILLE);
	int64_t gaps = 0;

	if (line->last || line->hang ||
		p->block->style->align != HT_ALIGN_JUSTIFY)
		return;
	for (uint32_t k = line->beg + 1; k < line->ink; k++)
		gaps += !p->item[k].glue;
	if (line->measure - line->natural <= (gaps ? gaps : 1) * most)
		return;
	line->ragged = true;
	ht_diag_add(ctx, HT_MSG_LINE_RAGGED, item_span(p, line->beg), NULL);
}

static bool
is_title(ht_elem_kind kind)
{
	return kind == HT_TITLE || kind == HT_SUBTITLE ||
	       kind == HT_ATTACHMENT_TITLE;
}

static bool
is_sign(ht_elem_kind kind)
{
	return kind == HT_DUTY || kind == HT_SIGNATURE;
}

/* How many items stand before what the other lines hang below: so many bytes,
 * or what fills the first line up to their indent. */
static size_t
lead(const ht_fill *f, const ht_para *p, ht_len first, ht_len left)
{
	uint32_t hang = p->block->elem->hang;
	size_t i = 0;

	if (hang)
		while (i < p->nitem && p->item[i].beg < hang)
			i++;
	else
		while (i < p->nitem && first + ht_fill_width(f, 0, i) < left)
			i++;
	return i;
}

/* 7.3.4, 7.4.2, 10.3: other lines stand below the first character behind a
 * word and its colon, so that these are neither squeezed nor pulled apart. */
static void
stiffen(ht_arena *a, ht_para *p, size_t n, ht_len gap)
{
	ht_item *item = HT_ARRAY(a, ht_item, p->nitem);

	for (size_t i = 0; i < p->nitem; i++) {
		item[i] = p->item[i];
		if (i <= n)
			item[i].gap_room = item[i].gap_more = 0;
		if (i == n && gap)
			item[i].gap = gap;
		if (i < n)
			item[i].room = 0;
		item[i].glue = item[i].glue || (i > 0 && i <= n);
	}
	p->item = item;
}

/* 7.3.4: what parts the number of an attachment from its name. */
static ht_len
number_gap(const ht_layout *l, const ht_block *b)
{
	const ht_elem *e = b->elem;

	if (b->kind != HT_ATTACHMENT_NOTE || e->hang == 0 ||
		e->text.str.p[e->hang - 1] != '.')
		return 0;
	return ht_muldiv(b->style->size, l->attachment.number_gap, PER_MILLE);
}

static ht_line *
copy_lines(ht_arena *a, const ht_line *line, size_t n)
{
	ht_line *copy = HT_ARRAY(a, ht_line, n);

	if (n > 0)
		memcpy(copy, line, n * sizeof *line);
	return copy;
}

/* A paragraph in so much room. */
static ht_err
make_para(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_block *b, ht_len room, ht_para *p)
{
	const ht_elem_style *style = b->style;
	ht_len measure = room - ht_layout_zi(l, style->size, style->right);
	ht_len first = ht_layout_zi(l, style->size,
		b->elem->indent ? b->elem->indent : style->first);
	ht_len left = ht_layout_zi(l, style->size, style->left);
	ht_len cell = ht_layout_zi(l, style->size, PER_MILLE);
	ht_len gap = number_gap(l, b);
	size_t n;
	ht_fill f;
	ht_line *line;

	HT_TRY(ht_items_make(ctx, l, fs, b, style->size, p));
	ht_fill_init(ctx->scratch, &f, l, p->item, p->nitem, cell);
	n = left > first || b->elem->hang ? lead(&f, p, first, left) : 0;
	if (b->elem->hang)
		left = first + (ht_len)ht_fill_width(&f, 0, n) + gap;
	if (left > measure / 2)
		left = first;
	else if (n) {
		stiffen(ctx->arena, p, n, gap);
		ht_fill_init(ctx->scratch, &f, l, p->item, p->nitem, cell);
	}
	if (is_title(b->kind))
		ht_title_break(ctx->scratch, &f, b->elem,
			ht_muldiv(measure, l->title.width, PER_MILLE), &line,
			&p->nline);
	else if (is_sign(b->kind))
		ht_title_break(
			ctx->scratch, &f, b->elem, measure, &line, &p->nline);
	else
		ht_fill_break(ctx->scratch, &f, measure, first, left, &line,
			&p->nline);
	line = copy_lines(ctx->arena, line, p->nline);
	ht_arena_reset(ctx->scratch);
	p->line = line;
	report_overfull(ctx, p);
	for (size_t i = 0; i < p->nline; i++)
		mark_ragged(ctx, l, p, &line[i]);
	return HT_OK;
}

ht_err
ht_para_make(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_block *b, ht_para *p)
{
	return make_para(ctx, l, fs, b, l->page.area_width, p);
}

/* 7.3.5.3: posts and names beside signature stamps, which the first ones of a
 * document have, in the room left of the widest. */
static ht_err
make_stamped(
	ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs, ht_paras *ps)
{
	ht_len room = ht_layout_beside_stamp(l);
	size_t i = 0;

	if (!ps->doc || !ps->doc->set.nstamp || !room)
		return HT_OK;
	while (i < ps->npara && !is_sign(ps->para[i].block->kind))
		i++;
	for (; i < ps->npara && is_sign(ps->para[i].block->kind); i++) {
		const ht_block *b = ps->para[i].block;
		ht_len right = ht_layout_zi(l, b->style->size, b->style->right);

		HT_TRY(make_para(ctx, l, fs, b, room + right, &ps->para[i]));
	}
	return HT_OK;
}

/* What stands above a turned or folded table on its page, broken to its width,
 * if they leave the table half of its page at least. */
static ht_err
make_lead(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs, ht_paras *ps,
	size_t cell, ht_table_plan *plan)
{
	ht_len page = plan->turned ? l->page.area_width : l->page.area_height;
	int64_t height = 0;
	size_t seen = ctx->ndiag;

	for (size_t i = cell - plan->lead; i < cell; i++) {
		ht_para *p = &ps->para[i];

		HT_TRY(make_para(ctx, l, fs, p->block, plan->room, p));
		height += (int64_t)p->nline * (p->size + l->text.leading);
	}
	if (2 * height <= page)
		return HT_OK;
	ctx->ndiag = seen;
	for (size_t i = cell - plan->lead; i < cell; i++)
		ps->para[i].nline = 0; /* made again, as any other */
	plan->lead = 0;
	return HT_OK;
}

static ht_err
make_leads(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs, ht_paras *ps)
{
	for (size_t i = 0; i < ps->npara && ps->ntable; i++) {
		const ht_elem *e = ps->para[i].block->elem;

		if (e->kind == HT_CELL && e->cell.row + e->cell.col == 0)
			HT_TRY(make_lead(
				ctx, l, fs, ps, i, &ps->table[e->cell.table]));
	}
	return HT_OK;
}

static bool
is_mark(ht_elem_kind kind)
{
	return kind == HT_ISSUER_MARK || kind == HT_MARK_SUFFIX;
}

ht_err
ht_lines_make(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_styled *s, ht_paras *out)
{
	out->para = HT_ARRAY(ctx->arena, ht_para, s->nblock);
	out->npara = s->nblock;
	out->table = NULL;
	out->ntable = 0;
	out->doc = s->doc;
	for (size_t i = 0; i < s->nblock; i++)
		out->para[i].block = &s->block[i];
	HT_TRY(ht_marks_fit(ctx, l, fs, out, l->mark.max_size));
	HT_TRY(ht_tables_make(ctx, l, fs, out));
	HT_TRY(make_leads(ctx, l, fs, out));
	HT_TRY(make_stamped(ctx, l, fs, out));
	for (size_t i = 0; i < s->nblock; i++)
		if (!is_mark(s->block[i].kind) && !out->para[i].nline &&
			!(out->ntable && s->block[i].kind == HT_CELL))
			HT_TRY(ht_para_make(
				ctx, l, fs, &s->block[i], &out->para[i]));
	return HT_OK;
}
