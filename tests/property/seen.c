/* SPDX-License-Identifier: Apache-2.0
 *
 * A page as its display list shows it: lines with the ink of their glyphs,
 * rules, pictures, all in the sheet's directions.
 */
#include "base/utf8.h"
#include "property.h"

#define PER_MILLE 1000
#define EM_TOP 880 /* of an ideograph's box above the baseline, per mille */

typedef struct {
	ht_arena *a;
	ht_seen_page *out;
	bool turned;
	ht_len x, y; /* origin of what is turned */
	ht_seen_line line;
	bool open, rule, any, decor;
} reader;

static ht_box
on_sheet(const reader *r, ht_box b)
{
	if (!r->turned)
		return b;
	return (ht_box){r->x + b.y0, r->y - b.x1, r->x + b.y1, r->y - b.x0};
}

static void
join(ht_box *all, ht_box b, bool first)
{
	if (first || b.x0 < all->x0)
		all->x0 = b.x0;
	if (first || b.y0 < all->y0)
		all->y0 = b.y0;
	if (first || b.x1 > all->x1)
		all->x1 = b.x1;
	if (first || b.y1 > all->y1)
		all->y1 = b.y1;
}

static ht_len
less(ht_len a, ht_len b)
{
	return a < b ? a : b;
}

static ht_len
greater(ht_len a, ht_len b)
{
	return a > b ? a : b;
}

/* Ink that a font draws beyond its own advance and em box is the font's
 * business: what must stand in the area is the part inside. */
static void
add_glyph(reader *r, const ht_op *op, const ht_show *s)
{
	int upem = ht_font_upem(op->font);
	ht_len wide = ht_muldiv(op->size, op->xscale, PER_MILLE);
	ht_len top = s->y - ht_muldiv(op->size, EM_TOP, PER_MILLE);
	ht_len end =
		s->x + ht_muldiv(wide, ht_font_advance(op->font, s->gid), upem);
	ht_box ink, area;
	ht_ink g;

	if (!ht_font_ink(op->font, s->gid, &g))
		return;
	ink = (ht_box){s->x + ht_muldiv(wide, g.x0, upem),
		s->y - ht_muldiv(op->size, g.y1, upem),
		s->x + ht_muldiv(wide, g.x1, upem),
		s->y - ht_muldiv(op->size, g.y0, upem)};
	area = (ht_box){greater(ink.x0, s->x), greater(ink.y0, top),
		less(ink.x1, end), less(ink.y1, top + op->size)};
	join(&r->line.ink, on_sheet(r, ink), !r->any);
	join(&r->line.area, on_sheet(r, area), !r->any);
	r->any = true;
	r->line.em = op->size;
}

static void
add_glyphs(reader *r, const ht_op *op)
{
	for (size_t i = 0; i < op->nglyph; i++) {
		const ht_show *s = &op->glyph[i];
		size_t at = s->end;

		add_glyph(r, op, s);
		if (s->end > s->beg)
			r->line.last = ht_utf8_prev(op->text, &at);
	}
	if (r->line.text.n == 0)
		r->line.text = op->text;
}

static void
add_rect(reader *r, const ht_op *op)
{
	ht_box b = on_sheet(
		r, (ht_box){op->x, op->y, op->x + op->w, op->y + op->h});
	ht_seen_page *out = r->out;

	if (r->decor)
		return;
	if (!r->rule) { /* the box of a character that no font has */
		join(&r->line.ink, b, !r->any);
		return;
	}
	HT_ROOM(r->a, out->rule, out->nrule, out->caprule);
	out->rule[out->nrule++] = b;
}

/* Dots and underlines stand inside of their line's tag. */
static bool
is_decor(const ht_op *op)
{
	return ht_str_is(ht_str_from(op->tag), "decor");
}

static void
end_tag(reader *r, const ht_op *op)
{
	ht_seen_lines *l = &r->out->lines;

	if (is_decor(op)) {
		r->decor = false;
		return;
	}
	if (r->open && r->any) {
		HT_ROOM(r->a, l->line, l->n, l->cap);
		l->line[l->n++] = r->line;
	}
	r->open = r->any = r->rule = false;
}

static void
begin_tag(reader *r, const ht_op *op)
{
	if (is_decor(op)) {
		r->decor = true;
		return;
	}
	r->rule = ht_str_is(ht_str_from(op->tag), "rule");
	r->open = !r->rule && !ht_str_is(ht_str_from(op->tag), "picture");
	r->line = (ht_seen_line){
		.tag = op->tag, .artifact = op->artifact, .turned = r->turned};
	r->any = false;
}

void
ht_seen_read(ht_arena *a, const ht_display_page *page, ht_seen_page *out)
{
	reader r = {.a = a, .out = out};

	*out = (ht_seen_page){0};
	for (size_t i = 0; i < page->nop; i++) {
		const ht_op *op = &page->op[i];

		switch (op->kind) {
		case HT_OP_GLYPHS:
			add_glyphs(&r, op);
			break;
		case HT_OP_RECT:
			add_rect(&r, op);
			break;
		case HT_OP_IMAGE:
		case HT_OP_RING:
		case HT_OP_FRAME:
			HT_ROOM(a, out->object, out->nobject, out->capobject);
			out->object[out->nobject++] = op;
			break;
		case HT_OP_TURN:
		case HT_OP_UNTURN:
			r.turned = op->kind == HT_OP_TURN;
			r.x = op->x;
			r.y = op->y;
			break;
		case HT_OP_TAG:
			begin_tag(&r, op);
			break;
		case HT_OP_END:
			end_tag(&r, op);
			break;
		case HT_OP_DISC:
		case HT_OP__MAX:
			break;
		}
	}
}
