/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers.
 */
#include "doc/number.h"

#include "base/utf8.h"

#define NUMBER_MAX 100000

/* The value of a digit of any script used here, or -1. */
static int
digit(uint32_t c)
{
	if (c >= '0' && c <= '9')
		return (int)(c - '0');
	if (c >= 0xFF10 && c <= 0xFF19)
		return (int)(c - 0xFF10);
	switch (c) {
	case 0x3007: /* ideographic zero, and what stands for it */
	case 0x25CB:
	case 0x96F6:
	case 'O':
	case 0xFF2F:
		return 0;
	case 0x4E00:
		return 1;
	case 0x4E8C:
		return 2;
	case 0x4E09:
		return 3;
	case 0x56DB:
		return 4;
	case 0x4E94:
		return 5;
	case 0x516D:
		return 6;
	case 0x4E03:
		return 7;
	case 0x516B:
		return 8;
	case 0x4E5D:
		return 9;
	}
	return -1;
}

static int
unit(uint32_t c)
{
	return c == 0x5341 ? 10 : c == 0x767E ? 100 : 0;
}

int
ht_number_read(ht_str text)
{
	int total = 0, last = 0;
	bool pending = false;

	for (size_t i = 0; i < text.n;) {
		uint32_t c = ht_utf8_next(text, &i);
		int d = digit(c), u = unit(c);

		if (ht_cp_is_blank(c))
			continue;
		if (d >= 0) {
			last = pending ? last * 10 + d : d;
			pending = true;
		} else if (u) {
			/* A bare ten is one ten. */
			total += (pending ? last : 1) * u;
			last = 0;
			pending = false;
		} else {
			break;
		}
		if (last > NUMBER_MAX || total > NUMBER_MAX)
			return 0;
	}
	return total + last;
}

int
ht_number_ordinal(ht_str text)
{
	size_t i = 0;
	uint32_t c;

	if (text.n == 0)
		return 0;
	c = ht_utf8_next(text, &i);
	if (c >= 0x2460 && c <= 0x2473)
		return (int)(c - 0x2460) + 1;
	if (c == '(' || c == 0xFF08 || c == 0x7B2C)
		return ht_number_read(ht_str_sub(text, i, text.n));
	return ht_number_read(text);
}
