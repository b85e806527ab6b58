/* SPDX-License-Identifier: Apache-2.0
 *
 * The table of layout keys: path, type, place in ht_layout, limits.
 */
#ifndef HT_STYLE_KEYS_H
#define HT_STYLE_KEYS_H

#include "style/layout.h"

typedef enum {
	HT_KEY_LENGTH, /* a number with mm or pt */
	HT_KEY_COUNT, /* a whole number */
	HT_KEY_RATIO, /* a decimal number, kept in thousandths */
	HT_KEY_ZI, /* a decimal number with zi, kept in thousandths */
	HT_KEY_BOOL,
	HT_KEY_ENUM, /* one of names */
	HT_KEY_CELL, /* one of names, or a length that follows it */
	HT_KEY_COLOUR, /* #RRGGBB */
	HT_KEY_TEXT,
	HT_KEY__MAX
} ht_key_type;

typedef struct {
	const char *path;
	ht_key_type type;
	size_t offset;
	int min, max; /* thousandths of the unit of the file: mm for lengths */
	const char *const *names; /* enums: NULL-terminated */
} ht_key;

/* The key of a path such as "page.rows" or "elements.body.size"; *base gets
 * what its offset counts from.  NULL when there is none. */
const ht_key *ht_key_lookup(ht_layout *l, ht_str path, void **base);
/* The known path nearest to an unknown one, in the arena. */
const char *ht_key_nearest(ht_arena *a, ht_str path);
const char *ht_key_type_name(ht_key_type type);
/* value.c: sets the key's place in base to a value as a file has it; texts are
 * copied to the arena.  False when it is not allowed. */
bool ht_key_set(ht_arena *a, const ht_key *key, void *base, const char *value);

#endif
