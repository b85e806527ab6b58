/* SPDX-License-Identifier: Apache-2.0
 *
 * Learns a layout from an original: its sheets are measured, and what cannot
 * be measured is fitted on its own line breaks.  docs/ARCHITECTURE.md,
 * "Learning", tells how each value is found.
 */
#ifndef HT_CHECK_LEARN_H
#define HT_CHECK_LEARN_H

#include "check/fit.h"
#include "check/sheet.h"
#include "doc/doc.h"

typedef enum { HT_PAGES_ALL, HT_PAGES_ODD, HT_PAGES_EVEN } ht_learn_pages;

typedef struct {
	const char *base; /* name of the layout that the learned one extends */
	ht_learn_pages pages; /* whose paragraphs are used */
} ht_learn_options;

/* One value of the learned layout. */
typedef struct {
	const char *path, *value; /* as a layout file has them */
	ht_msg how; /* and its arguments: what it was measured on */
	const char *arg[HT_MSG_ARGS];
} ht_learned_value;

typedef struct {
	ht_layout layout; /* the base with all values set */
	ht_learned_value *value;
	size_t nvalue, capvalue;
	size_t npage, npara; /* pages read, paragraphs used */
	size_t breaks, alike; /* breaks inside them; reproduced */
} ht_learned;

/* Learns from the sheets; base is what is not measured.  Errors: HT_EINPUT:
 * not enough text to measure; HT_EFONT. */
ht_err ht_learn(ht_ctx *ctx, const ht_layout *base, const ht_rules *rules,
	const ht_fontset *fs, const ht_sheets *sheets,
	const ht_learn_options *opt, ht_learned *out);

/* The learned layout as a file: `extends` and what was measured, each value
 * with how it was found.  name: of the new layout; source: of the original. */
void ht_learned_write(ht_buf *out, const ht_learned *l, const char *base,
	const char *name, const char *source, ht_lang lang);

#endif
