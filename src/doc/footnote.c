/* SPDX-License-Identifier: Apache-2.0
 *
 * Footnotes: an element each, and which of them each mark belongs to.  The
 * text stage leaves no mark without a footnote; a footnote without a mark is
 * told here.
 */
#include <stdlib.h>

#include "doc/find.h"
#include "text/markup.h"

#define LABEL "label"

typedef struct {
	ht_str label;
	uint32_t id; /* of the element */
	bool used;
} entry;

typedef struct {
	entry *entry; /* by label, then id */
	size_t n;
} entries;

void
ht_find_notes(ht_find *f)
{
	for (size_t i = 0; i < f->raws->nraw; i++) {
		const ht_raw *raw = &f->raws->raw[i];

		if (raw->kind == HT_RAW_NOTE)
			ht_find_attr(f,
				ht_find_add(f, HT_FOOTNOTE, raw->text,
					"markdown.note", 100),
				LABEL, raw->key);
	}
}

static int
compare_entries(const void *a, const void *b)
{
	const entry *x = a, *y = b;
	int d = ht_note_compare(&x->label, &y->label);

	return d ? d : (x->id > y->id) - (x->id < y->id);
}

static entries
collect(ht_find *f)
{
	const ht_doc *d = f->doc;
	entries e = {
		HT_ARRAY(f->ctx->arena, entry, f->count[HT_FOOTNOTE] + 1), 0};

	for (size_t i = 0; i < d->nelem; i++)
		if (d->elem[i].kind == HT_FOOTNOTE)
			e.entry[e.n++] =
				(entry){ht_str_from(d->elem[i].attr[0].value),
					d->elem[i].id, false};
	if (e.n)
		qsort(e.entry, e.n, sizeof *e.entry, compare_entries);
	return e;
}

/* The first footnote of a label. */
static entry *
find(const entries *e, ht_str label)
{
	size_t lo = 0, hi = e->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (ht_note_compare(&e->entry[mid].label, &label) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < e->n && ht_str_eq(e->entry[lo].label, label) ? &e->entry[lo]
								 : NULL;
}

static void
take_marks(ht_doc *d, const entries *e, const ht_text *t)
{
	for (size_t i = 0; i < t->nseg; i++) {
		size_t end = i + 1 < t->nseg ? t->seg[i + 1].at : t->str.n;
		uint16_t mark = t->seg[i].note;
		entry *note;

		if (!mark || d->note[mark - 1])
			continue;
		note = find(e, ht_str_sub(t->str, t->seg[i].at, end));
		if (!note)
			continue;
		d->note[mark - 1] = note->id;
		note->used = true;
	}
}

void
ht_find_note_marks(ht_find *f)
{
	ht_doc *d = f->doc;
	entries e = collect(f);

	if (e.n == 0)
		return;
	d->nnote = f->raws->nnote;
	d->note = HT_ARRAY(f->ctx->arena, uint32_t, d->nnote + 1);
	for (size_t i = 0; i < d->nelem; i++)
		if (d->elem[i].kind < HT_NOISE)
			take_marks(d, &e, &d->elem[i].text);
	for (size_t i = 0; i < e.n; i++) {
		const ht_elem *note = &d->elem[e.entry[i].id - 1];

		if (!e.entry[i].used)
			ht_diag_add(f->ctx, HT_MSG_DOC_NOTE_LONE, note->span,
				ht_excerpt(f->ctx->arena, note->text.str),
				NULL);
	}
}
