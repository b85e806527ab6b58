/* SPDX-License-Identifier: Apache-2.0
 *
 * What tests of TrueType subsets share; cmocka.h comes first.
 */
#ifndef HT_TESTS_UNIT_SFNT_H
#define HT_TESTS_UNIT_SFNT_H

#include "out/pdf/glyfwrite.h"

#define SUM_ALL 0xB1B0AFBAu

static inline uint32_t
sum_words(ht_str s)
{
	uint32_t sum = 0;

	assert_int_equal(s.n % 4, 0);
	for (size_t i = 0; i < s.n; i += 4)
		sum += ht_glyf_uint(s, i, 4);
	return sum;
}

/* The sums are right; the tables stand one behind the other, aligned. */
static inline void
check_file(ht_str s)
{
	size_t end = 12 + HT_GLYF__MAX * 16;

	assert_int_equal(ht_glyf_uint(s, 4, 2), HT_GLYF__MAX);
	for (size_t i = 0; i < HT_GLYF__MAX; i++) {
		size_t record = 12 + 16 * i;
		size_t at = ht_glyf_uint(s, record + 8, 4);
		size_t n = (ht_glyf_uint(s, record + 12, 4) + 3) / 4 * 4;
		uint32_t sum = ht_glyf_uint(s, record + 4, 4);
		ht_str table = ht_str_sub(s, at, at + n);

		assert_memory_equal(s.p + record, ht_glyf_tag[i], 4);
		assert_int_equal(at, end);
		end = at + n;
		assert_true(end <= s.n);
		/* head is summed without its sum of the file. */
		if (i == HT_GLYF_HEAD)
			sum += ht_glyf_uint(table, HT_HEAD_CHECKSUM, 4);
		assert_int_equal(sum_words(table), sum);
	}
	assert_int_equal(end, s.n);
	assert_int_equal(sum_words(s), SUM_ALL);
}

#endif
