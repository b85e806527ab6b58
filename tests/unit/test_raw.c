/* SPDX-License-Identifier: Apache-2.0
 *
 * Raw blocks: reflowing, Markdown, front matter; and that nothing is lost of
 * any text.
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

#include "text/lines.h"
#include "text/raw.h"

static ht_ctx ctx;
static ht_source source;
static ht_raws raws;

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

static void
read_bytes(const char *text, size_t n)
{
	uint32_t at;

	assert_int_equal(
		ht_source_decode(&ctx, "test", (ht_str){text, n}, &source),
		HT_OK);
	assert_int_equal(ht_raw_read(&ctx, &source, &raws), HT_OK);
	if (!ht_raws_check(&source, &raws, &at))
		fail_msg("byte %u is lost or doubled in |%.*s|", at, (int)n,
			text);
}

static void
read_text(const char *text)
{
	read_bytes(text, strlen(text));
}

static void
check_raw(size_t i, ht_raw_kind kind, const char *text)
{
	assert_true(i < raws.nraw);
	assert_int_equal(raws.raw[i].kind, kind);
	assert_string_equal(ht_str_cstr(ctx.arena, raws.raw[i].text.str), text);
}

static size_t
count_breaks(ht_break_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < raws.nevidence; i++)
		n += raws.evidence[i].kind == kind;
	return n;
}

#define TWENTY_EIGHT "新型冠状病毒感染的肺炎疫情发生以来习近平总书记高度重视作"
#define TWENTY_SIX "新型冠状病毒感染的肺炎疫情发生以来习近平总书记高度重"

/* Hard lines, a blank line after each; one page turn inside a paragraph, one
 * behind a heading that fills its line. */
static void
wrapped(void **state)
{
	(void)state;
	read_text(TWENTY_SIX
		"\n\n" TWENTY_EIGHT "\n\n" TWENTY_EIGHT "\n\n" TWENTY_EIGHT
		"\n " TWENTY_EIGHT "\n\n" TWENTY_EIGHT "\n\n结束。\n\n"
		"一、提高政治站位，切实增强做好各防控工作的使命和责任\n"
		" " TWENTY_SIX "\n\n" TWENTY_EIGHT "\n\n" TWENTY_EIGHT
		"\n\n" TWENTY_EIGHT "\n\n末。\n");
	assert_int_equal(raws.nraw, 3);
	check_raw(0, HT_RAW_PARA,
		TWENTY_SIX TWENTY_EIGHT TWENTY_EIGHT TWENTY_EIGHT TWENTY_EIGHT
			TWENTY_EIGHT "结束。");
	check_raw(1, HT_RAW_PARA,
		"一、提高政治站位，切实增强做好各防控工作的使命和责任");
	check_raw(2, HT_RAW_PARA,
		TWENTY_SIX TWENTY_EIGHT TWENTY_EIGHT TWENTY_EIGHT "末。");
	assert_int_equal(count_breaks(HT_BREAK_LINE), 10);
	assert_int_equal(count_breaks(HT_BREAK_PAGE), 2);
	for (size_t i = 1; i < raws.nevidence; i++)
		assert_true(raws.evidence[i - 1].at <= raws.evidence[i].at);
}

static void
latin_joins_with_a_blank(void **state)
{
	(void)state;
	read_text(TWENTY_EIGHT
		"\n" TWENTY_EIGHT "\n" TWENTY_EIGHT "\n"
		"新型冠状病毒感染的肺炎疫情发生以来习近平总书记的 word\n"
		"list of GB"
		"新型冠状病毒感染的肺炎疫情发生以来习近平总\n"
		"末。\n");
	assert_int_equal(raws.nraw, 1);
	assert_true(ht_str_find(raws.raw[0].text.str, "word list of GB", 0) !=
		    SIZE_MAX);
	assert_true(ht_str_find(raws.raw[0].text.str, "作新", 0) != SIZE_MAX);
}

#define LONG                                                                                                     \
	"为保护投资者的合法权益，增强行业的风险防范能力，促进管理人及托管人规" \
	"范运作，制定"

/* A running head comes again and again and cuts sentences: its first one
 * stays, the others go, what they cut is one paragraph.  A line that only
 * comes again stays where it is. */
static void
running_head(void **state)
{
	(void)state;
	read_text("某某规章\n\n某某办法\n\n第一条 " LONG
		  "\n\n某某规章\n\n本办法。\n\n"
		  "第二条 " LONG "\n\n某某规章\n\n本办法以及与之有关的各项配套"
		  "的制度和规则并予以公布实施。\n\n"
		  "某某规章\n\n第三条 完。\n\n第四条 完。\n");
	assert_int_equal(raws.nraw, 6);
	check_raw(0, HT_RAW_PARA, "某某规章");
	check_raw(3, HT_RAW_PARA,
		"第二条 " LONG
		"本办法以及与之有关的各项配套的制度和规则并予以公布实施。");
	read_text("某某规章\n\n一、完。\n\n某某规章\n\n二、完。\n\n某某规章\n\n"
		  "三、完。\n");
	assert_int_equal(raws.nraw, 6);
}

/* A paragraph a line: only a sentence cut by a page turn is joined. */
static void
cut(void **state)
{
	(void)state;
	read_text(
		"关于做好工作的通知\n\n各学校：\n\n要切实加强领导，统筹推进各项"
		"工作"
		"，落实责任，践行初心使\n\n命，坚决完成任务。\n\n一、提高认识"
		"，统一思想，坚定完成各项任务的信心和决心\n\n要认真学习，深刻领"
		"会"
		"，贯彻落实各项要求和部署。\n\n某某市教育局\n\n2020年1月1日\n");
	assert_int_equal(raws.nraw, 7);
	check_raw(2, HT_RAW_PARA,
		"要切实加强领导，统筹推进各项工作，落实责任，践行初心使命，坚决"
		"完"
		"成任务。");
	assert_int_equal(count_breaks(HT_BREAK_PAGE), 1);
	assert_int_equal(count_breaks(HT_BREAK_LINE), 0);
}

static void
folios(void **state)
{
	(void)state;
	read_text("要切实加强领导，统筹推进各项工作，落实责任，践行初心使\n\n— "
		  "3 —"
		  "\n\n命，坚决完成任务。\n");
	assert_int_equal(raws.nraw, 1);
	assert_int_equal(ctx.ndiag, 1);
	assert_int_equal(ctx.diag[0].id, HT_MSG_TEXT_PAGE_NUMBER);
}

static void
check_inline(const char *text, const char *plain, size_t emph)
{
	size_t n = 0;

	read_text(text);
	assert_int_equal(raws.nraw, 1);
	check_raw(0, HT_RAW_PARA, plain);
	for (size_t i = 0; i < raws.raw[0].text.nseg; i++)
		n += raws.raw[0].text.seg[i].marked != 0;
	assert_int_equal(n, emph);
}

static void
marks(void **state)
{
	(void)state;
	check_inline("重点考察**是否**把", "重点考察是否把", 1);
	check_inline("做到**“五个带头”**：", "做到“五个带头”：", 1);
	check_inline("甲**乙**丙__丁__戊*己*", "甲乙丙丁戊己", 3);
	check_inline("注*：本表*不含", "注*：本表*不含", 0);
	check_inline("3*4*5 与 a_b_c", "3*4*5 与 a_b_c", 0);
	check_inline("** 文 **", "** 文 **", 0);
	check_inline("甲**乙", "甲**乙", 0);
	check_inline("姓名____年龄____", "姓名____年龄____", 0);
	check_inline("甲\\*乙\\*", "甲*乙*", 0);
	check_inline("见[附件[一]](http://a.cn/b)。", "见附件[一]。", 0);
	check_inline("财教[2011](538)号", "财教[2011](538)号", 0);
	check_inline("印章![公章](a.png)", "印章", 0);
}

/* The piece of a block that begins at byte at: what it is marked as. */
static void
check_marked(size_t block, size_t at, int marked, int note)
{
	const ht_text *t = &raws.raw[block].text;

	for (size_t i = 0; i < t->nseg; i++) {
		if (t->seg[i].at != at)
			continue;
		assert_int_equal(t->seg[i].marked, marked);
		assert_int_equal(t->seg[i].note, note);
		return;
	}
	fail_msg("no piece begins at %zu", at);
}

static void
tags(void **state)
{
	(void)state;
	check_inline("甲<u>乙</u>丙<em>丁</em>", "甲乙丙丁", 2);
	check_marked(0, 3, HT_MARKED_UNDER, 0);
	check_marked(0, 9, HT_MARKED_EMPH, 0);
	check_inline("甲<u>乙**丙</u>丁**", "甲乙丙丁", 3);
	check_marked(0, 6, HT_MARKED_UNDER | HT_MARKED_STRONG, 0);
	check_inline("每m<sup>2</sup>的", "每m2的", 1);
	check_marked(0, 4, HT_MARKED_RAISED, 0);
	/* without its other half, escaped, or no tag of ours: text */
	check_inline("甲<u>乙", "甲<u>乙", 0);
	check_inline("甲</u>乙", "甲</u>乙", 0);
	check_inline("甲<em>乙</i>", "甲<em>乙</i>", 0);
	check_inline("甲\\<u>乙</u>", "甲<u>乙</u>", 0);
	check_inline("甲<u></u>乙", "甲<u></u>乙", 0);
	check_inline("a<b时", "a<b时", 0);
	check_inline("<div>甲</div>", "<div>甲</div>", 0);
}

static void
notes(void **state)
{
	(void)state;
	read_text("甲局[^1]乙[^1][^②]。\n\n[^1]: 丙**丁**。\n[^②]:戊。\n");
	assert_int_equal(raws.nraw, 3);
	assert_int_equal(raws.nnote, 3);
	check_raw(0, HT_RAW_PARA, "甲局1乙1②。");
	check_marked(0, 6, HT_MARKED_RAISED, 1);
	check_marked(0, 10, HT_MARKED_RAISED, 2);
	check_marked(0, 11, HT_MARKED_RAISED, 3);
	check_raw(1, HT_RAW_NOTE, "1 丙丁。");
	assert_true(ht_str_is(raws.raw[1].key, "1"));
	check_marked(1, 0, HT_MARKED_RAISED, 0);
	check_marked(1, 5, HT_MARKED_STRONG, 0);
	check_raw(2, HT_RAW_NOTE, "②戊。");
	assert_int_equal(ctx.ndiag, 0);
	/* a mark without its footnote is text, and told */
	read_text("甲局[^1]乙[^2]。\n\n[^2]: 丙。\n");
	check_raw(0, HT_RAW_PARA, "甲局[^1]乙2。");
	assert_int_equal(ctx.ndiag, 1);
	assert_int_equal(ctx.diag[0].id, HT_MSG_TEXT_NOTE_MARK);
	assert_int_equal(ctx.diag[0].span.beg, 6);
	assert_int_equal(ctx.diag[0].span.end, 10);
}

/* A sentence's end is seen through the marks behind it: these lines are two
 * paragraphs, not one cut by a page turn. */
static void
stops(void **state)
{
	(void)state;
	assert_int_equal(ht_line_stop(HT_STR("甲乙。[^1]")), HT_STOP_FULL);
	assert_int_equal(ht_line_stop(HT_STR("甲乙。</u>")), HT_STOP_FULL);
	assert_int_equal(
		ht_line_stop(HT_STR("甲乙，<sup>①</sup>")), HT_STOP_COMMA);
	assert_int_equal(ht_line_stop(HT_STR("甲乙[1]")), HT_STOP_OPEN);
	assert_int_equal(
		ht_line_start(HT_STR("<u>一、甲</u>")), HT_START_HAN_COMMA);
	assert_int_equal(ht_line_start(HT_STR("[^1]: 甲")), HT_START_LABEL);
	assert_int_equal(ht_line_start(HT_STR("[^1]甲")), HT_START_NONE);
}

static void
blocks(void **state)
{
	(void)state;
	read_text(
		"# 某某局 #\n\n某教〔2020〕2号\n\n---\n\n## 通知\n\n正文。\n\n"
		"* * *\n\n[原文](http://a.cn/)\n\n#5楼\n");
	assert_int_equal(raws.nraw, 8);
	check_raw(0, HT_RAW_HEADING, "某某局");
	assert_int_equal(raws.raw[0].level, 1);
	check_raw(1, HT_RAW_PARA, "某教〔2020〕2号");
	check_raw(2, HT_RAW_RULE, "");
	check_raw(3, HT_RAW_HEADING, "通知");
	check_raw(5, HT_RAW_RULE, "");
	check_raw(6, HT_RAW_LINK, "原文");
	check_raw(7, HT_RAW_PARA, "#5楼");
}

static void
front(void **state)
{
	(void)state;
	read_text("---\ntitle: \"某某通知\"\ntags:\n- 甲\n- 乙\n---\n正文。\n");
	assert_int_equal(raws.nraw, 4);
	check_raw(0, HT_RAW_FRONT, "某某通知");
	assert_true(ht_str_is(raws.raw[0].key, "title"));
	check_raw(2, HT_RAW_FRONT, "乙");
	assert_true(ht_str_is(raws.raw[2].key, "tags"));
	check_raw(3, HT_RAW_PARA, "正文。");
	assert_int_equal(ctx.ndiag, 0);
}

static void
malformed_front(void **state)
{
	(void)state;
	read_text("---\ntitle: \"某某\nx: [\n---\n正文。\n");
	assert_int_equal(ctx.ndiag, 1);
	assert_int_equal(ctx.diag[0].id, HT_MSG_FRONT_MALFORMED);
	check_raw(1, HT_RAW_PARA, "title: \"某某");
}

static void
subtexts(void **state)
{
	ht_text t;

	(void)state;
	read_text("甲**乙**丙");
	t = ht_text_sub(ctx.arena, &raws.raw[0].text, 3, 9);
	assert_true(ht_str_is(t.str, "乙丙"));
	assert_int_equal(ht_text_source(&t, 0), 5);
	assert_int_equal(ht_text_source(&t, 3), 10);
	assert_int_equal(ht_text_span(&t).end, 13);
}

/* Any text: every byte that is no blank is in one block or a mark. */
static void
nothing_is_lost(void **state)
{
	static const char *const bit[] = {"通知", "一、", "（一）", "1.", "**",
		"*", "__", "\n", "\n\n", " ", "\xE3\x80\x80", "#", "## ",
		"---\n", "[", "](", ")", "a.b", "!", "\\", "word", "。", "，",
		"“", "”", "- ", "\r\n", "\f", "— 3 —", "1", "key: value\n",
		TWENTY_EIGHT, TWENTY_SIX "\n", "2020年1月1日", "|", "`", "'",
		"\"", ": ", "&a ", "*a", "\t", "[^1]", "\n[^1]:", "<u>", "</u>",
		"<sup>", "</sup>", "[^"};
	uint64_t seed = 88172645463325252u;
	char text[4096];

	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t n = 0, count;

		seed ^= seed << 13;
		seed ^= seed >> 7;
		seed ^= seed << 17;
		count = seed % 40 + 1;
		if (round % 3 == 0)
			n = (size_t)sprintf(text, "---\n");
		n += (size_t)sprintf(text + n, "甲");
		for (size_t i = 0; i < count; i++) {
			seed ^= seed << 13;
			seed ^= seed >> 7;
			seed ^= seed << 17;
			n += (size_t)sprintf(text + n, "%s",
				bit[seed % (sizeof bit / sizeof *bit)]);
		}
		read_bytes(text, n);
		if (round % 500 == 0) {
			ht_ctx_drop(&ctx);
			ht_ctx_init(&ctx);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(wrapped, setup, teardown),
		cmocka_unit_test_setup_teardown(
			latin_joins_with_a_blank, setup, teardown),
		cmocka_unit_test_setup_teardown(cut, setup, teardown),
		cmocka_unit_test_setup_teardown(running_head, setup, teardown),
		cmocka_unit_test_setup_teardown(folios, setup, teardown),
		cmocka_unit_test_setup_teardown(marks, setup, teardown),
		cmocka_unit_test_setup_teardown(tags, setup, teardown),
		cmocka_unit_test_setup_teardown(notes, setup, teardown),
		cmocka_unit_test_setup_teardown(stops, setup, teardown),
		cmocka_unit_test_setup_teardown(blocks, setup, teardown),
		cmocka_unit_test_setup_teardown(front, setup, teardown),
		cmocka_unit_test_setup_teardown(
			malformed_front, setup, teardown),
		cmocka_unit_test_setup_teardown(subtexts, setup, teardown),
		cmocka_unit_test_setup_teardown(
			nothing_is_lost, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
