/* SPDX-License-Identifier: Apache-2.0
 *
 * Paragraphs of a source that keeps its original's lines: of all ways to part
 * the lines into paragraphs, the one of least cost (Viterbi; one pass).
 *
 * A line that goes on must be full: as wide as the measure, or less the first
 * line's indent of two characters (GB/T 9704-2012 7.3.3).  A paragraph ends
 * with its sentence, or is a heading.  So a heading whose only line is full is
 * still parted from the paragraph below: that one's first line is two
 * characters short, and could not go on otherwise.
 */
#include "text/reflow.h"

#define INDENT 4 /* half cells */

/* Costs: small numbers whose order and sums were settled on the labelled
 * sources and the corpus. */
enum {
	TOLERANCE = 2, /* half cells a full line may lack or exceed */
	COST_SHORT = 6, /* a half cell that a line going on lacks */
	COST_SHORT_MAX = 60,
	COST_FLUSH = 8, /* a first line without the others' indent */
	COST_START = 30, /* an element's number inside a paragraph */
	COST_BLANK = 40, /* a blank line inside a paragraph */
	COST_BLANK_CUT = 6, /* the same, in the middle of a sentence */
	COST_INDENT = 15, /* an indented line inside a paragraph */
	COST_FULL_STOP = 1, /* a full line with a stop that goes on */
	COST_COLON = 4,
	COST_OPEN = 12, /* a paragraph that ends no sentence */
	COST_OPEN_SHORT = 6, /* the same, its last line far from full */
	COST_OPEN_HEAD = 2, /* the same, of a heading */
	COST_COMMA = 25,
	COST_END_FULL = 3, /* a paragraph whose last line is full */
	FAR = 8 /* half cells */
};

/* What a line is in its paragraph: first or not, of a numbered one or not. */
enum { FIRST = 1, NUMBERED = 2, STATES = 4 };

typedef struct {
	int cost[STATES];
} column;

static int
state_of_first(const ht_line *line)
{
	bool numbered =
		line->start != HT_START_NONE && line->start != HT_START_DASH;

	return FIRST | (numbered ? NUMBERED : 0);
}

/* Half cells that line lacks to be full, were it of state; negative: over. */
static int
lack(const ht_fit *fit, const ht_line *line, int state)
{
	int full = (int)fit->measure - line->width;

	/* A first line has its indent, or stands without. */
	if ((state & FIRST) && full > TOLERANCE)
		return full - INDENT;
	return full;
}

static int
cost_of_width(const ht_fit *fit, const ht_line *line, int state)
{
	int d = lack(fit, line, state);
	int tolerance = TOLERANCE + line->west / 3;
	bool flush = (state & FIRST) && fit->indented &&
		     (int)fit->measure - line->width <= 1;
	int cost;

	if (d < 0)
		d = -d;
	cost = d > tolerance ? (d - tolerance) * COST_SHORT : 0;
	cost += flush ? COST_FLUSH : 0;
	return cost < COST_SHORT_MAX ? cost : COST_SHORT_MAX;
}

/* a, of state, goes on with b. */
static int
cost_to_go_on(const ht_fit *fit, const ht_line *a, const ht_line *b, int state)
{
	int cost = cost_of_width(fit, a, state);
	bool turn = b->feed || b > a + 1;

	if (b->start != HT_START_NONE && b->start != HT_START_DASH)
		cost += COST_START;
	if (b->blank && !fit->spaced && !turn)
		cost += a->stop < HT_STOP_COLON ? COST_BLANK_CUT : COST_BLANK;
	if (b->indent >= INDENT && a->indent < INDENT)
		cost += COST_INDENT;
	if (a->stop == HT_STOP_FULL)
		cost += COST_FULL_STOP;
	if (a->stop == HT_STOP_COLON)
		cost += COST_COLON;
	return cost;
}

/* The paragraph ends with a, of state. */
static int
cost_to_end(const ht_fit *fit, const ht_line *a, int state)
{
	int d = lack(fit, a, state);
	int cost = d <= TOLERANCE ? COST_END_FULL : 0;

	if (a->stop >= HT_STOP_COLON)
		return cost;
	if (a->stop == HT_STOP_COMMA)
		return cost + COST_COMMA;
	if (state & NUMBERED)
		return cost + COST_OPEN_HEAD;
	return cost + (d > FAR ? COST_OPEN_SHORT : COST_OPEN);
}

/* Costs of b's states from those of a; from[i] is the state of a that gives
 * state i of b. */
static column
step(const ht_fit *fit, const ht_line *a, const ht_line *b, const column *was,
	uint8_t from[STATES], bool apart)
{
	column now;
	int first = state_of_first(b);

	for (int i = 0; i < STATES; i++)
		now.cost[i] = INT32_MAX / 2;
	for (int i = 0; i < STATES; i++) {
		int end = was->cost[i] + cost_to_end(fit, a, i);
		int on = was->cost[i] + cost_to_go_on(fit, a, b, i);
		/* A heading holds no sentence. */
		int next = b->sentence ? 0 : i & NUMBERED;

		if (end < now.cost[first]) {
			now.cost[first] = end;
			from[first] = (uint8_t)i;
		}
		if (!apart && on < now.cost[next]) {
			now.cost[next] = on;
			from[next] = (uint8_t)i;
		}
	}
	return now;
}

/* Whether an own block of Markdown stands between two lines. */
static bool
is_apart(const ht_line *line, size_t a, size_t b)
{
	for (size_t i = a + 1; i < b; i++)
		if (line[i].kind != HT_LINE_FOLIO)
			return true;
	return false;
}

void
ht_wrap(ht_ctx *ctx, const ht_fit *fit, ht_line *line, const uint32_t *index,
	size_t n)
{
	uint8_t(*from)[STATES] = ht_arena_array(ctx->arena, n + 1, STATES);
	column now = {{0}};
	int state = 0;

	if (n == 0)
		return;
	for (int i = 0; i < STATES; i++)
		now.cost[i] = INT32_MAX / 2;
	now.cost[state_of_first(&line[index[0]])] = 0;
	for (size_t i = 1; i < n; i++) {
		int least = now.cost[0];

		now = step(fit, &line[index[i - 1]], &line[index[i]], &now,
			from[i], is_apart(line, index[i - 1], index[i]));
		/* Only differences count: sums stay small on any length. */
		for (int k = 0; k < STATES; k++)
			least = k && now.cost[k] >= least ? least : now.cost[k];
		for (int k = 0; k < STATES; k++)
			if (now.cost[k] < INT32_MAX / 2)
				now.cost[k] -= least;
	}
	for (int k = 0; k < STATES; k++) {
		int a = now.cost[k] + cost_to_end(fit, &line[index[n - 1]], k);
		int b = now.cost[state] +
			cost_to_end(fit, &line[index[n - 1]], state);

		state = a < b ? k : state;
	}
	for (size_t i = n - 1; i > 0; i--) {
		line[index[i]].joins = !(state & FIRST);
		state = from[i][state];
	}
}
