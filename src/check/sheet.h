/* SPDX-License-Identifier: Apache-2.0
 *
 * Sheets: what a checker sees of a document, ours or an original: on each
 * page the lines of text with the place of every character, and the rules.
 * Made from a display list or from an original's PDF, never from what the
 * layout stages know: a fault of the layout cannot hide itself.
 */
#ifndef HT_CHECK_SHEET_H
#define HT_CHECK_SHEET_H

#include "out/display.h"

/* One character of a line. */
typedef struct {
	uint32_t beg, end; /* bytes of the line's text */
	ht_len x, w; /* origin from the sheet's left edge; to the next origin,
			of the last one its advance */
	ht_len size; /* of the em */
	uint32_t font; /* in ht_sheets.font */
} ht_mark;

typedef struct {
	ht_str text; /* UTF-8, left to right, blanks as they stand */
	const ht_mark *mark; /* ascending */
	size_t nmark;
	ht_len x0, x1; /* first origin; end of the last mark that is no blank */
	ht_len y; /* baseline from the sheet's top */
	ht_len size; /* of the em, the commonest */
	ht_colour colour; /* of the first mark */
	const char *element; /* ours: the tag it stands in; NULL in a PDF */
	bool furniture; /* a page number or the like: no part of the text */
} ht_sheet_line;

typedef struct {
	ht_len x, y, w, h; /* filled box: a rule or a figure's edge */
	ht_colour colour;
} ht_sheet_rule;

typedef struct {
	ht_len w, h;
	const ht_sheet_line *line; /* top to bottom, left to right */
	size_t nline;
	const ht_sheet_rule *rule; /* top to bottom */
	size_t nrule;
} ht_sheet;

typedef struct {
	const ht_sheet *sheet;
	size_t nsheet;
	const char **font; /* names, without the tag of a subset */
	size_t nfont;
	const char *producer; /* of the PDF; "" when it does not say */
} ht_sheets;

/* The sheets of a display list; borrows its texts. */
ht_err ht_sheets_make(ht_ctx *ctx, const ht_display *d, ht_sheets *out);

/* The sheets of a PDF with a text layer, read by the program hongtou-read in
 * a process of its own, limited in time and memory and killed when it goes
 * past them.  reader: path of that program.  Errors: HT_EIO; HT_EINPUT: no
 * PDF, encrypted, without a text layer, or damaged; HT_ELIMIT. */
ht_err ht_sheets_read(
	ht_ctx *ctx, const char *reader, const char *path, ht_sheets *out);

void ht_sheets_dump(ht_buf *out, const ht_sheets *s);

#endif
