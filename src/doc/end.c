/* SPDX-License-Identifier: Apache-2.0
 *
 * What follows the date: notes, attachments, the imprint (GB/T 9704-2012
 * 7.3.6, 7.3.7, 7.4), and what a web page left behind.
 */
#include "base/utf8.h"
#include "doc/find.h"
#include "text/make.h"

#define CHROME_MANY 2
#define WIDE_BLANK "\xE3\x80\x80" /* U+3000 */
#define TITLE_LONG 160 /* half cells */

/* Whether text of an attachment stands at i or behind, before the imprint. */
static bool
has_text(ht_find *f, size_t i)
{
	ht_match match;

	for (; i < f->nunit; i++) {
		const ht_unit *u = &f->unit[i];

		if (ht_find_rule(f, i, HT_ZONE_IMPRINT, &match))
			return false;
		if ((u->stop == HT_STOP_FULL && u->sentence) ||
			u->start == HT_START_ORDINAL ||
			u->start == HT_START_HAN_COMMA)
			return true;
	}
	return false;
}

/* The end of the attachment's text that begins at i. */
static size_t
text_end(ht_find *f, size_t i)
{
	ht_match match;

	/* What may be furniture is a table's cell, unless it is surely so. */
	for (; i < f->nunit; i++)
		if (ht_find_rule(f, i, HT_ZONE_IMPRINT, &match) &&
			(match.rule->kind != HT_NOISE ||
				match.rule->confidence >= 80))
			break;
	return i;
}

static bool
is_title(ht_find *f, size_t i)
{
	const ht_unit *u = &f->unit[i];

	return u->stop == HT_STOP_OPEN && u->start == HT_START_NONE &&
	       u->width <= TITLE_LONG && u->raw->kind != HT_RAW_IMAGE;
}

/* An attachment at i: its title, then its text. */
static size_t
take_attachment(ht_find *f, size_t i)
{
	size_t end = text_end(f, i);

	if (i < end && is_title(f, i)) {
		ht_elem *e = ht_find_add(f, HT_ATTACHMENT_TITLE,
			f->unit[i].raw->text, HT_ATTACH_RULE, 80);

		ht_title_pieces(f, e);
		i++;
	}
	ht_find_heads(f, i, end);
	return end;
}

static size_t
count_chrome(ht_find *f, size_t i)
{
	size_t n = 0;

	for (; i < f->nunit; i++)
		n += ht_find_chrome(f, i, HT_ZONE_END);
	return n;
}

/* Whether the names of the imprint go on: their last line ends with a comma. */
static bool
goes_on(const ht_find *f)
{
	const ht_doc *d = f->doc;
	const ht_elem *last = d->nelem ? &d->elem[d->nelem - 1] : NULL;
	size_t at;
	uint32_t c;

	if (!last || (last->kind != HT_COPY_TO && last->kind != HT_MAIN_TO))
		return false;
	at = last->text.str.n;
	c = ht_utf8_prev(last->text.str, &at);
	return c == 0xFF0C || c == 0x3001 || c == 0xFF1B || c == ',';
}

static void
append(ht_find *f, size_t i)
{
	ht_elem *last = &f->doc->elem[f->doc->nelem - 1];
	ht_make m = ht_make_begin(f->ctx->arena);

	ht_make_text(&m, &last->text);
	ht_make_text(&m, &f->unit[i].raw->text);
	last->text = ht_make_end(&m);
	last->span = ht_text_span(&last->text);
}

/* The end of the note that begins at i and closes its bracket on a line below,
 * or i.  The rule says how many lines it may have. */
static size_t
note_end(ht_find *f, size_t i, const ht_rule *rule)
{
	for (size_t k = i + 1; k < f->nunit && k - i < rule->lines; k++) {
		ht_str s = ht_find_text(f, k);
		size_t at = s.n;
		uint32_t c = s.n ? ht_utf8_prev(s, &at) : 0;

		if (f->unit[k].raw->blank_before)
			return i;
		if (c == ')' || c == 0xFF09)
			return k + 1;
	}
	return i;
}

/* A note of several lines; how many. */
static size_t
take_lines(ht_find *f, size_t i)
{
	ht_make m = ht_make_begin(f->ctx->arena);
	ht_match match;
	size_t end;

	if (!ht_find_match(f, "note.lines", ht_find_text(f, i), &match))
		return 0;
	end = note_end(f, i, match.rule);
	if (end == i)
		return 0;
	for (size_t k = i; k < end; k++) {
		if (k > i && f->unit[k - 1].stop == HT_STOP_OPEN)
			ht_make_str(&m, HT_STR(WIDE_BLANK),
				f->unit[k].raw->span.beg);
		ht_make_text(&m, &f->unit[k].raw->text);
	}
	ht_find_add(f, HT_NOTE, ht_make_end(&m), match.rule->name,
		match.rule->confidence);
	return end - i;
}

static void
take_unknown(ht_find *f, size_t i)
{
	const ht_text *text = &f->unit[i].raw->text;

	if ((f->nchrome >= CHROME_MANY && !f->unit[i].prose) ||
		f->unit[i].raw->kind == HT_RAW_LINK)
		ht_find_noise(f, text, "noise.chrome");
	else
		ht_find_stray(f, text);
}

void
ht_find_end(ht_find *f, size_t i)
{
	ht_zone zone = HT_ZONE_END;
	size_t lines;
	bool label = false, text = false, asked = false;
	ht_match match;

	f->nchrome = count_chrome(f, i);
	while (i < f->nunit) {
		if (f->unit[i].raw->kind == HT_RAW_IMAGE && !label) {
			ht_find_figure(f, f->unit[i++].raw);
			continue;
		}
		lines = zone == HT_ZONE_END ? take_lines(f, i) : 0;
		i += lines;
		if (lines)
			continue;
		if (ht_find_rule(f, i, zone, &match)) {
			ht_elem_kind kind = match.rule->kind;

			ht_find_take(f, &f->unit[i++].raw->text, &match);
			label = kind == HT_ATTACHMENT_LABEL;
			/* Notes stand right behind the date. */
			if (kind != HT_NOTE && kind != HT_NOISE)
				zone = HT_ZONE_IMPRINT;
			asked = false;
			continue;
		}
		if (goes_on(f)) {
			append(f, i++);
			continue;
		}
		/* Asked once for a run of blocks: linear in all. */
		if (!asked)
			text = has_text(f, i);
		asked = true;
		if (label || text) {
			i = take_attachment(f, i);
			label = asked = false;
			continue;
		}
		take_unknown(f, i++);
	}
}
