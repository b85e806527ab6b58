/* SPDX-License-Identifier: Apache-2.0
 *
 * UTF-8 (RFC 3629), and the few classes of characters that every stage asks
 * for.
 */
#include "base/utf8.h"

/* The least code point that needs n bytes; shorter ones are overlong. */
static uint32_t
least(int n)
{
	return n == 2 ? 0x80 : n == 3 ? 0x800 : 0x10000;
}

/* Decodes the sequence at p with left bytes; its length, or 0. */
static int
decode(const unsigned char *p, size_t left, uint32_t *cp)
{
	int n = p[0] < 0x80		? 1
		: (p[0] & 0xE0) == 0xC0 ? 2
		: (p[0] & 0xF0) == 0xE0 ? 3
		: (p[0] & 0xF8) == 0xF0 ? 4
					: 0;
	uint32_t v;

	if (n == 0 || (size_t)n > left)
		return 0;
	if (n == 1) {
		*cp = p[0];
		return 1;
	}
	v = p[0] & (0xFFu >> (n + 1));
	for (int i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		v = v << 6 | (p[i] & 0x3F);
	}
	if (v < least(n) || v > 0x10FFFF || (v >= 0xD800 && v <= 0xDFFF))
		return 0;
	*cp = v;
	return n;
}

uint32_t
ht_utf8_decode(ht_str s, size_t *i)
{
	uint32_t cp;
	int n = decode((const unsigned char *)s.p + *i, s.n - *i, &cp);

	*i += n ? (size_t)n : 1;
	return n ? cp : HT_REPLACEMENT;
}

uint32_t
ht_utf8_prev(ht_str s, size_t *i)
{
	size_t end = *i, p = end - 1;

	while (p > 0 && end - p < 4 && ((unsigned char)s.p[p] & 0xC0) == 0x80)
		p--;
	*i = p;
	return ht_utf8_next(s, &p);
}

int
ht_utf8_put(uint32_t cp, char out[4])
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

void
ht_buf_addcp(ht_buf *b, uint32_t cp)
{
	char bytes[4];

	ht_buf_add(b, bytes, (size_t)ht_utf8_put(cp, bytes));
}

size_t
ht_utf8_valid(ht_str s)
{
	size_t i = 0;
	uint32_t cp;

	while (i < s.n) {
		int n = decode((const unsigned char *)s.p + i, s.n - i, &cp);

		if (n == 0)
			break;
		i += (size_t)n;
	}
	return i;
}

size_t
ht_utf8_count(ht_str s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.n; i++)
		count += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return count;
}

bool
ht_cp_is_blank(uint32_t cp)
{
	return cp <= 0x20 || cp == 0x7F || cp == 0x85 || cp == 0xA0 ||
	       (cp >= 0x2000 && cp <= 0x200B) || cp == 0x2028 || cp == 0x2029 ||
	       cp == 0x202F || cp == 0x3000 || cp == 0xFEFF;
}

bool
ht_cp_is_han(uint32_t cp)
{
	return (cp >= 0x4E00 && cp <= 0x9FFF) ||
	       (cp >= 0x3400 && cp <= 0x4DBF) ||
	       (cp >= 0xF900 && cp <= 0xFAFF) ||
	       (cp >= 0x20000 && cp <= 0x323AF) ||
	       (cp >= 0x2E80 && cp <= 0x2FDF) || /* radicals */
	       (cp >= 0x3005 && cp <= 0x3007) || cp == 0x303B;
}

bool
ht_cp_is_west(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') ||
	       (cp >= 'a' && cp <= 'z') || (cp >= 0xC0 && cp <= 0x24F) ||
	       (cp >= 0x370 && cp <= 0x52F);
}
