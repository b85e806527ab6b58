/* SPDX-License-Identifier: Apache-2.0
 *
 * The values of layout keys: from a file's text into a layout, by type and
 * within limits.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "style/keys.h"

#define PER_MILLE 1000

/* A decimal number in millionths, exact, without the C locale; *end is set
 * to what follows.  False when there is no number. */
static bool
parse_decimal(const char *s, int64_t *micro, const char **end)
{
	bool minus = *s == '-';
	int64_t v = 0, unit = 1000000;
	const char *first;

	s += minus;
	first = s;
	for (; *s >= '0' && *s <= '9' && v < 1000000000; s++)
		v = v * 10 + (*s - '0');
	v *= unit;
	if (*s == '.')
		for (s++; *s >= '0' && *s <= '9'; s++) {
			unit /= 10;
			v += (*s - '0') * unit;
		}
	*micro = minus ? -v : v;
	*end = s;
	return s > first;
}

static bool
in_range(const ht_key *key, int64_t micro)
{
	return micro >= (int64_t)key->min * 1000 &&
	       micro <= (int64_t)key->max * 1000;
}

/* Lengths: micro-units of mm or pt to EMU. */
static bool
set_length(const ht_key *key, const char *value, ht_len *out)
{
	int64_t micro;
	const char *unit;
	int64_t emu;

	if (!parse_decimal(value, &micro, &unit))
		return false;
	if (strcmp(unit, "mm") == 0)
		emu = micro * HT_EMU_MM / 1000000;
	else if (strcmp(unit, "pt") == 0)
		emu = micro * HT_EMU_PT / 1000000;
	else
		return false;
	if (!in_range(key, emu * 1000000 / HT_EMU_MM))
		return false;
	*out = (ht_len)emu;
	return true;
}

static bool
set_number(const ht_key *key, const char *value, int scale, const char *suffix,
	int *out)
{
	int64_t micro;
	const char *end;

	if (!parse_decimal(value, &micro, &end) || strcmp(end, suffix) != 0 ||
		!in_range(key, micro) || micro * scale % 1000000)
		return false;
	*out = (int)(micro * scale / 1000000);
	return true;
}

static bool
set_enum(const ht_key *key, const char *value, void *at)
{
	for (int i = 0; key->names[i]; i++)
		if (strcmp(value, key->names[i]) == 0) {
			memcpy(at, &i, sizeof i);
			return true;
		}
	return false;
}

_Static_assert(offsetof(ht_layout, text.cell_width) ==
		       offsetof(ht_layout, text.cell) + sizeof(ht_cell_model),
	"a cell's width follows its model");

static bool
set_cell(const ht_key *key, const char *value, void *at)
{
	int n = 0;

	if (set_enum(key, value, at))
		return true;
	if (!set_length(key, value, (ht_len *)((char *)at + sizeof n)))
		return false;
	while (key->names[n])
		n++;
	memcpy(at, &n, sizeof n);
	return true;
}

static bool
set_colour(const char *value, uint32_t *out)
{
	char *end;

	if (value[0] != '#' || strlen(value) != 7)
		return false;
	*out = (uint32_t)strtoul(value + 1, &end, 16);
	return *end == '\0';
}

_Static_assert(sizeof(ht_align) == sizeof(int), "enums are stored as int");

bool
ht_key_set(ht_arena *a, const ht_key *key, void *base, const char *value)
{
	void *at = (char *)base + key->offset;
	bool on = strcmp(value, "true") == 0;

	switch (key->type) {
	case HT_KEY_LENGTH:
		return set_length(key, value, at);
	case HT_KEY_COUNT:
		return set_number(key, value, 1, "", at);
	case HT_KEY_RATIO:
		return set_number(key, value, PER_MILLE, "", at);
	case HT_KEY_ZI:
		return set_number(key, value, PER_MILLE, "zi", at);
	case HT_KEY_BOOL:
		*(bool *)at = on;
		return on || strcmp(value, "false") == 0;
	case HT_KEY_ENUM:
		return set_enum(key, value, at);
	case HT_KEY_CELL:
		return set_cell(key, value, at);
	case HT_KEY_COLOUR:
		return set_colour(value, at);
	case HT_KEY_TEXT:
		*(const char **)at = ht_str_cstr(a, ht_str_from(value));
		return true;
	case HT_KEY__MAX:
		break;
	}
	return false;
}
