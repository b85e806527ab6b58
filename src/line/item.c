/* SPDX-License-Identifier: Apache-2.0
 *
 * Items: one box a cluster, its width by class (GB/T 15834-2011 5.1: full
 * marks one em, the interpunct and the solidus half of one; GB/T 15835:
 * half-width digits).  In and out: a block's shaped glyphs, ht_para.item.
 */
#include "line/line.h"

#include <stdio.h>

#include "base/utf8.h"

#define PER_MILLE 1000
#define SPACE 0x20
#define LATIN_END 0x300 /* no Latin letter stands past it ... */
#define COMBINING_END 0x370 /* ... but marks that combine with them */

typedef struct {
	ht_ctx *ctx;
	const ht_layout *layout;
	const ht_fontset *fonts;
	const ht_elem_style *style;
	const ht_text *source; /* NULL: the text stands in no source */
	ht_para *para;
	ht_len cell;
	ht_quotes_model quotes;
	ht_glyphs glyphs;
	ht_item *item;
	size_t nitem, capitem;
	const ht_run *run; /* under work; NULL: there are none */
	uint32_t digit; /* the shape that a digit is set in, or 0 */
	uint32_t reported; /* last code point named as from another font */
} maker;

static ht_span
span_at(const maker *m, uint32_t beg, uint32_t end)
{
	ht_span s = {0, 0};

	if (m->source) {
		s.beg = ht_text_source(m->source, beg);
		s.end = s.beg + (end - beg);
	}
	return s;
}

static void
report(maker *m, const ht_item *it, const ht_font *font, ht_role role)
{
	ht_span span = span_at(m, it->beg, it->end);
	char code[16];
	const char *shown = ht_str_cstr(
		m->ctx->arena, ht_str_sub(m->para->text, it->beg, it->end));

	snprintf(code, sizeof code, "U+%04X", (unsigned)it->cp);
	if (it->missing)
		ht_diag_add(m->ctx, HT_MSG_FONT_MISSING, span, shown, code,
			ht_role_name(role), NULL);
	else if (m->reported != it->cp) {
		m->reported = it->cp;
		ht_diag_add(m->ctx, HT_MSG_FONT_FALLBACK, span, shown, code,
			ht_font_family(font), NULL);
	}
}

static ht_len
scaled(const ht_glyph *g, ht_len size)
{
	return ht_muldiv(size, g->advance, ht_font_upem(g->font));
}

/* Natural width of a cluster's box where its class leaves it to the font. */
static ht_len
glyphs_width(const maker *m, const ht_item *it)
{
	ht_len advance = 0;

	for (uint32_t i = 0; i < it->nglyph; i++)
		advance +=
			scaled(&m->glyphs.glyph[it->glyph + i], m->para->size);
	return advance;
}

/* A blank in the Latin face lies between Latin letters: it is theirs. */
static ht_len
item_width(const maker *m, ht_item *it, bool latin)
{
	ht_len w = ht_item_classify(m->layout, m->quotes, m->cell, it);

	return w && !latin ? w : glyphs_width(m, it);
}

/* A mark gives no more than what is blank in its box, on both sides: some
 * faces draw a mark wider than half of it, or in its middle. */
static void
limit_room(const maker *m, const ht_glyph *g, ht_item *it)
{
	int x0, x1;
	ht_len blank;

	if (it->room == 0 || it->nglyph != 1 ||
		!ht_font_span(g->font, g->gid, &x0, &x1))
		return;
	blank = it->w -
		ht_muldiv(m->para->size, x1 - x0, ht_font_upem(g->font));
	if (it->room > blank)
		it->room = blank > 0 ? blank : 0;
}

/* The item of n glyphs, from first on; its text ends before end. */
static void
add_item(maker *m, size_t first, size_t n, uint32_t end, ht_role role,
	bool latin)
{
	const ht_glyph *g = &m->glyphs.glyph[first];
	size_t at = g->cluster;
	ht_item it = {.beg = g->cluster,
		.end = end,
		.glyph = (uint32_t)first,
		.nglyph = (unsigned)n};

	it.cp = ht_utf8_next(m->para->text, &at);
	if (m->run) {
		it.decor = m->run->decor;
		it.note = m->run->note;
	}
	if (m->digit)
		it.cp = m->digit;
	it.w = item_width(m, &it, latin);
	limit_room(m, g, &it);
	it.missing = g->gid == 0 && !ht_class_is_blank((ht_class)it.cls);
	if (it.missing || g->font != ht_fontset_report(m->fonts, role).font)
		report(m, &it, g->font, role);
	HT_ROOM(m->ctx->arena, m->item, m->nitem, m->capitem);
	m->item[m->nitem++] = it;
}

/* Shapes bytes beg..end of the text; clusters to items. */
static ht_err
add_text(maker *m, size_t beg, size_t end, ht_role role, bool latin)
{
	size_t i = m->glyphs.n, k;

	HT_TRY(ht_shape(
		m->ctx, m->fonts, role, m->para->text, beg, end, &m->glyphs));
	for (; i < m->glyphs.n; i = k) {
		const ht_glyph *g = m->glyphs.glyph;

		k = i;
		while (k < m->glyphs.n && g[k].cluster == g[i].cluster)
			k++;
		add_item(m, i, k - i,
			k < m->glyphs.n ? g[k].cluster : (uint32_t)end, role,
			latin);
	}
	return HT_OK;
}

static bool
takes_latin(const maker *m, uint32_t cp)
{
	if (ht_is_quote(cp))
		return m->quotes == HT_QUOTES_LATIN;
	return m->layout->line.latin == HT_LATIN_FONT && cp > SPACE &&
	       cp < LATIN_END && (cp < 0x80 || ht_cp_is_west(cp));
}

/* Whether the character at byte i is set in the Latin face.  One that belongs
 * to what stands before it, and a blank between two that are, go with it. */
static bool
is_latin(const maker *m, uint32_t i, uint32_t end, bool before)
{
	size_t at = i;
	uint32_t cp = ht_utf8_next(m->para->text, &at);

	if (before && cp == SPACE && at < end)
		cp = ht_utf8_next(m->para->text, &at);
	if (before && cp >= LATIN_END && cp < COMBINING_END)
		return true;
	return takes_latin(m, cp);
}

/* Whether the digit at byte i is set in another's shape: the character of that
 * shape, else 0. */
static uint32_t
shape_at(const maker *m, uint32_t i)
{
	size_t at = i;

	return ht_item_digit(m->layout, ht_utf8_next(m->para->text, &at));
}

/* The digit at byte beg in the shape of the digit cp; its end.  The text keeps
 * what is written.  False when no font has that shape. */
static bool
add_digit(maker *m, uint32_t beg, uint32_t cp, ht_role role, size_t *end)
{
	bool latin = takes_latin(m, cp);
	ht_role face = latin ? HT_ROLE_LATIN : role;
	const ht_font *font = ht_fontset_find(m->fonts, face, cp);
	uint32_t gid = font ? ht_font_glyph(font, cp) : 0;
	ht_glyphs *out = &m->glyphs;

	if (gid == 0)
		return false;
	HT_ROOM(m->ctx->arena, out->glyph, out->n, out->cap);
	out->glyph[out->n++] = (ht_glyph){.font = font,
		.gid = gid,
		.cluster = beg,
		.advance = ht_font_advance(font, gid)};
	*end = beg;
	ht_utf8_next(m->para->text, end);
	m->digit = cp;
	add_item(m, out->n - 1, 1, (uint32_t)*end, face, latin);
	m->digit = 0;
	return true;
}

/* One run of the style to items: its Latin parts in the Latin face where the
 * layout wants it so. */
static ht_err
add_run(maker *m, uint32_t beg, uint32_t end, ht_role role)
{
	while (beg < end) {
		bool latin = is_latin(m, beg, end, false);
		ht_role face = latin ? HT_ROLE_LATIN : role;
		uint32_t digit = shape_at(m, beg);
		size_t next = beg;

		if (digit && add_digit(m, beg, digit, role, &next)) {
			beg = (uint32_t)next;
			continue;
		}
		do
			ht_utf8_next(m->para->text, &next);
		while (next < end && !shape_at(m, (uint32_t)next) &&
			is_latin(m, (uint32_t)next, end, latin) == latin);
		HT_TRY(add_text(m, beg, next, face, latin));
		beg = (uint32_t)next;
	}
	return HT_OK;
}

static void
finish(maker *m)
{
	ht_items_raise(m->layout, m->item, m->nitem);
	ht_items_relate(
		m->layout, m->style->autospace, m->cell, m->item, m->nitem);
	m->para->glyph = m->glyphs.glyph;
	m->para->nglyph = m->glyphs.n;
	m->para->item = m->item;
	m->para->nitem = m->nitem;
}

static maker
maker_init(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_elem_style *style, ht_len size, ht_str text, ht_para *out)
{
	size_t room = ht_utf8_count(text) + 1; /* nearly always enough */

	*out = (ht_para){.text = text, .size = size, .xscale = PER_MILLE};
	return (maker){.ctx = ctx,
		.layout = l,
		.fonts = fs,
		.style = style,
		.para = out,
		.cell = ht_layout_zi(l, size, PER_MILLE),
		.quotes = l->line.quotes,
		.glyphs.glyph = HT_ARRAY(ctx->arena, ht_glyph, room),
		.glyphs.cap = room,
		.item = HT_ARRAY(ctx->arena, ht_item, room),
		.capitem = room};
}

ht_err
ht_items_make(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_block *b, ht_len size, ht_para *out)
{
	maker m =
		maker_init(ctx, l, fs, b->style, size, b->elem->text.str, out);

	m.source = &b->elem->text;
	if (b->quotes)
		m.quotes = (ht_quotes_model)(b->quotes - 1);
	out->block = b;
	for (size_t i = 0; i < b->nrun; i++) {
		m.run = &b->run[i];
		HT_TRY(add_run(&m, m.run->beg, m.run->end, m.run->role));
	}
	finish(&m);
	return HT_OK;
}

ht_err
ht_items_text(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_elem_style *style, ht_str text, ht_para *out)
{
	maker m = maker_init(ctx, l, fs, style, style->size, text, out);

	HT_TRY(add_text(&m, 0, text.n, style->font, false));
	finish(&m);
	return HT_OK;
}
