/* SPDX-License-Identifier: Apache-2.0
 *
 * The sheets of a display list, and the dump of sheets.
 */
#include "check/draft.h"

#include <string.h>

#include "base/utf8.h"

#define PER_MILLE 1000

typedef struct {
	ht_arena *a;
	const ht_font **font;
	size_t nfont, capfont;
	const char *element; /* innermost tag */
	bool furniture;
	ht_draft draft;
} maker;

static uint32_t
font_number(maker *m, const ht_font *font)
{
	for (size_t i = 0; i < m->nfont; i++)
		if (m->font[i] == font)
			return (uint32_t)i;
	HT_ROOM(m->a, m->font, m->nfont, m->capfont);
	m->font[m->nfont] = font;
	return (uint32_t)m->nfont++;
}

static void
add_glyphs(maker *m, const ht_op *op)
{
	ht_draft_char c = {.size = op->size,
		.font = font_number(m, op->font),
		.colour = op->colour,
		.element = m->element,
		.furniture = m->furniture};

	for (size_t i = 0; i < op->nglyph; i++) {
		const ht_show *s = &op->glyph[i];
		int advance = ht_font_advance(op->font, s->gid);

		if (s->beg == s->end)
			continue;
		c.text = ht_str_sub(op->text, s->beg, s->end);
		c.x = s->x;
		c.y = s->y;
		c.w = ht_muldiv(
			ht_muldiv(op->size, advance, ht_font_upem(op->font)),
			op->xscale, PER_MILLE);
		ht_draft_char_add(m->a, &m->draft, c);
	}
}

static void
add_op(maker *m, const ht_op *op)
{
	switch (op->kind) {
	case HT_OP_GLYPHS:
		add_glyphs(m, op);
		break;
	case HT_OP_RECT:
		ht_draft_rule_add(m->a, &m->draft,
			(ht_sheet_rule){
				op->x, op->y, op->w, op->h, op->colour});
		break;
	case HT_OP_TAG:
		m->element = op->tag;
		m->furniture = op->artifact;
		break;
	case HT_OP_END:
		m->element = NULL;
		m->furniture = false;
		break;
	case HT_OP_IMAGE: /* neither characters nor rules */
	case HT_OP_RING:
	case HT_OP_DISC:
	case HT_OP_FRAME:
	case HT_OP_TURN:
	case HT_OP_UNTURN:
	case HT_OP__MAX:
		break;
	}
}

ht_err
ht_sheets_make(ht_ctx *ctx, const ht_display *d, ht_sheets *out)
{
	ht_arena *a = ctx->arena;
	maker m = {.a = a};
	ht_sheet *sheet = HT_ARRAY(a, ht_sheet, d->npage);

	for (size_t i = 0; i < d->npage; i++) {
		ht_display_page p = ht_display_at(d, i);

		m.draft = (ht_draft){.w = p.w, .h = p.h};
		for (size_t k = 0; k < p.nop; k++)
			add_op(&m, &p.op[k]);
		ht_draft_finish(a, &m.draft, &sheet[i]);
	}
	*out = (ht_sheets){.sheet = sheet,
		.nsheet = d->npage,
		.font = HT_ARRAY(a, const char *, m.nfont),
		.nfont = m.nfont,
		.producer = ""};
	for (size_t i = 0; i < m.nfont; i++)
		out->font[i] = ht_font_name(m.font[i]);
	return HT_OK;
}

/* ---- dump ------------------------------------------------------------ */

static void
dump_colour(ht_dump *d, ht_colour c)
{
	ht_buf_addf(d->out, " colour=#%02X%02X%02X", c.r, c.g, c.b);
}

static void
dump_line(ht_dump *d, const ht_sheets *s, const ht_sheet_line *l)
{
	ht_dump_node(d, "line");
	if (l->element)
		ht_dump_cstr(d, "element", l->element);
	if (l->furniture)
		ht_dump_int(d, "furniture", 1);
	ht_dump_mm(d, "y", l->y);
	ht_dump_mm(d, "x0", l->x0);
	ht_dump_mm(d, "x1", l->x1);
	ht_dump_mm(d, "size", l->size);
	dump_colour(d, l->colour);
	ht_dump_text(d, l->text);
	ht_dump_end(d);
	d->depth++;
	for (size_t i = 0; i < l->nmark; i++) {
		const ht_mark *m = &l->mark[i];

		ht_dump_node(d, "mark");
		ht_dump_mm(d, "x", m->x);
		ht_dump_mm(d, "w", m->w);
		if (m->size != l->size)
			ht_dump_mm(d, "size", m->size);
		ht_dump_cstr(d, "font", s->font[m->font]);
		ht_dump_text(d, ht_str_sub(l->text, m->beg, m->end));
		ht_dump_end(d);
	}
	d->depth--;
}

static void
dump_rule(ht_dump *d, const ht_sheet_rule *r)
{
	ht_dump_node(d, "rule");
	ht_dump_mm(d, "x", r->x);
	ht_dump_mm(d, "y", r->y);
	ht_dump_mm(d, "w", r->w);
	ht_dump_mm(d, "h", r->h);
	dump_colour(d, r->colour);
	ht_dump_end(d);
}

void
ht_sheets_dump(ht_buf *out, const ht_sheets *s)
{
	ht_dump d;

	ht_dump_begin(&d, out, "sheets");
	for (size_t i = 0; i < s->nsheet; i++) {
		const ht_sheet *p = &s->sheet[i];

		ht_dump_node(&d, "sheet");
		ht_dump_mm(&d, "w", p->w);
		ht_dump_mm(&d, "h", p->h);
		ht_dump_end(&d);
		d.depth++;
		for (size_t k = 0; k < p->nrule; k++)
			dump_rule(&d, &p->rule[k]);
		for (size_t k = 0; k < p->nline; k++)
			dump_line(&d, s, &p->line[k]);
		d.depth--;
	}
}
