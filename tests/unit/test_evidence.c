/* SPDX-License-Identifier: Apache-2.0
 *
 * Layouts held against evidence: small documents of fixed metrics, whose
 * display lists are made by hand, whole and with planted faults.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include "check/like.h"
#include "check/reason.h"
#include "fixed.h"

#define EM_TOP 880

/* 19 characters and a mark: a line of 28 cells ends in the middle of it. */
#define SENTENCE "各级机关应当按照规定认真做好文件起草工作，"
#define END "并及时报送有关情况。"

typedef struct {
	ht_ctx ctx;
	ht_layout layout;
	ht_raws raws;
	ht_doc doc;
	ht_source source;
	ht_display_page *page;
	size_t npage, cappage;
	int row;
	bool strange; /* show another text */
} world;

static int
setup(void **state)
{
	world *w = calloc(1, sizeof *w);

	ht_ctx_init(&w->ctx);
	w->layout = fixed_layout();
	w->layout.page.rows = 5;
	w->layout.page.area_width = 28 * 16 * HT_EMU_PT;
	*state = w;
	return 0;
}

static int
teardown(void **state)
{
	world *w = *state;

	ht_ctx_drop(&w->ctx);
	free(w);
	return 0;
}

/* Reads a source and takes every block of it as an element of that kind. */
static void
read_source(world *w, const char *text, ht_elem_kind kind)
{
	assert_int_equal(ht_source_decode(&w->ctx, "test", ht_str_from(text),
				 &w->source),
		HT_OK);
	assert_int_equal(ht_raw_read(&w->ctx, &w->source, &w->raws), HT_OK);
	w->doc.nelem = w->raws.nraw;
	w->doc.elem = HT_ARRAY(w->ctx.arena, ht_elem, w->doc.nelem);
	for (size_t i = 0; i < w->doc.nelem; i++)
		w->doc.elem[i] = (ht_elem){.kind = kind,
			.span = w->raws.raw[i].span,
			.text = w->raws.raw[i].text};
}

static ht_op *
add_op(world *w, ht_display_page *p)
{
	ht_op *op = HT_ARRAY(w->ctx.arena, ht_op, p->nop + 1);

	if (p->nop)
		memcpy(op, p->op, p->nop * sizeof *op);
	p->op = op;
	return &op[p->nop++];
}

/* A line of an element's text on the next row. */
static void
show(world *w, uint32_t elem, uint32_t beg, uint32_t end)
{
	const ht_layout *l = &w->layout;
	ht_display_page *p;
	ht_show *g = HT_NEW(w->ctx.arena, ht_show);

	if (w->npage == 0 || w->row == l->page.rows) {
		HT_ROOM(w->ctx.arena, w->page, w->npage, w->cappage);
		w->page[w->npage++] = (ht_display_page){.number = 1};
		w->row = w->npage == 1 ? w->row : 0;
	}
	p = &w->page[w->npage - 1];
	*g = (ht_show){.end = w->strange ? 3 : end - beg,
		.y = ht_layout_row(l, w->row++) +
		     ht_muldiv(l->text.size, EM_TOP, 1000)};
	*add_op(w, p) =
		(ht_op){.kind = HT_OP_TAG, .tag = "body", .id = elem + 1};
	*add_op(w, p) = (ht_op){.kind = HT_OP_GLYPHS,
		.size = l->text.size,
		.text = w->strange ? HT_STR("XYZ")
				   : ht_str_sub(w->doc.elem[elem].text.str, beg,
					     end),
		.glyph = g,
		.nglyph = 1};
	*add_op(w, p) = (ht_op){.kind = HT_OP_END, .tag = "body"};
}

/* Breaks an element and shows its lines; of line `moved` the last character
 * is moved to the next one. */
static void
lay(world *w, uint32_t elem, size_t moved)
{
	const ht_layout *l = &w->layout;
	ht_str text = w->doc.elem[elem].text.str;
	ht_fill f =
		fixed_fill(w->ctx.arena, l, ht_str_cstr(w->ctx.arena, text));
	ht_line *line;
	size_t n, beg = 0;

	ht_fill_greedy(w->ctx.arena, &f, l->page.area_width, 2 * l->text.size,
		0, &line, &n);
	for (size_t i = 0; i < n; i++) {
		size_t end = line[i].end - (i == moved);

		show(w, elem, f.item[beg].beg, f.item[end - 1].end);
		beg = end;
	}
}

static ht_verdict
compare(world *w, ht_known *known)
{
	ht_display d = {.page = w->page, .npage = w->npage};
	ht_shown shown;
	ht_verdict v;

	ht_known_read(w->ctx.arena, &w->doc, &w->raws, known);
	ht_shown_read(w->ctx.arena, &w->doc, &d, &shown);
	ht_evidence_compare(
		w->ctx.arena, &w->layout, &w->doc, known, &shown, &v);
	return v;
}

static char *
repeated(world *w, int n)
{
	char *text = ht_arena_alloc(
		w->ctx.arena, (size_t)n * strlen(SENTENCE) + sizeof END);

	for (int i = 0; i < n; i++)
		strcat(text, SENTENCE);
	return strcat(text, END);
}

/* Two paragraphs of the text, hard-wrapped where the model breaks them. */
static void
read_wrapped(world *w)
{
	ht_buf out = {0};

	for (int k = 0; k < 2; k++) {
		char *text = repeated(w, 5 + k);
		ht_fill f = fixed_fill(w->ctx.arena, &w->layout, text);
		ht_line *line;
		size_t n;

		ht_fill_greedy(w->ctx.arena, &f, w->layout.page.area_width,
			2 * w->layout.text.size, 0, &line, &n);
		for (size_t i = 0; i < n; i++) {
			uint32_t beg = f.item[line[i].beg].beg;

			ht_buf_addstr(
				&out, ht_str_sub(ht_str_from(text), beg,
					      f.item[line[i].end - 1].end));
			ht_buf_addc(&out, '\n');
		}
	}
	read_source(w, ht_str_cstr(w->ctx.arena, ht_buf_str(&out)), HT_BODY);
	ht_buf_drop(&out);
	assert_true(w->raws.lines);
	assert_int_equal(w->doc.nelem, 2);
}

/* The layout that a text was wrapped by brings all its lines. */
static void
test_alike(void **state)
{
	world *w = *state;
	ht_known known;
	ht_verdict v;

	read_wrapped(w);
	lay(w, 0, SIZE_MAX);
	lay(w, 1, SIZE_MAX);
	v = compare(w, &known);
	assert_int_equal(v.tally[HT_ALIKE_LINE].total, 5 + 5);
	assert_int_equal(v.tally[HT_ALIKE_LINE].alike, 5 + 5);
	assert_true(ht_verdict_alike(&v));
	assert_int_equal(ht_verdict_differing(&v), 0);
	assert_int_equal(v.npage, 2);
}

/* One character moved to the next line: these two lines, no others. */
static void
test_moved(void **state)
{
	world *w = *state;
	ht_known known;
	ht_verdict v;

	read_wrapped(w);
	lay(w, 0, SIZE_MAX);
	lay(w, 1, 2);
	v = compare(w, &known);
	assert_int_equal(v.ndifference, 2);
	assert_int_equal(v.tally[HT_ALIKE_LINE].alike, 8);
	for (size_t i = 0; i < 2; i++) {
		const ht_difference *d = &v.difference[i];

		assert_int_equal(d->kind, HT_ALIKE_LINE);
		assert_int_equal(d->elem, 1);
		assert_int_equal(d->known, 5 + 2 + i);
		assert_non_null(d->ours);
		assert_int_equal(d->page, 0);
	}
	assert_int_equal(v.difference[0].beg, v.difference[0].ours->beg);
	assert_int_not_equal(v.difference[0].end, v.difference[0].ours->end);
	assert_int_equal(ht_verdict_differing(&v), 200);
}

/* A line that is not on any page. */
static void
test_missing(void **state)
{
	world *w = *state;
	ht_known known;
	ht_verdict v;

	read_wrapped(w);
	lay(w, 0, SIZE_MAX);
	v = compare(w, &known);
	assert_int_equal(v.ndifference, 5);
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(v.difference[i].cause, HT_CAUSE_MISSING);
		assert_null(v.difference[i].ours);
	}
}

/* Lines of the one paragraph of an unwrapped source before which pages turned:
 * those of index at[0...n). */
static void
turn_before(world *w, const size_t *at, size_t n)
{
	ht_fill f;
	ht_line *line;
	size_t nline;

	read_source(w, repeated(w, 18), HT_BODY);
	assert_false(w->raws.lines);
	assert_int_equal(w->doc.nelem, 1);
	f = fixed_fill(w->ctx.arena, &w->layout,
		ht_str_cstr(w->ctx.arena, w->doc.elem[0].text.str));
	ht_fill_greedy(w->ctx.arena, &f, w->layout.page.area_width,
		2 * w->layout.text.size, 0, &line, &nline);
	w->raws.evidence = HT_ARRAY(w->ctx.arena, ht_evidence, n);
	w->raws.nevidence = n;
	for (size_t i = 0; i < n; i++)
		w->raws.evidence[i] =
			(ht_evidence){.at = ht_text_source(&w->doc.elem[0].text,
					      f.item[line[at[i]].beg].beg),
				.kind = HT_BREAK_PAGE,
				.sure = 70};
}

static void
test_turns_alike(void **state)
{
	world *w = *state;
	const size_t at[] = {5, 10};
	ht_known known;
	ht_verdict v;

	turn_before(w, at, 2);
	lay(w, 0, SIZE_MAX);
	v = compare(w, &known);
	assert_int_equal(known.nline, 0);
	assert_int_equal(known.nturn, 2);
	assert_int_equal(v.tally[HT_ALIKE_TURN].alike, 2);
	assert_int_equal(v.strange, v.npage - 3);
	assert_true(ht_verdict_alike(&v));
}

/* The text begins a row lower than the original's: page 1 lacks a row, and
 * the second turn follows from the first. */
static void
test_turns_low(void **state)
{
	world *w = *state;
	const size_t at[] = {5, 10};
	ht_known known;
	ht_verdict v;

	turn_before(w, at, 2);
	w->row = 1;
	lay(w, 0, SIZE_MAX);
	v = compare(w, &known);
	assert_int_equal(v.ndifference, 2);
	assert_int_equal(v.difference[0].cause, HT_CAUSE_ROWS);
	assert_int_equal(v.difference[0].page, 1);
	assert_int_equal(v.difference[0].rows, 1);
	assert_int_equal(v.difference[1].cause, HT_CAUSE_FOLLOWS);
}

/* The other way round: the original's page 1 held a row less; a page later
 * one more, which brings the third turn back. */
static void
test_turns_high(void **state)
{
	world *w = *state;
	const size_t at[] = {4, 10};
	ht_known known;
	ht_verdict v;

	turn_before(w, at, 2);
	lay(w, 0, SIZE_MAX);
	v = compare(w, &known);
	assert_int_equal(v.ndifference, 1);
	assert_int_equal(v.tally[HT_ALIKE_TURN].alike, 1);
	assert_int_equal(v.difference[0].known, 0);
	assert_int_equal(v.difference[0].cause, HT_CAUSE_ROWS);
	assert_int_equal(v.difference[0].page, 1);
	assert_int_equal(v.difference[0].rows, -1);
	/* Ours are before lines 5, 10 and 15: two that the source lacks. */
	assert_int_equal(v.strange, v.npage - 2);
}

/* A turn in the middle of a line of ours. */
static void
test_turn_inside(void **state)
{
	world *w = *state;
	const size_t at[] = {5};
	ht_known known;
	ht_verdict v;

	turn_before(w, at, 1);
	w->raws.evidence[0].at += 3;
	lay(w, 0, SIZE_MAX);
	v = compare(w, &known);
	assert_int_equal(v.ndifference, 1);
	assert_int_equal(v.difference[0].cause, HT_CAUSE_LINE);
}

static void
test_title(void **state)
{
	world *w = *state;
	static const uint32_t piece[] = {30};
	ht_known known;
	ht_verdict v;

	read_source(w, "关于进一步做好公文 起草工作的通知\n", HT_TITLE);
	w->doc.elem[0].piece = piece;
	w->doc.elem[0].npiece = 1;
	show(w, 0, 0, 27);
	show(w, 0, 28, (uint32_t)w->doc.elem[0].text.str.n);
	v = compare(w, &known);
	assert_int_equal(v.tally[HT_ALIKE_TITLE].total, 2);
	/* the second piece begins two characters further on */
	assert_int_equal(v.tally[HT_ALIKE_TITLE].alike, 0);
	assert_int_equal(v.difference[0].cause, HT_CAUSE_TITLE);
}

static void
test_nothing(void **state)
{
	world *w = *state;
	ht_known known;
	ht_verdict v;

	read_source(w, "短文。\n", HT_BODY);
	lay(w, 0, SIZE_MAX);
	v = compare(w, &known);
	assert_int_equal(known.nline + known.nturn, 0);
	assert_true(ht_verdict_alike(&v));
	w->doc.nelem = 0;
	w->npage = 0;
	v = compare(w, &known);
	assert_true(ht_verdict_alike(&v));
	assert_int_equal(v.npage, 0);
}

/* Text that is not the element's own is no line of it. */
static void
test_strange_text(void **state)
{
	world *w = *state;
	ht_known known;
	ht_verdict v;

	read_wrapped(w);
	w->strange = true;
	lay(w, 0, SIZE_MAX);
	w->strange = false;
	lay(w, 1, SIZE_MAX);
	v = compare(w, &known);
	assert_int_equal(v.tally[HT_ALIKE_LINE].alike, 5);
}

static void
test_settings(void **state)
{
	ht_layout a = fixed_layout(), b;
	unsigned all = 0;

	(void)state;
	for (size_t i = 0; ht_setting(i); i++) {
		b = a;
		ht_setting_flip(&b, ht_setting(i));
		assert_int_equal(ht_setting_compare(&a, &b), ht_setting(i));
		ht_setting_flip(&b, ht_setting(i));
		assert_int_equal(ht_setting_compare(&a, &b), 0);
		assert_int_equal(all & ht_setting(i), 0);
		all |= ht_setting(i);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {TEST(test_alike), TEST(test_moved),
		TEST(test_missing), TEST(test_turns_alike),
		TEST(test_turns_low), TEST(test_turns_high),
		TEST(test_turn_inside), TEST(test_title), TEST(test_nothing),
		TEST(test_strange_text), TEST(test_settings)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
