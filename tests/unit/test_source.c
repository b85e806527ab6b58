/* SPDX-License-Identifier: Apache-2.0
 *
 * Sources: encodings, bad input, lines and places.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include <unicode/ucnv.h>

#include "text/text.h"

static const char sample[] =
	"某某市教育局文件\n\n关于做好防汛工作的通知\n\n各学校：\n\n"
	"现将有关事项通知如下。要提高认识，加强领导，落实责任，确保安全。\n";

static ht_ctx ctx;

static int
setup(void **state)
{
	(void)state;
	ht_ctx_init(&ctx);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	ht_ctx_drop(&ctx);
	return 0;
}

static size_t
count_diag(ht_msg id)
{
	size_t n = 0;

	for (size_t i = 0; i < ctx.ndiag; i++)
		n += ctx.diag[i].id == id;
	return n;
}

static ht_err
decode(const char *bytes, size_t n, ht_source *s)
{
	return ht_source_decode(&ctx, "test", (ht_str){bytes, n}, s);
}

/* sample in an encoding, behind the n bytes of mark. */
static void
check_encoding(const char *name, const char *mark, size_t n, const char *found)
{
	char out[1024];
	UErrorCode err = U_ZERO_ERROR;
	UConverter *cnv = ucnv_open(name, &err);
	int32_t len;
	ht_source s;

	memcpy(out, mark, n);
	len = ucnv_fromAlgorithmic(cnv, UCNV_UTF8, out + n,
		(int32_t)(sizeof out - n), sample, -1, &err);
	ucnv_close(cnv);
	assert_true(U_SUCCESS(err));
	assert_int_equal(decode(out, n + (size_t)len, &s), HT_OK);
	assert_string_equal(s.encoding, found);
	assert_true(ht_str_is(s.text, sample));
}

static void
encodings(void **state)
{
	(void)state;
	check_encoding("UTF-8", "", 0, "UTF-8");
	check_encoding("UTF-8", "\xEF\xBB\xBF", 3, "UTF-8");
	assert_int_equal(count_diag(HT_MSG_SOURCE_ENCODING), 0);
	check_encoding("UTF-16LE", "\xFF\xFE", 2, "UTF-16LE");
	check_encoding("UTF-16BE", "\xFE\xFF", 2, "UTF-16BE");
	check_encoding("UTF-16LE", "", 0, "UTF-16LE");
	check_encoding("UTF-16BE", "", 0, "UTF-16BE");
	check_encoding("GB18030", "", 0, "GB18030");
	assert_int_equal(count_diag(HT_MSG_SOURCE_ENCODING), 5);
}

static void
big5(void **state)
{
	/* Big5 for a sentence in traditional characters. */
	static const char text[] =
		"\xC3\xF6\xA9\xF3\xB0\xB5\xA6\x6E\xA8\xBE\xA6\xC4\xA4\x75"
		"\xA7\x40\xAA\xBA\xB3\x71\xAA\xBE\x0A\xA6\x55\xBE\xC7\xAE"
		"\xD5\xA1\x47\x0A\xB2\x7B\xB1\x4E\xA6\xB3\xC3\xF6\xA8\xC6"
		"\xB6\xB5\xB3\x71\xAA\xBE\xA6\x70\xA4\x55\xA1\x43\x0A";
	ht_source s;

	(void)state;
	assert_int_equal(decode(text, sizeof text - 1, &s), HT_OK);
	assert_string_equal(s.encoding, "Big5");
	assert_int_equal(s.nline, 3);
}

static void
check_refused(const char *bytes, size_t n, ht_msg id)
{
	ht_source s;

	assert_int_equal(decode(bytes, n, &s), HT_EINPUT);
	assert_int_equal(ctx.error.id, id);
}

static void
refused(void **state)
{
	static const char png[] =
		"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0"
		"\x08\x06\0\0\0\x5c\x72\xa8\x66\xff\xfe\xd8";

	(void)state;
	check_refused("", 0, HT_MSG_SOURCE_EMPTY);
	check_refused(" \n\t\r\n", 5, HT_MSG_SOURCE_EMPTY);
	check_refused("\xEF\xBB\xBF", 3, HT_MSG_SOURCE_EMPTY);
	check_refused("\xE3\x80\x80\n", 4, HT_MSG_SOURCE_EMPTY);
	check_refused(png, sizeof png - 1, HT_MSG_SOURCE_BINARY);
	check_refused("\xFF\x80\x80\xFF\x81", 5, HT_MSG_SOURCE_BINARY);
}

static void
one_character(void **state)
{
	ht_source s;

	(void)state;
	assert_int_equal(decode("x", 1, &s), HT_OK);
	assert_int_equal(s.nline, 1);
	assert_int_equal(decode("一", 3, &s), HT_OK);
	assert_true(ht_str_is(s.text, "一"));
}

static void
bad_bytes(void **state)
{
	static const char text[] = "关于做好防汛\xFF\xFE工作的通知各学校现将";
	ht_source s;

	(void)state;
	assert_int_equal(decode(text, sizeof text - 1, &s), HT_OK);
	assert_string_equal(s.encoding, "UTF-8");
	assert_true(ht_str_is(s.text, "关于做好防汛\xEF\xBF\xBD\xEF\xBF\xBD"
				      "工作的通知各学校现将"));
	assert_int_equal(ctx.ndiag, 1);
	assert_int_equal(ctx.diag[0].id, HT_MSG_SOURCE_BAD_BYTES);
	assert_int_equal(ctx.diag[0].span.beg, 18);
	assert_int_equal(ctx.diag[0].span.end, 24);
}

static void
controls(void **state)
{
	static const char text[] = "标题\0通知\x01\x02的正文\x7F内容\t\f。";
	ht_source s;

	(void)state;
	assert_int_equal(decode(text, sizeof text - 1, &s), HT_OK);
	assert_true(ht_str_is(s.text, "标题通知的正文内容\t\f。"));
	assert_int_equal(count_diag(HT_MSG_SOURCE_CONTROL), 3);
}

static void
places(void **state)
{
	ht_source s;
	uint32_t line, col;

	(void)state;
	assert_int_equal(decode("甲乙\r\n丙\rd戊\n\n己", 22, &s), HT_OK);
	assert_int_equal(s.nline, 5);
	ht_source_locate(&s, 0, &line, &col);
	assert_int_equal(line, 1);
	assert_int_equal(col, 1);
	ht_source_locate(&s, 3, &line, &col);
	assert_int_equal(line, 1);
	assert_int_equal(col, 2);
	ht_source_locate(&s, 8, &line, &col);
	assert_int_equal(line, 2);
	assert_int_equal(col, 1);
	ht_source_locate(&s, 13, &line, &col);
	assert_int_equal(line, 3);
	assert_int_equal(col, 2);
	ht_source_locate(&s, (uint32_t)s.text.n, &line, &col);
	assert_int_equal(line, 5);
	assert_int_equal(col, 2);
}

static void
limits(void **state)
{
	size_t n = ((size_t)16 << 20) + 1;
	char *text = malloc(n);
	ht_source s;

	(void)state;
	memset(text, '\n', n);
	assert_int_equal(decode(text, n, &s), HT_ELIMIT);
	text[0] = 'x';
	assert_int_equal(decode(text, n / 2, &s), HT_ELIMIT);
	assert_int_equal(ctx.error.id, HT_MSG_SOURCE_LINES);
	free(text);
}

static void
dump(void **state)
{
	ht_source s;
	ht_buf out = {0};

	(void)state;
	assert_int_equal(decode("甲\n\n|乙", 9, &s), HT_OK);
	ht_source_dump(&out, &s);
	ht_buf_addc(&out, 0);
	assert_string_equal(out.p, "hongtou-dump 1 source\n"
				   "source encoding=UTF-8 bytes=9 lines=3\n"
				   "  line @1:1-1:2 |甲|\n"
				   "  line @2:1-2:1 ||\n"
				   "  line @3:1-3:3 |\\x7C乙|\n");
	ht_buf_drop(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(encodings, setup, teardown),
		cmocka_unit_test_setup_teardown(big5, setup, teardown),
		cmocka_unit_test_setup_teardown(refused, setup, teardown),
		cmocka_unit_test_setup_teardown(one_character, setup, teardown),
		cmocka_unit_test_setup_teardown(bad_bytes, setup, teardown),
		cmocka_unit_test_setup_teardown(controls, setup, teardown),
		cmocka_unit_test_setup_teardown(places, setup, teardown),
		cmocka_unit_test_setup_teardown(limits, setup, teardown),
		cmocka_unit_test_setup_teardown(dump, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
