/* SPDX-License-Identifier: Apache-2.0
 *
 * Evidence by offset in the source becomes lines by element.
 */
#include "check/known.h"

#include <stdlib.h>

#include "base/utf8.h"

/* A break before markup stands this many bytes before its text at most. */
#define MARK_MAX 8

/* A stretch of the source that is text of an element. */
typedef struct {
	uint32_t beg, end; /* of the source */
	uint32_t elem, at; /* where it stands */
} stretch;

typedef struct {
	ht_arena *a;
	const ht_doc *doc;
	stretch *stretch;
	size_t n;
	ht_known *out;
	size_t capline, capturn;
} reader;

bool
ht_known_is_body(ht_elem_kind kind)
{
	return (kind >= HT_BODY && kind <= HT_ATTACHMENT_NOTE) ||
	       kind == HT_NOTE || kind == HT_DISCLOSURE || kind == HT_STRAY;
}

static bool
is_title(ht_elem_kind kind)
{
	return kind == HT_TITLE || kind == HT_SUBTITLE;
}

uint32_t
ht_known_skip(ht_str text, uint32_t at)
{
	for (size_t i = at; i < text.n;) {
		size_t beg = i;

		if (!ht_cp_is_blank(ht_utf8_next(text, &i)))
			return (uint32_t)beg;
	}
	return (uint32_t)text.n;
}

static uint32_t
trim_end(ht_str text, uint32_t beg, uint32_t end)
{
	for (size_t i = end; i > beg;) {
		size_t was = i;

		if (!ht_cp_is_blank(ht_utf8_prev(text, &i)))
			return (uint32_t)was;
	}
	return beg;
}

static int
by_source(const void *a, const void *b)
{
	const stretch *x = a, *y = b;

	return (x->beg > y->beg) - (x->beg < y->beg);
}

static void
find_stretches(reader *r)
{
	size_t cap = 0;

	for (size_t i = 0; i < r->doc->nelem; i++) {
		const ht_elem *e = &r->doc->elem[i];
		const ht_text *t = &e->text;

		for (size_t k = 0; k < t->nseg && !e->inferred; k++) {
			size_t end =
				k + 1 < t->nseg ? t->seg[k + 1].at : t->str.n;

			HT_ROOM(r->a, r->stretch, r->n, cap);
			r->stretch[r->n++] = (stretch){t->seg[k].src,
				t->seg[k].src + (uint32_t)end - t->seg[k].at,
				(uint32_t)i, t->seg[k].at};
		}
	}
	if (r->n)
		qsort(r->stretch, r->n, sizeof *r->stretch, by_source);
}

/* The text that stands at an offset of the source, or right behind markup
 * that stands there. */
static bool
find_text(const reader *r, uint32_t at, ht_known_turn *out)
{
	size_t lo = 0, hi = r->n;
	const stretch *s;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (r->stretch[mid].end <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == r->n || r->stretch[lo].beg > at + MARK_MAX)
		return false;
	s = &r->stretch[lo];
	*out = (ht_known_turn){
		s->elem, s->at + (at > s->beg ? at - s->beg : 0)};
	out->at = ht_known_skip(r->doc->elem[s->elem].text.str, out->at);
	return true;
}

static void
add_line(reader *r, uint32_t elem, uint32_t beg, uint32_t end, bool follows)
{
	ht_known *k = r->out;
	const ht_elem *e = &r->doc->elem[elem];

	beg = ht_known_skip(e->text.str, beg);
	end = trim_end(e->text.str, beg, end);
	if (beg >= end)
		return;
	HT_ROOM(r->a, k->line, k->nline, r->capline);
	k->line[k->nline++] =
		(ht_known_line){elem, beg, end, follows, is_title(e->kind)};
}

/* Lines of an element that break before each of at[0...n). */
static void
add_lines(reader *r, uint32_t elem, const uint32_t *at, size_t n)
{
	uint32_t beg = 0;
	size_t before = r->out->nline;

	for (size_t i = 0; i < n; i++) {
		if (at[i] <= beg)
			continue;
		add_line(r, elem, beg, at[i], r->out->nline > before);
		beg = at[i];
	}
	add_line(r, elem, beg, (uint32_t)r->doc->elem[elem].text.str.n,
		r->out->nline > before);
}

typedef struct {
	ht_known_turn *p;
	size_t n;
} places;

static int
by_place(const void *a, const void *b)
{
	const ht_known_turn *x = a, *y = b;

	if (x->elem != y->elem)
		return (x->elem > y->elem) - (x->elem < y->elem);
	return (x->at > y->at) - (x->at < y->at);
}

/* Where evidence of lines and pages stands in the document, in order. */
static places
find_places(reader *r, const ht_raws *raws)
{
	places s = {HT_ARRAY(r->a, ht_known_turn, raws->nevidence), 0};

	for (size_t i = 0; i < raws->nevidence; i++) {
		const ht_evidence *e = &raws->evidence[i];
		ht_known *k = r->out;

		if (e->kind == HT_BREAK_TITLE ||
			!find_text(r, e->at, &s.p[s.n]))
			continue;
		if (e->kind == HT_BREAK_PAGE) {
			HT_ROOM(r->a, k->turn, k->nturn, r->capturn);
			k->turn[k->nturn++] = s.p[s.n];
		}
		s.n++;
	}
	if (s.n)
		qsort(s.p, s.n, sizeof *s.p, by_place);
	if (r->out->nturn)
		qsort(r->out->turn, r->out->nturn, sizeof *r->out->turn,
			by_place);
	return s;
}

void
ht_known_read(
	ht_arena *a, const ht_doc *doc, const ht_raws *raws, ht_known *out)
{
	reader r = {.a = a, .doc = doc, .out = out};
	places all;
	uint32_t *at;
	size_t next = 0;

	*out = (ht_known){0};
	find_stretches(&r);
	all = find_places(&r, raws);
	at = HT_ARRAY(a, uint32_t, all.n);
	for (uint32_t i = 0; i < doc->nelem; i++) {
		const ht_elem *e = &doc->elem[i];
		size_t n = 0;

		while (next < all.n && all.p[next].elem < i)
			next++;
		while (next < all.n && all.p[next].elem == i)
			at[n++] = all.p[next++].at;
		if (is_title(e->kind) && (e->npiece || raws->lines))
			add_lines(&r, i, e->piece, e->npiece);
		else if (ht_known_is_body(e->kind) && raws->lines)
			add_lines(&r, i, at, n);
	}
}
