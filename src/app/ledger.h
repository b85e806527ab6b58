/* SPDX-License-Identifier: Apache-2.0
 *
 * Lines of a manifest: one a document, as they are read and written.
 */
#ifndef HT_APP_LEDGER_H
#define HT_APP_LEDGER_H

#include <stdio.h>

#include "app/app.h"

/* Takes what ends a line off it, and closes it with NUL: its length. */
size_t ht_ledger_trim(char *line, ssize_t n);
/* The short values of an entry of n bytes, those before its elements, to be
 * dropped; NULL when the line is no entry or not a whole one. */
json_t *ht_ledger_parse(const char *line, size_t n);
/* The n bytes that stand at a place of a file. */
bool ht_ledger_read_at(int fd, off_t at, size_t n, ht_buf *line);
bool ht_ledger_read(const ht_ledger *l, const ht_job *j, ht_buf *line);

/* A shard's entry ends with its document's place among all sources.  Returns
 * the length of the line that a manifest without shards has but for its brace;
 * *place is UINT32_MAX where there is none. */
size_t ht_ledger_place(const ht_buf *line, uint32_t *place);

/* A manifest on its way: written beside, then put in the old one's place,
 * which stays when it says the same. */
typedef struct {
	const char *path, *beside;
	FILE *file;
	size_t n; /* documents so far */
	bool good;
} ht_manifest;
ht_err ht_manifest_begin(
	ht_ctx *ctx, const char *path, const char *head, ht_manifest *m);
/* Adds a document's line: bytes, then end. */
void ht_manifest_add(ht_manifest *m, ht_str line, const char *end);
ht_err ht_manifest_finish(ht_ctx *ctx, ht_manifest *m);

#endif
