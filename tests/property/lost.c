/* SPDX-License-Identifier: Apache-2.0
 *
 * Nothing is lost: every non-blank character of the source is a glyph's text
 * on some page, or a diagnostic says that it is not set.  The source is read
 * here by a reader of its own, which knows front matter, Markdown marks and
 * tables, and nothing of the program's stages.
 */
#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/utf8.h"
#include "property.h"

#define CODES 0x110000

typedef struct {
	const ht_work *w;
	int32_t *source, *shown, *told;
	bool front, setting; /* the key's values are not set */
	size_t line;
} counts;

static void
count(int32_t *table, ht_str s, int32_t by)
{
	for (size_t i = 0; i < s.n;) {
		uint32_t c = ht_utf8_next(s, &i);

		if (!ht_cp_is_blank(c))
			table[c] += by;
	}
}

/* --- the source */

static bool
is_setting(ht_str key)
{
	static const char *const keys[] = {"格式", "form", "印章", "seal",
		"印章直径", "seal_diameter", "签名章", "signature_stamp",
		"双面", "duplex", "预印", "preprinted", "附件另装",
		"attachments_detached", NULL};

	for (size_t i = 0; keys[i]; i++)
		if (ht_str_is(key, keys[i]))
			return true;
	return false;
}

static ht_str
unquoted(ht_str s)
{
	s = ht_str_trim(s);
	if (s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"')
		return ht_str_sub(s, 1, s.n - 1);
	return s;
}

static void
read_front(counts *c, ht_str line)
{
	size_t colon = ht_str_find(line, ":", 0);

	if (ht_str_starts(line, "- ")) {
		line = unquoted(ht_str_sub(line, 2, line.n));
	} else if (colon != SIZE_MAX) {
		c->setting = is_setting(ht_str_sub(line, 0, colon));
		line = unquoted(ht_str_sub(line, colon + 1, line.n));
	}
	if (!c->setting)
		count(c->source, line, 1);
}

static bool
only(ht_str s, const char *chars)
{
	for (size_t i = 0; i < s.n; i++)
		if (!strchr(chars, s.p[i]))
			return false;
	return true;
}

/* A file's fields: all but commas and quotes. */
static void
read_csv(counts *c, ht_str path)
{
	const char *slash = strrchr(c->w->source.path, '/');
	ht_ctx ctx;
	ht_str s;

	ht_ctx_init(&ctx);
	if (ht_io_read(&ctx,
		    ht_fmt(ctx.arena, "%.*s/%.*s",
			    (int)(slash - c->w->source.path), c->w->source.path,
			    (int)path.n, path.p),
		    (size_t)1 << 20, &s) == HT_OK)
		for (size_t i = 0; i < s.n;) {
			uint32_t u = ht_utf8_next(s, &i);

			c->source[u] += !ht_cp_is_blank(u) && u != ',' &&
					u != '"' && u != 0xFEFF;
		}
	ht_ctx_drop(&ctx);
}

static bool
read_image(counts *c, ht_str line)
{
	size_t label = ht_str_find(line, "](", 0);
	ht_str path;

	if (!ht_str_starts(line, "![") || label == SIZE_MAX ||
		line.p[line.n - 1] != ')')
		return false;
	path = ht_str_sub(line, label + 2, line.n - 1);
	count(c->source, ht_str_sub(line, 2, label), 1);
	if (ht_str_ends(path, ".csv"))
		read_csv(c, path);
	return true;
}

/* Running text: tags and the brackets of a footnote's mark are none. */
static void
read_text(counts *c, ht_str line)
{
	static const char *const marks[] = {
		"<u>", "</u>", "<sup>", "</sup>", "[^", NULL};
	bool note = false;

	for (size_t i = 0; i < line.n;) {
		size_t k = 0;
		uint32_t u;

		while (marks[k] &&
			!ht_str_starts(ht_str_sub(line, i, line.n), marks[k]))
			k++;
		if (marks[k]) {
			i += strlen(marks[k]);
			note = note || marks[k][0] == '[';
			continue;
		}
		u = ht_utf8_next(line, &i);
		if (note && u == ']')
			note = false;
		else
			c->source[u] += !ht_cp_is_blank(u);
	}
}

/* A row of a table: cells are text, their bars and breaks are none. */
static void
read_row(counts *c, ht_str line)
{
	size_t beg = 0, i = 0;

	if (only(line, "|-: "))
		return;
	while (i < line.n) {
		bool br = ht_str_starts(ht_str_sub(line, i, line.n), "<br>");

		if (!br && line.p[i] != '|') {
			i++;
			continue;
		}
		read_text(c, ht_str_sub(line, beg, i));
		i += br ? strlen("<br>") : 1;
		beg = i;
	}
	read_text(c, ht_str_sub(line, beg, line.n));
}

/* A footnote: its label is made of its mark's. */
static bool
read_note(counts *c, ht_str line)
{
	size_t end = ht_str_find(line, "]:", 0);

	if (!ht_str_starts(line, "[^") || end == SIZE_MAX)
		return false;
	read_text(c, ht_str_sub(line, end + 2, line.n));
	return true;
}

static void
read_line(counts *c, ht_str line)
{
	line = ht_str_trim(line);
	while (!c->front && ht_str_starts(line, "#"))
		line = ht_str_trim(ht_str_sub(line, 1, line.n));
	if (c->line++ == 0 && ht_str_is(line, "---")) {
		c->front = true;
		return;
	}
	if (c->front && ht_str_is(line, "---"))
		c->front = false;
	else if (c->front)
		read_front(c, line);
	else if (line.n == 0 || only(line, "- *_") || read_image(c, line))
		return;
	else if (line.p[0] == '|')
		read_row(c, line);
	else if (ht_str_starts(line, "- ")) /* an item of a list */
		read_text(c, ht_str_sub(line, 2, line.n));
	else if (!read_note(c, line))
		read_text(c, line);
}

static void
read_source(counts *c)
{
	ht_str s = c->w->source.text;

	for (size_t i = 0; i < s.n;) {
		size_t end = ht_str_find(s, "\n", i);

		end = end == SIZE_MAX ? s.n : end;
		read_line(c, ht_str_sub(s, i, end));
		i = end + 1;
	}
}

/* --- the pages */

static void
count_op(int32_t *table, const ht_op *op)
{
	for (size_t g = 0; g < op->nglyph; g++)
		count(table,
			ht_str_sub(
				op->text, op->glyph[g].beg, op->glyph[g].end),
			1);
}

static void
read_pages(counts *c)
{
	const ht_display *d = &c->w->laid.display;
	bool artifact = false;

	for (size_t i = 0; i < d->npage; i++) {
		ht_display_page page = ht_display_at(d, i);

		for (size_t k = 0; k < page.nop; k++) {
			const ht_op *op = &page.op[k];

			if (op->kind == HT_OP_TAG || op->kind == HT_OP_END)
				artifact = op->artifact;
			if (op->kind == HT_OP_GLYPHS && !artifact)
				count_op(c->shown, op);
		}
	}
}

/* Paper that has the mark already. */
static void
read_paper(counts *c)
{
	const ht_doc *d = &c->w->doc;

	for (size_t i = 0; i < d->nelem; i++)
		if (c->w->layout->mark.show == HT_SHOW_SPACE &&
			(d->elem[i].kind == HT_ISSUER_MARK ||
				d->elem[i].kind == HT_MARK_SUFFIX))
			count(c->told, d->elem[i].text.str, 1);
}

/* --- the diagnostics */

/* What says that the text at its place is not set. */
static bool
leaves_out(ht_msg id)
{
	return id == HT_MSG_FRONT_OVERRIDE || id == HT_MSG_DOC_NOISE ||
	       id == HT_MSG_DOC_DUPLICATE || id == HT_MSG_TEXT_IMAGE ||
	       id == HT_MSG_TEXT_LINK_TARGET || id == HT_MSG_TEXT_PAGE_NUMBER ||
	       id == HT_MSG_SOURCE_CONTROL || id == HT_MSG_FRONT_UNUSED;
}

/* What says that {1} became {2}. */
static bool
changes(ht_msg id)
{
	return id == HT_MSG_DOC_NUMBER_FORM || id == HT_MSG_DOC_DATE_FORM ||
	       id == HT_MSG_DOC_SECRECY_FORM || id == HT_MSG_DOC_ORDER_NUMBER;
}

/* What a form has no place for. */
static bool
not_shown(ht_msg id)
{
	return id == HT_MSG_DOC_LEFT_OUT || id == HT_MSG_DOC_LEFT_OUT_MINUTES ||
	       id == HT_MSG_DOC_LEFT_OUT_DRAFT || id == HT_MSG_STAMP_ALONE;
}

static void
read_diags(counts *c)
{
	for (size_t i = 0; i < c->w->ctx.ndiag; i++) {
		const ht_diag *d = &c->w->ctx.diag[i];

		if (leaves_out(d->id))
			count(c->told,
				ht_str_sub(c->w->source.text, d->span.beg,
					d->span.end),
				1);
		/* In the form that it would have had. */
		if (not_shown(d->id))
			count(c->told, ht_str_from(d->arg[1]), 1);
		if (d->id == HT_MSG_DOC_NOTE_MARK || changes(d->id) ||
			d->id == HT_MSG_MARK_LEFT_OUT)
			count(c->told, ht_str_from(d->arg[0]), 1);
		if (changes(d->id))
			count(c->told, ht_str_from(d->arg[1]), -1);
		/* The mark, made of the signature. */
		if (d->id == HT_MSG_DOC_INFERRED &&
			c->w->layout->mark.show != HT_SHOW_NONE)
			count(c->source, ht_str_from(d->arg[0]), 1);
	}
}

/* Labels that the standard asks for. */
static bool
is_label(uint32_t c)
{
	ht_str labels =
		HT_STR("签发人附件出席请假列席此主送抄印文第年月日号公开不予");

	for (size_t i = 0; i < labels.n;)
		if (ht_utf8_next(labels, &i) == c)
			return true;
	return !ht_cp_is_han(c);
}

static void
compare(const counts *c, ht_result *v)
{
	char text[5] = "";

	for (uint32_t u = 0; u < CODES; u++) {
		int32_t lost = c->source[u] - c->shown[u] - c->told[u];
		int32_t more = c->shown[u] - c->source[u];

		text[ht_utf8_put(u, text)] = '\0';
		if (lost > 0 && !strchr("*_#`\\", (int)u) && !v->failure) {
			v->what = u;
			ht_result_set(v, HT_LOST,
				"%d of U+%04X %s: %d in the source, %d on the "
				"pages, %d named",
				(int)lost, (unsigned)u, text, (int)c->source[u],
				(int)c->shown[u], (int)c->told[u]);
		}
		/* A document of its own repeats the number (7.3.7). */
		if (more > 0 && !is_label(u) &&
			!c->w->layout->attachment.detached)
			ht_result_set(v, HT_DOUBLED,
				"%d of U+%04X %s: %d in the source, %d on the "
				"pages",
				(int)more, (unsigned)u, text, (int)c->source[u],
				(int)c->shown[u]);
	}
}

void
ht_check_lost(const ht_work *w, ht_result *v)
{
	int32_t *table = calloc((size_t)3 * CODES, sizeof *table);
	counts c = {.w = w};

	if (!table)
		abort();
	c.source = table;
	c.shown = table + CODES;
	c.told = table + 2 * (size_t)CODES;
	read_source(&c);
	read_pages(&c);
	read_paper(&c);
	read_diags(&c);
	for (uint32_t u = 0; u < CODES; u++)
		v->characters += (size_t)c.shown[u];
	compare(&c, v);
	free(table);
}
