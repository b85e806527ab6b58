/* SPDX-License-Identifier: Apache-2.0
 *
 * Our pages against an original's: what differs, each cause once.
 */
#ifndef HT_CHECK_COMPARE_H
#define HT_CHECK_COMPARE_H

#include "check/sheet.h"
#include "style/layout.h"

/* One difference.  msg names it and holds its text (data/messages.tsv). */
typedef struct {
	ht_msg msg;
	const char *arg[HT_MSG_ARGS];
	int page, line; /* of the original, from 1; 0: of the whole document */
	int our_page, our_line;
	ht_len x, y; /* place on the original's page */
	ht_len delta; /* how far, ours less the original's; 0 where no length */
	size_t count; /* lines, marks or pages that it concerns */
	const char *original, *ours; /* texts; "" when none */
} ht_finding;

typedef struct {
	ht_finding *finding;
	size_t nfinding;
	size_t chars, chars_alike; /* of the original's text, blanks left out */
	size_t lines, lines_alike; /* that begin and end alike */
	size_t turns, turns_alike; /* of pages */
	ht_len median, worst; /* distance of the lines alike on one page */
	size_t consequences; /* differences that a finding explains */
} ht_comparison;

/* Compares; the limits are those of the layout (check.*).  A text that is
 * hardly alike gives one finding.  All is in the context's arena. */
ht_err ht_compare(ht_ctx *ctx, const ht_layout *layout, const ht_sheets *ours,
	const ht_sheets *original, ht_comparison *out);

#endif
