/* SPDX-License-Identifier: Apache-2.0
 *
 * Two texts side by side: pairs ascend, match, and are as many as can be.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include "base/utf8.h"
#include "check/align.h"

#define MAX 64

typedef struct {
	uint32_t cp[4096];
	size_t n;
} text;

static void
set(text *t, const char *s)
{
	t->n = 0;
	while (s[t->n]) {
		t->cp[t->n] = (uint32_t)s[t->n];
		t->n++;
	}
}

/* Pairs of an alignment, after a look at each. */
static size_t
count(const uint32_t *match, const text *a, const text *b)
{
	size_t n = 0;
	uint32_t next = 0;

	for (size_t i = 0; i < a->n; i++) {
		if (match[i] == HT_ALIGN_NONE)
			continue;
		assert_true(match[i] >= next);
		assert_true(match[i] < b->n);
		assert_true(a->cp[i] == b->cp[match[i]] ||
			    a->cp[i] == HT_REPLACEMENT ||
			    b->cp[match[i]] == HT_REPLACEMENT);
		next = match[i] + 1;
		n++;
	}
	return n;
}

static size_t
align(const text *a, const text *b)
{
	ht_arena *arena = ht_arena_new();
	size_t n = count(ht_align_texts(arena, a->cp, a->n, b->cp, b->n), a, b);

	ht_arena_drop(arena);
	return n;
}

static void
test_small(void **state)
{
	text a, b;

	(void)state;
	set(&a, "");
	set(&b, "abc");
	assert_int_equal(align(&a, &b), 0);
	assert_int_equal(align(&b, &a), 0);
	assert_int_equal(align(&b, &b), 3);
	set(&a, "abcdefghijklmnop");
	set(&b, "abcdefgijklmnopq");
	assert_int_equal(align(&a, &b), 15);
	set(&a, "xyz");
	set(&b, "abc");
	assert_int_equal(align(&a, &b), 0);
	b.cp[1] = HT_REPLACEMENT;
	assert_int_equal(align(&a, &b), 1);
}

/* Longest common subsequence by the plain table. */
static size_t
longest(const text *a, const text *b)
{
	size_t l[MAX + 1][MAX + 1] = {{0}};

	for (size_t i = 1; i <= a->n; i++)
		for (size_t k = 1; k <= b->n; k++)
			l[i][k] = a->cp[i - 1] == b->cp[k - 1]
					  ? l[i - 1][k - 1] + 1
				  : l[i - 1][k] > l[i][k - 1] ? l[i - 1][k]
							      : l[i][k - 1];
	return l[a->n][b->n];
}

/* Short texts have no anchors: the shortest edit script is exact. */
static void
test_exact(void **state)
{
	uint32_t seed = 1;
	text a, b;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		text *both[] = {&a, &b};

		for (int t = 0; t < 2; t++) {
			seed = seed * 1664525 + 1013904223;
			both[t]->n = (seed >> 24) % 8;
			for (size_t i = 0; i < both[t]->n; i++) {
				seed = seed * 1664525 + 1013904223;
				both[t]->cp[i] = 'a' + (seed >> 24) % 3;
			}
		}
		assert_int_equal(align(&a, &b), longest(&a, &b));
	}
}

/* A long text with some characters lost: all others find their own. */
static void
test_long(void **state)
{
	uint32_t seed = 7;
	text a, b = {.n = 0};

	(void)state;
	a.n = 4096;
	for (size_t i = 0; i < a.n; i++) {
		seed = seed * 1664525 + 1013904223;
		a.cp[i] = 0x4E00 + (seed >> 20) % 500;
		if (i % 100 != 50)
			b.cp[b.n++] = a.cp[i];
	}
	assert_int_equal(align(&a, &b), b.n);
	assert_int_equal(align(&b, &a), b.n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_small),
		cmocka_unit_test(test_exact), cmocka_unit_test(test_long)};

	return cmocka_run_group_tests_name("align", tests, NULL, NULL);
}
