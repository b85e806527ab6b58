/* SPDX-License-Identifier: Apache-2.0
 *
 * A hash for noticing change, 64 bits, not for security: FNV-1a with eight
 * bytes a step, each step's high bits stirred in below (a file's identifier is
 * a hash of all its bytes, which by single bytes was a sixth of a document's
 * time).
 */
#ifndef HT_BASE_HASH_H
#define HT_BASE_HASH_H

#include <stdint.h>

#include "base/str.h"

#define HT_HASH_START UINT64_C(0xCBF29CE484222325)

#define HT_HASH_FACTOR UINT64_C(0x100000001B3)
#define HT_HASH_STIR 29 /* bits */

/* Eight bytes, the least first: as one expression, which compilers make one
 * load of. */
static inline uint64_t
ht_hash_word(const unsigned char *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
	       (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 |
	       (uint64_t)p[5] << 40 | (uint64_t)p[6] << 48 |
	       (uint64_t)p[7] << 56;
}

/* The hash of what h is the hash of, followed by s.  Where the text is cut
 * into pieces matters. */
static inline uint64_t
ht_hash_add(uint64_t h, ht_str s)
{
	size_t i = 0;
	uint64_t high = 0; /* still to be stirred in: both at once is quicker */

	for (; i + 8 <= s.n; i += 8) {
		uint64_t word = ht_hash_word((const unsigned char *)s.p + i);

		h = (h ^ word ^ high) * HT_HASH_FACTOR;
		high = h >> HT_HASH_STIR;
	}
	h ^= high;
	for (; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * HT_HASH_FACTOR;
	return h ^ h >> HT_HASH_STIR;
}

#endif
