/* SPDX-License-Identifier: Apache-2.0
 *
 * The report of a check as text: a line a document, then what differs.
 */
#include <stdio.h>

#include "app/check.h"

ht_str
ht_check_theirs(const ht_check *c, const ht_difference *d)
{
	return ht_str_sub(c->work.doc.elem[d->elem].text.str, d->beg, d->end);
}

ht_str
ht_check_ours(const ht_check *c, const ht_difference *d)
{
	if (!d->ours)
		return (ht_str){"", 0};
	return ht_str_sub(
		c->work.doc.elem[d->elem].text.str, d->ours->beg, d->ours->end);
}

void
ht_check_sum(const ht_checks *c, ht_tally out[HT_ALIKE__MAX])
{
	for (int k = 0; k < HT_ALIKE__MAX; k++)
		out[k] = (ht_tally){0};
	for (size_t i = 0; i < c->ncheck; i++)
		for (int k = 0; k < HT_ALIKE__MAX; k++) {
			const ht_tally *t = &c->check[i]->tally[k];

			out[k].alike += t->alike;
			out[k].total += t->total;
		}
}

static void
label(ht_buf *out, ht_msg id, ht_lang lang)
{
	ht_say(out, lang, id, NULL, NULL, NULL);
}

/* The original's line or ours. */
static void
add_text(ht_buf *out, const ht_check *c, const ht_difference *d, bool ours,
	ht_lang lang)
{
	ht_buf_adds(out, "    ");
	label(out, ours ? HT_MSG_CHECK_OURS : HT_MSG_CHECK_THEIRS, lang);
	ht_buf_adds(out, ": ");
	ht_check_say_turn(out, c, d, ours, lang);
	ht_buf_addstr(out, ours ? ht_check_ours(c, d) : ht_check_theirs(c, d));
	ht_buf_addc(out, '\n');
}

/* FILE:LINE:COLUMN: kind (page), both lines, reason. */
static void
add_difference(
	ht_buf *out, const ht_check *c, const ht_difference *d, ht_lang lang)
{
	static const ht_msg kinds[] = {[HT_ALIKE_LINE] = HT_MSG_CHECK_LINE,
		[HT_ALIKE_TURN] = HT_MSG_CHECK_TURN,
		[HT_ALIKE_TITLE] = HT_MSG_CHECK_TITLE};
	uint32_t line, col;

	ht_source_locate(&c->work.source,
		ht_text_source(&c->work.doc.elem[d->elem].text, d->beg), &line,
		&col);
	ht_buf_addf(
		out, "  %s:%u:%u: ", c->source, (unsigned)line, (unsigned)col);
	label(out, kinds[d->kind], lang);
	ht_buf_addc(out, '\n');
	add_text(out, c, d, false, lang);
	if (d->ours)
		add_text(out, c, d, true, lang);
	ht_buf_adds(out, "    ");
	label(out, HT_MSG_CHECK_REASON, lang);
	ht_buf_adds(out, ": ");
	ht_check_reason(out, d, c->work.layout, lang);
	ht_buf_addc(out, '\n');
}

static void
add_chosen(ht_buf *out, const ht_checks *all, const ht_check *c)
{
	ht_buf text = {0};

	ht_like_describe(&text, &c->work, all->lang);
	ht_buf_addc(&text, '\0');
	ht_buf_adds(out, "  ");
	ht_say(out, all->lang, HT_MSG_CHECK_CHOSEN, text.p, NULL, NULL);
	ht_buf_addc(out, '\n');
	ht_buf_drop(&text);
}

static bool
knows_nothing(const ht_checked *c)
{
	for (int k = 0; k < HT_ALIKE__MAX; k++)
		if (c->tally[k].total)
			return false;
	return true;
}

void
ht_check_text_part(ht_buf *out, const ht_checks *all, const ht_check *c)
{
	ht_buf_addf(out, "%s: ", c->source);
	ht_check_summary(out, c->verdict.tally, all->lang);
	ht_buf_addc(out, '\n');
	if (all->like)
		add_chosen(out, all, c);
	for (size_t k = 0; k < c->verdict.ndifference; k++)
		add_difference(out, c, &c->verdict.difference[k], all->lang);
}

void
ht_check_text(ht_buf *out, const ht_checks *all)
{
	ht_tally sum[HT_ALIKE__MAX];
	size_t unknown = 0;
	char count[24];

	for (size_t i = 0; i < all->ncheck; i++) {
		const ht_checked *c = all->check[i];

		if (all->ncheck > 1 && !all->all && knows_nothing(c))
			unknown++;
		else
			ht_buf_addstr(out, ht_buf_str(&c->text));
	}
	if (unknown) {
		snprintf(count, sizeof count, "%zu", unknown);
		ht_say(out, all->lang, HT_MSG_CHECK_UNKNOWN, count, NULL, NULL);
		ht_buf_addc(out, '\n');
	}
	if (all->ncheck < 2)
		return;
	ht_check_sum(all, sum);
	snprintf(count, sizeof count, "%zu", all->ncheck);
	ht_say(out, all->lang, HT_MSG_CHECK_TOTAL, count, NULL, NULL);
	ht_check_summary(out, sum, all->lang);
	ht_buf_addc(out, '\n');
}
