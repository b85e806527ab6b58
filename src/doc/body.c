/* SPDX-License-Identifier: Apache-2.0
 *
 * Where the body begins, and what ends it: signature and date (GB/T 9704-2012
 * 7.3.5).
 */
#include "doc/find.h"
#include "doc/number.h"

#define SIGN_MAX 12 /* joint signatures at most */
#define LABEL_SURE 90 /* percent: a label of nothing else */

/* --- where it begins */

/* Whether unit i ends a sentence.  Furniture of web pages does so too: there
 * a short one tells nothing, nor does a call that stands above the title. */
static bool
is_sentence(ht_find *f, size_t i, bool titled)
{
	const ht_unit *u = &f->unit[i];

	if (u->sentence || f->web || u->stop != HT_STOP_FULL)
		return u->sentence;
	return titled || i + 1 == f->nunit || !ht_title_is_genre(f, i + 1);
}

/* Whether a text is over at unit i without a sentence in it: at its date and
 * what follows dates, or, the date being given, at the latter alone. */
static bool
is_over(ht_find *f, size_t i)
{
	ht_match match;
	bool last = i + 1 == f->nunit;

	if (f->web)
		return false;
	if (ht_find_rule(f, i, HT_ZONE_BODY, &match) &&
		match.rule->kind == HT_DATE)
		return last || ht_find_rule(f, i + 1, HT_ZONE_END, &match);
	return ht_find_rule(f, i, HT_ZONE_END, &match) &&
	       (f->given[HT_DATE] ||
		       (match.rule->kind == HT_ATTACHMENT_LABEL &&
			       match.rule->confidence >= LABEL_SURE));
}

/* Whether the text's own title begins the unit that would begin the body, where
 * front matter gives another one: the head goes on behind it. */
static bool
passes_title(ht_find *f)
{
	if (!f->given[HT_TITLE] || f->title_end > f->title ||
		!ht_find_own_title(f, f->body))
		return false;
	f->body = f->title_end - 1;
	return true;
}

/* Where the head ends: at the addressee, a number, a sentence, or before a
 * text that has none of them; false for such a one. */
bool
ht_find_begin(ht_find *f)
{
	bool titled = f->given[HT_TITLE];
	ht_match match;

	for (f->body = 0; f->body < f->nunit; f->body++) {
		const ht_unit *u = &f->unit[f->body];
		bool known = ht_find_rule(f, f->body, HT_ZONE_HEAD, &match);

		if (known && match.rule->kind == HT_ADDRESSEE)
			return true;
		if (known)
			continue;
		if (is_sentence(f, f->body, titled) ||
			(u->start >= HT_START_HAN_COMMA &&
				u->start <= HT_START_ORDINAL))
			return true;
		if (f->given[HT_TITLE] && !passes_title(f))
			return true;
		if (is_over(f, f->body))
			return false;
		titled = titled || ht_title_is_genre(f, f->body);
	}
	return false;
}

static bool
is_known(ht_find *f, size_t i)
{
	ht_match match;

	return ht_find_rule(f, i, HT_ZONE_HEAD, &match);
}

/* A text without a sentence, a table alone, begins below its title; numbers
 * begin with the line that leads to them. */
void
ht_find_begin_below(ht_find *f, bool found)
{
	ht_match match;
	size_t i = f->title_end;

	if (i == f->title || f->web || (found && !f->sure_title))
		return;
	if (found) {
		while (f->body > i && !is_known(f, f->body) &&
			!is_known(f, f->body - 1) &&
			f->unit[f->body - 1].stop == HT_STOP_COLON)
			f->body--;
		return;
	}
	while (i < f->body && ht_find_rule(f, i, HT_ZONE_HEAD, &match) &&
		match.rule->kind != HT_ISSUER_MARK)
		i++;
	f->body = i;
}

/* --- where it ends */

static bool
is_imprint(ht_elem_kind kind)
{
	return kind == HT_MAIN_TO || kind == HT_COPY_TO ||
	       kind == HT_PRINT_OFFICE || kind == HT_PRINT_DATE ||
	       kind == HT_DISCLOSURE || kind == HT_EXTRA;
}

/* Whether unit i is an attachment's label: alone on its line (sure), or with
 * the title and text below it; what names attachments (7.3.4) has none. */
static bool
is_label(ht_find *f, size_t i, bool *sure)
{
	ht_match match;

	if (!ht_find_rule(f, i, HT_ZONE_END, &match) ||
		match.rule->kind != HT_ATTACHMENT_LABEL ||
		ht_find_label_above(f, i))
		return false;
	*sure = match.rule->confidence >= LABEL_SURE;
	return *sure || (i + 1 < f->nunit &&
				!ht_find_rule(f, i + 1, HT_ZONE_END, &match));
}

/* Whether unit i is the title of a regulation that is issued (10.2): chapters
 * or articles follow, a line between says when it was passed. */
static bool
is_regulation(ht_find *f, size_t i)
{
	const ht_unit *u = &f->unit[i];
	ht_match match;

	if (u->stop != HT_STOP_OPEN || u->start != HT_START_NONE ||
		!ht_rule_test(&f->m, "title.genre", ht_find_text(f, i)))
		return false;
	i++;
	if (i < f->nunit && ht_find_rule(f, i, HT_ZONE_END, &match) &&
		match.rule->kind == HT_NOTE)
		i++;
	return i < f->nunit && f->unit[i].start == HT_START_ORDINAL;
}

/* The same, nothing else saying so: its chapters or articles begin with the
 * first, and there are several. */
static bool
is_whole_regulation(ht_find *f, size_t i)
{
	if (!is_regulation(f, i))
		return false;
	do
		i++;
	while (f->unit[i].start != HT_START_ORDINAL);
	return ht_number_ordinal(ht_find_text(f, i)) == 1 && i + 1 < f->nunit &&
	       f->unit[i + 1].start == HT_START_ORDINAL;
}

static bool
is_name(ht_find *f, size_t i)
{
	ht_str s = ht_find_text(f, i);

	if (f->unit[i].raw->kind != HT_RAW_PARA)
		return false;
	return ht_rule_test(&f->m, "agency.name", s) ||
	       ht_rule_test(&f->m, "agency.list", s);
}

/* A date in a form of its own, which below a name is nothing else. */
static bool
is_date_below(ht_find *f, size_t i, size_t from, ht_match *match)
{
	return i > from && is_name(f, i - 1) &&
	       ht_find_match(f, "date.below_name", ht_find_text(f, i), match);
}

/* The unit of the date, or of the first element of the imprint.  A text whose
 * date or signature stands in front matter ends at its first attachment, or at
 * the regulation that it issues; one that has no date at a label that stands
 * alone on its line, or at such a regulation of several articles. */
static size_t
find_end(ht_find *f, size_t from, ht_match *match, bool *dated)
{
	size_t label = SIZE_MAX;
	bool sure;

	*dated = false;
	for (size_t i = from; i < f->nunit; i++) {
		if (is_label(f, i, &sure)) {
			if (f->given[HT_DATE] ||
				(f->given[HT_SIGNATURE] && sure))
				return i;
			if (sure && label == SIZE_MAX)
				label = i;
		}
		if (i > from && label == SIZE_MAX && is_whole_regulation(f, i))
			label = i;
		if (f->given[HT_DATE] && i > from && is_regulation(f, i))
			return i;
		if (!ht_find_rule(f, i, HT_ZONE_BODY, match)) {
			*dated = is_date_below(f, i, from, match);
			if (*dated)
				return i;
			continue;
		}
		*dated = match->rule->kind == HT_DATE;
		if (*dated)
			return i;
		if (is_imprint(match->rule->kind))
			return label < i ? label : i;
	}
	return label < f->nunit ? label : f->nunit;
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

static void
take_date(ht_find *f, const ht_text *text, const ht_match *match)
{
	if (match->rule->kind == HT_DATE)
		ht_find_take(f, text, match);
	else
		ht_find_add(f, HT_DATE, *text, match->rule->name,
			match->rule->confidence);
}

/* Where the notes begin that close a text, its date in front matter (7.3.6). */
static size_t
find_notes(ht_find *f, size_t from, size_t end)
{
	ht_match match;

	while ((f->given[HT_DATE] || f->given[HT_SIGNATURE]) && end > from &&
		f->unit[end - 1].start == HT_START_NONE &&
		ht_find_rule(f, end - 1, HT_ZONE_END, &match) &&
		match.rule->kind == HT_NOTE)
		end--;
	return end;
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
	if (!dated)
		end = find_notes(f, i, end);
	sign = find_signature(f, i, end, dated);
	ht_find_heads(f, i, sign);
	for (i = sign; i < end; i++)
		take_signature(f, i);
	if (dated)
		take_date(f, &f->unit[end++].raw->text, &date);
	return end;
}
