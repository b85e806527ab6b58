/* SPDX-License-Identifier: Apache-2.0
 *
 * Style: document x layout -> styled blocks.
 */
#ifndef HT_STYLE_STYLE_H
#define HT_STYLE_STYLE_H

#include "style/layout.h"

/* What is drawn with a run, or done to it: a set of these. */
typedef enum {
	HT_DECOR_DOTS = 1, /* an emphasis dot below each Han character */
	HT_DECOR_LINE = 2, /* underlined */
	HT_DECOR_RAISED = 4 /* smaller, above the baseline */
} ht_decor;

typedef struct {
	uint32_t beg, end; /* bytes of the block's text */
	ht_role role;
	bool emph; /* in the face of emphasis */
	uint8_t decor; /* ht_decor */
	uint16_t note; /* as of its segment */
} ht_run;

typedef struct {
	ht_elem_kind kind;
	const ht_elem *elem;
	const ht_elem_style *style;
	const ht_run *run; /* partition the text */
	size_t nrun;
	uint8_t quotes; /* 0: as the layout has them; else 1 + ht_quotes_model:
			 * this block's own */
} ht_block;

typedef struct {
	ht_block *block;
	size_t nblock;
	const ht_doc *doc;
} ht_styled;

/* A block for every element that is set; noise has none.  Borrows from the
 * document and the layout. */
ht_err ht_style_apply(
	ht_ctx *ctx, const ht_layout *l, const ht_doc *doc, ht_styled *out);

void ht_styled_dump(ht_buf *out, const ht_styled *s);

#endif
