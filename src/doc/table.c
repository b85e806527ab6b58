/* SPDX-License-Identifier: Apache-2.0
 *
 * Tables: rows that begin with a bar, the second of them a row of hyphens
 * (Markdown).  Each cell becomes an element; a row's first has the row as its
 * origin.  Rows with other cells than the head are told.
 */
#include <string.h>

#include "doc/find.h"
#include "text/make.h"
#include "text/report.h"

#define COLS_MAX 200
#define BREAK "<br>"

typedef struct {
	ht_find *f;
	const ht_elem *old; /* the elements as they were */
	ht_elem *elem; /* as they become */
	size_t n, cap;
	ht_report row; /* rows with other cells than their head */
} tables;

static bool
is_row(const ht_elem *e)
{
	return (e->kind == HT_BODY || e->kind == HT_STRAY) &&
	       e->text.str.n > 1 && e->text.str.p[0] == '|';
}

static bool
is_delimiter(const ht_elem *e)
{
	ht_str s = e->text.str;
	bool hyphen = false;

	if (!is_row(e))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (!strchr("|-: \t", s.p[i]))
			return false;
		hyphen = hyphen || s.p[i] == '-';
	}
	return hyphen;
}

/* End of the cell that begins at i: a bar that is not escaped. */
static size_t
cell_end(ht_str s, size_t i)
{
	while (i < s.n && (s.p[i] != '|' || s.p[i - 1] == '\\'))
		i++;
	return i;
}

static uint32_t
count_cells(ht_str s)
{
	uint32_t n = 0;

	for (size_t i = 1; i < s.n && n < COLS_MAX; n++) {
		i = cell_end(s, i) + 1;
		if (i > s.n || ht_str_trim(ht_str_sub(s, i, s.n)).n == 0)
			return n + 1;
	}
	return n;
}

static ht_elem *
push(tables *t, ht_elem e)
{
	HT_ROOM(t->f->ctx->arena, t->elem, t->n, t->cap);
	t->elem[t->n] = e;
	return &t->elem[t->n++];
}

/* A cell's text, its line breaks taken out. */
static ht_text
cell_text(ht_arena *a, const ht_text *row, size_t beg, size_t end)
{
	ht_str s = ht_str_trim(ht_str_sub(row->str, beg, end));
	ht_make m = ht_make_begin(a);
	size_t at = s.n ? (size_t)(s.p - row->str.p) : beg;
	size_t stop = at + s.n;
	ht_text part;

	while (at < stop) {
		size_t br = ht_str_find(row->str, BREAK, at);

		br = br == SIZE_MAX || br > stop ? stop : br;
		part = ht_text_sub(a, row, at, br);
		ht_make_text(&m, &part);
		at = br + (br < stop ? strlen(BREAK) : 0);
	}
	return ht_make_end(&m);
}

static void
add_row(tables *t, const ht_elem *e, ht_cell at, uint32_t cols)
{
	ht_arena *a = t->f->ctx->arena;
	const ht_text *text = &e->text;
	ht_text *origin = HT_NEW(a, ht_text);
	size_t i = 1;

	*origin = *text;
	for (at.col = 0; at.col < cols; at.col++) {
		size_t beg = i < text->str.n ? i : text->str.n;
		size_t end = beg < text->str.n ? cell_end(text->str, beg) : beg;
		ht_elem c = {.kind = HT_CELL,
			.span = e->span,
			.text = cell_text(a, text, beg, end),
			.rule = "table.cell",
			.confidence = e->confidence,
			.cell = at};

		if (at.col == 0)
			c.origin = origin;
		else
			c.part = true;
		push(t, c);
		i = end + 1;
	}
}

static void
tell_row(tables *t, const ht_elem *e, uint32_t head)
{
	ht_arena *a = t->f->ctx->arena;
	uint32_t n = count_cells(e->text.str);

	if (n != head)
		ht_report_add(&t->row, e->span, ht_fmt(a, "%u", n),
			ht_fmt(a, "%u", head));
}

static ht_column
column_of(ht_str mark)
{
	bool left = ht_str_starts(mark, ":");

	if (ht_str_ends(mark, ":"))
		return left ? HT_COLUMN_CENTRE : HT_COLUMN_RIGHT;
	return left ? HT_COLUMN_LEFT : HT_COLUMN_NUMBERS;
}

static uint8_t *
read_align(ht_arena *a, ht_str s, uint32_t cols)
{
	uint8_t *align = HT_ARRAY(a, uint8_t, cols);
	size_t i = 1;

	for (uint32_t k = 0; k < cols && i < s.n; k++) {
		size_t end = cell_end(s, i);

		align[k] =
			(uint8_t)column_of(ht_str_trim(ht_str_sub(s, i, end)));
		i = end + 1;
	}
	return align;
}

/* Whether a column holds numbers alone, and one at least. */
static bool
is_of_numbers(ht_find *f, const ht_elem *cell, const ht_table *t, uint32_t col)
{
	bool any = false;

	for (uint32_t r = 0; r + 1 < t->rows; r++) {
		ht_str s = cell[(size_t)r * t->cols + col].text.str;

		if (s.n == 0 || ht_rule_test(&f->m, "table.no_number", s))
			continue;
		if (!ht_rule_test(&f->m, "table.number", s))
			return false;
		any = true;
	}
	return any;
}

void
ht_find_numbers(
	ht_find *f, const ht_elem *cell, const ht_table *t, uint8_t *align)
{
	for (uint32_t k = 0; k < t->cols; k++)
		if (align[k] == HT_COLUMN_NUMBERS &&
			!is_of_numbers(f, cell, t, k))
			align[k] = HT_COLUMN_LEFT;
}

static size_t
take_table(tables *t, size_t i, size_t end)
{
	ht_doc *d = t->f->doc;
	ht_arena *a = t->f->ctx->arena;
	ht_table table = {.header = true};
	ht_cell at = {.table = (uint32_t)d->ntable};
	uint32_t head = count_cells(t->old[i].text.str);
	uint8_t *align;
	size_t k;

	for (k = i; k < end && is_row(&t->old[k]); k++) {
		uint32_t n = count_cells(t->old[k].text.str);

		table.cols = n > table.cols ? n : table.cols;
	}
	align = read_align(a, t->old[i + 1].text.str, table.cols);
	for (k = i; k < end && is_row(&t->old[k]); k++) {
		if (k == i + 1) {
			push(t, t->old[k])->kind = HT_SETTING;
			continue;
		}
		add_row(t, &t->old[k], at, table.cols);
		tell_row(t, &t->old[k], head);
		at.row++;
	}
	table.rows = at.row;
	ht_find_numbers(t->f, t->elem + t->n - (at.row - 1) * table.cols,
		&table, align);
	table.align = align;
	HT_ROOM(a, d->table, d->ntable, t->f->captable);
	d->table[d->ntable++] = table;
	return k;
}

void
ht_find_tables(ht_find *f)
{
	ht_doc *d = f->doc;
	tables t = {.f = f,
		.old = d->elem,
		.row = {.ctx = f->ctx, .id = HT_MSG_TABLE_ROW}};
	size_t i = 0;

	while (i + 1 < d->nelem &&
		!(is_row(&d->elem[i]) && is_delimiter(&d->elem[i + 1])))
		i++;
	if (i + 1 >= d->nelem)
		return; /* no table at all */
	for (i = 0; i < d->nelem;) {
		if (i + 1 < d->nelem && is_row(&t.old[i]) &&
			is_delimiter(&t.old[i + 1]))
			i = take_table(&t, i, d->nelem);
		else
			push(&t, t.old[i++]);
	}
	ht_report_end(&t.row);
	d->elem = t.elem;
	d->nelem = t.n;
	f->capelem = t.cap;
}
