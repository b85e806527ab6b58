/* SPDX-License-Identifier: Apache-2.0
 *
 * Other files that a document is made from: pictures, tables in CSV.  The
 * manifest's entry lists them as the source names them, each with the hash of
 * its bytes, which is empty where it cannot be read: so a file that changed,
 * came or went makes the document be rendered again.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/outside.h"
#include "base/hash.h"
#include "base/io.h"

#define FILE_LIMIT ((size_t)64 << 20) /* more is never read of a picture */
#define KEY_TEXT 17 /* 16 hex digits and the NUL */

/* That a file is not there is no error. */
static const char *
hash_file(ht_ctx *ctx, const char *source, const char *path, char out[KEY_TEXT])
{
	ht_error before = ctx->error;
	ht_str bytes;

	out[0] = '\0';
	if (ht_io_read(ctx, ht_io_beside(ctx->arena, source, path), FILE_LIMIT,
		    &bytes) == HT_OK)
		snprintf(out, KEY_TEXT, "%016" PRIx64,
			ht_hash_add(HT_HASH_START, bytes));
	else
		ctx->error = before;
	return out;
}

json_t *
ht_outside_json(ht_ctx *ctx, const char *source, const ht_doc *doc)
{
	json_t *list = json_array();
	char key[KEY_TEXT];

	for (size_t i = 0; i < doc->noutside; i++)
		json_array_append_new(list,
			json_pack("{s:s,s:s}", "path", doc->outside[i], "key",
				hash_file(ctx, source, doc->outside[i], key)));
	return list;
}

bool
ht_outside_same(ht_ctx *ctx, const char *source, const json_t *entry)
{
	const json_t *list = json_object_get(entry, "outside");
	bool same = json_array_size(list) > 0;
	char key[KEY_TEXT];

	for (size_t i = 0; same && i < json_array_size(list); i++) {
		const json_t *o = json_array_get(list, i);
		const char *path =
			json_string_value(json_object_get(o, "path"));
		const char *was = json_string_value(json_object_get(o, "key"));

		same = path && was &&
		       strcmp(hash_file(ctx, source, path, key), was) == 0;
	}
	return same;
}
