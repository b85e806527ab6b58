/* SPDX-License-Identifier: Apache-2.0
 *
 * Learning a layout: what can be measured is measured, what is left is fitted
 * on the original's own line breaks.  Every value goes through the layout
 * reader's own door, so that the file that is written gives the same layout.
 */
#include "check/learn.h"

#include <stdarg.h>
#include <stdlib.h>

#include "check/learner.h"

#define PER_MILLE 1000
#define SNAP                                                                   \
	350 /* per mille of the em: an indent that was meant to be the         \
	     * layout's */

/* --- values */

ht_err
ht_learn_set(
	ht_learner *s, const char *path, const char *value, ht_msg how, ...)
{
	ht_learned *out = s->out;
	ht_learned_value *v = NULL;
	va_list ap;

	HT_TRY(ht_layout_set(s->ctx, &out->layout, path, value));
	for (size_t i = 0; i < out->nvalue; i++)
		if (ht_str_is(ht_str_from(out->value[i].path), path))
			v = &out->value[i];
	if (!v) {
		HT_ROOM(s->ctx->arena, out->value, out->nvalue, out->capvalue);
		v = &out->value[out->nvalue++];
	}
	*v = (ht_learned_value){.path = path, .value = value, .how = how};
	va_start(ap, how);
	for (int i = 0; i < HT_MSG_ARGS; i++) {
		v->arg[i] = va_arg(ap, const char *);
		if (!v->arg[i])
			break;
	}
	va_end(ap);
	return HT_OK;
}

/* Millimetres where they are whole tenths, else points. */
const char *
ht_learn_len(ht_learner *s, ht_len v)
{
	const int tenth = HT_EMU_MM / 10;
	int64_t milli = ((int64_t)v * PER_MILLE + HT_EMU_PT / 2) / HT_EMU_PT;

	if (v % tenth == 0)
		return ht_fmt(s->ctx->arena, "%d%smm", v / HT_EMU_MM,
			v % HT_EMU_MM ? ht_fmt(s->ctx->arena, ".%d",
						v % HT_EMU_MM / tenth)
				      : "");
	return ht_fmt(s->ctx->arena, "%spt", ht_learn_milli(s, (int)milli, ""));
}

const char *
ht_learn_milli(ht_learner *s, int v, const char *unit)
{
	int n = abs(v), frac = n % PER_MILLE, width = 3;

	while (frac && frac % 10 == 0) {
		frac /= 10;
		width--;
	}
	if (!frac)
		return ht_fmt(s->ctx->arena, "%s%d%s", v < 0 ? "-" : "",
			n / PER_MILLE, unit);
	return ht_fmt(s->ctx->arena, "%s%d.%0*d%s", v < 0 ? "-" : "",
		n / PER_MILLE, width, frac, unit);
}

const char *
ht_learn_count(ht_learner *s, size_t n)
{
	return ht_fmt(s->ctx->arena, "%zu", n);
}

ht_len
ht_learn_margin(ht_len v)
{
	/* A device's dots and twips: what a place may be off. */
	const ht_len off = HT_EMU_PT * 15 / 100;
	const ht_len inches = HT_EMU_IN * 5 / 4; /* the usual default */
	ht_len mm = (v + HT_EMU_MM / 2) / HT_EMU_MM * HT_EMU_MM;

	return abs(v - inches) <= off ? inches : abs(v - mm) <= off ? mm : v;
}

ht_len
ht_learn_size(ht_len v)
{
	const ht_len half = HT_EMU_PT / 2, off = HT_EMU_PT * 13 / 100;
	ht_len n = (v + half / 2) / half * half;

	return abs(v - n) <= off ? n : v;
}

/* --- the fit */

static ht_len
zi_of(const ht_learner *s, int milli)
{
	return ht_layout_zi(&s->out->layout, s->em, milli);
}

/* An indent as the layout has it, if that is what was meant. */
static ht_len
meant(const ht_learner *s, ht_len measured, int milli)
{
	ht_len l = zi_of(s, milli);

	return abs(measured - l) <= ht_muldiv(s->em, SNAP, PER_MILLE)
		       ? l
		       : measured;
}

static size_t
make_paras(ht_learner *s, bool own, ht_fit_para *para)
{
	size_t n = 0;

	for (size_t i = 0; i < s->ngroup; i++) {
		const ht_group *g = &s->group[i];
		const ht_elem_style *style = &s->out->layout.elem[g->kind];

		if (!g->body || !g->used || !g->nbrk)
			continue;
		para[n++] = (ht_fit_para){.text = g->text,
			.role = s->body_role,
			.size = s->em,
			.first = own ? meant(s, g->first, style->first)
				     : zi_of(s, style->first),
			.left = own ? meant(s, g->left, style->left)
				    : zi_of(s, style->left),
			.brk = g->brk,
			.nbrk = g->nbrk,
			.whole = true};
	}
	return n;
}

static ht_err
set_bool(ht_learner *s, const char *path, bool now, bool fitted, unsigned flag,
	const ht_fit *fit, unsigned free)
{
	if (!(free & flag) || (now == fitted && !(fit->decided & flag)))
		return HT_OK;
	return ht_learn_set(s, path, fitted ? "true" : "false",
		HT_MSG_LEARN_FIT, ht_learn_count(s, fit->alike),
		ht_learn_count(s, fit->breaks), NULL);
}

static ht_err
take_fit(ht_learner *s, const ht_fit *fit, unsigned free)
{
	const ht_layout *now = &s->out->layout, *l = &fit->layout;
	const char *alike = ht_learn_count(s, fit->alike);
	const char *all = ht_learn_count(s, fit->breaks);

	HT_TRY(set_bool(s, "line.squeeze", now->line.squeeze, l->line.squeeze,
		HT_FIT_SQUEEZE, fit, free));
	HT_TRY(set_bool(s, "line.hang", now->line.hang, l->line.hang,
		HT_FIT_HANG, fit, free));
	HT_TRY(set_bool(s, "line.pair", now->line.pair, l->line.pair,
		HT_FIT_PAIR, fit, free));
	HT_TRY(set_bool(s, "line.lone_last", now->line.lone_last,
		l->line.lone_last, HT_FIT_LONE, fit, free));
	if (fit->decided & HT_FIT_THRESHOLD)
		HT_TRY(ht_learn_set(s, "line.threshold",
			ht_learn_milli(s, l->line.threshold, ""),
			HT_MSG_LEARN_FIT, alike, all, NULL));
	if (free & HT_FIT_AUTOSPACE & fit->decided)
		HT_TRY(ht_learn_set(s, "line.autospace",
			ht_learn_milli(s, l->line.autospace, ""),
			HT_MSG_LEARN_FIT, alike, all, NULL));
	if (free & HT_FIT_LATIN & fit->decided)
		HT_TRY(ht_learn_set(s, "line.latin",
			l->line.latin == HT_LATIN_FONT ? "font" : "half",
			HT_MSG_LEARN_FIT, alike, all, NULL));
	if (free & HT_FIT_QUOTES & fit->decided)
		HT_TRY(ht_learn_set(s, "line.quotes",
			l->line.quotes == HT_QUOTES_LATIN ? "latin" : "han",
			HT_MSG_LEARN_FIT, alike, all, NULL));
	return HT_OK;
}

static ht_err
fit(ht_learner *s, unsigned free)
{
	ht_fit_para *para = HT_ARRAY(s->ctx->arena, ht_fit_para, s->ngroup + 1);
	size_t n = make_paras(s, true, para);
	ht_fit best;

	if (!n)
		return HT_OK;
	HT_TRY(ht_fit_lines(
		s->ctx, &s->out->layout, s->fs, para, n, free, &best));
	s->out->npara = n;
	s->out->breaks = best.breaks;
	s->out->alike = best.alike;
	return take_fit(s, &best, free);
}

ht_err
ht_learn_score(ht_learner *s, const ht_layout *l, size_t *alike)
{
	ht_fit_para *para = HT_ARRAY(s->ctx->arena, ht_fit_para, s->ngroup + 1);
	ht_layout kept = s->out->layout;
	size_t n, *each, total;
	ht_err err;

	s->out->layout = *l;
	n = make_paras(s, false, para);
	s->out->layout = kept;
	each = HT_ARRAY(s->ctx->arena, size_t, n + 1);
	*alike = 0;
	err = ht_fit_score(s->ctx, l, s->fs, para, n, each, &total);
	for (size_t i = 0; i < n; i++)
		*alike += each[i];
	return err;
}

ht_err
ht_learn(ht_ctx *ctx, const ht_layout *base, const ht_rules *rules,
	const ht_fontset *fs, const ht_sheets *sheets,
	const ht_learn_options *opt, ht_learned *out)
{
	ht_learner s = {.ctx = ctx,
		.sheets = sheets,
		.rules = rules,
		.fs = fs,
		.opt = opt,
		.out = out,
		.body_role = base->elem[HT_BODY].font};
	unsigned free;

	*out = (ht_learned){.layout = *base, .npage = sheets->nsheet};
	HT_TRY(ht_learn_rows(&s));
	HT_TRY(ht_learn_area(&s));
	ht_learn_groups(&s);
	HT_TRY(ht_learn_cell(&s));
	HT_TRY(ht_learn_kinds(&s));
	HT_TRY(ht_learn_line(&s, &free));
	HT_TRY(ht_learn_number(&s));
	HT_TRY(ht_learn_head(&s));
	HT_TRY(fit(&s, free));
	HT_TRY(ht_learn_tune(&s));
	return fit(&s, free);
}
