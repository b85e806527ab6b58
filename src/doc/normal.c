/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts in the form that the standard asks for: dates (7.3.5.4), the head's
 * (headtext.c), those of attachments (notetext.c); and elements that are
 * written as one and set as several: signers (7.2.6), joint marks and the word
 * beside them (7.2.4).  What is changed is told.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "doc/find.h"
#include "doc/number.h"
#include "text/make.h"

#define YEAR "\xE5\xB9\xB4" /* U+5E74 */
#define MONTH "\xE6\x9C\x88" /* U+6708 */
#define DAY "\xE6\x97\xA5" /* U+65E5 */
#define COLON 0xFF1A
#define WIDE_COLON "\xEF\xBC\x9A" /* U+FF1A */
#define LABEL_BYTES 24 /* of a label with blanks inside at most */

bool
ht_find_group(const ht_match *m, const char *name, ht_str text, ht_str *out)
{
	for (int i = 1; i < m->rule->ngroup; i++) {
		const char *have = m->rule->group_name[i];

		if (!m->set[i] || !have || strcmp(have, name) != 0)
			continue;
		*out = ht_str_trim(ht_str_sub(text, m->beg[i], m->end[i]));
		return true;
	}
	return false;
}

bool
ht_find_match(ht_find *f, const char *rule, ht_str text, ht_match *out)
{
	const ht_rule *r = ht_rule_lookup(f->m.rules, rule);

	return r && ht_rule_match(&f->m, r, text, 0, out);
}

void
ht_find_replace(ht_find *f, ht_elem *e, ht_text text)
{
	if (!e->origin) {
		ht_text *origin = HT_NEW(f->ctx->arena, ht_text);

		*origin = e->text;
		e->origin = origin;
	}
	e->text = text;
}

void
ht_find_rewrite(ht_find *f, ht_elem *e, const char *text, ht_msg msg)
{
	ht_make m = ht_make_begin(f->ctx->arena);

	if (ht_str_is(e->text.str, text))
		return;
	ht_diag_add(f->ctx, msg, e->span,
		ht_excerpt(f->ctx->arena, e->text.str), text, NULL);
	ht_make_str(&m, ht_str_from(text), e->span.beg);
	ht_find_replace(f, e, ht_make_end(&m));
}

/* --- 7.3.5.4: Arabic digits, no padding */

static int
days_of(int year, int month)
{
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (month == 2)
		return leap ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static bool
read_date(ht_find *f, ht_str text, ht_date *d, size_t *end)
{
	ht_str year, month, day;
	ht_match m;

	if (!ht_find_match(f, "date.parts", text, &m) &&
		!ht_find_match(f, "date.iso", text, &m))
		return false;
	if (!ht_find_group(&m, "year", text, &year) ||
		!ht_find_group(&m, "month", text, &month) ||
		!ht_find_group(&m, "day", text, &day))
		return false;
	*d = (ht_date){ht_number_read(year), ht_number_read(month),
		ht_number_read(day)};
	*end = m.end[0];
	return d->year > 0 && d->month >= 1 && d->month <= 12 && d->day >= 1 &&
	       d->day <= days_of(d->year, d->month);
}

static void
fix_date(ht_find *f, ht_elem *e)
{
	ht_str text = e->text.str, rest;
	size_t end;
	ht_date d;

	if (!read_date(f, text, &d, &end)) {
		ht_diag_add(f->ctx, HT_MSG_DOC_DATE_BAD, e->span,
			ht_excerpt(f->ctx->arena, text), NULL);
		return;
	}
	if (e->kind == HT_DATE)
		f->doc->date = d;
	rest = ht_str_trim(ht_str_sub(text, end, text.n));
	ht_find_rewrite(f, e,
		ht_fmt(f->ctx->arena, "%d" YEAR "%d" MONTH "%d" DAY "%.*s",
			d.year, d.month, d.day, (int)rest.n, rest.p),
		HT_MSG_DOC_DATE_FORM);
}

/* --- parts */

ht_elem *
ht_find_insert(ht_find *f, size_t i, ht_elem_kind kind, ht_text text)
{
	ht_doc *d = f->doc;
	ht_elem e;

	ht_find_add(f, kind, text, d->elem[i].rule, d->elem[i].confidence);
	e = d->elem[d->nelem - 1];
	e.part = true;
	memmove(d->elem + i + 2, d->elem + i + 1,
		(d->nelem - 2 - i) * sizeof *d->elem);
	d->elem[i + 1] = e;
	return &d->elem[i + 1];
}

/* End of a label: behind its colon, or 0. */
static size_t
label_end(ht_str s)
{
	for (size_t i = 0; i < s.n;) {
		uint32_t c = ht_utf8_next(s, &i);

		if (c == COLON || c == ':')
			return i;
	}
	return 0;
}

static bool
parts_names(uint32_t c)
{
	return ht_cp_is_blank(c) || c == ',' || c == 0x3001 || c == 0xFF0C;
}

/* The next name of s from *at on; empty past the last. */
static ht_str
next_name(ht_str s, size_t *at)
{
	size_t beg, end;

	for (beg = *at; beg < s.n; beg = *at)
		if (!parts_names(ht_utf8_next(s, at)))
			break;
	for (end = *at = beg; end < s.n; end = *at)
		if (parts_names(ht_utf8_next(s, at)))
			break;
	*at = end;
	return ht_str_sub(s, beg, end);
}

/* The next name; two characters that stand apart are one. */
static ht_text
take_name(ht_find *f, const ht_text *all, size_t *at)
{
	ht_arena *a = f->ctx->arena;
	ht_str one = next_name(all->str, at), two;
	size_t beg = (size_t)(one.p - all->str.p), next = *at;
	ht_text name = ht_text_sub(a, all, beg, beg + one.n), rest;
	ht_make m = ht_make_begin(a);

	if (ht_utf8_count(one) != 1)
		return name;
	two = next_name(all->str, &next);
	if (ht_utf8_count(two) != 1)
		return name;
	beg = (size_t)(two.p - all->str.p);
	rest = ht_text_sub(a, all, beg, beg + two.n);
	ht_make_text(&m, &name);
	ht_make_text(&m, &rest);
	*at = next;
	return ht_make_end(&m);
}

/* A label without blanks inside. */
static ht_text
solid_label(ht_find *f, const ht_text *all, size_t end)
{
	ht_make m = ht_make_begin(f->ctx->arena);

	for (size_t i = 0, at; i < end; i = at) {
		ht_text part;

		at = i;
		if (ht_cp_is_blank(ht_utf8_next(all->str, &at)))
			continue;
		part = ht_text_sub(f->ctx->arena, all, i, at);
		ht_make_text(&m, &part);
	}
	return ht_make_end(&m);
}

/* 7.2.6: the label, then a name each; names below them have none. */
static size_t
part_signers(ht_find *f, size_t i)
{
	ht_text all = f->doc->elem[i].text, first, name;
	size_t at = label_end(all.str), k = i;
	bool label = f->doc->elem[i].kind == HT_SIGNER;

	if (f->doc->elem[i].part || (label && at == 0))
		return i;
	first = label ? solid_label(f, &all, at) : take_name(f, &all, &at);
	while ((name = take_name(f, &all, &at)).str.n)
		ht_find_insert(f, k++, HT_SIGNER_NAME, name);
	if (k > i || first.str.n < all.str.n)
		ht_find_replace(f, &f->doc->elem[i], first);
	return k;
}

/* 7.2.4: the word that follows the names of a stack. */
static void
part_mark(ht_find *f, size_t i)
{
	ht_text all = f->doc->elem[i].text, suffix;
	ht_match m;

	if (!ht_find_match(f, "mark.word", all.str, &m) || m.beg[1] == 0)
		return;
	suffix = ht_text_sub(f->ctx->arena, &all, m.beg[1], all.str.n);
	ht_find_insert(f, i, HT_MARK_SUFFIX, suffix);
	ht_find_replace(f, &f->doc->elem[i],
		ht_text_sub(f->ctx->arena, &all, 0,
			ht_str_trim(ht_str_sub(all.str, 0, m.beg[1])).n));
}

/* One issuer: the word is part of its mark. */
static void
join_suffix(ht_find *f, size_t mark, size_t suffix)
{
	ht_elem *e = &f->doc->elem[mark], *word = &f->doc->elem[suffix];
	ht_make m = ht_make_begin(f->ctx->arena);

	ht_make_text(&m, &e->text);
	ht_make_text(&m, &word->text);
	e->text = ht_make_end(&m);
	memmove(word, word + 1,
		(f->doc->nelem - suffix - 1) * sizeof *f->doc->elem);
	f->doc->nelem--;
}

static void
fix_marks(ht_find *f)
{
	ht_doc *d = f->doc;
	size_t marks = 0, mark = 0, suffix = SIZE_MAX;

	for (size_t i = 0; i < d->nelem; i++) {
		if (d->elem[i].kind == HT_ISSUER_MARK) {
			marks++;
			mark = i;
		}
		if (d->elem[i].kind == HT_MARK_SUFFIX)
			suffix = i;
	}
	if (marks == 1 && suffix != SIZE_MAX)
		join_suffix(f, mark, suffix);
	if (marks < 2 || suffix != SIZE_MAX)
		return;
	for (size_t i = d->nelem; i-- > 0;)
		if (d->elem[i].kind == HT_ISSUER_MARK)
			part_mark(f, i);
	/* One word for all of them. */
	marks = 0;
	for (size_t i = d->nelem; i-- > 0;) {
		const ht_elem *e = &d->elem[i];

		if (e->kind != HT_MARK_SUFFIX || marks++ == 0)
			continue;
		ht_diag_add(f->ctx, HT_MSG_DOC_DUPLICATE,
			ht_text_span(&e->text), ht_elem_name(e->kind),
			ht_excerpt(f->ctx->arena, e->text.str), NULL);
		memmove(&d->elem[i], &d->elem[i + 1],
			(d->nelem-- - i - 1) * sizeof *d->elem);
	}
}

/* --- labels */

/* 7.4.2: a label that has blanks in its colon's place. */
static bool
put_colon(ht_find *f, ht_elem *e)
{
	ht_text all = e->text, label, names;
	ht_make m = ht_make_begin(f->ctx->arena);
	ht_match match;

	if (!ht_find_match(f, "imprint.bare_word", all.str, &match))
		return false;
	label = solid_label(f, &all, match.end[1]);
	names = ht_text_sub(f->ctx->arena, &all, match.end[0], all.str.n);
	ht_make_text(&m, &label);
	ht_make_str(&m, HT_STR(WIDE_COLON),
		ht_text_source(&all, match.end[1] - 1) + 1);
	ht_make_text(&m, &names);
	ht_find_replace(f, e, ht_make_end(&m));
	ht_report_text(&f->colon, e->span, label.str);
	return true;
}

/* 7.4.2: the imprint's, without blanks inside. */
static void
fix_copy_to(ht_find *f, ht_elem *e)
{
	ht_text all = e->text, label, names;
	size_t end = label_end(all.str);
	ht_make m = ht_make_begin(f->ctx->arena);

	if (put_colon(f, e) || end == 0 || end > LABEL_BYTES)
		return;
	label = solid_label(f, &all, end);
	if (label.str.n == end)
		return;
	names = ht_text_sub(f->ctx->arena, &all, end, all.str.n);
	ht_make_text(&m, &label);
	ht_make_text(&m, &names);
	ht_find_replace(f, e, ht_make_end(&m));
}

static void
fix_attendance(ht_elem *e)
{
	size_t end = label_end(e->text.str), at = end;

	if (end == 0)
		return;
	ht_utf8_prev(e->text.str, &at);
	e->runin_end = (uint32_t)at;
	e->hang = (uint32_t)end;
}

ht_err
ht_find_normal(ht_find *f)
{
	ht_doc *d = f->doc;

	fix_marks(f);
	for (size_t i = 0; i < d->nelem; i++) {
		ht_elem *e = &d->elem[i];

		switch (e->kind) {
		case HT_COPY_NUMBER:
		case HT_SECRECY:
		case HT_URGENCY:
		case HT_DOC_NUMBER:
			ht_find_head_text(f, e);
			break;
		case HT_DATE:
		case HT_PRINT_DATE:
			fix_date(f, e);
			break;
		case HT_SIGNER:
		case HT_SIGNER_NAME:
			i = part_signers(f, i);
			break;
		case HT_ATTACHMENT_NOTE:
			i = ht_find_note_texts(f, i);
			break;
		case HT_ATTACHMENT_LABEL:
			ht_find_label_text(f, e);
			break;
		case HT_MAIN_TO:
		case HT_COPY_TO:
			fix_copy_to(f, e);
			break;
		case HT_ATTENDANCE:
			fix_attendance(e);
			break;
		default:
			break;
		}
	}
	return HT_OK;
}
