/* SPDX-License-Identifier: Apache-2.0
 *
 * The lines of all shards' manifests, in a table: each output once, and the
 * order of one process.
 */
#include <string.h>

#include "app/merge.h"
#include "app/pathname.h"

static const char schema[] =
	"CREATE TABLE doc (below TEXT UNIQUE, output TEXT, at, n, place, part,"
	" faults, moved, gone DEFAULT 0);";

#define COLUMNS "below, output, at, n, place, part, faults, moved"

enum { ADD, FIND, REPLACE, REMOVE, ALL, STATEMENT__MAX };
_Static_assert(STATEMENT__MAX <= HT_ROWS_STATEMENTS, "more statements");

/* Documents of other runs have all one place, the last. */
static const char *const sql[STATEMENT__MAX] = {
	[ADD] = "INSERT OR IGNORE INTO doc (" COLUMNS
		") VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	[FIND] = "SELECT " COLUMNS " FROM doc WHERE below = ?",
	[REPLACE] = "UPDATE doc SET (" COLUMNS
		    ") = (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) WHERE below = ?1",
	[REMOVE] = "UPDATE doc SET gone = 1 WHERE below = ?",
	[ALL] = "SELECT " COLUMNS
		" FROM doc WHERE gone = 0 ORDER BY place, output",
};

ht_err
ht_merge_lines_open(ht_merge *m)
{
	return ht_rows_open(m->ctx, schema, sql, &m->doc);
}

/* Adds or replaces: how many lines that were. */
static int
put(ht_merge *m, int which, const ht_merged *d)
{
	return ht_rows_do(&m->doc, which, "ssiiiiii", d->below, d->output,
		d->at, (int64_t)d->n, (int64_t)d->place, (int64_t)d->part,
		(int64_t)d->faults, (int64_t)d->moved);
}

static ht_merged
read_row(sqlite3_stmt *s)
{
	return (ht_merged){.below = ht_rows_text(s, 0),
		.output = ht_rows_text(s, 1),
		.at = sqlite3_column_int64(s, 2),
		.n = (uint32_t)sqlite3_column_int64(s, 3),
		.place = (uint32_t)sqlite3_column_int64(s, 4),
		.part = (uint32_t)sqlite3_column_int64(s, 5),
		.faults = sqlite3_column_int(s, 6),
		.moved = sqlite3_column_int(s, 7)};
}

static json_t *
load(const ht_merge *m, const ht_merged *d, ht_buf *line)
{
	if (!ht_ledger_read_at(m->part[d->part].fd, (off_t)d->at, d->n, line))
		return NULL;
	ht_buf_addc(line, '\0');
	return ht_ledger_parse(line->p, line->n - 1);
}

static bool
same_value(const json_t *a, const json_t *b, const char *key)
{
	return json_equal(json_object_get(a, key), json_object_get(b, key));
}

static bool
same_source(const json_t *a, const json_t *b)
{
	ht_buf x = {0}, y = {0};
	const char *of_a = ht_pathname_read(a, "source", &x);
	const char *of_b = ht_pathname_read(b, "source", &y);
	bool same = of_a && of_b && strcmp(of_a, of_b) == 0;

	ht_buf_drop(&x);
	ht_buf_drop(&y);
	return same;
}

/* Do two lines of one output agree?  What does not is said. */
static bool
agree(ht_merge *m, const ht_merged *x, const ht_merged *y)
{
	ht_buf line = {0};
	json_t *a = load(m, x, &line), *b = load(m, y, &line);
	ht_buf source = {0};
	bool same = same_value(a, b, "key") && same_value(a, b, "bytes") &&
		    same_source(a, b);

	if (!same)
		ht_merge_say(m, HT_MSG_MERGE_DIFFER,
			ht_pathname_read(a, "source", &source),
			m->part[x->part].path, m->part[y->part].path);
	json_decref(a);
	json_decref(b);
	ht_buf_drop(&source);
	ht_buf_drop(&line);
	return same;
}

void
ht_merge_add(ht_merge *m, const ht_merged *d)
{
	sqlite3_stmt *s;
	ht_merged first;

	if (put(m, ADD, d) == 1)
		return;
	s = ht_rows_ask(&m->doc, FIND, "s", d->below);
	if (!ht_rows_next(&m->doc, s))
		return;
	first = read_row(s);
	if (!agree(m, &first, d))
		ht_rows_do(&m->doc, REMOVE, "s", d->below);
	else if (d->place < first.place)
		put(m, REPLACE, d);
}

bool
ht_merge_next(ht_merge *m, ht_merged *d)
{
	if (!m->cursor)
		m->cursor = ht_rows_ask(&m->doc, ALL, "");
	if (!ht_rows_next(&m->doc, m->cursor)) {
		m->cursor = NULL;
		return false;
	}
	*d = read_row(m->cursor);
	return true;
}
