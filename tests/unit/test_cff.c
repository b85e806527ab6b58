/* SPDX-License-Identifier: Apache-2.0
 *
 * The charset reader: the three formats, and tables that lie.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include "out/pdf/cff.h"

#define NGLYPH 5

/* A CFF table of NGLYPH glyphs with the given charset. */
static void
build(ht_buf *b, bool cid_keyed, const char *charset, size_t n)
{
	static const char head[] = "\x01\x00\x04\x02"
				   "\x00\x01\x01\x01\x02T"; /* Name INDEX */
	static const char ros[] = "\x8B\x8B\x8B\x0C\x1E";
	size_t dict = (cid_keyed ? 5 : 0) + 6 + 6;
	size_t at = sizeof head - 1 + 5 + dict + 2 + 2;

	b->n = 0;
	ht_buf_add(b, head, sizeof head - 1);
	ht_buf_add(b, "\x00\x01\x01\x01", 4);
	ht_buf_addc(b, (char)(dict + 1));
	if (cid_keyed)
		ht_buf_add(b, ros, 5);
	ht_buf_add(b, "\x1D\x00\x00\x00", 4);
	ht_buf_addc(b, (char)(n > 0 ? at : 0));
	ht_buf_addc(b, 15);
	ht_buf_add(b, "\x1D\x00\x00\x00", 4);
	ht_buf_addc(b, (char)(at + n));
	ht_buf_addc(b, 17);
	ht_buf_add(b, "\x00\x00\x00\x00", 4); /* String, Global Subr */
	ht_buf_add(b, charset, n);
	ht_buf_add(b, "\x00\x05\x01\x01\x02\x03\x04\x05\x06", 9);
	for (int i = 0; i < NGLYPH; i++)
		ht_buf_addc(b, 14); /* endchar */
}

/* Reads a copy without a byte to spare, so that a sanitizer sees every byte
 * read beyond it. */
static bool
read_exact(ht_arena *a, const char *p, size_t n, ht_cff *out)
{
	char *copy = malloc(n > 0 ? n : 1);
	bool good;

	assert_non_null(copy);
	memcpy(copy, p, n);
	good = ht_cff_read(a, (ht_str){copy, n}, out);
	free(copy);
	return good;
}

static void
expect_cids(const char *charset, size_t n, const uint16_t *want)
{
	ht_arena *a = ht_arena_new();
	ht_buf b = {0};
	ht_cff cff;

	build(&b, true, charset, n);
	assert_true(read_exact(a, b.p, b.n, &cff));
	assert_true(cff.cid_keyed);
	assert_int_equal(cff.nglyph, NGLYPH);
	for (int i = 0; i < NGLYPH; i++)
		assert_int_equal(cff.cid[i], want[i]);
	ht_buf_drop(&b);
	ht_arena_drop(a);
}

static void
formats(void **state)
{
	static const uint16_t listed[] = {0, 7, 300, 2, 65535};
	static const uint16_t ranged[] = {0, 16, 17, 18, 400};
	static const uint16_t plain[] = {0, 1, 2, 3, 4};

	(void)state;
	expect_cids("\x00\x00\x07\x01\x2C\x00\x02\xFF\xFF", 9, listed);
	expect_cids("\x01\x00\x10\x02\x01\x90\x00", 7, ranged);
	expect_cids("\x02\x00\x10\x00\x02\x01\x90\x00\x00", 9, ranged);
	/* A last range that goes on past the glyphs is cut off. */
	expect_cids("\x01\x00\x01\xFF", 4, plain);
	expect_cids("", 0, plain);
}

static void
name_keyed(void **state)
{
	ht_arena *a = ht_arena_new();
	ht_buf b = {0};
	ht_cff cff;

	(void)state;
	build(&b, false, "\x00\x00\x01\x00\x02\x00\x03\x00\x04", 9);
	assert_true(read_exact(a, b.p, b.n, &cff));
	assert_false(cff.cid_keyed);
	assert_null(cff.cid);
	assert_int_equal(cff.nglyph, NGLYPH);
	ht_buf_drop(&b);
	ht_arena_drop(a);
}

static void
expect_refused(const char *charset, size_t n)
{
	ht_arena *a = ht_arena_new();
	ht_buf b = {0};
	ht_cff cff;

	build(&b, true, charset, n);
	assert_false(read_exact(a, b.p, b.n, &cff));
	ht_buf_drop(&b);
	ht_arena_drop(a);
}

static void
lies(void **state)
{
	(void)state;
	expect_refused("\x03\x00\x01\x00\x02\x00\x03\x00\x04", 9);
	/* CIDs end at 65535. */
	expect_refused("\x01\xFF\xFE\x03", 4);
	expect_refused("\x02\xFF\xFF\x00\x01", 5);
}

static void
truncation(void **state)
{
	ht_arena *a = ht_arena_new();
	ht_buf b = {0};
	ht_cff cff;

	(void)state;
	build(&b, true, "\x01\x00\x10\x02\x01\x90\x00", 7);
	for (size_t n = 0; n < b.n; n++)
		assert_false(read_exact(a, b.p, n, &cff));
	ht_buf_drop(&b);
	ht_arena_drop(a);
}

/* Any byte may be anything: no read outside, no endless loop, and what is
 * accepted is whole. */
static void
mutation(void **state)
{
	ht_arena *a = ht_arena_new();
	ht_buf b = {0};
	ht_cff cff;
	int accepted = 0;

	(void)state;
	build(&b, true, "\x02\x00\x10\x00\x02\x01\x90\x00\x00", 9);
	for (size_t i = 0; i < b.n; i++) {
		char keep = b.p[i];

		for (int c = 0; c < 256; c++) {
			b.p[i] = (char)c;
			if (!read_exact(a, b.p, b.n, &cff))
				continue;
			accepted++;
			assert_true(cff.nglyph > 0);
			assert_true(cff.cid_keyed == (cff.cid != NULL));
		}
		b.p[i] = keep;
	}
	assert_true(accepted > 0);
	ht_buf_drop(&b);
	ht_arena_drop(a);
}

/* A pseudo-random sequence of our own: the same on every machine. */
static void
noise(void **state)
{
	ht_arena *a = ht_arena_new();
	uint32_t x = 1;
	char bytes[200];
	ht_cff cff;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		for (size_t i = 0; i < sizeof bytes; i++) {
			x = x * 1664525 + 1013904223;
			bytes[i] = (char)(x >> 24 & (i % 3 == 0 ? 0xFF : 0x7));
		}
		memcpy(bytes, "\x01\x00\x04\x01\x00\x00\x00\x01\x01\x01", 10);
		read_exact(a, bytes, sizeof bytes, &cff);
	}
	ht_arena_drop(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(formats),
		cmocka_unit_test(name_keyed),
		cmocka_unit_test(lies),
		cmocka_unit_test(truncation),
		cmocka_unit_test(mutation),
		cmocka_unit_test(noise),
	};

	return cmocka_run_group_tests_name("cff", tests, NULL, NULL);
}
