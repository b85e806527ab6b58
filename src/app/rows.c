/* SPDX-License-Identifier: Apache-2.0 */
#include "app/rows.h"

#include <stdarg.h>

/* Nobody else sees the database, and nothing of it outlives a failure: no
 * journal, nothing synchronised, one transaction that never ends. */
#define SETTINGS "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
#define BEGIN "BEGIN;"

ht_err
ht_rows_check(ht_ctx *ctx, const ht_rows *t)
{
	if (t->code == SQLITE_OK)
		return HT_OK;
	return ht_fail(ctx, HT_EIO, HT_MSG_IO_ROWS, NULL, 0,
		sqlite3_errstr(t->code), NULL);
}

static void
note(ht_rows *t, int code)
{
	if (t->code == SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
		t->code = code;
}

/* The order of paths in which a folder's entries stand where its name is: '/'
 * before all other bytes. */
static int
compare_paths(void *user, int na, const void *a, int nb, const void *b)
{
	const unsigned char *x = a, *y = b;
	int n = na < nb ? na : nb, i = 0;

	(void)user;
	while (i < n && x[i] == y[i])
		i++;
	if (i == n)
		return na - nb;
	if (x[i] == '/' || y[i] == '/')
		return x[i] == '/' ? -1 : 1;
	return x[i] - y[i];
}

ht_err
ht_rows_open(
	ht_ctx *ctx, const char *schema, const char *const *sql, ht_rows *out)
{
	const char *const step[] = {SETTINGS, schema, BEGIN};

	*out = (ht_rows){.sql = sql};
	note(out, sqlite3_open_v2("", &out->db,
			  SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
				  SQLITE_OPEN_NOMUTEX,
			  NULL));
	if (out->code == SQLITE_OK)
		note(out, sqlite3_create_collation(out->db, "path", SQLITE_UTF8,
				  NULL, compare_paths));
	for (int i = 0; i < 3 && out->code == SQLITE_OK; i++)
		note(out, sqlite3_exec(out->db, step[i], NULL, NULL, NULL));
	return ht_rows_check(ctx, out);
}

void
ht_rows_close(ht_rows *t)
{
	for (int i = 0; i < HT_ROWS_STATEMENTS; i++)
		sqlite3_finalize(t->made[i]);
	sqlite3_close(t->db);
	*t = (ht_rows){0};
}

/* The statement, made or as new. */
static sqlite3_stmt *
take(ht_rows *t, int which)
{
	sqlite3_stmt **s = &t->made[which];

	if (*s)
		sqlite3_reset(*s);
	else if (t->code == SQLITE_OK)
		note(t, sqlite3_prepare_v3(t->db, t->sql[which], -1,
				SQLITE_PREPARE_PERSISTENT, s, NULL));
	return *s;
}

/* A statement with its values; NULL when anything has failed. */
static sqlite3_stmt *
start(ht_rows *t, int which, const char *types, va_list values)
{
	sqlite3_stmt *s = take(t, which);

	for (int i = 1; s && *types; types++, i++) {
		if (*types == 'i')
			note(t, sqlite3_bind_int64(
					s, i, va_arg(values, int64_t)));
		else
			note(t, sqlite3_bind_text(s, i,
					va_arg(values, const char *), -1,
					SQLITE_STATIC));
	}
	return t->code == SQLITE_OK ? s : NULL;
}

sqlite3_stmt *
ht_rows_ask(ht_rows *t, int which, const char *types, ...)
{
	sqlite3_stmt *s;
	va_list values;

	va_start(values, types);
	s = start(t, which, types, values);
	va_end(values);
	return s;
}

bool
ht_rows_next(ht_rows *t, sqlite3_stmt *s)
{
	int code = s && t->code == SQLITE_OK ? sqlite3_step(s) : SQLITE_DONE;

	if (code == SQLITE_ROW)
		return true;
	note(t, code);
	if (s)
		sqlite3_reset(s);
	return false;
}

int
ht_rows_do(ht_rows *t, int which, const char *types, ...)
{
	sqlite3_stmt *s;
	va_list values;

	va_start(values, types);
	s = start(t, which, types, values);
	va_end(values);
	ht_rows_next(t, s);
	return s ? sqlite3_changes(t->db) : 0;
}

const char *
ht_rows_text(sqlite3_stmt *s, int column)
{
	const unsigned char *text = sqlite3_column_text(s, column);

	return text ? (const char *)text : "";
}
