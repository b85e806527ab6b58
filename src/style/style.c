/* SPDX-License-Identifier: Apache-2.0
 *
 * Styled blocks: the face of each run.  7.3.3: when body text follows on the
 * heading's line, only the heading sentence takes the heading's face.
 */
#include "style/style.h"

#include "base/utf8.h"

typedef struct {
	ht_run *run;
	size_t n, cap;
} runs;

static bool
same_look(const ht_run *a, const ht_run *b)
{
	return a->role == b->role && a->emph == b->emph &&
	       a->decor == b->decor && a->note == b->note;
}

/* Adds what look says, as far as there is any of it. */
static void
add_run(ht_arena *a, runs *r, ht_run look)
{
	if (look.beg == look.end)
		return;
	if (r->n && same_look(&r->run[r->n - 1], &look)) {
		r->run[r->n - 1].end = look.end;
		return;
	}
	HT_ROOM(a, r->run, r->n, r->cap);
	r->run[r->n++] = look;
}

/* A face or a decoration, as the layout tells marked text. */
static void
tell(ht_run *run, const ht_layout *l, ht_tell how)
{
	switch (how) {
	case HT_TELL_FACE:
		run->emph = true;
		run->role = l->text.emphasis;
		break;
	case HT_TELL_DOTS:
		run->decor |= HT_DECOR_DOTS;
		break;
	case HT_TELL_LINE:
		run->decor |= HT_DECOR_LINE;
		break;
	case HT_TELL_NONE:
	case HT_TELL__MAX:
		break;
	}
}

/* Emphasis in a heading changes nothing: the heading has its own face.  What
 * is underlined or raised is so everywhere. */
static ht_run
look_of(const ht_layout *l, const ht_seg *seg, ht_role role, bool plain)
{
	ht_run run = {.role = role, .note = seg->note};

	if (seg->marked & HT_MARKED_UNDER)
		run.decor |= HT_DECOR_LINE;
	if (seg->marked & HT_MARKED_RAISED)
		run.decor |= HT_DECOR_RAISED;
	if (plain && (seg->marked & HT_MARKED_EMPH))
		tell(&run, l, l->marked.emphasis);
	if (plain && (seg->marked & HT_MARKED_STRONG))
		tell(&run, l, l->marked.strong);
	return run;
}

static bool
takes_emphasis(ht_elem_kind kind)
{
	return kind == HT_BODY || kind == HT_STRAY || kind == HT_FOOTNOTE;
}

/* One segment of the source, cut where a run-in heading ends. */
static void
add_segment(
	ht_arena *a, runs *r, const ht_layout *l, const ht_block *b, size_t i)
{
	const ht_text *t = &b->elem->text;
	uint32_t beg = t->seg[i].at, cut = b->elem->runin_end, mid;
	uint32_t end = i + 1 < t->nseg ? t->seg[i + 1].at : (uint32_t)t->str.n;
	ht_run head = look_of(
		l, &t->seg[i], b->style->font, !cut && takes_emphasis(b->kind));
	ht_run rest = look_of(l, &t->seg[i], l->elem[HT_BODY].font, true);

	mid = !cut || cut > end ? end : cut < beg ? beg : cut;
	head.beg = beg;
	head.end = rest.beg = mid;
	rest.end = end;
	add_run(a, r, head);
	add_run(a, r, rest);
}

static void
add_runs(ht_arena *a, const ht_layout *l, ht_block *b)
{
	runs r = {0};

	for (size_t i = 0; i < b->elem->text.nseg; i++)
		add_segment(a, &r, l, b, i);
	b->run = r.run;
	b->nrun = r.n;
}

/* Where the first bytes of a text end without blanks behind them. */
static size_t
end_of(ht_str s, size_t at)
{
	ht_str trimmed = ht_str_trim(ht_str_sub(s, 0, at));

	return trimmed.n ? (size_t)(trimmed.p - s.p) + trimmed.n : 0;
}

/* Where the text ends without the two characters of the word of a general
 * mark, which may stand apart; its own end when they are not there. */
static size_t
without_word(ht_str s)
{
	static const uint32_t word[] = {0x4EF6, 0x6587}; /* the last first */
	size_t at = s.n;

	for (int i = 0; i < 2; i++) {
		at = end_of(s, at);
		if (at == 0 || ht_utf8_prev(s, &at) != word[i])
			return s.n;
	}
	return end_of(s, at);
}

/* 10.1: the mark of a letter is the agency's name alone.  The word
 * beside a stack goes with the other marks, in page/headfit.c. */
static const ht_elem *
mark_shown(ht_ctx *ctx, const ht_layout *l, const ht_elem *e)
{
	size_t n = e->text.str.n;
	ht_elem *name;

	if (e->kind == HT_ISSUER_MARK && l->mark.joint == HT_JOINT_LEAD)
		n = without_word(e->text.str);
	if (n == 0 || n == e->text.str.n)
		return e;
	name = HT_NEW(ctx->arena, ht_elem);
	*name = *e;
	name->text = ht_text_sub(ctx->arena, &e->text, 0, n);
	ht_diag_add(ctx, HT_MSG_MARK_LEFT_OUT, e->span,
		ht_str_cstr(ctx->arena,
			ht_str_trim(ht_str_sub(e->text.str, n, e->text.str.n))),
		NULL);
	return name;
}

ht_err
ht_style_apply(
	ht_ctx *ctx, const ht_layout *l, const ht_doc *doc, ht_styled *out)
{
	out->block = HT_ARRAY(ctx->arena, ht_block, doc->nelem);
	out->nblock = 0;
	out->doc = doc;
	for (size_t i = 0; i < doc->nelem; i++) {
		const ht_elem *e = &doc->elem[i];
		ht_block *b = &out->block[out->nblock];

		if (e->kind >= HT_NOISE)
			continue;
		*b = (ht_block){.kind = e->kind,
			.elem = mark_shown(ctx, l, e),
			.style = &l->elem[e->kind]};
		add_runs(ctx->arena, l, b);
		out->nblock++;
	}
	return HT_OK;
}

static void
dump_decor(ht_dump *d, const ht_run *run)
{
	if (run->decor & HT_DECOR_DOTS)
		ht_dump_int(d, "dots", 1);
	if (run->decor & HT_DECOR_LINE)
		ht_dump_int(d, "underline", 1);
	if (run->decor & HT_DECOR_RAISED)
		ht_dump_int(d, "raised", 1);
	if (run->note)
		ht_dump_int(d, "note", run->note);
}

void
ht_styled_dump(ht_buf *out, const ht_styled *s)
{
	ht_dump d;

	ht_dump_begin(&d, out, "styled");
	for (size_t i = 0; i < s->nblock; i++) {
		const ht_block *b = &s->block[i];

		ht_dump_node(&d, ht_elem_name(b->kind));
		ht_dump_mm(&d, "size", b->style->size);
		ht_dump_end(&d);
		d.depth++;
		for (size_t k = 0; k < b->nrun; k++) {
			ht_dump_node(&d, "run");
			ht_dump_cstr(&d, "font", ht_role_name(b->run[k].role));
			ht_dump_int(&d, "emph", b->run[k].emph);
			dump_decor(&d, &b->run[k]);
			ht_dump_text(&d, ht_str_sub(b->elem->text.str,
						 b->run[k].beg, b->run[k].end));
			ht_dump_end(&d);
		}
		d.depth--;
	}
}
