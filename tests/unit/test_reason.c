/* SPDX-License-Identifier: Apache-2.0
 *
 * Reasons: a text that was broken with one setting changed differs by that
 * setting, and the checker finds it; the fit finds it too.
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
#include "loaded.h"

typedef struct {
	ht_ctx ctx;
	ht_layout layout;
	ht_fontset *fonts;
} shared;

static int
setup(void **state)
{
	shared *s = calloc(1, sizeof *s);

	*state = s;
	return loaded_open(&s->ctx, &s->layout, &s->fonts);
}

static int
teardown(void **state)
{
	shared *s = *state;

	loaded_close(&s->ctx, s->fonts);
	free(s);
	return 0;
}

/* Texts that each setting breaks otherwise than the default does, and one
 * more paragraph that none of them does. */
static const struct {
	unsigned setting;
	const char *text;
} cases[] = {
	{HT_FIT_HANG,
		"疫情防控是没有硝烟的战场也是检验党员干部初心使命的考"
		"场广大党员干部特别是各级领导干部要既当好模范又当好队员，充分"
		"发挥示范带动作用始终站在疫情防控的最前线坚决守住阵地。"},
	{HT_FIT_QUOTES,
		"各级党组织要增强“四个意识”坚定“四个自信”做到“两"
		"个维护”切实把思想和行动统一到重要指示批示和中央决策部署上"
		"来以实际行动践行初心担当使命确保各项任务落到实处见到成效。"},
	{HT_FIT_AUTOSPACE,
		"截至2025年底全市共有12家单位完成改造其中8家提前3个"
		"月竣工另有15个项目正在推进预计2026年6月前全部完成到时将"
		"新增床位3000张进一步满足群众需要并带动周边20个街道发展。"},
};
#define NCASES (sizeof cases / sizeof *cases)

typedef struct {
	ht_doc doc;
	ht_known known;
	ht_laid laid;
	ht_verdict verdict;
} held;

/* A document of one body paragraph; its lines known as a layout breaks it. */
static void
make_known(ht_ctx *ctx, const shared *s, const char *text, unsigned setting,
	held *h)
{
	ht_seg *seg = HT_NEW(ctx->arena, ht_seg);
	ht_layout other = s->layout;
	ht_laid laid = {0};

	h->doc.elem = HT_NEW(ctx->arena, ht_elem);
	h->doc.nelem = 1;
	*h->doc.elem = (ht_elem){
		.kind = HT_BODY, .id = 1, .text = {ht_str_from(text), seg, 1}};
	ht_setting_flip(&other, setting);
	assert_int_equal(
		ht_lay_out(ctx, &other, s->fonts, &h->doc, NULL, &laid), HT_OK);
	h->known.nline = laid.shown.nline;
	h->known.line = HT_ARRAY(ctx->arena, ht_known_line, h->known.nline);
	for (size_t i = 0; i < h->known.nline; i++)
		h->known.line[i] =
			(ht_known_line){.beg = laid.shown.line[i].beg,
				.end = laid.shown.line[i].end,
				.follows = i > 0};
}

static void
hold(ht_ctx *ctx, const shared *s, const ht_layout *l, held *h)
{
	assert_int_equal(
		ht_lay_out(ctx, l, s->fonts, &h->doc, NULL, &h->laid), HT_OK);
	ht_evidence_compare(
		ctx->arena, l, &h->doc, &h->known, &h->laid.shown, &h->verdict);
	assert_int_equal(ht_reasons_find(ctx, l, s->fonts, &h->laid.styled,
				 &h->doc, &h->known, &h->verdict),
		HT_OK);
}

static bool
names(const ht_difference *d, unsigned setting)
{
	for (int i = 0; i < d->nset; i++)
		if (d->set[i] == setting)
			return true;
	return false;
}

static void
test_reasons(void **state)
{
	const shared *s = *state;

	for (size_t i = 0; i < NCASES; i++) {
		held h = {0};
		bool found = false;
		ht_ctx ctx;

		ht_ctx_init(&ctx);
		make_known(&ctx, s, cases[i].text, cases[i].setting, &h);
		hold(&ctx, s, &s->layout, &h);
		assert_true(h.verdict.ndifference > 0);
		for (size_t k = 0; k < h.verdict.ndifference; k++) {
			const ht_difference *d = &h.verdict.difference[k];

			found = found || names(d, cases[i].setting);
			/* each line has a reason: its own, or it follows */
			assert_int_not_equal(d->cause, HT_CAUSE_UNKNOWN);
		}
		assert_true(found);
		ht_ctx_drop(&ctx);
	}
}

/* Under the layout that broke it nothing differs. */
static void
test_none(void **state)
{
	const shared *s = *state;

	for (size_t i = 0; i < NCASES; i++) {
		ht_layout other = s->layout;
		held h = {0};
		ht_ctx ctx;

		ht_ctx_init(&ctx);
		make_known(&ctx, s, cases[i].text, cases[i].setting, &h);
		ht_setting_flip(&other, cases[i].setting);
		hold(&ctx, s, &other, &h);
		assert_int_equal(h.verdict.ndifference, 0);
		ht_ctx_drop(&ctx);
	}
}

/* A break that no setting makes: said to be without a reason. */
static void
test_unknown(void **state)
{
	const shared *s = *state;
	held h = {0};
	ht_ctx ctx;

	ht_ctx_init(&ctx);
	make_known(&ctx, s, cases[0].text, HT_FIT_HANG, &h);
	h.known.line[0].end -= 30; /* ten characters earlier */
	h.known.line[1].beg -= 30;
	hold(&ctx, s, &s->layout, &h);
	assert_int_equal(h.verdict.difference[0].known, 0);
	assert_int_equal(h.verdict.difference[0].cause, HT_CAUSE_UNKNOWN);
	ht_ctx_drop(&ctx);
}

/* The fit brings all of them, and says by what. */
static void
test_like(void **state)
{
	const shared *s = *state;

	for (size_t i = 0; i < NCASES; i++) {
		held h = {0};
		ht_like like;
		ht_ctx ctx;

		ht_ctx_init(&ctx);
		make_known(&ctx, s, cases[i].text, cases[i].setting, &h);
		assert_int_equal(ht_like_fit(&ctx, &s->layout, s->fonts, &h.doc,
					 &h.known, true, &like),
			HT_OK);
		assert_int_equal(like.total, h.known.nline);
		assert_int_equal(like.alike, like.total);
		assert_true(like.changed || like.nquotes);
		ht_ctx_drop(&ctx);
	}
}

/* What is alike already is left as it is. */
static void
test_like_own(void **state)
{
	const shared *s = *state;
	held h = {0};
	ht_like like;
	ht_ctx ctx;

	ht_ctx_init(&ctx);
	make_known(&ctx, s, cases[0].text, 0, &h);
	assert_int_equal(ht_like_fit(&ctx, &s->layout, s->fonts, &h.doc,
				 &h.known, true, &like),
		HT_OK);
	assert_int_equal(like.alike, h.known.nline);
	assert_int_equal(like.changed, 0);
	assert_int_equal(like.nquotes, 0);
	assert_false(like.rows || like.head);
	ht_ctx_drop(&ctx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_reasons),
		cmocka_unit_test(test_none), cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_like), cmocka_unit_test(test_like_own)};

	return cmocka_run_group_tests(tests, setup, teardown);
}
