/* SPDX-License-Identifier: Apache-2.0
 *
 * Dumps of glyphs, items and lines (docs/DUMP.md).
 */
#include "line/line.h"

static void
dump_head(ht_dump *d, const ht_para *p)
{
	ht_dump_node(d, ht_elem_name(p->block->kind));
	ht_dump_mm(d, "size", p->size);
	if (p->xscale != 1000)
		ht_dump_int(d, "xscale", p->xscale);
	ht_dump_end(d);
}

void
ht_glyphs_dump(ht_buf *out, const ht_paras *ps)
{
	ht_dump d;

	ht_dump_begin(&d, out, "glyphs");
	for (size_t i = 0; i < ps->npara; i++) {
		const ht_para *p = &ps->para[i];

		dump_head(&d, p);
		d.depth++;
		for (size_t k = 0; k < p->nglyph; k++) {
			const ht_glyph *g = &p->glyph[k];

			ht_dump_node(&d, "glyph");
			ht_dump_int(&d, "gid", (long)g->gid);
			ht_dump_int(&d, "at", (long)g->cluster);
			ht_dump_int(&d, "advance", g->advance);
			ht_dump_cstr(&d, "font", ht_font_family(g->font));
			ht_dump_end(&d);
		}
		d.depth--;
	}
}

void
ht_items_dump(ht_buf *out, const ht_paras *ps)
{
	ht_dump d;

	ht_dump_begin(&d, out, "items");
	for (size_t i = 0; i < ps->npara; i++) {
		const ht_para *p = &ps->para[i];

		dump_head(&d, p);
		d.depth++;
		for (size_t k = 0; k < p->nitem; k++) {
			const ht_item *it = &p->item[k];

			ht_dump_node(&d, ht_class_name((ht_class)it->cls));
			ht_dump_mm(&d, "w", it->w);
			if (it->gap)
				ht_dump_mm(&d, "gap", it->gap);
			if (it->glue)
				ht_dump_int(&d, "glue", 1);
			ht_dump_text(&d, ht_str_sub(p->text, it->beg, it->end));
			ht_dump_end(&d);
		}
		d.depth--;
	}
}

static void
dump_breaks(ht_dump *d, const ht_para *p)
{
	ht_fill f = {.item = p->item, .n = p->nitem};
	ht_buf marks = {0};

	for (size_t i = 0; i < p->nitem; i++) {
		if (i)
			ht_buf_addc(&marks, ' ');
		ht_buf_addc(&marks, i == 0		     ? '.'
				    : ht_fill_allowed(&f, i) ? '^'
							     : 'x');
	}
	ht_dump_node(d, "text");
	ht_dump_text(d, p->text);
	ht_dump_end(d);
	ht_dump_node(d, "break");
	ht_dump_text(d, ht_buf_str(&marks));
	ht_dump_end(d);
	ht_buf_drop(&marks);
}

void
ht_breaks_dump(ht_buf *out, const ht_paras *ps)
{
	ht_dump d;

	ht_dump_begin(&d, out, "breaks");
	for (size_t i = 0; i < ps->npara; i++) {
		dump_head(&d, &ps->para[i]);
		d.depth++;
		dump_breaks(&d, &ps->para[i]);
		d.depth--;
	}
}

static void
dump_line(ht_dump *d, const ht_para *p, const ht_line *line)
{
	uint32_t beg = p->item[line->beg].beg;
	uint32_t end = line->ink > line->beg ? p->item[line->ink - 1].end : beg;

	ht_dump_node(d, "line");
	ht_dump_mm(d, "indent", line->indent);
	ht_dump_mm(d, "natural", line->natural);
	if (line->natural > line->measure)
		ht_dump_mm(d, "squeeze", line->natural - line->measure);
	if (line->hang)
		ht_dump_int(d, "hang", 1);
	ht_dump_text(d, ht_str_sub(p->text, beg, end));
	ht_dump_end(d);
}

void
ht_lines_dump(ht_buf *out, const ht_paras *ps)
{
	ht_dump d;

	ht_dump_begin(&d, out, "lines");
	for (size_t i = 0; i < ps->npara; i++) {
		const ht_para *p = &ps->para[i];

		dump_head(&d, p);
		d.depth++;
		for (size_t k = 0; k < p->nline; k++)
			dump_line(&d, p, &p->line[k]);
		d.depth--;
	}
}
