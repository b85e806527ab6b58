/* SPDX-License-Identifier: Apache-2.0
 *
 * Raw blocks: front matter, lines, reflowing, inline marks put together; and
 * the evidence that is left of the original's breaks.
 */
#include "text/raw.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "text/lines.h"
#include "text/markup.h"
#include "text/reflow.h"

#define SURE_LINE 100 /* a line end of the source */
#define SURE_TURN 90
#define SURE_CUT 70 /* a page turn seen by a sentence cut */
#define SURE_TITLE_BLANK 80 /* a blank inside a title */
#define SURE_TITLE_LINE 60 /* lines that may be a title's */
#define TITLE_BLOCKS 12 /* a title stands among the first blocks */
#define TITLE_LINE 40 /* half cells: a title of one line has no pieces */

void
ht_raw_structure(ht_raw_builder *b, uint32_t beg, uint32_t end)
{
	ht_raws *r = b->out;

	if (beg >= end)
		return;
	if (r->nstructure && r->structure[r->nstructure - 1].end == beg) {
		r->structure[r->nstructure - 1].end = end;
		return;
	}
	HT_ROOM(b->ctx->arena, r->structure, r->nstructure, b->capstructure);
	r->structure[r->nstructure++] = (ht_span){beg, end};
}

void
ht_raw_structure_text(
	ht_raw_builder *b, const ht_text *t, size_t beg, size_t end)
{
	while (beg < end) {
		uint32_t src = ht_text_source(t, beg);
		size_t n = 1;

		while (beg + n < end && ht_text_source(t, beg + n) == src + n)
			n++;
		ht_raw_structure(b, src, src + (uint32_t)n);
		beg += n;
	}
}

void
ht_raw_evidence(
	ht_raw_builder *b, uint32_t at, ht_break_kind kind, uint8_t sure)
{
	ht_raws *r = b->out;

	HT_ROOM(b->ctx->arena, r->evidence, r->nevidence, b->capevidence);
	r->evidence[r->nevidence++] = (ht_evidence){at, kind, sure};
}

void
ht_raw_add(ht_raw_builder *b, ht_raw raw)
{
	HT_ROOM(b->ctx->arena, b->out->raw, b->out->nraw, b->capraw);
	b->out->raw[b->out->nraw++] = raw;
}

/* --- texts */

static bool
needs_blank(ht_str s, ht_span a, ht_span b)
{
	size_t i = a.end, k = b.beg;

	return ht_cp_is_west(ht_utf8_prev(s, &i)) &&
	       ht_cp_is_west(ht_utf8_next(s, &k));
}

ht_text
ht_raw_compose(ht_raw_builder *b, const ht_span *span, size_t n)
{
	ht_arena *a = b->ctx->arena;
	ht_str s = b->s->text;
	size_t total = 0, at = 0, nseg = 0;
	ht_seg *seg;
	char *p;

	if (n == 1) {
		seg = HT_NEW(a, ht_seg);
		seg->src = span->beg;
		return (ht_text){ht_str_sub(s, span->beg, span->end), seg, 1};
	}
	for (size_t i = 0; i < n; i++)
		total += span[i].end - span[i].beg + 1;
	p = ht_arena_alloc(a, total);
	seg = HT_ARRAY(a, ht_seg, n * 2);
	for (size_t i = 0; i < n; i++) {
		size_t len = span[i].end - span[i].beg;

		if (i && needs_blank(s, span[i - 1], span[i])) {
			seg[nseg].at = (uint32_t)at;
			seg[nseg++].src = span[i - 1].end;
			p[at++] = ' ';
		}
		seg[nseg].at = (uint32_t)at;
		seg[nseg++].src = span[i].beg;
		memcpy(p + at, s.p + span[i].beg, len);
		at += len;
	}
	return (ht_text){{p, at}, seg, nseg};
}

static ht_text
trimmed(ht_arena *a, const ht_text *t)
{
	ht_str s = ht_str_trim(t->str);
	size_t beg = (size_t)(s.p - t->str.p);

	if (s.n == t->str.n)
		return *t;
	return ht_text_sub(a, t, s.n ? beg : 0, s.n ? beg + s.n : 0);
}

/* --- blocks out of lines */

/* Takes a list mark off the first line of a Markdown text. */
static void
take_bullet(ht_raw_builder *b, const ht_line *line, ht_span *span)
{
	ht_str rest;

	if (!b->markdown || line->start != HT_START_BULLET)
		return;
	rest = ht_str_trim(ht_str_sub(b->s->text, line->beg + 1, line->end));
	if (rest.n == 0)
		return;
	ht_raw_structure(b, line->beg, line->beg + 1);
	span->beg = (uint32_t)(rest.p - b->s->text.p);
}

static void
take_breaks(ht_raw_builder *b, const ht_line *line, bool wrapped)
{
	if (line->joins && wrapped)
		ht_raw_evidence(b, line->beg, HT_BREAK_LINE, SURE_LINE);
	if (line->turn)
		ht_raw_evidence(b, line->beg, HT_BREAK_PAGE,
			wrapped ? SURE_TURN : SURE_CUT);
}

static void
take_folio(ht_raw_builder *b, const ht_line *line)
{
	ht_span span = {line->beg, line->end};

	ht_raw_structure(b, span.beg, span.end);
	ht_report_text(
		&b->folio, span, ht_str_sub(b->s->text, span.beg, span.end));
}

/* The block that begins at line i; the index of the next line. */
static size_t
take_paragraph(ht_raw_builder *b, const ht_line *line, size_t i, size_t n,
	bool wrapped)
{
	ht_arena *a = b->ctx->arena;
	size_t end = i + 1, last = i, nspan = 0, label;
	ht_raw raw = {.kind = HT_RAW_PARA, .blank_before = line[i].blank};
	ht_span *span, one;
	ht_text text;
	bool link = false;

	while (end < n && (line[end].joins || line[end].kind == HT_LINE_FOLIO))
		end++;
	span = end - i > 1 ? HT_ARRAY(a, ht_span, end - i) : &one;
	for (size_t k = i; k < end; k++) {
		if (line[k].kind != HT_LINE_FOLIO) {
			span[nspan++] = (ht_span){line[k].beg, line[k].end};
			take_breaks(b, &line[k], wrapped);
			last = k;
		} else {
			take_folio(b, &line[k]);
		}
	}
	if (line[i].kind == HT_LINE_HEADING) {
		raw.kind = HT_RAW_HEADING;
		raw.level = line[i].level;
		ht_raw_structure(b, line[i].mark, line[i].beg);
	}
	take_bullet(b, &line[i], span);
	raw.span = (ht_span){line[i].mark, line[last].tail};
	text = ht_raw_compose(b, span, nspan);
	if (line[i].kind == HT_LINE_TEXT &&
		ht_markdown_image(b, &text, &raw.text, &raw.key)) {
		raw.kind = HT_RAW_IMAGE;
		ht_raw_add(b, raw);
		return end;
	}
	label = line[i].kind == HT_LINE_TEXT ? ht_note_label(text.str) : 0;
	if (label) {
		raw.kind = HT_RAW_NOTE;
		text = ht_markdown_note(b, &text, label, &raw.key);
	} else {
		text = ht_markdown_inline(b, &text, &link);
	}
	if (line[i].kind == HT_LINE_HEADING)
		ht_raw_structure(b, line[i].end, line[i].tail);
	if (link && raw.kind == HT_RAW_PARA)
		raw.kind = HT_RAW_LINK;
	raw.text = trimmed(a, &text);
	if (raw.text.str.n)
		ht_raw_add(b, raw);
	return end;
}

static void
take_rule(ht_raw_builder *b, const ht_line *line)
{
	ht_raw raw = {.kind = HT_RAW_RULE,
		.span = {line->mark, line->tail},
		.blank_before = line->blank};

	ht_raw_structure(b, line->mark, line->tail);
	ht_raw_add(b, raw);
}

static void
take_lines(ht_raw_builder *b, ht_line *line, size_t n, bool wrapped)
{
	size_t i = 0;

	/* Folios before the first block, and behind a rule, belong to no
	 * paragraph. */
	while (i < n) {
		if (line[i].kind == HT_LINE_FOLIO)
			take_folio(b, &line[i++]);
		else if (line[i].kind == HT_LINE_RULE)
			take_rule(b, &line[i++]);
		else
			i = take_paragraph(b, line, i, n, wrapped);
	}
}

/* --- footnotes */

/* The labels of the footnotes: what else reads like a mark is text. */
static void
find_notes(ht_raw_builder *b, const ht_line *line, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		ht_str text = ht_str_sub(b->s->text, line[i].beg, line[i].end);
		size_t label = ht_note_label(text);

		if (label == 0 || line[i].kind != HT_LINE_TEXT)
			continue;
		HT_ROOM(b->ctx->arena, b->note, b->nnote, b->capnote);
		b->note[b->nnote++] = ht_str_sub(text, 2, label - 2);
	}
	if (b->nnote)
		qsort(b->note, b->nnote, sizeof *b->note, ht_note_compare);
}

/* --- evidence of the title */

/* Blanks between Han in a block that may be a title: its lines ended there. */
static void
title_blanks(ht_raw_builder *b, const ht_text *t)
{
	ht_str s = t->str;
	uint32_t before = 0;

	if (ht_line_width(s) <= TITLE_LINE)
		return;
	for (size_t i = 0; i < s.n;) {
		size_t at = i;
		uint32_t c = ht_utf8_next(s, &i);

		if (!ht_cp_is_blank(c)) {
			before = c;
			continue;
		}
		while (i < s.n && ht_cp_is_blank(c)) {
			at = i;
			c = ht_utf8_next(s, &i);
		}
		if (!ht_cp_is_west(before) && !ht_cp_is_west(c))
			ht_raw_evidence(b, ht_text_source(t, at),
				HT_BREAK_TITLE, SURE_TITLE_BLANK);
		before = c;
	}
}

/* A title stands before the first sentence, in blocks that end none. */
static void
find_titles(ht_raw_builder *b)
{
	const ht_raw *was = NULL;
	size_t seen = 0;

	for (size_t i = 0; i < b->out->nraw && seen < TITLE_BLOCKS; i++) {
		const ht_raw *raw = &b->out->raw[i];

		if (raw->kind == HT_RAW_FRONT || raw->kind == HT_RAW_RULE ||
			raw->kind == HT_RAW_NOTE)
			continue;
		if (ht_line_stop(raw->text.str) >= HT_STOP_COLON ||
			ht_line_start(raw->text.str) != HT_START_NONE)
			break;
		seen++;
		title_blanks(b, &raw->text);
		if (was && was->kind == raw->kind &&
			ht_line_width(was->text.str) > TITLE_LINE / 2)
			ht_raw_evidence(b, ht_text_source(&raw->text, 0),
				HT_BREAK_TITLE, SURE_TITLE_LINE);
		was = raw;
	}
}

/* --- the stage */

static int
compare_spans(const void *a, const void *b)
{
	const ht_span *x = a, *y = b;

	return (x->beg > y->beg) - (x->beg < y->beg);
}

static int
compare_evidence(const void *a, const void *b)
{
	const ht_evidence *x = a, *y = b;

	if (x->at != y->at)
		return (x->at > y->at) - (x->at < y->at);
	return (int)x->kind - (int)y->kind;
}

/* Cannot fail: what is no front matter and no mark is text. */
ht_err
ht_raw_read(ht_ctx *ctx, const ht_source *s, ht_raws *out)
{
	ht_raw_builder b = {.ctx = ctx,
		.s = s,
		.out = out,
		.link = {.ctx = ctx, .id = HT_MSG_TEXT_LINK_TARGET},
		.image = {.ctx = ctx, .id = HT_MSG_TEXT_IMAGE},
		.folio = {.ctx = ctx, .id = HT_MSG_TEXT_PAGE_NUMBER},
		.lone = {.ctx = ctx, .id = HT_MSG_TEXT_NOTE_MARK}};
	ht_line *line;
	ht_raw *more;
	uint32_t from;
	size_t n;
	ht_fit fit;

	*out = (ht_raws){0};
	from = ht_front_read(&b);
	n = ht_lines_read(ctx, s, from, &line);
	b.markdown = from > 0;
	for (size_t i = 0; i < n; i++)
		b.markdown = b.markdown || line[i].kind == HT_LINE_HEADING;
	fit = ht_reflow(ctx, s, line, n);
	out->lines = fit.wrapped;
	b.capraw = 0;
	for (size_t i = 0; i < n; i++)
		b.capraw += !line[i].joins;
	b.capraw += out->nraw + 1;
	more = HT_ARRAY(ctx->arena, ht_raw, b.capraw);
	if (out->nraw)
		memcpy(more, out->raw, out->nraw * sizeof *more);
	out->raw = more;
	find_notes(&b, line, n);
	take_lines(&b, line, n, fit.wrapped);
	find_titles(&b);
	ht_report_end(&b.link);
	ht_report_end(&b.image);
	ht_report_end(&b.folio);
	ht_report_end(&b.lone);
	if (out->nstructure)
		qsort(out->structure, out->nstructure, sizeof(ht_span),
			compare_spans);
	if (out->nevidence)
		qsort(out->evidence, out->nevidence, sizeof(ht_evidence),
			compare_evidence);
	return HT_OK;
}
