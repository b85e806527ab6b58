/* SPDX-License-Identifier: Apache-2.0
 *
 * The line model is fitted first, where lines are known by all of them
 * (ht_fit_lines).  Where only page turns are known, a line model explains
 * itself by bringing them: models are tried in order of their distance from
 * the layout's own, each with a few numbers of rows, and with the head as
 * high as the first turn asks for.
 */
#include "check/like.h"

#include "check/reason.h"
#include "out/build.h"
#include "page/page.h"

#define FREE                                                                   \
	(HT_FIT_SQUEEZE | HT_FIT_THRESHOLD | HT_FIT_HANG | HT_FIT_PAIR |       \
		HT_FIT_AUTOSPACE | HT_FIT_LATIN | HT_FIT_QUOTES |              \
		HT_FIT_QUOTES_EACH | HT_FIT_CELL)
/* What a line, a turn is worth against what departs from the layout. */
#define WORTH 100
#define DEPARTURE 30
#define OTHER_ROWS 40
#define OTHER_HEAD 20
#define ROWS_AROUND 3 /* rows a page are tried this far from the layout's */

typedef struct {
	ht_layout layout;
	uint8_t *quotes;
	size_t nquotes;
	int64_t score;
	size_t alike, total;
} choice;

typedef struct {
	ht_ctx *ctx;
	const ht_layout *l;
	const ht_fontset *fs;
	const ht_doc *doc;
	const ht_known *known;
	choice best;
	size_t tried;
} fitter;

static ht_err
style(ht_ctx *ctx, const ht_layout *l, const ht_doc *doc, const uint8_t *quotes,
	ht_styled *out)
{
	HT_TRY(ht_style_apply(ctx, l, doc, out));
	for (size_t i = 0; quotes && i < out->nblock; i++)
		out->block[i].quotes = quotes[out->block[i].elem - doc->elem];
	return HT_OK;
}

static ht_err
place(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs, const ht_doc *doc,
	ht_laid *d)
{
	ht_pages pages;

	HT_TRY(ht_pages_make(ctx, l, fs, &d->paras, &pages));
	d->npage = pages.npage;
	HT_TRY(ht_display_build(ctx, l, doc, &pages, &d->display));
	ht_shown_read(ctx->arena, doc, &d->display, &d->shown);
	return HT_OK;
}

ht_err
ht_lay_out(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_doc *doc, const uint8_t *quotes, ht_laid *out)
{
	HT_TRY(style(ctx, l, doc, quotes, &out->styled));
	HT_TRY(ht_lines_make(ctx, l, fs, &out->styled, &out->paras));
	return place(ctx, l, fs, doc, out);
}

/* ---- pages ------------------------------------------------------------ */

static void
weigh(fitter *f, const choice *c, const ht_verdict *v)
{
	choice now = *c;
	unsigned changed = ht_setting_compare(f->l, &c->layout);
	int rows = c->layout.page.rows - f->l->page.rows;

	now.alike = now.total = 0;
	for (int i = 0; i < HT_ALIKE__MAX; i++) {
		now.alike += v->tally[i].alike;
		now.total += v->tally[i].total;
	}
	now.score =
		(int64_t)now.alike * WORTH - (int64_t)c->nquotes * DEPARTURE;
	for (; changed; changed &= changed - 1)
		now.score -= DEPARTURE;
	now.score -= (rows < 0 ? -rows : rows) * OTHER_ROWS;
	if (c->layout.page.head_rows != f->l->page.head_rows)
		now.score -= OTHER_HEAD;
	if (f->best.total == 0 || now.score > f->best.score)
		f->best = now;
}

/* Rows on page 1 above the first line of the text. */
static int
head_rows(const ht_laid *d, const ht_layout *l, const ht_doc *doc)
{
	for (size_t i = 0; i < d->shown.nline; i++) {
		const ht_shown_line *line = &d->shown.line[i];
		ht_elem_kind kind = doc->elem[line->elem].kind;

		if (line->page > 0)
			break;
		if (kind >= HT_ADDRESSEE && kind <= HT_ATTACHMENT_NOTE)
			return (line->y - ht_layout_row(l, 0)) /
			       ht_layout_pitch(l);
	}
	return 0;
}

/* Rows that the head would have to take for the first turn that is off by
 * rows; -1 when none is. */
static int
wanted_head(const ht_laid *d, const choice *c, const ht_verdict *v,
	const ht_doc *doc)
{
	for (size_t i = 0; i < v->ndifference; i++) {
		const ht_difference *x = &v->difference[i];

		if (x->kind != HT_ALIKE_TURN || x->known > 0)
			continue;
		if (x->cause != HT_CAUSE_ROWS)
			return -1;
		return head_rows(d, &c->layout, doc) - x->rows;
	}
	return -1;
}

/* The pages of a choice whose lines are made; then with the head it asks
 * for. */
static ht_err
try_rows(fitter *f, ht_ctx *ctx, ht_laid *d, choice *c)
{
	ht_verdict v;
	int head;

	HT_TRY(place(ctx, &c->layout, f->fs, f->doc, d));
	ht_evidence_compare(
		ctx->arena, &c->layout, f->doc, f->known, &d->shown, &v);
	weigh(f, c, &v);
	head = wanted_head(d, c, &v, f->doc);
	if (head <= 0 || head >= c->layout.page.rows)
		return HT_OK;
	c->layout.page.head_rows = head;
	HT_TRY(place(ctx, &c->layout, f->fs, f->doc, d));
	ht_evidence_compare(
		ctx->arena, &c->layout, f->doc, f->known, &d->shown, &v);
	weigh(f, c, &v);
	return HT_OK;
}

/* One line model with all numbers of rows. */
static ht_err
try_lines(fitter *f, ht_ctx *ctx, choice c)
{
	ht_laid d = {0};
	int own = c.layout.page.rows;

	HT_TRY(style(ctx, &c.layout, f->doc, c.quotes, &d.styled));
	HT_TRY(ht_lines_make(ctx, &c.layout, f->fs, &d.styled, &d.paras));
	for (int i = 0; i <= 2 * ROWS_AROUND; i++) {
		choice r = c;

		/* 0, +1, -1, +2 ... */
		r.layout.page.rows = own + (i % 2 ? (i + 1) / 2 : -i / 2);
		if (r.layout.page.rows < 1)
			continue;
		HT_TRY(try_rows(f, ctx, &d, &r));
		if (f->known->nturn == 0)
			break;
	}
	return HT_OK;
}

/* The same, its memory given back. */
static ht_err
try_choice(fitter *f, const choice *c)
{
	ht_ctx own;
	ht_err err;

	ht_ctx_init(&own);
	err = try_lines(f, &own, *c);
	ht_ctx_drop(&own);
	f->tried++;
	if (err != HT_OK)
		return ht_fail(
			f->ctx, err, HT_MSG_INTERNAL, NULL, 0, "like", NULL);
	return HT_OK;
}

static bool
done(const fitter *f)
{
	return f->best.total > 0 && f->best.alike == f->best.total;
}

/* ---- lines ------------------------------------------------------------ */

static bool
is_set(const ht_elem *e)
{
	return ht_known_is_body(e->kind) && e->text.str.n > 0;
}

/* Breaks that are known inside an element. */
static void
gather_breaks(ht_arena *a, const ht_known *k, uint32_t elem, bool lines,
	ht_fit_para *p)
{
	uint32_t *brk = HT_ARRAY(a, uint32_t, lines ? k->nline : k->nturn);

	for (size_t i = 0; lines && i < k->nline; i++)
		if (k->line[i].elem == elem && k->line[i].follows)
			brk[p->nbrk++] = k->line[i].beg;
	for (size_t i = 0; !lines && i < k->nturn; i++)
		if (k->turn[i].elem == elem && k->turn[i].at > 0)
			brk[p->nbrk++] = k->turn[i].at;
	p->brk = brk;
	p->whole = lines;
}

/* The paragraphs of which breaks are known, for the fit; elem gets the
 * element of each. */
static size_t
gather_paras(fitter *f, bool lines, ht_fit_para *para, uint32_t *elem)
{
	size_t n = 0;

	for (uint32_t i = 0; i < f->doc->nelem; i++) {
		const ht_elem *e = &f->doc->elem[i];
		const ht_elem_style *s = &f->l->elem[e->kind];
		ht_fit_para p = {.text = e->text.str,
			.role = s->font,
			.size = s->size,
			.first = ht_layout_zi(f->l, s->size, s->first),
			.left = ht_layout_zi(f->l, s->size, s->left)};

		if (!is_set(e))
			continue;
		gather_breaks(f->ctx->arena, f->known, i, lines, &p);
		if (!lines && p.nbrk == 0)
			continue;
		elem[n] = i;
		para[n++] = p;
	}
	return n;
}

/* The line model that explains the known breaks best, as a choice. */
static ht_err
fit_lines(fitter *f, bool lines)
{
	ht_arena *a = f->ctx->arena;
	ht_fit_para *para = HT_ARRAY(a, ht_fit_para, f->doc->nelem);
	uint32_t *elem = HT_ARRAY(a, uint32_t, f->doc->nelem);
	size_t n = gather_paras(f, lines, para, elem);
	choice c = {.quotes = HT_ARRAY(a, uint8_t, f->doc->nelem)};
	ht_fit fit;

	if (n == 0)
		return HT_OK;
	HT_TRY(ht_fit_lines(f->ctx, f->l, f->fs, para, n, FREE, &fit));
	f->tried += fit.tried;
	c.layout = fit.layout;
	for (size_t i = 0; i < n; i++) {
		if (fit.quotes[i] == fit.layout.line.quotes)
			continue;
		c.quotes[elem[i]] = 1 + fit.quotes[i];
		c.nquotes++;
	}
	return try_choice(f, &c);
}

/* Every one, then every two settings changed, until all comes out. */
static ht_err
try_settings(fitter *f)
{
	choice c = {.layout = *f->l};

	for (size_t i = 0; ht_setting(i) && !done(f); i++) {
		c.layout = *f->l;
		ht_setting_flip(&c.layout, ht_setting(i));
		HT_TRY(try_choice(f, &c));
	}
	for (size_t i = 0; ht_setting(i); i++)
		for (size_t k = i + 1; ht_setting(k) && !done(f); k++) {
			c.layout = *f->l;
			ht_setting_flip(&c.layout, ht_setting(i));
			ht_setting_flip(&c.layout, ht_setting(k));
			HT_TRY(try_choice(f, &c));
		}
	return HT_OK;
}

ht_err
ht_like_fit(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_doc *doc, const ht_known *known, bool lines, ht_like *out)
{
	fitter f = {.ctx = ctx, .l = l, .fs = fs, .doc = doc, .known = known};
	choice own = {.layout = *l};
	const choice *b = &f.best;

	HT_TRY(try_choice(&f, &own));
	if (!done(&f))
		HT_TRY(fit_lines(&f, lines));
	if (!done(&f) && !lines && known->nturn)
		HT_TRY(try_settings(&f));
	*out = (ht_like){.layout = b->layout,
		.quotes = b->quotes,
		.nquotes = b->nquotes,
		.changed = ht_setting_compare(l, &b->layout),
		.rows = b->layout.page.rows != l->page.rows,
		.head = b->layout.page.head_rows != l->page.head_rows,
		.tried = f.tried,
		.alike = b->alike,
		.total = b->total};
	return HT_OK;
}
