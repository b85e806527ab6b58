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

typedef struct {
	ht_find *f;
	bool dated; /* the text has a date of its own, not in front matter */
	ht_report date, sign;
} meant;

/* Where the text itself ends: before its first attachment. */
static size_t
text_end(const ht_doc *d)
{
	size_t i = 0;

	while (i < d->nelem && !ht_find_attaches(&d->elem[i]))
		i++;
	return i;
}

static bool
is_dated(const ht_doc *d)
{
	for (size_t i = 0; i < d->nelem; i++)
		if (d->elem[i].kind == HT_DATE &&
			strcmp(d->elem[i].rule, HT_FRONT_RULE) != 0)
			return true;
	return false;
}

/* 7.3.5.4: a date behind a label. */
static bool
tell_date(meant *m, const ht_elem *e)
{
	if (!ht_rule_test(&m->f->m, "date.labelled", e->text.str))
		return false;
	if (!m->dated)
		ht_report_text(&m->date, e->span, e->text.str);
	return true;
}

/* 7.3.5: a signature behind a label. */
static bool
tell_sign(meant *m, const ht_elem *e)
{
	if (!ht_rule_test(&m->f->m, "sign.labelled", e->text.str))
		return false;
	ht_report_text(&m->sign, e->span, e->text.str);
	return true;
}

/* Whether e may stand behind a signature; what was meant for one is told. */
static bool
closes(meant *m, const ht_elem *e)
{
	if (e->kind == HT_BODY)
		return tell_date(m, e) || tell_sign(m, e) ||
		       ht_rule_test(&m->f->m, "note.plain", e->text.str);
	return e->kind >= HT_DUTY;
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
	meant m = {.f = f,
		.dated = is_dated(f->doc),
		.date = {.ctx = f->ctx, .id = HT_MSG_DOC_DATE_LABEL},
		.sign = {.ctx = f->ctx, .id = HT_MSG_DOC_SIGN_LABEL}};
	size_t i = text_end(f->doc);

	while (i > 0 && closes(&m, &f->doc->elem[i - 1]))
		i--;
	ht_report_end(&m.date);
	ht_report_end(&m.sign);
	tell_copies(f);
}
