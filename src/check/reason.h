/* SPDX-License-Identifier: Apache-2.0
 *
 * Why a line differs from the original's: which setting of the line model
 * would have to be another one.  Found by trying.
 */
#ifndef HT_CHECK_REASON_H
#define HT_CHECK_REASON_H

#include "check/evidence.h"
#include "check/fit.h"
#include "style/style.h"

/* The settings that are tried, most usual first (HT_FIT_*); 0 past the last. */
unsigned ht_setting(size_t i);
/* Gives one setting its other value. */
void ht_setting_flip(ht_layout *l, unsigned setting);
/* Bits of the settings in which two layouts differ. */
unsigned ht_setting_compare(const ht_layout *a, const ht_layout *b);

/* Sets the cause of each difference of a body line: each of the original's
 * lines is begun where it began and filled under the layout (alike then: it
 * follows from the line above), under each single setting changed, and where
 * none brings it, under each two.  styled: the blocks that were laid out. */
ht_err ht_reasons_find(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_styled *styled, const ht_doc *doc, const ht_known *known,
	ht_verdict *v);

#endif
