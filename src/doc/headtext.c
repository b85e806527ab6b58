/* SPDX-License-Identifier: Apache-2.0
 *
 * The head's texts in the form that the standard asks for: copy number
 * (GB/T 9704-2012 7.2.1), secrecy (7.2.2), urgency (7.2.3), document number
 * (7.2.5; of orders 10.2).  What can be read in one way only is put into that
 * form; what cannot is set as it is.  Either is told.
 */
#include <string.h>

#include "base/utf8.h"
#include "doc/find.h"
#include "doc/form.h"
#include "doc/number.h"
#include "text/make.h"

#define BRACKET_OPEN "\xE3\x80\x94" /* U+3014 */
#define BRACKET_CLOSE "\xE3\x80\x95" /* U+3015 */
#define ORDINAL "\xE7\xAC\xAC" /* U+7B2C */
#define NUMBER_MARK "\xE5\x8F\xB7" /* U+53F7 */
#define STAR "\xE2\x98\x85" /* U+2605 */
#define WIDE_ZERO 0xFF10

static void
report_bad(ht_find *f, const ht_elem *e, ht_msg msg)
{
	ht_diag_add(f->ctx, msg, e->span,
		ht_excerpt(f->ctx->arena, e->text.str), NULL);
}

/* --- 7.2.5: the year in brackets of its own, no padding, no ordinal */

static bool
fix_year_number(ht_find *f, ht_elem *e, const char *rule)
{
	ht_str agency = {0}, year, serial;
	ht_match m;

	if (!ht_find_match(f, rule, e->text.str, &m) ||
		!ht_find_group(&m, "year", e->text.str, &year) ||
		!ht_find_group(&m, "serial", e->text.str, &serial) ||
		ht_number_read(serial) == 0)
		return false;
	ht_find_group(&m, "agency", e->text.str, &agency);
	ht_find_rewrite(f, e,
		ht_fmt(f->ctx->arena,
			"%.*s" BRACKET_OPEN "%d" BRACKET_CLOSE "%d" NUMBER_MARK,
			(int)agency.n, agency.p, ht_number_read(year),
			ht_number_read(serial)),
		HT_MSG_DOC_NUMBER_FORM);
	return true;
}

/* 10.2: an order has its number alone. */
static bool
fix_order_number(ht_find *f, ht_elem *e)
{
	const char *form = ht_doc_form(f->doc), *serial;
	ht_str s;
	ht_match m;

	if (!form || strcmp(form, "order") != 0 ||
		!ht_find_match(f, "docno.order_serial", e->text.str, &m))
		return false;
	if (ht_find_group(&m, "digits", e->text.str, &s))
		serial = ht_fmt(f->ctx->arena, "%d", ht_number_read(s));
	else if (ht_find_group(&m, "serial", e->text.str, &s))
		serial = ht_str_cstr(f->ctx->arena, s);
	else
		return false;
	ht_find_rewrite(f, e,
		ht_fmt(f->ctx->arena, ORDINAL "%s" NUMBER_MARK, serial),
		HT_MSG_DOC_ORDER_NUMBER);
	return true;
}

static void
fix_number(ht_find *f, ht_elem *e)
{
	if (fix_year_number(f, e, "docno.brackets") ||
		fix_year_number(f, e, "docno.year_word") ||
		fix_order_number(f, e) ||
		ht_rule_test(&f->m, "docno.other", e->text.str))
		return;
	report_bad(f, e, HT_MSG_DOC_NUMBER_BAD);
}

/* --- 7.2.1: so many digits */

/* The text with full-width digits made Arabic and without blanks; empty when it
 * holds anything else. */
static const char *
digits_of(ht_find *f, ht_str s)
{
	const char *out = "";

	for (size_t i = 0; i < s.n;) {
		uint32_t c = ht_utf8_next(s, &i);

		if (ht_cp_is_blank(c))
			continue;
		if (c >= WIDE_ZERO)
			c = c - WIDE_ZERO + '0';
		if (c < '0' || c > '9')
			return "";
		out = ht_fmt(f->ctx->arena, "%s%c", out, (char)c);
	}
	return out;
}

static void
fix_copy_number(ht_find *f, ht_elem *e)
{
	ht_str digits = ht_str_from(digits_of(f, e->text.str));
	ht_make m = ht_make_begin(f->ctx->arena);
	ht_match match;

	if (!ht_find_match(f, "head.copy_digits", digits, &match) ||
		digits.n > match.rule->max) {
		if (!ht_rule_test(&f->m, "head.copy_number", e->text.str))
			report_bad(f, e, HT_MSG_DOC_COPY_NUMBER_BAD);
		return;
	}
	if (digits.n == match.rule->max && ht_str_eq(e->text.str, digits))
		return;
	for (size_t i = digits.n; i < match.rule->max; i++)
		ht_make_str(&m, HT_STR("0"), e->span.beg);
	ht_make_str(&m, digits, e->span.beg);
	ht_find_replace(f, e, ht_make_end(&m));
}

/* Without its blanks. */
static ht_str
solid(ht_find *f, ht_str s)
{
	ht_buf out = {0};
	ht_str copy;

	for (size_t i = 0, at; i < s.n; i = at) {
		at = i;
		if (!ht_cp_is_blank(ht_utf8_next(s, &at)))
			ht_buf_addstr(&out, ht_str_sub(s, i, at));
	}
	copy = ht_str_from(ht_str_cstr(f->ctx->arena, ht_buf_str(&out)));
	ht_buf_drop(&out);
	return copy;
}

/* --- 7.2.2: a solid star before the period, which is in Arabic digits */

static ht_str
period_of(ht_find *f, ht_str period)
{
	ht_str count, unit;
	ht_match m;

	if (!ht_find_match(f, "secrecy.period", period, &m) ||
		!ht_find_group(&m, "count", period, &count) ||
		!ht_find_group(&m, "unit", period, &unit))
		return period;
	return ht_str_from(ht_fmt(f->ctx->arena, "%d%.*s",
		ht_number_read(count), (int)unit.n, unit.p));
}

static void
fix_secrecy(ht_find *f, ht_elem *e)
{
	ht_str level, period;
	ht_match m;

	if (!ht_find_match(f, "head.secrecy", e->text.str, &m)) {
		if (!ht_rule_test(&f->m, "secrecy.until", e->text.str))
			report_bad(f, e, HT_MSG_DOC_SECRECY_BAD);
		return;
	}
	if (!ht_find_group(&m, "level", e->text.str, &level) ||
		!ht_find_group(&m, "period", e->text.str, &period))
		return;
	level = solid(f, level);
	period = solid(f, period_of(f, period));
	ht_find_rewrite(f, e,
		ht_fmt(f->ctx->arena, "%.*s" STAR "%.*s", (int)level.n, level.p,
			(int)period.n, period.p),
		HT_MSG_DOC_SECRECY_FORM);
}

void
ht_find_head_text(ht_find *f, ht_elem *e)
{
	if (e->kind == HT_COPY_NUMBER)
		fix_copy_number(f, e);
	if (e->kind == HT_SECRECY)
		fix_secrecy(f, e);
	if (e->kind == HT_URGENCY &&
		!ht_rule_test(&f->m, "head.urgency", e->text.str))
		report_bad(f, e, HT_MSG_DOC_URGENCY_BAD);
	if (e->kind == HT_DOC_NUMBER)
		fix_number(f, e);
}
