/* SPDX-License-Identifier: Apache-2.0
 *
 * The base: numbers, text, UTF-8, messages, dumps, files.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include "base/ctx.h"
#include "base/dump.h"
#include "base/io.h"
#include "base/unit.h"
#include "base/utf8.h"

/* Text of a length reads back to the same EMU, as dumps promise. */
static void
test_mm(void **state)
{
	static const struct {
		ht_len len;
		const char *text;
	} want[] = {{0, "0"}, {36000, "1"}, {-36000, "-1"}, {18000, "0.5"},
		{1, "0.00003"}, {200571, "5.57142"}, {10692000, "297"}};
	ht_buf b = {0};

	(void)state;
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		b.n = 0;
		ht_buf_addmm(&b, want[i].len);
		assert_string_equal(b.p, want[i].text);
	}
	for (ht_len len = -50000; len < 50000; len += 7) {
		double back;

		b.n = 0;
		ht_buf_addmm(&b, len);
		back = strtod(b.p, NULL) * HT_EMU_MM;
		assert_int_equal(
			(ht_len)(back < 0 ? back - 0.5 : back + 0.5), len);
	}
	ht_buf_drop(&b);
}

/* Edges never drift: the last one is the extent. */
static void
test_grid(void **state)
{
	ht_len extent = 156 * HT_EMU_MM;

	(void)state;
	assert_int_equal(ht_grid(extent, 28, 28), extent);
	assert_int_equal(ht_grid(extent, 28, 0), 0);
	for (int i = 0; i < 28; i++) {
		ht_len cell =
			ht_grid(extent, 28, i + 1) - ht_grid(extent, 28, i);

		assert_in_range(cell, extent / 28, extent / 28 + 1);
	}
}

static void
test_utf8(void **state)
{
	static const char *const bad[] = {"\xC0\x80", "\xED\xA0\x80",
		"\xF4\x90", "\xE4\xB8", "\xFF", "\x80"};

	(void)state;
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp += 13) {
		char bytes[4];
		size_t i = 0;
		ht_str s = {bytes, 0};

		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		s.n = (size_t)ht_utf8_put(cp, bytes);
		assert_int_equal(ht_utf8_next(s, &i), cp);
		assert_int_equal(i, s.n);
		assert_int_equal(ht_utf8_prev(s, &i), cp);
		assert_int_equal(i, 0);
	}
	for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
		size_t i = 0;
		ht_str s = ht_str_from(bad[k]);

		assert_int_equal(ht_utf8_next(s, &i), HT_REPLACEMENT);
		assert_int_equal(i, 1);
		assert_int_equal(ht_utf8_valid(s), 0);
	}
}

static void
test_strings(void **state)
{
	ht_str s = HT_STR(" \xE3\x80\x80 a b\xC2\xA0 ");

	(void)state;
	assert_true(ht_str_is(ht_str_trim(s), "a b"));
	assert_true(ht_str_is(ht_str_trim(HT_STR("  ")), ""));
	assert_int_equal(ht_str_find(HT_STR("abcabc"), "bc", 2), 4);
	assert_true(ht_str_find(HT_STR("abc"), "x", 0) == SIZE_MAX);
	assert_true(ht_str_starts(HT_STR("abc"), "ab"));
	assert_false(ht_str_ends(HT_STR("abc"), "abcd"));
}

static void
test_messages(void **state)
{
	const char *arg[HT_MSG_ARGS] = {"A", "B", NULL};
	ht_buf b = {0};

	(void)state;
	ht_msg_format(&b, "x {2} {1} {3} {4} {", arg);
	assert_string_equal(b.p, "x B A  {4} {");
	for (int i = 0; i < HT_MSG__MAX; i++) {
		const ht_msg_info *m = ht_msg_lookup((ht_msg)i);

		assert_true(*m->text[HT_ZH] && *m->text[HT_EN]);
		/* what to do about it goes with what stops the work */
		if (m->severity == HT_SEV_ERROR)
			assert_true(*m->hint[HT_ZH] && *m->hint[HT_EN]);
	}
	ht_buf_drop(&b);
}

static void
test_context(void **state)
{
	ht_ctx ctx;
	char word[] = "word";

	(void)state;
	ht_ctx_init(&ctx);
	for (int i = 0; i < 100; i++)
		ht_diag_add(&ctx, HT_MSG_INTERNAL, (ht_span){1, 2}, word, NULL);
	word[0] = 'W';
	assert_int_equal(ctx.ndiag, 100);
	assert_string_equal(ctx.diag[99].arg[0], "word"); /* a copy */
	assert_int_equal(
		ht_fail(&ctx, HT_EIO, HT_MSG_IO_OPEN, "f", 3, "why", NULL),
		HT_EIO);
	assert_string_equal(ctx.error.file, "f");
	assert_int_equal(ctx.error.line, 3);
	ht_ctx_drop(&ctx);
}

static void
test_dump(void **state)
{
	ht_buf b = {0};
	ht_dump d;

	(void)state;
	ht_dump_begin(&d, &b, "lines");
	ht_dump_node(&d, "para");
	ht_dump_cstr(&d, "font", "a b");
	ht_dump_end(&d);
	d.depth++;
	ht_dump_node(&d, "line");
	ht_dump_mm(&d, "x", 18000);
	ht_dump_text(&d, HT_STR("a|b\\\n"));
	ht_dump_end(&d);
	assert_string_equal(b.p, "hongtou-dump 1 lines\npara font=a\\x20b\n"
				 "  line x=0.5 |a\\x7Cb\\x5C\\x0A|\n");
	ht_buf_drop(&b);
}

/* A failed write leaves neither the file nor a part of it. */
static void
test_files(void **state)
{
	char folder[] = "/tmp/hongtou-test-XXXXXX";
	char path[64];
	ht_str back;
	ht_ctx ctx;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/f", folder);
	ht_ctx_init(&ctx);
	assert_int_equal(ht_io_write(&ctx, path, HT_STR("abc")), HT_OK);
	assert_int_equal(ht_io_read(&ctx, path, 3, &back), HT_OK);
	assert_true(ht_str_is(back, "abc"));
	assert_int_equal(ht_io_read(&ctx, path, 2, &back), HT_ELIMIT);
	assert_int_equal(ht_io_read(&ctx, folder, 2, &back), HT_EIO);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkdir(path, 0777), 0); /* a folder is in the way */
	assert_int_equal(ht_io_write(&ctx, path, HT_STR("abc")), HT_EIO);
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(ht_io_write(&ctx, "/dev/full", HT_STR("a")), HT_EIO);
	assert_int_equal(rmdir(folder), 0); /* empty: nothing was left */
	ht_ctx_drop(&ctx);
}

static void
check_file(ht_ctx *ctx, const char *path, const char *text)
{
	ht_str back;
	struct stat st;

	assert_int_equal(ht_io_read(ctx, path, 100, &back), HT_OK);
	assert_true(ht_str_is(back, text));
	assert_int_equal(lstat(path, &st), 0);
	assert_true(S_ISREG(st.st_mode));
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_int_equal(st.st_nlink, 1);
}

/* A file has the rights that the umask leaves it; one that is there is
 * replaced, and who has it open keeps the old one; so is a link, not the file
 * that it leads to; the leavings of a killed process are no obstacle. */
static void
test_replacing(void **state)
{
	char folder[] = "/tmp/hongtou-test-XXXXXX";
	char path[64], link[64], part[128], old[4] = "";
	mode_t mask = umask(0027);
	FILE *f;
	ht_ctx ctx;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/f", folder);
	snprintf(link, sizeof link, "%s/l", folder);
	snprintf(part, sizeof part, "%s.%ld.part", path, (long)getpid());
	ht_ctx_init(&ctx);
	assert_int_equal(ht_io_write(&ctx, path, HT_STR("one")), HT_OK);
	check_file(&ctx, path, "one");
	f = fopen(path, "r");
	assert_non_null(f);
	assert_int_equal(symlink(path, part), 0);
	assert_int_equal(ht_io_write(&ctx, path, HT_STR("two")), HT_OK);
	check_file(&ctx, path, "two");
	assert_int_equal(fread(old, 1, 3, f), 3);
	assert_string_equal(old, "one");
	fclose(f);
	assert_int_equal(symlink(path, link), 0);
	assert_int_equal(ht_io_write(&ctx, link, HT_STR("three")), HT_OK);
	check_file(&ctx, link, "three");
	check_file(&ctx, path, "two");
	assert_int_equal(unlink(path), 0);
	assert_int_equal(unlink(link), 0);
	assert_int_equal(rmdir(folder), 0); /* empty: nothing was left */
	umask(mask);
	ht_ctx_drop(&ctx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mm),
		cmocka_unit_test(test_grid),
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_messages),
		cmocka_unit_test(test_context),
		cmocka_unit_test(test_dump),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_replacing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
