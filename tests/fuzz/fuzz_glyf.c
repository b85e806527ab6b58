/* SPDX-License-Identifier: Apache-2.0
 *
 * libFuzzer: a font file whose TrueType glyphs are copied.
 */
#include <hb.h>
#include <stdlib.h>
#include <string.h>

#include "out/pdf/glyfwrite.h"

#define GLYPHS_MAX 16

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* A copy of a table without a byte to spare, so that the sanitizer sees what
 * is read beyond it. */
static hb_blob_t *
copy_table(hb_face_t *face, hb_tag_t tag, void *from)
{
	hb_blob_t *table = hb_face_reference_table(from, tag);
	unsigned n;
	const char *p = hb_blob_get_data(table, &n);
	char *copy = n > 0 ? malloc(n) : NULL;

	(void)face;
	if (copy != NULL)
		memcpy(copy, p, n);
	hb_blob_destroy(table);
	return copy == NULL ? NULL
			    : hb_blob_create(copy, n, HB_MEMORY_MODE_READONLY,
				      copy, free);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	hb_blob_t *blob = hb_blob_create((const char *)bytes, (unsigned)n,
		HB_MEMORY_MODE_READONLY, NULL, NULL);
	hb_face_t *file = hb_face_create(blob, 0);
	hb_face_t *face = hb_face_create_for_tables(copy_table, file, NULL);
	ht_arena *a = ht_arena_new();
	uint32_t gid[GLYPHS_MAX];
	ht_buf out = {0};

	/* All at once, and each alone: one that is broken hides none. */
	for (uint32_t i = 0; i < GLYPHS_MAX; i++) {
		gid[i] = i;
		ht_glyfwrite(a, face, gid + i, 1, &out);
	}
	ht_glyfwrite(a, face, gid, GLYPHS_MAX / 2, &out);
	ht_buf_drop(&out);
	ht_arena_drop(a);
	hb_face_destroy(face);
	hb_face_destroy(file);
	hb_blob_destroy(blob);
	return 0;
}
