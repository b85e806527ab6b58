/* SPDX-License-Identifier: Apache-2.0
 *
 * A hash for noticing change: FNV-1a, 64 bits, not for security.
 */
#ifndef HT_BASE_HASH_H
#define HT_BASE_HASH_H

#include <stdint.h>

#include "base/str.h"

#define HT_HASH_START UINT64_C(0xCBF29CE484222325)

/* The hash of what h is the hash of, followed by s. */
static inline uint64_t
ht_hash_add(uint64_t h, ht_str s)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001B3);
	return h;
}

#endif
