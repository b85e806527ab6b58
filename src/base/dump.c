/* SPDX-License-Identifier: Apache-2.0
 *
 * The writer of dumps.
 */
#include "base/dump.h"

#define INDENT 2

void
ht_dump_begin(ht_dump *d, ht_buf *out, const char *stage)
{
	*d = (ht_dump){.out = out};
	ht_buf_addf(out, "hongtou-dump 1 %s\n", stage);
}

void
ht_dump_node(ht_dump *d, const char *kind)
{
	for (int i = 0; i < d->depth * INDENT; i++)
		ht_buf_addc(d->out, ' ');
	ht_buf_adds(d->out, kind);
}

/* The characters that would end a value or a line are written as \xHH. */
static void
add_escaped(ht_buf *out, ht_str s, const char *special)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool odd = c < 0x20 || c == 0x7F || c == '\\';

		for (const char *p = special; *p; p++)
			odd = odd || c == (unsigned char)*p;
		if (odd)
			ht_buf_addf(out, "\\x%02X", c);
		else
			ht_buf_addc(out, (char)c);
	}
}

void
ht_dump_str(ht_dump *d, const char *key, ht_str value)
{
	ht_buf_addf(d->out, " %s=", key);
	add_escaped(d->out, value, " |");
}

void
ht_dump_cstr(ht_dump *d, const char *key, const char *value)
{
	ht_dump_str(d, key, ht_str_from(value));
}

void
ht_dump_int(ht_dump *d, const char *key, long value)
{
	ht_buf_addf(d->out, " %s=%ld", key, value);
}

void
ht_dump_mm(ht_dump *d, const char *key, ht_len value)
{
	ht_buf_addf(d->out, " %s=", key);
	ht_buf_addmm(d->out, value);
}

void
ht_dump_text(ht_dump *d, ht_str text)
{
	ht_buf_adds(d->out, " |");
	add_escaped(d->out, text, "|");
	ht_buf_addc(d->out, '|');
}

void
ht_dump_end(ht_dump *d)
{
	ht_buf_addc(d->out, '\n');
}
