/* SPDX-License-Identifier: Apache-2.0
 *
 * The dump of the display list (docs/DUMP.md).
 */
#include "out/display.h"

static void
dump_glyphs(ht_dump *d, const ht_op *op)
{
	ht_dump_node(d, "glyphs");
	ht_dump_cstr(d, "font", ht_font_family(op->font));
	ht_dump_mm(d, "size", op->size);
	if (op->xscale != 1000)
		ht_dump_int(d, "xscale", op->xscale);
	ht_buf_addf(d->out, " colour=#%02X%02X%02X", op->colour.r, op->colour.g,
		op->colour.b);
	ht_dump_mm(d, "y", op->glyph[0].y);
	ht_dump_end(d);
	d->depth++;
	for (size_t i = 0; i < op->nglyph; i++) {
		const ht_show *s = &op->glyph[i];

		ht_dump_node(d, "show");
		ht_dump_int(d, "gid", (long)s->gid);
		ht_dump_mm(d, "x", s->x);
		ht_dump_text(d, ht_str_sub(op->text, s->beg, s->end));
		ht_dump_end(d);
	}
	d->depth--;
}

static void
dump_op(ht_dump *d, const ht_op *op)
{
	switch (op->kind) {
	case HT_OP_GLYPHS:
		dump_glyphs(d, op);
		break;
	case HT_OP_RECT:
		ht_dump_node(d, "rect");
		ht_dump_mm(d, "x", op->x);
		ht_dump_mm(d, "y", op->y);
		ht_dump_mm(d, "w", op->w);
		ht_dump_mm(d, "h", op->h);
		ht_dump_end(d);
		break;
	case HT_OP_IMAGE:
	case HT_OP_RING:
	case HT_OP_DISC:
	case HT_OP_FRAME:
	case HT_OP_TURN:
		ht_dump_node(d, op->kind == HT_OP_IMAGE	  ? "image"
				: op->kind == HT_OP_RING  ? "ring"
				: op->kind == HT_OP_DISC  ? "disc"
				: op->kind == HT_OP_FRAME ? "frame"
							  : "turn");
		ht_dump_mm(d, "x", op->x);
		ht_dump_mm(d, "y", op->y);
		ht_dump_mm(d, "w", op->w);
		ht_dump_mm(d, "h", op->h);
		if (op->pressed)
			ht_dump_int(d, "pressed", 1);
		ht_dump_end(d);
		break;
	case HT_OP_UNTURN:
		ht_dump_node(d, "unturn");
		ht_dump_end(d);
		break;
	case HT_OP_TAG:
		ht_dump_node(d, op->tag);
		if (op->artifact)
			ht_dump_int(d, "artifact", 1);
		ht_dump_end(d);
		d->depth++;
		break;
	case HT_OP_END:
		d->depth--;
		break;
	case HT_OP__MAX:
		break;
	}
}

ht_display_page
ht_display_at(const ht_display *d, size_t i)
{
	ht_display_page page = d->page[i];

	if (d->make)
		d->make(d->maker, i, &page);
	return page;
}

void
ht_display_dump(ht_buf *out, const ht_display *list)
{
	ht_dump d;

	ht_dump_begin(&d, out, "display");
	for (size_t i = 0; i < list->npage; i++) {
		ht_display_page p = ht_display_at(list, i);

		ht_dump_node(&d, "page");
		ht_dump_int(&d, "number", p.number);
		ht_dump_mm(&d, "w", p.w);
		ht_dump_mm(&d, "h", p.h);
		ht_dump_end(&d);
		d.depth++;
		for (size_t k = 0; k < p.nop; k++)
			dump_op(&d, &p.op[k]);
		d.depth--;
	}
}
