/* SPDX-License-Identifier: Apache-2.0
 *
 * Styled blocks: the face of each run.  7.3.3: when body text follows on the
 * heading's line, only the heading sentence takes the heading's face.
 */
#include "style/style.h"

typedef struct {
	ht_run *run;
	size_t n, cap;
} runs;

static void
add_run(ht_arena *a, runs *r, uint32_t beg, uint32_t end, ht_role role,
	bool emph)
{
	if (beg == end)
		return;
	if (r->n && r->run[r->n - 1].role == role &&
		r->run[r->n - 1].emph == emph) {
		r->run[r->n - 1].end = end;
		return;
	}
	HT_ROOM(a, r->run, r->n, r->cap);
	r->run[r->n++] = (ht_run){beg, end, role, emph};
}

/* One segment of the source, cut where a run-in heading ends. */
static void
add_segment(ht_arena *a, runs *r, const ht_layout *l, const ht_block *b,
	uint32_t beg, uint32_t end, bool emph)
{
	const ht_elem_style *body = &l->elem[HT_BODY];
	uint32_t cut = b->elem->runin_end ? b->elem->runin_end : end;
	uint32_t mid = cut < beg ? beg : cut < end ? cut : end;

	add_run(a, r, beg, mid, b->style->font, false);
	add_run(a, r, mid, end, emph ? l->text.emphasis : body->font, emph);
}

/* Emphasis in a heading changes nothing: the heading has its own face. */
static void
add_runs(ht_arena *a, const ht_layout *l, ht_block *b)
{
	const ht_text *t = &b->elem->text;
	bool plain = b->kind == HT_BODY || b->kind == HT_STRAY;
	runs r = {0};

	for (size_t i = 0; i < t->nseg; i++) {
		uint32_t beg = t->seg[i].at;
		uint32_t end =
			i + 1 < t->nseg ? t->seg[i + 1].at : (uint32_t)t->str.n;

		if (b->elem->runin_end)
			add_segment(a, &r, l, b, beg, end, t->seg[i].emph);
		else if (plain && t->seg[i].emph)
			add_run(a, &r, beg, end, l->text.emphasis, true);
		else
			add_run(a, &r, beg, end, b->style->font, false);
	}
	b->run = r.run;
	b->nrun = r.n;
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
		*b = (ht_block){
			.kind = e->kind, .elem = e, .style = &l->elem[e->kind]};
		add_runs(ctx->arena, l, b);
		out->nblock++;
	}
	return HT_OK;
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
			ht_dump_text(&d, ht_str_sub(b->elem->text.str,
						 b->run[k].beg, b->run[k].end));
			ht_dump_end(&d);
		}
		d.depth--;
	}
}
