/* SPDX-License-Identifier: Apache-2.0
 *
 * All blocks of a document to paragraphs with lines.  The issuer mark is
 * fitted to the width first: all joint marks to one size (7.2.4).
 */
#include "line/line.h"

#include <string.h>

#define PER_MILLE 1000

static ht_len
measure_of(const ht_layout *l, const ht_elem_style *s)
{
	return l->page.area_width - ht_layout_zi(l, s->size, s->right);
}

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

/* What the other lines of a paragraph hang below: behind so many bytes of its
 * first line. */
static ht_len
hanging(const ht_fill *f, const ht_para *p, ht_len first, uint32_t hang)
{
	size_t i = 0;

	while (i < p->nitem && p->item[i].beg < hang)
		i++;
	return first + (ht_len)ht_fill_width(f, 0, i);
}

static ht_line *
copy_lines(ht_arena *a, const ht_line *line, size_t n)
{
	ht_line *copy = HT_ARRAY(a, ht_line, n);

	if (n > 0)
		memcpy(copy, line, n * sizeof *line);
	return copy;
}

ht_err
ht_para_make(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_block *b, ht_para *p)
{
	const ht_elem_style *style = b->style;
	ht_len measure = measure_of(l, style);
	ht_len first = ht_layout_zi(l, style->size,
		b->elem->indent ? b->elem->indent : style->first);
	ht_len left = ht_layout_zi(l, style->size, style->left);
	ht_fill f;
	ht_line *line;

	HT_TRY(ht_items_make(ctx, l, fs, b, style->size, p));
	ht_fill_init(ctx->scratch, &f, l, p->item, p->nitem,
		ht_layout_zi(l, style->size, PER_MILLE));
	if (b->elem->hang)
		left = hanging(&f, p, first, b->elem->hang);
	if (left > measure / 2)
		left = first;
	if (is_title(b->kind))
		ht_title_break(ctx->scratch, &f, b->elem,
			ht_muldiv(measure, l->title.width, PER_MILLE), &line,
			&p->nline);
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
	for (size_t i = 0; i < s->nblock; i++)
		if (!is_mark(s->block[i].kind) &&
			!(out->ntable && s->block[i].kind == HT_CELL))
			HT_TRY(ht_para_make(
				ctx, l, fs, &s->block[i], &out->para[i]));
	return HT_OK;
}
