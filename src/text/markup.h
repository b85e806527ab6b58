/* SPDX-License-Identifier: Apache-2.0
 *
 * Inline tags and footnotes, as a source may write them.
 */
#ifndef HT_TEXT_MARKUP_H
#define HT_TEXT_MARKUP_H

#include "text/text.h"

#define HT_TAGS 6 /* names of tags: u, em, i, strong, b, sup */

/* A tag at the beginning of a text. */
typedef struct {
	int name; /* below HT_TAGS; two tags of one name make a pair */
	ht_marked marked; /* what the text between them is marked as */
	bool closes;
	size_t len; /* bytes; 0: there is none */
} ht_tag;

ht_tag ht_tag_read(ht_str s);
/* Bytes of the footnote mark that s begins with, "[^label]"; 0: none. */
size_t ht_note_mark(ht_str s);
/* Bytes of the label that begins the footnote s, "[^label]:"; 0: s is none. */
size_t ht_note_label(ht_str s);
/* Order of two labels, ht_str. */
int ht_note_compare(const void *a, const void *b);
/* A line without the tags and footnote marks at its end, or at its start. */
ht_str ht_markup_trim_end(ht_str s);
ht_str ht_markup_trim_start(ht_str s);

#endif
