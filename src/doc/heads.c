/* SPDX-License-Identifier: Apache-2.0
 *
 * Headings by their numbers (GB/T 9704-2012 7.3.3), and body paragraphs.
 *
 * A number alone makes no heading: many documents number their sentences.  A
 * numbered paragraph that ends no sentence is a heading, unless another of its
 * kind follows at once: then it is an item of a list.  One of several sentences
 * is a heading and its text on one line, if most of its kind in the document
 * are headings of either sort.  One short sentence is a heading where text
 * follows each of its kind.  The rest are body.
 */
#include "doc/find.h"

#include "base/utf8.h"
#include "doc/number.h"
#include "text/make.h"

#define HEAD_LONG 120 /* half cells: a heading is shorter */
#define SHORT_LONG 70 /* half cells: a heading that ends with a stop */
#define RUNIN_LONG 110 /* half cells of the heading of a run-in paragraph */

typedef enum { SHAPE_BODY, SHAPE_HEAD, SHAPE_RUNIN, SHAPE_SHORT } shape;

typedef struct {
	size_t count[HT_START__MAX][SHAPE_SHORT + 1];
} tally;

static ht_elem_kind
kind_of(ht_start start)
{
	switch (start) {
	case HT_START_HAN_COMMA:
		return HT_HEAD1;
	case HT_START_ORDINAL:
		return HT_CHAPTER;
	case HT_START_HAN_PAREN:
		return HT_HEAD2;
	case HT_START_DIGIT_DOT:
		return HT_HEAD3;
	case HT_START_DIGIT_PAREN:
		return HT_HEAD4;
	default:
		return HT_BODY;
	}
}

/* The end of the first sentence of text, behind its full stop; 0: none. */
static size_t
first_sentence(ht_str s)
{
	size_t width = 0;

	for (size_t i = 0; i < s.n && width <= RUNIN_LONG;) {
		uint32_t c = ht_utf8_next(s, &i);

		width += c < 0x2000 ? 1 : 2;
		if (c == 0x3002)
			return i;
	}
	return 0;
}

/* Whether unit i and a neighbour, both of a kind and both no sentence, stand
 * without text between them. */
static bool
is_item(const ht_find *f, size_t i, size_t beg, size_t end)
{
	const ht_unit *u = &f->unit[i];

	/* Articles follow their chapter. */
	if (u->start == HT_START_ORDINAL)
		return false;
	if (i + 1 < end && f->unit[i + 1].start == u->start)
		return true;
	return i > beg && f->unit[i - 1].start == u->start &&
	       f->unit[i - 1].stop == HT_STOP_OPEN;
}

static shape
shape_of(const ht_find *f, size_t i, size_t beg, size_t end)
{
	const ht_unit *u = &f->unit[i];
	size_t stop;

	if (kind_of(u->start) == HT_BODY)
		return SHAPE_BODY;
	if (u->stop == HT_STOP_OPEN && u->width <= HEAD_LONG)
		return u->raw->kind != HT_RAW_HEADING && is_item(f, i, beg, end)
			       ? SHAPE_BODY
			       : SHAPE_HEAD;
	stop = first_sentence(u->raw->text.str);
	if (stop > 0 && stop < u->raw->text.str.n)
		return SHAPE_RUNIN;
	if (stop > 0 && u->width <= SHORT_LONG && i + 1 < end &&
		f->unit[i + 1].start == HT_START_NONE)
		return SHAPE_SHORT;
	return SHAPE_BODY;
}

static bool
is_chapter(ht_str s)
{
	size_t i = 0;

	/* Part, chapter, section; articles are text. */
	while (i < s.n) {
		uint32_t c = ht_utf8_next(s, &i);

		if (c == 0x7F16 || c == 0x7AE0 || c == 0x8282)
			return true;
		if (c == 0x6761 || c == 0x6B3E)
			return false;
	}
	return false;
}

/* End of the number of an article, with that of one put in behind it later, or
 * 0. */
static size_t
article_end(ht_find *f, ht_str s)
{
	ht_match m;

	return ht_find_match(f, "number.article", s, &m) ? m.end[0] : 0;
}

static tally
count(const ht_find *f, size_t beg, size_t end)
{
	tally t = {{{0}}};

	for (size_t i = beg; i < end; i++)
		t.count[f->unit[i].start][shape_of(f, i, beg, end)]++;
	return t;
}

/* What a unit's shape means beside the others of its kind. */
static shape
settle(shape how, const size_t *n)
{
	size_t others = n[SHAPE_RUNIN] + n[SHAPE_HEAD];

	if (how == SHAPE_RUNIN && n[SHAPE_BODY] + n[SHAPE_SHORT] >= others)
		return SHAPE_BODY;
	if (how != SHAPE_SHORT)
		return how;
	return n[SHAPE_SHORT] > 2 * (n[SHAPE_BODY] + n[SHAPE_RUNIN])
		       ? SHAPE_HEAD
		       : SHAPE_BODY;
}

static const char *
rule_of(ht_start start, shape how)
{
	static const char *const name[HT_START__MAX][3] = {
		[HT_START_HAN_COMMA] = {"number.1.sentence", "number.1",
			"number.1.runin"},
		[HT_START_HAN_PAREN] = {"number.2.sentence", "number.2",
			"number.2.runin"},
		[HT_START_DIGIT_DOT] = {"number.3.sentence", "number.3",
			"number.3.runin"},
		[HT_START_DIGIT_PAREN] = {"number.4.sentence", "number.4",
			"number.4.runin"},
		[HT_START_ORDINAL] = {"number.article", "number.chapter",
			"number.article"},
	};

	return name[start][how] ? name[start][how] : "body.plain";
}

static void
add_ordinal(ht_find *f, ht_elem *e)
{
	int n = ht_number_ordinal(e->text.str);

	if (n > 0)
		ht_find_attr(f, e, "ordinal",
			ht_str_from(ht_fmt(f->ctx->arena, "%d", n)));
}

static void
take_numbered(ht_find *f, const ht_unit *u, shape how)
{
	ht_elem_kind kind = kind_of(u->start);
	size_t article = 0;
	ht_elem *e;

	if (u->start == HT_START_ORDINAL && !is_chapter(u->raw->text.str))
		how = SHAPE_BODY;
	if (how == SHAPE_BODY)
		kind = HT_BODY;
	if (how == SHAPE_BODY && u->start == HT_START_ORDINAL)
		article = article_end(f, u->raw->text.str);
	if (article)
		kind = HT_ARTICLE;
	e = ht_find_add(f, kind, u->raw->text, rule_of(u->start, how),
		how == SHAPE_BODY ? 75 : 92);
	if (article)
		e->runin_end = (uint32_t)article;
	if (how == SHAPE_RUNIN)
		e->runin_end = (uint32_t)first_sentence(e->text.str);
	add_ordinal(f, e);
}

/* A Markdown heading without a number: an attachment's title when it names a
 * genre, a heading otherwise. */
static void
take_heading(ht_find *f, const ht_unit *u)
{
	if (ht_rule_test(&f->m, "title.genre", u->raw->text.str))
		ht_find_add(f, HT_ATTACHMENT_TITLE, u->raw->text,
			"attach.heading", 70);
	else
		ht_find_add(f, HT_HEAD1, u->raw->text, "markdown.heading", 60);
}

/* The label above the first name: both are one. */
static void
take_label(ht_find *f, size_t i)
{
	ht_make m = ht_make_begin(f->ctx->arena);

	ht_make_text(&m, &f->unit[i].raw->text);
	ht_make_text(&m, &f->unit[i + 1].raw->text);
	ht_find_add(f, HT_ATTACHMENT_NOTE, ht_make_end(&m),
		"attach.label_alone", 85);
}

/* Attachment notes go on with numbered items; how many units are taken. */
static size_t
take_note(ht_find *f, size_t i, size_t end)
{
	const ht_text *text = &f->unit[i].raw->text;
	const ht_elem *last =
		f->doc->nelem ? &f->doc->elem[f->doc->nelem - 1] : NULL;
	ht_match match;

	if (last && last->kind == HT_ATTACHMENT_NOTE &&
		(ht_rule_test(&f->m, "attach.item", text->str) ||
			ht_find_goes_on(f, last->text.str, text->str))) {
		ht_find_add(f, HT_ATTACHMENT_NOTE, *text, "attach.item", 85);
		return 1;
	}
	if (i + 1 < end && ht_find_label_above(f, i)) {
		take_label(f, i);
		return 2;
	}
	if (!ht_find_rule(f, i, HT_ZONE_BODY, &match) ||
		(match.rule->kind != HT_ATTACHMENT_NOTE &&
			match.rule->kind != HT_ATTENDANCE))
		return 0;
	ht_find_take(f, text, &match);
	return 1;
}

/* Whether names in other than Arabic digits begin with unit i: two of them, for
 * one may be a heading of what is attached, and no sentences. */
static bool
is_other_list(ht_find *f, size_t i)
{
	return i + 1 < f->nunit && ht_number_ordinal(ht_find_text(f, i)) == 1 &&
	       ht_find_goes_on(f, ht_find_text(f, i), ht_find_text(f, i + 1)) &&
	       (f->unit[i].start == HT_START_CIRCLED ||
		       (f->unit[i].stop == HT_STOP_OPEN &&
			       f->unit[i + 1].stop == HT_STOP_OPEN));
}

bool
ht_find_label_above(ht_find *f, size_t i)
{
	return i + 1 < f->nunit &&
	       ht_rule_test(&f->m, "attach.label_alone", ht_find_text(f, i)) &&
	       (ht_rule_test(&f->m, "attach.item", ht_find_text(f, i + 1)) ||
		       is_other_list(f, i + 1));
}

void
ht_find_figure(ht_find *f, const ht_raw *raw)
{
	ht_doc *d = f->doc;
	ht_elem *e;

	if (ht_str_ends(raw->key, ".csv")) {
		ht_find_csv(f, raw);
		return;
	}
	e = ht_find_add(f, HT_FIGURE, raw->text, "figure", 95);
	e->span = raw->span;
	HT_ROOM(f->ctx->arena, d->figure, d->nfigure, f->capfigure);
	d->figure[d->nfigure++] =
		(ht_picture){.path = ht_str_cstr(f->ctx->arena, raw->key),
			.span = raw->span};
	ht_find_outside(f, d->figure[d->nfigure - 1].path);
}

void
ht_find_heads(ht_find *f, size_t i, size_t end)
{
	tally t = count(f, i, end);
	size_t beg = i;

	for (; i < end; i++) {
		const ht_unit *u = &f->unit[i];
		size_t taken = 0;

		if (u->start != HT_START_NONE || u->raw->text.str.n < 400)
			taken = take_note(f, i, end);
		if (taken) {
			i += taken - 1;
			continue;
		}
		if (u->raw->kind == HT_RAW_IMAGE)
			ht_find_figure(f, u->raw);
		else if (kind_of(u->start) != HT_BODY)
			take_numbered(f, u,
				settle(shape_of(f, i, beg, end),
					t.count[u->start]));
		else if (u->raw->kind == HT_RAW_HEADING)
			take_heading(f, u);
		else
			ht_find_add(f, HT_BODY, u->raw->text, "body.plain", 80);
	}
}
