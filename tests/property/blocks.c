/* SPDX-License-Identifier: Apache-2.0
 *
 * Random blocks of a body: paragraphs, heads of all levels, lists, tables,
 * figures.
 */
#include "property.h"

static const char *const han[] = {
	"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"};

static const char *
numeral(ht_random *r)
{
	return han[ht_random_below(r, sizeof han / sizeof *han)];
}

/* Marked text; a footnote's label goes to *note. */
static void
add_marked(ht_random *r, ht_buf *out, uint32_t *note)
{
	static const char *const mark[][2] = {
		{"**", "**"}, {"*", "*"}, {"<u>", "</u>"}, {"<sup>", "</sup>"}};
	uint32_t what = ht_random_below(r, 6);

	if (what < 4) {
		ht_buf_adds(out, mark[what][0]);
		ht_words_han(r, out, ht_random_between(r, 1, 30));
		ht_buf_adds(out, mark[what][1]);
	} else {
		*note = ht_random_between(r, 1, 99999);
		ht_buf_addf(out, "[^%u]", (unsigned)*note);
	}
	ht_words_text(r, out, 12);
}

static void
add_paragraph(ht_random *r, ht_buf *out)
{
	uint32_t chars = ht_random_chance(r, 85)
				 ? ht_random_between(r, 1, 160)
				 : ht_random_between(r, 160, 1500);
	uint32_t note = 0;

	if (ht_random_chance(r, 20))
		ht_buf_adds(out, "　　");
	ht_words_text(r, out, chars);
	if (ht_random_chance(r, 20))
		add_marked(r, out, &note);
	if (ht_random_chance(r, 6))
		ht_words_odd(r, out);
	if (ht_random_chance(r, 10)) {
		ht_buf_adds(out, "\t");
		ht_words_text(r, out, 20);
	}
	ht_buf_adds(out, "。\n");
	if (!note || ht_random_chance(r, 5))
		return;
	ht_buf_addf(out, "\n[^%u]: ", (unsigned)note);
	ht_words_text(r, out, ht_random_between(r, 1, 150));
	ht_buf_addc(out, '\n');
}

/* Lines that end where the original's did. */
static void
add_wrapped(ht_random *r, ht_buf *out)
{
	for (uint32_t n = ht_random_between(r, 2, 9); n-- > 0;) {
		ht_words_text(r, out, 28);
		ht_buf_addc(out, '\n');
	}
}

static void
add_number(ht_random *r, ht_buf *out)
{
	static const char *const form[] = {
		"%s、", "（%s）", "第%s章　", "第%s节　", "第%s条　"};
	static const char *const digit[] = {"%u.", "（%u）", "%u．", "- ", "①"};
	uint32_t what = ht_random_below(r, 10);

	if (what < 5)
		ht_buf_addf(out, form[what], numeral(r));
	else
		ht_buf_addf(out, digit[what - 5], ht_random_between(r, 1, 30));
}

static void
add_head(ht_random *r, ht_buf *out)
{
	if (ht_random_chance(r, 5))
		ht_buf_adds(out, "## ");
	add_number(r, out);
	ht_words_han(r, out,
		ht_random_chance(r, 90) ? ht_random_between(r, 2, 20)
					: ht_random_between(r, 20, 90));
	if (ht_random_chance(r, 40)) {
		ht_buf_adds(out, "。");
		ht_words_text(r, out, ht_random_between(r, 5, 120));
		ht_buf_adds(out, "。");
	}
	ht_buf_addc(out, '\n');
}

/* A footnote's mark, and its note for behind the table. */
static void
add_noted(ht_random *r, ht_buf *out, ht_buf *notes)
{
	uint32_t note = ht_random_between(r, 1, 99999);

	ht_buf_addf(out, "[^%u]", (unsigned)note);
	ht_buf_addf(notes, "\n[^%u]: ", (unsigned)note);
	ht_words_text(r, notes, ht_random_between(r, 1, 300));
	ht_buf_addc(notes, '\n');
}

static void
add_cell(ht_random *r, ht_buf *out, uint32_t most)
{
	uint32_t what = ht_random_below(r, 20);

	if (what < 2)
		return;
	if (what < 6)
		ht_buf_addf(out, "%u", ht_random_below(r, 100000));
	else if (what < 19)
		ht_words_han(r, out, ht_random_between(r, 1, 8));
	else
		ht_words_text(r, out, ht_random_between(r, 1, most));
	if (what == 8) {
		ht_buf_adds(out, "<br>");
		ht_words_han(r, out, 4);
	}
	if (what == 9)
		ht_words_odd(r, out);
}

/* A paragraph that may be the caption of a table or a picture. */
static void
add_caption(ht_random *r, ht_buf *out, const char *what)
{
	static const char *const form[] = {
		"%s%u ", "%s%u：", "附%s%u", "%s%u-1"};

	ht_buf_addf(out, form[ht_random_below(r, 4)], what,
		ht_random_between(r, 1, 20));
	ht_words_han(r, out, ht_random_between(r, 1, 30));
	ht_buf_adds(out, ht_random_chance(r, 80) ? "\n\n" : "\n");
}

static void
add_table(ht_random *r, ht_buf *out)
{
	static const char *const align[] = {"---|", ":---:|", "---:|"};
	uint32_t cols = ht_random_chance(r, 85) ? ht_random_between(r, 1, 6)
						: ht_random_between(r, 7, 24);
	uint32_t rows = ht_random_chance(r, 90) ? ht_random_between(r, 1, 6)
						: ht_random_between(r, 7, 60);
	uint32_t most = ht_random_chance(r, 90) ? 30 : 600;
	uint32_t noted = ht_random_chance(r, 20) ? 15 : 0;
	ht_buf notes = {0};

	if (ht_random_chance(r, 30))
		add_caption(r, out, "表");
	for (uint32_t i = 0; i <= rows; i++) {
		ht_buf_addc(out, '|');
		for (uint32_t k = 0; k < cols; k++) {
			add_cell(r, out, most);
			if (noted && ht_random_chance(r, noted))
				add_noted(r, out, &notes);
			ht_buf_addc(out, '|');
		}
		ht_buf_addc(out, '\n');
		if (i > 0)
			continue;
		ht_buf_addc(out, '|');
		for (uint32_t k = 0; k < cols; k++)
			ht_buf_adds(out, align[ht_random_below(r, 3)]);
		ht_buf_addc(out, '\n');
	}
	ht_buf_addstr(out, ht_buf_str(&notes));
	ht_buf_drop(&notes);
}

static void
add_figure(ht_random *r, ht_buf *out)
{
	static const char *const file[] = {
		"plan.png", "seal.png", "fence.csv", "absent.png"};

	ht_buf_adds(out, "![");
	if (ht_random_chance(r, 80))
		ht_words_han(r, out, ht_random_between(r, 1, 50));
	ht_buf_addf(out, "](%s)\n", file[ht_random_below(r, 4)]);
	if (ht_random_chance(r, 30)) {
		ht_buf_addc(out, '\n');
		add_caption(r, out, "图");
	}
}

void
ht_blocks_add(ht_random *r, ht_buf *out)
{
	uint32_t what = ht_random_below(r, 100);

	if (what < 55)
		add_paragraph(r, out);
	else if (what < 62)
		add_wrapped(r, out);
	else if (what < 88)
		add_head(r, out);
	else if (what < 91)
		add_table(r, out);
	else if (what < 95)
		add_figure(r, out);
	else if (what < 98) {
		ht_words_odd(r, out);
		ht_buf_addc(out, '\n');
	} else
		ht_buf_adds(out, "  \t\n　\n");
	ht_buf_addc(out, '\n');
}
