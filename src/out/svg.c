/* SPDX-License-Identifier: Apache-2.0
 *
 * Pages as SVG.  A run of glyphs is a group in font units, moved and scaled;
 * in it each glyph is a <use> of its outline.
 */
#include "out/svg.h"

#include "base/utf8.h"

#define PER_MILLE 1000
#define MILLION 1000000
#define FIRST_SLOTS 256

typedef struct {
	const ht_font *font;
	uint32_t gid;
} slot;

struct ht_svg {
	ht_arena *a;
	slot *slot; /* open addressing; font NULL: free */
	size_t nslot, used;
	const ht_font **font;
	size_t nfont, capfont;
};

ht_svg *
ht_svg_new(ht_arena *a)
{
	ht_svg *s = HT_NEW(a, ht_svg);

	s->a = a;
	s->nslot = FIRST_SLOTS;
	s->slot = HT_ARRAY(a, slot, s->nslot);
	return s;
}

static size_t
font_index(ht_svg *s, const ht_font *f)
{
	for (size_t i = 0; i < s->nfont; i++)
		if (s->font[i] == f)
			return i;
	HT_ROOM(s->a, s->font, s->nfont, s->capfont);
	s->font[s->nfont] = f;
	return s->nfont++;
}

/* Where a glyph is, or may be put: nslot is a power of two. */
static slot *
find_slot(const ht_svg *s, size_t font, const ht_font *f, uint32_t gid)
{
	size_t i = gid * 31 + font;

	for (;; i++) {
		slot *at = &s->slot[i & (s->nslot - 1)];

		if (!at->font || (at->font == f && at->gid == gid))
			return at;
	}
}

static void
grow(ht_svg *s)
{
	slot *old = s->slot;
	size_t n = s->nslot;

	s->nslot *= 2;
	s->slot = HT_ARRAY(s->a, slot, s->nslot);
	for (size_t i = 0; i < n; i++)
		if (old[i].font)
			*find_slot(s, font_index(s, old[i].font), old[i].font,
				old[i].gid) = old[i];
}

/* Writes a glyph's outline where the file has none yet. */
static void
define(ht_svg *s, const ht_font *f, uint32_t gid, ht_buf *out)
{
	size_t font = font_index(s, f);
	slot *at = find_slot(s, font, f, gid);

	if (at->font)
		return;
	*at = (slot){f, gid};
	ht_buf_addf(out, "<path id=\"f%zug%u\" d=\"", font, (unsigned)gid);
	ht_font_outline(f, gid, out);
	ht_buf_adds(out, "\"/>\n");
	if (++s->used * 2 > s->nslot)
		grow(s);
}

static void
define_all(ht_svg *s, const ht_display_page *p, ht_buf *out)
{
	ht_buf_adds(out, "<defs>\n");
	for (size_t i = 0; i < p->nop; i++)
		for (size_t k = 0;
			p->op[i].kind == HT_OP_GLYPHS && k < p->op[i].nglyph;
			k++)
			define(s, p->op[i].font, p->op[i].glyph[k].gid, out);
	ht_buf_adds(out, "</defs>\n");
}

/* A length in user units with two decimals. */
static void
add_length(ht_buf *out, ht_len len)
{
	int64_t v = (int64_t)len * 100 / HT_SVG_UNIT;

	if (v < 0)
		ht_buf_addc(out, '-');
	v = v < 0 ? -v : v;
	ht_buf_addf(out, "%d.%02d", (int)(v / 100), (int)(v % 100));
}

static void
add_colour(ht_buf *out, ht_colour c)
{
	ht_buf_addf(out, " fill=\"#%02x%02x%02x\"", c.r, c.g, c.b);
}

/* User units a font unit, in millionths, as a decimal. */
static void
add_scale(ht_buf *out, const ht_op *op, int per_mille)
{
	int64_t v = (int64_t)op->size * per_mille * PER_MILLE /
		    ((int64_t)HT_SVG_UNIT * ht_font_upem(op->font));

	ht_buf_addf(out, "%d.%06d", (int)(v / MILLION), (int)(v % MILLION));
}

static void
add_glyphs(ht_svg *s, const ht_op *op, ht_buf *out)
{
	size_t font = font_index(s, op->font);
	int64_t upem = (int64_t)ht_font_upem(op->font);
	const ht_show *first = &op->glyph[0];

	ht_buf_adds(out, "<g");
	add_colour(out, op->colour);
	ht_buf_adds(out, " transform=\"translate(");
	add_length(out, first->x);
	ht_buf_addc(out, ' ');
	add_length(out, first->y);
	ht_buf_adds(out, ") scale(");
	add_scale(out, op, op->xscale);
	ht_buf_adds(out, " -");
	add_scale(out, op, PER_MILLE);
	ht_buf_adds(out, ")\">");
	for (size_t i = 0; i < op->nglyph; i++) {
		const ht_show *g = &op->glyph[i];
		int64_t dx = (int64_t)(g->x - first->x) * upem * PER_MILLE /
			     ((int64_t)op->size * op->xscale);
		int64_t dy = (int64_t)(first->y - g->y) * upem / op->size;

		ht_buf_addf(out, "<use href=\"#f%zug%u\" x=\"%ld\"", font,
			(unsigned)g->gid, (long)dx);
		if (dy)
			ht_buf_addf(out, " y=\"%ld\"", (long)dy);
		ht_buf_adds(out, "/>");
	}
	ht_buf_adds(out, "</g>\n");
}

static void
add_rect(const ht_op *op, ht_buf *out)
{
	ht_buf_adds(out, "<rect x=\"");
	add_length(out, op->x);
	ht_buf_adds(out, "\" y=\"");
	add_length(out, op->y);
	ht_buf_adds(out, "\" width=\"");
	add_length(out, op->w);
	ht_buf_adds(out, "\" height=\"");
	add_length(out, op->h);
	ht_buf_addc(out, '"');
	add_colour(out, op->colour);
	ht_buf_adds(out, "/>\n");
}

static void
add_disc(const ht_op *op, ht_buf *out)
{
	ht_buf_adds(out, "<circle cx=\"");
	add_length(out, op->x + op->w / 2);
	ht_buf_adds(out, "\" cy=\"");
	add_length(out, op->y + op->h / 2);
	ht_buf_adds(out, "\" r=\"");
	add_length(out, op->w / 2);
	ht_buf_addc(out, '"');
	add_colour(out, op->colour);
	ht_buf_adds(out, "/>\n");
}

void
ht_svg_page(ht_svg *s, const ht_display_page *p, ht_str under, ht_buf *out)
{
	int w = p->w / HT_SVG_UNIT, h = p->h / HT_SVG_UNIT;

	ht_buf_addf(out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""
		" aria-label=\"%d\" viewBox=\"0 0 %d %d\">\n",
		p->number, w, h);
	ht_buf_addf(out,
		"<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", w, h);
	define_all(s, p, out);
	ht_buf_addstr(out, under);
	for (size_t i = 0; i < p->nop; i++) {
		if (p->op[i].kind == HT_OP_GLYPHS && p->op[i].nglyph)
			add_glyphs(s, &p->op[i], out);
		else if (p->op[i].kind == HT_OP_RECT)
			add_rect(&p->op[i], out);
		else if (p->op[i].kind == HT_OP_DISC)
			add_disc(&p->op[i], out);
	}
	ht_buf_adds(out, "</svg>\n");
}

void
ht_svg_text(ht_buf *out, ht_str text)
{
	for (size_t i = 0; i < text.n;) {
		uint32_t cp = ht_utf8_next(text, &i);

		if (cp == '<')
			ht_buf_adds(out, "&lt;");
		else if (cp == '>')
			ht_buf_adds(out, "&gt;");
		else if (cp == '&')
			ht_buf_adds(out, "&amp;");
		else if (cp == '"')
			ht_buf_adds(out, "&quot;");
		else if (cp >= 0x20 && (cp & 0xFFFE) != 0xFFFE)
			ht_buf_addcp(out, cp);
	}
}
