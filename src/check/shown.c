/* SPDX-License-Identifier: Apache-2.0
 *
 * A display list's tags hold a line each; the lines of one element are
 * matched with its text in order, character by character, blanks apart.
 */
#include "check/shown.h"

#include "base/utf8.h"

typedef struct {
	ht_arena *a;
	const ht_doc *doc;
	uint32_t *done; /* bytes of each element's text that are shown */
	ht_shown_line *line;
	size_t n, cap;
} reader;

/* The next character that is no blank; moves *i past it; 0 at the end. */
static uint32_t
next_ink(ht_str s, size_t *i)
{
	while (*i < s.n) {
		uint32_t cp = ht_utf8_next(s, i);

		if (!ht_cp_is_blank(cp))
			return cp;
	}
	return 0;
}

/* Takes the characters of a glyph operation off an element's text. */
static bool
take_text(ht_str shown, ht_str text, size_t *at, ht_shown_line *line)
{
	for (size_t i = 0; i < shown.n;) {
		uint32_t cp = next_ink(shown, &i);
		size_t beg = *at;

		if (!cp)
			break;
		if (next_ink(text, &beg) != cp)
			return false;
		*at = beg;
		if (line->end == 0) {
			line->beg = (uint32_t)beg;
			ht_utf8_prev(text, &beg);
			line->beg = (uint32_t)beg;
		}
		line->end = (uint32_t)*at;
	}
	return true;
}

static ht_str
shown_text(const ht_op *op)
{
	return ht_str_sub(
		op->text, op->glyph[0].beg, op->glyph[op->nglyph - 1].end);
}

static void
take_place(const ht_op *op, ht_shown_line *line)
{
	const ht_show *last = &op->glyph[op->nglyph - 1];

	if (line->size == 0)
		line->x0 = op->glyph[0].x;
	/* Raised marks are smaller than the line that they stand in. */
	if (op->size > line->size) {
		line->y = op->glyph[0].y;
		line->size = op->size;
	}
	line->x1 = last->x + op->size;
}

/* The line between a tag at op i and its end; the index behind it. */
static size_t
take_tag(reader *r, const ht_display_page *p, size_t i, int page)
{
	const ht_op *tag = &p->op[i];
	bool text = tag->id > 0 && tag->id <= r->doc->nelem && !tag->artifact;
	uint32_t elem = text ? tag->id - 1 : 0;
	ht_shown_line line = {.elem = elem, .page = page};
	size_t at = text ? r->done[elem] : 0;
	int depth = 1;

	while (++i < p->nop && depth > 0) {
		const ht_op *op = &p->op[i];

		depth += (op->kind == HT_OP_TAG) - (op->kind == HT_OP_END);
		if (op->kind != HT_OP_GLYPHS || op->nglyph == 0 || !text)
			continue;
		text = take_text(shown_text(op), r->doc->elem[elem].text.str,
			&at, &line);
		take_place(op, &line);
	}
	if (!text || line.end == 0)
		return i;
	r->done[elem] = (uint32_t)at;
	line.first = r->n == 0 || r->line[r->n - 1].page != page;
	HT_ROOM(r->a, r->line, r->n, r->cap);
	r->line[r->n++] = line;
	return i;
}

/* Lines by element: counted, then laid down in order. */
static void
index_lines(ht_arena *a, size_t nelem, ht_shown *s)
{
	uint32_t *next;

	s->elem = HT_ARRAY(a, uint32_t, nelem + 1);
	s->order = HT_ARRAY(a, uint32_t, s->nline);
	next = HT_ARRAY(a, uint32_t, nelem + 1);
	for (size_t i = 0; i < s->nline; i++)
		s->elem[s->line[i].elem + 1]++;
	for (size_t i = 0; i < nelem; i++) {
		s->elem[i + 1] += s->elem[i];
		next[i] = s->elem[i];
	}
	for (size_t i = 0; i < s->nline; i++)
		s->order[next[s->line[i].elem]++] = (uint32_t)i;
}

void
ht_shown_read(
	ht_arena *a, const ht_doc *doc, const ht_display *d, ht_shown *out)
{
	reader r = {.a = a,
		.doc = doc,
		.done = HT_ARRAY(a, uint32_t, doc->nelem + 1)};

	for (size_t i = 0; i < d->npage; i++) {
		ht_display_page p = ht_display_at(d, i);

		for (size_t k = 0; k < p.nop;)
			k = p.op[k].kind == HT_OP_TAG
				    ? take_tag(&r, &p, k, (int)i)
				    : k + 1;
	}
	*out = (ht_shown){.line = r.line, .nline = r.n};
	index_lines(a, doc->nelem, out);
}

const ht_shown_line *
ht_shown_find(const ht_shown *s, uint32_t elem, uint32_t at)
{
	size_t lo = s->elem[elem], hi = s->elem[elem + 1];

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		const ht_shown_line *line = &s->line[s->order[mid]];

		if (line->end <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == s->elem[elem + 1])
		return NULL;
	return &s->line[s->order[lo]];
}
