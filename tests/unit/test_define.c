/* SPDX-License-Identifier: Apache-2.0
 *
 * Named patterns: a rule has those that it calls, and those that these call.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include "doc/define.h"

#define ONE "(?<ONE>[)(\\]]a\\)|b)"
#define TWO "(?<TWO>c(?&ONE)(?:d))"
#define THREE "(?<THREE>e(?&TWO))"
#define FOUR "(?<FOUR>[^])]f)"
#define ALL ONE TWO THREE FOUR
#define IN(text) "(?(DEFINE)" text ")"

static void
expect(const char *text, const char *pattern, const char *want)
{
	ht_defines d;
	ht_buf out = {0};

	ht_defines_read(ht_str_from(text), &d);
	ht_defines_add(&d, ht_str_from(pattern), &out);
	assert_true(ht_str_is(ht_buf_str(&out), want));
	ht_buf_drop(&out);
}

static void
what_is_called(void **state)
{
	(void)state;
	expect(ALL, "^plain$", "");
	expect(ALL, "x(?&ONE)", IN(ONE));
	expect(ALL, "x(?&THREE)?", IN(ONE TWO THREE));
	expect(ALL, "(?&FOUR)(?&ONE)", IN(ONE FOUR));
	expect(ALL, "(?&NONE)", IN(""));
}

static void
all_where_it_cannot_be_told(void **state)
{
	(void)state;
	expect(ALL, "(?P>ONE)", IN(ALL));
	expect(ALL, "\\g<ONE>", IN(ALL));
	expect(ALL "g", "(?&ONE)", IN(ALL "g"));
	expect("(?<ONE>a", "(?&ONE)", IN("(?<ONE>a"));
	expect("(?<ONE>\\g<TWO>)" FOUR, "(?&FOUR)",
		IN("(?<ONE>\\g<TWO>)" FOUR));
	expect("", "(?&ONE)", IN(""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_called),
		cmocka_unit_test(all_where_it_cannot_be_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
