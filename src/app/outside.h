/* SPDX-License-Identifier: Apache-2.0
 *
 * Other files that a document is made from: pictures, tables in CSV.
 */
#ifndef HT_APP_OUTSIDE_H
#define HT_APP_OUTSIDE_H

#include "app/app.h"

/* Each file with the hash of its bytes, for the manifest: a new list. */
json_t *ht_outside_json(ht_ctx *ctx, const char *source, const ht_doc *doc);
/* Has each file of an entry's list the bytes it had? */
bool ht_outside_same(ht_ctx *ctx, const char *source, const json_t *entry);

#endif
