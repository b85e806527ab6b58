/* SPDX-License-Identifier: Apache-2.0
 *
 * The body and what ends it: signature and date (GB/T 9704-2012 7.3.5).
 */
#include "doc/find.h"

#include "doc/number.h"

#define SIGN_MAX 12 /* joint signatures at most */

static bool
is_imprint(ht_elem_kind kind)
{
	return kind == HT_MAIN_TO || kind == HT_COPY_TO ||
	       kind == HT_PRINT_OFFICE || kind == HT_PRINT_DATE ||
	       kind == HT_DISCLOSURE || kind == HT_EXTRA;
}

/* The unit of the date, or of the first element of the imprint. */
static size_t
find_end(ht_find *f, size_t from, ht_match *match, bool *dated)
{
	for (size_t i = from; i < f->nunit; i++) {
		/* Long blocks are neither; this keeps the search short. */
		if (f->unit[i].raw->text.str.n > 3200 ||
			!ht_find_rule(f, i, HT_ZONE_BODY, match))
			continue;
		*dated = match->rule->kind == HT_DATE;
		if (*dated || is_imprint(match->rule->kind))
			return i;
	}
	*dated = false;
	return f->nunit;
}

static bool
is_name(ht_find *f, size_t i)
{
	ht_str s = ht_find_text(f, i);

	return ht_rule_test(&f->m, "agency.name", s) ||
	       ht_rule_test(&f->m, "agency.list", s);
}

/* The first of the signatures that stand before unit end. */
static size_t
find_signature(ht_find *f, size_t from, size_t end, bool dated)
{
	size_t i = end;

	if (i == from)
		return end;
	if (f->unit[i - 1].start == HT_START_NONE &&
		f->unit[i - 1].raw->kind == HT_RAW_PARA &&
		(is_name(f, i - 1) ||
			(dated && ht_rule_test(&f->m, "sign.plain",
					  ht_find_text(f, i - 1)))))
		i--;
	while (i < end && i > from + 1 && end - i < SIGN_MAX &&
		f->unit[i - 1].start == HT_START_NONE && is_name(f, i - 1))
		i--;
	return i;
}

/* A line with several names is parted when each is an agency's. */
static void
take_signature(ht_find *f, size_t i)
{
	const ht_text *t = &f->unit[i].raw->text;
	size_t beg = 0;

	if (!ht_rule_test(&f->m, "agency.list", t->str)) {
		ht_find_add(f, HT_SIGNATURE, *t, "sign.before_date",
			is_name(f, i) ? 92 : 70);
		return;
	}
	while (beg < t->str.n) {
		size_t end = ht_str_find(t->str, " ", beg);
		ht_str part;

		end = end == SIZE_MAX ? t->str.n : end;
		part = ht_str_trim(ht_str_sub(t->str, beg, end));
		beg = (size_t)(part.p - t->str.p);
		if (part.n)
			ht_find_add(f, HT_SIGNATURE,
				ht_text_sub(
					f->ctx->arena, t, beg, beg + part.n),
				"sign.joint", 90);
		beg = end + 1;
	}
}

static int
part(ht_find *f, const ht_match *m, const char *name, ht_str text)
{
	(void)f;
	for (int i = 1; i < m->rule->ngroup; i++)
		if (m->set[i] && m->rule->group_name[i] &&
			ht_str_is(ht_str_from(m->rule->group_name[i]), name))
			return ht_number_read(
				ht_str_sub(text, m->beg[i], m->end[i]));
	return 0;
}

static void
set_date(ht_find *f)
{
	const ht_elem *e = ht_find_elem(f, HT_DATE);
	const ht_rule *rule = ht_rule_lookup(f->m.rules, "date.parts");
	ht_match m;

	if (!e || !rule || !ht_rule_match(&f->m, rule, e->text.str, 0, &m))
		return;
	f->doc->date.year = part(f, &m, "year", e->text.str);
	f->doc->date.month = part(f, &m, "month", e->text.str);
	f->doc->date.day = part(f, &m, "day", e->text.str);
}

size_t
ht_find_body(ht_find *f)
{
	size_t i = f->body, end, sign;
	ht_match match, date;
	bool dated = false;

	if (i < f->nunit && ht_find_rule(f, i, HT_ZONE_HEAD, &match) &&
		match.rule->kind == HT_ADDRESSEE) {
		ht_find_take(f, &f->unit[i].raw->text, &match);
		i++;
	}
	end = find_end(f, i, &date, &dated);
	sign = find_signature(f, i, end, dated);
	ht_find_heads(f, i, sign);
	for (i = sign; i < end; i++)
		take_signature(f, i);
	if (dated) {
		ht_find_take(f, &f->unit[end].raw->text, &date);
		end++;
	}
	set_date(f);
	return end;
}
