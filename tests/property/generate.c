/* SPDX-License-Identifier: Apache-2.0
 *
 * Random sources: front matter and text, every form and element.
 */
#include <string.h>

#include "property.h"

typedef void (*writer)(ht_random *r, ht_buf *out);

static uint32_t
few(ht_random *r, uint32_t most)
{
	return ht_random_chance(r, 70) ? ht_random_between(r, 1, 3)
				       : ht_random_between(r, 1, most);
}

/* --- front matter */

/* Key by one of its two names, in Chinese or English. */
static void
add_key(ht_random *r, ht_buf *out, const char *zh, const char *en)
{
	ht_buf_addf(out, "%s:", ht_random_chance(r, 60) ? zh : en);
}

static void
add_values(ht_random *r, ht_buf *out, uint32_t n, writer write)
{
	if (n == 1) {
		ht_buf_adds(out, " \"");
		write(r, out);
		ht_buf_adds(out, "\"\n");
		return;
	}
	ht_buf_addc(out, '\n');
	while (n-- > 0) {
		ht_buf_adds(out, "  - \"");
		write(r, out);
		ht_buf_adds(out, "\"\n");
	}
}

static void
write_mark(ht_random *r, ht_buf *out)
{
	static const char *const suffix[] = {
		"文件", "文件", "", "令", "会议纪要"};

	ht_words_agency(r, out);
	ht_buf_adds(out, suffix[ht_random_below(r, 5)]);
}

static void
write_secrecy(ht_random *r, ht_buf *out)
{
	static const char *const form[] = {
		"机密", "秘密★1年", "绝密★长期", "秘密 5年"};

	ht_buf_adds(out, form[ht_random_below(r, 4)]);
}

static void
write_urgency(ht_random *r, ht_buf *out)
{
	static const char *const form[] = {"特急", "加急", "特 急"};

	ht_buf_adds(out, form[ht_random_below(r, 3)]);
}

static void
write_copy(ht_random *r, ht_buf *out)
{
	ht_buf_addf(out, "%u", ht_random_below(r, 999999));
}

static void
write_han(ht_random *r, ht_buf *out)
{
	ht_words_han(r, out,
		ht_random_chance(r, 85) ? ht_random_between(r, 2, 25)
					: ht_random_between(r, 25, 120));
}

static void
write_seal(ht_random *r, ht_buf *out)
{
	static const char *const form[] = {
		"outline", "seal.png", "轮廓", "outline", "absent.png"};

	ht_buf_adds(out, form[ht_random_below(r, 5)]);
}

static void
write_diameter(ht_random *r, ht_buf *out)
{
	ht_buf_addf(out, "%umm", ht_random_between(r, 20, 70));
}

static void
write_form(ht_random *r, ht_buf *out)
{
	static const char *const form[] = {"文件", "上行文", "信函", "命令",
		"纪要", "白头", "letter", "order", "minutes", "draft", "upward",
		"document"};

	ht_buf_adds(out, form[ht_random_below(r, 12)]);
}

static void
write_switch(ht_random *r, ht_buf *out)
{
	static const char *const form[] = {"true", "false", "是", "否"};

	ht_buf_adds(out, form[ht_random_below(r, 4)]);
}

static void
write_disclosure(ht_random *r, ht_buf *out)
{
	static const char *const form[] = {
		"主动公开", "依申请公开", "不予公开"};

	ht_buf_adds(out, form[ht_random_below(r, 3)]);
}

static void
write_extra(ht_random *r, ht_buf *out)
{
	static const char *const form[] = {
		"共印80份", "校对：", "承办单位：", "联系电话：00000000"};

	ht_buf_adds(out, form[ht_random_below(r, 4)]);
	ht_words_person(r, out);
}

static void
write_duty(ht_random *r, ht_buf *out)
{
	static const char *const form[] = {"市　长", "局长", "主任"};

	ht_buf_adds(out, form[ht_random_below(r, 3)]);
}

static const struct {
	const char *zh, *en;
	uint32_t percent, most;
	writer write;
} keys[] = {
	{"份号", "copy_number", 20, 1, write_copy},
	{"密级", "secrecy", 25, 1, write_secrecy},
	{"紧急程度", "urgency", 25, 1, write_urgency},
	{"发文机关标志", "issuer_mark", 85, 40, write_mark},
	{"发文字号", "doc_number", 80, 1, ht_words_number},
	{"签发人", "signer", 20, 12, ht_words_person},
	{"标题", "title", 92, 1, ht_words_title},
	{"副标题", "subtitle", 8, 1, write_han},
	{"主送", "addressee", 75, 30, ht_words_agency},
	{"附件", "attachments", 25, 14, write_han},
	{"出席", "present", 10, 30, ht_words_person},
	{"请假", "excused", 6, 5, ht_words_person},
	{"列席", "attending", 6, 9, ht_words_person},
	{"职务", "duty", 6, 2, write_duty},
	{"署名", "signature", 80, 8, ht_words_agency},
	{"成文日期", "date", 85, 1, ht_words_date},
	{"附注", "note", 25, 1, write_han},
	{"公开属性", "disclosure", 12, 1, write_disclosure},
	{"版记主送", "main_to", 6, 20, ht_words_agency},
	{"抄送", "copy_to", 50, 40, ht_words_agency},
	{"印发机关", "print_office", 60, 1, ht_words_agency},
	{"印发日期", "print_date", 60, 1, ht_words_date},
	{"版记其他", "extra", 15, 4, write_extra},
	{"格式", "form", 50, 1, write_form},
	{"印章", "seal", 35, 8, write_seal},
	{"印章直径", "seal_diameter", 12, 1, write_diameter},
	{"签名章", "signature_stamp", 6, 3, write_seal},
	{"双面", "duplex", 15, 1, write_switch},
	{"预印", "preprinted", 10, 1, write_switch},
	{"附件另装", "attachments_detached", 10, 1, write_switch},
};

static uint32_t
count_of(ht_random *r, size_t key)
{
	/* Hundreds of addressees now and then (7.3.2). */
	if (keys[key].write == ht_words_agency && keys[key].most == 30 &&
		ht_random_chance(r, 3))
		return ht_random_between(r, 100, 300);
	return keys[key].most > 1 ? few(r, keys[key].most) : 1;
}

static void
add_front(ht_random *r, ht_buf *out)
{
	ht_buf_adds(out, "---\n");
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (!ht_random_chance(r, keys[i].percent))
			continue;
		add_key(r, out, keys[i].zh, keys[i].en);
		add_values(r, out, count_of(r, i), keys[i].write);
	}
	ht_buf_adds(out, "---\n");
}

/* --- the same as plain text */

static void
add_line(ht_random *r, ht_buf *out, uint32_t percent, writer write)
{
	if (!ht_random_chance(r, percent))
		return;
	write(r, out);
	ht_buf_adds(out, "\n\n");
}

static void
add_list(ht_random *r, ht_buf *out, uint32_t n, const char *between,
	writer write)
{
	while (n-- > 0) {
		write(r, out);
		ht_buf_adds(out, n ? between : "");
	}
}

static void
add_head(ht_random *r, ht_buf *out)
{
	add_line(r, out, 10, write_secrecy);
	add_line(r, out, 10, write_urgency);
	add_line(r, out, 75, write_mark);
	add_line(r, out, 70, ht_words_number);
	if (ht_random_chance(r, 10)) {
		ht_buf_adds(out, "签发人：");
		add_list(r, out, few(r, 12), "　", ht_words_person);
		ht_buf_adds(out, "\n\n");
	}
	add_line(r, out, 95, ht_words_title);
	if (ht_random_chance(r, 80)) {
		add_list(r, out, few(r, 20), "，", ht_words_agency);
		ht_buf_adds(out, "：\n\n");
	}
}

static void
add_end(ht_random *r, ht_buf *out)
{
	uint32_t n = few(r, 12);

	if (ht_random_chance(r, 30)) {
		ht_buf_adds(out, "附件：");
		for (uint32_t i = 1; i <= n; i++) {
			if (n > 1)
				ht_buf_addf(out, "%u. ", i);
			write_han(r, out);
			ht_buf_adds(
				out, ht_random_chance(r, 10) ? "；\n" : "\n");
		}
		ht_buf_adds(out, "\n");
	}
	for (n = few(r, 5); n-- > 0;)
		add_line(r, out, 90, ht_words_agency);
	add_line(r, out, 90, ht_words_date);
	if (ht_random_chance(r, 20))
		ht_buf_adds(out, "（此件公开发布）\n\n");
}

static void
add_imprint(ht_random *r, ht_buf *out)
{
	if (ht_random_chance(r, 60)) {
		ht_buf_adds(out, "抄送：");
		add_list(r, out, few(r, 40), "，", ht_words_agency);
		ht_buf_adds(out, "。\n\n");
	}
	if (ht_random_chance(r, 60)) {
		ht_words_agency(r, out);
		ht_buf_adds(out, "　　");
		ht_words_date(r, out);
		ht_buf_adds(out, "印发\n\n");
	}
	add_line(r, out, 10, write_extra);
}

static void
add_body(ht_random *r, ht_buf *out, uint32_t most)
{
	for (uint32_t n = ht_random_between(r, 0, most); n-- > 0;)
		ht_blocks_add(r, out);
}

static void
add_attachments(ht_random *r, ht_buf *out)
{
	uint32_t n = few(r, 6);

	for (uint32_t i = 1; i <= n; i++) {
		ht_buf_adds(out, "附件");
		if (n > 1)
			ht_buf_addf(out, "%u", i);
		ht_buf_adds(out, "\n\n");
		add_line(r, out, 90, write_han);
		add_body(r, out, 8);
	}
}

const char *
ht_layouts_name(ht_arena *a, size_t i)
{
	static const char *const form[] = {"document", "upward", "letter",
		"order", "minutes", "draft", ""};
	static const char *const over[] = {"", "gbt33476", "word-grid", "close",
		"gbt33476+close", "word-grid+close"};
	const size_t forms = sizeof form / sizeof *form;
	const char *f = form[i % forms], *o;

	if (i / forms >= sizeof over / sizeof *over)
		return NULL;
	o = over[i / forms];
	if (!*f && (!*o || strchr(o, '+')))
		f = form[0];
	return ht_fmt(a, "%s%s%s", f, *f && *o ? "+" : "", o);
}

static void
add_layout(ht_random *r, ht_buf *out)
{
	ht_ctx ctx;
	uint32_t n = 0;

	ht_ctx_init(&ctx);
	while (ht_layouts_name(ctx.arena, n))
		n++;
	ht_buf_addf(out, "%%layout %s\n",
		ht_layouts_name(ctx.arena, ht_random_below(r, n)));
	ht_ctx_drop(&ctx);
}

void
ht_generate(uint64_t seed, ht_buf *out)
{
	ht_random r = {seed};
	bool front = ht_random_chance(&r, 65);
	bool plain = !front || ht_random_chance(&r, 10);

	if (ht_random_chance(&r, 40))
		add_layout(&r, out);
	if (front)
		add_front(&r, out);
	if (plain)
		add_head(&r, out);
	add_body(&r, out, ht_random_chance(&r, 88) ? 12 : 40);
	if (plain)
		add_end(&r, out);
	if (ht_random_chance(&r, 25))
		add_attachments(&r, out);
	if (plain)
		add_imprint(&r, out);
	if (out->n == 0)
		ht_buf_adds(out, "通知\n");
}
