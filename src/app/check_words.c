/* SPDX-License-Identifier: Apache-2.0
 *
 * Settings, causes and counts of a check in words.
 */
#include <stdio.h>

#include "app/check.h"
#include "check/reason.h"

static const char *const alike_names[] = {[HT_ALIKE_LINE] = "line",
	[HT_ALIKE_TURN] = "turn",
	[HT_ALIKE_TITLE] = "title"};
_Static_assert(sizeof alike_names / sizeof *alike_names == HT_ALIKE__MAX,
	"one a kind");

static const char *const cause_names[] = {[HT_CAUSE_UNKNOWN] = "unknown",
	[HT_CAUSE_FOLLOWS] = "follows",
	[HT_CAUSE_SETTING] = "setting",
	[HT_CAUSE_ROWS] = "rows",
	[HT_CAUSE_LINE] = "inside-line",
	[HT_CAUSE_MISSING] = "missing",
	[HT_CAUSE_TITLE] = "title"};
_Static_assert(sizeof cause_names / sizeof *cause_names == HT_CAUSE__MAX,
	"one a cause");

const char *
ht_alike_name(ht_alike_kind kind)
{
	return alike_names[kind];
}

const char *
ht_cause_name(ht_cause cause)
{
	return cause_names[cause];
}

const char *
ht_setting_key(unsigned setting)
{
	switch (setting) {
	case HT_FIT_SQUEEZE:
		return "line.squeeze";
	case HT_FIT_THRESHOLD:
		return "line.threshold";
	case HT_FIT_HANG:
		return "line.hang";
	case HT_FIT_PAIR:
		return "line.pair";
	case HT_FIT_AUTOSPACE:
		return "line.autospace";
	case HT_FIT_LATIN:
		return "line.latin";
	case HT_FIT_QUOTES:
		return "line.quotes";
	case HT_FIT_CELL:
		return "text.cell";
	case HT_FIT_LONE:
		return "line.lone_last";
	case HT_FIT_PULL:
		return "line.pull_last";
	}
	return "";
}

void
ht_say(ht_buf *out, ht_lang lang, ht_msg id, const char *a1, const char *a2,
	const char *a3)
{
	const char *arg[HT_MSG_ARGS] = {
		a1 ? a1 : "", a2 ? a2 : "", a3 ? a3 : ""};

	ht_msg_format(out, ht_msg_lookup(id)->text[lang], arg);
}

static void
say_number(ht_buf *out, ht_lang lang, ht_msg id, int a, int b)
{
	char first[16], second[16];

	snprintf(first, sizeof first, "%d", a);
	snprintf(second, sizeof second, "%d", b);
	ht_say(out, lang, id, first, second, NULL);
}

/* What a layout does by the value it has of a setting. */
static ht_msg
setting_message(const ht_layout *l, unsigned setting)
{
	switch (setting) {
	case HT_FIT_SQUEEZE:
		return l->line.squeeze ? HT_MSG_CHECK_SQUEEZE
				       : HT_MSG_CHECK_NO_SQUEEZE;
	case HT_FIT_THRESHOLD:
		return l->line.threshold > 500 ? HT_MSG_CHECK_THRESHOLD_MORE
					       : HT_MSG_CHECK_THRESHOLD_HALF;
	case HT_FIT_HANG:
		return l->line.hang ? HT_MSG_CHECK_HANG : HT_MSG_CHECK_NO_HANG;
	case HT_FIT_PAIR:
		return l->line.pair ? HT_MSG_CHECK_PAIR : HT_MSG_CHECK_NO_PAIR;
	case HT_FIT_AUTOSPACE:
		return l->line.autospace ? HT_MSG_CHECK_AUTOSPACE
					 : HT_MSG_CHECK_NO_AUTOSPACE;
	case HT_FIT_LATIN:
		return l->line.latin == HT_LATIN_FONT ? HT_MSG_CHECK_LATIN_FONT
						      : HT_MSG_CHECK_LATIN_HALF;
	case HT_FIT_QUOTES:
		return l->line.quotes == HT_QUOTES_LATIN
			       ? HT_MSG_CHECK_QUOTES_LATIN
			       : HT_MSG_CHECK_QUOTES_HAN;
	case HT_FIT_CELL:
		return l->text.cell == HT_CELL_EM ? HT_MSG_CHECK_CELL_EM
						  : HT_MSG_CHECK_CELL_GRID;
	case HT_FIT_PULL:
		return l->line.pull_last ? HT_MSG_CHECK_PULL
					 : HT_MSG_CHECK_NO_PULL;
	}
	return l->line.lone_last ? HT_MSG_CHECK_LONE : HT_MSG_CHECK_NO_LONE;
}

/* The settings of a set, as l has them, between them the message id. */
static void
say_settings(ht_buf *out, const ht_layout *l, unsigned set, ht_msg between,
	ht_lang lang)
{
	bool some = false;

	for (size_t i = 0; ht_setting(i); i++) {
		if (!(set & ht_setting(i)))
			continue;
		if (some)
			ht_say(out, lang, between, NULL, NULL, NULL);
		ht_say(out, lang, setting_message(l, ht_setting(i)), NULL, NULL,
			NULL);
		some = true;
	}
}

/* Each set, with the values that it would give to the layout. */
static void
say_sets(ht_buf *out, const ht_difference *d, const ht_layout *l, ht_lang lang)
{
	for (int i = 0; i < d->nset; i++) {
		ht_layout changed = *l;

		for (size_t k = 0; ht_setting(k); k++)
			if (d->set[i] & ht_setting(k))
				ht_setting_flip(&changed, ht_setting(k));
		if (i)
			ht_say(out, lang, HT_MSG_CHECK_OR, NULL, NULL, NULL);
		say_settings(out, &changed, d->set[i], HT_MSG_CHECK_AND, lang);
	}
}

void
ht_check_reason(
	ht_buf *out, const ht_difference *d, const ht_layout *l, ht_lang lang)
{
	static const ht_msg plain[] = {
		[HT_CAUSE_UNKNOWN] = HT_MSG_CHECK_NO_REASON,
		[HT_CAUSE_FOLLOWS] = HT_MSG_CHECK_FOLLOWS,
		[HT_CAUSE_LINE] = HT_MSG_CHECK_INSIDE,
		[HT_CAUSE_MISSING] = HT_MSG_CHECK_MISSING,
		[HT_CAUSE_TITLE] = HT_MSG_CHECK_OTHER_TITLE};

	if (d->cause == HT_CAUSE_SETTING)
		say_sets(out, d, l, lang);
	else if (d->cause == HT_CAUSE_ROWS && d->rows > 0)
		say_number(out, lang, HT_MSG_CHECK_ROWS_MORE, d->page, d->rows);
	else if (d->cause == HT_CAUSE_ROWS)
		say_number(
			out, lang, HT_MSG_CHECK_ROWS_FEWER, d->page, -d->rows);
	else
		ht_say(out, lang, plain[d->cause], NULL, NULL, NULL);
}

int
ht_check_number(const ht_check *c, const ht_shown_line *ours)
{
	const ht_shown *shown = &c->work.laid.shown;
	const ht_shown_line *first = ours;

	while (first > shown->line && first[-1].page == ours->page)
		first--;
	return (int)(ours - first) + 1;
}

void
ht_check_say_turn(ht_buf *out, const ht_check *c, const ht_difference *d,
	bool ours, ht_lang lang)
{
	if (d->kind != HT_ALIKE_TURN || (ours && !d->ours))
		return;
	if (ours)
		say_number(out, lang, HT_MSG_CHECK_AT,
			ht_check_number(c, d->ours), d->ours->page + 1);
	else
		ht_say(out, lang, HT_MSG_CHECK_BEGINS, NULL, NULL, NULL);
	ht_buf_adds(out, ": ");
}

static const char *
count_text(ht_buf *b, const ht_tally *t, ht_lang lang)
{
	b->n = 0;
	if (t->total)
		say_number(b, lang, HT_MSG_CHECK_COUNT, (int)t->alike,
			(int)t->total);
	else
		ht_say(b, lang, HT_MSG_CHECK_UNKNOWN_COUNT, NULL, NULL, NULL);
	ht_buf_addc(b, '\0');
	return b->p;
}

void
ht_check_summary(ht_buf *out, const ht_tally tally[HT_ALIKE__MAX], ht_lang lang)
{
	ht_buf b[HT_ALIKE__MAX] = {{0}};
	const char *text[HT_ALIKE__MAX];

	for (int i = 0; i < HT_ALIKE__MAX; i++)
		text[i] = count_text(&b[i], &tally[i], lang);
	ht_say(out, lang, HT_MSG_CHECK_SUMMARY, text[HT_ALIKE_LINE],
		text[HT_ALIKE_TURN], text[HT_ALIKE_TITLE]);
	for (int i = 0; i < HT_ALIKE__MAX; i++)
		ht_buf_drop(&b[i]);
}

/* ---- what --like-original chose -------------------------------------- */

static void
between(ht_buf *out, size_t was, ht_lang lang)
{
	if (out->n > was)
		ht_say(out, lang, HT_MSG_CHECK_LIST, NULL, NULL, NULL);
}

/* "2" and "46:1, 73:1". */
static void
say_quotes(ht_buf *out, const ht_work *w, ht_lang lang)
{
	ht_buf where = {0};
	char count[16];

	for (size_t i = 0; i < w->doc.nelem; i++) {
		uint32_t line, col;

		if (!w->like.quotes[i])
			continue;
		ht_source_locate(
			&w->source, w->doc.elem[i].span.beg, &line, &col);
		ht_buf_addf(&where, "%s%u:%u", where.n ? ", " : "",
			(unsigned)line, (unsigned)col);
	}
	ht_buf_addc(&where, '\0');
	snprintf(count, sizeof count, "%zu", w->like.nquotes);
	ht_say(out, lang, HT_MSG_CHECK_OWN_QUOTES, count, where.p, NULL);
	ht_buf_drop(&where);
}

void
ht_like_describe(ht_buf *out, const ht_work *w, ht_lang lang)
{
	const ht_like *like = &w->like;
	size_t was = out->n;

	say_settings(
		out, &like->layout, like->changed, HT_MSG_CHECK_LIST, lang);
	if (like->nquotes) {
		between(out, was, lang);
		say_quotes(out, w, lang);
	}
	if (like->rows) {
		between(out, was, lang);
		say_number(out, lang, HT_MSG_CHECK_ROWS, like->layout.page.rows,
			0);
	}
	if (like->head) {
		between(out, was, lang);
		say_number(out, lang, HT_MSG_CHECK_HEAD,
			like->layout.page.head_rows, 0);
	}
	if (out->n == was)
		ht_say(out, lang, HT_MSG_CHECK_AS_LAYOUT, NULL, NULL, NULL);
}
