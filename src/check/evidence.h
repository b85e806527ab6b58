/* SPDX-License-Identifier: Apache-2.0
 *
 * A new layout held against what the source knows of its original: lines,
 * page turns and title lines, counted and told apart one by one.
 */
#ifndef HT_CHECK_EVIDENCE_H
#define HT_CHECK_EVIDENCE_H

#include "check/known.h"
#include "check/shown.h"
#include "style/layout.h"

typedef enum {
	HT_ALIKE_LINE, /* a line of the body */
	HT_ALIKE_TURN, /* a page turn */
	HT_ALIKE_TITLE, /* a line of the title */
	HT_ALIKE__MAX
} ht_alike_kind;

typedef struct {
	size_t alike, total;
} ht_tally;

/* Why one differs. */
typedef enum {
	HT_CAUSE_UNKNOWN, /* no one setting, nor two, would bring it */
	HT_CAUSE_FOLLOWS, /* from the one before: by itself it would be alike */
	HT_CAUSE_SETTING, /* each of the sets of settings would bring it */
	HT_CAUSE_ROWS, /* a page would have to hold more or fewer rows */
	HT_CAUSE_LINE, /* the original's page begins inside a line of ours */
	HT_CAUSE_MISSING, /* the line is not on the page */
	HT_CAUSE_TITLE, /* the title is broken otherwise */
	HT_CAUSE__MAX
} ht_cause;

#define HT_MAX_SETS 6

typedef struct {
	ht_alike_kind kind;
	size_t known; /* index of the line or turn of the original */
	uint32_t elem;
	uint32_t beg, end; /* the original's line; of a turn: the line of ours
			      that holds its first character */
	const ht_shown_line *ours; /* the line that holds its first character;
				      NULL when there is none */
	ht_cause cause;
	int page, rows; /* ROWS: page from 1, rows it lacks (< 0: has over) */
	unsigned set[HT_MAX_SETS]; /* SETTING: bits HT_FIT_* (check/fit.h) */
	int nset;
} ht_difference;

typedef struct {
	ht_tally tally[HT_ALIKE__MAX];
	ht_difference *difference; /* in the document's order, lines, page
				      turns and titles */
	size_t ndifference;
	size_t npage; /* pages of the new layout */
} ht_verdict;

/* Compares; pure.  A line is alike when one of ours begins and ends at the
 * same characters, a page turn when a page of ours begins with the same one.
 * Causes of turns are found here, by counting rows; those of lines are
 * HT_CAUSE_UNKNOWN until ht_reasons_find() (check/reason.h). */
void ht_evidence_compare(ht_arena *a, const ht_layout *l, const ht_doc *doc,
	const ht_known *known, const ht_shown *shown, ht_verdict *out);

/* All there is is alike. */
bool ht_verdict_alike(const ht_verdict *v);
/* How much differs, per mille of what is known; 0 when nothing is known. */
int ht_verdict_differing(const ht_verdict *v);

#endif
