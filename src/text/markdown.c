/* SPDX-License-Identifier: Apache-2.0
 *
 * Inline marks of Markdown: emphasis, links, images, escapes, footnote marks;
 * and the few tags of markup.h.
 *
 * An own scanner: CommonMark's flanking rule does not close a pair of
 * asterisks that stands after a full-width mark and before a Han character,
 * which is what Chinese texts write.  Two asterisks therefore open before and
 * close after anything but a blank; a single one keeps CommonMark's rule, so
 * that footnote stars and products stay text.  One pass, and one pass over
 * the marks found: linear whatever is written.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "text/make.h"
#include "text/markup.h"
#include "text/raw.h"

#define LABEL_MAX 1024 /* bytes of an image's label */
#define TARGET_MAX 2048 /* bytes of a link's address */

typedef enum {
	STRONG,
	UNDER,
	STAR,
	BOTH,
	TAG, /* and as many as there are names */
	PAIR__MAX = TAG + HT_TAGS,
	NOTE,
	DROP
} token_kind;

typedef struct {
	uint32_t at, len;
	uint8_t kind; /* token_kind */
	uint8_t marked; /* what a pair marks */
	uint16_t note;
	bool real, opens;
} token;

typedef struct {
	ht_raw_builder *b;
	const ht_text *t;
	token *token;
	size_t ntoken, captoken;
	uint32_t *stack; /* tokens of open brackets */
	size_t nstack, capstack;
	uint32_t open[PAIR__MAX]; /* token + 1, or 0 */
	bool whole; /* one link holds all */
} scan;

static size_t
add_token(scan *sc, size_t at, size_t len, token_kind kind, bool real)
{
	HT_ROOM(sc->b->ctx->arena, sc->token, sc->ntoken, sc->captoken);
	sc->token[sc->ntoken] = (token){.at = (uint32_t)at,
		.len = (uint32_t)len,
		.kind = (uint8_t)kind,
		.real = real};
	return sc->ntoken++;
}

static uint32_t
char_before(ht_str s, size_t i)
{
	return i > 0 ? ht_utf8_prev(s, &i) : ' ';
}

static uint32_t
char_at(ht_str s, size_t i)
{
	return i < s.n ? ht_utf8_next(s, &i) : ' ';
}

/* Punctuation, as far as a single asterisk asks: neither letter nor blank. */
static bool
is_mark(uint32_t c)
{
	return !ht_cp_is_blank(c) && !ht_cp_is_han(c) && !ht_cp_is_west(c);
}

/* What text between two marks of a kind is. */
static const uint8_t marked_by[] = {[STRONG] = HT_MARKED_STRONG,
	[UNDER] = HT_MARKED_STRONG,
	[STAR] = HT_MARKED_EMPH,
	[BOTH] = HT_MARKED_STRONG | HT_MARKED_EMPH};

/* Closes the pair that is open with the len bytes at i. */
static void
close_pair(scan *sc, size_t i, size_t len, size_t kind, uint8_t marked)
{
	size_t first = sc->open[kind] - 1;

	if (sc->token[first].at + sc->token[first].len == i)
		return;
	add_token(sc, i, len, (token_kind)kind, true);
	sc->token[sc->ntoken - 1].marked = marked;
	sc->token[first].marked = marked;
	sc->token[first].real = sc->token[first].opens = true;
	sc->open[kind] = 0;
}

static void
open_pair(scan *sc, size_t i, size_t len, size_t kind)
{
	sc->open[kind] =
		(uint32_t)add_token(sc, i, len, (token_kind)kind, false) + 1;
}

/* Opens or closes emphasis with the run of len bytes at i. */
static void
scan_emphasis(scan *sc, size_t i, size_t len, token_kind kind)
{
	uint32_t a = char_before(sc->t->str, i);
	uint32_t z = char_at(sc->t->str, i + len);
	bool opens = !ht_cp_is_blank(z), closes = !ht_cp_is_blank(a);

	if (kind == STAR) {
		opens = opens &&
			(!is_mark(z) || ht_cp_is_blank(a) || is_mark(a));
		closes = closes &&
			 (!is_mark(a) || ht_cp_is_blank(z) || is_mark(z));
	}
	/* Inside a word or a number they are letters: a__b, 3*4. */
	if (kind != STRONG && ht_cp_is_west(a) && ht_cp_is_west(z))
		return;
	if (closes && sc->open[kind])
		close_pair(sc, i, len, kind, marked_by[kind]);
	else if (opens)
		open_pair(sc, i, len, kind);
}

/* A tag at i, or text. */
static size_t
scan_tag(scan *sc, size_t i)
{
	ht_tag tag = ht_tag_read(ht_str_sub(sc->t->str, i, sc->t->str.n));
	size_t kind = TAG + (size_t)tag.name;

	if (tag.len == 0)
		return i + 1;
	if (!tag.closes)
		open_pair(sc, i, tag.len, kind);
	else if (sc->open[kind])
		close_pair(sc, i, tag.len, kind, (uint8_t)tag.marked);
	return i + tag.len;
}

/* A run of asterisks or underlines at i; its end. */
static size_t
scan_run(scan *sc, size_t i)
{
	ht_str s = sc->t->str;
	char c = s.p[i];
	size_t end = i;

	while (end < s.n && s.p[end] == c)
		end++;
	if (c == '_' && end - i == 2)
		scan_emphasis(sc, i, 2, UNDER);
	if (c == '*' && end - i <= 3)
		scan_emphasis(sc, i, end - i,
			end - i == 1   ? STAR
			: end - i == 2 ? STRONG
				       : BOTH);
	return end;
}

/* The end of "(address)" at i, or 0.  It must read like an address: [2010]
 * (42) is no link. */
static size_t
scan_target(ht_str s, size_t i)
{
	size_t depth = 0, end = i;
	bool address = false;

	if (i >= s.n || s.p[i] != '(')
		return 0;
	for (; end < s.n && end - i < TARGET_MAX; end++) {
		char c = s.p[end];

		if (c == '[' || c == ']')
			return 0;
		address =
			address || c == '/' || c == '.' || c == '#' || c == ':';
		depth += c == '(';
		depth -= c == ')';
		if (depth == 0)
			return address ? end + 1 : 0;
	}
	return 0;
}

/* The end of an image at i, "![label](address)", or 0. */
static size_t
scan_image(ht_str s, size_t i)
{
	size_t end = i + 2;

	if (i + 1 >= s.n || s.p[i + 1] != '[')
		return 0;
	while (end < s.n && end - i < LABEL_MAX && s.p[end] != ']' &&
		s.p[end] != '[')
		end++;
	if (end >= s.n || s.p[end] != ']')
		return 0;
	return scan_target(s, end + 1);
}

static size_t
take_image(scan *sc, size_t i, size_t end)
{
	ht_span span = {
		ht_text_source(sc->t, i), ht_text_source(sc->t, end - 1) + 1};

	add_token(sc, i, end - i, DROP, true);
	ht_report_text(&sc->b->image, span, ht_str_sub(sc->t->str, i, end));
	return end;
}

/* A closing bracket at i: a link, when an address follows. */
static size_t
scan_bracket(scan *sc, size_t i)
{
	ht_str s = sc->t->str;
	size_t end = scan_target(s, i + 1);
	ht_span span;
	token *first;

	if (sc->nstack == 0)
		return i + 1;
	first = &sc->token[sc->stack[--sc->nstack]];
	if (end == 0)
		return i + 1;
	first->real = true;
	sc->whole = first->at == 0 && end == s.n;
	span = (ht_span){
		ht_text_source(sc->t, i), ht_text_source(sc->t, end - 1) + 1};
	add_token(sc, i, end - i, DROP, true);
	ht_report_text(&sc->b->link, span, ht_str_sub(s, i + 2, end - 1));
	return end;
}

/* A footnote's mark of n bytes at i: raised when the source has a footnote of
 * that label, else text. */
static size_t
scan_note(scan *sc, size_t i, size_t n)
{
	ht_raw_builder *b = sc->b;
	ht_str label = ht_str_sub(sc->t->str, i + 2, i + n - 1);

	if (b->out->nnote == UINT16_MAX ||
		!bsearch(&label, b->note, b->nnote, sizeof label,
			ht_note_compare)) {
		ht_span span = {ht_text_source(sc->t, i),
			ht_text_source(sc->t, i + n - 1) + 1};

		ht_report_text(
			&b->lone, span, ht_str_sub(sc->t->str, i, i + n));
		return i + n;
	}
	b->out->nnote++;
	for (int k = 0; k < 2; k++) {
		add_token(sc, k ? i + n - 1 : i, k ? 1 : 2, NOTE, true);
		sc->token[sc->ntoken - 1].opens = k == 0;
		sc->token[sc->ntoken - 1].note = b->out->nnote;
	}
	return i + n;
}

static size_t
scan_open_bracket(scan *sc, size_t i)
{
	size_t n = ht_note_mark(ht_str_sub(sc->t->str, i, sc->t->str.n));

	if (n)
		return scan_note(sc, i, n);
	HT_ROOM(sc->b->ctx->arena, sc->stack, sc->nstack, sc->capstack);
	sc->stack[sc->nstack++] = (uint32_t)add_token(sc, i, 1, DROP, false);
	return i + 1;
}

static bool
is_ascii_mark(char c)
{
	return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') ||
	       (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

/* Takes what begins at i; where the next begins. */
static size_t
scan_at(scan *sc, size_t i)
{
	ht_str s = sc->t->str;
	size_t end;

	switch (s.p[i]) {
	case '*':
	case '_':
		return scan_run(sc, i);
	case '\\':
		if (i + 1 >= s.n || !is_ascii_mark(s.p[i + 1]))
			return i + 1;
		add_token(sc, i, 1, DROP, true);
		return i + 2;
	case '!':
		end = scan_image(s, i);
		return end ? take_image(sc, i, end) : i + 1;
	case '<':
		return scan_tag(sc, i);
	case '[':
		return scan_open_bracket(sc, i);
	case ']':
		return scan_bracket(sc, i);
	}
	return i + 1;
}

static bool
is_special(char c)
{
	return c == '*' || c == '_' || c == '[' || c == ']' || c == '\\' ||
	       c == '!' || c == '<';
}

/* --- building */

typedef struct {
	char *p;
	size_t n;
	ht_seg *seg;
	size_t nseg;
	uint8_t pair[PAIR__MAX]; /* what the open ones mark */
	uint16_t note;
} output;

static uint8_t
marked_now(const output *o)
{
	uint8_t marked = o->note ? HT_MARKED_RAISED : 0;

	for (int i = 0; i < PAIR__MAX; i++)
		marked |= o->pair[i];
	return marked;
}

/* Copies bytes beg..end of t, *k being the segment of beg. */
static void
copy_range(output *o, const ht_text *t, size_t beg, size_t end, size_t *k)
{
	uint8_t marked = marked_now(o);

	while (beg < end) {
		size_t stop;

		while (*k + 1 < t->nseg && t->seg[*k + 1].at <= beg)
			(*k)++;
		stop = *k + 1 < t->nseg && t->seg[*k + 1].at < end
			       ? t->seg[*k + 1].at
			       : end;
		o->seg[o->nseg++] = (ht_seg){.at = (uint32_t)o->n,
			.src = t->seg[*k].src + (uint32_t)(beg - t->seg[*k].at),
			.note = o->note,
			.marked = marked};
		memcpy(o->p + o->n, t->str.p + beg, stop - beg);
		o->n += stop - beg;
		beg = stop;
	}
}

static ht_text
build(scan *sc, size_t real)
{
	ht_arena *a = sc->b->ctx->arena;
	const ht_text *t = sc->t;
	output o = {.p = ht_arena_alloc(a, t->str.n + 1),
		.seg = HT_ARRAY(a, ht_seg, t->nseg + real + 1)};
	size_t at = 0, k = 0;

	for (size_t i = 0; i < sc->ntoken; i++) {
		const token *tok = &sc->token[i];

		if (!tok->real)
			continue;
		copy_range(&o, t, at, tok->at, &k);
		ht_raw_structure_text(sc->b, t, tok->at, tok->at + tok->len);
		at = tok->at + tok->len;
		if (tok->kind < PAIR__MAX)
			o.pair[tok->kind] = tok->opens ? tok->marked : 0;
		if (tok->kind == NOTE)
			o.note = tok->opens ? tok->note : 0;
	}
	copy_range(&o, t, at, t->str.n, &k);
	return (ht_text){{o.p, o.n}, o.seg, o.nseg};
}

ht_text
ht_markdown_inline(ht_raw_builder *b, const ht_text *t, bool *link)
{
	scan sc = {.b = b, .t = t};
	size_t real = 0;

	for (size_t i = 0; i < t->str.n;)
		i = is_special(t->str.p[i]) ? scan_at(&sc, i) : i + 1;
	*link = sc.whole;
	for (size_t i = 0; i < sc.ntoken; i++)
		real += sc.token[i].real;
	return real ? build(&sc, real) : *t;
}

ht_text
ht_markdown_note(ht_raw_builder *b, const ht_text *t, size_t n, ht_str *key)
{
	ht_arena *a = b->ctx->arena;
	ht_text label = ht_text_sub(a, t, 2, n - 2);
	ht_text rest = ht_text_sub(a, t, n, t->str.n);
	ht_make m = ht_make_begin(a);
	size_t labels = label.nseg;
	bool link;

	*key = label.str;
	ht_raw_structure_text(b, t, 0, 2);
	ht_raw_structure_text(b, t, n - 2, n);
	rest = ht_markdown_inline(b, &rest, &link);
	ht_make_text(&m, &label);
	ht_make_text(&m, &rest);
	for (size_t i = 0; i < labels; i++)
		m.seg[i].marked = HT_MARKED_RAISED;
	return ht_make_end(&m);
}

bool
ht_markdown_image(
	ht_raw_builder *b, const ht_text *t, ht_text *label, ht_str *path)
{
	ht_str s = t->str;
	size_t end = s.n > 4 && s.p[0] == '!' ? scan_image(s, 0) : 0;
	size_t close = ht_str_find(s, "](", 0);

	if (end == 0 || end != s.n || close == SIZE_MAX)
		return false;
	*path = ht_str_trim(ht_str_sub(s, close + 2, end - 1));
	/* One that is not beside the source is none of ours. */
	if (path->n == 0 || ht_str_find(*path, "://", 0) != SIZE_MAX ||
		ht_str_starts(*path, "//") || ht_str_starts(*path, "data:") ||
		ht_str_find(*path, " ", 0) != SIZE_MAX)
		return false;
	*label = ht_text_sub(b->ctx->arena, t, 2, close);
	ht_raw_structure_text(b, t, 0, 2);
	ht_raw_structure_text(b, t, close, s.n);
	return true;
}
