/* SPDX-License-Identifier: Apache-2.0 */
#include "app/store.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS                                                                \
	"place, source, output, file, at, n, key, bytes, pages, faults, "      \
	"outside, done, failed"

/* Documents of other runs have no place: theirs are below 0. */
static const char schema[] =
	"CREATE TABLE found (argument, below, rel TEXT COLLATE path);"
	"CREATE TABLE folder (id INTEGER PRIMARY KEY, parent, dev, ino, rel);"
	"CREATE TABLE doc (place INTEGER PRIMARY KEY, source TEXT,"
	" output TEXT UNIQUE, file, at, n DEFAULT 0, key, bytes, pages,"
	" faults, outside, done, failed);";

enum {
	ADD_FOUND,
	ALL_FOUND,
	ADD_FOLDER,
	NEXT_FOLDER,
	IS_ABOVE,
	ADD,
	JOB,
	FIND,
	NOTE,
	ADD_OTHER,
	REMOVE,
	ALL_OTHERS,
	STATEMENT__MAX
};
_Static_assert(STATEMENT__MAX <= HT_ROWS_STATEMENTS, "more statements");

static const char *const sql[STATEMENT__MAX] = {
	[ADD_FOUND] = "INSERT INTO found VALUES (?, ?, ?)",
	[ALL_FOUND] = "SELECT argument, below, rel FROM found"
		      " ORDER BY argument, rel",
	[ADD_FOLDER] = "INSERT INTO folder (parent, dev, ino, rel)"
		       " VALUES (?, ?, ?, ?)",
	[NEXT_FOLDER] = "SELECT id, rel FROM folder WHERE id > ?"
			" ORDER BY id LIMIT 1",
	[IS_ABOVE] = "WITH RECURSIVE up (parent, dev, ino) AS"
		     " (SELECT parent, dev, ino FROM folder WHERE id = ?"
		     " UNION ALL SELECT f.parent, f.dev, f.ino"
		     " FROM up JOIN folder f ON f.id = up.parent)"
		     " SELECT 1 FROM up WHERE dev = ? AND ino = ? LIMIT 1",
	[ADD] = "INSERT OR IGNORE INTO doc (place, source, output)"
		" VALUES (?, ?, ?)",
	[JOB] = "SELECT " COLUMNS " FROM doc WHERE place >= ?"
		" ORDER BY place LIMIT 1",
	[FIND] = "SELECT source, place FROM doc WHERE output = ?",
	[NOTE] = "UPDATE doc SET file = ?, at = ?, n = ?, key = ?, bytes = ?,"
		 " pages = ?, faults = ?, outside = ?, done = ?, failed = ?"
		 " WHERE place = ?",
	[ADD_OTHER] =
		"INSERT OR REPLACE INTO doc (source, output, place)"
		" SELECT ?, ?, min(0, ifnull(min(place), 0)) - 1 FROM doc",
	[REMOVE] = "DELETE FROM doc WHERE place = ?",
	[ALL_OTHERS] = "SELECT " COLUMNS " FROM doc WHERE place < 0"
		       " ORDER BY output",
};

ht_err
ht_store_open(ht_ctx *ctx, ht_batch *b)
{
	return ht_rows_open(ctx, schema, sql, &b->rows);
}

void
ht_store_close(ht_batch *b)
{
	ht_rows_close(&b->rows);
}

/* --- sources */

void
ht_store_add_found(ht_batch *b, const ht_found *f)
{
	ht_rows_do(&b->rows, ADD_FOUND, "iis", (int64_t)f->argument,
		(int64_t)f->below, f->rel);
}

bool
ht_store_next_found(ht_batch *b, ht_found *f)
{
	if (!b->cursor)
		b->cursor = ht_rows_ask(&b->rows, ALL_FOUND, "");
	if (!ht_rows_next(&b->rows, b->cursor)) {
		b->cursor = NULL;
		return false;
	}
	*f = (ht_found){.argument = sqlite3_column_int(b->cursor, 0),
		.below = sqlite3_column_int(b->cursor, 1),
		.rel = ht_rows_text(b->cursor, 2)};
	return true;
}

void
ht_store_add_folder(ht_batch *b, const ht_folder *f)
{
	ht_rows_do(&b->rows, ADD_FOLDER, "iiis", f->parent, (int64_t)f->dev,
		(int64_t)f->ino, f->rel);
}

bool
ht_store_next_folder(ht_batch *b, int64_t *id, const char **rel)
{
	sqlite3_stmt *s = ht_rows_ask(&b->rows, NEXT_FOLDER, "i", *id);

	if (!ht_rows_next(&b->rows, s))
		return false;
	*id = sqlite3_column_int64(s, 0);
	*rel = ht_rows_text(s, 1);
	return true;
}

bool
ht_store_is_above(ht_batch *b, const ht_folder *f)
{
	sqlite3_stmt *s = ht_rows_ask(&b->rows, IS_ABOVE, "iii", f->parent,
		(int64_t)f->dev, (int64_t)f->ino);

	return ht_rows_next(&b->rows, s);
}

/* --- jobs */

/* A job with its strings, in one piece of memory. */
static ht_job *
new_job(const char *source, const char *output)
{
	size_t ns = strlen(source) + 1, no = strlen(output) + 1;
	ht_job *j = calloc(1, sizeof *j + ns + no);
	char *text;

	if (!j)
		abort(); /* out of memory */
	text = (char *)(j + 1);
	j->source = memcpy(text, source, ns);
	j->output = memcpy(text + ns, output, no);
	return j;
}

void
ht_job_drop(ht_job *j)
{
	ht_buf_drop(&j->messages);
	ht_buf_drop(&j->chosen);
	free(j->line);
	free(j);
}

/* The job of a row of COLUMNS. */
static ht_job *
read_job(sqlite3_stmt *s)
{
	ht_job *j = new_job(ht_rows_text(s, 1), ht_rows_text(s, 2));

	j->row = sqlite3_column_int64(s, 0);
	j->entry = (ht_entry){.file = (uint8_t)sqlite3_column_int(s, 3),
		.at = (off_t)sqlite3_column_int64(s, 4),
		.n = (uint32_t)sqlite3_column_int64(s, 5),
		.key = (uint64_t)sqlite3_column_int64(s, 6),
		.bytes = (off_t)sqlite3_column_int64(s, 7),
		.pages = sqlite3_column_int(s, 8),
		.faults = sqlite3_column_int(s, 9),
		.outside = sqlite3_column_int(s, 10)};
	j->done = sqlite3_column_int(s, 11);
	j->failed = sqlite3_column_int(s, 12);
	return j;
}

bool
ht_store_add(ht_batch *b, int64_t place, const char *source, const char *output)
{
	return ht_rows_do(&b->rows, ADD, "iss", place, source, output) == 1 ||
	       b->rows.code != SQLITE_OK;
}

ht_job *
ht_store_job(ht_batch *b, int64_t place)
{
	sqlite3_stmt *s = ht_rows_ask(&b->rows, JOB, "i", place);

	return ht_rows_next(&b->rows, s) ? read_job(s) : NULL;
}

bool
ht_store_find(ht_batch *b, const char *output, ht_stored *out)
{
	sqlite3_stmt *s = ht_rows_ask(&b->rows, FIND, "s", output);

	if (!ht_rows_next(&b->rows, s))
		return false;
	*out = (ht_stored){.source = ht_rows_text(s, 0),
		.row = sqlite3_column_int64(s, 1)};
	out->mine = out->row >= 0;
	return true;
}

static void
note(ht_batch *b, int64_t row, const ht_entry *e, bool done, bool failed)
{
	ht_rows_do(&b->rows, NOTE, "iiiiiiiiiii", (int64_t)e->file,
		(int64_t)e->at, (int64_t)e->n, (int64_t)e->key,
		(int64_t)e->bytes, (int64_t)e->pages, (int64_t)e->faults,
		(int64_t)e->outside, (int64_t)done, (int64_t)failed, row);
}

void
ht_store_note(ht_batch *b, int64_t row, const ht_entry *e)
{
	note(b, row, e, false, false);
}

void
ht_store_settle(ht_batch *b, const ht_job *j)
{
	note(b, j->row, &j->entry, j->done, j->failed);
}

/* --- documents of other runs */

void
ht_store_add_other(
	ht_batch *b, const char *source, const char *output, const ht_entry *e)
{
	ht_rows_do(&b->rows, ADD_OTHER, "ss", source, output);
	ht_store_note(b, sqlite3_last_insert_rowid(b->rows.db), e);
}

void
ht_store_remove(ht_batch *b, int64_t row)
{
	ht_rows_do(&b->rows, REMOVE, "i", row);
}

ht_job *
ht_store_next_other(ht_batch *b)
{
	if (!b->cursor)
		b->cursor = ht_rows_ask(&b->rows, ALL_OTHERS, "");
	if (ht_rows_next(&b->rows, b->cursor))
		return read_job(b->cursor);
	b->cursor = NULL;
	return NULL;
}
