/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables that may have more rows than memory has room for: a temporary database
 * of SQLite's, which keeps some MiB in memory and the rest in a file without a
 * name (in TMPDIR, or /var/tmp, or /tmp) that is gone with the process.
 *
 * What fails first is kept, and everything after it does nothing: one call of
 * ht_rows_check() at the end of a step tells.
 */
#ifndef HT_APP_ROWS_H
#define HT_APP_ROWS_H

#include <sqlite3.h>

#include "base/ctx.h"

#define HT_ROWS_STATEMENTS 24

typedef struct {
	sqlite3 *db;
	const char *const *sql; /* the statements that there are */
	sqlite3_stmt *made[HT_ROWS_STATEMENTS]; /* at their first use */
	int code; /* of SQLite: SQLITE_OK, or what failed first */
} ht_rows;

/* Opens an empty database and makes its tables by schema, which may order text
 * by COLLATE path: by bytes, but '/' first.  sql, with HT_ROWS_STATEMENTS
 * statements at most, must stay. */
ht_err ht_rows_open(
	ht_ctx *ctx, const char *schema, const char *const *sql, ht_rows *out);
void ht_rows_close(ht_rows *t);
/* HT_EIO when anything has failed. */
ht_err ht_rows_check(ht_ctx *ctx, const ht_rows *t);

/* A statement with its values: types has a letter for each, i an int64_t, s a
 * string or NULL, which must stay until the statement is used again.  NULL when
 * anything has failed. */
sqlite3_stmt *ht_rows_ask(ht_rows *t, int which, const char *types, ...);
/* The next row of what was asked: false when there is none. */
bool ht_rows_next(ht_rows *t, sqlite3_stmt *s);
/* ht_rows_ask() for what has no rows: how many were changed. */
int ht_rows_do(ht_rows *t, int which, const char *types, ...);
/* A column of the row; "" for NULL.  Until the next row. */
const char *ht_rows_text(sqlite3_stmt *s, int column);

#endif
