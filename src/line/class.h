/* SPDX-License-Identifier: Apache-2.0
 *
 * Classes of characters for line layout (W3C clreq; GB/T 15834-2011 5.1).
 */
#ifndef HT_LINE_CLASS_H
#define HT_LINE_CLASS_H

#include <stdbool.h>
#include <stdint.h>

#include "style/layout.h"

typedef enum {
	HT_CLASS_HAN,
	HT_CLASS_WEST, /* Latin and kindred letters */
	HT_CLASS_DIGIT, /* ASCII digits */
	HT_CLASS_OPEN,
	HT_CLASS_CLOSE,
	HT_CLASS_COMMA,
	HT_CLASS_STOP,
	HT_CLASS_INTERPUNCT,
	HT_CLASS_CONNECTOR,
	HT_CLASS_SOLIDUS,
	HT_CLASS_DASH,
	HT_CLASS_ELLIPSIS,
	HT_CLASS_POSTFIX,
	HT_CLASS_PREFIX,
	HT_CLASS_OPERATOR,
	HT_CLASS_LATIN_OPEN,
	HT_CLASS_LATIN_CLOSE,
	HT_CLASS_LATIN_MARK,
	HT_CLASS_LATIN_POSTFIX,
	HT_CLASS_LATIN_PREFIX,
	HT_CLASS_LATIN_HYPHEN,
	HT_CLASS_LATIN_SOLIDUS,
	HT_CLASS_SPACE, /* ASCII and other narrow blanks */
	HT_CLASS_IDEO_SPACE, /* U+3000 */
	HT_CLASS_OTHER, /* symbols: set like Han */
	HT_CLASS__MAX
} ht_class;

typedef enum { HT_TRIM_NONE, HT_TRIM_LEFT, HT_TRIM_RIGHT } ht_trim;

typedef struct {
	ht_class cls;
	int width; /* per mille of the em; 0: by the layout's Latin model */
	ht_trim trim;
	ht_kinsoku start, end; /* least level that forbids it at that edge */
	bool word_start, word_end; /* forbidden there by Word's list */
} ht_class_info;

ht_class_info ht_class_of(uint32_t cp);
/* Whether a layout's level forbids it at the start or the end of a line. */
bool ht_class_no_start(const ht_class_info *info, ht_kinsoku level);
bool ht_class_no_end(const ht_class_info *info, ht_kinsoku level);
const char *ht_class_name(ht_class cls);
/* The four quotes that the scripts share: U+2018, 2019, 201C, 201D. */
static inline bool
ht_is_quote(uint32_t cp)
{
	return cp == 0x2018 || cp == 0x2019 || cp == 0x201C || cp == 0x201D;
}

static inline bool
ht_class_is_blank(ht_class cls)
{
	return cls == HT_CLASS_SPACE || cls == HT_CLASS_IDEO_SPACE;
}

#endif
