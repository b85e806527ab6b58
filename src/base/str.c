/* SPDX-License-Identifier: Apache-2.0
 *
 * Borrowed strings and owned buffers.
 */
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define MM_DECIMALS 5 /* 1 EMU = 1/36000 mm: five decimals tell it apart */
#define MM_SCALE 100000
#define SHORT_TEXT 128 /* bytes: what a printf makes most of the time */

ht_str
ht_str_from(const char *cstr)
{
	return (ht_str){cstr, cstr ? strlen(cstr) : 0};
}

bool
ht_str_eq(ht_str a, ht_str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
ht_str_is(ht_str a, const char *cstr)
{
	return ht_str_eq(a, ht_str_from(cstr));
}

ht_str
ht_str_sub(ht_str s, size_t beg, size_t end)
{
	return (ht_str){s.p + beg, end - beg};
}

ht_str
ht_str_trim(ht_str s)
{
	while (s.n) {
		size_t i = 0;

		if (!ht_cp_is_blank(ht_utf8_next(s, &i)))
			break;
		s.p += i;
		s.n -= i;
	}
	while (s.n) {
		size_t i = s.n;

		if (!ht_cp_is_blank(ht_utf8_prev(s, &i)))
			break;
		s.n = i;
	}
	return s;
}

bool
ht_str_starts(ht_str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && memcmp(s.p, prefix, n) == 0;
}

bool
ht_str_ends(ht_str s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.n >= n && memcmp(s.p + s.n - n, suffix, n) == 0;
}

size_t
ht_str_find(ht_str s, const char *needle, size_t from)
{
	size_t n = strlen(needle);

	for (size_t i = from; n && i + n <= s.n; i++) {
		const char *p = memchr(s.p + i, needle[0], s.n - n + 1 - i);

		if (!p)
			return SIZE_MAX;
		i = (size_t)(p - s.p);
		if (memcmp(p, needle, n) == 0)
			return i;
	}
	return SIZE_MAX;
}

char *
ht_str_cstr(ht_arena *a, ht_str s)
{
	char *copy = ht_arena_alloc(a, s.n + 1);

	if (s.n)
		memcpy(copy, s.p, s.n);
	return copy;
}

char *
ht_fmt(ht_arena *a, const char *format, ...)
{
	va_list ap;
	int n;
	char *text;

	va_start(ap, format);
	n = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	text = ht_arena_alloc(a, (size_t)n + 1);
	va_start(ap, format);
	vsnprintf(text, (size_t)n + 1, format, ap);
	va_end(ap);
	return text;
}

void
ht_buf_drop(ht_buf *b)
{
	free(b->p);
	*b = (ht_buf){0};
}

static void
resize(ht_buf *b, size_t cap)
{
	b->p = realloc(b->p, cap);
	if (!b->p) {
		fputs("hongtou: out of memory\n", stderr);
		abort();
	}
	b->cap = cap;
}

/* Room for n more bytes and a NUL. */
static void
reserve(ht_buf *b, size_t n)
{
	size_t cap = b->cap ? b->cap : 256;

	if (b->cap - b->n > n)
		return;
	while (cap - b->n <= n)
		cap *= 2;
	resize(b, cap);
}

void
ht_buf_room(ht_buf *b, size_t n)
{
	if (b->cap - b->n <= n)
		resize(b, b->n + n + 1);
}

void
ht_buf_add(ht_buf *b, const void *bytes, size_t n)
{
	reserve(b, n);
	if (n)
		memcpy(b->p + b->n, bytes, n);
	b->n += n;
	b->p[b->n] = '\0';
}

void
ht_buf_adds(ht_buf *b, const char *cstr)
{
	ht_buf_add(b, cstr, strlen(cstr));
}

void
ht_buf_addstr(ht_buf *b, ht_str s)
{
	ht_buf_add(b, s.p, s.n);
}

void
ht_buf_insert(ht_buf *b, size_t at, ht_str s)
{
	size_t behind = b->n - at;

	ht_buf_add(b, s.p, s.n);
	memmove(b->p + at + s.n, b->p + at, behind);
	if (s.n)
		memcpy(b->p + at, s.p, s.n);
}

void
ht_buf_addf(ht_buf *b, const char *format, ...)
{
	va_list ap;
	size_t n, room;

	reserve(b, SHORT_TEXT);
	room = b->cap - b->n;
	va_start(ap, format);
	n = (size_t)vsnprintf(b->p + b->n, room, format, ap);
	va_end(ap);
	if (n >= room) {
		reserve(b, n);
		va_start(ap, format);
		vsnprintf(b->p + b->n, n + 1, format, ap);
		va_end(ap);
	}
	b->n += n;
}

void
ht_buf_addmm(ht_buf *b, ht_len len)
{
	int64_t v = (int64_t)len * MM_SCALE;
	char digits[24];
	int n;

	if (v < 0)
		ht_buf_addc(b, '-');
	v = v < 0 ? -v : v;
	v = (v + HT_EMU_MM / 2) / HT_EMU_MM;
	n = snprintf(digits, sizeof digits, "%lld.%0*lld",
		(long long)(v / MM_SCALE), MM_DECIMALS,
		(long long)(v % MM_SCALE));
	while (digits[n - 1] == '0')
		n--;
	if (digits[n - 1] == '.')
		n--;
	ht_buf_add(b, digits, (size_t)n);
}

ht_str
ht_buf_str(const ht_buf *b)
{
	return (ht_str){b->p, b->n};
}
