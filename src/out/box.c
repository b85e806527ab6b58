/* SPDX-License-Identifier: Apache-2.0
 *
 * How glyphs stand in the boxes of their items: in the middle, or at the side
 * that a mark gives nothing of; condensed where they are too wide.
 */
#include "out/box.h"

#define PER_MILLE 1000

ht_len
ht_box_advance(const ht_glyph *g, ht_len size)
{
	return ht_muldiv(size, g->advance, ht_font_upem(g->font));
}

/* From where to where a glyph has ink, from its origin on; false where that is
 * not known. */
static bool
span_of(const ht_glyph *g, ht_len size, ht_len *x0, ht_len *x1)
{
	int upem = ht_font_upem(g->font), beg, end;

	if (!ht_font_span(g->font, g->gid, &beg, &end))
		return false;
	*x0 = ht_muldiv(size, beg, upem);
	*x1 = ht_muldiv(size, end, upem);
	return true;
}

/* GB/T 15834 5.1.6, 5.1.7, 5.1.9: marks that may be half an em wide. */
static bool
is_narrow(const ht_item *it)
{
	return it->cls == HT_CLASS_INTERPUNCT ||
	       it->cls == HT_CLASS_CONNECTOR || it->cls == HT_CLASS_SOLIDUS;
}

/* The width of such a mark whose glyph has more ink than its box, or 0. */
static ht_len
condensed_mark(const ht_para *p, const ht_item *it, ht_len advance, ht_len size)
{
	ht_len x0, x1;

	if (!span_of(&p->glyph[it->glyph], size, &x0, &x1) || x1 - x0 <= it->w)
		return 0;
	return ht_muldiv(advance, it->w, x1 - x0);
}

/* A glyph that is too wide is condensed: a half-width letter to its box, a sign
 * to the em (some faces draw U+2116 wider), a narrow mark until its ink is
 * inside; or 0. */
static ht_len
condensed(const ht_para *p, const ht_item *it, ht_len advance, ht_len size)
{
	ht_len most = it->cp < 0x80 || it->w > size ? it->w : size;

	if (it->nglyph != 1 || !it->w ||
		(it->cp >= 0x80 && it->trim != HT_TRIM_NONE))
		return 0;
	if (advance > most)
		return most;
	return is_narrow(it) && advance > it->w
		       ? condensed_mark(p, it, advance, size)
		       : 0;
}

/* Glyphs sit in the middle of their boxes; full-width ones, whose box is a
 * grid cell a little narrower than the em, hang out alike on both sides. */
static ht_len
inset_of(const ht_item *it, ht_len advance, ht_len narrow)
{
	ht_len box = it->w;

	if (it->trim != HT_TRIM_NONE && advance > box)
		return it->trim == HT_TRIM_LEFT ? box - advance : 0;
	if (narrow)
		advance = narrow;
	else if (it->cp < 0x80 && advance > box)
		return 0;
	return (box - advance) / 2;
}

/* A mark that gives of its box stands in what is left of it: where its blank
 * half does not suffice, it moves. */
static ht_len
inset_cut(const ht_para *p, const ht_item *it, ht_len size, ht_len inset,
	ht_len cut)
{
	ht_len box = it->w - cut, x0, x1;
	bool gives = cut > 0 || it->room == 0; /* paired: it has given */

	if (it->trim == HT_TRIM_LEFT)
		inset -= cut;
	if (!gives || it->nglyph != 1 ||
		!span_of(&p->glyph[it->glyph], size, &x0, &x1))
		return inset;
	if (it->trim == HT_TRIM_RIGHT && inset + x1 > box)
		return box - x1;
	if (it->trim == HT_TRIM_LEFT && inset + x0 < 0)
		return -x0;
	return inset;
}

ht_glyph_box
ht_box_set(const ht_para *p, const ht_item *it, ht_len size, ht_len cut)
{
	ht_glyph_box b = {.scale = p->xscale};
	ht_len advance = 0, narrow;

	for (uint32_t i = 0; i < it->nglyph; i++)
		advance += ht_box_advance(&p->glyph[it->glyph + i], size);
	narrow = condensed(p, it, advance, size);
	if (narrow)
		b.scale = ht_muldiv(p->xscale, narrow, advance);
	b.inset = inset_of(it, advance, narrow);
	if (it->trim != HT_TRIM_NONE)
		b.inset = inset_cut(p, it, size, b.inset, cut);
	return b;
}
