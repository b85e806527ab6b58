/* SPDX-License-Identifier: Apache-2.0
 *
 * What the source only implies, and what in it deserves a look.
 */
#include "doc/find.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "doc/form.h"

/* --- the issuer's mark */

/* Where the mark belongs: before the first element of the document. */
static size_t
head_place(const ht_doc *d)
{
	size_t i = 0;

	while (i < d->nelem && d->elem[i].kind != HT_DOC_NUMBER &&
		d->elem[i].kind != HT_TITLE && d->elem[i].kind != HT_ADDRESSEE)
		i++;
	return i < d->nelem ? i : 0;
}

static ht_text
without_deputy(ht_find *f, const ht_text *t)
{
	const ht_rule *rule = ht_rule_lookup(f->m.rules, "sign.deputy");
	ht_match m;

	if (!rule || !ht_rule_match(&f->m, rule, t->str, 0, &m))
		return *t;
	return ht_text_sub(f->ctx->arena, t, 0, m.beg[0]);
}

static void
insert_mark(ht_find *f, size_t place, const ht_elem *sign)
{
	ht_doc *d = f->doc;
	ht_elem e;

	ht_find_add(f, HT_ISSUER_MARK, without_deputy(f, &sign->text),
		"mark.signature", 70);
	e = d->elem[d->nelem - 1];
	e.inferred = true;
	memmove(d->elem + place + 1, d->elem + place,
		(d->nelem - 1 - place) * sizeof *d->elem);
	d->elem[place] = e;
	ht_diag_add(f->ctx, HT_MSG_DOC_INFERRED, e.span,
		ht_excerpt(f->ctx->arena, e.text.str), NULL);
}

/* No mark stands in the source: the signature says who issues. */
void
ht_find_infer(ht_find *f)
{
	ht_doc *d = f->doc;
	size_t place = head_place(d);

	if (!f->infer || ht_find_elem(f, HT_ISSUER_MARK))
		return;
	for (size_t i = place; i < d->nelem; i++) {
		ht_elem sign = d->elem[i];

		if (sign.kind != HT_SIGNATURE)
			continue;
		insert_mark(f, place++, &sign);
		i++;
	}
}

/* --- checks of the text */

static void
check_text(ht_find *f, const ht_rule *rule, const ht_text *t, ht_report *r)
{
	size_t from = 0;
	ht_match m;

	while (from < t->str.n &&
		ht_rule_match(&f->m, rule, t->str, from, &m)) {
		ht_span span = {ht_text_source(t, m.beg[0]),
			ht_text_source(t, m.end[0] - 1) + 1};
		ht_str word = ht_str_sub(t->str, m.beg[0], m.end[0]);

		ht_report_text(r, span, word);
		from = m.end[0] > from ? m.end[0] : from + 1;
	}
}

static bool
is_set(const ht_elem *e)
{
	return e->kind < HT_NOISE && !e->inferred;
}

/* --- checks of the numbering */

static int
level_of(const ht_elem *e)
{
	/* Numbered sentences count with the headings of their number. */
	if (strncmp(e->rule, "number.", 7) != 0 || e->rule[7] < '1' ||
		e->rule[7] > '4')
		return -1;
	return e->rule[7] - '1';
}

static void
check_numbers(ht_find *f)
{
	int last[4] = {0};
	ht_report r = {.ctx = f->ctx, .id = HT_MSG_DOC_NUMBER_ORDER};

	for (size_t i = 0; i < f->doc->nelem; i++) {
		const ht_elem *e = &f->doc->elem[i];
		int level = level_of(e), n;

		if (e->kind == HT_ATTACHMENT_TITLE)
			memset(last, 0, sizeof last);
		if (level < 0 || e->nattr == 0)
			continue;
		n = atoi(e->attr[0].value);
		/* A level begins anew or runs on under the next heading. */
		if (n != 1 && last[level] && n != last[level] + 1)
			ht_report_add(&r, e->span,
				ht_fmt(f->ctx->arena, "%d", last[level]),
				ht_fmt(f->ctx->arena, "%d", n));
		last[level] = n;
	}
	ht_report_end(&r);
}

/* Whether the mark says what the document is: orders (10.2) and minutes (10.3)
 * have no title.  Joint marks have their word beside them. */
static bool
is_titled(ht_find *f)
{
	const ht_elem *mark = ht_find_elem(f, HT_ISSUER_MARK);
	const ht_elem *suffix = ht_find_elem(f, HT_MARK_SUFFIX);
	ht_str text;

	if (!mark)
		return false;
	text = mark->text.str;
	if (suffix)
		text = ht_str_from(
			ht_fmt(f->ctx->arena, "%.*s%.*s", (int)text.n, text.p,
				(int)suffix->text.str.n, suffix->text.str.p));
	return ht_rule_test(&f->m, "mark.order", text) ||
	       ht_rule_test(&f->m, "mark.minutes", text);
}

/* 7.2.6: an upward document names who signed it. */
static void
check_signer(ht_find *f)
{
	const ht_elem *number = ht_find_elem(f, HT_DOC_NUMBER);
	const char *form = ht_doc_form(f->doc);

	if (number && form && strcmp(form, "upward") == 0 &&
		!ht_find_elem(f, HT_SIGNER))
		ht_diag_add(f->ctx, HT_MSG_DOC_NO_SIGNER, number->span, NULL);
}

/* 7.3.6: a note stands in parentheses, which are full-width as all marks of
 * Chinese text. */
static void
check_brackets(ht_find *f)
{
	ht_report r = {.ctx = f->ctx, .id = HT_MSG_DOC_NOTE_BRACKETS};

	for (size_t i = 0; i < f->doc->nelem; i++) {
		const ht_elem *e = &f->doc->elem[i];

		if ((e->kind == HT_NOTE || e->kind == HT_DISCLOSURE) &&
			ht_rule_test(&f->m, "note.half_brackets", e->text.str))
			ht_report_text(&r, e->span, e->text.str);
	}
	ht_report_end(&r);
}

void
ht_find_check(ht_find *f)
{
	size_t n;
	const ht_rule *check = ht_rules_checks(f->m.rules, &n);

	for (size_t k = 0; k < n; k++) {
		ht_report r = {.ctx = f->ctx, .id = check[k].message};

		for (size_t i = 0; i < f->doc->nelem; i++)
			if (is_set(&f->doc->elem[i]))
				check_text(f, &check[k], &f->doc->elem[i].text,
					&r);
		ht_report_end(&r);
	}
	check_numbers(f);
	check_signer(f);
	check_brackets(f);
	if (!ht_find_elem(f, HT_TITLE) && !is_titled(f))
		ht_diag_add(f->ctx, HT_MSG_DOC_NO_TITLE, (ht_span){0}, NULL);
}
