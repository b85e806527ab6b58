/* SPDX-License-Identifier: Apache-2.0
 *
 * The lines of a source that hold more than blanks: how wide they are, how
 * they begin and end.  What reflowing decides by.
 */
#ifndef HT_TEXT_LINES_H
#define HT_TEXT_LINES_H

#include "text/text.h"

/* How a line begins, as far as it tells a new paragraph. */
typedef enum {
	HT_START_NONE,
	HT_START_HAN_COMMA, /* level 1 number */
	HT_START_HAN_PAREN, /* level 2 */
	HT_START_DIGIT_DOT, /* level 3 */
	HT_START_DIGIT_PAREN, /* level 4 */
	HT_START_CIRCLED, /* a circled digit */
	HT_START_ORDINAL, /* chapter, section, article */
	HT_START_LABEL, /* attachment, copy to ... with a colon */
	HT_START_DASH, /* a subtitle, a dash */
	HT_START_CELL, /* a row of a Markdown table, an HTML tag, a picture */
	HT_START_BULLET,
	HT_START__MAX
} ht_start;

typedef enum {
	HT_STOP_OPEN, /* nothing: a heading, a name, or a sentence cut */
	HT_STOP_COMMA, /* a mark inside a sentence: it goes on */
	HT_STOP_COLON,
	HT_STOP_FULL, /* the end of a sentence */
	HT_STOP__MAX
} ht_stop;

typedef enum {
	HT_LINE_TEXT,
	HT_LINE_HEADING, /* Markdown: # ... */
	HT_LINE_RULE, /* Markdown: --- *** ___ */
	HT_LINE_FOLIO, /* a page number of the original */
	HT_LINE__MAX
} ht_line_kind;

typedef struct {
	uint32_t beg, end; /* without blanks and Markdown marks, bytes */
	uint32_t mark; /* where it begins with its Markdown mark */
	uint32_t tail; /* where it ends with its Markdown mark */
	uint16_t width; /* half cells: Han 2, Latin 1; at most 65535 */
	uint8_t kind; /* ht_line_kind */
	uint8_t level; /* of a Markdown heading */
	uint8_t start; /* ht_start */
	uint8_t stop; /* ht_stop */
	uint8_t blank; /* blank lines before it, at most 255 */
	uint8_t indent; /* half cells of blanks before it, at most 255 */
	uint8_t west; /* half-width characters, at most 255 */
	bool inner; /* holds a comma or stop inside */
	bool sentence; /* holds a full stop inside */
	bool feed; /* a form feed stands between it and the one before */
	bool joins; /* found by reflow: continues the line before */
	bool turn; /* found by reflow: a page turned before it */
} ht_line;

/* Reads the lines from byte from on; the array is the arena's. */
size_t
ht_lines_read(ht_ctx *ctx, const ht_source *s, uint32_t from, ht_line **out);
/* Width in half cells: Han and their marks 2, others 1. */
size_t ht_line_width(ht_str text);
/* How text begins; text has no blanks before it. */
ht_start ht_line_start(ht_str text);
/* How text ends; text has no blanks after it. */
ht_stop ht_line_stop(ht_str text);

#endif
