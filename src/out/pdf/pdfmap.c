/* SPDX-License-Identifier: Apache-2.0
 *
 * The width array and the ToUnicode map of a font.
 */
#include "out/pdf/pdfmap.h"

#include <stdlib.h>

#include "out/pdf/pdffmt.h"

#define BLOCK 100 /* 9.10.3: entries of one beginbfchar */

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

static void
add_block(ht_buf *b, const ht_buf *entries, size_t n)
{
	if (n == 0)
		return;
	ht_buf_addf(b, "%zu beginbfchar\n", n);
	ht_buf_addstr(b, ht_buf_str(entries));
	ht_buf_adds(b, "endbfchar\n");
}

void
ht_pdfmap_unicode(ht_buf *b, const ht_pdfuse *use, size_t n, int layer)
{
	ht_buf entries = {0};
	size_t count = 0;

	ht_buf_adds(b, "/CIDInit/ProcSet findresource begin\n12 dict begin\n"
		       "begincmap\n/CIDSystemInfo<</Registry(Adobe)"
		       "/Ordering(UCS)/Supplement 0>>def\n"
		       "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
		       "1 begincodespacerange\n<0000><FFFF>\n"
		       "endcodespacerange\n");
	for (size_t i = 0; i < n; i++) {
		if (use[i].layer != layer || use[i].text.n == 0)
			continue;
		ht_buf_addc(&entries, '<');
		ht_pdffmt_hex4(&entries, use[i].code);
		ht_buf_adds(&entries, "><");
		ht_pdffmt_utf16(&entries, use[i].text);
		ht_buf_adds(&entries, ">\n");
		count++;
		if (count == BLOCK) {
			add_block(b, &entries, count);
			entries.n = 0;
			count = 0;
		}
	}
	add_block(b, &entries, count);
	ht_buf_drop(&entries);
	ht_buf_adds(b, "endcmap\nCMapName currentdict/CMap defineresource pop\n"
		       "end\nend\n");
}
