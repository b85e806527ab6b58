/* SPDX-License-Identifier: Apache-2.0
 *
 * Attachments that the note below the body names (7.3.4) and those that follow
 * (7.3.7): one that is missing or not named is told, and one whose number or
 * title is not what the note says.
 */
#include "base/utf8.h"
#include "doc/find.h"
#include "doc/number.h"

typedef struct {
	const ht_elem *label, *title; /* NULL: it has none */
	ht_str name; /* that stands on the label's line; empty: none */
	int number; /* 0: none */
	bool below; /* one of several parts (2-1, 2-2) of an attachment */
} attachment;

typedef struct {
	const ht_elem **note;
	attachment *there;
	size_t nnote, nthere;
} attachments;

static bool
is_hyphen(uint32_t c)
{
	return c == '-' || c == 0xFF0D || c == 0x2013 || c == 0x2014;
}

static bool
is_colon(uint32_t c)
{
	return c == ':' || c == 0xFF1A;
}

/* What stands behind the word of a label: its number, then perhaps the name.
 */
static attachment
read_label(ht_find *f, const ht_elem *e)
{
	const ht_rule *rule = ht_rule_lookup(f->m.rules, "attach.label_number");
	attachment out = {.label = e};
	ht_str s = e->text.str;
	ht_match m;
	size_t at;

	if (!rule || !ht_rule_match(&f->m, rule, s, 0, &m))
		return out;
	if (m.set[1])
		out.number = ht_number_read(ht_str_sub(s, m.beg[1], m.end[1]));
	s = ht_str_sub(s, m.end[0], s.n);
	at = 0;
	if (s.n && is_hyphen(ht_utf8_next(s, &at))) {
		out.below = true;
		return out;
	}
	at = 0;
	if (s.n && is_colon(ht_utf8_next(s, &at)))
		s = ht_str_sub(s, at, s.n);
	out.name = ht_str_trim(s);
	return out;
}

/* The names of the note, which stand before all attachments, and these. */
static attachments
collect(ht_find *f)
{
	const ht_doc *d = f->doc;
	ht_arena *a = f->ctx->arena;
	attachments out = {.note = HT_ARRAY(a, const ht_elem *,
				   f->count[HT_ATTACHMENT_NOTE] + 1),
		.there = HT_ARRAY(
			a, attachment, f->count[HT_ATTACHMENT_LABEL] + 1)};

	for (size_t i = 0; i < d->nelem; i++) {
		const ht_elem *e = &d->elem[i];

		if (e->kind == HT_ATTACHMENT_NOTE && out.nthere == 0)
			out.note[out.nnote++] = e;
		else if (e->kind == HT_ATTACHMENT_LABEL)
			out.there[out.nthere++] = read_label(f, e);
		else if (e->kind == HT_ATTACHMENT_TITLE && out.nthere &&
			 !out.there[out.nthere - 1].title)
			out.there[out.nthere - 1].title = e;
	}
	return out;
}

/* Parts of one attachment are one, whether it has a label of its own or not. */
static size_t
count(const attachments *all)
{
	size_t n = 0;

	for (size_t i = 0; i < all->nthere; i++)
		n += !all->there[i].below || i == 0 ||
		     all->there[i].number != all->there[i - 1].number;
	return n;
}

/* The name that a line of the note gives. */
static ht_str
note_name(ht_find *f, const ht_elem *e)
{
	const ht_rule *rule = ht_rule_lookup(f->m.rules, "attach.listed");
	ht_str s = e->text.str;
	ht_match m;

	if (rule && ht_rule_match(&f->m, rule, s, 0, &m))
		return ht_str_sub(s, m.end[0], s.n);
	return s;
}

/* A name without what does not count: blanks, book marks, the form of its
 * brackets. */
static const char *
plain(ht_arena *a, ht_str s)
{
	ht_buf out = {0};
	const char *text;

	for (size_t i = 0; i < s.n;) {
		uint32_t c = ht_utf8_next(s, &i);

		if (ht_cp_is_blank(c) || c == 0x300A || c == 0x300B)
			continue;
		c = c == 0xFF08 ? '(' : c == 0xFF09 ? ')' : c;
		ht_buf_addcp(&out, c);
	}
	text = ht_str_cstr(a, ht_buf_str(&out));
	ht_buf_drop(&out);
	return text;
}

static void
check_title(ht_find *f, const attachment *have, const ht_elem *note)
{
	ht_arena *a = f->ctx->arena;
	ht_str title = have->title ? have->title->text.str : have->name;
	ht_str name = note_name(f, note);
	uint32_t line, col;

	if (title.n == 0 ||
		ht_str_is(ht_str_from(plain(a, title)), plain(a, name)))
		return;
	ht_source_locate(f->s, note->span.beg, &line, &col);
	ht_diag_add(f->ctx, HT_MSG_DOC_ATTACHMENT_TITLE,
		have->title ? have->title->span : have->label->span,
		ht_excerpt(a, title), ht_excerpt(a, name),
		ht_fmt(a, "%u:%u", line, col), NULL);
}

/* 7.3.7: number and title as the note has them. */
static void
check_each(ht_find *f, const attachments *all)
{
	size_t place = 0;

	for (size_t i = 0; i < all->nthere; i++) {
		const attachment *have = &all->there[i];
		size_t n = have->number ? (size_t)have->number - 1 : place;

		if (have->below)
			continue;
		if (all->nnote > 1 && (size_t)have->number != ++place)
			ht_diag_add(f->ctx, HT_MSG_DOC_ATTACHMENT_NUMBER,
				have->label->span,
				ht_excerpt(
					f->ctx->arena, have->label->text.str),
				ht_fmt(f->ctx->arena, "%zu", place), NULL);
		if (n < all->nnote)
			check_title(f, have, all->note[n]);
	}
}

void
ht_find_attached(ht_find *f)
{
	attachments all = collect(f);
	size_t there = count(&all);
	ht_arena *a = f->ctx->arena;

	if (all.nnote == 0)
		return;
	if (there < all.nnote && f->doc->set.detached != HT_YES)
		ht_diag_add(f->ctx, HT_MSG_DOC_ATTACHMENT_MISSING,
			all.note[0]->span, ht_fmt(a, "%zu", all.nnote),
			ht_fmt(a, "%zu", there), NULL);
	if (there > all.nnote)
		ht_diag_add(f->ctx, HT_MSG_DOC_ATTACHMENT_UNNAMED,
			all.note[0]->span, ht_fmt(a, "%zu", all.nnote),
			ht_fmt(a, "%zu", there), NULL);
	check_each(f, &all);
}
