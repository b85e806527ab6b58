/* SPDX-License-Identifier: Apache-2.0
 *
 * What a source still knows of its original: lines, page turns, title lines.
 * The evidence of the text stage, put on the elements of the document.
 */
#ifndef HT_CHECK_KNOWN_H
#define HT_CHECK_KNOWN_H

#include "doc/doc.h"

/* A line of the original: bytes of the element's text, no blanks outside. */
typedef struct {
	uint32_t elem; /* index in the document */
	uint32_t beg, end;
	bool follows; /* the line before it is of the same element */
	bool title;
} ht_known_line;

/* A page of the original began with this character. */
typedef struct {
	uint32_t elem, at;
} ht_known_turn;

typedef struct {
	ht_known_line *line; /* in the document's order */
	size_t nline;
	ht_known_turn *turn; /* in the document's order */
	size_t nturn;
} ht_known;

/* Body lines are known where the source's lines are the original's; title
 * lines where the author's pieces are; page turns where they were found. */
void ht_known_read(
	ht_arena *a, const ht_doc *doc, const ht_raws *raws, ht_known *out);

/* Is it set on the rows of the page as text: body, heads, notes? */
bool ht_known_is_body(ht_elem_kind kind);
/* First byte from at on that is no blank. */
uint32_t ht_known_skip(ht_str text, uint32_t at);

#endif
