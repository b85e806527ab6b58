/* SPDX-License-Identifier: Apache-2.0
 *
 * The check that recognition loses nothing.
 */
#ifndef HT_DOC_CHECK_H
#define HT_DOC_CHECK_H

#include "doc/doc.h"

/* Whether every byte of the raw blocks' texts that is no blank is in exactly
 * one element that is not inferred, and every noise element inside the span of
 * a diagnostic; otherwise an offset where it fails in *at. */
bool ht_doc_check(const ht_ctx *ctx, const ht_source *s, const ht_raws *raws,
	const ht_doc *doc, uint32_t *at);

#endif
