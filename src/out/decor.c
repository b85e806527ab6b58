/* SPDX-License-Identifier: Apache-2.0
 *
 * GB/T 15834-2011 5.1.8: emphasis dots and lines stand below the text.  A dot
 * is centred below each Han character, none below marks, letters and blanks;
 * an underline goes on over the blanks and gaps of its text and is cut where
 * the line ends.  Both hang from the foot of the em box, so that they are at
 * one height whatever the character.
 */
#include "out/decor.h"

#define PER_MILLE 1000

typedef struct {
	const ht_layout *l;
	const ht_frag *f;
	const ht_para *p;
	const ht_line *line;
	const ht_place *place;
	ht_colour colour;
	ht_op *op;
	size_t n;
} maker;

/* Foot of the em box on the page. */
static ht_len
foot_of(const maker *m)
{
	const ht_font *font = m->p->glyph[0].font;
	ht_len top =
		ht_muldiv(m->p->size, ht_font_em_top(font), ht_font_upem(font));

	return m->f->y - top + m->p->size;
}

static ht_len
ems(const maker *m, int per_mille)
{
	return ht_muldiv(m->p->size, per_mille, PER_MILLE);
}

/* A place in the line on the page. */
static ht_len
page_x(const maker *m, ht_len x)
{
	return m->f->x +
	       ht_muldiv(m->line->indent + x, m->p->xscale, PER_MILLE);
}

static const ht_place *
place_of(const maker *m, uint32_t i)
{
	return &m->place[i - m->line->beg];
}

/* Right end of an item: its box's, but not past the next item's. */
static ht_len
end_of(const maker *m, uint32_t i)
{
	ht_len end = place_of(m, i)->x + m->p->item[i].w;
	ht_len next = i + 1 < m->line->ink ? place_of(m, i + 1)->x : end;

	return next < end ? next : end;
}

static void
add_dot(maker *m, uint32_t i)
{
	ht_len d = ems(m, m->l->marked.dot);
	ht_len middle = (place_of(m, i)->x + end_of(m, i)) / 2;

	m->op[m->n++] = (ht_op){.kind = HT_OP_DISC,
		.colour = m->colour,
		.x = page_x(m, middle) - d / 2,
		.y = foot_of(m) + ems(m, m->l->marked.dot_gap),
		.w = d,
		.h = d};
}

/* The underline from item beg to the one before end. */
static void
add_line(maker *m, uint32_t beg, uint32_t end)
{
	ht_len x = page_x(m, place_of(m, beg)->x);

	m->op[m->n++] = (ht_op){.kind = HT_OP_RECT,
		.colour = m->colour,
		.x = x,
		.y = foot_of(m) + ems(m, m->l->marked.line_gap),
		.w = page_x(m, end_of(m, end - 1)) - x,
		.h = ems(m, m->l->marked.line)};
}

static bool
has(const maker *m, uint32_t i, ht_decor d)
{
	return (m->p->item[i].decor & d) != 0;
}

static void
add_lines(maker *m)
{
	for (uint32_t i = m->line->beg, end; i < m->line->ink; i = end) {
		end = i + 1;
		if (!has(m, i, HT_DECOR_LINE))
			continue;
		while (end < m->line->ink && has(m, end, HT_DECOR_LINE))
			end++;
		add_line(m, i, end);
	}
}

size_t
ht_decor_make(ht_arena *a, const ht_layout *l, const ht_frag *f,
	const ht_place *place, ht_colour colour, ht_op **out)
{
	maker m = {.l = l,
		.f = f,
		.p = f->para,
		.line = &f->para->line[f->line],
		.place = place,
		.colour = colour};
	uint32_t dots = HT_DECOR_DOTS | HT_DECOR_LINE;
	size_t most = 0;

	for (uint32_t i = m.line->beg; i < m.line->ink; i++)
		most += (m.p->item[i].decor & dots) != 0;
	if (most == 0)
		return 0;
	/* A dot and the begin of a line each, at most. */
	m.op = HT_ARRAY(a, ht_op, 2 * most);
	for (uint32_t i = m.line->beg; i < m.line->ink; i++)
		if (has(&m, i, HT_DECOR_DOTS) &&
			m.p->item[i].cls == HT_CLASS_HAN)
			add_dot(&m, i);
	add_lines(&m);
	*out = m.op;
	return m.n;
}
