/* SPDX-License-Identifier: Apache-2.0
 *
 * A table out of a CSV file (RFC 4180) beside the source.  Spreadsheets leave
 * empty cells behind the last column, and lines without any: these are none.
 * Rows with other cells than the first, the head, are told.
 */
#include <string.h>

#include "base/io.h"
#include "base/utf8.h"
#include "doc/find.h"
#include "text/make.h"
#include "text/report.h"

#define FILE_LIMIT ((size_t)8 << 20)
#define COLS_MAX 200
#define CELLS_MAX 200000

typedef struct {
	ht_str s;
	size_t at;
	ht_buf field;
	bool row_ends;
	uint32_t
		row; /* that is being read, from 1; lines without cells count */
} csv;

/* Reads one field; false at the file's end. */
static bool
next_field(csv *c)
{
	bool quoted = false;

	c->field.n = 0;
	c->row_ends = false;
	if (c->at >= c->s.n)
		return false;
	for (; c->at < c->s.n; c->at++) {
		char ch = c->s.p[c->at];

		if (quoted && ch == '"' && c->at + 1 < c->s.n &&
			c->s.p[c->at + 1] == '"') {
			ht_buf_addc(&c->field, '"');
			c->at++;
		} else if (ch == '"') {
			quoted = !quoted;
		} else if (!quoted && (ch == ',' || ch == '\n')) {
			c->row_ends = ch == '\n';
			c->at++;
			return true;
		} else if (ch != '\r') {
			ht_buf_addc(&c->field, ch == '\n' ? ' ' : ch);
		}
	}
	c->row_ends = true;
	return true;
}

/* Goes to the next line that holds more than blanks; false: there is none. */
static bool
next_row(csv *c)
{
	for (size_t i = c->at; i < c->s.n; i++) {
		if (c->s.p[i] == '\n') {
			c->at = i + 1;
			c->row++;
		} else if (!strchr(" \t\r", c->s.p[i])) {
			c->row++;
			return true;
		}
	}
	return false;
}

/* The cells of a row, and how many there are up to the last that is not empty.
 */
static uint32_t
count_fields(csv *c, uint32_t *used)
{
	uint32_t n = 0;

	*used = 0;
	do {
		if (!next_field(c))
			break;
		n++;
		if (ht_str_trim(ht_buf_str(&c->field)).n)
			*used = n;
	} while (!c->row_ends);
	return n;
}

static void
measure(ht_str s, ht_table *t)
{
	csv c = {.s = s};
	uint32_t used;

	while (next_row(&c)) {
		count_fields(&c, &used);
		t->cols = used > t->cols ? used : t->cols;
		t->rows++;
	}
	ht_buf_drop(&c.field);
}

/* Names the rows that lack cells of the head's, or have more. */
static void
tell_rows(ht_find *f, ht_str s, const ht_table *t, const ht_raw *raw)
{
	const char *path = ht_str_cstr(f->ctx->arena, raw->key);
	ht_report r = {.ctx = f->ctx, .id = HT_MSG_TABLE_FILE_ROW};
	csv c = {.s = s};
	uint32_t head = 0, used;

	while (next_row(&c)) {
		uint32_t n = count_fields(&c, &used);

		if (head == 0)
			head = n;
		else if (used > head || (n < head && n < t->cols))
			ht_report_add(&r, raw->span, path,
				ht_fmt(f->ctx->arena, "%u", c.row));
	}
	ht_report_end(&r);
	ht_buf_drop(&c.field);
}

static void
add_cell(ht_find *f, ht_cell at, ht_str text, const ht_raw *raw)
{
	ht_make m = ht_make_begin(f->ctx->arena);
	ht_elem *e;

	ht_make_str(&m,
		ht_str_from(ht_str_cstr(f->ctx->arena, ht_str_trim(text))),
		raw->span.beg);
	e = ht_find_add(f, HT_CELL, ht_make_end(&m), "table.csv", 95);
	/* Behind the table's label. */
	e->span = (ht_span){raw->span.end - 1, raw->span.end};
	e->cell = at;
}

static void
add_cells(ht_find *f, ht_str s, const ht_table *t, const ht_raw *raw)
{
	csv c = {.s = s};
	ht_cell at = {.table = (uint32_t)f->doc->ntable};

	for (at.row = 0; at.row < t->rows; at.row++) {
		bool ended = !next_row(&c);

		for (at.col = 0; at.col < t->cols; at.col++) {
			if (ended || !next_field(&c))
				c.field.n = 0;
			add_cell(f, at, ht_buf_str(&c.field), raw);
			ended = ended || c.row_ends;
		}
		/* Empty ones behind the last column. */
		while (!ended && next_field(&c))
			ended = c.row_ends;
	}
	ht_buf_drop(&c.field);
}

/* As UTF-8, whatever encoding of a source it is in, which is told. */
static bool
recode(ht_find *f, const ht_raw *raw, ht_str *s)
{
	const char *encoding, *path = ht_str_cstr(f->ctx->arena, raw->key);

	if (!ht_source_recode(f->ctx, *s, s, &encoding) ||
		ht_utf8_valid(*s) != s->n) {
		ht_diag_add(
			f->ctx, HT_MSG_TABLE_ENCODING, raw->span, path, NULL);
		return false;
	}
	if (strcmp(encoding, "UTF-8") != 0)
		ht_diag_add(f->ctx, HT_MSG_TABLE_READ_AS, raw->span, path,
			encoding, NULL);
	return true;
}

static bool
read_file(ht_find *f, const ht_raw *raw, ht_str *out)
{
	ht_arena *a = f->ctx->arena;
	ht_error before = f->ctx->error;
	const char *path =
		ht_source_beside(f->ctx, f->s, ht_str_cstr(a, raw->key));

	if (ht_io_load(f->ctx, path, FILE_LIMIT, out) == HT_OK)
		return recode(f, raw, out);
	f->ctx->error = before;
	ht_diag_add(f->ctx, HT_MSG_TABLE_READ, raw->span,
		ht_str_cstr(a, raw->key), NULL);
	return false;
}

static bool
has_cells(ht_find *f, const ht_table *t, const ht_raw *raw)
{
	ht_arena *a = f->ctx->arena;
	const char *path = ht_str_cstr(a, raw->key);

	if (t->cols == 0) {
		ht_diag_add(f->ctx, HT_MSG_TABLE_EMPTY, raw->span, path, NULL);
		return false;
	}
	if (t->cols <= COLS_MAX && (uint64_t)t->cols * t->rows <= CELLS_MAX)
		return true;
	ht_diag_add(f->ctx, HT_MSG_TABLE_CELLS, raw->span, path,
		ht_fmt(a, "%u", t->rows), ht_fmt(a, "%u", t->cols), NULL);
	return false;
}

void
ht_find_csv(ht_find *f, const ht_raw *raw)
{
	ht_doc *d = f->doc;
	ht_table t = {.header = true};
	uint8_t *align;
	ht_str s;

	if (raw->text.str.n)
		ht_find_add(f, HT_TABLE_LABEL, raw->text, "table.label", 95);
	ht_find_outside(f, ht_str_cstr(f->ctx->arena, raw->key));
	if (!read_file(f, raw, &s))
		return;
	measure(s, &t);
	if (!has_cells(f, &t, raw))
		return;
	add_cells(f, s, &t, raw);
	align = HT_ARRAY(f->ctx->arena, uint8_t, t.cols);
	memset(align, HT_COLUMN_NUMBERS, t.cols);
	ht_find_numbers(
		f, d->elem + d->nelem - (t.rows - 1) * t.cols, &t, align);
	t.align = align;
	tell_rows(f, s, &t, raw);
	HT_ROOM(f->ctx->arena, d->table, d->ntable, f->captable);
	d->table[d->ntable++] = t;
}
