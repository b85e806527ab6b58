/* SPDX-License-Identifier: Apache-2.0
 *
 * One paragraph broken under one layout, and how far its lines are those of the
 * original.
 */
#include "check/fitpara.h"

#define PER_MILLE 1000

void
ht_fit_enter(ht_ctx *ctx, ht_fit_scratch *s)
{
	s->kept = *ctx;
	ctx->arena = ht_arena_new();
	ctx->diag = NULL;
	ctx->ndiag = ctx->capdiag = 0;
}

/* Diagnostics of trials are dropped with the trials; an error is kept. */
ht_err
ht_fit_leave(ht_ctx *ctx, const ht_fit_scratch *s, ht_err err)
{
	ht_arena *own = ctx->arena;
	ht_error error = ctx->error;

	*ctx = s->kept;
	if (err != HT_OK) {
		for (int i = 0; i < HT_MSG_ARGS; i++)
			if (error.arg[i])
				error.arg[i] = ht_str_cstr(
					ctx->arena, ht_str_from(error.arg[i]));
		ctx->error = error;
	}
	ht_arena_drop(own);
	return err;
}

ht_err
ht_fit_fill(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_fit_para *p, uint8_t quotes, ht_fill *out)
{
	ht_elem elem = {.text = {.str = p->text}};
	ht_elem_style style = {
		.font = p->role, .size = p->size, .autospace = true};
	ht_run run = {.end = (uint32_t)p->text.n, .role = p->role};
	ht_block block = {.kind = HT_BODY,
		.elem = &elem,
		.style = &style,
		.run = &run,
		.nrun = 1,
		.quotes = quotes};
	ht_para para;

	HT_TRY(ht_items_make(ctx, l, fs, &block, p->size, &para));
	ht_fill_init(ctx->arena, out, l, para.item, para.nitem,
		ht_layout_zi(l, p->size, PER_MILLE));
	return HT_OK;
}

/* The items before which the original began a line: blanks that a break ate
 * belong to the line before it. */
static size_t
find_starts(const ht_fit_para *p, const ht_fill *f, size_t *start)
{
	size_t i = 0, n = 0;

	for (size_t k = 0; k < p->nbrk; k++) {
		while (i < f->n && f->item[i].beg < p->brk[k])
			i++;
		while (i < f->n && ht_class_is_blank(f->item[i].cls))
			i++;
		start[n++] = i;
	}
	return n;
}

/* Of line k of the paragraph. */
static ht_len
indent_of(const ht_fill *f, const ht_fit_para *p, size_t k)
{
	if (k == 0)
		return p->first + ht_layout_zi(f->layout, p->size, p->first_zi);
	return p->left + ht_layout_zi(f->layout, p->size, p->left_zi);
}

static uint16_t
count_text(ht_ctx *ctx, const ht_fit_para *p, const ht_fill *f,
	const size_t *start, size_t nstart)
{
	ht_line *line;
	size_t nline, i = 0;
	uint16_t alike = 0;

	ht_fill_break(ctx->arena, f, f->layout->page.area_width,
		indent_of(f, p, 0), indent_of(f, p, 1), &line, &nline);
	for (size_t k = 0; k < nstart; k++) {
		while (i < nline && line[i].beg < start[k])
			i++;
		alike += i < nline && line[i].beg == start[k];
	}
	return alike;
}

/* Each line from where the original began it; the last one must hold all. */
static uint16_t
count_lines(const ht_fit_para *p, const ht_fill *f, const size_t *start,
	size_t nstart)
{
	uint16_t alike = 0;

	for (size_t k = 0; k <= nstart; k++) {
		size_t beg = k ? start[k - 1] : 0;
		size_t end = k < nstart ? start[k] : f->n;

		if (beg >= f->n)
			break;
		alike += ht_fill_line(f, beg, indent_of(f, p, k),
				 f->layout->page.area_width)
				 .end == end;
	}
	return alike;
}

ht_fit_tally
ht_fit_count(ht_ctx *ctx, const ht_fit_para *p, const ht_fill *f)
{
	size_t *start = HT_ARRAY(ctx->arena, size_t, p->nbrk + 1);
	size_t n = find_starts(p, f, start);
	ht_fit_tally t = {
		.text = count_text(ctx, p, f, start, n), .done = true};

	t.line = p->whole ? count_lines(p, f, start, n) : t.text;
	return t;
}

ht_err
ht_fit_score(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_fit_para *para, size_t npara, size_t *alike, size_t *total)
{
	*total = 0;
	for (size_t i = 0; i < npara; i++) {
		ht_fit_scratch s;
		ht_fill fill;
		ht_fit_tally t = {0};
		ht_err err;

		ht_fit_enter(ctx, &s);
		err = ht_fit_fill(ctx, l, fs, &para[i], para[i].quotes, &fill);
		if (err == HT_OK)
			t = ht_fit_count(ctx, &para[i], &fill);
		HT_TRY(ht_fit_leave(ctx, &s, err));
		if (alike)
			alike[i] = t.text;
		*total += t.text;
	}
	return HT_OK;
}
