/* SPDX-License-Identifier: Apache-2.0
 *
 * The PDF back end alone: a display list made by hand, and what two readers
 * (poppler, MuPDF) and qpdf find in its file.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include "base/utf8.h"
#include "out/display.h"
#include "out/pdf/pdffmt.h"
#include "loaded.h"

#define OPS_MAX 64
#define SIZE (16 * HT_EMU_PT)
#define PAGE_W (210 * HT_EMU_MM)
#define PAGE_H (297 * HT_EMU_MM)
#define LEFT (28 * HT_EMU_MM)

typedef struct {
	ht_ctx ctx;
	ht_fontset *fs;
	/* the page under way */
	ht_op op[OPS_MAX];
	ht_display_page page;
	ht_display d;
	/* its file */
	ht_buf pdf;
	char path[64];
} fixture;

static int
setup(void **state)
{
	fixture *f = calloc(1, sizeof *f);
	int fd;

	if (f == NULL)
		return -1;
	*state = f;
	strcpy(f->path, "/tmp/hongtou-pdf-XXXXXX");
	fd = mkstemp(f->path);
	if (fd < 0)
		return -1;
	close(fd);
	return loaded_open(&f->ctx, NULL, &f->fs);
}

static int
teardown(void **state)
{
	fixture *f = *state;

	unlink(f->path);
	loaded_close(&f->ctx, f->fs);
	ht_buf_drop(&f->pdf);
	free(f);
	return 0;
}

/* A new list of one empty page. */
static void
begin(fixture *f)
{
	f->page = (ht_display_page){
		.w = PAGE_W, .h = PAGE_H, .number = 1, .op = f->op};
	f->d = (ht_display){.page = &f->page, .npage = 1};
}

static ht_op *
add_op(fixture *f, ht_op_kind kind)
{
	ht_op *op = &f->op[f->page.nop++];

	assert_true(f->page.nop <= OPS_MAX);
	*op = (ht_op){.kind = kind, .xscale = 1000, .size = SIZE};
	return op;
}

/* Adds glyphs beg..end of g, all of one font, from x on. */
static ht_len
add_run(fixture *f, ht_str text, const ht_glyphs *g, size_t beg, size_t end,
	ht_len x, ht_len y)
{
	ht_op *op = add_op(f, HT_OP_GLYPHS);
	ht_show *show = HT_ARRAY(f->ctx.arena, ht_show, end - beg);

	op->font = g->glyph[beg].font;
	op->text = text;
	op->glyph = show;
	op->nglyph = end - beg;
	for (size_t i = beg; i < end; i++) {
		const ht_glyph *p = &g->glyph[i];
		size_t next = i + 1;

		while (next < g->n && g->glyph[next].cluster == p->cluster)
			next++;
		*show = (ht_show){.gid = p->gid, .x = x, .y = y};
		show->beg = p->cluster;
		show->end =
			next < g->n ? g->glyph[next].cluster : (uint32_t)text.n;
		if (i > 0 && p[-1].cluster == p->cluster)
			show->beg = show->end;
		show++;
		x += ht_muldiv(SIZE, p->advance, ht_font_upem(op->font));
	}
	return x;
}

static void
add_line(fixture *f, ht_role role, const char *text, int line)
{
	ht_str s = ht_str_from(text);
	ht_len x = LEFT, y = (40 + 12 * line) * HT_EMU_MM;
	ht_glyphs g = {0};
	size_t i = 0;

	assert_int_equal(ht_shape(&f->ctx, f->fs, role, s, 0, s.n, &g), HT_OK);
	while (i < g.n) {
		size_t end = i;

		while (end < g.n && g.glyph[end].font == g.glyph[i].font)
			end++;
		x = add_run(f, s, &g, i, end, x, y);
		i = end;
	}
}

static void
write_pdf(fixture *f)
{
	FILE *out = fopen(f->path, "wb");

	f->pdf.n = 0;
	assert_int_equal(ht_pdf_write(&f->ctx, &f->d, &f->pdf), HT_OK);
	assert_non_null(out);
	assert_int_equal(fwrite(f->pdf.p, 1, f->pdf.n, out), f->pdf.n);
	fclose(out);
}

static bool
contains(const ht_buf *b, const char *what)
{
	return ht_str_find(ht_buf_str(b), what, 0) != SIZE_MAX;
}

static int
count(const ht_buf *b, const char *what)
{
	ht_str s = ht_buf_str(b);
	int n = 0;

	for (size_t i = 0; (i = ht_str_find(s, what, i)) != SIZE_MAX; i++)
		n++;
	return n;
}

/* What a command says of the file; skips the test when it is not there. */
static void
ask(fixture *f, const char *program, const char *options, const char *rest,
	ht_buf *out)
{
	char bytes[4096];
	FILE *p;
	size_t n;

	p = popen(ht_fmt(f->ctx.arena, "command -v %s", program), "r");
	assert_non_null(p);
	n = fread(bytes, 1, sizeof bytes, p);
	pclose(p);
	if (n == 0)
		skip();
	p = popen(ht_fmt(f->ctx.arena, "%s %s %s %s 2>/dev/null", program,
			  options, f->path, rest),
		"r");
	assert_non_null(p);
	out->n = 0;
	while ((n = fread(bytes, 1, sizeof bytes, p)) > 0)
		ht_buf_add(out, bytes, n);
	assert_int_equal(pclose(p), 0);
}

/* Without what readers put between lines and pages. */
static void
drop_ends(ht_buf *b)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++) {
		if (b->p[i] != '\n' && b->p[i] != '\f')
			b->p[n++] = b->p[i];
	}
	b->n = n;
	ht_buf_addc(b, '\0');
}

static void
expect_text(fixture *f, const char *want)
{
	ht_buf out = {0};

	write_pdf(f);
	ask(f, "pdftotext", "-raw", "-", &out);
	drop_ends(&out);
	assert_string_equal(out.p, want);
	ask(f, "mutool", "draw -F txt", "", &out);
	drop_ends(&out);
	assert_string_equal(out.p, want);
	ask(f, "qpdf", "--check", "", &out);
	ht_buf_drop(&out);
}

static void
numbers(void **state)
{
	ht_buf b = {0};

	(void)state;
	ht_pdffmt_fixed(&b, 0, 5);
	ht_buf_addc(&b, ' ');
	ht_pdffmt_fixed(&b, -5, 2);
	ht_buf_addc(&b, ' ');
	ht_pdffmt_fixed(&b, 1200, 3);
	ht_buf_addc(&b, ' ');
	ht_pdffmt_fixed(&b, INT64_MIN, 0);
	ht_buf_addc(&b, ' ');
	ht_pdffmt_pt(&b, PAGE_W);
	ht_buf_addc(&b, ' ');
	ht_pdffmt_pt(&b, -1);
	ht_buf_addc(&b, '\0');
	assert_string_equal(
		b.p, "0 -0.05 1.2 -9223372036854775808 595.27559 -0.00008");
	b.n = 0;
	ht_pdffmt_text(&b, HT_STR("a吉𠮷"));
	ht_buf_addc(&b, '\0');
	assert_string_equal(b.p, "<FEFF00615409D842DFB7>");
	ht_buf_drop(&b);
}

static void
same_list_same_bytes(void **state)
{
	fixture *f = *state;
	ht_buf first = {0};

	begin(f);
	add_line(f, HT_ROLE_FANGSONG, "关于⽂文的通知𠮷", 0);
	add_line(f, HT_ROLE_HEITI, "一、总体要求", 1);
	write_pdf(f);
	ht_buf_addstr(&first, ht_buf_str(&f->pdf));
	write_pdf(f);
	assert_int_equal(first.n, f->pdf.n);
	assert_memory_equal(first.p, f->pdf.p, first.n);
	ht_buf_drop(&first);
}

static void
metadata(void **state)
{
	static ht_outline outline[] = {
		{1, {"题", 3}, 0, 0},
		{3, {"深", 3}, 0, 0},
		{2, {"中", 3}, 0, 0},
		{1, {"外", 3}, 9, 0},
	};
	fixture *f = *state;
	ht_buf out = {0};

	begin(f);
	add_line(f, HT_ROLE_FANGSONG, "正文", 0);
	f->d.title = HT_STR("关于𠮷<&>的通知");
	f->page.number = 3;
	f->d.outline = outline;
	f->d.noutline = 4;
	write_pdf(f);
	assert_true(contains(&f->pdf, "%PDF-1.7\n"));
	assert_true(contains(&f->pdf, "/Lang(zh-CN)"));
	assert_true(contains(&f->pdf, "/DisplayDocTitle true"));
	assert_true(contains(&f->pdf, "/Nums[0<</S/D/St 3>>]"));
	assert_true(contains(&f->pdf, "关于𠮷&lt;&amp;&gt;的通知"));
	assert_true(contains(&f->pdf, "/Producer(hongtou)"));
	assert_false(contains(&f->pdf, "Date"));
	f->d.year = 2026;
	f->d.month = 3;
	f->d.day = 5;
	write_pdf(f);
	assert_true(contains(&f->pdf, "/CreationDate(D:20260305)"));
	assert_true(contains(&f->pdf, "<xmp:CreateDate>2026-03-05<"));
	ask(f, "qpdf", "--check", "", &out);
	ht_buf_drop(&out);
}

static void
no_page_no_harm(void **state)
{
	fixture *f = *state;

	begin(f);
	write_pdf(f);
	f->d.npage = 0;
	write_pdf(f);
	assert_true(contains(&f->pdf, "%%EOF"));
}

static void
rare_characters(void **state)
{
	fixture *f = *state;

	begin(f);
	add_line(f, HT_ROLE_FANGSONG, "姓名吉𠮷𫠊𬬻𰻝文", 0);
	add_line(f, HT_ROLE_XIAOBIAOSONG, "标题𠮷𫠊𬬻", 1);
	add_line(f, HT_ROLE_KAITI, "楷体𠮷𫠊𬬻", 2);
	add_line(f, HT_ROLE_HEITI, "黑体𠮷𫠊𬬻", 3);
	expect_text(f,
		"姓名吉𠮷𫠊𬬻𰻝文标题𠮷𫠊𬬻楷体𠮷𫠊"
		"𬬻"
		"黑"
		"体"
		"𠮷"
		"𫠊"
		"𬬻");
}

/* Two dashes are one stroke, and two characters. */
static void
dashes(void **state)
{
	fixture *f = *state;

	begin(f);
	add_line(f, HT_ROLE_XIAOBIAOSONG, "甲——乙———", 0);
	add_line(f, HT_ROLE_FANGSONG, "甲——乙", 1);
	add_line(f, HT_ROLE_HEITI, "——丙", 2);
	expect_text(f, "甲——乙———甲——乙——丙");
}

/* U+2F42 and U+6587 are one glyph, so are U+2F00 and U+4E00. */
static void
one_glyph_two_texts(void **state)
{
	fixture *f = *state;

	begin(f);
	add_line(f, HT_ROLE_FANGSONG, "⽂文⼀一文⽂，“文”——", 0);
	add_line(f, HT_ROLE_SONGTI, "a b c office", 1);
	expect_text(f, "⽂文⼀一文⽂，“文”——a b c office");
}

static void
clusters(void **state)
{
	fixture *f = *state;

	begin(f);
	add_line(f, HT_ROLE_FANGSONG, "葛󠄀城市𠮷󠄁乙", 0);
	add_line(f, HT_ROLE_FANGSONG, "甲e\u030ax\u0302\u0303q乙", 1);
	expect_text(f, "葛󠄀城市𠮷󠄁乙甲e\u030ax\u0302\u0303q乙");
}

/* A glyph to which no text is left is drawn and not read. */
static void
glyph_without_text(void **state)
{
	fixture *f = *state;
	ht_buf out = {0};
	ht_op *op;
	ht_show *show;

	begin(f);
	add_line(f, HT_ROLE_FANGSONG, "甲乙丙", 0);
	op = &f->op[0];
	show = (ht_show *)op->glyph;
	show[1].end = show[1].beg;
	show[2].end = show[2].beg;
	expect_text(f, "甲");
	ask(f, "mutool", "trace", "", &out);
	assert_int_equal(count(&out, "<fill_path"), 2);
	/* Nor need there be any text. */
	show[0].end = show[0].beg;
	write_pdf(f);
	ask(f, "mutool", "trace", "", &out);
	assert_int_equal(count(&out, "<fill_path"), 3);
	assert_int_equal(count(&out, "<g "), 0);
	ht_buf_drop(&out);
}

/* Missing characters all look alike, and each is still read as itself. */
static void
missing_characters(void **state)
{
	fixture *f = *state;
	ht_buf text = {0};

	begin(f);
	for (uint32_t cp = 0x10FF00; cp < 0x10FF00 + 30; cp++)
		ht_buf_addcp(&text, cp);
	ht_buf_addc(&text, '\0');
	add_line(f, HT_ROLE_FANGSONG, text.p, 0);
	expect_text(f, text.p);
	ht_buf_drop(&text);
}

/* Every character of the private planes: more than a font has layers. */
static void
more_texts_than_layers(void **state)
{
	fixture *f = *state;
	ht_buf text = {0};
	ht_buf out = {0};

	begin(f);
	for (int line = 0; line < 40; line++) {
		text.n = 0;
		for (uint32_t i = 0; i < 30; i++)
			ht_buf_addcp(&text, 0x10F000 + 30 * line + i);
		ht_buf_addc(&text, '\0');
		add_line(f, HT_ROLE_FANGSONG,
			ht_str_cstr(f->ctx.arena, ht_buf_str(&text)),
			line % 20);
	}
	write_pdf(f);
	ask(f, "qpdf", "--check", "", &out);
	ht_buf_drop(&out);
	ht_buf_drop(&text);
}

/* Glyphs stand where the list puts them, to 0.001 pt, however odd the widths:
 * no error adds up along a line. */
static void
positions(void **state)
{
	static const int xscale[] = {1000, 667, 1234};
	fixture *f = *state;
	ht_buf out = {0};
	const char *p;
	uint32_t random = 7;
	size_t seen = 0;

	begin(f);
	for (int k = 0; k < 3; k++) {
		ht_op *op;
		ht_show *show;
		ht_len x = LEFT;

		add_line(f, HT_ROLE_FANGSONG,
			"甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", k);
		op = &f->op[k];
		show = (ht_show *)op->glyph;
		op->xscale = xscale[k];
		assert_int_equal(f->page.nop, k + 1);
		for (size_t i = 0; i < op->nglyph; i++) {
			random = random * 1664525 + 1013904223;
			x += 150000 + (ht_len)(random >> 24) * 97;
			show[i].x = x;
		}
	}
	write_pdf(f);
	ask(f, "mutool", "trace", "", &out);
	ht_buf_addc(&out, '\0');
	for (p = strstr(out.p, "<g "); p != NULL; p = strstr(p + 1, "<g ")) {
		const ht_op *op = &f->op[seen / 22];
		const ht_show *show = &op->glyph[seen % 22];
		double x = strtod(strstr(p, "x=\"") + 3, NULL);
		double y = strtod(strstr(p, "y=\"") + 3, NULL);

		assert_true(seen < 66);
		assert_float_equal(x, show->x / 12700.0, 0.001);
		assert_float_equal(y, (PAGE_H - show->y) / 12700.0, 0.001);
		seen++;
	}
	assert_int_equal(seen, 66);
	ht_buf_drop(&out);
}

/* Tags nest in any way and never spoil the page. */
static void
tags(void **state)
{
	fixture *f = *state;
	ht_buf out = {0};

	begin(f);
	add_op(f, HT_OP_END);
	add_op(f, HT_OP_TAG)->tag = "title";
	add_line(f, HT_ROLE_FANGSONG, "题", 0);
	add_op(f, HT_OP_TAG)->tag = "odd name/)";
	add_line(f, HT_ROLE_FANGSONG, "内", 1);
	add_op(f, HT_OP_END);
	add_line(f, HT_ROLE_FANGSONG, "外", 2);
	add_op(f, HT_OP_END);
	f->op[f->page.nop].artifact = true;
	add_op(f, HT_OP_TAG)->artifact = true;
	add_line(f, HT_ROLE_FANGSONG, "号", 3);
	expect_text(f, "题内外号");
	ask(f, "pdfinfo", "-struct-text", "", &out);
	assert_true(contains(&out, "题"));
	assert_true(contains(&out, "内"));
	assert_false(contains(&out, "号"));
	ht_buf_drop(&out);
}

static void
rectangles(void **state)
{
	fixture *f = *state;
	ht_buf out = {0};
	ht_op *op;

	begin(f);
	op = add_op(f, HT_OP_RECT);
	op->x = LEFT;
	op->y = 100 * HT_EMU_MM;
	op->w = 156 * HT_EMU_MM;
	op->h = HT_EMU_PT;
	op->colour.r = 255;
	write_pdf(f);
	ask(f, "mutool", "trace", "", &out);
	assert_true(contains(&out, "color=\"1 0 0\""));
	ht_buf_drop(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers),
		cmocka_unit_test(same_list_same_bytes),
		cmocka_unit_test(metadata),
		cmocka_unit_test(no_page_no_harm),
		cmocka_unit_test(rare_characters),
		cmocka_unit_test(dashes),
		cmocka_unit_test(one_glyph_two_texts),
		cmocka_unit_test(clusters),
		cmocka_unit_test(glyph_without_text),
		cmocka_unit_test(missing_characters),
		cmocka_unit_test(more_texts_than_layers),
		cmocka_unit_test(positions),
		cmocka_unit_test(tags),
		cmocka_unit_test(rectangles),
	};

	return cmocka_run_group_tests_name("pdf", tests, setup, teardown);
}
