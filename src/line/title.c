/* SPDX-License-Identifier: Apache-2.0
 *
 * Titles (GB/T 9704-2012 7.3.1): lines of whole words, symmetric, of fitting
 * length, in the shape of a trapezoid or a diamond.  Every way to break the
 * title at word boundaries (ICU) into the least number of lines, or up to two
 * more, is weighed; the weights are layout keys.  Here is what each break
 * costs; titleways.c finds the cheapest lines.
 */
#include "line/title.h"

#include "doc/number.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#define MAX_ITEMS 400 /* longer texts are no titles */
#define NUMBER_SIGN '#' /* in the layout's words */
#define ORDINAL 0x7B2C /* makes an ordinal of the number behind it */

typedef struct {
	ht_arena *arena;
	const ht_fill *fill;
	const ht_elem *elem;
	const ht_layout *layout;
	int64_t *cost; /* of a break before the item */
} weigher;

/* Does one of the blank-separated words stand at (or end at) text[at]?  Its
 * bytes, or 0. */
static size_t
has_word(const char *words, ht_str text, size_t at, bool ends)
{
	while (*words) {
		size_t n = strcspn(words, " ");
		size_t from = ends ? at - n : at;

		if (n && (ends ? at >= n : at + n <= text.n) &&
			memcmp(text.p + from, words, n) == 0)
			return n;
		words += n + (words[n] != '\0');
	}
	return 0;
}

/* The same, of the words behind a number, which # stands for. */
static size_t
has_numbered(const char *words, ht_str text, size_t at)
{
	for (const char *p = words; *p; p += strspn(p, " ")) {
		size_t n = strcspn(p, " ");

		if (*p == NUMBER_SIGN && n > 1 && at + n - 1 <= text.n &&
			memcmp(text.p + at, p + 1, n - 1) == 0)
			return n - 1;
		p += n;
	}
	return 0;
}

static bool
is_piece(const ht_elem *e, uint32_t at)
{
	for (size_t i = 0; i < e->npiece; i++)
		if (e->piece[i] == at)
			return true;
	return false;
}

/* Where the issuer's name ends that a title begins with: before the word that
 * begins the subject; 0 when there is none. */
static uint32_t
name_end(const weigher *s)
{
	ht_str text = s->elem->text.str;

	for (size_t i = 1; i < text.n; i++)
		if (has_word(s->layout->title.subject, text, i, false))
			return (uint32_t)i;
	return 0;
}

static bool
is_number(const weigher *s, size_t i)
{
	const ht_item *it = &s->fill->item[i];
	ht_str text = s->elem->text.str;

	return it->cls == HT_CLASS_DIGIT ||
	       ht_number_read(ht_str_sub(text, it->beg, it->end)) > 0;
}

/* A number from what it counts, or from the ordinal's word; a number in Han
 * characters is known by two of them. */
static bool
parts_number(const weigher *s, size_t i)
{
	const ht_item *it = &s->fill->item[i];

	if (!is_number(s, i - 1))
		return it[-1].cp == ORDINAL && is_number(s, i);
	if (it[-1].cls == HT_CLASS_DIGIT)
		return it->cls == HT_CLASS_HAN;
	return is_number(s, i) || (i > 1 && is_number(s, i - 2));
}

static bool
after_mark(const ht_item *it)
{
	return it[-1].cls == HT_CLASS_CLOSE || it[-1].cls == HT_CLASS_COMMA ||
	       ht_class_is_blank(it[-1].cls);
}

/* A number that names what stands before it, as those of houses, lines and
 * roads do, by the word behind it. */
static bool
parts_named(const weigher *s, size_t i)
{
	const ht_item *it = &s->fill->item[i];
	size_t end = i;

	if (it[-1].cls != HT_CLASS_HAN)
		return false;
	while (end < s->fill->n &&
		(it->cls == HT_CLASS_DIGIT || it->cls == HT_CLASS_WEST)) {
		it++;
		end++;
	}
	return end > i && end < s->fill->n && it[-1].cls == HT_CLASS_DIGIT &&
	       has_numbered(
		       s->layout->title.words, s->elem->text.str, it->beg) > 0;
}

/* The same, a word of one Han character between name and number: a road. */
static bool
parts_road(const weigher *s, size_t i, const bool *word)
{
	const ht_item *it = &s->fill->item[i];

	return i + 1 < s->fill->n && it->cls == HT_CLASS_HAN &&
	       it[-1].cls == HT_CLASS_HAN && word[i + 1] &&
	       parts_named(s, i + 1);
}

/* Beside a word of one Han character, which rather belongs to its neighbour
 * than stands for itself: dictionaries have no village-level.  Between two of
 * them is a name that they do not know. */
static int64_t
single_cost(const weigher *s, size_t i, const bool *word)
{
	const ht_layout *l = s->layout;
	const ht_item *it = &s->fill->item[i];
	bool below =
		it->cls == HT_CLASS_HAN && (i + 1 == s->fill->n || word[i + 1]);
	bool above = it[-1].cls == HT_CLASS_HAN && (i == 1 || word[i - 1]);

	if (above && below)
		return l->title.single + l->title.split_name;
	return above || below ? l->title.single : 0;
}

/* Cost of a break before item i: at a word boundary or not, so many brackets
 * deep, inside the issuer's name or not. */
static int64_t
break_cost(
	const weigher *s, size_t i, const bool *word, int depth, bool in_name)
{
	const ht_layout *l = s->layout;
	const ht_item *it = &s->fill->item[i];
	ht_str text = s->elem->text.str;
	int64_t cost = word[i] ? l->title.soft_word : l->title.split_word;

	if (is_piece(s->elem, it->beg))
		return 0; /* the author's own lines */
	if (after_mark(it) ||
		has_word(l->title.break_before, text, it->beg, false))
		cost /= 2;
	else if (word[i])
		cost += single_cost(s, i, word);
	if (in_name && !after_mark(it))
		cost += l->title.split_name;
	if (parts_number(s, i) || parts_named(s, i) || parts_road(s, i, word))
		cost += l->title.split_number;
	if (has_word(l->title.avoid_start, text, it->beg, false) ||
		has_word(l->title.avoid_end, text, it[-1].end, true))
		cost += l->title.clumsy;
	return cost + (int64_t)depth * l->title.inside;
}

static void
mark_words(UBreakIterator *words, const ht_fill *f, bool *word)
{
	for (size_t i = 1; i < f->n; i++)
		word[i] = ubrk_isBoundary(words, (int32_t)f->item[i].beg);
}

/* Words that the dictionary does not know are whole too. */
static void
join_words(const weigher *s, bool *word)
{
	const ht_item *item = s->fill->item;
	size_t end = 0;

	for (size_t i = 0; i < s->fill->n; i++) {
		size_t n = has_word(s->layout->title.words, s->elem->text.str,
			item[i].beg, false);

		if (item[i].beg < end)
			word[i] = false;
		if (n && item[i].beg + n > end)
			end = item[i].beg + n;
	}
}

/* Word boundaries of the text by ICU's dictionary and the layout's, by
 * item. */
static void
find_words(const weigher *s, bool *word)
{
	ht_str text = s->elem->text.str;
	UErrorCode status = U_ZERO_ERROR;
	UText *ut = utext_openUTF8(NULL, text.p, (int64_t)text.n, &status);
	UBreakIterator *words =
		ubrk_open(UBRK_WORD, "zh_Hans", NULL, 0, &status);

	ubrk_setUText(words, ut, &status);
	if (U_SUCCESS(status))
		mark_words(words, s->fill, word);
	join_words(s, word);
	if (words)
		ubrk_close(words);
	utext_close(ut);
}

void
ht_title_prepare(void)
{
	static const UChar han[] = {0x4E2D, 0x6587, 0};
	UErrorCode status = U_ZERO_ERROR;
	UBreakIterator *words =
		ubrk_open(UBRK_WORD, "zh_Hans", han, -1, &status);

	if (words) {
		ubrk_isBoundary(words, 1);
		ubrk_close(words);
	}
}

static void
weigh_breaks(weigher *s)
{
	size_t n = s->fill->n;
	bool *word = HT_ARRAY(s->arena, bool, n + 1);
	uint32_t name = name_end(s);
	int depth = 0;

	s->cost = HT_ARRAY(s->arena, int64_t, n + 1);
	find_words(s, word);
	for (size_t i = 0; i < n; i++) {
		const ht_item *it = &s->fill->item[i];

		depth -= it->cls == HT_CLASS_CLOSE && depth > 0;
		if (i == 0 || !ht_fill_allowed(s->fill, i))
			s->cost[i] = HT_NEVER;
		else
			s->cost[i] =
				break_cost(s, i, word, depth, it->beg < name);
		depth += it->cls == HT_CLASS_OPEN;
	}
}

static void
make_lines(const ht_fill *f, ht_len measure, const size_t *cut, int n,
	ht_line *line)
{
	for (int i = 0; i < n; i++) {
		size_t beg = i ? cut[i - 1] : 0, end = cut[i];
		size_t ink = end;

		while (ink > beg && ht_class_is_blank(f->item[ink - 1].cls))
			ink--;
		line[i] = (ht_line){.beg = (uint32_t)beg,
			.end = (uint32_t)end,
			.ink = (uint32_t)ink,
			.measure = measure,
			.natural = (ht_len)ht_fill_width(f, beg, ink),
			.last = i == n - 1};
	}
}

void
ht_title_break(ht_arena *a, const ht_fill *f, const ht_elem *elem,
	ht_len measure, ht_line **line, size_t *nline)
{
	weigher w = {.arena = a, .fill = f, .elem = elem, .layout = f->layout};
	size_t *cut;
	int n = 0;

	/* One line costs nothing: no other way needs to be weighed. */
	if (f->n > 0 && f->n <= MAX_ITEMS &&
		ht_fill_width(f, 0, f->n) > measure) {
		weigh_breaks(&w);
		cut = HT_ARRAY(a, size_t, f->n + 1);
		n = ht_title_ways(a, f, measure, w.cost, cut);
	}
	if (n == 0) {
		ht_fill_greedy(a, f, measure, 0, 0, line, nline);
		return;
	}
	*nline = (size_t)n;
	*line = HT_ARRAY(a, ht_line, *nline);
	make_lines(f, measure, cut, n, *line);
}
