/* SPDX-License-Identifier: Apache-2.0
 *
 * Text: ht_str borrows, ht_buf owns.  Both hold UTF-8 unless said otherwise.
 */
#ifndef HT_BASE_STR_H
#define HT_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/unit.h"

typedef struct {
	const char *p;
	size_t n;
} ht_str; /* borrowed, not NUL-terminated */

typedef struct {
	uint32_t beg, end;
} ht_span; /* bytes of the source, beg <= end */

typedef struct {
	char *p;
	size_t n, cap;
} ht_buf; /* owns p (malloc); zeroed is an empty buffer */

#define HT_STR(literal) ((ht_str){(literal), sizeof(literal) - 1})

ht_str ht_str_from(const char *cstr); /* borrows */
bool ht_str_eq(ht_str a, ht_str b);
bool ht_str_is(ht_str a, const char *cstr);
ht_str ht_str_sub(ht_str s, size_t beg, size_t end);
/* s without blanks (ASCII blanks, U+3000, U+00A0, U+FEFF) at both ends. */
ht_str ht_str_trim(ht_str s);
bool ht_str_starts(ht_str s, const char *prefix);
bool ht_str_ends(ht_str s, const char *suffix);
/* Position of needle in s at or after from, or SIZE_MAX. */
size_t ht_str_find(ht_str s, const char *needle, size_t from);
/* A copy in the arena, NUL-terminated. */
char *ht_str_cstr(ht_arena *a, ht_str s);
/* A printf into the arena, NUL-terminated. */
char *ht_fmt(ht_arena *a, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

void ht_buf_drop(ht_buf *b);
/* Makes room for n more bytes, no more: for what is long and nearly known. */
void ht_buf_room(ht_buf *b, size_t n);
void ht_buf_add(ht_buf *b, const void *bytes, size_t n);
static inline void ht_buf_addc(ht_buf *b, char c);
void ht_buf_adds(ht_buf *b, const char *cstr);
void ht_buf_addstr(ht_buf *b, ht_str s);
/* Puts s, which is not of b, before byte at. */
void ht_buf_insert(ht_buf *b, size_t at, ht_str s);
void ht_buf_addf(ht_buf *b, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* A length in mm with up to 5 decimals, without trailing zeros: reads back to
 * the same EMU. */
void ht_buf_addmm(ht_buf *b, ht_len len);
ht_str ht_buf_str(const ht_buf *b);

static inline void
ht_buf_addc(ht_buf *b, char c)
{
	if (b->cap - b->n < 2) {
		ht_buf_add(b, &c, 1);
		return;
	}
	b->p[b->n++] = c;
	b->p[b->n] = '\0';
}

#endif
