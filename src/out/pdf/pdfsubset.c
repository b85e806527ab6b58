/* SPDX-License-Identifier: Apache-2.0
 *
 * A subset by hb-subset, hints and subroutines out.
 */
#include "out/pdf/pdfsubset.h"

#include <hb-subset.h>
#include <hb.h>
#include <stdbool.h>

/* Of the tables only these have a place in the file (9.9); the rest would cost
 * time to subset. */
static bool
table_wanted(hb_tag_t tag)
{
	static const char wanted[][5] = {
		"CFF ", "glyf", "loca", "head", "hhea", "hmtx", "maxp"};

	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		if (tag == hb_tag_from_string(wanted[i], -1))
			return true;
	}
	return false;
}

static void
drop_tables(hb_face_t *face, hb_set_t *drop)
{
	hb_tag_t tag[32];
	unsigned at = 0, n;

	do {
		n = sizeof tag / sizeof *tag;
		hb_face_get_table_tags(face, at, &n, tag);
		for (unsigned i = 0; i < n; i++) {
			if (!table_wanted(tag[i]))
				hb_set_add(drop, tag[i]);
		}
		at += n;
	} while (n > 0);
}

static hb_subset_input_t *
describe(hb_face_t *face, const uint32_t *gid, size_t n)
{
	hb_subset_input_t *in = hb_subset_input_create_or_fail();

	if (in == NULL)
		return NULL;
	hb_subset_input_set_flags(in, HB_SUBSET_FLAGS_NO_HINTING |
					      HB_SUBSET_FLAGS_DESUBROUTINIZE |
					      HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
	for (size_t i = 0; i < n; i++)
		hb_set_add(hb_subset_input_glyph_set(in), gid[i]);
	drop_tables(
		face, hb_subset_input_set(in, HB_SUBSET_SETS_DROP_TABLE_TAG));
	return in;
}

void *
ht_pdfsubset(void *face, const uint32_t *gid, size_t n, uint16_t *number)
{
	hb_subset_input_t *in = describe(face, gid, n);
	hb_subset_plan_t *plan;
	hb_face_t *out;

	if (in == NULL)
		return NULL;
	plan = hb_subset_plan_create_or_fail(face, in);
	hb_subset_input_destroy(in);
	if (plan == NULL)
		return NULL;
	for (size_t i = 0; i < n; i++)
		number[i] = (uint16_t)hb_map_get(
			hb_subset_plan_old_to_new_glyph_mapping(plan), gid[i]);
	out = hb_subset_plan_execute_or_fail(plan);
	hb_subset_plan_destroy(plan);
	return out;
}
