/* SPDX-License-Identifier: Apache-2.0
 *
 * Readers find words and lines by distances: Poppler (TextOutputDev.cc) ends a
 * word where a glyph stands more than a tenth of an em behind the end of the
 * one before it and makes a blank of that, and where it stands more than a
 * fifth of an em before that end; of an overlap of half an em it makes two
 * lines.  A narrow letter in half a cell, the gap between Han and Latin
 * (clreq), spread names, and marks that give of their blank half (GB/T 15834
 * 5.1.10) are such places.
 *
 * Not done: wider advances for narrow letters, in W and in the font, which
 * would help readers that heed no spans.  They go from the end of a glyph to
 * the origin of the next: the gap before a narrow letter would stay, unless all
 * that may stand before it says that it is wider than it is.
 */
#include "out/pdf/pdfjoin.h"

#include "base/utf8.h"

#define PER_MILLE 1000
/* What no reader makes something of, per mille of an em: a little less than
 * Poppler's minWordBreakSpace and minDupBreakOverlap. */
#define GAP_MAX 98
#define OVERLAP_MAX 198

/* The glyph after glyph i of an operation; false when there is none. */
static bool
find_next(const ht_op **op, size_t *i, const ht_op *end)
{
	if (++*i < (*op)->nglyph)
		return true;
	*i = 0;
	return ++*op < end && (*op)->nglyph > 0;
}

static bool
is_apart(const ht_op *op, const ht_show *g, const ht_show *h, int width)
{
	int64_t step = (int64_t)op->size * PER_MILLE;
	int64_t gap = ((int64_t)h->x - g->x) * PER_MILLE * PER_MILLE -
		      (int64_t)op->size * op->xscale * width;

	return gap > GAP_MAX * step || gap < -OVERLAP_MAX * step;
}

/* Whether a glyph shows one character, which is no blank. */
static bool
is_one(const ht_op *op, const ht_show *g)
{
	size_t at = g->beg;

	return !ht_cp_is_blank(ht_utf8_next(op->text, &at)) && at == g->end;
}

static bool
is_ascii(const ht_op *op, const ht_show *g)
{
	return (unsigned char)op->text.p[g->beg] < 0x80;
}

/* Whether glyph h follows glyph g in the text and stands on its line. */
static bool
is_next(const ht_op *op, const ht_show *g, const ht_op *next, const ht_show *h)
{
	return g->y == h->y && op->size == next->size &&
	       op->text.p == next->text.p && g->end == h->beg &&
	       h->beg < h->end && is_one(op, g) && is_one(next, h);
}

bool
ht_pdfjoin_parted(const ht_op *op, size_t i, const ht_op *end, int width)
{
	const ht_show *g = &op->glyph[i];
	const ht_op *next = op;

	return g->beg < g->end && find_next(&next, &i, end) &&
	       is_apart(op, g, &next->glyph[i], width) &&
	       is_next(op, g, next, &next->glyph[i]);
}

bool
ht_pdfjoin_word(const ht_op *op, size_t i, const ht_op *end)
{
	const ht_show *g = &op->glyph[i];
	const ht_op *next = op;

	return g->beg < g->end && is_ascii(op, g) &&
	       find_next(&next, &i, end) &&
	       is_next(op, g, next, &next->glyph[i]) &&
	       is_ascii(next, &next->glyph[i]);
}
