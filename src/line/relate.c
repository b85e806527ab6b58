/* SPDX-License-Identifier: Apache-2.0
 *
 * What characters are to a line: class, prohibited edges, room to give; and
 * what they are to each other: gaps, pairs, and what holds together.  Needs
 * no font.
 */
#include "line/line.h"

#define PER_MILLE 1000
#define CP_FULL_ZERO 0xFF10

ht_len
ht_item_classify(
	const ht_layout *l, ht_quotes_model quotes, ht_len cell, ht_item *it)
{
	ht_class_info info = ht_class_of(it->cp);

	it->cls = (uint8_t)info.cls;
	it->no_start = ht_class_no_start(&info, l->line.kinsoku);
	it->no_end = ht_class_no_end(&info, l->line.kinsoku);
	if (quotes == HT_QUOTES_LATIN && ht_is_quote(it->cp))
		return 0;
	it->trim = (uint8_t)info.trim;
	if (info.trim != HT_TRIM_NONE)
		it->room = ht_muldiv(cell, l->line.mark_room, PER_MILLE);
	if (info.width)
		return ht_muldiv(cell, info.width, PER_MILLE);
	return l->line.latin == HT_LATIN_HALF && it->cp < 0x80 ? cell / 2 : 0;
}

static bool
is_full_digit(uint32_t cp)
{
	return cp >= CP_FULL_ZERO && cp <= CP_FULL_ZERO + 9;
}

uint32_t
ht_item_digit(const ht_layout *l, uint32_t cp)
{
	if (l->line.digits == HT_DIGITS_FULL && cp >= '0' && cp <= '9')
		return CP_FULL_ZERO + (cp - '0');
	if (l->line.digits == HT_DIGITS_HALF && is_full_digit(cp))
		return '0' + (cp - CP_FULL_ZERO);
	return 0;
}

static bool
raised(const ht_item *it)
{
	return (it->decor & HT_DECOR_RAISED) != 0;
}

static bool
is_word(ht_class c)
{
	return c == HT_CLASS_WEST || c == HT_CLASS_DIGIT;
}

/* Marks that hold inside a number or a word: 3.5, 12:30, and/or, A-1, f(x),
 * and in an address. */
static bool
is_inner(const ht_item *it)
{
	return it->cp < 0x80 && !is_word(it->cls) && !raised(it) &&
	       !ht_class_is_blank((ht_class)it->cls);
}

/* Whether a Latin word goes on from item i - 1 to item i: letters, digits,
 * and marks between them (word processors break such text at blanks only). */
static bool
same_word(const ht_item *it, size_t i)
{
	bool word = is_word(it[i - 1].cls), inner = is_inner(&it[i - 1]);

	if (!is_word(it[i].cls))
		return is_inner(&it[i]) && (word || inner);
	return word ||
	       (inner && i > 1 &&
		       (is_word(it[i - 2].cls) || is_inner(&it[i - 2])));
}

/* GB/T 15835: a number is never broken, nor parted from its sign or unit;
 * GB/T 15834 5.1.4, 5.1.5: nor are the two halves of a dash or an ellipsis. */
static bool
holds(const ht_item *it, size_t i)
{
	ht_class a = it[i - 1].cls, b = it[i].cls;

	if (same_word(it, i))
		return true;
	if (a == HT_CLASS_DIGIT)
		return b == HT_CLASS_POSTFIX || b == HT_CLASS_LATIN_POSTFIX;
	if (b == HT_CLASS_DIGIT)
		return a == HT_CLASS_PREFIX || a == HT_CLASS_LATIN_PREFIX ||
		       a == HT_CLASS_OPERATOR;
	return (a == HT_CLASS_DASH && b == HT_CLASS_DASH) ||
	       (a == HT_CLASS_ELLIPSIS && b == HT_CLASS_ELLIPSIS);
}

/* The same of a number in full-width digits that the layout asks for; others
 * are set as they stand. */
static bool
full_number(const ht_layout *l, const ht_item *a, const ht_item *b)
{
	return l->line.digits == HT_DIGITS_FULL && is_full_digit(a->cp) &&
	       is_full_digit(b->cp);
}

/* Han against Latin letters or digits, not against marks (clreq). */
static bool
spaced(const ht_item *a, const ht_item *b)
{
	return (a->cls == HT_CLASS_HAN && is_word(b->cls)) ||
	       (is_word(a->cls) && b->cls == HT_CLASS_HAN);
}

/* Adjacent marks: the blank half between them goes (layout key line.pair). */
static bool
pairs(const ht_item *a, const ht_item *b)
{
	if (a->trim == HT_TRIM_RIGHT)
		return b->trim != HT_TRIM_NONE;
	return a->trim == HT_TRIM_LEFT && b->trim == HT_TRIM_LEFT;
}

ht_len
ht_item_size(const ht_layout *l, const ht_para *p, const ht_item *it)
{
	if (!raised(it))
		return p->size;
	return ht_muldiv(p->size, l->marked.raised, PER_MILLE);
}

void
ht_items_raise(const ht_layout *l, ht_item *item, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		ht_item *it = &item[i];

		if (!raised(it))
			continue;
		it->w = ht_muldiv(it->w, l->marked.raised, PER_MILLE);
		it->cls = HT_CLASS_OTHER;
		it->trim = HT_TRIM_NONE;
		it->room = 0;
		it->no_start = true;
		it->no_end = false;
	}
}

void
ht_items_relate(const ht_layout *l, bool autospace, ht_len cell, ht_item *item,
	size_t n)
{
	ht_len gap = ht_muldiv(cell, l->line.autospace, PER_MILLE);
	ht_len room = ht_muldiv(cell, l->line.gap_room, PER_MILLE);
	ht_len most = l->line.stretch == HT_STRETCH_GAPS_FIRST
			      ? ht_muldiv(cell, l->line.gap_max, PER_MILLE)
			      : 0;

	for (size_t i = 1; i < n; i++) {
		ht_item *a = &item[i - 1], *b = &item[i];

		/* A footnote's mark stays with its base (clreq). */
		b->glue = holds(item, i) || raised(b) || full_number(l, a, b);
		if (autospace && spaced(a, b)) {
			b->gap = gap;
			b->gap_room = room < gap ? room : gap;
			b->gap_more = most > gap ? most - gap : 0;
		}
		if (l->line.pair && pairs(a, b)) {
			ht_item *give = a->trim == HT_TRIM_RIGHT ? a : b;

			give->w -= give->room;
			give->room = 0;
			b->paired = true;
		}
	}
}
