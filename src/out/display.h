/* SPDX-License-Identifier: Apache-2.0
 *
 * The display list: all that a back end sees.  Page space: origin top left,
 * y down, EMU.  Glyph operations carry their Unicode text; tags nest.
 */
#ifndef HT_OUT_DISPLAY_H
#define HT_OUT_DISPLAY_H

#include "base/ctx.h"
#include "base/dump.h"
#include "base/image.h"
#include "base/unit.h"
#include "font/font.h"

typedef struct {
	uint8_t r, g, b;
} ht_colour;

/* How a printer's inks make colours (GB/T 9704-2012 6.2). */
typedef struct {
	bool cmyk; /* else colours are those of a screen */
	int magenta, yellow; /* what full ones are printed with, per mille */
} ht_inks;

typedef struct {
	uint32_t gid;
	ht_len x, y; /* origin on the page (y: the baseline) */
	uint32_t beg, end; /* bytes of the run's text that it shows; a cluster
			    * of several glyphs gives them to the first, the
			    * others have beg == end */
} ht_show;

typedef enum {
	HT_OP_GLYPHS, /* one font, size, colour; glyphs in text order */
	HT_OP_RECT, /* filled rectangle: rules, boxes */
	HT_OP_IMAGE, /* a picture that fills the box */
	HT_OP_RING, /* a circle in the box, line thick, all inside */
	HT_OP_DISC, /* a filled circle in the box */
	HT_OP_FRAME, /* the box's outline, line thick, all inside */
	HT_OP_TURN, /* what follows is turned: x of it runs up the page, y to
		     * the right; its origin stands at x, y */
	HT_OP_UNTURN,
	HT_OP_TAG, /* begin of an element: tag = its name */
	HT_OP_END, /* end of it */
	HT_OP__MAX
} ht_op_kind;

typedef struct {
	ht_op_kind kind;
	ht_colour colour;
	/* glyphs */
	const ht_font *font;
	ht_len size; /* of the em */
	int xscale; /* per mille of the natural width; 1000 is plain */
	ht_str text; /* UTF-8 */
	const ht_show *glyph;
	size_t nglyph;
	/* rect */
	ht_len x, y, w, h;
	/* outlines, pictures */
	ht_len line;
	const ht_image *image;
	bool pressed; /* its colours darken what is below, white does not */
	/* tag */
	const char *tag; /* element name; static or arena */
	uint32_t id; /* tags of one id (not 0) are one element's lines */
	bool artifact; /* page furniture: no part of the text */
} ht_op;

typedef struct {
	ht_len w, h;
	int number; /* as printed */
	const ht_op *op;
	size_t nop;
} ht_display_page;

typedef struct {
	int level; /* 1... */
	ht_str title;
	int page; /* index from 0 */
	ht_len y;
} ht_outline;

typedef struct {
	ht_display_page *page; /* see ht_display_at() */
	size_t npage;
	/* Makes the operations of a page when they are asked for: those of all
	 * pages would be a third of a long document's memory.  NULL: they are
	 * there. */
	void (*make)(void *maker, size_t i, ht_display_page *page);
	void *maker;
	ht_outline *outline; /* in reading order */
	size_t noutline;
	/* of the document */
	ht_str title, author, subject;
	int year, month, day; /* creation date; 0: none */
	ht_inks inks;
	bool small; /* the smallest file, whatever time it takes */
} ht_display;

/* Page i with its operations, which are there until the next page is asked
 * for. */
ht_display_page ht_display_at(const ht_display *d, size_t i);

void ht_display_dump(ht_buf *out, const ht_display *d);

/* src/out/pdf: the whole list as a PDF file into out.  The same list gives
 * the same bytes.  Errors: HT_EINTERNAL with the back end's own code. */
ht_err ht_pdf_write(ht_ctx *ctx, const ht_display *d, ht_buf *out);
/* Reads of a font what writing its subsets needs, which is else done with the
 * first one.  Any thread, any time. */
void ht_pdf_prepare(const ht_font *font);

#endif
