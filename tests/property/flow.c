/* SPDX-License-Identifier: Apache-2.0
 *
 * What must hold from page to page: signature and date have body text on
 * their page (7.3.5.5), and the first page shows some (7.3.3).
 */
#include <string.h>

#include "property.h"

static bool
is_body(const char *tag)
{
	static const char *const body[] = {"body", "head1", "head2", "head3",
		"head4", "chapter", "article", "cell", "figure",
		"attachment_note", "attendance", "stray", NULL};

	for (size_t i = 0; body[i]; i++)
		if (strcmp(tag, body[i]) == 0)
			return true;
	return false;
}

static bool
is_sign(const char *tag)
{
	return strcmp(tag, "signature") == 0 || strcmp(tag, "date") == 0 ||
	       strcmp(tag, "duty") == 0;
}

static bool
has(const ht_seen_page *page, bool (*test)(const char *))
{
	for (size_t i = 0; i < page->lines.n; i++)
		if (test(page->lines.line[i].tag))
			return true;
	return false;
}

static bool
has_figure(const ht_seen_page *page)
{
	for (size_t i = 0; i < page->nobject; i++)
		if (page->object[i]->colour.r == 0)
			return true;
	return false;
}

/* What stands lowest, but for the page number and footnotes. */
static bool
ends_in(const ht_seen_page *page, bool (*test)(const char *))
{
	const ht_seen_line *last = NULL;

	for (size_t i = 0; i < page->lines.n; i++) {
		const ht_seen_line *l = &page->lines.line[i];

		if (!l->artifact && strcmp(l->tag, "footnote") != 0 &&
			(!last || l->ink.y0 > last->ink.y0))
			last = l;
	}
	return last && test(last->tag);
}

/* Nothing stands below a turned or folded table on its page. */
static bool
is_own(const ht_work *w, const ht_seen_page *page, size_t at)
{
	if (w->laid.display.page[at].w != w->layout->page.width)
		return true;
	page += at;
	for (size_t i = 0; i < page->lines.n; i++)
		if (page->lines.line[i].turned)
			return true;
	return false;
}

/* A block of signatures that goes on from the page before is a long one. */
static void
check_alone(const ht_work *w, const ht_seen_page *page, ht_result *v)
{
	for (size_t i = 1; i < w->laid.display.npage; i++) {
		if (!has(&page[i], is_sign) || has(&page[i], is_body) ||
			has_figure(&page[i]) || is_own(w, page, i - 1))
			continue;
		if (ends_in(&page[i - 1], is_body) &&
			!has(&page[i - 1], is_sign))
			ht_result_set(v, HT_ALONE, "page %zu", i + 1);
	}
}

static bool
is_figure(const char *tag)
{
	return strcmp(tag, "figure") == 0;
}

static void
check_parted(const ht_work *w, const ht_seen_page *page, ht_result *v)
{
	for (size_t i = 1; i < w->laid.display.npage; i++)
		if (has(&page[i], is_figure) && !has_figure(&page[i]) &&
			has_figure(&page[i - 1]) &&
			!has(&page[i - 1], is_figure))
			ht_result_set(v, HT_PARTED, "page %zu", i + 1);
}

static bool
is_label(const char *tag)
{
	return strcmp(tag, "attachment_label") == 0;
}

/* What names attachments is no text (7.3.5.5). */
static bool
is_text(const char *tag)
{
	return is_body(tag) && strcmp(tag, "attachment_note") != 0;
}

/* Lines of text above the signature. */
static size_t
count_text(const ht_seen_page *page)
{
	size_t n = 0;

	for (size_t i = 0; i < page->lines.n; i++) {
		const char *tag = page->lines.line[i].tag;

		if (is_sign(tag))
			break;
		n += is_text(tag);
	}
	return n;
}

static bool
is_footnote(const char *tag)
{
	return strcmp(tag, "footnote") == 0;
}

static bool
is_title(const char *tag)
{
	return strcmp(tag, "title") == 0 || strcmp(tag, "subtitle") == 0;
}

static bool
is_note(const char *tag)
{
	return strcmp(tag, "attachment_note") == 0;
}

static ht_len
lowest(const ht_seen_page *page)
{
	ht_len y = 0;

	for (size_t i = 0; i < page->lines.n; i++)
		if (strcmp(page->lines.line[i].tag, "page_number") != 0 &&
			page->lines.line[i].area.y1 > y)
			y = page->lines.line[i].area.y1;
	return y;
}

/* The first element of the body stands on the page after the first and would
 * have found room: an empty line and its own. */
static void
check_first(const ht_work *w, const ht_seen_page *page, ht_result *v)
{
	const ht_layout *l = w->layout;
	ht_len foot = l->page.top + l->page.area_height;
	ht_len free = foot - lowest(&page[0]);
	const ht_seen_line *first = NULL;

	if (w->laid.display.npage < 2 || has(&page[0], is_body) ||
		has_figure(&page[0]) || has_figure(&page[1]))
		return;
	/* One line of text stands where the signature does, and what names
	 * attachments (7.3.5.5). */
	/* The body of an attachment; a title that had no room itself. */
	if (has(&page[1], is_label) || has(&page[1], is_title))
		return;
	/* Its footnote wants room too. */
	if (has(&page[1], is_footnote))
		return;
	if ((has(&page[1], is_sign) || has(&page[1], is_note)) &&
		count_text(&page[1]) == 1)
		return;
	for (size_t i = 0; i < page[1].lines.n && !first; i++)
		if (is_body(page[1].lines.line[i].tag))
			first = &page[1].lines.line[i];
	if (first && strcmp(first->tag, "body") == 0 &&
		free >= 3 * ht_layout_pitch(l))
		ht_result_set(v, HT_FIRST, "%.1f mm are free",
			(double)free / HT_EMU_MM);
}

void
ht_check_flow(const ht_work *w, const ht_seen_page *page, ht_result *v)
{
	if (w->laid.display.npage == 0)
		return;
	check_alone(w, page, v);
	check_parted(w, page, v);
	check_first(w, page, v);
}
