/* SPDX-License-Identifier: Apache-2.0
 *
 * UTF-8, one code point at a time.
 */
#ifndef HT_BASE_UTF8_H
#define HT_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define HT_REPLACEMENT 0xFFFD

/* The code point at s.p[*i]; moves *i past it.  *i must be below s.n.  Bytes
 * that are no valid sequence give HT_REPLACEMENT and move by one. */
static inline uint32_t ht_utf8_next(ht_str s, size_t *i);
/* The same for what is no Han character and no ASCII. */
uint32_t ht_utf8_decode(ht_str s, size_t *i);
/* The code point that ends at s.p[*i] (exclusive); moves *i to its start. */
uint32_t ht_utf8_prev(ht_str s, size_t *i);
/* Writes cp (at most 4 bytes); the number of bytes. */
int ht_utf8_put(uint32_t cp, char out[4]);
void ht_buf_addcp(ht_buf *b, uint32_t cp);
/* Length of the longest valid prefix of s. */
size_t ht_utf8_valid(ht_str s);
size_t ht_utf8_count(ht_str s);

/* Blanks: what may vanish at a line end without loss: ASCII blanks and
 * controls, U+00A0, U+2000-200B, U+2028, U+2029, U+202F, U+3000, U+FEFF. */
bool ht_cp_is_blank(uint32_t cp);
/* Ideographs (clreq class HAN), with the marks read as such (々〇〆〻). */
bool ht_cp_is_han(uint32_t cp);
/* ASCII letters and digits and other Latin, Greek, Cyrillic letters. */
bool ht_cp_is_west(uint32_t cp);

/* Every stage goes through the text: sequences of one and three bytes, which
 * most are, are decoded in place. */
static inline uint32_t
ht_utf8_next(ht_str s, size_t *i)
{
	const unsigned char *p = (const unsigned char *)s.p + *i;

	if (p[0] < 0x80) {
		*i += 1;
		return p[0];
	}
	/* U+1000 to U+CFFF: neither overlong nor surrogates. */
	if (p[0] > 0xE0 && p[0] < 0xED && s.n - *i > 2 &&
		(p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
		*i += 3;
		return (p[0] & 0xFu) << 12 | (p[1] & 0x3Fu) << 6 |
		       (p[2] & 0x3Fu);
	}
	return ht_utf8_decode(s, i);
}

#endif
