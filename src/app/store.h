/* SPDX-License-Identifier: Apache-2.0
 *
 * The documents of a batch, in a table: there may be more than memory has room
 * for.  What fails in the table is told by ht_rows_check().
 */
#ifndef HT_APP_STORE_H
#define HT_APP_STORE_H

#include "app/app.h"

/* A source as the command line and the folders have it. */
typedef struct {
	int argument; /* which one named it, or its folder */
	bool below; /* rel stands below a folder that was named */
	const char *rel;
} ht_found;

/* A folder whose sources are to be found. */
typedef struct {
	int64_t parent; /* the folder that it stands in; 0 for none */
	dev_t dev;
	ino_t ino;
	const char *rel; /* its path below the argument */
} ht_folder;

ht_err ht_store_open(ht_ctx *ctx, ht_batch *b);
void ht_store_close(ht_batch *b);

void ht_store_add_found(ht_batch *b, const ht_found *f);
/* Those in the order of the arguments, each folder's in the byte order of its
 * names: the first, then at each call the next, whose rel is true until then;
 * false when there is no more. */
bool ht_store_next_found(ht_batch *b, ht_found *f);

void ht_store_add_folder(ht_batch *b, const ht_folder *f);
/* The folder that was added after folder *id (0: the first); rel is true until
 * the next call.  False when there is none. */
bool ht_store_next_folder(ht_batch *b, int64_t *id, const char **rel);
/* Is it the folder that it would stand in, or one above that? */
bool ht_store_is_above(ht_batch *b, const ht_folder *f);

/* Adds a job.  False, and nothing is added, when another one has the output.
 * output may be NULL. */
bool ht_store_add(
	ht_batch *b, int64_t place, const char *source, const char *output);
/* The batch's job at a place or the first one after it, to be dropped; NULL
 * when there is none. */
ht_job *ht_store_job(ht_batch *b, int64_t place);
/* A document in the table. */
typedef struct {
	const char *source; /* until the next is found */
	int64_t row;
	bool mine; /* of this batch, not of other runs */
} ht_stored;
/* The document with an output; false when there is none. */
bool ht_store_find(ht_batch *b, const char *output, ht_stored *out);
/* What the ledger says of a document. */
void ht_store_note(ht_batch *b, int64_t row, const ht_entry *e);
/* What has become of a job. */
void ht_store_settle(ht_batch *b, const ht_job *j);

/* Adds a document of other runs, in the place of one with the same output. */
void ht_store_add_other(
	ht_batch *b, const char *source, const char *output, const ht_entry *e);
void ht_store_remove(ht_batch *b, int64_t row);
/* The documents of other runs in the byte order of their outputs, each to be
 * dropped: like ht_store_next_found(). */
ht_job *ht_store_next_other(ht_batch *b);

#endif
