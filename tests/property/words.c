/* SPDX-License-Identifier: Apache-2.0
 *
 * Random texts: words of administrative Chinese, marks of all classes, Latin
 * letters, digits, rare characters.
 */
#include "base/utf8.h"
#include "property.h"

#define COUNT(table) ((uint32_t)(sizeof(table) / sizeof *(table)))

static const char *const word[] = {"工作", "管理", "开展", "检查", "防汛",
	"安全", "生产", "各单位", "要", "认真", "落实", "责任", "的", "和",
	"在", "对", "按照", "有关规定", "及时", "报送", "情况", "进一步",
	"加强", "档案", "库房", "道路", "设施", "群众", "服务", "窗口", "调整",
	"安排", "组织", "人员", "培训", "资金", "项目", "计划", "完成", "时限",
	"汇总", "名单", "方案", "实施", "细则", "会议", "研究", "同意", "建设",
	"村级", "供水", "管网", "社区", "图书馆", "步道", "公园", "阅览",
	"值守"};
static const char *const place[] = {"青石市", "云溪县", "北河区", "南屏县",
	"东岭镇", "西泉街道", "长亭州", "某某省"};
static const char *const office[] = {"人民政府", "水务局", "财政局",
	"住房和城乡建设局", "卫生健康委员会", "人民政府办公室", "教育局",
	"档案馆管理中心", "自然资源和规划局", "发展和改革委员会",
	"机关事务管理局", "园林绿化管理处"};
static const char *const surname[] = {
	"王", "李", "周", "欧阳", "郑", "钱", "吴", "孙"};
static const char *const given[] = {
	"明", "小雨", "远", "一鸣", "晓", "文", "立", "平"};
static const char *const genre[] = {"通知", "意见", "决定", "通报", "报告",
	"请示", "批复", "函", "纪要", "公告", "方案", "办法"};
static const char *const stop[] = {"，", "，", "，", "、", "；", "：", "。"};
static const char *const mark[] = {"“引号”", "‘单引号’", "（括号）", "《书名》",
	"——", "……", "〈内〉", "【注】", "〔方〕", "！", "？", "·", "～", "％",
	"（见《“办法”》）", "／", "＋", "“（《”", "》）。”", "、、", "。。",
	"！？"};
static const char *const latin[] = {"GDP", "A4", "PDF", "App", "Wi-Fi", "5G",
	"km", "No.7", "V2.0", "e-mail", "www.example.cn", "GB/T 9704-2012",
	"COVID-19", "a", "Il", "Ångström"};
static const char *const rare[] = {"𠮷", "䶮", "㙟", "𫖯", "々", "〇", "é", "ü",
	"℃", "㎡", "Ⅷ", "α", "№", "㈠", "①", "⑳", "★", "〓", "×", "÷", "±", "°",
	"′", "→", "□", "😀", "ㄅ", "の", "한", "Ж", "§", "¥", "＄", "𰻝"};

static void
pick(ht_random *r, ht_buf *out, const char *const *table, uint32_t n)
{
	ht_buf_adds(out, table[ht_random_below(r, n)]);
}

static void
add_digits(ht_random *r, ht_buf *out)
{
	for (uint32_t n = ht_random_between(r, 1, 6); n-- > 0;)
		ht_buf_addc(out, (char)('0' + ht_random_below(r, 10)));
	if (ht_random_chance(r, 30))
		ht_buf_adds(out, ".5%");
}

static void
add_piece(ht_random *r, ht_buf *out)
{
	uint32_t what = ht_random_below(r, 100);

	if (what < 70)
		pick(r, out, word, COUNT(word));
	else if (what < 82)
		pick(r, out, stop, COUNT(stop));
	else if (what < 88)
		pick(r, out, mark, COUNT(mark));
	else if (what < 92)
		add_digits(r, out);
	else if (what < 96)
		pick(r, out, latin, COUNT(latin));
	else if (what < 98)
		pick(r, out, rare, COUNT(rare));
	else
		ht_buf_adds(out, ht_random_chance(r, 50) ? " " : "　");
}

void
ht_words_text(ht_random *r, ht_buf *out, uint32_t chars)
{
	size_t beg = out->n;

	pick(r, out, word, COUNT(word));
	while (ht_utf8_count((ht_str){out->p + beg, out->n - beg}) < chars)
		add_piece(r, out);
}

void
ht_words_han(ht_random *r, ht_buf *out, uint32_t chars)
{
	for (uint32_t n = 0; n < chars;) {
		const char *w = word[ht_random_below(r, COUNT(word))];
		ht_str s = ht_str_from(w);
		size_t i = 0;

		while (i < s.n && n < chars) {
			ht_buf_addcp(out, ht_utf8_next(s, &i));
			n++;
		}
	}
}

void
ht_words_agency(ht_random *r, ht_buf *out)
{
	pick(r, out, place, COUNT(place));
	if (ht_random_chance(r, 15))
		ht_words_han(r, out, ht_random_between(r, 2, 24));
	pick(r, out, office, COUNT(office));
}

void
ht_words_person(ht_random *r, ht_buf *out)
{
	pick(r, out, surname, COUNT(surname));
	pick(r, out, given, COUNT(given));
}

void
ht_words_date(ht_random *r, ht_buf *out)
{
	static const char *const chinese[] = {"二〇二五年三月一日",
		"二〇二四年十二月三十一日", "二○二五年十月二十日"};
	unsigned month = ht_random_between(r, 1, 12);
	unsigned day = ht_random_between(r, 1, 28);

	switch (ht_random_below(r, 6)) {
	case 0:
		pick(r, out, chinese, COUNT(chinese));
		break;
	case 1:
		ht_buf_addf(out, "2025年%02u月%02u日", month, day);
		break;
	default:
		ht_buf_addf(out, "2025年%u月%u日", month, day);
	}
}

void
ht_words_number(ht_random *r, ht_buf *out)
{
	static const char *const form[] = {"青政发〔2025〕%u号",
		"青水发[2025]%u号", "云政办函〔2024〕第%03u号", "〔2025〕%u号"};

	ht_buf_addf(out, form[ht_random_below(r, COUNT(form))],
		ht_random_between(r, 1, 400));
}

void
ht_words_title(ht_random *r, ht_buf *out)
{
	uint32_t chars = ht_random_chance(r, 80) ? ht_random_between(r, 2, 40)
						 : ht_random_between(r, 1, 192);

	if (ht_random_chance(r, 50))
		ht_words_agency(r, out);
	if (ht_random_chance(r, 80))
		ht_buf_adds(out, "关于");
	ht_words_han(r, out, chars);
	if (ht_random_chance(r, 20))
		ht_buf_adds(out, "《“管理办法”（试行）》、");
	ht_buf_adds(out, "的");
	pick(r, out, genre, COUNT(genre));
}

void
ht_words_odd(ht_random *r, ht_buf *out)
{
	uint32_t n = ht_random_between(r, 1, 90);

	switch (ht_random_below(r, 4)) {
	case 0:
		while (n-- > 0)
			ht_buf_addc(out, (char)('a' + ht_random_below(r, 26)));
		break;
	case 1:
		while (n-- > 0)
			ht_buf_addc(out, (char)('0' + ht_random_below(r, 10)));
		break;
	case 2:
		while (n-- > 0)
			pick(r, out, mark, COUNT(mark));
		break;
	default:
		while (n-- > 0)
			pick(r, out, rare, COUNT(rare));
	}
}
