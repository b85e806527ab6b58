/* SPDX-License-Identifier: Apache-2.0
 *
 * Elements that contradict one another: a secret that is to be published, a
 * print before the date of the document, an addressee that is sent a copy.
 * All are set as they are; what cannot be true of both is told.
 */
#include "base/utf8.h"
#include "doc/find.h"
#include "doc/number.h"

/* --- 7.2.2: a secret document is not made public */

static void
check_secret(ht_find *f)
{
	const ht_elem *secret = ht_find_elem(f, HT_SECRECY);

	for (size_t i = 0; secret && i < f->doc->nelem; i++) {
		const ht_elem *e = &f->doc->elem[i];

		if ((e->kind == HT_NOTE || e->kind == HT_DISCLOSURE) &&
			ht_rule_test(&f->m, "note.public", e->text.str))
			ht_diag_add(f->ctx, HT_MSG_AGREE_SECRET, e->span,
				ht_excerpt(f->ctx->arena, secret->text.str),
				ht_excerpt(f->ctx->arena, e->text.str), NULL);
	}
}

/* --- 7.4.3: printed on the date of the document or later */

static bool
part(const ht_match *m, int i, ht_str text, int *out)
{
	*out = m->set[i]
		       ? ht_number_read(ht_str_sub(text, m->beg[i], m->end[i]))
		       : 0;
	return *out > 0;
}

static bool
read_date(ht_find *f, const ht_elem *e, ht_date *d)
{
	const ht_rule *rule = ht_rule_lookup(f->m.rules, "date.parts");
	ht_match m;

	return e && rule && ht_rule_match(&f->m, rule, e->text.str, 0, &m) &&
	       part(&m, 1, e->text.str, &d->year) &&
	       part(&m, 2, e->text.str, &d->month) &&
	       part(&m, 3, e->text.str, &d->day);
}

static bool
before(const ht_date *a, const ht_date *b)
{
	if (a->year != b->year)
		return a->year < b->year;
	return a->month != b->month ? a->month < b->month : a->day < b->day;
}

static void
check_dates(ht_find *f)
{
	const ht_elem *date = ht_find_elem(f, HT_DATE);
	const ht_elem *print = ht_find_elem(f, HT_PRINT_DATE);
	ht_date made, printed;

	if (!read_date(f, date, &made) || !read_date(f, print, &printed) ||
		!before(&printed, &made))
		return;
	ht_diag_add(f->ctx, HT_MSG_AGREE_DATES, print->span,
		ht_excerpt(f->ctx->arena, print->text.str),
		ht_excerpt(f->ctx->arena, date->text.str), NULL);
}

/* --- 7.4.2: copies go to others than the addressees */

typedef struct {
	ht_str s;
	size_t at;
} names;

/* The names of an element, behind its label. */
static names
names_of(const ht_elem *e)
{
	ht_str s = e->text.str;

	for (size_t i = 0; i < s.n;) {
		uint32_t c = ht_utf8_next(s, &i);

		if ((c == ':' || c == 0xFF1A) && i < s.n)
			return (names){s, i};
	}
	return (names){s, 0};
}

static bool
parts(uint32_t c)
{
	return c == 0x3001 || c == 0xFF0C || c == ',' || c == 0xFF1B ||
	       c == ';' || c == 0x3002 || c == ':' || c == 0xFF1A;
}

/* The next name; marks in brackets are its own.  Empty past the last. */
static ht_str
next_name(names *n)
{
	while (n->at < n->s.n) {
		size_t beg = n->at, end = beg;
		int depth = 0;
		ht_str name;

		while (n->at < n->s.n) {
			uint32_t c = ht_utf8_next(n->s, &n->at);

			depth += c == '(' || c == 0xFF08;
			depth -= (c == ')' || c == 0xFF09) && depth > 0;
			if (depth == 0 && parts(c))
				break;
			end = n->at;
		}
		name = ht_str_trim(ht_str_sub(n->s, beg, end));
		if (name.n)
			return name;
	}
	return (ht_str){0};
}

static bool
holds(const ht_elem *e, ht_str name)
{
	names n = names_of(e);
	ht_str have;

	while ((have = next_name(&n)).n)
		if (ht_str_eq(have, name))
			return true;
	return false;
}

static void
check_copies(ht_find *f, const ht_elem *to)
{
	const ht_elem *copy = ht_find_elem(f, HT_COPY_TO);
	names n;
	ht_str name;

	if (!to || !copy)
		return;
	n = names_of(copy);
	while ((name = next_name(&n)).n)
		if (holds(to, name))
			ht_diag_add(f->ctx, HT_MSG_AGREE_COPY, copy->span,
				ht_excerpt(f->ctx->arena, name), NULL);
}

void
ht_find_agree(ht_find *f)
{
	check_secret(f);
	check_dates(f);
	check_copies(f, ht_find_elem(f, HT_ADDRESSEE));
	check_copies(f, ht_find_elem(f, HT_MAIN_TO));
}
