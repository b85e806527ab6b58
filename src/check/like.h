/* SPDX-License-Identifier: Apache-2.0
 *
 * Laying a document out like its original: which settings of a layout bring
 * out what the source still knows of it.  Chooses among the layout's models
 * and parameters; it never writes a break anywhere.
 */
#ifndef HT_CHECK_LIKE_H
#define HT_CHECK_LIKE_H

#include "check/evidence.h"
#include "check/fit.h"
#include "line/line.h"
#include "style/style.h"

/* A document laid out under one layout. */
typedef struct {
	ht_styled styled;
	ht_paras paras;
	ht_display display;
	ht_shown shown;
	size_t npage;
} ht_laid;

/* Stages style to out.  quotes: of each element as in ht_block, or NULL.
 * The layout must outlive the result. */
ht_err ht_lay_out(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_doc *doc, const uint8_t *quotes, ht_laid *out);

typedef struct {
	ht_layout layout; /* the given one with what was chosen */
	uint8_t *quotes; /* of each element, as in ht_block */
	size_t nquotes; /* elements that have their own */
	unsigned changed; /* HT_FIT_* that are not the given layout's */
	bool rows, head; /* page.rows, page.head_rows are not the given ones */
	size_t tried; /* line models tried */
	size_t alike, total; /* lines, turns and title lines that come out */
} ht_like;

/* Fits the open parameters of a layout to what is known of the original: the
 * line model, quotes by paragraph, rows a page, rows of the head.  Of choices
 * that bring the same, the one nearest to the given layout. */
ht_err ht_like_fit(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_doc *doc, const ht_known *known, bool lines, ht_like *out);

#endif
