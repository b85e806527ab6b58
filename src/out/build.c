/* SPDX-License-Identifier: Apache-2.0
 *
 * Pages to the display list: every glyph gets its place on the page.
 */
#include "out/build.h"

#include "base/utf8.h"
#include "out/box.h"
#include "out/decor.h"

#define PER_MILLE 1000
#define SPACE 0x20
#define KEPT_PAGES 32 /* of a list that holds all of its pages' operations */

typedef struct {
	ht_arena *arena; /* of the page being made */
	const ht_layout *l;
	ht_pages pages;
	ht_op *op;
	size_t nop, capop;
	ht_show *show; /* of the glyph operation being gathered */
	size_t nshow, capshow;
	ht_place *place; /* of the line being written */
	size_t capplace;
} builder;

/* One line being written. */
typedef struct {
	const ht_frag *frag;
	const ht_para *para;
	const ht_line *line;
	uint32_t base; /* byte of the text that is 0 in the operation's text */
	ht_str text;
	ht_colour colour;
} writer;

static ht_colour
colour_of(uint32_t rgb)
{
	return (ht_colour){
		(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb};
}

static void
add_op(builder *b, ht_op op)
{
	HT_ROOM(b->arena, b->op, b->nop, b->capop);
	b->op[b->nop++] = op;
}

/* Ends the glyph operation under work. */
static void
flush(builder *b, ht_op *open)
{
	if (b->nshow) {
		open->glyph = b->show;
		open->nglyph = b->nshow;
		add_op(b, *open);
	}
	b->show = NULL;
	b->nshow = b->capshow = 0;
}

static void
open_op(builder *b, const writer *w, ht_op *open, const ht_font *font,
	ht_len size, int scale)
{
	if (open->font == font && open->size == size && open->xscale == scale)
		return;
	flush(b, open);
	*open = (ht_op){.kind = HT_OP_GLYPHS,
		.colour = w->colour,
		.font = font,
		.size = size,
		.xscale = scale,
		.text = w->text};
}

static ht_len
page_x(const writer *w, ht_len x)
{
	return w->frag->x + ht_muldiv(x, w->para->xscale, PER_MILLE);
}

/* How far an item's baseline lies above its line's. */
static ht_len
rise_of(const builder *b, const writer *w, const ht_item *it)
{
	if (!(it->decor & HT_DECOR_RAISED))
		return 0;
	return ht_muldiv(w->para->size, b->l->marked.rise, PER_MILLE);
}

/* A character without a glyph: a box of its size, its text on a blank. */
static void
add_box(builder *b, const writer *w, const ht_item *it, ht_len x)
{
	ht_len size = ht_item_size(b->l, w->para, it);
	ht_len line = size / 20;
	ht_len width = it->w - 2 * line, height = size - 2 * line;
	ht_len left = page_x(w, x + line);
	ht_len top = w->frag->y - rise_of(b, w, it) -
		     ht_muldiv(height, 880, PER_MILLE);
	ht_op r = {.kind = HT_OP_RECT, .colour = w->colour};

	for (int i = 0; i < 4; i++) {
		bool flat = i < 2;

		r.x = i == 3 ? left + width - line : left;
		r.y = i == 1 ? top + height - line : top;
		r.w = flat ? width : line;
		r.h = flat ? line : height;
		add_op(b, r);
	}
}

/* Adds the glyph of a paragraph; the first of an operation makes room for all
 * that the line still has. */
static void
add_show(builder *b, const writer *w, uint32_t glyph, ht_show s)
{
	const ht_item *last = &w->para->item[w->line->ink - 1];

	if (!b->show) {
		b->capshow = last->glyph + last->nglyph - glyph;
		b->show = HT_ARRAY(b->arena, ht_show, b->capshow);
	}
	b->show[b->nshow++] = s;
}

/* End of what an item shows: invisible blanks (U+FEFF, U+200B ...) that its
 * cluster drags along are no text of the page. */
static uint32_t
shown_end(const writer *w, const ht_item *it)
{
	char first[4];
	ht_str ink;

	/* A character alone shows itself. */
	if (it->end - it->beg == (uint32_t)ht_utf8_put(it->cp, first))
		return it->end;
	ink = ht_str_trim(ht_str_sub(w->para->text, it->beg, it->end));
	return ink.n ? (uint32_t)(ink.p + ink.n - w->para->text.p) : it->end;
}

static void
add_item(builder *b, const writer *w, ht_op *open, const ht_item *it,
	ht_place at)
{
	ht_len size = ht_item_size(b->l, w->para, it);
	ht_glyph_box box = ht_box_set(w->para, it, size, at.cut);
	ht_len x = at.x + box.inset;
	ht_len y = w->frag->y - rise_of(b, w, it);
	uint32_t end = shown_end(w, it);

	for (uint32_t i = 0; i < it->nglyph; i++) {
		const ht_glyph *g = &w->para->glyph[it->glyph + i];
		int upem = ht_font_upem(g->font);
		ht_show s = {.gid = g->gid,
			.beg = (i ? end : it->beg) - w->base,
			.end = end - w->base};

		open_op(b, w, open, g->font, size, box.scale);
		if (it->missing)
			s.gid = ht_font_glyph(g->font, SPACE);
		s.x = page_x(w, x + ht_muldiv(size, g->dx, upem));
		s.y = y - ht_muldiv(size, g->dy, upem);
		add_show(b, w, it->glyph + i, s);
		x += ht_box_advance(g, size);
	}
}

/* Dots and underlines are no text. */
static void
add_decor(builder *b, const writer *w)
{
	ht_op *op = NULL;
	size_t n = ht_decor_make(
		b->arena, b->l, w->frag, b->place, w->colour, &op);

	if (n == 0)
		return;
	add_op(b, (ht_op){.kind = HT_OP_TAG, .tag = "decor", .artifact = true});
	for (size_t i = 0; i < n; i++)
		add_op(b, op[i]);
	add_op(b, (ht_op){.kind = HT_OP_END, .tag = "decor"});
}

static void
add_line(builder *b, const ht_frag *f)
{
	const ht_para *p = f->para;
	ht_line line = p->line[f->line];
	uint32_t n = line.end - line.beg;
	const ht_elem_style *style =
		f->furniture ? &b->l->page_number_style : p->block->style;
	writer w = {.frag = f,
		.para = p,
		.line = &line,
		.colour = colour_of(style->colour)};
	ht_op open = {0};

	if (n == 0)
		return;
	if (f->measure)
		line.measure = f->measure;
	while (b->capplace < n)
		b->place = ht_arena_grow(
			b->arena, b->place, &b->capplace, sizeof *b->place);
	ht_line_set(p, &line, f->align, f->spread, b->place);
	w.base = p->item[line.beg].beg;
	w.text = ht_str_sub(p->text, w.base, p->item[line.end - 1].end);
	for (uint32_t i = line.beg; i < line.ink; i++) {
		ht_place at = b->place[i - line.beg];

		at.x += line.indent;
		if (p->item[i].missing)
			add_box(b, &w, &p->item[i], at.x);
		add_item(b, &w, &open, &p->item[i], at);
	}
	flush(b, &open);
	add_decor(b, &w);
}

static void
add_frag(builder *b, const ht_frag *f)
{
	const char *tag = f->furniture ? "page_number"
				       : ht_elem_name(f->para->block->kind);

	add_op(b, (ht_op){.kind = HT_OP_TAG,
			  .tag = tag,
			  .id = f->furniture ? 0 : f->para->block->elem->id,
			  .artifact = f->furniture || f->again});
	add_line(b, f);
	add_op(b, (ht_op){.kind = HT_OP_END, .tag = tag});
}

static void
add_rule(builder *b, const ht_rule *r)
{
	add_op(b, (ht_op){.kind = HT_OP_TAG, .tag = "rule", .artifact = true});
	add_op(b, (ht_op){.kind = HT_OP_RECT,
			  .colour = colour_of(r->colour),
			  .x = r->x,
			  .y = r->y,
			  .w = r->w,
			  .h = r->h});
	add_op(b, (ht_op){.kind = HT_OP_END, .tag = "rule"});
}

static void
add_object(builder *b, const ht_object *o)
{
	ht_op op = {.kind = o->image ? HT_OP_IMAGE
				     : (o->box ? HT_OP_FRAME : HT_OP_RING),
		.colour = colour_of(o->colour),
		.image = o->image,
		.pressed = o->pressed,
		.x = o->x,
		.y = o->y,
		.w = o->w,
		.h = o->h,
		.line = o->line};

	add_op(b,
		(ht_op){.kind = HT_OP_TAG, .tag = "picture", .artifact = true});
	add_op(b, op);
	add_op(b, (ht_op){.kind = HT_OP_END, .tag = "picture"});
}

static void
add_parts(builder *b, const ht_page *page, bool turned)
{
	for (size_t i = 0; i < page->nrule; i++)
		if (page->rule[i].turned == turned)
			add_rule(b, &page->rule[i]);
	for (size_t i = 0; i < page->nfrag; i++)
		if (page->frag[i].turned == turned)
			add_frag(b, &page->frag[i]);
}

static void
make_page(builder *b, size_t i, ht_display_page *out)
{
	const ht_page *page = &b->pages.page[i];

	b->op = NULL;
	b->place = NULL;
	b->nop = b->capop = b->capplace = 0;
	add_parts(b, page, false);
	if (page->turn_x) {
		add_op(b,
			(ht_op){.kind = HT_OP_TURN,
				.x = page->turn_x,
				.y = b->l->page.top + b->l->page.area_height});
		add_parts(b, page, true);
		add_op(b, (ht_op){.kind = HT_OP_UNTURN});
	}
	for (size_t k = 0; k < page->nobject; k++)
		add_object(b, &page->object[k]);
	out->op = b->op;
	out->nop = b->nop;
}

/* ht_display.make: instead of the page made last. */
static void
make_again(void *maker, size_t i, ht_display_page *out)
{
	builder *b = maker;

	ht_arena_reset(b->arena);
	make_page(b, i, out);
}

/* The pages of a short document are made once. */
static void
make_pages(ht_ctx *ctx, builder *b, ht_display *d)
{
	if (d->npage > KEPT_PAGES) {
		d->make = make_again;
		d->maker = b;
		return;
	}
	b->arena = ctx->arena;
	for (size_t i = 0; i < d->npage; i++)
		make_page(b, i, &d->page[i]);
}

/* ---- the outline ------------------------------------------------------ */

typedef struct {
	ht_arena *arena;
	const ht_doc *doc;
	ht_outline *outline;
	size_t n, cap;
} outliner;

static int
outline_level(ht_elem_kind k)
{
	if (k == HT_TITLE || k == HT_ATTACHMENT_TITLE)
		return 1;
	return k >= HT_HEAD1 && k <= HT_HEAD4 ? 2 + (int)k - HT_HEAD1 : 0;
}

/* Title and heads; a run-in head shows its sentence only. */
static void
add_outline(outliner *o, const ht_frag *f, int page)
{
	const ht_elem *e;
	int level;
	ht_str title;

	if (f->furniture || f->line != 0)
		return;
	e = f->para->block->elem;
	level = outline_level(e->kind);
	if (!level)
		return;
	title = e->text.str;
	if (e->kind == HT_TITLE && o->doc->title)
		title = ht_str_from(o->doc->title);
	else if (e->runin_end)
		title = ht_str_sub(title, 0, e->runin_end);
	HT_ROOM(o->arena, o->outline, o->n, o->cap);
	o->outline[o->n++] = (ht_outline){.level = level,
		.title = ht_str_trim(title),
		.page = page,
		.y = f->y - f->para->size};
}

/* A turned part comes after the rest of its page. */
static void
add_outlines(outliner *o, const ht_page *page, int index)
{
	for (int turned = 0; turned <= 1; turned++)
		for (size_t i = 0; i < page->nfrag; i++)
			if (page->frag[i].turned == turned)
				add_outline(o, &page->frag[i], index);
}

/* Who signs, else who issues: the PDF's author. */
static ht_str
author_of(const ht_doc *doc)
{
	ht_str author = {0};

	for (size_t i = 0; i < doc->nelem; i++) {
		ht_elem_kind k = doc->elem[i].kind;

		if (k == HT_SIGNATURE || (k == HT_ISSUER_MARK && author.n == 0))
			author = doc->elem[i].text.str;
	}
	return author;
}

ht_err
ht_display_build(ht_ctx *ctx, const ht_layout *l, const ht_doc *doc,
	const ht_pages *pages, ht_display *out)
{
	builder *b = HT_NEW(ctx->arena, builder);
	outliner o = {.arena = ctx->arena, .doc = doc};

	*b = (builder){.arena = ctx->scratch, .l = l, .pages = *pages};
	*out = (ht_display){
		.page = HT_ARRAY(ctx->arena, ht_display_page, pages->npage),
		.npage = pages->npage,
		.title = ht_str_from(doc->title ? doc->title : ""),
		.author = author_of(doc),
		.inks = {l->print.ink == HT_INK_CMYK, l->print.magenta,
			l->print.yellow},
		.year = doc->date.year,
		.month = doc->date.month,
		.day = doc->date.day};
	for (size_t i = 0; i < pages->npage; i++) {
		const ht_page *page = &pages->page[i];

		out->page[i].w = page->w ? page->w : l->page.width;
		out->page[i].h = l->page.height;
		out->page[i].number = page->number;
		add_outlines(&o, page, (int)i);
	}
	make_pages(ctx, b, out);
	out->outline = o.outline;
	out->noutline = o.n;
	return HT_OK;
}
