/* SPDX-License-Identifier: Apache-2.0
 *
 * The lines that a display list shows, each with the element of the document
 * that it is a line of.  Read off the list alone: what the layout stages
 * meant does not matter, only what stands on the page.
 */
#ifndef HT_CHECK_SHOWN_H
#define HT_CHECK_SHOWN_H

#include "doc/doc.h"
#include "out/display.h"

typedef struct {
	uint32_t elem; /* index in the document */
	uint32_t beg, end; /* bytes of the element's text, no blanks outside */
	int page; /* index from 0 */
	bool first; /* nothing of the text stands before it on its page */
	ht_len x0, x1; /* first origin, last origin and an em */
	ht_len y; /* baseline from the sheet's top */
	ht_len size; /* of the em */
} ht_shown_line;

typedef struct {
	ht_shown_line *line; /* in the order of the list */
	size_t nline;
	uint32_t *elem; /* index of an element's first line; nelem + 1 */
	uint32_t *order; /* lines by element, then by place in its text */
} ht_shown;

/* Reads the lines off a list made of the document; page numbers and other
 * furniture are left out.  A line whose characters are not the next ones of
 * its element is left out too: it shows something else. */
void ht_shown_read(
	ht_arena *a, const ht_doc *doc, const ht_display *d, ht_shown *out);

/* The line of an element that holds byte at of its text, or NULL. */
const ht_shown_line *
ht_shown_find(const ht_shown *s, uint32_t elem, uint32_t at);

#endif
