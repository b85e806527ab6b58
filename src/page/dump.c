/* SPDX-License-Identifier: Apache-2.0
 *
 * The dump of pages (docs/DUMP.md).
 */
#include "page/page.h"

static const char *const rule_names[] = {[HT_RULE_RED] = "red-rule",
	[HT_RULE_IMPRINT_FIRST] = "imprint-first-rule",
	[HT_RULE_IMPRINT_INNER] = "imprint-inner-rule",
	[HT_RULE_TABLE] = "table-rule",
	[HT_RULE_NOTE] = "footnote-rule",
	[HT_RULE_IMPRINT_LAST] = "imprint-last-rule"};
_Static_assert(
	sizeof rule_names / sizeof *rule_names == HT_RULE__MAX, "one a rule");

static void
dump_frag(ht_dump *d, const ht_frag *f)
{
	const ht_para *p = f->para;
	const ht_line *line = &p->line[f->line];
	uint32_t beg = line->beg < p->nitem ? p->item[line->beg].beg : 0;
	uint32_t end = line->ink > line->beg ? p->item[line->ink - 1].end : beg;

	ht_dump_node(
		d, f->furniture ? "page_number" : ht_elem_name(p->block->kind));
	if (f->row)
		ht_dump_int(d, "row", f->row);
	if (f->turned)
		ht_dump_int(d, "turned", 1);
	ht_dump_mm(d, "x", f->x + line->indent);
	ht_dump_mm(d, "baseline", f->y);
	ht_dump_text(d, ht_str_sub(p->text, beg, end));
	ht_dump_end(d);
}

static void
dump_object(ht_dump *d, const ht_object *o)
{
	ht_dump_node(d, o->image ? "picture" : o->box ? "frame" : "ring");
	ht_dump_mm(d, "x", o->x);
	ht_dump_mm(d, "y", o->y);
	ht_dump_mm(d, "w", o->w);
	ht_dump_mm(d, "h", o->h);
	ht_dump_end(d);
}

static void
dump_rule(ht_dump *d, const ht_rule *r)
{
	ht_dump_node(d, rule_names[r->kind]);
	ht_dump_mm(d, "x", r->x);
	ht_dump_mm(d, "y", r->y);
	ht_dump_mm(d, "w", r->w);
	ht_dump_mm(d, "h", r->h);
	ht_dump_end(d);
}

void
ht_pages_dump(ht_buf *out, const ht_layout *l, const ht_pages *ps)
{
	ht_dump d;

	ht_dump_begin(&d, out, "pages");
	for (size_t i = 0; i < ps->npage; i++) {
		const ht_page *p = &ps->page[i];

		ht_dump_node(&d, "page");
		ht_dump_int(&d, "number", p->number);
		ht_dump_mm(&d, "left", ht_layout_left(l, p->sheet));
		ht_dump_int(&d, "rows", l->page.rows);
		ht_dump_int(&d, "cells", l->page.cells);
		ht_dump_end(&d);
		d.depth++;
		for (size_t k = 0; k < p->nrule; k++)
			dump_rule(&d, &p->rule[k]);
		for (size_t k = 0; k < p->nfrag; k++)
			dump_frag(&d, &p->frag[k]);
		for (size_t k = 0; k < p->nobject; k++)
			dump_object(&d, &p->object[k]);
		d.depth--;
	}
}
