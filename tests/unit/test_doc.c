/* SPDX-License-Identifier: Apache-2.0
 *
 * Recognition: the five sources of the corpus, element by element, and forms
 * that they lack.  HT_CORPUS and HT_DATA name the folders when the tests are
 * not run from the project's.
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

#include "doc/check.h"
#include "text/raw.h"

typedef struct {
	ht_elem_kind kind;
	const char *text; /* that it begins with */
	int pieces;
} expected;

static ht_ctx ctx;
static ht_source source;
static ht_raws raws;
static ht_doc doc;
static ht_rules *rules;

static const char *
folder(const char *variable, const char *otherwise)
{
	const char *path = getenv(variable);

	return path ? path : otherwise;
}

static int
load_rules(void **state)
{
	ht_ctx_init(&ctx);
	(void)state;
	return ht_rules_load(&ctx,
		ht_fmt(ctx.arena, "%s/rules.yaml", folder("HT_DATA", "data")),
		&rules);
}

static int
drop_rules(void **state)
{
	(void)state;
	ht_rules_drop(rules);
	ht_ctx_drop(&ctx);
	return 0;
}

static void
recognise(bool no_infer)
{
	ht_doc_options opt = {.no_infer = no_infer};
	uint32_t at;

	assert_int_equal(ht_raw_read(&ctx, &source, &raws), HT_OK);
	assert_true(ht_raws_check(&source, &raws, &at));
	assert_int_equal(
		ht_doc_recognise(&ctx, rules, &source, &raws, &opt, &doc),
		HT_OK);
	if (!ht_doc_check(&ctx, &source, &raws, &doc, &at))
		fail_msg("byte %u is lost, doubled or not told", at);
}

static void
read_file(const char *name)
{
	ht_ctx_drop(&ctx);
	ht_ctx_init(&ctx);
	assert_int_equal(ht_source_read(&ctx,
				 ht_fmt(ctx.arena, "%s/%s",
					 folder("HT_CORPUS", "corpus"), name),
				 &source),
		HT_OK);
	recognise(false);
}

static void
read_text(const char *text)
{
	ht_ctx_drop(&ctx);
	ht_ctx_init(&ctx);
	assert_int_equal(
		ht_source_decode(&ctx, "test", ht_str_from(text), &source),
		HT_OK);
	recognise(false);
}

static void
check(const expected *want, size_t n)
{
	for (size_t i = 0; i < n && i < doc.nelem; i++) {
		const ht_elem *e = &doc.elem[i];

		if (e->kind != want[i].kind ||
			!ht_str_starts(e->text.str, want[i].text) ||
			(int)e->npiece != want[i].pieces)
			fail_msg("element %zu is %s (%zu pieces) |%s|, not %s "
				 "|%s|",
				i, ht_elem_name(e->kind), e->npiece,
				ht_str_cstr(ctx.arena, e->text.str),
				ht_elem_name(want[i].kind), want[i].text);
	}
	assert_int_equal(doc.nelem, n);
}

#define CHECK(want) check(want, sizeof want / sizeof *want)

static const ht_elem *
find(ht_elem_kind kind)
{
	for (size_t i = 0; i < doc.nelem; i++)
		if (doc.elem[i].kind == kind)
			return &doc.elem[i];
	fail_msg("no %s", ht_elem_name(kind));
	return NULL;
}

static size_t
count_diag(ht_msg id)
{
	size_t n = 0;

	for (size_t i = 0; i < ctx.ndiag; i++)
		n += ctx.diag[i].id == id;
	return n;
}

static size_t
count_breaks(ht_break_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < raws.nevidence; i++)
		n += raws.evidence[i].kind == kind;
	return n;
}

static bool
holds(const char *text)
{
	for (size_t i = 0; i < doc.nelem; i++)
		if (ht_str_find(doc.elem[i].text.str, text, 0) != SIZE_MAX)
			return true;
	return false;
}

static void
corpus_000(void **state)
{
	static const expected want[] = {
		{HT_ISSUER_MARK, "中共河南省委高校工委", 0},
		{HT_ISSUER_MARK, "中共河南省教育厅党组", 0},
		{HT_TITLE, "关于深入贯彻", 2},
		{HT_ADDRESSEE, "各高等学校党委：", 0},
		{HT_BODY, "新型冠状病毒感染", 0},
		{HT_HEAD1, "一、提高政治站位", 0},
		{HT_BODY, "关键时刻，关键在党", 0},
		{HT_HEAD1, "二、严格落实责任", 0},
		{HT_BODY, "全省高校各级党组织", 0},
		{HT_HEAD1, "三、主动担当作为", 0},
		{HT_BODY, "疫情防控是没有硝烟", 0},
		{HT_HEAD1, "四、加强组织领导", 0},
		{HT_BODY, "疾风知劲草", 0},
	};

	(void)state;
	read_file("000_2a1964668ab410b3.txt");
	CHECK(want);
	assert_string_equal(doc.title, "关于深入贯彻落实习近平总书记重要指示精"
				       "神切实加强党的领导紧紧依靠师"
				       "生员工坚决打赢疫情防控阻击战的通知");
	assert_true(holds("使命担当"));
	assert_true(holds("工作中的战斗堡垒作用"));
	assert_true(holds("防控工作中的先锋模范作用"));
	assert_true(holds("阻击战,结合"));
	assert_true(holds("新型冠状病毒的肺炎疫情"));
	assert_int_equal(count_diag(HT_MSG_DOC_HALF_MARK), 1);
	assert_int_equal(ctx.ndiag, 1);
	assert_int_equal(count_breaks(HT_BREAK_PAGE), 3);
	assert_int_equal(count_breaks(HT_BREAK_LINE), 52);
}

static void
corpus_001(void **state)
{
	static const expected want[] = {
		{HT_ISSUER_MARK, "中共河南省委教育工作委员会", 0},
		{HT_ISSUER_MARK, "中共河南省教育厅党组", 0},
		{HT_TITLE, "豫教同心 并肩战“疫”", 0},
		{HT_SUBTITLE, "——中共河南省委教育工委", 1},
		{HT_BODY, "当前，", 0},
		{HT_HEAD1, "一、大力弘扬", 0},
		{HT_HEAD1, "二、大力弘扬", 0},
		{HT_HEAD1, "三、大力弘扬", 0},
		{HT_HEAD1, "四、大力弘扬", 0},
		{HT_HEAD1, "五、大力弘扬", 0},
		{HT_BODY, "防控疫情，同心必胜！", 0},
		{HT_DISCLOSURE, "(主动公开)", 0},
	};

	(void)state;
	read_file("001_24a7f9dc7b472974.txt");
	CHECK(want);
	for (size_t i = 5; i < 10; i++) {
		const ht_elem *e = &doc.elem[i];

		assert_true(e->runin_end > 0);
		assert_true(
			ht_str_ends(ht_str_sub(e->text.str, 0, e->runin_end),
				"做出表率。"));
	}
	assert_true(holds("不折不扣"));
	assert_true(holds("尤其是各级"));
	assert_true(holds("推动教育事业高质量"));
	assert_int_equal(count_breaks(HT_BREAK_PAGE), 3);
}

static void
corpus_002(void **state)
{
	static const expected want[] = {
		{HT_ISSUER_MARK, "中共辽宁科技大学委员会组织部文件", 0},
		{HT_DOC_NUMBER, "科大组织部〔2020〕2号", 0},
		{HT_TITLE, "关于充分发挥", 2},
		{HT_ADDRESSEE, "各分党委、党总支", 0},
		{HT_BODY, "学校党委对", 0},
		{HT_HEAD1, "一、坚定举旗帜", 0},
		{HT_BODY, "当前，", 0},
		{HT_HEAD1, "二、带头树形象", 0},
		{HT_BODY, "哪里有困难", 0},
		{HT_BODY, "组织部将把", 0},
		{HT_HEAD1, "三、示范立标杆", 0},
		{HT_BODY, "一个基层党组织", 0},
		{HT_HEAD1, "四、主动亮身份", 0},
		{HT_BODY, "一名党员", 0},
		{HT_BODY, "要及时总结", 0},
		{HT_BODY, "大事难事", 0},
		{HT_SIGNATURE, "中共辽宁科技大学委员会组织部", 0},
		{HT_DATE, "2020年2月1日", 0},
		{HT_STRAY, "组织部", 0},
	};
	const ht_elem *e;

	(void)state;
	read_file("002_3572eea0c0382ffc.txt");
	CHECK(want);
	e = find(HT_DOC_NUMBER);
	assert_int_equal(e->nattr, 3);
	assert_string_equal(e->attr[0].value, "科大组织部");
	assert_string_equal(e->attr[1].value, "2020");
	assert_string_equal(e->attr[2].value, "2");
	assert_int_equal(doc.date.year, 2020);
	assert_int_equal(doc.date.month, 2);
	assert_int_equal(doc.date.day, 1);
	assert_true(holds("重点考察是否把"));
	assert_true(holds("危急关头豁得出来”的"));
	assert_true(doc.elem[9].text.seg[1].marked);
	assert_int_equal(count_diag(HT_MSG_DOC_STRAY), 1);
	assert_int_equal(count_breaks(HT_BREAK_PAGE), 3);
}

static void
corpus_003(void **state)
{
	static const ht_elem_kind head[] = {HT_NOISE, HT_ISSUER_MARK, HT_TITLE,
		HT_NOISE, HT_NOISE, HT_NOISE, HT_NOISE, HT_NOISE, HT_NOISE,
		HT_ADDRESSEE, HT_BODY, HT_HEAD1};
	size_t n = 0;

	(void)state;
	read_file("003_cfd68396986112a1.txt");
	for (size_t i = 0; i < sizeof head / sizeof *head; i++)
		assert_int_equal(doc.elem[i].kind, head[i]);
	assert_string_equal(doc.title, "中共哈尔滨工程大学委员会关于贯彻落实习"
				       "近平总书记重要指示精神推动"
				       "学校基层党组织和党员、干部在打赢疫情防"
				       "控阻击战中充分发挥作用的通"
				       "知");
	for (size_t i = 0; i < doc.nelem; i++)
		n += doc.elem[i].kind == HT_HEAD1;
	assert_int_equal(n, 4);
	assert_true(find(HT_ISSUER_MARK)->inferred);
	assert_true(ht_str_is(
		find(HT_SIGNATURE)->text.str, "中共哈尔滨工程大学委员会"));
	assert_int_equal(doc.date.day, 30);
	assert_int_equal(doc.elem[doc.nelem - 1].kind, HT_NOISE);
	assert_int_equal(count_diag(HT_MSG_DOC_INFERRED), 1);
	assert_int_equal(count_diag(HT_MSG_FRONT_UNUSED), 1);
	recognise(true);
	for (size_t i = 0; i < doc.nelem; i++)
		assert_false(doc.elem[i].inferred);
}

static void
corpus_004(void **state)
{
	static const expected want[] = {
		{HT_ISSUER_MARK, "青海省教育厅", 0},
		{HT_DOC_NUMBER, "青教综〔2020〕25号", 0},
		{HT_TITLE, "青海省教育厅疫情防控工作领导小组", 3},
		{HT_ADDRESSEE, "各市州委教育工委", 0},
		{HT_BODY, "为深入学习", 0},
		{HT_HEAD1, "一、提高", 0},
		{HT_BODY, "全省教育", 0},
		{HT_HEAD1, "二、充分", 0},
		{HT_BODY, "全省教育", 0},
		{HT_HEAD1, "三、充分", 0},
		{HT_BODY, "全省教育", 0},
		{HT_HEAD1, "四、加强", 0},
		{HT_BODY, "全省教育", 0},
		{HT_BODY, "全省教育", 0},
		{HT_SIGNATURE, "青海省教育厅疫情防控工作领导小组（代）", 0},
		{HT_DATE, "2020年1月30日", 0},
		{HT_DISCLOSURE, "是否宜公开选项：主动公开", 0},
		{HT_COPY_TO, "抄送：", 0},
		{HT_PRINT_OFFICE, "青海省教育厅办公室", 0},
		{HT_PRINT_DATE, "2020年1月30日印发", 0},
		{HT_EXTRA, "签发人：韩英", 0},
		{HT_EXTRA, "校对：", 0},
		{HT_EXTRA, "打印：", 0},
		{HT_EXTRA, "共印 15 份", 0},
	};

	(void)state;
	read_file("004_e250e868cd285ef8.txt");
	CHECK(want);
	assert_true(holds("初心使命，坚决打赢"));
	assert_true(holds("思想 and 党的十九大"));
	assert_true(holds("要建立 24 小时值班制度"));
	assert_int_equal(count_diag(HT_MSG_DOC_LONE_WORD), 1);
	assert_int_equal(count_breaks(HT_BREAK_PAGE), 3);
}

#define SENTENCE "现将有关事项通知如下，请认真贯彻执行，切实抓好落实。"

static void
full_head(void **state)
{
	static const expected want[] = {
		{HT_COPY_NUMBER, "000001", 0},
		{HT_SECRECY, "机密★1年", 0},
		{HT_URGENCY, "特 急", 0},
		{HT_ISSUER_MARK, "某某市人民政府文件", 0},
		{HT_DOC_NUMBER, "某政发〔2026〕7号", 0},
		{HT_SIGNER, "签发人：", 0},
		{HT_SIGNER_NAME, "张三", 0},
		{HT_TITLE, "某某市人民政府关于做好防汛工作的请示", 0},
		{HT_ADDRESSEE, "省人民政府：", 0},
		{HT_BODY, "现将", 0},
		{HT_ATTACHMENT_NOTE, "附件：1.名单", 0},
		{HT_ATTACHMENT_NOTE, "2.方案", 0},
		{HT_SIGNATURE, "某某市人民政府", 0},
		{HT_DATE, "2026年7月1日", 0},
		{HT_NOTE, "（联系人：李四）", 0},
		{HT_ATTACHMENT_LABEL, "附件1", 0},
		{HT_ATTACHMENT_TITLE, "名单", 0},
		{HT_BODY, "甲乙丙", 0},
		{HT_COPY_TO, "抄送：某某局。", 0},
		{HT_PRINT_OFFICE, "某某市人民政府办公室", 0},
		{HT_PRINT_DATE, "2026年7月2日印发", 0},
	};

	(void)state;
	read_text("000001\n机密★1年\n特 急\n某某市人民政府文件\n\n"
		  "某政发〔2026〕7号 签发人：张三\n\n"
		  "某某市人民政府关于做好防汛工作的请示\n\n省人民政府："
		  "\n" SENTENCE "\n\n附件：1. 名单\n2. 方案\n\n某某市人民政府\n"
		  "2026年7月1日\n\n（联系人：李四）\n\n附件1\n\n名单\n\n甲乙丙"
		  "\n\n"
		  "抄送：某某局。\n某某市人民政府办公室　2026年7月2日印发\n");
	CHECK(want);
}

static void
repeated_mark(void **state)
{
	static const expected want[] = {
		{HT_ISSUER_MARK, "某某省教育厅", 0},
		{HT_NOISE, "某某省教育厅", 0},
		{HT_DOC_NUMBER, "某教〔2020〕1号", 0},
		{HT_TITLE, "关于做好工作的通知", 0},
		{HT_ADDRESSEE, "各学校：", 0},
		{HT_BODY, "现将", 0},
	};

	(void)state;
	read_text(
		"# 某某省教育厅\n\n# 某某省教育厅\n\n某教〔2020〕1号\n\n---\n\n"
		"## 关于做好工作的通知\n\n各学校：\n\n" SENTENCE "\n");
	CHECK(want);
	assert_int_equal(count_diag(HT_MSG_DOC_DUPLICATE), 1);
}

static void
front_matter(void **state)
{
	static const expected want[] = {
		{HT_NOISE, "2026-01-01", 0},
		{HT_ISSUER_MARK, "某某市教育局文件", 0},
		{HT_DOC_NUMBER, "某教〔2026〕3号", 0},
		{HT_TITLE, "关于做好工作的通知", 0},
		{HT_ADDRESSEE, "各学校：", 0},
		{HT_BODY, "现将", 0},
		{HT_SIGNATURE, "某某市教育局", 0},
		{HT_DATE, "2026年3月1日", 0},
		{HT_COPY_TO, "抄送：市政府办公室。", 0},
	};

	(void)state;
	read_text("---\n标题: 关于做好工作的通知\n发文字号: 某教〔2026〕3号\n"
		  "发文机关标志: 某某市教育局文件\n署名: 某某市教育局\n"
		  "成文日期: 2026年3月1日\n抄送: 抄送：市政府办公室。\n"
		  "date: 2026-01-01\n---\n各学校：\n\n" SENTENCE "\n");
	CHECK(want);
	assert_int_equal(doc.date.month, 3);
}

/* What a line with a colon is below a title. */
static ht_elem_kind
kind_below_title(const char *line)
{
	ht_buf b = {0};

	ht_buf_addf(&b, "关于做好工作的通知\n\n%s：\n\n" SENTENCE "\n", line);
	read_text(b.p);
	ht_buf_drop(&b);
	return doc.elem[1].kind;
}

/* 7.3.2: whom documents go to, and what is nobody. */
static void
addressees(void **state)
{
	static const char *const named[] = {"各中学、小学", "各幼儿园",
		"各村（社区）", "市直各学校，各场馆", "各生产基地", "全体师生",
		"市民朋友们", "全市干部职工", "各商户"};
	static const char *const nobody[] = {
		"现将安排公布如下", "工作要点", "有关数据如下", "各项任务分工"};

	(void)state;
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		assert_int_equal(kind_below_title(named[i]), HT_ADDRESSEE);
	for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++)
		assert_int_not_equal(kind_below_title(nobody[i]), HT_ADDRESSEE);
}

/* A list of copies as long as its rule allows ends a text whose date is
 * given. */
static void
long_copies(void **state)
{
	static const expected want[] = {
		{HT_ISSUER_MARK, "青石市教育局", 0},
		{HT_TITLE, "关于做好工作的通知", 0},
		{HT_ADDRESSEE, "各学校：", 0},
		{HT_BODY, "现将", 0},
		{HT_SIGNATURE, "青石市教育局", 0},
		{HT_DATE, "2026年3月1日", 0},
		{HT_COPY_TO, "抄送：青石市第一中学", 0},
		{HT_PRINT_OFFICE, "青石市教育局办公室", 0},
		{HT_PRINT_DATE, "2026年3月2日印发", 0},
	};
	ht_buf b = {0};

	(void)state;
	ht_buf_addf(&b,
		"---\n成文日期: 2026年3月1日\n---\n关于做好工作的通知\n\n"
		"各学校：\n\n" SENTENCE "\n\n青石市教育局\n\n抄送：");
	for (int i = 0; i < 400; i++)
		ht_buf_addf(&b, "青石市第一中学、");
	ht_buf_addf(&b, "市少年宫。\n\n青石市教育局办公室　2026年3月2日印发\n");
	read_text(b.p);
	CHECK(want);
	ht_buf_drop(&b);
}

/* Front matter goes before the text, in the standard's form; it gives labels
 * and marks of its own. */
static void
front_shapes(void **state)
{
	static const expected want[] = {
		{HT_COPY_NUMBER, "000007", 0},
		{HT_SECRECY, "机密★1年", 0},
		{HT_ISSUER_MARK, "青石市财政局", 0},
		{HT_ISSUER_MARK, "青石市教育局", 0},
		{HT_MARK_SUFFIX, "文件", 0},
		{HT_DOC_NUMBER, "青财〔2026〕3号", 0},
		{HT_SIGNER, "签发人：", 0},
		{HT_SIGNER_NAME, "李明", 0},
		{HT_SIGNER_NAME, "王小芳", 0},
		{HT_TITLE, "关于做好工作的通知", 0},
		{HT_ADDRESSEE, "各学校，各局：", 0},
		{HT_BODY, "现通知如下。", 0},
		{HT_ATTACHMENT_NOTE, "附件：1.清单", 0},
		{HT_ATTACHMENT_NOTE, "2.名册", 0},
		{HT_SIGNATURE, "青石市财政局", 0},
		{HT_DATE, "2026年3月1日", 0},
		{HT_NOTE, "（此件发至县级）", 0},
		{HT_COPY_TO, "抄送：市委办公室，市政府办公室。", 0},
		{HT_PRINT_DATE, "2026年3月2日印发", 0},
		{HT_NOISE, "青石市财政局", 0},
		{HT_NOISE, "2026年4月1日", 0},
		{HT_SETTING, "是", 0},
	};

	(void)state;
	read_text("---\n双面: 是\n抄送: [市委办公室, 市政府办公室]\n"
		  "印发日期: 2026-3-2\n附注: 此件发至县级\n"
		  "成文日期: 二〇二六年三月一日\n署名: 青石市财政局\n"
		  "附件: [清单, 2. 名册。]\n主送: [各学校, 各局]\n"
		  "标题: 关于做好工作的通知\n签发人: 李明、王小芳\n"
		  "发文字号: 青财(2026)第003号\n"
		  "发文机关: [青石市财政局, 青石市教育局 文件]\n"
		  "保密期限: 1年\n密级: 机密\n份号: 7\n---\n"
		  "现通知如下。\n\n青石市财政局\n2026年4月1日\n");
	CHECK(want);
	assert_int_equal(doc.set.duplex, HT_YES);
	assert_int_equal(doc.date.month, 3);
	assert_int_equal(count_diag(HT_MSG_FRONT_OVERRIDE), 2);
	assert_int_equal(count_diag(HT_MSG_DOC_NUMBER_FORM), 1);
	assert_int_equal(count_diag(HT_MSG_DOC_NOTE_MARK), 1);
}

/* A value in brackets has its own, of either width. */
static void
front_brackets(void **state)
{
	static const struct {
		const char *entry, *want;
	} cases[] = {{"附注: 此件公开", "（此件公开）"},
		{"附注: （此件公开）", "（此件公开）"},
		{"附注: (此件公开)", "(此件公开)"},
		{"附注: 此件公开（不登报）", "（此件公开（不登报））"},
		{"附注: （一）公开", "（（一）公开）"},
		{"公开属性: 主动公开", "（此件主动公开）"},
		{"公开属性: 此件主动公开", "（此件主动公开）"},
		{"公开属性: （主动公开）", "（主动公开）"},
		{"公开属性: (主动公开)", "(主动公开)"}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[400];

		snprintf(text, sizeof text,
			"---\n标题: 关于做好工作的通知\n%s\n---\n" SENTENCE
			"\n",
			cases[i].entry);
		read_text(text);
		assert_true(ht_str_is(
			doc.elem[doc.nelem - 1].text.str, cases[i].want));
	}
}

static void
front_refused(void **state)
{
	static const struct {
		const char *text, *named;
	} cases[] = {{"---\n签发仁: 李明\n---\n正文。\n", "签发人"},
		{"---\ntags: a\n签发仁: 李明\n---\n正文。\n", "签发人"},
		{"---\nsinger: 李明\n---\n正文。\n", "signer"},
		{"---\n双面: 也许\n---\n正文。\n", "true, false"},
		{"---\n印章直径: 大\n---\n正文。\n", "10mm...100mm"}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ht_doc_options opt = {0};
		bool said = false;

		ht_ctx_drop(&ctx);
		ht_ctx_init(&ctx);
		assert_int_equal(ht_source_decode(&ctx, "test",
					 ht_str_from(cases[i].text), &source),
			HT_OK);
		assert_int_equal(ht_raw_read(&ctx, &source, &raws), HT_OK);
		assert_int_equal(ht_doc_recognise(&ctx, rules, &source, &raws,
					 &opt, &doc),
			HT_EINPUT);
		for (int k = 0; k < HT_MSG_ARGS; k++)
			said = said || (ctx.error.arg[k] &&
					       strcmp(ctx.error.arg[k],
						       cases[i].named) == 0);
		assert_true(said);
	}
	/* A key of a web page that no table has is only noted. */
	read_text("---\ntags: a\nwp_id: 3\n---\n正文。\n");
	assert_int_equal(count_diag(HT_MSG_FRONT_UNUSED), 1);
}

static void
han_date(void **state)
{
	(void)state;
	read_text("关于做好工作的通知\n\n各学校：\n\n" SENTENCE
		  "\n\n教育局 财政局\n二〇二四年十二月三十一日\n");
	assert_int_equal(doc.date.year, 2024);
	assert_int_equal(doc.date.month, 12);
	assert_int_equal(doc.date.day, 31);
	assert_true(ht_str_is(find(HT_SIGNATURE)->text.str, "教育局"));
}

/* Numbered sentences are no headings, items of a list neither. */
static void
numbered_text(void **state)
{
	(void)state;
	read_text("关于做好工作的通知\n\n各学校：\n\n" SENTENCE
		  "\n\n一、本通知自印发之日起施行。\n二、各单位要认真执行。\n"
		  "三、工作内容\n甲乙丙丁。\n1.名单\n2.方案\n3.总结\n");
	assert_int_equal(doc.elem[3].kind, HT_BODY);
	assert_int_equal(doc.elem[4].kind, HT_BODY);
	assert_int_equal(doc.elem[5].kind, HT_HEAD1);
	assert_int_equal(doc.elem[7].kind, HT_BODY);
	assert_int_equal(doc.elem[9].kind, HT_BODY);
}

/* A caption below a picture moves into it: nothing is lost, nothing there
 * twice. */
static void
captions(void **state)
{
	(void)state;
	read_text("关于做好工作的通知\n\n各学校：\n\n" SENTENCE
		  "\n\n![](plan.png)\n\n　　图1 平面位置\n\n图2 又一幅\n\n"
		  "表1 名册\n\n|序号|名称|\n|---|---|\n|1|甲|\n");
	assert_true(ht_str_is(find(HT_FIGURE)->text.str, "图1 平面位置"));
	assert_true(ht_str_is(find(HT_TABLE_LABEL)->text.str, "表1 名册"));
	assert_int_equal(doc.elem[4].kind, HT_BODY);
}

static void
wrong_rules(void **state)
{
	char path[] = "/tmp/ht_rules_XXXXXX";
	int fd = mkstemp(path);
	FILE *file = fdopen(fd, "w");
	ht_rules *none;

	(void)state;
	fputs("rules:\n- name: a.b\n  kind: title\n  pattern: '(('\n", file);
	fclose(file);
	assert_int_equal(ht_rules_load(&ctx, path, &none), HT_ELAYOUT);
	assert_int_equal(ctx.error.id, HT_MSG_RULES_PATTERN);
	assert_int_equal(ctx.error.line, 4);
	assert_null(none);
	remove(path);
	assert_int_equal(ht_rules_load(&ctx, path, &none), HT_EIO);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(corpus_000),
		cmocka_unit_test(corpus_001),
		cmocka_unit_test(corpus_002),
		cmocka_unit_test(corpus_003),
		cmocka_unit_test(corpus_004),
		cmocka_unit_test(full_head),
		cmocka_unit_test(repeated_mark),
		cmocka_unit_test(front_matter),
		cmocka_unit_test(addressees),
		cmocka_unit_test(long_copies),
		cmocka_unit_test(front_shapes),
		cmocka_unit_test(front_brackets),
		cmocka_unit_test(front_refused),
		cmocka_unit_test(han_date),
		cmocka_unit_test(numbered_text),
		cmocka_unit_test(captions),
		cmocka_unit_test(wrong_rules),
	};

	return cmocka_run_group_tests(tests, load_rules, drop_rules);
}
