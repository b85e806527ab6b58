/* SPDX-License-Identifier: Apache-2.0
 *
 * Sizes, fonts, colours; page numbers and what else runs along the pages.
 */
#include <string.h>

#include "check/pairs.h"

#define MANY 4 /* a fourth of the lines is much of the text */

/* ---- sizes and colours of lines --------------------------------------- */

static ht_len
packed(ht_colour c)
{
	return (ht_len)c.r << 16 | (ht_len)c.g << 8 | c.b;
}

static void
tell_colours(ht_pairs *p, const ht_groups *gs)
{
	for (size_t i = 0; i < gs->n; i++) {
		const ht_group *g = &gs->g[i];
		ht_finding *f =
			ht_pairs_add(p, HT_MSG_DIFFER_COLOUR, g->b, g->a);

		f->count = g->count;
		f->arg[0] = ht_fmt(p->ctx->arena, "#%06X", (unsigned)g->value);
		f->arg[1] = ht_fmt(p->ctx->arena, "#%06X", (unsigned)g->other);
		f->arg[2] = f->original;
	}
}

void
ht_pairs_sizes(ht_pairs *p)
{
	ht_groups sizes = {0}, colours = {0};

	for (size_t i = 0; i < p->b.nline; i++) {
		ht_side_line *b = &p->b.lines[i];
		const ht_side_line *a;
		uint32_t mate = b->mate;

		for (uint32_t k = b->beg; mate == HT_NO_LINE && k < b->end; k++)
			if (p->b.match[k] != HT_ALIGN_NONE)
				mate = p->a.line[p->b.match[k]];
		if (mate == HT_NO_LINE)
			continue;
		a = &p->a.lines[mate];
		b->size_differs =
			!ht_near(a->l->size, b->l->size, p->l->check.size);
		if (packed(a->l->colour) != packed(b->l->colour))
			ht_groups_add(p, &colours, packed(a->l->colour),
				packed(b->l->colour), 0, b, a);
		if (!b->size_differs)
			continue;
		p->displaced[b->page] = true;
		/* Where all the text is larger, so is this. */
		if (p->size && ht_near(b->l->size, p->b.size, p->l->check.size))
			continue;
		ht_groups_add(p, &sizes, a->l->size, b->l->size,
			p->l->check.size, b, a);
	}
	for (size_t i = 0; i < sizes.n; i++) {
		const ht_group *g = &sizes.g[i];
		ht_finding *f = ht_pairs_add(p, HT_MSG_DIFFER_SIZE, g->b, g->a);

		/* So much text of another size breaks otherwise. */
		if (g->count * MANY >= p->b.nline)
			p->reflowed = true;
		f->delta = g->value - g->other;
		f->count = g->count;
		f->arg[0] = ht_pairs_pt(p, g->value);
		f->arg[1] = ht_pairs_pt(p, g->other);
		f->arg[2] = f->original;
	}
	tell_colours(p, &colours);
}

/* ---- fonts ------------------------------------------------------------ */

/* Fonts of both sides by name: two subsets of one font are one. */
static uint32_t
first_of_name(const ht_sheets *s, uint32_t font)
{
	uint32_t i = 0;

	while (strcmp(s->font[i], s->font[font]) != 0)
		i++;
	return i;
}

static void
count_fonts(ht_pairs *p, uint32_t *count, const uint32_t *ours,
	const uint32_t *theirs, uint32_t *first)
{
	for (size_t k = 0; k < p->b.n; k++) {
		uint32_t i = p->b.match[k];
		uint32_t fb, fa;
		size_t at;

		if (i == HT_ALIGN_NONE)
			continue;
		fb = theirs
			[p->b.lines[p->b.line[k]].l->mark[p->b.mark[k]].font];
		fa = ours[p->a.lines[p->a.line[i]].l->mark[p->a.mark[i]].font];
		at = fb * p->a.s->nfont + fa;
		if (!count[at]++)
			first[at] = (uint32_t)k;
	}
}

static void
tell_font(ht_pairs *p, uint32_t fa, uint32_t fb, uint32_t count, uint32_t k)
{
	const ht_side_line *b = &p->b.lines[p->b.line[k]];
	const ht_side_line *a = &p->a.lines[p->a.line[p->b.match[k]]];
	ht_finding *f;

	if (strcmp(p->a.s->font[fa], p->b.s->font[fb]) == 0)
		return;
	f = ht_pairs_add(p, HT_MSG_DIFFER_FONT, b, a);
	f->count = count;
	f->x = b->l->mark[p->b.mark[k]].x;
	f->arg[0] = p->a.s->font[fa];
	f->arg[1] = p->b.s->font[fb];
	f->arg[2] = ht_pairs_count(p, count);
}

void
ht_pairs_fonts(ht_pairs *p)
{
	ht_arena *m = p->ctx->arena;
	size_t na = p->a.s->nfont, nb = p->b.s->nfont;
	uint32_t *ours = HT_ARRAY(m, uint32_t, na + 1);
	uint32_t *theirs = HT_ARRAY(m, uint32_t, nb + 1);
	uint32_t *count = HT_ARRAY(m, uint32_t, na * nb + 1);
	uint32_t *first = HT_ARRAY(m, uint32_t, na * nb + 1);

	for (uint32_t i = 0; i < na; i++)
		ours[i] = first_of_name(p->a.s, i);
	for (uint32_t i = 0; i < nb; i++)
		theirs[i] = first_of_name(p->b.s, i);
	count_fonts(p, count, ours, theirs, first);
	for (uint32_t fb = 0; fb < nb; fb++)
		for (uint32_t fa = 0; fa < na; fa++)
			if (count[fb * na + fa])
				tell_font(p, fa, fb, count[fb * na + fa],
					first[fb * na + fa]);
}

/* ---- furniture -------------------------------------------------------- */

typedef struct {
	size_t missing, extra, text, sizes;
	ht_groups places;
	const ht_sheet_line *b;
	size_t page; /* of the first difference */
} furniture;

static const ht_sheet_line *
next_furniture(const ht_sheet *s, size_t *at)
{
	while (*at < s->nline)
		if (s->line[(*at)++].furniture)
			return &s->line[*at - 1];
	return NULL;
}

static ht_finding *
tell_furniture(ht_pairs *p, ht_msg msg, size_t page, const ht_sheet_line *b,
	const ht_sheet_line *a)
{
	ht_finding *f = ht_pairs_add(p, msg, NULL, NULL);
	const ht_sheet_line *at = b ? b : a;

	f->page = f->our_page = (int)page + 1;
	f->x = at->x0;
	f->y = at->y;
	f->original = b ? ht_str_cstr(p->ctx->arena, b->text) : "";
	f->ours = a ? ht_str_cstr(p->ctx->arena, a->text) : "";
	f->arg[0] = a ? f->ours : f->original;
	f->arg[1] = f->original;
	return f;
}

/* Outer edges change sides from page to page, so only the distance counts. */
static void
compare_place(ht_pairs *p, furniture *u, size_t page, const ht_sheet_line *b,
	const ht_sheet_line *a)
{
	ht_len limit = p->l->check.position;
	ht_len dx = a->x0 - b->x0, dy = a->y - b->y;
	size_t before = u->places.n;
	ht_finding *f;

	if (ht_near(dx, p->left, limit) ||
		ht_near(dx, p->left + p->width, limit) || ht_near(dx, 0, limit))
		dx = 0;
	if (ht_near(dy, p->top, limit) || ht_near(dy, 0, limit) ||
		ht_near(dy, p->bottom, limit))
		dy = 0;
	if (!dx && !dy)
		return;
	ht_groups_add(p, &u->places, ht_abs(dx), dy, limit, NULL, NULL);
	if (u->places.n == before)
		return;
	f = tell_furniture(p, HT_MSG_DIFFER_FURNITURE_PLACE, page, b, a);
	f->delta = dy ? dy : dx;
	f->arg[0] = f->original;
	f->arg[1] = ht_pairs_mm(p, a->x0 - b->x0);
	f->arg[2] = ht_pairs_mm(p, a->y - b->y);
}

static void
furniture_size(ht_pairs *p, size_t page, const ht_sheet_line *b,
	const ht_sheet_line *a)
{
	ht_finding *f = tell_furniture(p, HT_MSG_DIFFER_SIZE, page, b, a);

	f->delta = a->size - b->size;
	f->arg[0] = ht_pairs_pt(p, a->size);
	f->arg[1] = ht_pairs_pt(p, b->size);
	f->arg[2] = f->original;
}

static size_t
count_chars(ht_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80 && s.p[i] != ' ';
	return n;
}

static void
compare_sheet(ht_pairs *p, furniture *u, size_t page)
{
	const ht_sheet *sa = &p->a.s->sheet[page], *sb = &p->b.s->sheet[page];
	size_t i = 0, k = 0;

	for (;;) {
		const ht_sheet_line *a = next_furniture(sa, &i);
		const ht_sheet_line *b = next_furniture(sb, &k);

		if (!a && !b)
			return;
		if (!a && !u->missing++)
			tell_furniture(p, HT_MSG_DIFFER_FURNITURE_MISSING, page,
				b, NULL);
		if (!b && !u->extra++)
			tell_furniture(p, HT_MSG_DIFFER_FURNITURE_EXTRA, page,
				NULL, a);
		if (!a || !b)
			continue;
		if (count_chars(a->text) != count_chars(b->text)) {
			if (!u->text++)
				tell_furniture(p, HT_MSG_DIFFER_FURNITURE_TEXT,
					page, b, a);
		} else if (ht_near(a->size, b->size, p->l->check.size))
			compare_place(p, u, page, b, a);
		else if (!u->sizes++)
			furniture_size(p, page, b, a);
	}
}

void
ht_pairs_furniture(ht_pairs *p)
{
	furniture u = {0};

	for (size_t i = 0; i < p->a.s->nsheet && i < p->b.s->nsheet; i++)
		compare_sheet(p, &u, i);
}
