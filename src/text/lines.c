/* SPDX-License-Identifier: Apache-2.0
 *
 * Lines: blanks taken off, Markdown's line marks found, widths counted, and
 * the two questions that reflowing asks of each: does it begin an element, is
 * its sentence at an end?  The numbering is GB/T 9704-2012 7.3.3's; the code
 * points stand here because the stage below the rules asks for them.
 */
#include "text/lines.h"

#include "base/utf8.h"
#include "text/markup.h"

#define START_CHARS 8 /* characters that tell how a line begins */
#define LABEL_CHARS 6 /* characters before the colon of a label */

/* U+4E00.. are spread over the code page: Han digits 0 to 10, 100. */
static bool
is_han_digit(uint32_t c)
{
	switch (c) {
	case 0x4E00: /* one ... ten, in order */
	case 0x4E8C:
	case 0x4E09:
	case 0x56DB:
	case 0x4E94:
	case 0x516D:
	case 0x4E03:
	case 0x516B:
	case 0x4E5D:
	case 0x5341:
	case 0x767E: /* hundred */
	case 0x3007: /* zero */
	case 0x96F6:
		return true;
	}
	return false;
}

static bool
is_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

/* The units of a regulation: part, chapter, section, article, clause. */
static bool
is_ordinal_unit(uint32_t c)
{
	return c == 0x7F16 || c == 0x7AE0 || c == 0x8282 || c == 0x6761 ||
	       c == 0x6B3E;
}

/* Reads up to START_CHARS characters; the number read. */
static int
read_start(ht_str s, uint32_t cp[START_CHARS + 1])
{
	size_t i = 0;
	int n = 0;

	while (n < START_CHARS && i < s.n)
		cp[n++] = ht_utf8_next(s, &i);
	cp[n] = 0;
	return n;
}

/* The end of a run of Han digits, or of other digits, from i. */
static int
skip_digits(const uint32_t *cp, int i, bool han)
{
	while (han ? is_han_digit(cp[i]) : is_digit(cp[i]))
		i++;
	return i;
}

/* A number in parentheses: (1), full width or not. */
static ht_start
start_paren(const uint32_t *cp)
{
	bool han = is_han_digit(cp[1]);
	int i = skip_digits(cp, 1, han);

	/* Four digits are a year. */
	if (i == 1 || (!han && i > 4) || (cp[i] != ')' && cp[i] != 0xFF09))
		return HT_START_NONE;
	return han ? HT_START_HAN_PAREN : HT_START_DIGIT_PAREN;
}

static ht_start
start_digit(const uint32_t *cp)
{
	int i = skip_digits(cp, 0, false);

	if (i > 3)
		return HT_START_NONE;
	if (cp[i] == 0x3001) /* ideographic comma */
		return HT_START_DIGIT_DOT;
	/* 1.5 is a number, and 1) a list. */
	if ((cp[i] == '.' || cp[i] == 0xFF0E) && !is_digit(cp[i + 1]))
		return HT_START_DIGIT_DOT;
	if (cp[i] == ')' || cp[i] == 0xFF09)
		return HT_START_DIGIT_PAREN;
	return HT_START_NONE;
}

/* Attachment (U+9644 U+4EF6), copy to and the like: a word and a colon. */
static ht_start
start_label(const uint32_t *cp, int n)
{
	int i = 0;

	if (cp[0] == 0x9644 && cp[1] == 0x4EF6 && !ht_cp_is_han(cp[2]))
		return HT_START_LABEL;
	while (i < n && i < LABEL_CHARS && ht_cp_is_han(cp[i]))
		i++;
	if (i >= 2 && i < n && (cp[i] == ':' || cp[i] == 0xFF1A))
		return HT_START_LABEL;
	return HT_START_NONE;
}

ht_start
ht_line_start(ht_str text)
{
	uint32_t cp[START_CHARS + 1];
	int n, i;

	if (ht_note_label(text))
		return HT_START_LABEL;
	/* Emphasis marks hide a number. */
	text = ht_markup_trim_start(text);
	if (ht_str_starts(text, "**") || ht_str_starts(text, "__"))
		text = ht_str_trim(ht_str_sub(text, 2, text.n));
	n = read_start(text, cp);
	if (is_han_digit(cp[0])) {
		i = skip_digits(cp, 0, true);
		if (cp[i] == 0x3001)
			return HT_START_HAN_COMMA;
	}
	if (cp[0] == 0x7B2C) { /* "number": chapter 1, article 1 */
		i = skip_digits(cp, 1, is_han_digit(cp[1]));
		if (i > 1 && is_ordinal_unit(cp[i]))
			return HT_START_ORDINAL;
	}
	if (cp[0] == '(' || cp[0] == 0xFF08)
		return start_paren(cp);
	if (is_digit(cp[0]))
		return start_digit(cp);
	if (cp[0] >= 0x2460 && cp[0] <= 0x2473)
		return HT_START_CIRCLED;
	if (cp[0] == 0x2014 && cp[1] == 0x2014)
		return HT_START_DASH;
	if (cp[0] == '|' || cp[0] == '<' || (cp[0] == '!' && cp[1] == '['))
		return HT_START_CELL;
	if ((cp[0] == '-' || cp[0] == '*' || cp[0] == '+') && cp[1] == ' ')
		return HT_START_BULLET;
	return start_label(cp, n);
}

/* Closing quotes, brackets and emphasis marks hide the stop before them. */
static bool
is_closer(uint32_t c)
{
	return c == 0x201D || c == 0x2019 || c == 0xFF09 || c == ')' ||
	       c == 0x300B || c == 0x3011 || c == 0x300D || c == 0x300F ||
	       c == '"' || c == '*';
}

ht_stop
ht_line_stop(ht_str text)
{
	size_t i;
	uint32_t c = 0;

	text = ht_markup_trim_end(text);
	i = text.n;
	while (i > 0) {
		c = ht_utf8_prev(text, &i);
		if (!is_closer(c))
			break;
	}
	switch (c) {
	case 0x3002: /* full stop, exclamation and question mark, semicolon */
	case 0xFF01:
	case 0xFF1F:
	case 0xFF1B:
	case 0x2026:
	case '!':
	case '?':
	case ';':
		return HT_STOP_FULL;
	case 0xFF1A:
	case ':':
		return HT_STOP_COLON;
	case 0xFF0C: /* comma, ideographic comma */
	case 0x3001:
	case ',':
		return HT_STOP_COMMA;
	case '.': /* the full stop of a half-width hand; 1. is a number */
		return i > 0 && ht_cp_is_han(ht_utf8_prev(text, &i))
			       ? HT_STOP_FULL
			       : HT_STOP_OPEN;
	}
	return HT_STOP_OPEN;
}

/* Width in half cells, and which marks stand inside. */
static void
measure(ht_str text, ht_line *line)
{
	uint32_t width = 0, west = 0;

	for (size_t i = 0; i < text.n;) {
		uint32_t c = ht_utf8_next(text, &i);
		bool stop = c == 0x3002;
		bool mark = stop || c == 0xFF0C || c == ',' || c == 0xFF1B;

		width += c < 0x2000 ? 1 : 2;
		west += c < 0x2000;
		line->inner = line->inner || (mark && i < text.n);
		line->sentence = line->sentence || (stop && i < text.n);
	}
	line->width = width < UINT16_MAX ? (uint16_t)width : UINT16_MAX;
	line->west = west < UINT8_MAX ? (uint8_t)west : UINT8_MAX;
}

size_t
ht_line_width(ht_str text)
{
	size_t width = 0;

	for (size_t i = 0; i < text.n;)
		width += ht_utf8_next(text, &i) < 0x2000 ? 1 : 2;
	return width;
}

/* --- Markdown's line marks */

static bool
is_rule(ht_str t)
{
	size_t count = 0;

	if (t.n < 3 || (t.p[0] != '-' && t.p[0] != '*' && t.p[0] != '_'))
		return false;
	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] != t.p[0] && t.p[i] != ' ' && t.p[i] != '\t')
			return false;
		count += t.p[i] == t.p[0];
	}
	return count >= 3;
}

/* Takes the marks of an ATX heading off line; text is the trimmed line. */
static void
read_heading(ht_str text, ht_line *line)
{
	size_t level = 0, end = text.n, beg;
	ht_str inner;

	while (level < text.n && text.p[level] == '#')
		level++;
	if (level == 0 || level > 6 ||
		(level < text.n && text.p[level] != ' ' &&
			text.p[level] != '\t'))
		return;
	beg = level;
	while (end > beg && text.p[end - 1] == '#')
		end--;
	/* Closing marks stand behind a blank; C# keeps its own. */
	if (end > beg && text.p[end - 1] != ' ')
		end = text.n;
	inner = ht_str_trim(ht_str_sub(text, beg, end));
	line->kind = HT_LINE_HEADING;
	line->level = (uint8_t)level;
	line->beg += (uint32_t)(inner.p - text.p);
	line->end = line->beg + (uint32_t)inner.n;
}

/* --- reading */

static uint8_t
indent_of(ht_str blanks)
{
	unsigned width = 0;

	for (size_t i = 0; i < blanks.n;) {
		uint32_t c = ht_utf8_next(blanks, &i);

		width += c == '\t' ? 4 : c < 0x2000 ? 1 : 2;
	}
	return width < UINT8_MAX ? (uint8_t)width : UINT8_MAX;
}

/* Fills line from the bytes of one line; false when it holds but blanks. */
static bool
read_line(const ht_source *s, uint32_t beg, uint32_t end, ht_line *line)
{
	ht_str whole = ht_str_sub(s->text, beg, end);
	ht_str text = ht_str_trim(whole);

	for (size_t i = 0; i < whole.n && text.n == 0; i++)
		line->feed = line->feed || whole.p[i] == '\f';
	if (text.n == 0)
		return false;
	for (const char *p = whole.p; p < text.p; p++)
		line->feed = line->feed || *p == '\f';
	line->beg = line->mark = beg + (uint32_t)(text.p - whole.p);
	line->end = line->tail = line->beg + (uint32_t)text.n;
	line->indent = indent_of(ht_str_sub(s->text, beg, line->beg));
	line->kind = is_rule(text) ? HT_LINE_RULE : HT_LINE_TEXT;
	if (line->kind == HT_LINE_TEXT)
		read_heading(text, line);
	text = ht_str_sub(s->text, line->beg, line->end);
	line->start = (uint8_t)ht_line_start(text);
	line->stop = (uint8_t)ht_line_stop(text);
	measure(text, line);
	return true;
}

static size_t
first_line(const ht_source *s, uint32_t from)
{
	size_t i = 0;

	while (i < s->nline && s->line[i] < from)
		i++;
	return i;
}

size_t
ht_lines_read(ht_ctx *ctx, const ht_source *s, uint32_t from, ht_line **out)
{
	size_t n = 0, cap = 0, blank = 0;
	ht_line *lines = NULL, next = {0};

	for (size_t i = first_line(s, from); i < s->nline; i++) {
		uint32_t end =
			i + 1 < s->nline ? s->line[i + 1] : (uint32_t)s->text.n;

		if (!read_line(s, s->line[i], end, &next)) {
			blank++;
			continue;
		}
		next.blank = blank < UINT8_MAX ? (uint8_t)blank : UINT8_MAX;
		HT_ROOM(ctx->arena, lines, n, cap);
		lines[n++] = next;
		next = (ht_line){0};
		blank = 0;
	}
	*out = lines;
	return n;
}
