/* SPDX-License-Identifier: Apache-2.0
 *
 * Trying settings on single lines.  A line is filled from where the original
 * began it, so that what is found is the reason of this line and not of one
 * above it.
 */
#include "check/reason.h"

#define PER_MILLE 1000
#define HALF 500
#define TWO_THIRDS 650
#define QUARTER 250

static const unsigned settings[] = {HT_FIT_HANG, HT_FIT_QUOTES, HT_FIT_CELL,
	HT_FIT_THRESHOLD, HT_FIT_PAIR, HT_FIT_AUTOSPACE, HT_FIT_LATIN,
	HT_FIT_LONE, HT_FIT_SQUEEZE};
#define NSETTINGS (sizeof settings / sizeof *settings)

unsigned
ht_setting(size_t i)
{
	return i < NSETTINGS ? settings[i] : 0;
}

void
ht_setting_flip(ht_layout *l, unsigned setting)
{
	switch (setting) {
	case HT_FIT_SQUEEZE:
		l->line.squeeze = !l->line.squeeze;
		break;
	case HT_FIT_THRESHOLD:
		l->line.threshold =
			l->line.threshold == HALF ? TWO_THIRDS : HALF;
		break;
	case HT_FIT_HANG:
		l->line.hang = !l->line.hang;
		break;
	case HT_FIT_PAIR:
		l->line.pair = !l->line.pair;
		break;
	case HT_FIT_AUTOSPACE:
		l->line.autospace = l->line.autospace ? 0 : QUARTER;
		break;
	case HT_FIT_LATIN:
		l->line.latin = l->line.latin == HT_LATIN_HALF ? HT_LATIN_FONT
							       : HT_LATIN_HALF;
		break;
	case HT_FIT_QUOTES:
		l->line.quotes = l->line.quotes == HT_QUOTES_HAN
					 ? HT_QUOTES_LATIN
					 : HT_QUOTES_HAN;
		break;
	case HT_FIT_CELL:
		l->text.cell =
			l->text.cell == HT_CELL_EM ? HT_CELL_GRID : HT_CELL_EM;
		break;
	case HT_FIT_LONE:
		l->line.lone_last = !l->line.lone_last;
		break;
	}
}

unsigned
ht_setting_compare(const ht_layout *a, const ht_layout *b)
{
	unsigned set = 0;

	set |= a->line.squeeze != b->line.squeeze ? HT_FIT_SQUEEZE : 0;
	set |= a->line.threshold != b->line.threshold ? HT_FIT_THRESHOLD : 0;
	set |= a->line.hang != b->line.hang ? HT_FIT_HANG : 0;
	set |= a->line.pair != b->line.pair ? HT_FIT_PAIR : 0;
	set |= a->line.autospace != b->line.autospace ? HT_FIT_AUTOSPACE : 0;
	set |= a->line.latin != b->line.latin ? HT_FIT_LATIN : 0;
	set |= a->line.quotes != b->line.quotes ? HT_FIT_QUOTES : 0;
	set |= a->text.cell != b->text.cell ? HT_FIT_CELL : 0;
	set |= a->line.lone_last != b->line.lone_last ? HT_FIT_LONE : 0;
	return set;
}

/* A block under one set of changed settings. */
typedef struct {
	ht_layout layout;
	ht_fill fill;
	bool made;
} trial;

typedef struct {
	ht_ctx *ctx; /* its memory goes with the block */
	const ht_layout *l;
	const ht_fontset *fs;
	const ht_block *block;
	const ht_known *known;
	trial *trial; /* 0: as it is; then each one, then each two */
} tryer;

/* Trial of settings i <= k changed; one only when they are the same. */
static size_t
trial_index(size_t i, size_t k)
{
	return 1 + i * NSETTINGS + k;
}

static ht_err
make_trial(tryer *t, trial *out, unsigned set)
{
	ht_block block = *t->block;
	const ht_elem_style *s = block.style;
	ht_para para;

	if (out->made)
		return HT_OK;
	out->layout = *t->l;
	if (block.quotes)
		out->layout.line.quotes = (ht_quotes_model)(block.quotes - 1);
	block.quotes = 0;
	for (size_t i = 0; i < NSETTINGS; i++)
		if (set & settings[i])
			ht_setting_flip(&out->layout, settings[i]);
	HT_TRY(ht_items_make(
		t->ctx, &out->layout, t->fs, &block, s->size, &para));
	ht_fill_init(t->ctx->arena, &out->fill, &out->layout, para.item,
		para.nitem, ht_layout_zi(&out->layout, s->size, PER_MILLE));
	out->made = true;
	return HT_OK;
}

/* First item that begins at byte at or behind it. */
static size_t
item_at(const ht_fill *f, uint32_t at)
{
	size_t lo = 0, hi = f->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (f->item[mid].beg < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Does a known line end where it should when it begins where it did? */
static bool
brings(const tryer *t, const trial *tr, size_t known)
{
	const ht_known_line *k = &t->known->line[known];
	const ht_elem_style *s = t->block->style;
	const ht_layout *l = &tr->layout;
	size_t beg = item_at(&tr->fill, k->beg);
	size_t end = item_at(&tr->fill, k->end);
	ht_len measure =
		l->page.area_width - ht_layout_zi(l, s->size, s->right);
	ht_len indent =
		ht_layout_zi(l, s->size, k->follows ? s->left : s->first);

	while (end < tr->fill.n &&
		ht_class_is_blank((ht_class)tr->fill.item[end].cls))
		end++;
	return ht_fill_line(&tr->fill, beg, indent, measure).end == end;
}

static ht_err
try_set(tryer *t, ht_difference *d, size_t i, size_t k)
{
	trial *tr = &t->trial[trial_index(i, k)];
	unsigned set = settings[i] | settings[k];

	HT_TRY(make_trial(t, tr, set));
	if (d->nset < HT_MAX_SETS && brings(t, tr, d->known)) {
		d->set[d->nset++] = set;
		d->cause = HT_CAUSE_SETTING;
	}
	return HT_OK;
}

static ht_err
find_reason(tryer *t, ht_difference *d)
{
	HT_TRY(make_trial(t, &t->trial[0], 0));
	if (brings(t, &t->trial[0], d->known)) {
		d->cause = HT_CAUSE_FOLLOWS;
		return HT_OK;
	}
	for (size_t i = 0; i < NSETTINGS; i++)
		HT_TRY(try_set(t, d, i, i));
	if (d->nset)
		return HT_OK;
	for (size_t i = 0; i < NSETTINGS; i++)
		for (size_t k = i + 1; k < NSETTINGS; k++)
			HT_TRY(try_set(t, d, i, k));
	return HT_OK;
}

/* The differences i...end are of one block. */
static ht_err
find_in_block(tryer *t, ht_ctx *ctx, ht_difference *d, size_t n)
{
	ht_ctx own;
	ht_err err = HT_OK;

	ht_ctx_init(&own);
	t->ctx = &own;
	t->trial = HT_ARRAY(own.arena, trial, trial_index(NSETTINGS, 0));
	for (size_t i = 0; i < n && err == HT_OK; i++)
		if (d[i].cause == HT_CAUSE_UNKNOWN)
			err = find_reason(t, &d[i]);
	ht_ctx_drop(&own);
	if (err != HT_OK)
		return ht_fail(
			ctx, err, HT_MSG_INTERNAL, NULL, 0, "reason", NULL);
	return HT_OK;
}

static const ht_block *
find_block(const ht_styled *s, const ht_elem *e)
{
	for (size_t i = 0; i < s->nblock; i++)
		if (s->block[i].elem == e)
			return &s->block[i];
	return NULL;
}

ht_err
ht_reasons_find(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_styled *styled, const ht_doc *doc, const ht_known *known,
	ht_verdict *v)
{
	tryer t = {.l = l, .fs = fs, .known = known};

	for (size_t i = 0; i < v->ndifference;) {
		ht_difference *d = &v->difference[i];
		size_t n = 1;

		while (i + n < v->ndifference && d[n].elem == d->elem &&
			d[n].kind == d->kind)
			n++;
		t.block = d->kind == HT_ALIKE_LINE
				  ? find_block(styled, &doc->elem[d->elem])
				  : NULL;
		if (t.block)
			HT_TRY(find_in_block(&t, ctx, d, n));
		i += n;
	}
	return HT_OK;
}
