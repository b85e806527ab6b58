/* SPDX-License-Identifier: Apache-2.0
 *
 * Front matter whose values YAML takes for something else: one that holds a
 * colon and a blank, or begins with one of its marks.  Known keys, a line
 * each, say what is meant: the value is the rest of the line as it stands.
 */
#include "text/front.h"

#include <string.h>

#include "base/utf8.h"

#define KEY_BYTES 63
#define WIDE_COLON 0xFF1A

static const char *const known_keys[] = {
#include "text/frontkeys.inc"
};

typedef struct {
	ht_raw_builder *b;
	const char *key; /* under which items may stand, or NULL */
	bool again; /* it stood before */
	bool dry; /* nothing is taken yet */
	size_t n; /* entries */
	uint32_t *taken;
} reader;

size_t
ht_front_key_end(ht_str line)
{
	for (size_t i = 0, at; i < line.n; i = at) {
		uint32_t c;

		at = i;
		c = ht_utf8_next(line, &at);
		if (c == ':' || c == WIDE_COLON)
			return i;
		/* Keys begin at the margin and are no list, quote, comment. */
		if (i == 0 && (ht_cp_is_blank(c) || c == '-' || c == '#' ||
				      c == '"' || c == '\''))
			return 0;
	}
	return 0;
}

const char *
ht_front_known(ht_str key)
{
	char plain[KEY_BYTES + 1];
	size_t n = 0;

	for (size_t i = 0, at; i < key.n; i = at) {
		at = i;
		if (ht_cp_is_blank(ht_utf8_next(key, &at)))
			continue;
		if (n + at - i > KEY_BYTES)
			return NULL;
		memcpy(plain + n, key.p + i, at - i);
		n += at - i;
	}
	plain[n] = '\0';
	for (size_t i = 0; i < sizeof known_keys / sizeof *known_keys; i++)
		if (strcmp(plain, known_keys[i]) == 0)
			return known_keys[i];
	return NULL;
}

bool
ht_front_again(const ht_raw_builder *b, ht_str key)
{
	for (size_t i = 0; i < b->out->nraw; i++)
		if (ht_str_eq(b->out->raw[i].key, key))
			return true;
	return false;
}

/* Whether a value is no list, quote or block of YAML's that went wrong. */
static bool
is_plain(ht_str s)
{
	const char *close = *s.p == '[' ? "]" : *s.p == '{' ? "}" : NULL;
	size_t quotes = 0, at;

	if (close) {
		at = ht_str_find(s, close, 0);
		return at != SIZE_MAX && at + 1 < s.n;
	}
	for (at = 0; at < s.n; at++)
		quotes += s.p[at] == *s.p;
	if (*s.p == '"' || *s.p == '\'')
		return quotes % 2 == 0;
	return s.n > 2 || !strchr("|>", *s.p);
}

/* A value without a comment behind it, and without its quotes. */
static ht_str
bare(ht_str s)
{
	size_t comment = ht_str_find(s, " #", 0);

	s = ht_str_trim(ht_str_sub(s, 0, comment < s.n ? comment : s.n));
	if (s.n >= 2 && s.p[0] == s.p[s.n - 1] && strchr("\"'", *s.p))
		s = ht_str_sub(s, 1, s.n - 1);
	return s;
}

static bool
take(reader *r, ht_str value)
{
	ht_raw raw = {.kind = HT_RAW_FRONT, .again = r->again};
	ht_span span;

	if (!is_plain(value))
		return false;
	r->n++;
	value = bare(value);
	if (r->dry || value.n == 0)
		return true;
	span.beg = (uint32_t)(value.p - r->b->s->text.p);
	span.end = span.beg + (uint32_t)value.n;
	raw.key = ht_str_from(r->key);
	raw.span = span;
	raw.text = ht_raw_compose(r->b, &span, 1);
	ht_raw_structure(r->b, *r->taken, span.beg);
	*r->taken = span.end;
	ht_raw_add(r->b, raw);
	return true;
}

static bool
read_line(reader *r, ht_str line)
{
	size_t end = ht_front_key_end(line), colon = end;
	ht_str value;

	if (line.n == 0 || *line.p == '#')
		return true;
	if (*line.p == '-') {
		value = ht_str_trim(ht_str_sub(line, 1, line.n));
		return r->key && value.n && take(r, value);
	}
	r->key = end ? ht_front_known(ht_str_sub(line, 0, end)) : NULL;
	if (!r->key)
		return false;
	r->again = ht_front_again(r->b, ht_str_from(r->key));
	ht_utf8_next(line, &colon);
	value = ht_str_trim(ht_str_sub(line, colon, line.n));
	return value.n == 0 || take(r, value);
}

static bool
read_lines(reader *r, ht_str text)
{
	while (text.n) {
		size_t end = ht_str_find(text, "\n", 0);

		end = end == SIZE_MAX ? text.n : end;
		if (!read_line(r, ht_str_trim(ht_str_sub(text, 0, end))))
			return false;
		text = ht_str_sub(text, end + (end < text.n), text.n);
	}
	return r->n > 0;
}

bool
ht_front_lines(ht_raw_builder *b, uint32_t beg, uint32_t end, uint32_t *taken)
{
	ht_str text = ht_str_sub(b->s->text, beg, end);
	reader r = {.b = b, .dry = true, .taken = taken};

	if (!read_lines(&r, text))
		return false;
	r = (reader){.b = b, .taken = taken};
	return read_lines(&r, text);
}
