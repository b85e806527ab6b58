/* SPDX-License-Identifier: Apache-2.0
 *
 * The named patterns of data/rules.yaml, which rules call by (?&NAME).
 */
#ifndef HT_DOC_DEFINE_H
#define HT_DOC_DEFINE_H

#include "base/str.h"

#define HT_DEFINES 64 /* at most, for each is a bit */

typedef struct {
	ht_str name, text; /* (?<NAME>...) */
	uint64_t calls; /* the others that it calls, and those that these do */
} ht_define;

typedef struct {
	ht_str all; /* as it stands */
	ht_define define[HT_DEFINES];
	size_t n; /* 0: they cannot be told apart */
} ht_defines;

/* Tells named patterns apart; text must stay. */
void ht_defines_read(ht_str text, ht_defines *out);
/* Adds those that a pattern calls, in a group that matches nothing itself;
 * nothing when it calls none. */
void ht_defines_add(const ht_defines *d, ht_str pattern, ht_buf *out);

#endif
