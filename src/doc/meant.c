/* SPDX-License-Identifier: Apache-2.0
 *
 * Lines that close a text, and are no element by the letter of the rules, but
 * by what they say were meant for one: they are set as body, which is told.
 * Takes the elements as they are and changes none.  Of dates and signatures
 * only what stands at the text's end counts: elsewhere such a line is what the
 * text is about (the date of a meeting).
 */
#include "doc/find.h"

#include <string.h>

/* Where the text itself ends: before its first attachment. */
static size_t
text_end(const ht_doc *d)
{
	size_t i = 0;

	while (i < d->nelem && !ht_find_attaches(&d->elem[i]))
		i++;
	return i;
}

/* Whether the text has a date of its own, not in front matter. */
static bool
is_dated(const ht_doc *d)
{
	for (size_t i = 0; i < d->nelem; i++)
		if (d->elem[i].kind == HT_DATE &&
			strcmp(d->elem[i].rule, HT_FRONT_RULE) != 0)
			return true;
	return false;
}

/* Whether e may stand behind a signature, as what is meant for one may. */
static bool
closes(ht_find *f, const ht_elem *e)
{
	ht_str s = e->text.str;

	if (e->kind == HT_BODY)
		return ht_rule_test(&f->m, "date.labelled", s) ||
		       ht_rule_test(&f->m, "sign.labelled", s) ||
		       ht_rule_test(&f->m, "note.plain", s);
	return e->kind >= HT_DUTY;
}

/* 7.3.5: signature and date behind a label, from element i on. */
static void
tell_labels(ht_find *f, size_t i, size_t end)
{
	bool dated = is_dated(f->doc);
	ht_report date = {.ctx = f->ctx, .id = HT_MSG_DOC_DATE_LABEL};
	ht_report sign = {.ctx = f->ctx, .id = HT_MSG_DOC_SIGN_LABEL};

	for (; i < end; i++) {
		const ht_elem *e = &f->doc->elem[i];
		ht_str s = e->text.str;

		if (e->kind != HT_BODY)
			continue;
		if (!dated && ht_rule_test(&f->m, "date.labelled", s))
			ht_report_text(&date, e->span, s);
		if (ht_rule_test(&f->m, "sign.labelled", s))
			ht_report_text(&sign, e->span, s);
	}
	ht_report_end(&date);
	ht_report_end(&sign);
}

/* The last element of the document before its imprint; nelem: none. */
static size_t
last_text(const ht_doc *d)
{
	for (size_t i = d->nelem; i-- > 0;)
		if (d->elem[i].kind < HT_MAIN_TO &&
			strcmp(d->elem[i].rule, HT_FRONT_RULE) != 0)
			return i;
	return d->nelem;
}

/* 7.4.2: copies without a colon. */
static void
tell_copies(ht_find *f)
{
	const ht_doc *d = f->doc;
	ht_report r = {.ctx = f->ctx, .id = HT_MSG_DOC_COPY_MEANT};
	size_t last = ht_find_elem(f, HT_DATE) ? last_text(d) : d->nelem;

	for (size_t i = 0; i < d->nelem; i++) {
		ht_str s = d->elem[i].text.str;

		if (d->elem[i].kind == HT_BODY &&
			(ht_rule_test(&f->m, "imprint.meant", s) ||
				(i == last &&
					ht_rule_test(&f->m,
						"imprint.meant_close", s))))
			ht_report_text(&r, d->elem[i].span, s);
	}
	ht_report_end(&r);
}

void
ht_find_meant(ht_find *f)
{
	size_t end = text_end(f->doc), i = end;

	while (i > 0 && closes(f, &f->doc->elem[i - 1]))
		i--;
	tell_labels(f, i, end);
	tell_copies(f);
}
