/* SPDX-License-Identifier: Apache-2.0
 *
 * hongtou merge: the manifests of shards, read.
 */
#ifndef HT_APP_MERGE_H
#define HT_APP_MERGE_H

#include "app/ledger.h"

/* A shard's manifest. */
typedef struct {
	const char *path;
	const char *folder; /* as the shard was told to write to */
	ht_shard shard;
	uint32_t sources; /* of all shards */
	const char *input, *engine; /* hashes */
	const char *head; /* of the manifest without shards */
	int fd;
} ht_part;

/* A document: where its line stands. */
typedef struct {
	const char *below; /* its output below the shard's folder */
	const char *output; /* where that is now */
	int64_t at;
	uint32_t n, place, part;
	bool faults;
	bool moved; /* its output is not where its shard wrote it */
} ht_merged;

typedef struct {
	ht_ctx *ctx;
	ht_ctx line; /* for one line */
	const ht_options *opt;
	ht_part *part;
	size_t npart, cappart;
	ht_rows doc; /* there may be very many; see merge_lines.c */
	sqlite3_stmt *cursor;
	size_t ndoc; /* that are joined */
	size_t told; /* sources of which a shard tells something */
	bool faults; /* of a document that is joined */
	bool lacks; /* something is missing or contradicts */
} ht_merge;

/* Finds the manifests that the command line names and reads their heads. */
ht_err ht_merge_open(ht_merge *m);
/* Reads their lines; what is wrong with single documents is said and leaves
 * them out. */
ht_err ht_merge_read(ht_merge *m);
void ht_merge_close(ht_merge *m);

/* The lines of all manifests, in a table; what fails there is told by
 * ht_rows_check() of m->doc. */
ht_err ht_merge_lines_open(ht_merge *m);
/* Adds a document.  Of two lines of one output, one goes when they agree, else
 * both, which is said. */
void ht_merge_add(ht_merge *m, const ht_merged *d);
/* The documents in the order of one process: by their places, then those of
 * other runs by their outputs.  The first, then at each call the next, whose
 * text is true until then; false when there is no more. */
bool ht_merge_next(ht_merge *m, ht_merged *d);

/* Says a message about file; the merge lacks something. */
void ht_merge_say(ht_merge *m, ht_msg id, const char *file, const char *a1,
	const char *a2);

#endif
