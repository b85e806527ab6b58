/* SPDX-License-Identifier: Apache-2.0
 *
 * Which lines of a source are one paragraph of its document.
 */
#ifndef HT_TEXT_REFLOW_H
#define HT_TEXT_REFLOW_H

#include "text/lines.h"

/* How a source is broken into lines, as measured on all of its lines. */
typedef struct {
	bool wrapped; /* lines are the original's, not paragraphs */
	bool spaced; /* a blank line stands between nearly all lines */
	bool indented; /* first lines are two characters shorter */
	uint16_t measure; /* width of a full line, half cells */
} ht_fit;

ht_fit ht_reflow_lines(const ht_line *line, size_t n);
/* Sets kind (folios), joins and turn of each line; how it found them. */
ht_fit ht_reflow(ht_ctx *ctx, const ht_source *s, ht_line *line, size_t n);
/* Sets joins of the n text lines of a wrapped source at index. */
void ht_wrap(ht_ctx *ctx, const ht_fit *fit, ht_line *line,
	const uint32_t *index, size_t n);

#endif
