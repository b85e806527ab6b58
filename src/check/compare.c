/* SPDX-License-Identifier: Apache-2.0
 *
 * A comparison from its parts: texts first, since what is missing explains
 * what follows; then lines, places, looks.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "check/pairs.h"

#define TEXTS_MAX 100 /* differences of text that are told one by one */
#define TEXT_BYTES 90 /* of a quoted text */
#define PER_MILLE 1000
#define PERCENT 100

/* ---- findings -------------------------------------------------------- */

static const char *
quote(ht_pairs *p, ht_str s)
{
	size_t n = s.n;

	if (n <= TEXT_BYTES)
		return ht_str_cstr(p->ctx->arena, s);
	n = TEXT_BYTES;
	while (n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	return ht_fmt(p->ctx->arena, "%.*s...", (int)n, s.p);
}

ht_finding *
ht_pairs_add(
	ht_pairs *p, ht_msg msg, const ht_side_line *b, const ht_side_line *a)
{
	ht_comparison *c = p->out;
	ht_finding *f;

	HT_ROOM(p->ctx->arena, c->finding, c->nfinding, p->capfinding);
	f = &c->finding[c->nfinding++];
	*f = (ht_finding){.msg = msg, .count = 1, .original = "", .ours = ""};
	for (int i = 0; i < HT_MSG_ARGS; i++)
		f->arg[i] = "";
	if (b) {
		f->page = (int)b->page + 1;
		f->line = (int)b->number + 1;
		f->x = b->l->x0;
		f->y = b->l->y;
		f->original = quote(p, b->l->text);
	}
	if (a) {
		f->our_page = (int)a->page + 1;
		f->our_line = (int)a->number + 1;
		f->ours = quote(p, a->l->text);
	}
	return f;
}

static const char *
decimal(ht_pairs *p, ht_len v, int unit, bool sign)
{
	int64_t hundredths = ((int64_t)ht_abs(v) * PERCENT + unit / 2) / unit;

	return ht_fmt(p->ctx->arena, "%s%d.%02d",
		v < 0  ? "-"
		: sign ? "+"
		       : "",
		(int)(hundredths / PERCENT), (int)(hundredths % PERCENT));
}

const char *
ht_pairs_mm(ht_pairs *p, ht_len v)
{
	return decimal(p, v, HT_EMU_MM, true);
}

const char *
ht_pairs_pt(ht_pairs *p, ht_len v)
{
	return decimal(p, v, HT_EMU_PT, false);
}

const char *
ht_pairs_count(ht_pairs *p, size_t n)
{
	return ht_fmt(p->ctx->arena, "%zu", n);
}

void
ht_groups_add(ht_pairs *p, ht_groups *gs, ht_len value, ht_len other,
	ht_len limit, const ht_side_line *b, const ht_side_line *a)
{
	for (size_t i = 0; i < gs->n; i++)
		if (ht_near(gs->g[i].value, value, limit) &&
			ht_near(gs->g[i].other, other, limit)) {
			gs->g[i].count++;
			return;
		}
	HT_ROOM(p->ctx->arena, gs->g, gs->n, gs->cap);
	gs->g[gs->n++] = (ht_group){value, other, 1, b, a};
}

/* ---- sides ----------------------------------------------------------- */

static void
count_side(const ht_sheets *s, size_t *lines, size_t *marks)
{
	*lines = *marks = 0;
	for (size_t i = 0; i < s->nsheet; i++)
		for (size_t k = 0; k < s->sheet[i].nline; k++) {
			*lines += !s->sheet[i].line[k].furniture;
			*marks += s->sheet[i].line[k].text.n;
		}
}

static void
add_line_chars(ht_side *s, const ht_sheet_line *l)
{
	for (size_t m = 0; m < l->nmark; m++)
		for (size_t at = l->mark[m].beg; at < l->mark[m].end;) {
			uint32_t cp = ht_utf8_next(l->text, &at);

			if (ht_cp_is_blank(cp))
				continue;
			s->cp[s->n] = cp;
			s->line[s->n] = (uint32_t)s->nline;
			s->mark[s->n++] = (uint32_t)m;
		}
}

static void
make_side(ht_arena *a, const ht_sheets *sheets, ht_side *s)
{
	size_t lines, chars;

	count_side(sheets, &lines, &chars);
	*s = (ht_side){.s = sheets,
		.cp = HT_ARRAY(a, uint32_t, chars + 1),
		.line = HT_ARRAY(a, uint32_t, chars + 1),
		.mark = HT_ARRAY(a, uint32_t, chars + 1),
		.match = HT_ARRAY(a, uint32_t, chars + 1),
		.lines = HT_ARRAY(a, ht_side_line, lines + 1)};
	for (size_t i = 0; i < sheets->nsheet; i++) {
		const ht_sheet *sheet = &sheets->sheet[i];
		uint32_t number = 0;

		for (size_t k = 0; k < sheet->nline; k++) {
			ht_side_line *l = &s->lines[s->nline];

			if (sheet->line[k].furniture)
				continue;
			*l = (ht_side_line){.l = &sheet->line[k],
				.page = (uint32_t)i,
				.number = number,
				.beg = (uint32_t)s->n,
				.mate = HT_NO_LINE,
				.first = number == 0};
			add_line_chars(s, l->l);
			l->end = (uint32_t)s->n;
			s->nline++;
			number++;
		}
	}
}

static void
match_sides(ht_pairs *p)
{
	ht_side *a = &p->a, *b = &p->b;

	a->match = ht_align_texts(p->ctx->arena, a->cp, a->n, b->cp, b->n);
	for (size_t k = 0; k < b->n; k++)
		b->match[k] = HT_ALIGN_NONE;
	for (size_t i = 0; i < a->n; i++)
		if (a->match[i] != HT_ALIGN_NONE) {
			b->match[a->match[i]] = (uint32_t)i;
			p->out->chars_alike++;
		}
	p->out->chars = b->n;
}

/* ---- text ------------------------------------------------------------ */

static const char *
text_of(ht_pairs *p, const ht_side *s, size_t beg, size_t end)
{
	ht_buf b = {0};
	const char *text;

	for (size_t i = beg; i < end && b.n < TEXT_BYTES; i++)
		ht_buf_addcp(&b, s->cp[i]);
	text = ht_str_cstr(p->ctx->arena, ht_buf_str(&b));
	ht_buf_drop(&b);
	return text;
}

/* The line of character i; the last line when i is the end. */
static const ht_side_line *
line_at(const ht_side *s, size_t i)
{
	if (s->nline == 0)
		return NULL;
	return i < s->n ? &s->lines[s->line[i]] : &s->lines[s->nline - 1];
}

static void
add_text(ht_pairs *p, size_t i, size_t i1, size_t k, size_t k1)
{
	const ht_side *a = &p->a, *b = &p->b;
	ht_msg msg = k == k1   ? HT_MSG_DIFFER_TEXT_EXTRA
		     : i == i1 ? HT_MSG_DIFFER_TEXT_MISSING
			       : HT_MSG_DIFFER_TEXT;
	ht_finding *f = ht_pairs_add(p, msg, line_at(b, k), line_at(a, i));

	f->arg[0] = text_of(p, b, k, k1);
	f->arg[1] = text_of(p, a, i, i1);
	f->arg[2] = f->original;
	f->count = k1 - k > i1 - i ? k1 - k : i1 - i;
	if (k < b->n)
		f->x = b->lines[b->line[k]].l->mark[b->mark[k]].x;
}

static void
find_texts(ht_pairs *p)
{
	const ht_side *a = &p->a, *b = &p->b;
	size_t i = 0, k = 0, found = 0, rest = 0;

	while (i < a->n || k < b->n) {
		size_t i1 = i, k1 = k;

		while (i1 < a->n && a->match[i1] == HT_ALIGN_NONE)
			i1++;
		while (k1 < b->n && b->match[k1] == HT_ALIGN_NONE)
			k1++;
		if (i1 > i || k1 > k) {
			if (found++ < TEXTS_MAX)
				add_text(p, i, i1, k, k1);
			else
				rest++;
		}
		i = i1 + (i1 < a->n);
		k = k1 + (k1 < b->n);
	}
	if (rest)
		ht_pairs_add(p, HT_MSG_DIFFER_TEXT_MORE, NULL, NULL)->arg[0] =
			ht_pairs_count(p, rest);
}

/* ---- whole ----------------------------------------------------------- */

static bool
other_document(ht_pairs *p)
{
	size_t most = p->a.n > p->b.n ? p->a.n : p->b.n;
	size_t alike = most ? p->out->chars_alike * PER_MILLE / most : 0;
	ht_finding *f;

	if (alike >= (size_t)p->l->check.alike)
		return false;
	f = ht_pairs_add(p, HT_MSG_DIFFER_OTHER, NULL, NULL);
	f->arg[0] = ht_fmt(p->ctx->arena, "%zu.%zu", alike / 10, alike % 10);
	f->arg[1] = ht_pairs_count(p, p->out->chars_alike);
	f->arg[2] = ht_pairs_count(p, most);
	return true;
}

static void
compare_paper(ht_pairs *p)
{
	const ht_sheet *a = p->a.s->sheet, *b = p->b.s->sheet;
	ht_finding *f;

	if (ht_near(a->w, b->w, p->l->check.position) &&
		ht_near(a->h, b->h, p->l->check.position))
		return;
	f = ht_pairs_add(p, HT_MSG_DIFFER_PAPER, NULL, NULL);
	f->arg[0] = ht_fmt(p->ctx->arena, "%s x %s", ht_pairs_mm(p, a->w) + 1,
		ht_pairs_mm(p, a->h) + 1);
	f->arg[1] = ht_fmt(p->ctx->arena, "%s x %s", ht_pairs_mm(p, b->w) + 1,
		ht_pairs_mm(p, b->h) + 1);
	f->delta = a->w - b->w ? a->w - b->w : a->h - b->h;
}

/* The number of pages follows from all else; alone it is told only when
 * nothing else is. */
static void
compare_pages(ht_pairs *p)
{
	ht_finding *f;

	if (p->a.s->nsheet == p->b.s->nsheet || p->out->nfinding)
		return;
	f = ht_pairs_add(p, HT_MSG_DIFFER_PAGES, NULL, NULL);
	f->arg[0] = ht_pairs_count(p, p->a.s->nsheet);
	f->arg[1] = ht_pairs_count(p, p->b.s->nsheet);
}

static int
by_place(const void *x, const void *y)
{
	const ht_finding *f = x, *g = y;

	if (f->page != g->page)
		return f->page - g->page;
	if (f->y != g->y)
		return f->y < g->y ? -1 : 1;
	return f->x != g->x ? (f->x < g->x ? -1 : 1)
			    : (int)f->msg - (int)g->msg;
}

ht_err
ht_compare(ht_ctx *ctx, const ht_layout *layout, const ht_sheets *ours,
	const ht_sheets *original, ht_comparison *out)
{
	ht_pairs p = {.ctx = ctx, .l = layout, .out = out};

	*out = (ht_comparison){0};
	make_side(ctx->arena, ours, &p.a);
	make_side(ctx->arena, original, &p.b);
	p.displaced = HT_ARRAY(ctx->arena, bool, original->nsheet + 1);
	match_sides(&p);
	if (other_document(&p))
		return HT_OK;
	if (ours->nsheet)
		compare_paper(&p);
	find_texts(&p);
	ht_pairs_lines(&p);
	ht_pairs_sizes(&p);
	ht_pairs_places(&p);
	ht_pairs_breaks(&p);
	ht_pairs_furniture(&p);
	ht_pairs_fonts(&p);
	compare_pages(&p);
	if (out->nfinding)
		qsort(out->finding, out->nfinding, sizeof *out->finding,
			by_place);
	return HT_OK;
}
