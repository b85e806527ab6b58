/* SPDX-License-Identifier: Apache-2.0
 *
 * The work of a comparison: both documents as one run of characters, and
 * which line of one is which of the other.  For src/check/compare*.c.
 */
#ifndef HT_CHECK_PAIRS_H
#define HT_CHECK_PAIRS_H

#include "check/align.h"
#include "check/compare.h"

#define HT_NO_LINE UINT32_MAX

/* A line of the text, furniture left out. */
typedef struct {
	const ht_sheet_line *l;
	uint32_t page, number; /* from 0; number: among the page's text lines */
	uint32_t beg, end; /* characters of the side */
	uint32_t mate; /* the other side's line that begins and ends alike */
	bool first; /* of its page */
	bool size_differs; /* from its mate's */
	bool moved; /* sideways, and told */
} ht_side_line;

typedef struct {
	const ht_sheets *s;
	uint32_t *cp; /* all characters but blanks */
	uint32_t *line; /* of each, in .lines */
	uint32_t *mark; /* of each, in its line */
	uint32_t *match; /* of each, on the other side, or HT_ALIGN_NONE */
	size_t n;
	ht_side_line *lines;
	size_t nline;
	/* habits: the commonest of each */
	ht_len size, left, right, pitch;
	bool has_right; /* enough lines end there */
	int rows, full; /* that a page shows at most; of one that is full, 0:
			   none is known to be */
} ht_side;

/* Lines of the original that break otherwise, until both agree again. */
typedef struct {
	uint32_t beg, end; /* its lines */
	int32_t lines; /* ours has so many more */
	bool explained; /* by a difference of the text */
} ht_cascade;

typedef struct {
	ht_ctx *ctx;
	const ht_layout *l;
	ht_side a, b; /* ours, the original */
	ht_cascade *cascade;
	size_t ncascade, capcascade;
	ht_comparison *out;
	size_t capfinding;
	/* differences of the whole document, 0 when none */
	ht_len left, width, pitch, top, size;
	int rows; /* of a page */
	ht_len bottom; /* of the last row: what top and pitch make of it */
	bool *displaced; /* pages of the original on which lines stand lower or
			    higher for a reason that is told */
	bool reflowed; /* size or width differ: breaks are consequences */
} ht_pairs;

static inline ht_len
ht_abs(ht_len v)
{
	return v < 0 ? -v : v;
}
static inline bool
ht_near(ht_len a, ht_len b, ht_len limit)
{
	return ht_abs(a - b) <= limit;
}

/* compare_line.c: pairs lines, finds cascades and habits. */
void ht_pairs_lines(ht_pairs *p);
/* Breaks that nothing else explains; after the places. */
void ht_pairs_breaks(ht_pairs *p);
/* Our line that begins with what the original's begins with, or
 * HT_NO_LINE. */
uint32_t ht_pairs_start(const ht_pairs *p, const ht_side_line *b);
/* Has the line, or ours in its place, a character without a match? */
bool ht_pairs_text_differs(const ht_pairs *p, const ht_side_line *b);
/* compare_place.c: where things stand. */
void ht_pairs_places(ht_pairs *p);
/* compare_rule.c: the rules of a page of which both sides have the same text;
 * what differs in them but for their height is told. */
typedef struct {
	const ht_sheet_rule *b, *a; /* the original's, ours */
	ht_len y, dy; /* where the former stands; how far ours is below it */
} ht_rule_pair;
typedef struct {
	ht_rule_pair *pair;
	size_t n, cap;
} ht_rule_pairs;
void ht_pairs_rules(ht_pairs *p, size_t page, ht_rule_pairs *out);
/* compare_across.c: does a distance sideways follow from another edge or
 * width? */
bool ht_pairs_across_expected(const ht_pairs *p, ht_len dx);
void ht_pairs_across(ht_pairs *p);
/* compare_look.c: sizes, fonts and colours; furniture. */
void ht_pairs_sizes(ht_pairs *p);
void ht_pairs_fonts(ht_pairs *p);
void ht_pairs_furniture(ht_pairs *p);

/* compare.c: a new finding at a line of the original (may be NULL). */
ht_finding *ht_pairs_add(
	ht_pairs *p, ht_msg msg, const ht_side_line *b, const ht_side_line *a);
/* Signed millimetres with two decimals; points with one. */
const char *ht_pairs_mm(ht_pairs *p, ht_len v);
const char *ht_pairs_pt(ht_pairs *p, ht_len v);
const char *ht_pairs_count(ht_pairs *p, size_t n);

/* Values that are one cause: the value of a group, how many, the first. */
typedef struct {
	ht_len value, other;
	size_t count;
	const ht_side_line *b, *a;
} ht_group;
typedef struct {
	ht_group *g;
	size_t n, cap;
} ht_groups;
void ht_groups_add(ht_pairs *p, ht_groups *gs, ht_len value, ht_len other,
	ht_len limit, const ht_side_line *b, const ht_side_line *a);

#endif
