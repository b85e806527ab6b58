/* SPDX-License-Identifier: Apache-2.0
 *
 * Colours of a PDF.  By inks (GB/T 9704-2012 6.2) what all three lack is black;
 * magenta and yellow are as strong as the layout says, so that pure red is Y80
 * M80, and black BL100.
 */
#include "out/pdf/pdfcolour.h"

#include "out/pdf/pdffmt.h"

#define SHADES 255
#define DECIMALS 3
#define STEPS 1000 /* 10^DECIMALS */

static void
add_share(ht_buf *b, int64_t part, int64_t whole)
{
	int64_t share = whole ? (part * STEPS + whole / 2) / whole : 0;

	ht_pdffmt_fixed(b, share, DECIMALS);
	ht_buf_addc(b, ' ');
}

static void
add_inks(ht_buf *b, const ht_inks *inks, ht_colour c, const char *op)
{
	int light = c.r > c.g ? c.r : c.g;

	light = light > c.b ? light : c.b;
	add_share(b, light - c.r, light);
	add_share(b, (int64_t)(light - c.g) * inks->magenta,
		(int64_t)light * STEPS);
	add_share(b, (int64_t)(light - c.b) * inks->yellow,
		(int64_t)light * STEPS);
	add_share(b, SHADES - light, SHADES);
	ht_buf_adds(b, op);
}

void
ht_pdfcolour_add(ht_buf *b, const ht_inks *inks, ht_colour c, bool stroke)
{
	if (inks->cmyk) {
		add_inks(b, inks, c, stroke ? "K\n" : "k\n");
		return;
	}
	add_share(b, c.r, SHADES);
	if (c.r == c.g && c.g == c.b) {
		ht_buf_adds(b, stroke ? "G\n" : "g\n");
		return;
	}
	add_share(b, c.g, SHADES);
	add_share(b, c.b, SHADES);
	ht_buf_adds(b, stroke ? "RG\n" : "rg\n");
}
