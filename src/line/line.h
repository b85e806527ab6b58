/* SPDX-License-Identifier: Apache-2.0
 *
 * Lines: from a styled block's glyphs to items, from items to lines.
 */
#ifndef HT_LINE_LINE_H
#define HT_LINE_LINE_H

#include "font/font.h"
#include "line/class.h"
#include "style/style.h"

/* One cluster of the text with its box.  There is one a character, and those
 * of all paragraphs are there at once: they are most of a document's memory.
 * (A source has 2^24 bytes at most, and so a cluster fewer glyphs.) */
typedef struct {
	uint32_t beg, end; /* bytes of the block's text */
	uint32_t glyph; /* first of its paragraph's glyphs */
	unsigned nglyph : 24; /* so many are its own */
	unsigned cls : 8; /* ht_class */
	unsigned cp : 21; /* its first code point */
	unsigned trim : 2; /* ht_trim */
	bool glue : 1; /* never a break before it */
	bool paired : 1; /* closed up with the mark before it */
	bool no_start : 1, no_end : 1; /* prohibited edges at the layout's
					* level */
	bool missing : 1; /* no font has it: shown as a box */
	unsigned decor : 4; /* ht_decor */
	ht_len w; /* natural width of the box */
	ht_len gap; /* autospace before it, when not first */
	ht_len room; /* what its own blank half can give */
	ht_len gap_room; /* what the gap before it can give */
	ht_len gap_more; /* what it may grow by before other gaps do */
	uint16_t note; /* the footnote mark that it is part of, or 0 */
} ht_item;

typedef struct {
	uint32_t beg, end; /* items; end counts blanks that the break eats */
	uint32_t ink; /* end of what shows */
	ht_len indent; /* from the measure's left edge */
	ht_len measure; /* room for it, after the indent */
	ht_len natural; /* width of beg..ink */
	bool last; /* of its paragraph */
	bool hang; /* its last item stands outside */
	bool ragged; /* too short to be stretched: set at natural width */
	bool tight; /* its characters stand closer than marks and gaps give */
} ht_line;

typedef struct {
	const ht_block *block;
	ht_str text;
	ht_len size; /* of the em */
	int xscale; /* per mille: condensed marks */
	const ht_glyph *glyph;
	size_t nglyph;
	const ht_item *item;
	size_t nitem;
	const ht_line *line; /* partition the items */
	size_t nline;
} ht_para;

/* How a table stands on the page. */
typedef struct {
	const ht_table *table;
	ht_len *width; /* of the columns */
	ht_len room; /* their sum */
	bool turned, fold;
	/* Paragraphs before a turned or folded table that stand on its first
	 * page: its label, label and title of an attachment that begins with
	 * it. */
	size_t lead;
} ht_table_plan;

typedef struct {
	ht_para *para; /* one a block, in order */
	size_t npara;
	const ht_doc *doc;
	ht_table_plan *table; /* by their index in the document */
	size_t ntable;
} ht_paras;

/* What a line breaker needs: items with prefix sums, so that any line's
 * width and room are O(1). */
typedef struct {
	const ht_item *item;
	size_t n;
	const int64_t *width; /* sum of w + gap of items below i */
	const int64_t *room; /* sum of room + gap_room of items below i */
	ht_len em; /* cell of the text, for the thresholds */
	const ht_layout *layout;
} ht_fill;

void ht_fill_init(ht_arena *a, ht_fill *f, const ht_layout *l,
	const ht_item *item, size_t n, ht_len em);
/* Natural width and room of items beg..end set as one line. */
int64_t ht_fill_width(const ht_fill *f, size_t beg, size_t end);
int64_t ht_fill_room(const ht_fill *f, size_t beg, size_t end);
/* May a line end before item i? */
bool ht_fill_allowed(const ht_fill *f, size_t i);

/* Greedy lines by the word processors' squeeze model (docs/ARCHITECTURE.md,
 * "Line breaking"): first line indented by first, others by left. */
void ht_fill_greedy(ht_arena *a, const ht_fill *f, ht_len measure, ht_len first,
	ht_len left, ht_line **line, size_t *nline);

/* The line that begins at item beg, by the same model: lines of a paragraph
 * are decided one by one. */
ht_line
ht_fill_line(const ht_fill *f, size_t beg, ht_len indent, ht_len measure);
/* Items beg..end as a line; measure and indent as for ht_fill_line. */
ht_line ht_fill_cut(const ht_fill *f, size_t beg, size_t end, bool hang,
	ht_len indent, ht_len measure);
/* Lines of least cost over the whole paragraph: never dearer than the greedy
 * ones by ht_fill_cost. */
void ht_fill_optimal(ht_arena *a, const ht_fill *f, ht_len measure,
	ht_len first, ht_len left, ht_line **line, size_t *nline);
/* What a line costs: for being squeezed, stretched, hanging, broken where no
 * break is allowed, or a lone last character. */
int64_t ht_fill_cost(const ht_fill *f, const ht_line *line);
/* Lines by the layout's breaker (layout key line.breaker). */
void ht_fill_break(ht_arena *a, const ht_fill *f, ht_len measure, ht_len first,
	ht_len left, ht_line **line, size_t *nline);

/* Lines of a title: words whole, trapezoid or diamond (7.3.1).  Falls back to
 * ht_fill_greedy where a text is no title. */
void ht_title_break(ht_arena *a, const ht_fill *f, const ht_elem *elem,
	ht_len measure, ht_line **line, size_t *nline);

/* Loads the dictionary of words that breaking titles needs, which a process
 * does once and would else do with its first title. */
void ht_title_prepare(void);

/* Sets what its code point alone decides: class, prohibited edges, room, trim.
 * The width of its box, or 0 where the font decides.  cell: one zi, EMU. */
ht_len ht_item_classify(
	const ht_layout *l, ht_quotes_model quotes, ht_len cell, ht_item *it);
/* Sets what neighbours decide: glue, autospace, pairs. */
void ht_items_relate(const ht_layout *l, bool autospace, ht_len cell,
	ht_item *item, size_t n);

/* What a footnote's mark and other raised text are to a line: small, kept with
 * what stands before them, nothing to give. */
void ht_items_raise(const ht_layout *l, ht_item *item, size_t n);
/* The em of an item: the text's, or that of raised text. */
ht_len ht_item_size(const ht_layout *l, const ht_para *p, const ht_item *it);
/* The character in whose shape a digit is set (layout key line.digits), or 0:
 * in its own. */
uint32_t ht_item_digit(const ht_layout *l, uint32_t cp);

/* Items of a block's glyphs at a size; text and glyphs are borrowed.  Missing
 * glyphs and fallback fonts become diagnostics. */
ht_err ht_items_make(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_block *b, ht_len size, ht_para *out);
/* Items of a text that stands in no source (page numbers). */
ht_err ht_items_text(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_elem_style *style, ht_str text, ht_para *out);

/* One block, no mark, to a paragraph with lines. */
ht_err ht_para_make(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_block *b, ht_para *p);
/* A justified paragraph in a line less, each line with so many characters more
 * than it has room for, at most (7.3.5.5 调整字距).  False, and the paragraph
 * as it was, where that does not do. */
bool ht_para_closer(ht_ctx *ctx, const ht_layout *l, int most, ht_para *p);
/* Sets the marks among the paragraphs, whose blocks are known, at max (EMU of
 * the em) or smaller, so that they fit (7.2.4). */
ht_err ht_marks_fit(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	ht_paras *ps, ht_len max);
/* End of the line that begins at item beg of a cell: its pieces at natural
 * width, one at least. */
size_t ht_columns_line_end(const ht_fill *f, size_t beg, ht_len room);
/* How many such lines a cell has in so much room; most + 1 when more than most.
 */
size_t ht_columns_count(const ht_fill *f, ht_len room, size_t most);
/* Widths of a table's columns that fill the room; its cells row by row, padding
 * at each side of them.  Each column has room for its longest unbreakable piece
 * where the room suffices for that; among such widths the cells have the fewest
 * lines.  cols > 0. */
void ht_columns_fit(ht_arena *a, const ht_fill *cell, size_t ncell,
	uint32_t cols, ht_len padding, ht_len room, ht_len *width);
/* How wide a table must be to be read with ease, its cells wrapped: what its
 * columns want by table.whole, table.wrap and table.measure, with their
 * padding. */
int64_t ht_columns_wanted(
	const ht_layout *l, const ht_fill *cell, size_t ncell, uint32_t cols);
/* From mark to mark of a stack, per mille of the em: closer where they are
 * small (7.2.4). */
int ht_mark_pitch(const ht_layout *l, ht_len size);
/* Items, column widths and lines of the tables' cells. */
ht_err ht_tables_make(
	ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs, ht_paras *ps);
/* All blocks to paragraphs with lines. */
ht_err ht_lines_make(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_styled *s, ht_paras *out);

/* How one line is set: x of each item's box from the line's left edge, and
 * how much of the box is cut off, at the side where it is blank. */
typedef struct {
	ht_len x, cut;
} ht_place;
/* place has one member an item of beg..end.  spread fills the measure
 * even when the line is a last one. */
void ht_line_set(const ht_para *p, const ht_line *line, ht_align align,
	bool spread, ht_place *place);

void ht_glyphs_dump(ht_buf *out, const ht_paras *p);
void ht_items_dump(ht_buf *out, const ht_paras *p);
/* Where a line may begin: a mark an item, as in tests/breaks. */
void ht_breaks_dump(ht_buf *out, const ht_paras *p);
void ht_lines_dump(ht_buf *out, const ht_paras *p);

#endif
