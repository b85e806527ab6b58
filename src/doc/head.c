/* SPDX-License-Identifier: Apache-2.0
 *
 * What stands before the body: front matter, red head, title.
 */
#include "doc/find.h"

#include <string.h>

#include "base/utf8.h"

#define SAME_MAX 64 /* elements among which a repeated one is sought */
#define APART_MAX 200 /* blocks that are looked ahead */
#define CHROME_MANY 2 /* blocks of a web page that make its others noise */

/* --- the title's element */

static ht_text
join_units(ht_find *f, size_t beg, size_t end, uint32_t **piece)
{
	ht_arena *a = f->ctx->arena;
	size_t n = 0, nseg = 0, at = 0;
	ht_seg *seg;
	char *p;

	for (size_t i = beg; i < end; i++) {
		n += ht_find_text(f, i).n;
		nseg += f->unit[i].raw->text.nseg;
	}
	p = ht_arena_alloc(a, n + 1);
	seg = HT_ARRAY(a, ht_seg, nseg);
	*piece = HT_ARRAY(a, uint32_t, end - beg);
	n = nseg = 0;
	for (size_t i = beg; i < end; i++) {
		const ht_text *t = &f->unit[i].raw->text;

		if (i > beg)
			(*piece)[at++] = (uint32_t)n;
		for (size_t k = 0; k < t->nseg; k++) {
			seg[nseg] = t->seg[k];
			seg[nseg++].at += (uint32_t)n;
		}
		memcpy(p + n, t->str.p, t->str.n);
		n += t->str.n;
	}
	return (ht_text){{p, n}, seg, nseg};
}

/* Adds bytes beg..end of a text, the marks of footnotes left out. */
static void
add_plain(ht_buf *out, const ht_text *t, size_t beg, size_t end)
{
	ht_buf piece = {0};

	for (size_t i = 0; i < t->nseg; i++) {
		size_t from = t->seg[i].at, to = t->str.n;

		if (i + 1 < t->nseg)
			to = t->seg[i + 1].at;
		from = from < beg ? beg : from;
		to = to > end ? end : to;
		if (from < to && !t->seg[i].note)
			ht_buf_addstr(&piece, ht_str_sub(t->str, from, to));
	}
	ht_buf_addstr(out, ht_str_trim(ht_buf_str(&piece)));
	ht_buf_drop(&piece);
}

/* The title on one line: blanks at the ends of its pieces left out. */
void
ht_find_set_title(ht_find *f, const ht_elem *e)
{
	ht_str s = e->text.str;
	ht_buf out = {0};
	size_t beg = 0;

	for (size_t i = 0; i <= e->npiece; i++) {
		size_t end = i < e->npiece ? e->piece[i] : s.n;

		add_plain(&out, &e->text, beg, end);
		beg = end;
	}
	f->doc->title = ht_str_cstr(f->ctx->arena, ht_buf_str(&out));
	ht_buf_drop(&out);
}

static void
take_title(ht_find *f)
{
	size_t count = f->title_end - f->title;
	ht_text text = f->unit[f->title].raw->text;
	uint32_t *piece = NULL;
	ht_elem *e;

	if (count > 1)
		text = join_units(f, f->title, f->title_end, &piece);
	e = ht_find_add(f, HT_TITLE, text,
		f->sure_title ? f->title_rule : "title.place",
		f->sure_title ? 95 : 50);
	e->piece = piece;
	e->npiece = count - 1;
	ht_title_pieces(f, e);
	if (!f->given[HT_TITLE])
		ht_find_set_title(f, e);
}

/* --- the red head */

static bool
same_text(ht_str a, ht_str b)
{
	return ht_str_eq(ht_str_trim(a), ht_str_trim(b));
}

/* An element of a kind with the same text, before this one. */
static const ht_elem *
find_same(const ht_find *f, ht_elem_kind kind, ht_str text)
{
	for (size_t i = 0; i < f->doc->nelem && i < SAME_MAX; i++)
		if (f->doc->elem[i].kind == kind &&
			same_text(f->doc->elem[i].text.str, text))
			return &f->doc->elem[i];
	return NULL;
}

static void
report(ht_find *f, ht_report *r, const ht_elem *e, ht_elem_kind kind)
{
	ht_report_add(r, e->span, ht_elem_name(kind),
		ht_report_lists(r) ? ht_excerpt(f->ctx->arena, e->text.str)
				   : NULL);
}

static void
take_duplicate(ht_find *f, const ht_text *text, ht_elem_kind kind)
{
	ht_elem *e = ht_find_add(f, HT_NOISE, *text, "noise.duplicate", 90);

	report(f, &f->twice, e, kind);
}

/* A joint mark on one line is parted at its blanks, a name each. */
static void
take_names(ht_find *f, const ht_text *t, ht_elem_kind kind, const ht_rule *rule)
{
	ht_str s = t->str;
	size_t beg = 0;

	while (beg < s.n) {
		size_t end = beg, at = beg;
		ht_text part;

		while (at < s.n && !ht_cp_is_blank(ht_utf8_next(s, &at)))
			end = at;
		part = ht_text_sub(f->ctx->arena, t, beg, end);
		if (find_same(f, kind, part.str))
			take_duplicate(f, &part, kind);
		else
			ht_find_add(
				f, kind, part, rule->name, rule->confidence);
		for (beg = end; beg < s.n; beg = at) {
			at = beg;
			if (!ht_cp_is_blank(ht_utf8_next(s, &at)))
				break;
		}
	}
}

static void
take_mark(ht_find *f, size_t i, const ht_match *match)
{
	const ht_text *text = &f->unit[i].raw->text;

	if (ht_rule_test(&f->m, "agency.list", text->str))
		take_names(f, text, HT_ISSUER_MARK, match->rule);
	else if (find_same(f, HT_ISSUER_MARK, text->str))
		take_duplicate(f, text, HT_ISSUER_MARK);
	else
		ht_find_take(f, text, match);
}

static bool
is_single(ht_elem_kind kind)
{
	return kind != HT_NOISE && kind != HT_SUBTITLE && kind != HT_EXTRA &&
	       kind != HT_ISSUER_MARK && kind != HT_SIGNER;
}

/* On a web page names and numbers stand in menus and tables too: they are the
 * document's only where its title or its other marks follow. */
static bool
stands_apart(ht_find *f, size_t i, ht_elem_kind kind)
{
	ht_match match;

	if (f->nchrome < CHROME_MANY || i + 1 == f->title)
		return false;
	if (kind == HT_ISSUER_MARK)
		return !(ht_find_rule(f, i + 1, HT_ZONE_HEAD, &match) &&
			 (match.rule->kind == HT_ISSUER_MARK ||
				 match.rule->kind == HT_DOC_NUMBER));
	if (kind != HT_DOC_NUMBER)
		return false;
	for (size_t k = ++i; i < f->body && i - k < APART_MAX; i++)
		if (ht_find_rule(f, i, HT_ZONE_HEAD, &match) &&
			match.rule->kind == kind)
			return true;
	return false;
}

static void
take_known(ht_find *f, size_t i, const ht_match *match)
{
	const ht_text *text = &f->unit[i].raw->text;
	ht_elem_kind kind = match->rule->kind;

	if (stands_apart(f, i, kind)) {
		ht_find_noise(f, text, "noise.chrome");
		return;
	}
	if (kind == HT_ISSUER_MARK) {
		take_mark(f, i, match);
		return;
	}
	/* One that front matter gives goes before all of them. */
	if (is_single(kind) && f->count[kind] && !f->given[kind]) {
		ht_elem *e =
			ht_find_add(f, HT_STRAY, *text, "stray.second", 50);

		report(f, &f->second, e, kind);
		return;
	}
	ht_find_take(f, text, match);
}

/* Whether unit i begins inside its line, right below the one before it. */
static bool
is_indented_below(const ht_find *f, size_t i)
{
	const ht_raw *raw = f->unit[i].raw;
	uint32_t line, col;

	ht_source_locate(f->s, raw->span.beg, &line, &col);
	return col > 1 && !raw->blank_before;
}

/* 7.2.6: names below those of the line with the label; the number stands on
 * the last line of them. */
static bool
take_more_signers(ht_find *f, size_t i)
{
	const ht_rule *more = ht_rule_lookup(f->m.rules, "signer.more");
	const ht_doc *d = f->doc;
	ht_elem_kind last;
	ht_match match;

	if (d->nelem == 0 || f->unit[i].raw->blank_before)
		return false;
	last = d->elem[d->nelem - 1].kind;
	if ((last != HT_SIGNER && last != HT_SIGNER_NAME) || !more ||
		!ht_rule_match(
			&f->m, more, f->unit[i].raw->text.str, 0, &match))
		return false;
	if (match.set[1] ? f->count[HT_DOC_NUMBER] > 0
			 : !is_indented_below(f, i))
		return false;
	ht_find_take(f, &f->unit[i].raw->text, &match);
	if (f->given[HT_SIGNER]) /* gives way with the label */
		f->doc->elem[f->doc->nelem - 1].kind = HT_SIGNER;
	return true;
}

static bool
is_date(ht_find *f, size_t i)
{
	return i < f->body && i != f->title &&
	       ht_rule_test(&f->m, "date.full", ht_find_text(f, i));
}

/* 10.3: who issues minutes, and when, above the red line [P]: in a row, or a
 * line each. */
static bool
take_issue(ht_find *f, size_t i)
{
	const ht_rule *issue = ht_rule_lookup(f->m.rules, "minutes.issue");
	const ht_elem *mark = ht_find_elem(f, HT_ISSUER_MARK);
	const ht_text *text = &f->unit[i].raw->text;
	const ht_doc *d = f->doc;
	ht_match match;

	if (!mark || !issue ||
		!ht_rule_test(&f->m, "mark.minutes", mark->text.str))
		return false;
	if (ht_rule_match(&f->m, issue, text->str, 0, &match))
		ht_find_take(f, text, &match);
	else if (ht_rule_test(&f->m, "agency.name", text->str) &&
		 is_date(f, i + 1))
		ht_find_add(
			f, HT_SIGNATURE, *text, issue->name, issue->confidence);
	else if (is_date(f, i) && d->elem[d->nelem - 1].kind == HT_SIGNATURE)
		ht_find_add(f, HT_DATE, *text, issue->name, issue->confidence);
	else
		return false;
	return true;
}

static void
take_unknown(ht_find *f, size_t i)
{
	const ht_text *text = &f->unit[i].raw->text;

	if (take_more_signers(f, i))
		return;
	if (f->title_end > f->title && f->title_end == f->title + 1 &&
		same_text(text->str, ht_find_text(f, f->title)))
		take_duplicate(f, text, HT_TITLE);
	else if (f->nchrome >= CHROME_MANY ||
		 f->unit[i].raw->kind == HT_RAW_LINK)
		ht_find_noise(f, text, "noise.chrome");
	else
		ht_find_stray(f, text);
}

static void
count_chrome(ht_find *f)
{
	for (size_t i = 0; i < f->body; i++)
		f->nchrome += ht_find_chrome(f, i, HT_ZONE_HEAD);
}

void
ht_find_head(ht_find *f)
{
	ht_match match;

	count_chrome(f);
	for (size_t i = 0; i < f->body; i++) {
		if (i >= f->title && i < f->title_end) {
			if (i == f->title)
				take_title(f);
			continue;
		}
		if (f->unit[i].raw->kind == HT_RAW_IMAGE)
			ht_find_figure(f, f->unit[i].raw);
		else if (take_issue(f, i))
			continue;
		else if (ht_find_rule(f, i, HT_ZONE_HEAD, &match))
			take_known(f, i, &match);
		else
			take_unknown(f, i);
	}
	for (size_t i = 0; i < f->doc->nelem; i++)
		if (f->doc->elem[i].kind == HT_SUBTITLE)
			ht_title_pieces(f, &f->doc->elem[i]);
}
