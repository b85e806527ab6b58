/* SPDX-License-Identifier: Apache-2.0
 *
 * Learning: values between which measuring cannot tell, because a device
 * rounds places more coarsely than a line's end is decided, or because a
 * number and its text are set apart.  Each candidate has its reason; the one
 * under which most of the original's breaks come out is taken, the measured
 * one among equals.
 */
#include <stdlib.h>

#include "check/learner.h"

#define PER_MILLE 1000
/* A word processor rounds an indent of characters up to a twip, on a grid the
 * difference between one cell more and one less. */
#define ROUND_UP 6
#define CANDIDATES 8
/* Breaks a departure from the measured value must explain. */
#define GAIN 1

typedef struct {
	const char *value[CANDIDATES];
	int n;
} candidates;

static void
add(candidates *c, const char *value)
{
	for (int i = 0; i < c->n; i++)
		if (ht_str_eq(ht_str_from(c->value[i]), ht_str_from(value)))
			return;
	if (c->n < CANDIDATES)
		c->value[c->n++] = value;
}

/* Tries the candidates, the first of which is what the layout has. */
static ht_err
choose(ht_learner *s, const char *path, const candidates *c)
{
	size_t best = 0, measured = 0;
	int at = 0;

	for (int i = 0; i < c->n && c->n > 1; i++) {
		ht_layout l = s->out->layout;
		size_t alike;

		HT_TRY(ht_layout_set(s->ctx, &l, path, c->value[i]));
		HT_TRY(ht_learn_score(s, &l, &alike));
		if (i == 0)
			measured = alike;
		if (i == 0 || alike > best + (at == 0 ? GAIN : 0)) {
			best = alike;
			at = i;
		}
	}
	if (at == 0)
		return HT_OK;
	return ht_learn_set(s, path, c->value[at], HT_MSG_LEARN_TUNED,
		c->value[0], ht_learn_count(s, measured),
		ht_learn_count(s, best), NULL);
}

static ht_err
tune_width(ht_learner *s)
{
	candidates c = {.n = 0};
	ht_len sheet = s->sheets->sheet[0].w, step = HT_EMU_PT / 10;
	ht_len now = s->out->layout.page.area_width;

	add(&c, ht_learn_len(s, now));
	add(&c, ht_learn_len(s, s->measured));
	/* margins in inches or in whole millimetres on both sides */
	add(&c, ht_learn_len(s, sheet - 2 * s->out->layout.page.binding));
	if (abs(s->measured - (sheet - 2 * s->out->layout.page.binding)) >
		HT_EMU_PT / 2)
		c.n--;
	add(&c, ht_learn_len(s, now - step));
	add(&c, ht_learn_len(s, now + step));
	return choose(s, "page.area_width", &c);
}

/* The commonest indents of a kind's paragraphs, whole zi near them, and on a
 * grid each rounded up. */
static ht_err
tune_first(ht_learner *s, ht_elem_kind k)
{
	candidates c = {.n = 0};
	int now = s->out->layout.elem[k].first;
	int whole = (now + PER_MILLE / 2) / PER_MILLE * PER_MILLE;

	add(&c, ht_learn_milli(s, now, "zi"));
	add(&c, ht_learn_milli(s, whole, "zi"));
	if (s->cell != s->em) {
		add(&c, ht_learn_milli(s, now + ROUND_UP, "zi"));
		add(&c, ht_learn_milli(s, whole + ROUND_UP, "zi"));
	}
	return choose(s,
		ht_fmt(s->ctx->arena, "elements.%s.first", ht_elem_name(k)),
		&c);
}

ht_err
ht_learn_tune(ht_learner *s)
{
	HT_TRY(tune_first(s, HT_BODY));
	HT_TRY(tune_width(s));
	for (int k = HT_HEAD1; k <= HT_HEAD4; k++)
		HT_TRY(tune_first(s, (ht_elem_kind)k));
	return HT_OK;
}
