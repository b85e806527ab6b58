/* SPDX-License-Identifier: Apache-2.0
 *
 * The raw blocks as a dump, and the check that nothing of a source is lost.
 */
#include "base/utf8.h"
#include "text/raw.h"

static const char *const raw_name[] = {
	[HT_RAW_PARA] = "para",
	[HT_RAW_HEADING] = "heading",
	[HT_RAW_RULE] = "rule",
	[HT_RAW_FRONT] = "front",
	[HT_RAW_LINK] = "link",
	[HT_RAW_IMAGE] = "image",
	[HT_RAW_NOTE] = "note",
};

_Static_assert(
	sizeof raw_name / sizeof *raw_name == HT_RAW__MAX, "a name a kind");

static const char *const break_name[] = {
	[HT_BREAK_LINE] = "line",
	[HT_BREAK_PAGE] = "page",
	[HT_BREAK_TITLE] = "title",
};

_Static_assert(sizeof break_name / sizeof *break_name == HT_BREAK__MAX,
	"a name a kind");

static void
dump_raw(ht_dump *d, const ht_source *s, const ht_raw *raw)
{
	size_t emph = 0;

	for (size_t i = 0; i < raw->text.nseg; i++)
		emph += raw->text.seg[i].marked != 0;
	ht_dump_node(d, raw_name[raw->kind]);
	ht_dump_span(d, s, raw->span);
	if (raw->kind == HT_RAW_HEADING)
		ht_dump_int(d, "level", raw->level);
	if (raw->kind == HT_RAW_FRONT || raw->kind == HT_RAW_NOTE)
		ht_dump_str(d, "key", raw->key);
	if (raw->blank_before)
		ht_dump_int(d, "blank", raw->blank_before);
	if (raw->text.nseg > 1)
		ht_dump_int(d, "segments", (long)raw->text.nseg);
	if (emph)
		ht_dump_int(d, "emphasis", (long)emph);
	if (raw->kind != HT_RAW_RULE)
		ht_dump_text(d, raw->text.str);
	ht_dump_end(d);
}

/* Writes the dump of stage raw: blocks, then evidence, then structure. */
void
ht_raws_dump(ht_buf *out, const ht_source *s, const ht_raws *r)
{
	ht_dump d;

	ht_dump_begin(&d, out, "raw");
	for (size_t i = 0; i < r->nraw; i++)
		dump_raw(&d, s, &r->raw[i]);
	for (size_t i = 0; i < r->nevidence; i++) {
		const ht_evidence *e = &r->evidence[i];

		ht_dump_node(&d, "break");
		ht_dump_span(&d, s, (ht_span){e->at, e->at});
		ht_dump_cstr(&d, "kind", break_name[e->kind]);
		ht_dump_int(&d, "sure", e->sure);
		ht_dump_end(&d);
	}
	for (size_t i = 0; i < r->nstructure; i++) {
		ht_span span = r->structure[i];

		ht_dump_node(&d, "structure");
		ht_dump_span(&d, s, span);
		ht_dump_text(&d, ht_str_sub(s->text, span.beg, span.end));
		ht_dump_end(&d);
	}
}

/* --- the check */

typedef struct {
	const ht_source *s;
	unsigned char *seen; /* a byte a byte of the source */
	uint32_t at;
	bool good;
} coverage;

static void
cover(coverage *c, uint32_t beg, uint32_t end)
{
	for (uint32_t i = beg; i < end && c->good; i++) {
		c->good = i < c->s->text.n && !c->seen[i];
		c->at = i;
		if (c->good)
			c->seen[i] = 1;
	}
}

static void
cover_text(coverage *c, const ht_text *t)
{
	for (size_t i = 0; i < t->nseg; i++) {
		size_t end = i + 1 < t->nseg ? t->seg[i + 1].at : t->str.n;
		uint32_t src = t->seg[i].src;

		cover(c, src, src + (uint32_t)(end - t->seg[i].at));
	}
}

bool
ht_raws_check(const ht_source *s, const ht_raws *r, uint32_t *at)
{
	ht_arena *a = ht_arena_new();
	coverage c = {.s = s, .good = true};
	size_t i = 0;

	c.seen = ht_arena_alloc(a, s->text.n + 1);
	for (size_t k = 0; k < r->nraw; k++)
		cover_text(&c, &r->raw[k].text);
	for (size_t k = 0; k < r->nstructure; k++)
		cover(&c, r->structure[k].beg, r->structure[k].end);
	while (c.good && i < s->text.n) {
		size_t beg = i;

		if (ht_cp_is_blank(ht_utf8_next(s->text, &i)))
			continue;
		c.good = c.seen[beg];
		c.at = (uint32_t)beg;
	}
	ht_arena_drop(a);
	*at = c.at;
	return c.good;
}
