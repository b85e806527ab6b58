/* SPDX-License-Identifier: Apache-2.0
 *
 * Classes: marks by the table of data/punctuation.tsv, all else by range.
 */
#include "line/class.h"

#include <stdlib.h>

#include "base/utf8.h"

#define EM 1000

typedef struct {
	uint32_t cp;
	ht_class cls;
	int width;
	ht_trim trim;
	ht_kinsoku start, end;
	bool word_start, word_end;
} row;

static const row table[] = {
#include "line/punctuation.inc"
};

static const char *const names[] = {[HT_CLASS_HAN] = "han",
	[HT_CLASS_WEST] = "west",
	[HT_CLASS_DIGIT] = "digit",
	[HT_CLASS_OPEN] = "open",
	[HT_CLASS_CLOSE] = "close",
	[HT_CLASS_COMMA] = "comma",
	[HT_CLASS_STOP] = "stop",
	[HT_CLASS_INTERPUNCT] = "interpunct",
	[HT_CLASS_CONNECTOR] = "connector",
	[HT_CLASS_SOLIDUS] = "solidus",
	[HT_CLASS_DASH] = "dash",
	[HT_CLASS_ELLIPSIS] = "ellipsis",
	[HT_CLASS_POSTFIX] = "postfix",
	[HT_CLASS_PREFIX] = "prefix",
	[HT_CLASS_OPERATOR] = "operator",
	[HT_CLASS_LATIN_OPEN] = "latin-open",
	[HT_CLASS_LATIN_CLOSE] = "latin-close",
	[HT_CLASS_LATIN_MARK] = "latin-mark",
	[HT_CLASS_LATIN_POSTFIX] = "latin-postfix",
	[HT_CLASS_LATIN_PREFIX] = "latin-prefix",
	[HT_CLASS_LATIN_HYPHEN] = "latin-hyphen",
	[HT_CLASS_LATIN_SOLIDUS] = "latin-solidus",
	[HT_CLASS_SPACE] = "space",
	[HT_CLASS_IDEO_SPACE] = "ideo-space",
	[HT_CLASS_OTHER] = "other"};
_Static_assert(sizeof names / sizeof *names == HT_CLASS__MAX, "one a class");

static int
compare(const void *key, const void *member)
{
	uint32_t cp = *(const uint32_t *)key;
	uint32_t other = ((const row *)member)->cp;

	return cp < other ? -1 : cp > other;
}

static ht_class_info
free_class(ht_class cls, int width)
{
	return (ht_class_info){cls, width, HT_TRIM_NONE, HT_KINSOKU__MAX,
		HT_KINSOKU__MAX, false, false};
}

ht_class_info
ht_class_of(uint32_t cp)
{
	const row *r;

	if (ht_cp_is_han(cp))
		return free_class(HT_CLASS_HAN, EM);
	if (cp >= '0' && cp <= '9')
		return free_class(HT_CLASS_DIGIT, 0);
	r = bsearch(&cp, table, sizeof table / sizeof *table, sizeof *table,
		compare);
	if (r)
		return (ht_class_info){r->cls, r->width, r->trim, r->start,
			r->end, r->word_start, r->word_end};
	if (ht_cp_is_west(cp))
		return free_class(HT_CLASS_WEST, 0);
	if (cp == 0x3000)
		return free_class(HT_CLASS_IDEO_SPACE, EM);
	if (ht_cp_is_blank(cp))
		return free_class(HT_CLASS_SPACE, EM / 2);
	return free_class(HT_CLASS_OTHER, cp < 0x2000 ? 0 : EM);
}

bool
ht_class_no_start(const ht_class_info *info, ht_kinsoku level)
{
	if (level == HT_KINSOKU_WORD)
		return info->word_start;
	return info->start <= level;
}

bool
ht_class_no_end(const ht_class_info *info, ht_kinsoku level)
{
	if (level == HT_KINSOKU_WORD)
		return info->word_end;
	return info->end <= level;
}

const char *
ht_class_name(ht_class cls)
{
	return names[cls];
}
