/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of front matter keys, and texts in the shape that it says.
 */
#include "doc/front.h"

#include <string.h>

#include "base/utf8.h"
#include "text/make.h"

#define KEY_CHARS 40 /* characters of a key that distance is measured on */
#define WORD '?'
#define OPEN 0xFF08 /* brackets */
#define CLOSE 0xFF09

static const ht_front_key keys[] = {
#include "doc/front.inc"
};

#define NKEYS (sizeof keys / sizeof *keys)

const ht_front_key *
ht_front_lookup(ht_str key)
{
	for (size_t i = 0; i < NKEYS; i++)
		if (keys[i].meaning[0] != WORD && ht_str_is(key, keys[i].key))
			return &keys[i];
	return NULL;
}

const char *
ht_front_word(ht_str word)
{
	for (size_t i = 0; i < NKEYS; i++)
		if (keys[i].meaning[0] == WORD && ht_str_is(word, keys[i].key))
			return keys[i].meaning + 1;
	return "";
}

/* --- shapes in brackets */

static bool
in_brackets(ht_str s)
{
	size_t beg = 0, end = s.n;
	uint32_t open = s.n ? ht_utf8_next(s, &beg) : 0;
	uint32_t close = s.n ? ht_utf8_prev(s, &end) : 0;

	return (open == '(' || open == OPEN) &&
	       (close == ')' || close == CLOSE);
}

/* A text in brackets has its own, whatever they hold; another one has both put
 * around it, and the shape's word behind the first where it has not that. */
static ht_text
put_brackets(ht_arena *a, ht_str form, const ht_text *t)
{
	ht_make m = ht_make_begin(a);
	ht_span span = ht_text_span(t);
	size_t at = ht_str_find(form, "%", 0), open = 0;
	ht_str word;

	if (in_brackets(t->str))
		return *t;
	ht_utf8_next(form, &open);
	word = ht_str_sub(form, open, at);
	ht_make_str(&m, ht_str_sub(form, 0, open), span.beg);
	if (!ht_str_starts(t->str, ht_str_cstr(a, word)))
		ht_make_str(&m, word, span.beg);
	ht_make_text(&m, t);
	ht_make_str(&m, ht_str_sub(form, at + 1, form.n), span.end);
	return ht_make_end(&m);
}

static size_t
characters(ht_str s, uint32_t out[KEY_CHARS])
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < KEY_CHARS;)
		out[n++] = ht_utf8_next(s, &i);
	return n;
}

/* Levenshtein distance in characters. */
int
ht_front_distance(ht_str a, ht_str b)
{
	uint32_t x[KEY_CHARS], y[KEY_CHARS];
	size_t nx = characters(a, x), ny = characters(b, y);
	int row[KEY_CHARS + 1];

	for (size_t j = 0; j <= ny; j++)
		row[j] = (int)j;
	for (size_t i = 1; i <= nx; i++) {
		int diagonal = row[0];

		row[0] = (int)i;
		for (size_t j = 1; j <= ny; j++) {
			int best = diagonal + (x[i - 1] != y[j - 1]);

			diagonal = row[j];
			best = row[j] + 1 < best ? row[j] + 1 : best;
			best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
			row[j] = best;
		}
	}
	return row[ny];
}

const char *
ht_front_nearest(ht_str key)
{
	const char *best = "";
	size_t n = ht_utf8_count(key), best_n;
	int least = KEY_CHARS + 1;

	for (size_t i = 0; i < NKEYS; i++) {
		int d = ht_front_distance(key, ht_str_from(keys[i].key));

		if (keys[i].meaning[0] == WORD || keys[i].meaning[0] == '-' ||
			d >= least)
			continue;
		least = d;
		best = keys[i].key;
	}
	best_n = ht_utf8_count(ht_str_from(best));
	return 2 * (size_t)least <= (n > best_n ? n : best_n) ? best : "";
}

/* Half-width marks stand for full-width ones. */
static uint32_t
narrow(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		return c - 0xFF01 + '!';
	return c == 0x3002 ? '.' : c;
}

static bool
begins_like(ht_str s, ht_str label)
{
	for (size_t i = 0, at = 0; i < label.n;) {
		uint32_t c = ' ';

		while (at < s.n && ht_cp_is_blank(c))
			c = ht_utf8_next(s, &at);
		if (narrow(ht_utf8_next(label, &i)) != narrow(c))
			return false;
	}
	return true;
}

static bool
ends_like(ht_str s, ht_str label)
{
	for (size_t i = label.n, at = s.n; i > 0;)
		if (at == 0 || narrow(ht_utf8_prev(label, &i)) !=
				       narrow(ht_utf8_prev(s, &at)))
			return false;
	return true;
}

ht_text
ht_front_shape(ht_arena *a, const char *shape, const ht_text *t)
{
	ht_make m = ht_make_begin(a);
	ht_str form = ht_str_from(shape), before, after;
	ht_span span = ht_text_span(t);
	size_t at = ht_str_find(form, "%", 0);

	if (in_brackets(form))
		return put_brackets(a, form, t);
	before = ht_str_sub(form, 0, at);
	after = ht_str_sub(form, at + 1, form.n);
	/* A label that is there, of another form too, is the author's own. */
	if (before.n && begins_like(t->str, before))
		before.n = 0;
	if (after.n && ends_like(t->str, after))
		after.n = 0;
	if (before.n == 0 && after.n == 0)
		return *t;
	ht_make_str(&m, before, span.beg);
	ht_make_text(&m, t);
	ht_make_str(&m, after, span.end);
	return ht_make_end(&m);
}

#define COLON 0xFF1A
#define MAIN_TO "main_to"

ht_text
ht_addressee_imprint(ht_arena *a, const ht_text *t)
{
	const char *shape = "%";
	size_t end = t->str.n, at = end;
	ht_text names;

	for (size_t i = 0; i < NKEYS; i++)
		if (strcmp(keys[i].meaning, MAIN_TO) == 0)
			shape = keys[i].shape;
	if (end > 0) {
		uint32_t c = ht_utf8_prev(t->str, &at);

		end = c == COLON || c == ':' ? at : end;
	}
	names = ht_text_sub(a, t, 0, end);
	return ht_front_shape(a, shape, &names);
}
