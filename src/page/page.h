/* SPDX-License-Identifier: Apache-2.0
 *
 * Pages: every line of every paragraph placed exactly once.
 */
#ifndef HT_PAGE_PAGE_H
#define HT_PAGE_PAGE_H

#include "line/line.h"

/* One line of a paragraph on a page. */
typedef struct {
	const ht_para *para;
	uint32_t line;
	ht_len x; /* left edge of the line's measure, before its indent */
	ht_len y; /* baseline */
	ht_len measure; /* room to align in; 0: the line's own */
	ht_align align;
	bool spread; /* fill the measure (joint marks) */
	bool furniture; /* page numbers: no part of the text */
	bool again; /* a table's header on a further page: the same */
	bool turned; /* in the turned part of the page */
	int row; /* from 1; 0: off the grid */
} ht_frag;

typedef enum {
	HT_RULE_RED,
	HT_RULE_IMPRINT_FIRST,
	HT_RULE_IMPRINT_INNER,
	HT_RULE_IMPRINT_LAST,
	HT_RULE_TABLE,
	HT_RULE_NOTE,
	HT_RULE__MAX
} ht_rule_kind;

typedef struct {
	ht_rule_kind kind;
	ht_len x, y, w, h;
	uint32_t colour;
	bool turned;
} ht_rule;

/* A picture, or the outline that stands for one: a circle, or a box. */
typedef struct {
	const ht_image *image; /* NULL: the outline */
	bool box;
	bool pressed; /* on what is below it: seals and stamps hide no text */
	ht_len x, y, w, h;
	ht_len line; /* the outline's thickness */
	uint32_t colour;
} ht_object;

typedef struct {
	int number; /* 0: the page shows none */
	int sheet; /* the page's place, from 1: odd ones are recto */
	ht_len w; /* of the sheet; 0: the layout's */
	ht_len turn_x; /* where a turned part begins; 0: there is none */
	ht_object *object;
	size_t nobject, capobject;
	ht_frag *frag;
	size_t nfrag, capfrag;
	ht_rule *rule;
	size_t nrule, caprule;
} ht_page;

typedef struct {
	ht_page *page;
	size_t npage;
	const ht_paras *paras; /* as they were placed */
} ht_pages;

/* Lays the paragraphs out on pages.  paras outlive the result. */
ht_err ht_pages_make(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_paras *paras, ht_pages *out);

void ht_pages_dump(ht_buf *out, const ht_layout *l, const ht_pages *p);

#endif
