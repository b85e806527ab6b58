/* SPDX-License-Identifier: Apache-2.0
 *
 * Front matter: what its keys mean (data/front.tsv).
 */
#ifndef HT_DOC_FRONT_H
#define HT_DOC_FRONT_H

#include "doc/find.h"

typedef struct {
	const char *key;
	const char *meaning; /* an element, =setting, ?word, - foreign */
	const char *shape, *join;
	int row; /* of the table */
} ht_front_key;

/* The meaning of a key; NULL when it is unknown. */
const ht_front_key *ht_front_lookup(ht_str key);
/* The known key nearest to one; "" when none is like it: when more than half
 * of the longer one's characters differ. */
const char *ht_front_nearest(ht_str key);
/* How many characters differ (Levenshtein). */
int ht_front_distance(ht_str a, ht_str b);
/* The meaning of a word of a setting ("yes", "no", "outline"), or "". */
const char *ht_front_word(ht_str word);
/* What is to stand around a text by a shape: added where it is missing. */
ht_text ht_front_shape(ht_arena *a, const char *shape, const ht_text *t);

#endif
