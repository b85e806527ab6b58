/* SPDX-License-Identifier: Apache-2.0
 *
 * Captions that stand as paragraphs of their own: 表1 … directly above a table
 * is its label; 图1 … directly below a picture of which nothing is said is what
 * is said of it.
 */
#include "doc/find.h"

static bool
is_text(const ht_elem *e)
{
	return e->kind == HT_BODY || e->kind == HT_STRAY;
}

static bool
is_caption(ht_find *f, const ht_elem *e, const char *rule)
{
	return is_text(e) && ht_rule_test(&f->m, rule, e->text.str);
}

/* The label above the table whose first cell is element i; above another one,
 * which a CSV file has. */
static void
take_label(ht_find *f, size_t i)
{
	static const char name[] = "caption.table";
	ht_elem *elem = f->doc->elem;

	while (i > 0 && elem[i - 1].kind == HT_TABLE_LABEL)
		i--;
	if (i == 0 || !is_caption(f, &elem[i - 1], name))
		return;
	elem[i - 1].kind = HT_TABLE_LABEL;
	elem[i - 1].rule = name;
	elem[i - 1].confidence = ht_rule_lookup(f->m.rules, name)->confidence;
}

/* Gives a picture the caption's place in the source, and its text. */
static bool
take_figure(ht_find *f, ht_elem *figure, const ht_elem *below)
{
	static const char name[] = "caption.figure";

	if (figure->text.str.n || !is_caption(f, below, name))
		return false;
	figure->span.end = below->span.end;
	figure->text = below->text;
	figure->origin = below->origin;
	figure->rule = name;
	figure->confidence = ht_rule_lookup(f->m.rules, name)->confidence;
	return true;
}

void
ht_find_captions(ht_find *f)
{
	ht_doc *d = f->doc;
	size_t n = 0;

	for (size_t i = 0; i < d->nelem; i++) {
		const ht_elem *e = &d->elem[i];

		if (n && d->elem[n - 1].kind == HT_FIGURE &&
			take_figure(f, &d->elem[n - 1], e))
			continue;
		d->elem[n] = *e;
		if (e->kind == HT_CELL && e->cell.row == 0 && e->cell.col == 0)
			take_label(f, n);
		n++;
	}
	d->nelem = n;
}
