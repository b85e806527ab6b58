/* SPDX-License-Identifier: Apache-2.0
 *
 * Diagnostics that a text may cause a million times: the first ones are
 * listed, the others counted, so that memory and reports stay small.
 */
#ifndef HT_TEXT_REPORT_H
#define HT_TEXT_REPORT_H

#include "base/ctx.h"

typedef struct {
	ht_ctx *ctx;
	ht_msg id;
	size_t n;
	ht_span rest; /* from the first to the last that is not listed */
} ht_report;

/* Whether the next one is listed: whether its arguments are needed. */
bool ht_report_lists(const ht_report *r);
/* Adds a diagnostic with two arguments (NULL: none), or counts it. */
void ht_report_add(ht_report *r, ht_span span, const char *a, const char *b);
/* The same, the argument being an excerpt of the text: its first characters,
 * its line ends as blanks. */
void ht_report_text(ht_report *r, ht_span span, ht_str text);
/* Says how many were not listed.  Call once, after the last. */
void ht_report_end(ht_report *r);
/* The first characters of text on one line, NUL-terminated, in the arena. */
const char *ht_excerpt(ht_arena *a, ht_str text);

#endif
