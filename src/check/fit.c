/* SPDX-License-Identifier: Apache-2.0
 *
 * The fit.  Every combination of the free settings is tried on every
 * paragraph; a paragraph that a setting cannot touch (no Latin letter, no
 * quotes ...) is broken once for all its values.
 */
#include "check/fit.h"

#include "base/utf8.h"
#include "check/fitpara.h"

#define MAX_VALUES 3
/* Evidence is counted in hundredths of a line. */
#define LINE_HIT 100 /* a line that ends where it should */
#define TEXT_HIT 50 /* a break reproduced from the text alone */
#define DEPARTURE 20 /* cost of each setting that is not the layout's own */
#define RARE 40 /* the same of one that few real documents have */
#define OWN_QUOTES 80 /* cost of quotes that are not the document's */

/* One setting and its values; the first is the layout's own. */
typedef struct {
	unsigned flag;
	int n;
	int value[MAX_VALUES];
	size_t stride; /* in a table over all combinations */
} axis;

enum {
	/* these change the items: the outer ones */
	AXIS_LATIN,
	AXIS_QUOTES,
	AXIS_CELL,
	AXIS_PAIR,
	AXIS_AUTOSPACE,
	/* these only change how items are filled into lines */
	AXIS_SQUEEZE,
	AXIS_THRESHOLD,
	AXIS_HANG,
	AXIS_LONE,
	NAXIS
};
#define FIRST_FILL_AXIS AXIS_SQUEEZE

typedef struct {
	ht_ctx *ctx;
	const ht_layout *layout;
	const ht_fontset *fonts;
	const ht_fit_para *para;
	size_t npara;
	axis axis[NAXIS];
	size_t n; /* combinations */
	/* of paragraph i under combination k: [i * n + k] */
	ht_fit_tally *tally;
	unsigned *touched; /* of each paragraph, a bit an axis */
} fitter;

/* ---- settings -------------------------------------------------------- */

static void
add_value(axis *a, int value)
{
	for (int i = 0; i < a->n; i++)
		if (a->value[i] == value)
			return;
	a->value[a->n++] = value;
}

/* An axis whose flag is not free has one value. */
static void
make_axis(fitter *f, int which, unsigned flags, unsigned free, int own, int b,
	int c)
{
	axis *a = &f->axis[which];

	a->flag = flags;
	add_value(a, own);
	if (!(flags & free))
		return;
	add_value(a, b);
	add_value(a, c);
}

static void
make_axes(fitter *f, unsigned free)
{
	const ht_layout *l = f->layout;

	make_axis(f, AXIS_LATIN, HT_FIT_LATIN, free, (int)l->line.latin,
		HT_LATIN_HALF, HT_LATIN_FONT);
	make_axis(f, AXIS_QUOTES, HT_FIT_QUOTES | HT_FIT_QUOTES_EACH, free,
		(int)l->line.quotes, HT_QUOTES_HAN, HT_QUOTES_LATIN);
	make_axis(f, AXIS_CELL, HT_FIT_CELL, free, (int)l->text.cell,
		HT_CELL_EM, HT_CELL_GRID);
	make_axis(f, AXIS_PAIR, HT_FIT_PAIR, free, l->line.pair, 0, 1);
	make_axis(f, AXIS_AUTOSPACE, HT_FIT_AUTOSPACE, free, l->line.autospace,
		250, 0);
	make_axis(f, AXIS_SQUEEZE, HT_FIT_SQUEEZE, free, l->line.squeeze, 1, 0);
	make_axis(f, AXIS_THRESHOLD, HT_FIT_THRESHOLD, free, l->line.threshold,
		500, 650);
	make_axis(f, AXIS_HANG, HT_FIT_HANG, free, l->line.hang, 0, 1);
	make_axis(f, AXIS_LONE, HT_FIT_LONE, free, l->line.lone_last, 1, 0);
	f->n = 1;
	for (int i = NAXIS; i-- > 0;) {
		f->axis[i].stride = f->n;
		f->n *= (size_t)f->axis[i].n;
	}
}

/* Which value of an axis combination k has. */
static int
digit(const fitter *f, size_t k, int which)
{
	const axis *a = &f->axis[which];

	return (int)(k / a->stride % (size_t)a->n);
}

static size_t
with_digit(const fitter *f, size_t k, int which, int d)
{
	size_t stride = f->axis[which].stride;

	return k - stride * (size_t)digit(f, k, which) + stride * (size_t)d;
}

static int
value(const fitter *f, size_t k, int which)
{
	return f->axis[which].value[digit(f, k, which)];
}

static void
apply(const fitter *f, size_t k, ht_layout *l)
{
	*l = *f->layout;
	l->line.latin = (ht_latin_model)value(f, k, AXIS_LATIN);
	l->line.quotes = (ht_quotes_model)value(f, k, AXIS_QUOTES);
	l->text.cell = (ht_cell_model)value(f, k, AXIS_CELL);
	l->line.pair = value(f, k, AXIS_PAIR);
	l->line.autospace = value(f, k, AXIS_AUTOSPACE);
	l->line.squeeze = value(f, k, AXIS_SQUEEZE);
	l->line.threshold = value(f, k, AXIS_THRESHOLD);
	l->line.hang = value(f, k, AXIS_HANG);
	l->line.lone_last = value(f, k, AXIS_LONE);
}

/* ---- trying ---------------------------------------------------------- */

/* The axes that can make a difference to a paragraph, by its characters. */
static unsigned
find_touched(const ht_fit_para *p)
{
	unsigned t = 1u << AXIS_CELL | 1u << AXIS_SQUEEZE |
		     1u << AXIS_THRESHOLD | 1u << AXIS_HANG | 1u << AXIS_LONE;
	ht_trim before = HT_TRIM_NONE;

	for (size_t i = 0; i < p->text.n;) {
		uint32_t cp = ht_utf8_next(p->text, &i);
		ht_trim trim = ht_class_of(cp).trim;

		if (ht_is_quote(cp))
			t |= 1u << AXIS_QUOTES;
		if (cp > 0x20 && cp < 0x300)
			t |= 1u << AXIS_LATIN | 1u << AXIS_AUTOSPACE;
		if (trim != HT_TRIM_NONE && before != HT_TRIM_NONE)
			t |= 1u << AXIS_PAIR;
		before = trim;
	}
	if (p->quotes)
		t &= ~(1u << AXIS_QUOTES);
	return t;
}

/* The combination that is to paragraph i what k is. */
static size_t
reduce(const fitter *f, size_t i, size_t k)
{
	for (int a = 0; a < NAXIS; a++)
		if (!(f->touched[i] >> a & 1))
			k = with_digit(f, k, a, 0);
	if (!value(f, k, AXIS_SQUEEZE))
		k = with_digit(f, k, AXIS_THRESHOLD, 0);
	return k;
}

static ht_err
try_para(fitter *f, size_t i)
{
	const ht_fit_para *p = &f->para[i];
	ht_fit_tally *t = &f->tally[i * f->n];
	size_t inner = f->axis[FIRST_FILL_AXIS - 1].stride;
	ht_fill fill;

	for (size_t outer = 0; outer < f->n; outer += inner) {
		ht_layout l;

		if (reduce(f, i, outer) != outer)
			continue;
		apply(f, outer, &l);
		HT_TRY(ht_fit_fill(f->ctx, &l, f->fonts, p, p->quotes, &fill));
		for (size_t k = outer; k < outer + inner; k++) {
			if (reduce(f, i, k) != k)
				continue;
			apply(f, k, &l);
			t[k] = ht_fit_count(f->ctx, p, &fill);
		}
	}
	return HT_OK;
}

static ht_err
try_all(fitter *f)
{
	f->touched = HT_ARRAY(f->ctx->arena, unsigned, f->npara);
	f->tally = HT_ARRAY(f->ctx->arena, ht_fit_tally, f->npara * f->n);
	for (size_t i = 0; i < f->npara; i++) {
		ht_fit_scratch s;

		f->touched[i] = find_touched(&f->para[i]);
		ht_fit_enter(f->ctx, &s);
		HT_TRY(ht_fit_leave(f->ctx, &s, try_para(f, i)));
	}
	return HT_OK;
}

/* ---- choosing -------------------------------------------------------- */

static ht_fit_tally
look_up(const fitter *f, size_t i, size_t k)
{
	return f->tally[i * f->n + reduce(f, i, k)];
}

static int64_t
worth(ht_fit_tally t)
{
	return (int64_t)t.line * LINE_HIT + (int64_t)t.text * TEXT_HIT;
}

/* What paragraph i takes for its quotes under k: the combination itself, or
 * the one with the other quotes where they explain enough more. */
static size_t
own_quotes(const fitter *f, size_t i, size_t k)
{
	size_t other = with_digit(f, k, AXIS_QUOTES, !digit(f, k, AXIS_QUOTES));

	if (worth(look_up(f, i, other)) > worth(look_up(f, i, k)) + OWN_QUOTES)
		return other;
	return k;
}

static bool
quotes_free(const fitter *f, unsigned free)
{
	return free & HT_FIT_QUOTES_EACH && f->axis[AXIS_QUOTES].n > 1;
}

static int64_t
evidence(const fitter *f, size_t k, unsigned free)
{
	bool each = quotes_free(f, free);
	int64_t sum = 0;

	for (size_t i = 0; i < f->npara; i++) {
		size_t own = each ? own_quotes(f, i, k) : k;

		sum += worth(look_up(f, i, own)) - (own != k) * OWN_QUOTES;
	}
	return sum;
}

/* What the settings of k cost that are not the layout's own.  Of 29 real
 * documents 4 do not squeeze, 1 minds a lone last character; 3 to 12 have each
 * of the others. */
static int64_t
departures(const fitter *f, size_t k)
{
	int64_t cost = 0;

	for (int a = 0; a < NAXIS; a++)
		if (digit(f, k, a))
			cost += a == AXIS_SQUEEZE || a == AXIS_LONE ? RARE
								    : DEPARTURE;
	return cost;
}

static size_t
choose(const fitter *f, unsigned free)
{
	int64_t best = INT64_MIN;
	size_t chosen = 0;

	for (size_t k = 0; k < f->n; k++) {
		int64_t worthy;

		/* a document's quotes that are only each paragraph's */
		if (!(free & HT_FIT_QUOTES) && digit(f, k, AXIS_QUOTES))
			continue;
		worthy = evidence(f, k, free) - departures(f, k);
		if (worthy > best) {
			best = worthy;
			chosen = k;
		}
	}
	return chosen;
}

/* The axes of which every other value explains less. */
static unsigned
find_decided(const fitter *f, size_t chosen, unsigned free)
{
	int64_t best = evidence(f, chosen, free);
	unsigned decided = 0;

	for (int a = 0; a < NAXIS; a++) {
		bool all = f->axis[a].n > 1;

		for (int d = 0; d < f->axis[a].n && all; d++)
			all = d == digit(f, chosen, a) ||
			      evidence(f, with_digit(f, chosen, a, d), free) <
				      best;
		if (all)
			decided |= f->axis[a].flag & free;
	}
	return decided;
}

static void
report(const fitter *f, size_t chosen, unsigned free, ht_fit *out)
{
	bool each = quotes_free(f, free);

	apply(f, chosen, &out->layout);
	out->quotes = HT_ARRAY(f->ctx->arena, uint8_t, f->npara);
	for (size_t i = 0; i < f->npara; i++) {
		size_t k = each ? own_quotes(f, i, chosen) : chosen;

		out->quotes[i] = (uint8_t)value(f, k, AXIS_QUOTES);
		if (f->para[i].quotes)
			out->quotes[i] = f->para[i].quotes - 1;
		out->alike += look_up(f, i, k).text;
		out->breaks += f->para[i].nbrk;
	}
	out->tried = f->n;
	out->decided = find_decided(f, chosen, free);
}

ht_err
ht_fit_lines(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_fit_para *para, size_t npara, unsigned free, ht_fit *out)
{
	fitter f = {.ctx = ctx,
		.layout = l,
		.fonts = fs,
		.para = para,
		.npara = npara};

	*out = (ht_fit){0};
	make_axes(&f, free);
	HT_TRY(try_all(&f));
	report(&f, choose(&f, free), free, out);
	return HT_OK;
}
