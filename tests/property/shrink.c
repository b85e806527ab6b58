/* SPDX-License-Identifier: Apache-2.0
 *
 * A small source that fails as a large one does (Zeller and Hildebrandt 2002):
 * runs of lines are left out, half of them first, then fewer; then runs of
 * characters of each line.
 */
#include <string.h>
#include <time.h>

#include "property.h"

typedef struct {
	const ht_bench *b;
	const ht_result *like;
	unsigned each; /* seconds a try */
	time_t end;
	ht_buf text;
} shrinker;

static bool
late(const shrinker *s)
{
	return time(NULL) >= s->end;
}

/* Leaves out bytes beg..end when the failure stays. */
static bool
leave_out(shrinker *s, size_t beg, size_t end)
{
	ht_buf shorter = {0};
	ht_result v;

	ht_buf_add(&shorter, s->text.p, beg);
	ht_buf_add(&shorter, s->text.p + end, s->text.n - end);
	if (shorter.n)
		ht_bench_run_apart(s->b, ht_buf_str(&shorter),
			s->like->failure == HT_TWICE, s->each, &v);
	if (shorter.n == 0 || v.failure != s->like->failure ||
		v.what != s->like->what) {
		ht_buf_drop(&shorter);
		return false;
	}
	ht_buf_drop(&s->text);
	s->text = shorter;
	return true;
}

/* Bytes from at on that n lines, or n characters, take. */
static size_t
reach(const shrinker *s, size_t at, size_t n, bool lines)
{
	const char *p = s->text.p;

	for (; n > 0 && at < s->text.n; n--) {
		at++;
		if (lines)
			while (at < s->text.n && p[at - 1] != '\n')
				at++;
		else
			while (at < s->text.n &&
				((unsigned char)p[at] & 0xC0) == 0x80)
				at++;
	}
	return at;
}

static void
pass(shrinker *s, bool lines)
{
	size_t n = 1;

	while (reach(s, 0, n, lines) < s->text.n)
		n *= 2;
	for (; n > 0 && !late(s); n /= 2)
		for (size_t at = 0; at < s->text.n && !late(s);) {
			size_t end = reach(s, at, n, lines);

			if (!leave_out(s, at, end))
				at = end;
		}
}

void
ht_shrink(const ht_bench *b, ht_str source, const ht_result *like,
	unsigned seconds, unsigned each, ht_buf *out)
{
	shrinker s = {b, like, each, time(NULL) + (time_t)seconds, {0}};
	size_t before = 0;

	ht_buf_addstr(&s.text, source);
	while (s.text.n != before && !late(&s)) {
		before = s.text.n;
		pass(&s, true);
		pass(&s, false);
	}
	*out = s.text;
}
