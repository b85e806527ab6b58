/* SPDX-License-Identifier: Apache-2.0
 *
 * Where readers part what the text has together: distances, texts, and the
 * step from one operation to the next.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include "out/pdf/pdfjoin.h"

#define SIZE (16 * HT_EMU_PT)
#define WIDTH 500 /* of every glyph, 1/1000 em */

/* Two glyphs of a text, in an operation each. */
typedef struct {
	ht_show show[2];
	ht_op op[2];
} pair;

/* text: two characters, of n bytes the first; gap: between them, 1/1000 em. */
static void
make(pair *p, const char *text, uint32_t n, int gap)
{
	ht_str s = ht_str_from(text);
	ht_len x = ht_muldiv(SIZE, WIDTH + gap, 1000);

	p->show[0] = (ht_show){.end = n};
	p->show[1] = (ht_show){.x = x, .beg = n, .end = (uint32_t)s.n};
	for (int i = 0; i < 2; i++)
		p->op[i] = (ht_op){.kind = HT_OP_GLYPHS,
			.size = SIZE,
			.xscale = 1000,
			.text = s,
			.glyph = &p->show[i],
			.nglyph = 1};
}

static bool
parted(const pair *p)
{
	ht_op one = p->op[0];
	bool over = ht_pdfjoin_parted(&p->op[0], 0, p->op + 2, WIDTH);

	/* It is the same whether an operation ends between them. */
	one.nglyph = 2;
	if (p->op[0].size == p->op[1].size)
		assert_int_equal(
			ht_pdfjoin_parted(&one, 0, &one + 1, WIDTH), over);
	return over;
}

static void
distances(void **state)
{
	static const struct {
		int gap;
		bool parted;
	} cases[] = {{0, false}, {90, false}, {101, true}, {250, true},
		{-190, false}, {-201, true}, {-513, true}};
	pair p;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		make(&p, "l1", 1, cases[i].gap);
		assert_int_equal(parted(&p), cases[i].parted);
	}
}

static void
texts(void **state)
{
	pair p;

	(void)state;
	make(&p, "于2", 3, 250);
	assert_true(parted(&p));
	make(&p, "2 ", 1, 250);
	assert_false(parted(&p));
	make(&p, "　2", 3, 250);
	assert_false(parted(&p));
	/* Several characters of one glyph. */
	make(&p, "fi2", 2, 250);
	assert_false(parted(&p));
	make(&p, "2fi", 1, 250);
	assert_false(parted(&p));
	/* A glyph that has no text of its own. */
	make(&p, "2", 1, 250);
	assert_false(parted(&p));
	/* Text between them that nothing shows. */
	make(&p, "1, 2", 1, 250);
	p.show[1].beg = 3;
	assert_false(parted(&p));
}

static void
places(void **state)
{
	pair p;

	(void)state;
	make(&p, "12", 1, 250);
	p.show[1].y = 1;
	assert_false(parted(&p));
	make(&p, "12", 1, 250);
	p.op[1].size = SIZE / 2;
	assert_false(parted(&p));
	make(&p, "12", 1, 250);
	assert_false(ht_pdfjoin_parted(&p.op[0], 0, p.op + 1, WIDTH));
	assert_false(ht_pdfjoin_parted(&p.op[1], 0, p.op + 2, WIDTH));
	/* What is condensed ends earlier. */
	make(&p, "12", 1, 0);
	p.op[0].xscale = 500;
	assert_true(ht_pdfjoin_parted(&p.op[0], 0, p.op + 2, WIDTH));
}

static void
words(void **state)
{
	pair p;

	(void)state;
	make(&p, "17", 1, 0);
	assert_true(ht_pdfjoin_word(p.op, 0, p.op + 2));
	assert_false(ht_pdfjoin_word(p.op, 0, p.op + 1));
	make(&p, "7年", 1, 0);
	assert_false(ht_pdfjoin_word(p.op, 0, p.op + 2));
	make(&p, "于7", 3, 0);
	assert_false(ht_pdfjoin_word(p.op, 0, p.op + 2));
	make(&p, "7 ", 1, 0);
	assert_false(ht_pdfjoin_word(p.op, 0, p.op + 2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(distances),
		cmocka_unit_test(texts),
		cmocka_unit_test(places),
		cmocka_unit_test(words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
