/* SPDX-License-Identifier: Apache-2.0
 *
 * libFuzzer: a CFF table, its charset and its glyphs, which are then written
 * anew: as many contours and segments must be read back.
 */
#include <stdlib.h>

#include "out/pdf/cff.h"
#include "out/pdf/cfffont.h"
#include "out/pdf/cffpack.h"
#include "out/pdf/cffpath.h"

#define GLYPHS_MAX 64

static void
pack(ht_arena *a, const ht_cffcost *cost, ht_str code)
{
	ht_cffpath from, to;
	ht_buf out = {0};

	if (!ht_cffpath_read(a, code, &from))
		return;
	ht_cffpack(cost, code, &out);
	if (!ht_cffpath_read(a, ht_buf_str(&out), &to) || to.n != from.n ||
		to.nseg != from.nseg || to.has_width != from.has_width ||
		to.width != from.width)
		abort();
	ht_buf_drop(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	ht_str table = {(const char *)bytes, n};
	ht_arena *a = ht_arena_new();
	ht_cfffont font;
	ht_cff cff;
	ht_cffcost cost;
	ht_buf out = {0};

	ht_cffpack_learn(&table, 1, &cost);
	ht_cff_read(a, table, &cff);
	if (ht_cfffont_open(a, table, &font)) {
		for (uint32_t g = 0; g < font.nglyph && g < GLYPHS_MAX; g++) {
			out.n = 0;
			if (ht_cfffont_flatten(&font, g, &out))
				pack(a, &cost, ht_buf_str(&out));
		}
	}
	ht_buf_drop(&out);
	ht_arena_drop(a);
	return 0;
}
