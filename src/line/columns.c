/* SPDX-License-Identifier: Apache-2.0
 *
 * Widths of a table's columns.  Where every cell fits on one line, columns
 * have their natural widths and share what is left in proportion.  Else each
 * has its longest unbreakable piece, and the room beyond that is given out in
 * equal steps so that the cells have the fewest lines in all: the exact optimum
 * over the steps, by dynamic programming over the columns, as a column's lines
 * depend on its own width only.  Lines that are saved beside a taller cell are
 * given up again: columns that are alike stay alike, and what that gives back
 * goes where it makes a row lower.
 *
 * Tried before: columns that want no more than their share have it, the others
 * share the rest alike; that broke short cells beside columns with room.
 */
#include "line/line.h"

#define STEPS 512 /* of the room beyond the pieces */
#define MANY 8 /* lines of a cell */
#define PER_MILLE 1000

typedef struct {
	ht_arena *arena;
	const ht_fill *cell;
	size_t ncell;
	uint32_t cols;
	ht_len padding; /* of a cell at both sides together */
	ht_len room;
	ht_len *least, *natural; /* of each column, with padding */
	int64_t *gain; /* of column j at step x: lines fewer than at step 0 */
	ht_len step;
} columns;

static ht_len
natural_width(const ht_fill *f)
{
	return (ht_len)ht_fill_width(f, 0, f->n);
}

/* Width of items beg..end without the blanks that a break eats. */
static int64_t
ink_width(const ht_fill *f, size_t beg, size_t end)
{
	while (end > beg && ht_class_is_blank(f->item[end - 1].cls))
		end--;
	return ht_fill_width(f, beg, end);
}

/* The longest piece that no line may end in; so many em are one, and all of a
 * cell that is short. */
static ht_len
least_width(const ht_fill *f, int word, int whole_cell)
{
	int64_t least = word * (int64_t)f->em, whole = natural_width(f);
	size_t beg = 0;

	if (whole <= whole_cell * (int64_t)f->em || whole < least)
		return (ht_len)whole;
	for (size_t i = 1; i <= f->n; i++) {
		if (!ht_fill_allowed(f, i))
			continue;
		if (ink_width(f, beg, i) > least)
			least = ink_width(f, beg, i);
		beg = i;
	}
	return (ht_len)least;
}

size_t
ht_columns_line_end(const ht_fill *f, size_t beg, ht_len room)
{
	size_t end = beg;

	for (size_t i = beg + 1; i <= f->n; i++) {
		if (!ht_fill_allowed(f, i))
			continue;
		if (end > beg && ink_width(f, beg, i) > room)
			return end;
		end = i;
	}
	return f->n;
}

/* Lines at natural widths: wider never means more of them, and the breaker,
 * which may squeeze one more character in, needs no more than these. */
size_t
ht_columns_count(const ht_fill *f, ht_len room, size_t most)
{
	size_t n = 0, beg = 0;

	while (beg < f->n && n <= most) {
		beg = ht_columns_line_end(f, beg, room);
		n++;
	}
	return n;
}

static ht_len
room_at(const columns *c, uint32_t col, int x)
{
	return c->least[col] + c->step * x - c->padding;
}

/* The first step, from one on, at which a cell has at most so many lines;
 * STEPS + 1: none. */
static int
find_step(const columns *c, const ht_fill *f, uint32_t col, int from, size_t k)
{
	int lo = from, hi = STEPS + 1;

	while (lo < hi) {
		int mid = lo + (hi - lo) / 2;

		if (ht_columns_count(f, room_at(c, col, mid), k) <= k)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

/* Marks the steps at which a cell loses lines, down to floor.  Past MANY lines
 * only every so manieth is looked for: the search stays short for long texts.
 */
static void
add_cell(columns *c, const ht_fill *f, uint32_t col, size_t floor)
{
	size_t lines = ht_columns_count(f, room_at(c, col, 0), SIZE_MAX - 1);
	int64_t *gain = c->gain + (size_t)col * (STEPS + 1);
	int x = 0;

	while (lines > floor) {
		size_t k = lines - 1 - (lines > MANY ? lines / MANY : 0);

		k = k < floor ? floor : k;
		x = find_step(c, f, col, x, k);
		if (x > STEPS)
			return;
		gain[x] += (int64_t)(lines - k);
		lines = k;
	}
}

/* floor: how many lines of a cell are good enough; NULL: one. */
static void
measure_gains(columns *c, const size_t *floor)
{
	c->gain = HT_ARRAY(c->arena, int64_t, (size_t)c->cols * (STEPS + 1));
	for (size_t i = 0; i < c->ncell; i++)
		add_cell(c, &c->cell[i], (uint32_t)(i % c->cols),
			floor ? floor[i] : 1);
	for (size_t j = 0; j < c->cols; j++)
		for (size_t x = 1; x <= STEPS; x++)
			c->gain[j * (STEPS + 1) + x] +=
				c->gain[j * (STEPS + 1) + x - 1];
}

/* One more column: of all ways to share s steps the best, the narrowest among
 * equals. */
static void
add_column(const int64_t *gain, int64_t *best, const int64_t *old, int *choice)
{
	for (int s = 0; s <= STEPS; s++) {
		best[s] = -1;
		for (int x = 0; x <= s; x++) {
			if (x && gain[x] == gain[x - 1])
				continue; /* a wider column gains nothing */
			if (old[s - x] + gain[x] <= best[s])
				continue;
			best[s] = old[s - x] + gain[x];
			choice[s] = x;
		}
	}
}

/* Steps for each column, into width. */
static void
choose_steps(const columns *c, ht_len *width)
{
	int64_t *best = HT_ARRAY(c->arena, int64_t, STEPS + 1);
	int64_t *old = HT_ARRAY(c->arena, int64_t, STEPS + 1);
	int *choice = HT_ARRAY(c->arena, int, (size_t)c->cols *(STEPS + 1));
	int s = 0;

	for (size_t j = 0; j < c->cols; j++) {
		int64_t *swap = old;

		add_column(c->gain + j * (STEPS + 1), best, old,
			choice + j * (STEPS + 1));
		old = best;
		best = swap;
	}
	while (old[s] < old[STEPS])
		s++;
	for (size_t j = c->cols; j-- > 0;) {
		int x = choice[j * (STEPS + 1) + (size_t)s];

		width[j] = c->least[j] + c->step * x;
		s -= x;
	}
}

/* How many lines each cell may have: one that has more than one may have as
 * many as its row's tallest. */
static size_t *
allow_lines(const columns *c, const ht_len *width)
{
	size_t *lines = HT_ARRAY(c->arena, size_t, c->ncell + 1);

	for (size_t row = 0; row < c->ncell; row += c->cols) {
		size_t most = 0;

		for (size_t j = 0; j < c->cols; j++) {
			size_t n = ht_columns_count(&c->cell[row + j],
				width[j] - c->padding, SIZE_MAX - 1);

			lines[row + j] = n;
			most = n > most ? n : most;
		}
		for (size_t j = 0; j < c->cols; j++)
			if (lines[row + j] > 1)
				lines[row + j] = most;
	}
	return lines;
}

static bool
suffices(const columns *c, uint32_t col, ht_len width, const size_t *lines)
{
	for (size_t i = col; i < c->ncell; i += c->cols)
		if (ht_columns_count(&c->cell[i], width - c->padding,
			    lines[i]) > lines[i])
			return false;
	return true;
}

/* As narrow as a column can be without making a row taller: what it has for a
 * line less beside a taller cell, and what the steps were too long. */
static void
level(const columns *c, ht_len *width)
{
	const size_t *lines = allow_lines(c, width);

	for (uint32_t j = 0; j < c->cols; j++) {
		ht_len lo = c->least[j], hi = width[j];

		while (lo < hi) {
			ht_len mid = lo + (hi - lo) / 2;

			if (suffices(c, j, mid, lines))
				hi = mid;
			else
				lo = mid + 1;
		}
		width[j] = lo;
	}
}

/* What is good enough of each cell: where one alone is its row's tallest, the
 * lines of the next; else what it has. */
static size_t *
floor_lines(const columns *c, const ht_len *width)
{
	size_t *lines = HT_ARRAY(c->arena, size_t, c->ncell + 1);

	for (size_t row = 0; row < c->ncell; row += c->cols) {
		size_t tallest = row, most = 0, next = 1;

		for (size_t i = row; i < row + c->cols; i++) {
			lines[i] = ht_columns_count(&c->cell[i],
				width[i - row] - c->padding, SIZE_MAX - 1);
			if (lines[i] > most) {
				next = most > next ? most : next;
				most = lines[i];
				tallest = i;
			} else if (lines[i] > next) {
				next = lines[i];
			}
		}
		lines[tallest] = next;
	}
	return lines;
}

static int64_t
sum(const ht_len *w, uint32_t n)
{
	int64_t total = 0;

	for (uint32_t i = 0; i < n; i++)
		total += w[i];
	return total;
}

/* What levelling gave back goes where it makes a row lower. */
static void
lower(columns *c, ht_len *width)
{
	for (uint32_t j = 0; j < c->cols; j++)
		c->least[j] = width[j];
	c->step = (ht_len)((c->room - sum(width, c->cols)) / STEPS);
	measure_gains(c, floor_lines(c, width));
	choose_steps(c, width);
}

/* What is left of the room, in proportion to the natural widths. */
static void
widen(const columns *c, ht_len *width)
{
	int64_t total = sum(c->natural, c->cols), done = 0;
	int64_t rest = c->room - sum(width, c->cols);

	for (uint32_t i = 0; i < c->cols; i++) {
		int64_t from = rest * done / total;

		done += c->natural[i];
		width[i] += (ht_len)(rest * done / total - from);
	}
}

/* Not even the pieces fit: columns that want no more than their share have
 * what they want; the others share the rest alike. */
static void
share(const columns *c, ht_len *width)
{
	uint32_t left = c->cols, before = 0;
	ht_len fair = c->room / (ht_len)c->cols, rest = c->room;

	while (left != before) {
		before = left;
		rest = c->room;
		left = 0;
		for (uint32_t i = 0; i < c->cols; i++) {
			bool modest = c->least[i] <= fair;

			rest -= modest ? c->least[i] : 0;
			left += !modest;
		}
		if (left)
			fair = rest / (ht_len)left;
	}
	for (uint32_t i = 0; i < c->cols; i++)
		width[i] = c->least[i] <= fair ? c->least[i] : fair;
}

static void
measure(columns *c, int word, int whole)
{
	c->least = HT_ARRAY(c->arena, ht_len, c->cols);
	c->natural = HT_ARRAY(c->arena, ht_len, c->cols);
	for (uint32_t i = 0; i < c->cols; i++)
		c->least[i] = c->natural[i] = c->padding > 0 ? c->padding : 1;
	for (size_t i = 0; i < c->ncell; i++) {
		ht_len least =
			least_width(&c->cell[i], word, whole) + c->padding;
		ht_len natural = natural_width(&c->cell[i]) + c->padding;

		if (least > c->least[i % c->cols])
			c->least[i % c->cols] = least;
		if (natural > c->natural[i % c->cols])
			c->natural[i % c->cols] = natural;
	}
}

void
ht_columns_fit(ht_arena *a, const ht_fill *cell, size_t ncell, uint32_t cols,
	ht_len padding, ht_len room, ht_len *width)
{
	columns c = {.arena = a,
		.cell = cell,
		.ncell = ncell,
		.cols = cols,
		.padding = 2 * padding,
		.room = room};
	int word = ncell ? cell[0].layout->table.word : 0;

	measure(&c, word, ncell ? cell[0].layout->table.whole : 0);
	if (sum(c.least, cols) > room)
		measure(&c, word, 0);
	if (sum(c.least, cols) > room)
		measure(&c, 0, 0);
	if (sum(c.natural, cols) <= room) {
		for (uint32_t i = 0; i < cols; i++)
			width[i] = c.natural[i];
		widen(&c, width);
		return;
	}
	if (sum(c.least, cols) > room) {
		share(&c, width);
		return;
	}
	c.step = (ht_len)((room - sum(c.least, cols)) / STEPS);
	measure_gains(&c, NULL);
	choose_steps(&c, width);
	level(&c, width);
	lower(&c, width);
	widen(&c, width);
}

/* The column that a cell wants: its pieces and short words whole, a text in a
 * few lines, or in as many as it has at the measure. */
static ht_len
wanted_width(const ht_fill *f, const ht_layout *l)
{
	ht_len least = least_width(f, l->table.word, l->table.whole);
	int64_t want = (int64_t)natural_width(f) * PER_MILLE / l->table.wrap;
	int64_t most = l->table.measure * (int64_t)f->em;

	want = want < most ? want : most;
	return want > least ? (ht_len)want : least;
}

int64_t
ht_columns_wanted(
	const ht_layout *l, const ht_fill *cell, size_t ncell, uint32_t cols)
{
	int64_t total = 0;

	for (uint32_t j = 0; j < cols; j++) {
		ht_len widest = 0;

		for (size_t i = j; i < ncell; i += cols) {
			ht_len want = wanted_width(&cell[i], l);

			widest = want > widest ? want : widest;
		}
		total += widest + 2 * l->table.padding;
	}
	return total;
}
