/* SPDX-License-Identifier: Apache-2.0
 *
 * Inline tags and footnotes.  Of HTML only the tags that official documents
 * have a use for, without attributes: whatever else stands between < and > is
 * text.  A footnote is written as most Markdown programs know it: [^1] where
 * its mark stands, [^1]: before its text.
 */
#include "text/markup.h"

#include <string.h>

#include "base/utf8.h"

#define TAG_MAX 9 /* bytes of the longest tag, </strong> */
#define LABEL_MAX 64 /* bytes of a footnote's label */

static const struct {
	const char *name;
	ht_marked marked;
} tags[] = {
	{"u", HT_MARKED_UNDER},
	{"em", HT_MARKED_EMPH},
	{"i", HT_MARKED_EMPH},
	{"strong", HT_MARKED_STRONG},
	{"b", HT_MARKED_STRONG},
	{"sup", HT_MARKED_RAISED},
};
_Static_assert(sizeof tags / sizeof *tags == HT_TAGS, "one a name");

ht_tag
ht_tag_read(ht_str s)
{
	bool closes = s.n > 1 && s.p[1] == '/';
	size_t beg = closes ? 2 : 1;

	if (s.n < 3 || s.p[0] != '<')
		return (ht_tag){0};
	for (int i = 0; i < HT_TAGS; i++) {
		size_t n = strlen(tags[i].name);

		if (beg + n < s.n && s.p[beg + n] == '>' &&
			memcmp(s.p + beg, tags[i].name, n) == 0)
			return (ht_tag){i, tags[i].marked, closes, beg + n + 1};
	}
	return (ht_tag){0};
}

size_t
ht_note_mark(ht_str s)
{
	size_t i = 2;

	if (!ht_str_starts(s, "[^"))
		return 0;
	while (i < s.n && i - 2 < LABEL_MAX && s.p[i] != ']') {
		uint32_t cp = ht_utf8_next(s, &i);

		if (cp == '[' || cp == '^' || ht_cp_is_blank(cp))
			return 0;
	}
	return i > 2 && i < s.n && s.p[i] == ']' ? i + 1 : 0;
}

size_t
ht_note_label(ht_str s)
{
	size_t n = ht_note_mark(s);

	return n && n < s.n && s.p[n] == ':' ? n + 1 : 0;
}

int
ht_note_compare(const void *a, const void *b)
{
	const ht_str *x = a, *y = b;
	int d = memcmp(x->p, y->p, x->n < y->n ? x->n : y->n);

	return d ? d : (x->n > y->n) - (x->n < y->n);
}

/* Where the last c among the last max bytes of s stands, or s.n. */
static size_t
find_back(ht_str s, char c, size_t max)
{
	size_t i = s.n;

	while (i > 0 && s.n - i < max)
		if (s.p[--i] == c)
			return i;
	return s.n;
}

/* The begin of the tag or mark that s ends with, or s.n. */
static size_t
last_markup(ht_str s)
{
	char last = s.n ? s.p[s.n - 1] : 0;
	size_t at = s.n;
	ht_tag tag;

	if (last == ']') {
		at = find_back(s, '[', LABEL_MAX + 3);
		return ht_note_mark(ht_str_sub(s, at, s.n)) == s.n - at ? at
									: s.n;
	}
	if (last != '>')
		return s.n;
	at = find_back(s, '<', TAG_MAX);
	tag = ht_tag_read(ht_str_sub(s, at, s.n));
	if (tag.len == 0 || tag.len != s.n - at)
		return s.n;
	/* A raised mark goes with its tags. */
	if (tag.closes && tag.marked == HT_MARKED_RAISED) {
		ht_str inner = ht_str_sub(s, 0, at);
		size_t open = find_back(inner, '<', LABEL_MAX);

		if (ht_tag_read(ht_str_sub(inner, open, inner.n)).name ==
			tag.name)
			return open;
	}
	return at;
}

ht_str
ht_markup_trim_end(ht_str s)
{
	size_t at;

	while ((at = last_markup(s)) < s.n)
		s = ht_str_trim(ht_str_sub(s, 0, at));
	return s;
}

ht_str
ht_markup_trim_start(ht_str s)
{
	ht_tag tag;

	while ((tag = ht_tag_read(s)).len > 0)
		s = ht_str_sub(s, tag.len, s.n);
	return s;
}
