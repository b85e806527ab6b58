/* SPDX-License-Identifier: Apache-2.0
 *
 * Only what a rule calls is compiled with it: compiling all named patterns with
 * each rule that calls one took half of a small document's time.
 */
#include "doc/define.h"

#include <string.h>

#define BEGINS "(?<"
#define CALL "(?&"

/* The end of a class, which begins at i. */
static size_t
class_end(ht_str s, size_t i)
{
	size_t first = i + 1 + (i + 1 < s.n && s.p[i + 1] == '^');

	for (i = first; i < s.n; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == ']' && i > first)
			return i;
	}
	return s.n;
}

/* Behind the bracket that closes the one at i; 0 when there is none. */
static size_t
group_end(ht_str s, size_t i)
{
	size_t depth = 0;

	for (; i < s.n; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == '[')
			i = class_end(s, i);
		else if (s.p[i] == '(')
			depth++;
		else if (s.p[i] == ')' && --depth == 0)
			return i + 1;
	}
	return 0;
}

static bool
read_one(ht_str s, ht_define *out, size_t *end)
{
	size_t name = strlen(BEGINS), close = ht_str_find(s, ">", 0);

	*end = ht_str_starts(s, BEGINS) ? group_end(s, 0) : 0;
	if (*end == 0 || close >= *end)
		return false;
	*out = (ht_define){.name = ht_str_sub(s, name, close),
		.text = ht_str_sub(s, 0, *end)};
	return true;
}

/* Other ways to call than by (?&NAME), of pcre2pattern(3): (?P>NAME), \g. */
static bool
calls_otherwise(ht_str pattern)
{
	return ht_str_find(pattern, "(?P>", 0) != SIZE_MAX ||
	       ht_str_find(pattern, "\\g", 0) != SIZE_MAX;
}

/* The named patterns that a text calls itself. */
static uint64_t
find_calls(const ht_defines *d, ht_str text)
{
	uint64_t calls = 0;
	size_t at = 0;

	while ((at = ht_str_find(text, CALL, at)) != SIZE_MAX) {
		size_t beg = at + strlen(CALL),
		       end = ht_str_find(text, ")", beg);

		for (size_t i = 0; i < d->n && end != SIZE_MAX; i++)
			if (ht_str_eq(d->define[i].name,
				    ht_str_sub(text, beg, end)))
				calls |= (uint64_t)1 << i;
		at = beg;
	}
	return calls;
}

/* With those that the called ones call. */
static uint64_t
with_theirs(const ht_defines *d, uint64_t calls)
{
	uint64_t all = calls;

	for (size_t i = 0; i < d->n; i++)
		if (calls >> i & 1)
			all |= d->define[i].calls;
	return all == calls ? all : with_theirs(d, all);
}

void
ht_defines_read(ht_str text, ht_defines *out)
{
	size_t end;

	*out = (ht_defines){.all = text};
	if (calls_otherwise(text))
		return;
	for (ht_str s = text; s.n; s = ht_str_sub(s, end, s.n)) {
		if (out->n == HT_DEFINES ||
			!read_one(s, &out->define[out->n], &end)) {
			out->n = 0;
			return;
		}
		out->n++;
	}
	for (size_t i = 0; i < out->n; i++)
		out->define[i].calls = find_calls(out, out->define[i].text);
}

void
ht_defines_add(const ht_defines *d, ht_str pattern, ht_buf *out)
{
	bool other = calls_otherwise(pattern);
	uint64_t calls = with_theirs(d, find_calls(d, pattern));

	if (!other && ht_str_find(pattern, CALL, 0) == SIZE_MAX)
		return;
	ht_buf_adds(out, "(?(DEFINE)");
	if (other || d->n == 0)
		ht_buf_addstr(out, d->all);
	for (size_t i = 0; i < d->n && !other; i++)
		if (calls >> i & 1)
			ht_buf_addstr(out, d->define[i].text);
	ht_buf_adds(out, ")");
}
