/* SPDX-License-Identifier: Apache-2.0
 *
 * Page content (ISO 32000-1 8, 9.4).
 *
 * Text in, text out: each glyph says its own code points.  In a cluster of
 * several glyphs each takes one code point and the last the rest; a glyph that
 * is left without text is drawn as a path, since readers make U+FFFD of a code
 * without one.  Several code points of one glyph, one of them beyond the BMP
 * (an ideograph and U+E0100), are too much for MuPDF's ToUnicode: all but the
 * first go on blanks of no width to speak of.
 */
#include "out/pdf/pdfpage.h"

#include <assert.h>

#include "base/utf8.h"
#include "out/pdf/pdffmt.h"
#include "out/pdf/pdfcolour.h"
#include "out/pdf/pdfimage.h"
#include "out/pdf/pdfstring.h"

#define PER_MILLE 1000
#define CP_SPACE 0x20
#define BMP_END 0x10000
#define BEYOND_BYTES 4 /* of UTF-8 that what lies beyond needs */
#define BLANK_XSCALE 10 /* of a blank that carries text only, per mille */
#define MATRIX_DECIMALS 8
#define MATRIX_STEPS 100000000 /* 10^MATRIX_DECIMALS */

/* Goes through an operation's glyphs and tells the text of each. */
typedef struct {
	const ht_op *op;
	size_t at; /* the next glyph */
	ht_str left; /* text of its cluster that is not given out yet */
	size_t glyphs; /* of the cluster, from the next on */
} walk;

typedef struct {
	ht_buf *b;
	const ht_pdffonts *fonts;
	const ht_inks *inks;
	ht_pdftag *tags;
	/* the graphics state, as far as it is set */
	ht_pdfstring string;
	size_t font;
	int layer;
	ht_len size;
	int xscale;
	ht_colour colour;
	bool font_set, colour_set;
} page_state;

static size_t
find_font(const ht_pdffonts *fonts, const ht_font *font)
{
	size_t i = 0;

	while (i < fonts->n && fonts->key[i] != font)
		i++;
	return i;
}

static size_t
find_image(const ht_pdffonts *fonts, const ht_image *image)
{
	size_t i = 0;

	while (i < fonts->nimage && fonts->image[i] != image)
		i++;
	return i;
}

static size_t
cluster_glyphs(const ht_op *op, size_t i)
{
	size_t n = 1;

	while (i + n < op->nglyph &&
		op->glyph[i + n].beg == op->glyph[i + n].end)
		n++;
	return n;
}

static ht_str
first_char(ht_str text)
{
	size_t n = 0;

	if (text.n > 0)
		ht_utf8_next(text, &n);
	return ht_str_sub(text, 0, n);
}

static ht_str
walk_next(walk *w)
{
	const ht_show *g = &w->op->glyph[w->at];
	ht_str text;

	if (g->beg < g->end) {
		w->left = ht_str_sub(w->op->text, g->beg, g->end);
		w->glyphs = cluster_glyphs(w->op, w->at);
	}
	w->at++;
	text = w->glyphs > 1 ? first_char(w->left) : w->left;
	w->left = ht_str_sub(w->left, text.n, w->left.n);
	if (w->glyphs > 0)
		w->glyphs--;
	return text;
}

/* The part of a glyph's text that the glyph itself can say; the rest needs
 * blanks, of which the font must have the glyph. */
static ht_str
own_text(const ht_op *op, ht_str text)
{
	bool beyond = false;

	if (text.n < BEYOND_BYTES)
		return text;
	for (size_t i = 0; i < text.n;)
		beyond |= ht_utf8_next(text, &i) >= BMP_END;
	if (!beyond || ht_font_glyph(op->font, CP_SPACE) == 0)
		return text;
	return first_char(text);
}

static bool
op_visible(const ht_op *op)
{
	return op->font != NULL && op->nglyph > 0 && op->size > 0 &&
	       op->xscale > 0;
}

static void
use_text(ht_pdffont *f, const ht_op *op, uint32_t gid, ht_str text)
{
	ht_str own = own_text(op, text);

	ht_pdffont_use(f, gid, own);
	for (size_t i = own.n; i < text.n;) {
		ht_str cp = first_char(ht_str_sub(text, i, text.n));

		ht_pdffont_use(f, ht_font_glyph(op->font, CP_SPACE), cp);
		i += cp.n;
	}
}

static void
collect_op(ht_pdffonts *fonts, const ht_op *op)
{
	size_t i = find_font(fonts, op->font);
	walk w = {.op = op};

	if (i == fonts->n) {
		HT_ROOM(fonts->arena, fonts->key, fonts->n, fonts->capkey);
		HT_ROOM(fonts->arena, fonts->font, fonts->n, fonts->cap);
		fonts->key[i] = op->font;
		fonts->font[i] = ht_pdffont_new(fonts->arena, op->font);
		fonts->n++;
	}
	while (w.at < op->nglyph) {
		uint32_t gid = op->glyph[w.at].gid;
		ht_str text = walk_next(&w);

		if (text.n > 0)
			use_text(fonts->font[i], op, gid, text);
	}
}

void
ht_pdfpage_collect(ht_pdffonts *fonts, const ht_display_page *page)
{
	for (size_t i = 0; i < page->nop; i++) {
		const ht_op *op = &page->op[i];

		if (op->kind == HT_OP_GLYPHS && op_visible(op))
			collect_op(fonts, op);
		if (op->kind == HT_OP_IMAGE &&
			find_image(fonts, op->image) == fonts->nimage) {
			HT_ROOM(fonts->arena, fonts->image, fonts->nimage,
				fonts->capimage);
			fonts->image[fonts->nimage++] = op->image;
		}
	}
}

void
ht_pdfpage_font_name(ht_buf *b, size_t font, int layer)
{
	ht_buf_addf(b, "/F%zu", font + 1);
	if (layer > 0)
		ht_buf_addf(b, ".%d", layer + 1);
}

static void
set_colour(page_state *s, ht_colour c)
{
	if (s->colour_set && s->colour.r == c.r && s->colour.g == c.g &&
		s->colour.b == c.b)
		return;
	s->colour = c;
	s->colour_set = true;
	ht_pdfcolour_add(s->b, s->inks, c, false);
}

static void
set_font(page_state *s, const ht_op *op, size_t font, int layer)
{
	bool same = s->font_set && s->font == font && s->layer == layer &&
		    s->size == op->size;

	if (!same) {
		ht_pdfpage_font_name(s->b, font, layer);
		ht_buf_addc(s->b, ' ');
		ht_pdffmt_pt(s->b, op->size);
		ht_buf_adds(s->b, " Tf\n");
	}
	if (s->xscale != op->xscale) {
		ht_pdffmt_fixed(s->b, op->xscale, 1); /* per cent */
		ht_buf_adds(s->b, " Tz\n");
	}
	s->font = font;
	s->layer = layer;
	s->size = op->size;
	s->xscale = op->xscale;
	s->font_set = true;
}

/* 14.9.4: a text that no layer of the font has room for. */
static void
show_replaced(
	page_state *s, const ht_op *op, size_t font, size_t i, ht_str text)
{
	set_font(s, op, font, 0);
	ht_pdfstring_replace(&s->string, op, s->fonts->font[font], i, text);
}

/* The texts that glyph i cannot say itself, on blanks at its end. */
static void
show_blanks(page_state *s, const ht_op *op, size_t font, size_t i, ht_str text)
{
	const ht_pdffont *f = s->fonts->font[font];
	const ht_show *g = &op->glyph[i];
	ht_show show = {.gid = ht_font_glyph(op->font, CP_SPACE), .y = g->y};
	ht_op blank = *op;

	show.x = g->x + (ht_len)((int64_t)op->size * op->xscale *
				 ht_pdffont_width(f, g->gid) /
				 (PER_MILLE * PER_MILLE));
	blank.xscale = BLANK_XSCALE;
	blank.glyph = &show;
	blank.nglyph = 1;
	while (text.n > 0) {
		ht_str cp = first_char(text);
		int layer = ht_pdffont_layer(f, show.gid, cp);

		if (layer >= 0) {
			set_font(s, &blank, font, layer);
			ht_pdfstring_show(&s->string, &blank, f, 0, 1);
		} else {
			show_replaced(s, &blank, font, 0, cp);
		}
		text = ht_str_sub(text, cp.n, text.n);
	}
}

static void
show_text(page_state *s, const ht_op *op, size_t font)
{
	const ht_pdffont *f = s->fonts->font[font];
	walk w = {.op = op};
	size_t beg = 0; /* of the string under way */
	int layer = -1; /* its own; -1: there is none */

	while (w.at < op->nglyph) {
		size_t i = w.at;
		const ht_show *g = &op->glyph[i];
		ht_str text = walk_next(&w), own = own_text(op, text);
		int next = own.n > 0 ? ht_pdffont_layer(f, g->gid, own) : -1;

		if (layer >= 0 && (next != layer || g->y != g[-1].y)) {
			ht_pdfstring_show(&s->string, op, f, beg, i);
			layer = -1;
		}
		if (next < 0 && own.n > 0)
			show_replaced(s, op, font, i, own);
		if (next >= 0 && layer < 0) {
			set_font(s, op, font, next);
			beg = i;
		}
		layer = next;
		if (own.n == text.n)
			continue;
		if (layer >= 0)
			ht_pdfstring_show(&s->string, op, f, beg, i + 1);
		layer = -1;
		show_blanks(s, op, font, i, ht_str_sub(text, own.n, text.n));
	}
	if (layer >= 0)
		ht_pdfstring_show(&s->string, op, f, beg, op->nglyph);
}

/* The glyphs without text, as paths. */
static void
show_paths(page_state *s, const ht_op *op, size_t font)
{
	const ht_pdffont *f = s->fonts->font[font];
	int64_t y = (int64_t)op->size * MATRIX_STEPS / HT_EMU_PT /
		    ht_pdffont_upem(f);
	int64_t x = y * op->xscale / PER_MILLE;
	walk w = {.op = op};
	ht_buf path = {0};

	while (w.at < op->nglyph) {
		const ht_show *g = &op->glyph[w.at];

		path.n = 0;
		if (walk_next(&w).n > 0 ||
			!ht_pdffont_outline(f, g->gid, &path))
			continue;
		ht_pdftag_content(s->tags);
		set_colour(s, op->colour);
		ht_buf_adds(s->b, "q ");
		ht_pdffmt_fixed(s->b, x, MATRIX_DECIMALS);
		ht_buf_adds(s->b, " 0 0 ");
		ht_pdffmt_fixed(s->b, y, MATRIX_DECIMALS);
		ht_buf_addc(s->b, ' ');
		ht_pdfstring_place(&s->string, g);
		ht_buf_adds(s->b, " cm\n");
		ht_buf_addstr(s->b, ht_buf_str(&path));
		ht_buf_adds(s->b, "Q\n");
	}
	ht_buf_drop(&path);
}

/* Operations that follow each other, in one text object: readers' words go
 * over from one to the next. */
static void
show_glyphs(page_state *s, const ht_op *op, const ht_op *end)
{
	s->string.end = end;
	ht_pdftag_pause(s->tags);
	ht_buf_adds(s->b, "BT\n");
	for (const ht_op *o = op; o < end; o++) {
		set_colour(s, o->colour);
		show_text(s, o, find_font(s->fonts, o->font));
	}
	assert(!s->string.spans);
	ht_pdftag_pause(s->tags);
	ht_buf_adds(s->b, "ET\n");
	for (const ht_op *o = op; o < end; o++)
		show_paths(s, o, find_font(s->fonts, o->font));
}

/* How many operations, from the first, show glyphs. */
static size_t
count_glyphs(const ht_op *op, size_t n)
{
	size_t i = 0;

	while (i < n && op[i].kind == HT_OP_GLYPHS && op_visible(&op[i]))
		i++;
	return i;
}

static void
show_rect(page_state *s, const ht_op *op)
{
	const int64_t box[] = {
		op->x, (int64_t)s->string.height - op->y - op->h, op->w, op->h};

	ht_pdftag_content(s->tags);
	set_colour(s, op->colour);
	for (size_t i = 0; i < sizeof box / sizeof *box; i++) {
		ht_pdffmt_pt(s->b, box[i]);
		ht_buf_addc(s->b, ' ');
	}
	ht_buf_adds(s->b, "re f\n");
}

void
ht_pdfpage_write(ht_buf *b, const ht_pdffonts *fonts, const ht_inks *inks,
	ht_pdftag *tags, const ht_display_page *page)
{
	page_state s = {.b = b,
		.fonts = fonts,
		.inks = inks,
		.tags = tags,
		.string = {.b = b, .height = page->h, .tags = tags},
		.xscale = PER_MILLE};
	page_state outer = s; /* of a turned part */

	for (size_t i = 0; i < page->nop; i++) {
		const ht_op *op = &page->op[i];
		size_t n = count_glyphs(op, page->nop - i);

		switch (op->kind) {
		case HT_OP_GLYPHS:
			if (n > 0) {
				show_glyphs(&s, op, op + n);
				i += n - 1;
			}
			break;
		case HT_OP_RECT:
			show_rect(&s, op);
			break;
		case HT_OP_IMAGE:
		case HT_OP_RING:
		case HT_OP_DISC:
		case HT_OP_FRAME:
			ht_pdftag_content(tags);
			ht_pdfimage_show(b, inks, page->h, op,
				find_image(fonts, op->image));
			break;
		case HT_OP_TURN:
			outer = s;
			ht_pdfimage_turn(b, page->h, op);
			break;
		case HT_OP_UNTURN:
			ht_buf_adds(b, "Q\n");
			s = outer;
			break;
		case HT_OP_TAG:
			ht_pdftag_begin(tags, op->tag, op->id, op->artifact);
			break;
		case HT_OP_END:
			ht_pdftag_end(tags);
			break;
		case HT_OP__MAX:
			break;
		}
	}
}
