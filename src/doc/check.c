/* SPDX-License-Identifier: Apache-2.0
 *
 * Nothing is lost between raw blocks and elements.
 */
#include "doc/check.h"

#include "base/utf8.h"

enum { IN_RAW = 1, IN_ELEM = 2 };

/* Marks the source bytes of a text; false when one is marked already. */
static bool
mark(unsigned char *seen, size_t n, const ht_text *t, unsigned char bit,
	uint32_t *at)
{
	for (size_t i = 0; i < t->nseg; i++) {
		size_t end = i + 1 < t->nseg ? t->seg[i + 1].at : t->str.n;
		size_t len = end - t->seg[i].at;

		if (t->seg[i].made)
			continue;
		for (size_t k = 0; k < len; k++) {
			*at = t->seg[i].src + (uint32_t)k;
			if (*at >= n || (seen[*at] & bit))
				return false;
			seen[*at] |= bit;
		}
	}
	return true;
}

static bool
is_told(const ht_ctx *ctx, ht_span span)
{
	for (size_t i = 0; i < ctx->ndiag; i++)
		if (ctx->diag[i].span.beg <= span.beg &&
			ctx->diag[i].span.end >= span.end)
			return true;
	return false;
}

static bool
check_elems(const ht_ctx *ctx, const ht_doc *doc, unsigned char *seen, size_t n,
	uint32_t *at)
{
	for (size_t i = 0; i < doc->nelem; i++) {
		const ht_elem *e = &doc->elem[i];

		if (e->inferred || e->part)
			continue;
		if (!mark(seen, n, e->origin ? e->origin : &e->text, IN_ELEM,
			    at))
			return false;
		*at = e->span.beg;
		if (e->kind == HT_NOISE && !is_told(ctx, e->span))
			return false;
	}
	return true;
}

bool
ht_doc_check(const ht_ctx *ctx, const ht_source *s, const ht_raws *raws,
	const ht_doc *doc, uint32_t *at)
{
	ht_arena *a = ht_arena_new();
	unsigned char *seen = ht_arena_alloc(a, s->text.n + 1);
	bool good = true;
	size_t i = 0;

	*at = 0;
	for (size_t k = 0; k < raws->nraw && good; k++)
		good = mark(seen, s->text.n, &raws->raw[k].text, IN_RAW, at);
	good = good && check_elems(ctx, doc, seen, s->text.n, at);
	while (good && i < s->text.n) {
		size_t beg = i;

		if (ht_cp_is_blank(ht_utf8_next(s->text, &i)))
			continue;
		*at = (uint32_t)beg;
		good = seen[beg] == 0 || seen[beg] == (IN_RAW | IN_ELEM);
	}
	ht_arena_drop(a);
	return good;
}
