/* SPDX-License-Identifier: Apache-2.0
 *
 * The title: which blocks of the head it is, and its pieces.
 *
 * A title ends with the name of its genre (GB/T 9704-2012 7.3.1) and nearly
 * always says what it is about; its lines may be blocks of their own.  The
 * last that ends so before the body is taken: web pages repeat it above.
 */
#include "doc/find.h"

#include <string.h>

#include "base/utf8.h"

#define TITLE_UNITS 5 /* lines of a title at most */
#define TITLE_ONE_LINE 40 /* half cells of a line at size 2: 20 characters */
#define TITLE_SHORT 8 /* half cells: less is no title */
#define TITLE_LONG 200

static bool
test(ht_find *f, const char *name, size_t i)
{
	return ht_rule_test(&f->m, name, ht_find_text(f, i));
}

/* What is said of a link or a picture. */
static bool
is_label(const ht_unit *u)
{
	return u->raw->kind == HT_RAW_LINK || u->raw->kind == HT_RAW_IMAGE;
}

/* A block of the head that no rule knows, or only as a name. */
static bool
is_free(ht_find *f, size_t i)
{
	ht_match match;

	if (is_label(&f->unit[i]))
		return false;
	return !ht_find_rule(f, i, HT_ZONE_HEAD, &match);
}

/* A line that closes a document is never its title. */
static bool
is_closing(ht_find *f, size_t i)
{
	ht_match match;

	return ht_find_rule(f, i, HT_ZONE_BODY | HT_ZONE_END, &match) &&
	       (match.rule->kind == HT_DATE || match.rule->kind == HT_NOTE ||
		       match.rule->kind == HT_DISCLOSURE);
}

/* 10.3: minutes bear their mark once; what ends like one below it is their
 * title. */
static bool
has_minutes_mark(ht_find *f, size_t end)
{
	for (size_t i = 0; i < end; i++)
		if (test(f, "mark.minutes", i))
			return true;
	return false;
}

static bool
is_genre(ht_find *f, size_t i)
{
	ht_match match;

	if (!test(f, "title.genre", i) || f->unit[i].start == HT_START_LABEL ||
		f->unit[i].raw->kind == HT_RAW_IMAGE)
		return false;
	/* A number is no title, but an order's mark ends like one. */
	return !ht_find_rule(f, i, HT_ZONE_HEAD, &match) ||
	       (match.rule->kind == HT_ISSUER_MARK &&
		       (test(f, "title.about", i) ||
			       (test(f, "mark.minutes", i) &&
				       has_minutes_mark(f, i))));
}

/* Whether unit i may be a line of the title that goes on with i + 1. */
static bool
goes_on(ht_find *f, size_t i)
{
	return f->unit[i].stop == HT_STOP_OPEN && !f->unit[i + 1].ruled &&
	       f->unit[i].raw->kind == f->unit[i + 1].raw->kind &&
	       test(f, "title.fragment", i) && is_free(f, i) &&
	       !is_closing(f, i);
}

/* Whether the name at i belongs to the title: the mark stands above it. */
static bool
is_issuer_line(ht_find *f, size_t i)
{
	ht_match match;

	if (!ht_find_rule(f, i, HT_ZONE_HEAD, &match) ||
		match.rule->kind != HT_ISSUER_MARK || f->unit[i + 1].ruled)
		return false;
	for (size_t k = 0; k < i; k++)
		if (ht_find_rule(f, k, HT_ZONE_HEAD, &match) &&
			match.rule->kind == HT_DOC_NUMBER)
			return true;
	return false;
}

/* The first line of the title that ends with unit last. */
static size_t
first_line(ht_find *f, size_t last)
{
	size_t i = last;

	while (i > 0 && last - i < TITLE_UNITS && !test(f, "title.about", i) &&
		goes_on(f, i - 1))
		i--;
	/* Nothing says what it is about: only its last line is sure. */
	if (!test(f, "title.about", i))
		i = last;
	if (i > 0 && is_issuer_line(f, i - 1))
		i--;
	return i;
}

/* No genre: the line above a subtitle, a heading, or the last free line. */
static bool
find_other(ht_find *f)
{
	ht_match match;
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < f->body; i++) {
		const ht_unit *u = &f->unit[i];

		if (ht_find_rule(f, i, HT_ZONE_HEAD, &match)) {
			if (match.rule->kind == HT_SUBTITLE && i > 0 &&
				is_free(f, i - 1)) {
				best = i - 1;
				f->sure_title = true;
				f->title_rule = "title.above_subtitle";
				break;
			}
			continue;
		}
		if (u->stop != HT_STOP_OPEN || u->width < TITLE_SHORT ||
			u->width > TITLE_LONG || is_label(u) ||
			is_closing(f, i))
			continue;
		if (best != SIZE_MAX &&
			f->unit[best].raw->kind == HT_RAW_HEADING &&
			u->raw->kind != HT_RAW_HEADING)
			continue;
		best = i;
	}
	if (best == SIZE_MAX)
		return false;
	f->title = best;
	f->title_end = best + 1;
	return true;
}

void
ht_find_title(ht_find *f)
{
	for (size_t i = f->body; i > 0; i--) {
		if (!is_genre(f, i - 1))
			continue;
		f->title = first_line(f, i - 1);
		f->title_end = i;
		f->sure_title = true;
		f->title_rule = "title.genre";
		return;
	}
	(void)find_other(f);
}

/* --- a title that front matter gives: the text's own gives way to it */

/* A line that only a title, or the begin of a body, can be. */
static bool
is_open_line(ht_find *f, size_t i)
{
	const ht_unit *u = &f->unit[i];

	return u->stop == HT_STOP_OPEN && u->width <= TITLE_LONG &&
	       (u->start < HT_START_HAN_COMMA || u->start > HT_START_ORDINAL) &&
	       is_free(f, i) && !is_closing(f, i);
}

static bool
is_addressee(ht_find *f, size_t i)
{
	ht_match match;

	return i < f->nunit && ht_find_rule(f, i, HT_ZONE_HEAD, &match) &&
	       match.rule->kind == HT_ADDRESSEE;
}

/* A body may begin with a line that ends like a title: it is one where the
 * head stands above it or the addressee below, or where it says what it is
 * about. */
bool
ht_find_own_title(ht_find *f, size_t i)
{
	size_t end = i, genre = SIZE_MAX;
	bool addressed;

	for (; end < f->nunit && end - i < TITLE_UNITS; end++) {
		if (!is_open_line(f, end))
			break;
		genre = is_genre(f, end) ? end : genre;
	}
	addressed = end > i && is_addressee(f, end);
	if (genre == SIZE_MAX && !addressed)
		return false;
	f->sure_title = genre != SIZE_MAX;
	f->title_rule = "title.genre";
	f->title_end = f->sure_title ? genre + 1 : end;
	f->title = first_line(f, f->title_end - 1);
	if (addressed || i > 0 || test(f, "title.about", f->title))
		return true;
	f->title = f->title_end = 0;
	f->sure_title = false;
	return false;
}

/* --- pieces */

/* Characters up to the next blank. */
static size_t
word_chars(ht_str s, size_t i)
{
	size_t count = 0;

	while (i < s.n && !ht_cp_is_blank(ht_utf8_next(s, &i)))
		count++;
	return count;
}

/* A blank ends a piece between Han or marks, not between letters; and not in
 * a name that is letter-spaced, a character a word. */
void
ht_title_pieces(ht_find *f, ht_elem *e)
{
	ht_str s = e->text.str;
	size_t before = 0, n = e->npiece, cap = 0;
	uint32_t last = 0, *piece = NULL;

	if (n || ht_line_width(s) <= TITLE_ONE_LINE)
		return;
	for (size_t i = 0; i < s.n;) {
		uint32_t c = ht_utf8_next(s, &i);
		size_t chars, to = i;

		if (!ht_cp_is_blank(c)) {
			before++;
			last = c;
			continue;
		}
		while (to < s.n) {
			i = to;
			c = ht_utf8_next(s, &to);
			if (!ht_cp_is_blank(c))
				break;
		}
		chars = word_chars(s, i);
		if (!ht_cp_is_west(last) && !ht_cp_is_west(c) &&
			(before > 1 || chars > 1)) {
			HT_ROOM(f->ctx->arena, piece, n, cap);
			piece[n++] = (uint32_t)i;
		}
		before = 0;
	}
	e->piece = piece;
	e->npiece = n;
}
