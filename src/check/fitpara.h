/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside of the fit: one paragraph under one layout.
 */
#ifndef HT_CHECK_FITPARA_H
#define HT_CHECK_FITPARA_H

#include "check/fit.h"

/* Lines alike, each from where the original began it; breaks alike from the
 * text alone. */
typedef struct {
	uint16_t line, text;
	bool done;
} ht_fit_tally;

/* A place for what is only needed to break one paragraph. */
typedef struct {
	ht_ctx kept;
} ht_fit_scratch;

/* Between them ctx has an arena and diagnostics that are dropped at the end; of
 * an error the words are kept.  ht_fit_leave() returns err. */
void ht_fit_enter(ht_ctx *ctx, ht_fit_scratch *s);
ht_err ht_fit_leave(ht_ctx *ctx, const ht_fit_scratch *s, ht_err err);
/* The paragraph's items, ready to be filled into lines; quotes as in
 * ht_block. */
ht_err ht_fit_fill(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_fit_para *p, uint8_t quotes, ht_fill *out);
ht_fit_tally ht_fit_count(ht_ctx *ctx, const ht_fit_para *p, const ht_fill *f);

#endif
