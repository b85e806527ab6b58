/* SPDX-License-Identifier: Apache-2.0
 *
 * What names the attachments below the body (GB/T 9704-2012 7.3.4), and the
 * label that each bears (7.3.7), in the form that the standard asks for: a line
 * a name, in whatever way the source numbers them.
 */
#include "base/utf8.h"
#include "doc/find.h"
#include "doc/number.h"
#include "text/make.h"

#define LABEL "\xE9\x99\x84\xE4\xBB\xB6" /* U+9644 U+4EF6 */
#define WIDE_COLON "\xEF\xBC\x9A" /* U+FF1A */
#define LABEL_BYTES 6
#define MANY 9 /* attachments whose numbers have one digit */
#define INDENT 5000 /* of a name below the first, per mille of a zi */
#define INDENT_MANY 5500 /* the same, where others have two digits */

typedef struct {
	size_t label; /* end of the label, 0: none */
	size_t name, end; /* of the name, without marks */
	int number; /* 0: none */
	bool each; /* the label has the number: one a name */
	ht_start other; /* how the number begins where it is not Arabic */
	size_t numeral; /* where such a one begins */
} note;

static bool
is_closing_mark(uint32_t c)
{
	return c == 0x3002 || c == 0xFF1B || c == 0xFF0C || c == 0x3001 ||
	       c == ';' || c == ',';
}

/* A number in other digits or marks than 7.3.4 asks for. */
static void
read_other(ht_find *f, ht_str s, note *n)
{
	ht_match m;

	if (!ht_find_match(
		    f, "attach.item_other", ht_str_sub(s, n->label, s.n), &m))
		return;
	n->numeral = n->label + m.beg[1];
	n->number = ht_number_ordinal(
		ht_str_sub(s, n->numeral, n->label + m.end[1]));
	n->other = ht_line_start(ht_str_sub(s, n->numeral, s.n));
	n->name = n->label + m.end[0];
}

/* Label and number that a line begins with. */
static void
read_begin(ht_find *f, ht_str s, note *n)
{
	ht_match m;

	if (ht_find_match(f, "attach.label_each", s, &m)) {
		n->each = true;
		n->number = ht_number_read(ht_str_sub(s, m.beg[1], m.end[1]));
		n->label = n->name = m.end[0];
		return;
	}
	if (ht_find_match(f, "attach.label_only", s, &m))
		n->label = m.end[0];
	n->name = n->label;
	if (!ht_find_match(f, "attach.item_number",
		    ht_str_sub(s, n->label, s.n), &m)) {
		read_other(f, s, n);
		return;
	}
	n->number = ht_number_read(
		ht_str_sub(s, n->label + m.beg[1], n->label + m.end[1]));
	n->name = n->label + m.end[0];
}

static note
read_note(ht_find *f, ht_str s)
{
	note n = {.end = s.n};

	read_begin(f, s, &n);
	while (n.end > n.name) {
		size_t at = n.end;

		if (!is_closing_mark(ht_utf8_prev(s, &at)))
			break;
		n.end = at;
	}
	return n;
}

bool
ht_find_goes_on(ht_find *f, ht_str last, ht_str next)
{
	note a = read_note(f, last), b;

	if (a.other == HT_START_NONE ||
		!ht_rule_test(&f->m, "attach.item_other", next))
		return false;
	b = read_note(f, next);
	return b.other == a.other && b.number == a.number + 1;
}

/* Whether the names i to end are numbered so throughout.  What begins one name
 * alone may be part of it, but a circled digit. */
static bool
is_other(ht_find *f, size_t i, size_t end)
{
	const ht_elem *elem = f->doc->elem;
	ht_start first = read_note(f, elem[i].text.str).other;

	for (size_t k = i; k < end; k++) {
		note n = read_note(f, elem[k].text.str);

		if (n.other == HT_START_NONE || n.other != first ||
			(size_t)n.number != k - i + 1)
			return false;
	}
	return end - i > 1 || first == HT_START_CIRCLED;
}

/* The label as the standard has it; the source's own where it is that. */
static void
add_label(ht_find *f, ht_make *m, const ht_text *t, size_t end)
{
	ht_text label = ht_text_sub(f->ctx->arena, t, 0, end);

	if (ht_str_starts(label.str, LABEL WIDE_COLON) ||
		ht_str_starts(label.str, LABEL ":"))
		ht_make_text(m, &label);
	else
		ht_make_str(m, HT_STR(LABEL WIDE_COLON), ht_text_source(t, 0));
}

/* Takes a number that is not Arabic from n: told, or part of the name. */
static void
take_other(ht_find *f, const ht_elem *e, note *n, bool other)
{
	ht_arena *a = f->ctx->arena;

	if (n->other == HT_START_NONE)
		return;
	if (other) {
		ht_diag_add(f->ctx, HT_MSG_DOC_NOTE_NUMBER, e->span,
			ht_excerpt(a, ht_str_trim(ht_str_sub(e->text.str,
					      n->numeral, n->name))),
			ht_fmt(a, "%d.", n->number), NULL);
		return;
	}
	n->number = 0;
	n->name = n->numeral;
}

static void
fix_note(ht_find *f, ht_elem *e, int index, int count, bool other)
{
	ht_arena *a = f->ctx->arena;
	ht_text t = e->text, name;
	note n = read_note(f, t.str);
	ht_make m = ht_make_begin(a);
	int number;

	/* A list of another form ("(attachment 1) ...") is left as it is. */
	if (n.end == n.name || (index == 0 && n.label == 0) ||
		(n.each && count == 1))
		return;
	take_other(f, e, &n, other);
	number = n.number ? n.number : count > 1 ? index + 1 : 0;
	if (index == 0)
		add_label(f, &m, &t, n.label);
	if (number)
		ht_make_str(&m, ht_str_from(ht_fmt(a, "%d.", number)),
			ht_text_source(&t, n.name));
	e->hang = (uint32_t)m.n;
	if (index > 0)
		e->indent = count > MANY && index < MANY ? INDENT_MANY : INDENT;
	name = ht_text_sub(a, &t, n.name, n.end);
	ht_make_text(&m, &name);
	if (n.end < t.str.n)
		ht_diag_add(f->ctx, HT_MSG_DOC_NOTE_MARK, e->span,
			ht_excerpt(a, ht_str_sub(t.str, n.end, t.str.n)), NULL);
	ht_find_replace(f, e, ht_make_end(&m));
}

/* Where the name of the next number begins on the line, or 0. */
static size_t
next_on_line(ht_find *f, ht_str s)
{
	note n = read_note(f, s);
	const ht_rule *rule = ht_rule_lookup(
		f->m.rules, n.other ? "attach.next_other" : "attach.next_item");
	size_t at = n.name;
	ht_match m;

	while (rule && n.number && !n.each &&
		ht_rule_match(&f->m, rule, s, at, &m)) {
		if (ht_number_ordinal(ht_str_sub(s, m.beg[1], m.end[1])) ==
				n.number + 1 &&
			(!n.other || n.other == ht_line_start(ht_str_sub(
							s, m.beg[1], s.n))))
			return m.beg[1];
		at = m.end[1];
	}
	return 0;
}

/* Names that stand on one line are an element each. */
static void
part_notes(ht_find *f, size_t i)
{
	ht_arena *a = f->ctx->arena;

	for (; i < f->doc->nelem; i++) {
		ht_text t = f->doc->elem[i].text;
		size_t at;

		if (f->doc->elem[i].kind != HT_ATTACHMENT_NOTE)
			return;
		at = next_on_line(f, t.str);
		if (at == 0)
			continue;
		ht_find_insert(f, i, HT_ATTACHMENT_NOTE,
			ht_text_sub(a, &t, at, t.str.n));
		ht_find_replace(f, &f->doc->elem[i],
			ht_text_sub(a, &t, 0,
				ht_str_trim(ht_str_sub(t.str, 0, at)).n));
	}
}

size_t
ht_find_note_texts(ht_find *f, size_t i)
{
	ht_doc *d = f->doc;
	size_t end = i;
	bool other;

	part_notes(f, i);
	while (end < d->nelem && d->elem[end].kind == HT_ATTACHMENT_NOTE)
		end++;
	other = is_other(f, i, end);
	for (size_t k = i; k < end; k++)
		fix_note(f, &d->elem[k], (int)(k - i), (int)(end - i), other);
	return end - 1;
}

/* 7.3.7: the word and the number, nothing else; Han numerals stay. */
void
ht_find_label_text(ht_find *f, ht_elem *e)
{
	ht_arena *a = f->ctx->arena;
	ht_str s = e->text.str, word, number;
	ht_match m;

	if (!ht_find_match(f, "attach.label_parts", s, &m) ||
		!ht_find_group(&m, "number", s, &number) || number.n == 0)
		return;
	if (!ht_find_group(&m, "word", s, &word) || word.n == 0)
		word = ht_str_sub(HT_STR(LABEL), LABEL_BYTES / 2, LABEL_BYTES);
	if (ht_rule_test(&f->m, "attach.digits", number))
		number = ht_str_from(ht_fmt(a, "%d", ht_number_read(number)));
	ht_find_rewrite(f, e,
		ht_fmt(a, "%.*s%.*s%.*s", LABEL_BYTES / 2, LABEL, (int)word.n,
			word.p, (int)number.n, number.p),
		HT_MSG_DOC_LABEL_FORM);
}
