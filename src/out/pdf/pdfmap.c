/* SPDX-License-Identifier: Apache-2.0
 *
 * The width array and the ToUnicode map of a font.
 */
#include "out/pdf/pdfmap.h"

#include <stdlib.h>
#include <string.h>

#include "out/pdf/pdffmt.h"

#define BLOCK 100 /* 9.10.3: entries of one operator */
#define RANGE_CODES 256 /* 9.10.3: codes of a range differ in the last byte */

static int
compare_uses(const void *pa, const void *pb)
{
	const ht_pdfuse *a = pa, *b = pb;

	if (a->code != b->code)
		return a->code < b->code ? -1 : 1;
	return a->layer - b->layer;
}

void
ht_pdfmap_sort(ht_pdfuse *use, size_t n)
{
	size_t i = 1;

	/* Codes count up in order of first use: they seldom need it. */
	while (i < n && compare_uses(&use[i - 1], &use[i]) <= 0)
		i++;
	if (i < n)
		qsort(use, n, sizeof *use, compare_uses);
}

static int
compare_texts(const void *pa, const void *pb)
{
	const ht_pdfuse *a = *(const ht_pdfuse *const *)pa;
	const ht_pdfuse *b = *(const ht_pdfuse *const *)pb;
	size_t n = a->text.n < b->text.n ? a->text.n : b->text.n;
	int order = n > 0 ? memcmp(a->text.p, b->text.p, n) : 0;

	if (order != 0)
		return order;
	if (a->text.n != b->text.n)
		return a->text.n < b->text.n ? -1 : 1;
	return a->gid < b->gid ? -1 : a->gid > b->gid;
}

void
ht_pdfmap_sort_texts(const ht_pdfuse **use, size_t n)
{
	qsort(use, n, sizeof *use, compare_texts);
}

void
ht_pdfmap_widths(ht_buf *b, const ht_pdfuse *use, size_t n, int dw)
{
	int64_t last = -2; /* code written last */
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		if (use[i].width == dw || use[i].code == last)
			continue;
		if (!any)
			ht_buf_adds(b, "/W[");
		if (use[i].code == last + 1)
			ht_buf_addf(b, " %d", use[i].width);
		else
			ht_buf_addf(b, "%s%u[%d", any ? "]" : "", use[i].code,
				use[i].width);
		last = use[i].code;
		any = true;
	}
	if (any)
		ht_buf_adds(b, "]]");
}

/* Entries of one operator, which tells their number first. */
typedef struct {
	ht_buf *to;
	const char *operator; /* without its begin and end */
	ht_buf entries;
	size_t n;
} block;

static void
end_block(block *k)
{
	if (k->n == 0)
		return;
	ht_buf_addf(k->to, "%zu begin%s\n", k->n, k->operator);
	ht_buf_addstr(k->to, ht_buf_str(&k->entries));
	ht_buf_addf(k->to, "end%s\n", k->operator);
	k->entries.n = k->n = 0;
}

static void
end_entry(block *k)
{
	ht_buf_addc(&k->entries, '\n');
	if (++k->n == BLOCK)
		end_block(k);
}

static void
add_code(ht_buf *b, unsigned code)
{
	ht_buf_addc(b, '<');
	ht_pdffmt_hex4(b, code);
	ht_buf_addc(b, '>');
}

static void
add_text(ht_buf *b, ht_str text)
{
	ht_buf_addc(b, '<');
	ht_pdffmt_utf16(b, text);
	ht_buf_addc(b, '>');
}

static bool
has_text(const ht_pdfuse *use, int layer)
{
	return use->layer == layer && use->text.n > 0;
}

/* How many uses, from the first, are a range: codes count up, and all but
 * their last byte is the same (9.10.3). */
static size_t
count_range(const ht_pdfuse *use, size_t n, int layer)
{
	size_t i = 1;

	while (i < n && has_text(&use[i], layer) &&
		use[i].code == use[0].code + i &&
		use[i].code / RANGE_CODES == use[0].code / RANGE_CODES)
		i++;
	return i;
}

/* A range with the text of each of its codes in a list. */
static void
add_range(block *k, const ht_pdfuse *use, size_t n)
{
	add_code(&k->entries, use[0].code);
	add_code(&k->entries, use[n - 1].code);
	ht_buf_addc(&k->entries, '[');
	for (size_t i = 0; i < n; i++)
		add_text(&k->entries, use[i].text);
	ht_buf_addc(&k->entries, ']');
	end_entry(k);
}

static void
add_single(block *k, const ht_pdfuse *use)
{
	add_code(&k->entries, use->code);
	add_text(&k->entries, use->text);
	end_entry(k);
}

void
ht_pdfmap_unicode(ht_buf *b, const ht_pdfuse *use, size_t n, int layer)
{
	block singles = {.to = b, .operator= "bfchar" };
	block ranges = {.to = b, .operator= "bfrange" };
	size_t range;

	ht_buf_adds(b, "/CIDInit/ProcSet findresource begin\n12 dict begin\n"
		       "begincmap\n/CIDSystemInfo<</Registry(Adobe)"
		       "/Ordering(UCS)/Supplement 0>>def\n"
		       "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
		       "1 begincodespacerange\n<0000><FFFF>\n"
		       "endcodespacerange\n");
	for (size_t i = 0; i < n; i += range) {
		range = 1;
		if (!has_text(&use[i], layer))
			continue;
		range = count_range(&use[i], n - i, layer);
		if (range > 1)
			add_range(&ranges, &use[i], range);
		else
			add_single(&singles, &use[i]);
	}
	end_block(&singles);
	end_block(&ranges);
	ht_buf_drop(&singles.entries);
	ht_buf_drop(&ranges.entries);
	ht_buf_adds(b, "endcmap\nCMapName currentdict/CMap defineresource pop\n"
		       "end\nend\n");
}
