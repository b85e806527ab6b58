/* SPDX-License-Identifier: Apache-2.0
 *
 * Random numbers (splitmix64, Steele, Lea and Flood 2014): the same on every
 * machine, unlike rand().
 */
#include "property.h"

uint32_t
ht_random_next(ht_random *r)
{
	uint64_t z = r->state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return (uint32_t)((z ^ (z >> 31)) >> 32);
}

uint32_t
ht_random_below(ht_random *r, uint32_t n)
{
	return (uint32_t)((uint64_t)ht_random_next(r) * n >> 32);
}

uint32_t
ht_random_between(ht_random *r, uint32_t low, uint32_t high)
{
	return low + ht_random_below(r, high - low + 1);
}

bool
ht_random_chance(ht_random *r, uint32_t percent)
{
	return ht_random_below(r, 100) < percent;
}
