/* SPDX-License-Identifier: Apache-2.0
 *
 * The issuer's mark (7.2.4): all joint marks at one size, the longest of them,
 * with the word beside the stack, fitted to the width: condensed first, then
 * smaller; a tall stack is set smaller.
 */
#include "line/line.h"

#define PER_MILLE 1000

typedef struct {
	ht_len size;
	int xscale;
} mark_fit;

typedef struct {
	ht_len names, suffix; /* natural widths at the largest size */
	int count;
} widths;

static bool
is_mark(const ht_para *p)
{
	return p->block->kind == HT_ISSUER_MARK ||
	       p->block->kind == HT_MARK_SUFFIX;
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

int
ht_mark_pitch(const ht_layout *l, ht_len size)
{
	return size > l->mark.min_size ? l->mark.pitch : l->mark.least_pitch;
}

/* The largest size at which a stack is no higher than it may be. */
static ht_len
fit_height(const ht_layout *l, ht_len size, int count)
{
	ht_len height =
		ht_muldiv(l->page.area_height, l->mark.height, PER_MILLE);
	ht_len least = l->mark.min_size;
	int more = count > 1 ? (count - 1) * ht_mark_pitch(l, size) : 0;
	ht_len most = ht_muldiv(height, PER_MILLE, PER_MILLE + more);

	if (most >= size)
		return size;
	if (size > least && most <= least) /* then they stand closer */
		return fit_height(l, least, count);
	return most;
}

static mark_fit
fit_marks(const ht_layout *l, ht_len max, const widths *w)
{
	ht_len room = ht_muldiv(l->page.area_width, l->mark.width, PER_MILLE);
	ht_len widest = w->names + w->suffix;
	mark_fit fit = {fit_height(l, max, w->count), PER_MILLE};

	if (w->suffix)
		widest += ht_muldiv(max, l->mark.suffix_gap, PER_MILLE);
	widest = ht_muldiv(widest, fit.size, max);
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
report_small(ht_ctx *ctx, const ht_layout *l, const ht_paras *ps, ht_len size)
{
	for (size_t i = 0; i < ps->npara && size < l->mark.min_size; i++) {
		if (ps->para[i].block->kind != HT_ISSUER_MARK)
			continue;
		ht_diag_add(ctx, HT_MSG_MARK_SMALL,
			ps->para[i].block->elem->span, NULL);
		return; /* one size for all, said once */
	}
}

/* All marks at a size; their widths. */
static ht_err
make(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs, ht_paras *ps,
	mark_fit fit, widths *out)
{
	*out = (widths){0};
	for (size_t i = 0; i < ps->npara; i++) {
		ht_para *p = &ps->para[i];
		const ht_block *b = p->block;
		ht_len w;

		if (!is_mark(p))
			continue;
		HT_TRY(ht_items_make(ctx, l, fs, b, fit.size, p));
		p->xscale = fit.xscale;
		w = natural_width(ctx->arena, l, p);
		one_line(ctx->arena, p,
			ht_muldiv(l->page.area_width, PER_MILLE, fit.xscale),
			w);
		if (b->kind == HT_MARK_SUFFIX)
			out->suffix = w > out->suffix ? w : out->suffix;
		else if (w > out->names)
			out->names = w;
		out->count += b->kind == HT_ISSUER_MARK;
	}
	return HT_OK;
}

ht_err
ht_marks_fit(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	ht_paras *ps, ht_len max)
{
	mark_fit fit = {max, PER_MILLE};
	size_t seen = ctx->ndiag;
	widths w;

	HT_TRY(make(ctx, l, fs, ps, fit, &w));
	if (w.count == 0 && w.suffix == 0)
		return HT_OK;
	w.count += w.count == 0; /* the word alone is a line too */
	ctx->ndiag = seen; /* the same items come again at their size */
	fit = fit_marks(l, max, &w);
	report_small(ctx, l, ps, fit.size);
	return make(ctx, l, fs, ps, fit, &w);
}
