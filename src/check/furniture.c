/* SPDX-License-Identifier: Apache-2.0
 *
 * Which lines of an original are no part of its text: page numbers, running
 * heads and feet.
 */
#include "base/utf8.h"
#include "check/draft.h"

#define NUMBER_MAX 16 /* characters of a page number's line */
#define SAME_PLACE HT_EMU_MM /* a running line stands there on each page */
#define SHARE_NUM 3 /* of the pages, 3/5, hold a running line */
#define SHARE_DEN 5
#define PAGES_MIN 3 /* fewer show no habit */

static bool
digit(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19);
}

/* Digits, with marks about them at most: - 3 - */
static bool
is_number(ht_str text)
{
	int digits = 0, count = 0;

	for (size_t i = 0; i < text.n; count++) {
		uint32_t cp = ht_utf8_next(text, &i);

		digits += digit(cp);
		if (!digit(cp) && (ht_cp_is_han(cp) || ht_cp_is_west(cp)))
			return false;
	}
	return digits > 0 && digits <= 4 && count <= NUMBER_MAX;
}

/* The same text but for its digits and blanks. */
static bool
alike(ht_str a, ht_str b)
{
	size_t i = 0, k = 0;

	for (;;) {
		uint32_t p = 0, q = 0;

		while (i < a.n && (p = ht_utf8_next(a, &i),
					  digit(p) || ht_cp_is_blank(p)))
			p = 0;
		while (k < b.n && (q = ht_utf8_next(b, &k),
					  digit(q) || ht_cp_is_blank(q)))
			q = 0;
		if (p != q)
			return false;
		if (!p)
			return true;
	}
}

/* The outermost line that is not yet furniture: first or last. */
static ht_sheet_line *
outermost(const ht_sheet *s, bool last)
{
	ht_sheet_line *line = (ht_sheet_line *)s->line;

	for (size_t i = 0; i < s->nline; i++) {
		size_t k = last ? s->nline - 1 - i : i;

		if (!line[k].furniture)
			return &line[k];
	}
	return NULL;
}

/* Pages whose outermost line is like that of page i. */
static size_t
count_alike(const ht_sheet *sheet, size_t n, size_t i, bool last)
{
	const ht_sheet_line *a = outermost(&sheet[i], last);
	size_t count = 0;

	for (size_t k = 0; k < n; k++) {
		const ht_sheet_line *b = outermost(&sheet[k], last);

		if (b && b->y - a->y <= SAME_PLACE &&
			a->y - b->y <= SAME_PLACE && alike(a->text, b->text))
			count++;
	}
	return count;
}

/* The line runs along: it stands on most pages. */
static bool
mark_running(ht_sheet *sheet, size_t n, bool last)
{
	size_t want = n * SHARE_NUM / SHARE_DEN, i;
	ht_sheet_line model;

	if (want < PAGES_MIN)
		want = PAGES_MIN;
	/* One of the first pages that may differ is followed by one that
	 * shows the habit. */
	for (i = 0; i < n && i < PAGES_MIN; i++)
		if (outermost(&sheet[i], last) &&
			count_alike(sheet, n, i, last) >= want)
			break;
	if (i == n || i == PAGES_MIN)
		return false;
	model = *outermost(&sheet[i], last);
	for (size_t k = 0; k < n; k++) {
		ht_sheet_line *b = outermost(&sheet[k], last);

		if (b && b->y - model.y <= SAME_PLACE &&
			model.y - b->y <= SAME_PLACE &&
			alike(b->text, model.text))
			b->furniture = true;
	}
	return true;
}

void
ht_sheets_furniture(ht_sheet *sheet, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (int last = 0; last < 2; last++) {
			ht_sheet_line *l = outermost(&sheet[i], last);

			/* A page of a number alone holds no page number. */
			if (l && sheet[i].nline > 1 && is_number(l->text))
				l->furniture = true;
		}
	for (int last = 0; last < 2; last++)
		for (int depth = 0; depth < 2; depth++)
			if (!mark_running(sheet, n, last))
				break;
}
