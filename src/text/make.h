/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts put together from pieces of the source and from what the program adds
 * (labels, full forms).
 */
#ifndef HT_TEXT_MAKE_H
#define HT_TEXT_MAKE_H

#include "text/text.h"

typedef struct {
	ht_arena *a;
	char *p;
	size_t n, cap;
	ht_seg *seg;
	size_t nseg, capseg;
} ht_make;

ht_make ht_make_begin(ht_arena *a);
/* Adds bytes that stand in the source. */
void ht_make_text(ht_make *m, const ht_text *t);
/* Adds bytes that stand nowhere; src: the offset that they belong to. */
void ht_make_str(ht_make *m, ht_str s, uint32_t src);
/* What was added, in the arena. */
ht_text ht_make_end(const ht_make *m);

#endif
