/* SPDX-License-Identifier: Apache-2.0
 *
 * All blocks of a document to paragraphs with lines.  The issuer mark is
 * fitted to the width first: all joint marks to one size (7.2.4).
 */
#include "line/line.h"

#define PER_MILLE 1000

static ht_len
measure_of(const ht_layout *l, const ht_elem_style *s)
{
	return l->page.area_width - ht_layout_zi(l, s->size, s->right);
}

static ht_len
natural_width(ht_arena *a, const ht_layout *l, const ht_para *p)
{
	ht_fill f;

	ht_fill_init(a, &f, l, p->item, p->nitem, p->size);
	return (ht_len)ht_fill_width(&f, 0, p->nitem);
}

static void
one_line(ht_arena *a, ht_para *p, ht_len measure, ht_len natural)
{
	ht_line *line = HT_NEW(a, ht_line);

	*line = (ht_line){.end = (uint32_t)p->nitem,
		.ink = (uint32_t)p->nitem,
		.measure = measure,
		.natural = natural,
		.last = true};
	p->line = line;
	p->nline = 1;
}

typedef struct {
	ht_len size;
	int xscale;
} mark_fit;

/* Size and horizontal scale at which marks fit whose longest is that wide at
 * max_size: condensed first, then smaller; a tall stack is set smaller. */
static mark_fit
fit_marks(const ht_layout *l, ht_len widest, int count)
{
	ht_len room = ht_muldiv(l->page.area_width, l->mark.width, PER_MILLE);
	ht_len height =
		ht_muldiv(l->page.area_height, l->mark.height, PER_MILLE);
	int lines = PER_MILLE + (count - 1) * l->mark.pitch;
	mark_fit fit = {l->mark.max_size, PER_MILLE};

	if (ht_muldiv(fit.size, lines, PER_MILLE) > height) {
		fit.size = ht_muldiv(height, PER_MILLE, lines);
		widest = ht_muldiv(widest, fit.size, l->mark.max_size);
	}
	if (widest <= room)
		return fit;
	fit.xscale = ht_muldiv(room, PER_MILLE, widest);
	if (fit.xscale >= l->mark.condense)
		return fit;
	fit.xscale = l->mark.condense;
	fit.size = ht_muldiv(
		ht_muldiv(fit.size, room, widest), PER_MILLE, l->mark.condense);
	return fit;
}

static void
report_small(ht_ctx *ctx, const ht_layout *l, const ht_styled *s, ht_len size)
{
	for (size_t i = 0; i < s->nblock && size < l->mark.min_size; i++)
		if (s->block[i].kind == HT_ISSUER_MARK)
			ht_diag_add(ctx, HT_MSG_MARK_SMALL,
				s->block[i].elem->span, NULL);
}

static ht_err
make_marks(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_styled *s, ht_para *para)
{
	ht_len widest = 0, w;
	size_t seen = ctx->ndiag;
	mark_fit fit;
	int count = 0;

	for (size_t i = 0; i < s->nblock; i++) {
		if (s->block[i].kind != HT_ISSUER_MARK)
			continue;
		HT_TRY(ht_items_make(
			ctx, l, fs, &s->block[i], l->mark.max_size, &para[i]));
		w = natural_width(ctx->arena, l, &para[i]);
		widest = w > widest ? w : widest;
		count++;
	}
	ctx->ndiag = seen; /* the same items come again at their size */
	if (count == 0)
		return HT_OK;
	fit = fit_marks(l, widest, count);
	report_small(ctx, l, s, fit.size);
	for (size_t i = 0; i < s->nblock; i++) {
		if (s->block[i].kind != HT_ISSUER_MARK)
			continue;
		HT_TRY(ht_items_make(
			ctx, l, fs, &s->block[i], fit.size, &para[i]));
		para[i].xscale = fit.xscale;
		w = natural_width(ctx->arena, l, &para[i]);
		one_line(ctx->arena, &para[i],
			ht_muldiv(l->page.area_width, PER_MILLE, fit.xscale),
			w);
	}
	return HT_OK;
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

static ht_err
make_para(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_block *b, ht_para *p)
{
	const ht_elem_style *style = b->style;
	ht_len measure = measure_of(l, style);
	ht_fill f;
	ht_line *line;

	HT_TRY(ht_items_make(ctx, l, fs, b, style->size, p));
	ht_fill_init(ctx->arena, &f, l, p->item, p->nitem,
		ht_layout_zi(l, style->size, PER_MILLE));
	if (is_title(b->kind))
		ht_title_break(ctx->arena, &f, b->elem,
			ht_muldiv(measure, l->title.width, PER_MILLE), &line,
			&p->nline);
	else
		ht_fill_break(ctx->arena, &f, measure,
			ht_layout_zi(l, style->size, style->first),
			ht_layout_zi(l, style->size, style->left), &line,
			&p->nline);
	p->line = line;
	report_overfull(ctx, p);
	for (size_t i = 0; i < p->nline; i++)
		mark_ragged(ctx, l, p, &line[i]);
	return HT_OK;
}

ht_err
ht_lines_make(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_styled *s, ht_paras *out)
{
	out->para = HT_ARRAY(ctx->arena, ht_para, s->nblock);
	out->npara = s->nblock;
	HT_TRY(make_marks(ctx, l, fs, s, out->para));
	for (size_t i = 0; i < s->nblock; i++)
		if (s->block[i].kind != HT_ISSUER_MARK)
			HT_TRY(make_para(
				ctx, l, fs, &s->block[i], &out->para[i]));
	return HT_OK;
}
