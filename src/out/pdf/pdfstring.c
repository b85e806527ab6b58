/* SPDX-License-Identifier: Apache-2.0
 *
 * Strings of glyphs.  They stand where the display list puts them: a TJ array
 * moves by whole hundredths of 1/1000 em, counted from the string's start, so
 * that no rounding adds up.  Most glyphs of a line are as far apart as their
 * neighbours: the character spacing says that once, and only the others need
 * to be moved.
 *
 * Glyphs that readers would part (pdfjoin.h) are a span with the text that they
 * have together (14.9.4), no longer than they and the words among them: a
 * reader gives the characters of a span boxes of one width.
 */
#include "out/pdf/pdfstring.h"

#include "out/pdf/pdffmt.h"
#include "out/pdf/pdfjoin.h"

#define PER_MILLE 1000
#define EM_STEPS 100000 /* steps of a TJ adjustment an em */
#define STEPS 100 /* the same in a unit of 1/1000 em */
#define STEP_DECIMALS 2
#define PT_DECIMALS 5 /* of the spacing */
/* Units of what is counted here an EMU: in them a step, and a unit of the
 * spacing, are whole. */
#define UNITS ((int64_t)EM_STEPS * PER_MILLE)
/* A glyph may stand this far from its place, EMU: 0.0003 pt. */
#define DRIFT_MAX 4
/* So far apart may two distances be that are the same but for rounding, EMU. */
#define SAME_MAX 2

/* A reader's way along a string. */
typedef struct {
	const ht_show *g; /* the string's first glyph */
	int64_t at; /* from there, units */
	int64_t step, space; /* of an adjustment; the spacing; units */
} pen;

static pen
pen_begin(const ht_op *op, size_t beg, int64_t spacing)
{
	return (pen){.g = &op->glyph[beg],
		.step = (int64_t)op->size * op->xscale,
		.space = spacing * HT_EMU_PT * op->xscale};
}

static int64_t
divide(int64_t a, int64_t b)
{
	return (a + (a < 0 ? -b / 2 : b / 2)) / b;
}

static int64_t
distance(int64_t a)
{
	return a < 0 ? -a : a;
}

/* Steps to go back before glyph g; 0 where it is near enough. */
static int64_t
pen_adjust(pen *p, const ht_show *g)
{
	int64_t way = ((int64_t)g->x - p->g->x) * UNITS;
	int64_t back = divide(p->at - way, p->step);

	if (distance(back) * p->step <= DRIFT_MAX * UNITS)
		return 0;
	p->at -= back * p->step;
	return back;
}

static void
pen_show(pen *p, int width)
{
	p->at += (int64_t)width * STEPS * p->step + p->space;
}

/* How many adjustments the string needs. */
static size_t
count_adjustments(const ht_op *op, const ht_pdffont *font, size_t beg,
	size_t end, int64_t spacing)
{
	pen p = pen_begin(op, beg, spacing);
	size_t n = 0;

	for (size_t i = beg; i < end; i++) {
		int width;

		n += pen_adjust(&p, &op->glyph[i]) != 0;
		ht_pdffont_code(font, op->glyph[i].gid, &width);
		pen_show(&p, width);
	}
	return n;
}

/* What stands between glyph i and the next, units. */
static int64_t
gap_behind(const ht_op *op, const ht_pdffont *font, size_t i)
{
	int64_t way = (int64_t)op->glyph[i + 1].x - op->glyph[i].x;
	int64_t step = (int64_t)op->size * op->xscale;
	int width;

	ht_pdffont_code(font, op->glyph[i].gid, &width);
	return way * UNITS - width * STEPS * step;
}

static bool
is_same(int64_t a, int64_t b)
{
	return distance(a - b) <= SAME_MAX * UNITS;
}

/* The spacing that most glyphs have, if most have one (by the vote of Boyer
 * and Moore), as the mean of what rounding made of it. */
static int64_t
usual_spacing(const ht_op *op, const ht_pdffont *font, size_t beg, size_t end)
{
	int64_t usual = 0, sum = 0, n = 0;
	size_t votes = 0;

	for (size_t i = beg; i + 1 < end; i++) {
		int64_t gap = gap_behind(op, font, i);

		if (votes == 0)
			usual = gap;
		if (is_same(gap, usual))
			votes++;
		else
			votes--;
	}
	for (size_t i = beg; i + 1 < end; i++) {
		int64_t gap = gap_behind(op, font, i);

		if (!is_same(gap, usual))
			continue;
		sum += gap - usual;
		n++;
	}
	return divide(usual + sum / n, (int64_t)HT_EMU_PT * op->xscale);
}

/* A string of one glyph needs no spacing; others get theirs if that saves more
 * adjustments than it takes. */
static void
set_spacing(ht_pdfstring *s, const ht_op *op, const ht_pdffont *font,
	size_t beg, size_t end)
{
	size_t now = count_adjustments(op, font, beg, end, s->spacing);
	int64_t usual;

	if (now <= 1)
		return;
	usual = usual_spacing(op, font, beg, end);
	if (count_adjustments(op, font, beg, end, usual) + 1 >= now)
		return;
	s->spacing = usual;
	ht_pdffmt_fixed(s->b, usual, PT_DECIMALS);
	ht_buf_adds(s->b, " Tc\n");
}

void
ht_pdfstring_place(const ht_pdfstring *s, const ht_show *g)
{
	ht_pdffmt_pt(s->b, g->x);
	ht_buf_addc(s->b, ' ');
	ht_pdffmt_pt(s->b, (int64_t)s->height - g->y);
}

/* Begins an array of strings, which is content: of a span, or of its tag; or
 * ends its last string; with steps to go back between strings, if any. */
static void
go_on(ht_pdfstring *s, bool *open, int64_t back)
{
	if (*open && back == 0)
		return;
	if (!*open && !s->spans)
		ht_pdftag_content(s->tags);
	ht_buf_addc(s->b, *open ? '>' : '[');
	if (back != 0)
		ht_pdffmt_fixed(s->b, back, STEP_DECIMALS);
	ht_buf_addc(s->b, '<');
	*open = true;
}

static void
end_array(ht_pdfstring *s, bool *open)
{
	if (*open)
		ht_buf_adds(s->b, ">]TJ\n");
	*open = false;
}

/* Before glyph g, which readers part from the one after it, or do not. */
static void
begin_span(ht_pdfstring *s, const ht_show *g, bool parted, bool *open)
{
	if (!parted || s->spans)
		return;
	end_array(s, open);
	ht_pdftag_span(s->tags);
	s->spans = true;
	s->beg = g->beg;
}

/* After glyph i; spans end with no word half, for its other end may well be
 * parted too. */
static void
end_span(ht_pdfstring *s, const ht_op *op, size_t i, bool parted, bool *open)
{
	const ht_show *g = &op->glyph[i];

	if (!s->spans || parted || ht_pdfjoin_word(op, i, s->end))
		return;
	end_array(s, open);
	ht_pdftag_span_end(s->tags, ht_str_sub(op->text, s->beg, g->end));
	s->spans = false;
}

static void
begin_string(ht_pdfstring *s, const ht_show *g)
{
	ht_buf_adds(s->b, "1 0 0 1 ");
	ht_pdfstring_place(s, g);
	ht_buf_adds(s->b, " Tm\n");
}

void
ht_pdfstring_show(ht_pdfstring *s, const ht_op *op, const ht_pdffont *font,
	size_t beg, size_t end)
{
	bool open = false;
	pen p;

	set_spacing(s, op, font, beg, end);
	p = pen_begin(op, beg, s->spacing);
	begin_string(s, &op->glyph[beg]);
	for (size_t i = beg; i < end; i++) {
		const ht_show *g = &op->glyph[i];
		int width;
		unsigned code = ht_pdffont_code(font, g->gid, &width);
		bool parted = ht_pdfjoin_parted(op, i, s->end, width);

		begin_span(s, g, parted, &open);
		go_on(s, &open, pen_adjust(&p, g));
		ht_pdffmt_hex4(s->b, code);
		pen_show(&p, width);
		end_span(s, op, i, parted, &open);
	}
	end_array(s, &open);
}

void
ht_pdfstring_replace(ht_pdfstring *s, const ht_op *op, const ht_pdffont *font,
	size_t i, ht_str text)
{
	int width;
	unsigned code = ht_pdffont_code(font, op->glyph[i].gid, &width);

	/* The text that is under way tells this one's too. */
	if (s->spans || ht_pdfjoin_parted(op, i, s->end, width)) {
		ht_pdfstring_show(s, op, font, i, i + 1);
		return;
	}
	begin_string(s, &op->glyph[i]);
	ht_pdftag_span(s->tags);
	ht_buf_adds(s->b, "[<");
	ht_pdffmt_hex4(s->b, code);
	ht_buf_adds(s->b, ">]TJ\n");
	ht_pdftag_span_end(s->tags, text);
}
