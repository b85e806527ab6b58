/* SPDX-License-Identifier: Apache-2.0
 *
 * A PDF's sheets: the answer of hongtou-read (src/read/), read.  PDF and answer
 * are both untrusted: whatever does not keep the form or the bounds is an
 * error.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "check/draft.h"
#include "check/reader.h"

#define PAGES_MAX 3000
#define FONTS_MAX 65536
#define CPS_MAX 8
#define LENGTH_MAX (20000 * HT_EMU_PT) /* of any length in the answer */

typedef struct {
	ht_ctx *ctx;
	const char *path;
	const char *p, *end; /* of the answer that is left */
	ht_sheet *sheet;
	size_t nsheet, page; /* page: number of the one under way, or 0 */
	bool images; /* on that page */
	size_t *unknown; /* of each font on that page */
	const char **font;
	uint32_t *merged; /* number of the first font of that name */
	size_t nfont, capfont, capmerged, capunknown;
	ht_draft draft;
	size_t texts; /* pages with text */
	size_t chars, unreadable; /* of the document */
	const char *producer;
	bool ended;
} answer;

static ht_err
bad_answer(answer *r, const char *line)
{
	const char *end = line;

	while (end < r->end && *end != '\n' && end - line < 60)
		end++;
	return ht_fail(r->ctx, HT_EINPUT, HT_MSG_PDF_DAMAGED, r->path, 0,
		ht_str_cstr(
			r->ctx->arena, (ht_str){line, (size_t)(end - line)}),
		NULL);
}

/* The next number of the line; false when there is none within bounds. */
static bool
take(answer *r, int base, long lo, long hi, long *out)
{
	const char *p = r->p, *digits;
	bool minus;
	long v = 0;

	if (p >= r->end || *p != ' ')
		return false;
	p++;
	minus = p < r->end && *p == '-';
	p += minus;
	for (digits = p; p < r->end && p - digits < 12; p++) {
		int d = *p >= '0' && *p <= '9'	 ? *p - '0'
			: *p >= 'A' && *p <= 'F' ? *p - 'A' + 10
						 : base;

		if (d >= base)
			break;
		v = v * base + d;
	}
	if (p == digits)
		return false;
	r->p = p;
	*out = minus ? -v : v;
	return *out >= lo && *out <= hi;
}

static bool
take_len(answer *r, ht_len lo, ht_len *out)
{
	long v;

	if (!take(r, 10, lo, LENGTH_MAX, &v))
		return false;
	*out = (ht_len)v;
	return true;
}

static bool
take_colour(answer *r, ht_colour *out)
{
	long v;

	if (!take(r, 16, 0, 0xFFFFFF, &v))
		return false;
	*out = (ht_colour){(uint8_t)(v >> 16), (uint8_t)(v >> 8), (uint8_t)v};
	return true;
}

static ht_str
rest_of_line(answer *r)
{
	const char *p = r->p;

	while (r->p < r->end && *r->p != '\n')
		r->p++;
	return (ht_str){p, (size_t)(r->p - p)};
}

static bool
private_use(uint32_t cp)
{
	return (cp >= 0xE000 && cp <= 0xF8FF) || cp >= 0xF0000;
}

/* The text of a character; what cannot be read becomes U+FFFD. */
static bool
take_text(answer *r, size_t font, ht_str *out)
{
	char text[4 * CPS_MAX];
	size_t n = 0;
	bool unknown = false;
	long cp;

	for (int i = 0; i < CPS_MAX && r->p < r->end && *r->p == ' '; i++) {
		if (!take(r, 16, 0, 0x10FFFF, &cp))
			return false;
		if (cp == 0 || (cp >= 0xD800 && cp <= 0xDFFF))
			cp = HT_REPLACEMENT;
		unknown = unknown || cp == HT_REPLACEMENT ||
			  private_use((uint32_t)cp);
		n += (size_t)ht_utf8_put((uint32_t)cp, text + n);
	}
	r->unknown[font] += unknown;
	r->unreadable += unknown;
	r->chars++;
	*out = (ht_str){ht_str_cstr(r->ctx->arena, (ht_str){text, n}), n};
	return n > 0;
}

static bool
read_char(answer *r)
{
	ht_draft_char c = {0};
	long font;

	if (!r->page || !take_len(r, -LENGTH_MAX, &c.x) ||
		!take_len(r, -LENGTH_MAX, &c.y) || !take_len(r, 0, &c.w) ||
		!take_len(r, 0, &c.size) || !take_colour(r, &c.colour) ||
		!take(r, 10, 0, (long)r->nfont - 1, &font) ||
		!take_text(r, (size_t)font, &c.text))
		return false;
	c.font = r->merged[font];
	/* What lies off the sheet is not seen. */
	if (c.x >= 0 && c.x < r->draft.w && c.y >= 0 &&
		c.y < r->draft.h + c.size && c.size > 0)
		ht_draft_char_add(r->ctx->arena, &r->draft, c);
	return true;
}

static bool
read_rule(answer *r)
{
	ht_sheet_rule b;

	if (!r->page || !take_len(r, -LENGTH_MAX, &b.x) ||
		!take_len(r, -LENGTH_MAX, &b.y) || !take_len(r, 0, &b.w) ||
		!take_len(r, 0, &b.h) || !take_colour(r, &b.colour))
		return false;
	ht_draft_rule_add(r->ctx->arena, &r->draft, b);
	return true;
}

static bool
read_font(answer *r)
{
	ht_arena *a = r->ctx->arena;
	ht_str name;
	long number;
	size_t same = 0;

	if (!take(r, 10, (long)r->nfont, (long)r->nfont, &number) ||
		number >= FONTS_MAX)
		return false;
	name = ht_str_trim(rest_of_line(r));
	if (ht_utf8_valid(name) != name.n)
		return false;
	if (r->nfont == r->capfont) {
		r->font =
			ht_arena_grow(a, r->font, &r->capfont, sizeof *r->font);
		r->merged = ht_arena_grow(
			a, r->merged, &r->capmerged, sizeof *r->merged);
		r->unknown = ht_arena_grow(
			a, r->unknown, &r->capunknown, sizeof *r->unknown);
	}
	r->font[r->nfont] = ht_str_cstr(a, name);
	while (strcmp(r->font[same], r->font[r->nfont]) != 0)
		same++;
	r->merged[r->nfont++] = (uint32_t)same;
	return true;
}

/* Ends the page under way. */
static void
end_page(answer *r)
{
	ht_arena *a = r->ctx->arena;
	const char *page = ht_fmt(a, "%zu", r->page);

	if (!r->page)
		return;
	for (size_t i = 0; i < r->nfont; i++) {
		if (r->unknown[i])
			ht_diag_add(r->ctx, HT_MSG_PDF_UNREADABLE, (ht_span){0},
				page, r->font[i],
				ht_fmt(a, "%zu", r->unknown[i]), NULL);
		r->unknown[i] = 0;
	}
	ht_draft_finish(a, &r->draft, &r->sheet[r->page - 1]);
	if (r->sheet[r->page - 1].nline)
		r->texts++;
	else if (r->images)
		ht_diag_add(r->ctx, HT_MSG_PDF_PAGE_NO_TEXT, (ht_span){0}, page,
			NULL);
}

static bool
read_page(answer *r)
{
	long number, images;
	ht_len w, h;

	end_page(r);
	if (!take(r, 10, (long)r->page + 1, (long)r->nsheet, &number) ||
		!take_len(r, 1, &w) || !take_len(r, 1, &h) ||
		!take(r, 10, 0, INT32_MAX, &images))
		return false;
	r->page = (size_t)number;
	r->images = images > 0;
	r->draft = (ht_draft){.w = w, .h = h};
	return true;
}

static bool
read_pages(answer *r)
{
	long n;

	if (r->sheet || !take(r, 10, 1, PAGES_MAX, &n))
		return false;
	r->nsheet = (size_t)n;
	r->sheet = HT_ARRAY(r->ctx->arena, ht_sheet, r->nsheet);
	return true;
}

static ht_err
read_error(answer *r)
{
	ht_str name = ht_str_trim(rest_of_line(r));

	if (ht_str_is(name, "encrypted"))
		return ht_fail(r->ctx, HT_EINPUT, HT_MSG_PDF_ENCRYPTED, r->path,
			0, NULL);
	if (ht_str_is(name, "limit"))
		return ht_fail(r->ctx, HT_ELIMIT, HT_MSG_PDF_LIMIT, r->path, 0,
			"pages, characters", NULL);
	return ht_fail(r->ctx, HT_EINPUT, HT_MSG_PDF_DAMAGED, r->path, 0,
		ht_str_cstr(r->ctx->arena, name), NULL);
}

static bool
keyword(answer *r, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(r->end - r->p) < n || memcmp(r->p, word, n) != 0 ||
		(r->p + n < r->end && r->p[n] != ' ' && r->p[n] != '\n'))
		return false;
	r->p += n;
	return true;
}

static ht_err
read_line(answer *r)
{
	const char *line = r->p;
	bool good = false;

	if (keyword(r, "c"))
		good = read_char(r);
	else if (keyword(r, "r"))
		good = read_rule(r);
	else if (keyword(r, "font"))
		good = read_font(r);
	else if (keyword(r, "page"))
		good = read_page(r);
	else if (keyword(r, "pages"))
		good = read_pages(r);
	else if (keyword(r, "producer")) {
		ht_str s = ht_str_trim(rest_of_line(r));

		good = ht_utf8_valid(s) == s.n;
		r->producer = ht_str_cstr(r->ctx->arena, s);
	} else if (keyword(r, "error"))
		return read_error(r);
	else if (keyword(r, "end"))
		good = r->ended = r->page == r->nsheet && r->nsheet > 0;
	if (!good || r->p >= r->end || *r->p != '\n')
		return bad_answer(r, line);
	r->p++;
	return HT_OK;
}

/* The font of the first diagnostic of that kind. */
static const char *
first_unreadable(const answer *r)
{
	for (size_t i = 0; i < r->ctx->ndiag; i++)
		if (r->ctx->diag[i].id == HT_MSG_PDF_UNREADABLE)
			return r->ctx->diag[i].arg[1];
	return "?";
}

static ht_err
read_answer(answer *r)
{
	if (!keyword(r, "hongtou-read") || !ht_str_is(rest_of_line(r), " 1"))
		return bad_answer(r, r->p);
	r->p++;
	while (r->p < r->end && !r->ended)
		HT_TRY(read_line(r));
	if (!r->ended)
		return ht_fail(r->ctx, HT_EINPUT, HT_MSG_PDF_DAMAGED, r->path,
			0, "EOF", NULL);
	end_page(r);
	if (r->unreadable * 2 > r->chars)
		return ht_fail(r->ctx, HT_EINPUT, HT_MSG_PDF_NO_UNICODE,
			r->path, 0, "1", first_unreadable(r), NULL);
	if (r->texts == 0)
		return ht_fail(r->ctx, HT_EINPUT, HT_MSG_PDF_NO_TEXT, r->path,
			0, "1", NULL);
	return HT_OK;
}

ht_err
ht_sheets_read(
	ht_ctx *ctx, const char *reader, const char *path, ht_sheets *out)
{
	answer r = {.ctx = ctx, .path = path, .producer = ""};
	ht_buf text = {0};
	ht_err err = ht_reader_run(ctx, reader, path, &text);

	if (err == HT_OK) {
		r.p = text.p;
		r.end = text.p + text.n;
		err = read_answer(&r);
	}
	ht_buf_drop(&text);
	if (err != HT_OK)
		return err;
	ht_sheets_furniture(r.sheet, r.nsheet);
	*out = (ht_sheets){.sheet = r.sheet,
		.nsheet = r.nsheet,
		.font = r.font,
		.nfont = r.nfont,
		.producer = r.producer};
	return HT_OK;
}
