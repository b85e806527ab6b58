/* SPDX-License-Identifier: Apache-2.0
 *
 * Reads a source: bytes in, valid UTF-8 and a line table out.
 *
 * A byte order mark decides; then valid UTF-8; then the NUL bytes that UTF-16
 * leaves in every text with line ends; then text that is UTF-8 but for a few
 * bytes; then GB18030 and Big5, told apart by how many byte pairs are common
 * characters of GB 2312.  ICU's detector alone was tried and rejected for the
 * last step: it names GB18030 for anything of a few hundred bytes, and calls
 * short Chinese texts Japanese.  What is none of these is no text.
 */
#include "text/text.h"

#include <string.h>
#include <strings.h>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "base/io.h"
#include "base/utf8.h"
#include "text/report.h"

#define SOURCE_LIMIT ((size_t)16 << 20)
#define LINE_LIMIT ((size_t)2 << 20)
#define SAMPLE ((size_t)256 << 10) /* bytes that a guess looks at */
#define GB_COMMON_PERCENT 70
#define CHINESE_PERCENT 85

typedef unsigned char byte;

static bool
is_control(byte c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') ||
	       c == 0x7F;
}

/* Length of the valid UTF-8 sequence at i, or 0. */
static size_t
sequence(ht_str s, size_t i)
{
	size_t to = i;
	uint32_t cp = ht_utf8_next(s, &to);

	if (cp == HT_REPLACEMENT && to == i + 1)
		return 0;
	return to - i;
}

/* --- guesses */

/* Share of NUL bytes at even and odd places, of every 100 bytes. */
static void
count_nul(ht_str s, size_t nul[2])
{
	nul[0] = nul[1] = 0;
	for (size_t i = 0; i < s.n && i < SAMPLE; i++)
		nul[i & 1] += s.p[i] == 0;
}

static const char *
guess_utf16(ht_str s, bool is_utf8)
{
	size_t nul[2], seen = s.n < SAMPLE ? s.n : SAMPLE;

	if (!memchr(s.p, 0, seen))
		return NULL;
	count_nul(s, nul);
	/* A text of ASCII letters is UTF-8 too, with every other byte NUL. */
	if (is_utf8 && (nul[0] + nul[1]) * 5 < seen)
		return NULL;
	if (nul[1] > 0 && nul[0] * 8 < nul[1])
		return "UTF-16LE";
	if (nul[0] > 0 && nul[1] * 8 < nul[0])
		return "UTF-16BE";
	return NULL;
}

/* Text that holds four sound sequences for each unsound byte; of GB18030 one
 * pair in five is one by chance. */
static bool
mostly_utf8(ht_str s)
{
	size_t good = 0, bad = 0;

	for (size_t i = 0; i < s.n && i < SAMPLE;) {
		size_t n = sequence(s, i);

		good += n > 1;
		bad += n == 0;
		i += n ? n : 1;
	}
	return good >= 4 * bad;
}

/* Of 100 byte pairs, how many are marks or the common characters of GB 2312
 * (its level 1), were the text GB18030. */
static size_t
gb_common(ht_str s)
{
	size_t pairs = 0, common = 0;

	for (size_t i = 0; i + 1 < s.n && i < SAMPLE;) {
		byte a = (byte)s.p[i], b = (byte)s.p[i + 1];

		if (a < 0x80) {
			i++;
			continue;
		}
		pairs++;
		common += b >= 0xA1 && ((a >= 0xA1 && a <= 0xA9) ||
					       (a >= 0xB0 && a <= 0xD7));
		i += 2;
	}
	return pairs ? common * 100 / pairs : 0;
}

static bool
detector_says_big5(ht_str s)
{
	UErrorCode err = U_ZERO_ERROR;
	UCharsetDetector *det = ucsdet_open(&err);
	const UCharsetMatch *match;
	bool big5 = false;

	if (U_FAILURE(err))
		return false;
	ucsdet_setText(det, s.p, (int32_t)(s.n < SAMPLE ? s.n : SAMPLE), &err);
	match = ucsdet_detect(det, &err);
	if (U_SUCCESS(err) && match)
		big5 = strcmp(ucsdet_getName(match, &err), "Big5") == 0;
	ucsdet_close(det);
	return big5;
}

/* Whether decoded text is Chinese: ideographs, their marks, ASCII. */
static bool
looks_chinese(ht_str s)
{
	size_t all = 0, good = 0, han = 0;

	for (size_t i = 0; i < s.n && i < SAMPLE;) {
		uint32_t cp = ht_utf8_next(s, &i);
		bool ideograph = cp >= 0x4E00 && cp <= 0x9FFF;

		all++;
		han += ideograph;
		good += ideograph || (cp >= 0x20 && cp < 0x7F) || cp == '\n' ||
			cp == '\r' || cp == '\t' ||
			(cp >= 0x2010 && cp <= 0x203B) ||
			(cp >= 0x2460 && cp <= 0x24FF) ||
			(cp >= 0x3000 && cp <= 0x303F) ||
			(cp >= 0xFF00 && cp <= 0xFFEF) || cp == 0xB7;
	}
	return han > 0 && good * 100 >= all * CHINESE_PERCENT;
}

/* --- decoding */

/* Decodes bytes of an ICU converter to UTF-8.  strict: unsound bytes end it;
 * otherwise they become U+FFFD.  False when it ends or there is none. */
static bool
convert(ht_ctx *ctx, const char *name, ht_str in, bool strict, ht_str *out)
{
	UErrorCode err = U_ZERO_ERROR;
	UConverter *cnv = ucnv_open(name, &err);
	size_t cap = in.n * 2 + 16;
	char *text;
	int32_t n;

	if (U_FAILURE(err))
		return false;
	if (strict)
		ucnv_setToUCallBack(
			cnv, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &err);
	text = ht_arena_alloc(ctx->arena, cap);
	n = ucnv_toAlgorithmic(
		UCNV_UTF8, cnv, text, (int32_t)cap, in.p, (int32_t)in.n, &err);
	ucnv_close(cnv);
	*out = (ht_str){text, (size_t)n};
	return U_SUCCESS(err);
}

static bool
decode_legacy(ht_ctx *ctx, ht_str in, ht_str *out, const char **encoding)
{
	bool gb = gb_common(in) >= GB_COMMON_PERCENT;
	bool big5 = !gb && detector_says_big5(in);
	const char *order[] = {
		big5 ? "Big5" : "GB18030", big5 ? "GB18030" : "Big5"};

	for (int i = 0; i < 2; i++) {
		*encoding = order[i];
		if (convert(ctx, order[i], in, true, out) &&
			looks_chinese(*out))
			return true;
	}
	*encoding = "GB18030";
	return gb && convert(ctx, "GB18030", in, false, out) &&
	       looks_chinese(*out);
}

bool
ht_source_recode(ht_ctx *ctx, ht_str in, ht_str *out, const char **encoding)
{
	bool is_utf8;

	*encoding = "UTF-8";
	*out = in;
	if (ht_str_starts(in, "\xEF\xBB\xBF")) {
		*out = ht_str_sub(in, 3, in.n);
		return true;
	}
	if (ht_str_starts(in, "\xFF\xFE") || ht_str_starts(in, "\xFE\xFF")) {
		*encoding = (byte)in.p[0] == 0xFF ? "UTF-16LE" : "UTF-16BE";
		return convert(
			ctx, *encoding, ht_str_sub(in, 2, in.n), false, out);
	}
	is_utf8 = ht_utf8_valid(in) == in.n;
	*encoding = guess_utf16(in, is_utf8);
	if (*encoding && convert(ctx, *encoding, in, true, out) &&
		(is_utf8 || looks_chinese(*out)))
		return true;
	*encoding = "UTF-8";
	*out = in;
	if (is_utf8 || mostly_utf8(in))
		return true;
	return decode_legacy(ctx, in, out, encoding);
}

/* --- cleaning */

typedef struct {
	ht_report bad, control, replaced;
	char *out;
	size_t n;
} cleaner;

typedef enum { SOUND, BAD, CONTROL, REPLACED } sort;

static sort
sort_at(ht_str s, size_t i, size_t *len)
{
	*len = sequence(s, i);
	if (*len == 0) {
		*len = 1;
		return BAD;
	}
	if (*len == 1 && is_control((byte)s.p[i]))
		return CONTROL;
	/* C1 controls: C2 80 ... C2 9F. */
	if (*len == 2 && (byte)s.p[i] == 0xC2 && (byte)s.p[i + 1] < 0xA0)
		return CONTROL;
	if (*len == 3 && memcmp(s.p + i, "\xEF\xBF\xBD", 3) == 0)
		return REPLACED;
	return SOUND;
}

static void
report_run(ht_report *r, ht_span span, size_t count, byte first)
{
	ht_arena *a = r->ctx->arena;

	if (ht_report_lists(r))
		ht_report_add(r, span, ht_fmt(a, "%zu", count),
			ht_fmt(a, "0x%02X", first));
	else
		ht_report_add(r, span, NULL, NULL);
}

/* Takes the run of one sort that begins at i; returns its end. */
static size_t
clean_run(cleaner *c, ht_str s, size_t i, sort what)
{
	size_t len, from = i, count = 0;
	ht_span span = {(uint32_t)c->n, (uint32_t)c->n};

	for (; i < s.n && sort_at(s, i, &len) == what; i += len) {
		count++;
		if (what == CONTROL)
			continue;
		memcpy(c->out + c->n, "\xEF\xBF\xBD", 3);
		c->n += 3;
	}
	/* Dropped controls: where the next character stands. */
	span.end = (uint32_t)c->n + (what == CONTROL);
	report_run(what == CONTROL ? &c->control
		   : what == BAD   ? &c->bad
				   : &c->replaced,
		span, count, (byte)s.p[from]);
	return i;
}

/* Text without controls, its unsound bytes as U+FFFD; each run is told.
 * replaced: what U+FFFD in it means, a warning when it stood in the source. */
static ht_str
clean(ht_ctx *ctx, ht_str s, ht_msg replaced)
{
	size_t odd = 0, len;
	cleaner c = {.bad = {.ctx = ctx, .id = HT_MSG_SOURCE_BAD_BYTES},
		.control = {.ctx = ctx, .id = HT_MSG_SOURCE_CONTROL},
		.replaced = {.ctx = ctx, .id = replaced}};

	for (size_t i = 0; i < s.n; i += len)
		odd += sort_at(s, i, &len) != SOUND;
	if (odd == 0)
		return s;
	c.out = ht_arena_alloc(ctx->arena, s.n + odd * 2 + 1);
	for (size_t i = 0; i < s.n;) {
		sort what = sort_at(s, i, &len);

		if (what != SOUND) {
			i = clean_run(&c, s, i, what);
			continue;
		}
		memcpy(c.out + c.n, s.p + i, len);
		c.n += len;
		i += len;
	}
	ht_report_end(&c.bad);
	ht_report_end(&c.control);
	ht_report_end(&c.replaced);
	return (ht_str){c.out, c.n};
}

/* More than a quarter of controls is a program, a picture, an archive. */
static bool
is_binary(ht_str s)
{
	size_t count = 0, seen = s.n < SAMPLE ? s.n : SAMPLE;

	for (size_t i = 0; i < seen; i++)
		count += is_control((byte)s.p[i]);
	return count * 4 > seen && count > 2;
}

/* --- lines */

/* A line ends at LF, CR LF or a lone CR. */
static bool
ends_line(ht_str s, size_t i)
{
	if (s.p[i] == '\n')
		return true;
	return s.p[i] == '\r' && (i + 1 == s.n || s.p[i + 1] != '\n');
}

static ht_err
index_lines(ht_ctx *ctx, const char *name, ht_source *out)
{
	ht_str s = out->text;
	size_t n = 1;
	uint32_t *line;

	for (size_t i = 0; i < s.n; i++)
		n += ends_line(s, i) && i + 1 < s.n;
	if (n > LINE_LIMIT)
		return ht_fail(ctx, HT_ELIMIT, HT_MSG_SOURCE_LINES, name, 0,
			ht_fmt(ctx->arena, "%zu", n),
			ht_fmt(ctx->arena, "%zu", LINE_LIMIT), NULL);
	line = HT_ARRAY(ctx->arena, uint32_t, n);
	out->nline = 1;
	for (size_t i = 0; i < s.n; i++)
		if (ends_line(s, i) && i + 1 < s.n)
			line[out->nline++] = (uint32_t)i + 1;
	out->line = line;
	return HT_OK;
}

/* What people take for a text, by how it begins; NULL when it is none of them.
 */
static const char *
format_of(ht_str bytes)
{
	static const struct {
		const char *begins, *name;
	} format[] = {{"PK\x03\x04", "Word/WPS (.docx, .odt)"},
		{"\xD0\xCF\x11\xE0", "Word/WPS (.doc, .wps)"}, {"%PDF-", "PDF"},
		{"{\\rtf", "RTF"}, {"<!doctype", "HTML"}, {"<html", "HTML"},
		{"<?xml", "XML"}};
	ht_str s = bytes;

	if (ht_str_starts(s, "\xEF\xBB\xBF"))
		s = ht_str_sub(s, 3, s.n);
	while (s.n && strchr(" \t\r\n", *s.p) && *s.p)
		s = ht_str_sub(s, 1, s.n);
	for (size_t i = 0; i < sizeof format / sizeof *format; i++) {
		size_t n = strlen(format[i].begins);

		if (s.n >= n && strncasecmp(s.p, format[i].begins, n) == 0)
			return format[i].name;
	}
	return NULL;
}

static ht_err
take(ht_ctx *ctx, const char *name, ht_str bytes, ht_source *out)
{
	const char *format = format_of(bytes);
	bool utf8;

	*out = (ht_source){.path = name};
	if (format)
		return ht_fail(ctx, HT_EINPUT, HT_MSG_SOURCE_FORMAT, name, 0,
			format, NULL);
	if (!ht_source_recode(ctx, bytes, &out->text, &out->encoding) ||
		is_binary(out->text))
		return ht_fail(
			ctx, HT_EINPUT, HT_MSG_SOURCE_BINARY, name, 0, NULL);
	utf8 = strcmp(out->encoding, "UTF-8") == 0;
	if (!utf8)
		ht_diag_add(ctx, HT_MSG_SOURCE_ENCODING, (ht_span){0},
			out->encoding, NULL);
	out->text = clean(ctx, out->text,
		utf8 ? HT_MSG_SOURCE_REPLACEMENT : HT_MSG_SOURCE_BAD_BYTES);
	if (ht_str_starts(out->text, "\xEF\xBB\xBF"))
		out->text = ht_str_sub(out->text, 3, out->text.n);
	if (ht_str_trim(out->text).n == 0)
		return ht_fail(
			ctx, HT_EINPUT, HT_MSG_SOURCE_EMPTY, name, 0, NULL);
	ht_source_tell_invisible(ctx, out);
	return index_lines(ctx, name, out);
}

/* bytes are copied: the source lives in the arena of the context. */
ht_err
ht_source_decode(ht_ctx *ctx, const char *name, ht_str bytes, ht_source *out)
{
	char *copy;

	if (bytes.n > SOURCE_LIMIT)
		return ht_fail(ctx, HT_ELIMIT, HT_MSG_IO_LIMIT, name, 0,
			ht_fmt(ctx->arena, "%zu", bytes.n),
			ht_fmt(ctx->arena, "%zu", SOURCE_LIMIT), NULL);
	copy = ht_arena_alloc(ctx->arena, bytes.n + 1);
	if (bytes.n)
		memcpy(copy, bytes.p, bytes.n);
	return take(ctx, name, (ht_str){copy, bytes.n}, out);
}

ht_err
ht_source_read(ht_ctx *ctx, const char *path, ht_source *out)
{
	ht_str bytes;

	HT_TRY(ht_io_read(ctx, path, SOURCE_LIMIT, &bytes));
	return take(ctx, path, bytes, out);
}
