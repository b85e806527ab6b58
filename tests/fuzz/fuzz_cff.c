/* SPDX-License-Identifier: Apache-2.0
 *
 * libFuzzer: a CFF table, its charset and its glyphs.
 */
#include "out/pdf/cff.h"
#include "out/pdf/cfffont.h"

#define GLYPHS_MAX 64

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	ht_str table = {(const char *)bytes, n};
	ht_arena *a = ht_arena_new();
	ht_cfffont font;
	ht_cff cff;
	ht_buf out = {0};

	ht_cff_read(a, table, &cff);
	if (ht_cfffont_open(a, table, &font)) {
		for (uint32_t g = 0; g < font.nglyph && g < GLYPHS_MAX; g++)
			ht_cfffont_flatten(&font, g, &out);
	}
	ht_buf_drop(&out);
	ht_arena_drop(a);
	return 0;
}
