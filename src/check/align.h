/* SPDX-License-Identifier: Apache-2.0
 *
 * Two texts side by side: which character of one is which of the other.
 */
#ifndef HT_CHECK_ALIGN_H
#define HT_CHECK_ALIGN_H

#include "base/arena.h"

#define HT_ALIGN_NONE UINT32_MAX

/* For each of the na code points of a its place in b, or HT_ALIGN_NONE;
 * places ascend.  U+FFFD is like any character.  Time is about linear for
 * texts that are alike; where they are not, pieces stay unmatched.  The
 * result is in the arena. */
uint32_t *ht_align_texts(ht_arena *a, const uint32_t *left, size_t nleft,
	const uint32_t *right, size_t nright);

#endif
