/* SPDX-License-Identifier: Apache-2.0
 *
 * A layout: every size, distance and rule of a form, as layouts/NAME.yaml
 * states them, each with its clause.  Read-only once loaded.
 */
#ifndef HT_STYLE_LAYOUT_H
#define HT_STYLE_LAYOUT_H

#include "base/ctx.h"
#include "base/unit.h"
#include "doc/doc.h"
#include "font/font.h"

typedef enum {
	HT_ALIGN_JUSTIFY, /* flush both sides, last line left */
	HT_ALIGN_LEFT,
	HT_ALIGN_CENTRE,
	HT_ALIGN_RIGHT,
	HT_ALIGN__MAX
} ht_align;

typedef enum {
	HT_PITCH_INK_FILL, /* glyph boxes touch the type area's top and bottom
			    */
	HT_PITCH_LINE_BOX, /* each glyph box centred in area height / rows */
	HT_PITCH_FIXED, /* baselines at page.first + i * page.row */
	HT_PITCH__MAX
} ht_pitch_model;

typedef enum {
	HT_BLANK_GRID, /* n empty rows lie between: (n + 1) pitches - one em */
	HT_BLANK_GAP, /* n pitches from edge to edge */
	HT_BLANK__MAX
} ht_blank_model;

typedef enum {
	HT_PLACE_OUTSIDE, /* odd pages right, even pages left */
	HT_PLACE_CENTRE,
	HT_PLACE_LEFT,
	HT_PLACE_RIGHT,
	HT_PLACE_NONE, /* no page number at all */
	HT_PLACE__MAX
} ht_number_place;

typedef enum {
	HT_CELL_GRID, /* area_width / cells */
	HT_CELL_EM,
	HT_CELL_WIDTH, /* text.cell_width, whatever it is */
	HT_CELL__MAX
} ht_cell_model;

typedef enum {
	HT_LATIN_HALF, /* half a cell each, in the face of the text */
	HT_LATIN_FONT, /* in the face of role latin, with its advances */
	HT_LATIN__MAX
} ht_latin_model;

/* U+2018 U+2019 U+201C U+201D are one character for both scripts. */
typedef enum {
	HT_QUOTES_HAN, /* one cell, a blank half to give */
	HT_QUOTES_LATIN, /* in the face of role latin, nothing to give */
	HT_QUOTES__MAX
} ht_quotes_model;

typedef enum {
	HT_DIGITS_AS_IS,
	HT_DIGITS_HALF, /* full-width digits in the shape of half-width ones */
	HT_DIGITS_FULL, /* and the other way round */
	HT_DIGITS__MAX
} ht_digits_model;

/* How marked text is told from other text. */
typedef enum {
	HT_TELL_NONE,
	HT_TELL_FACE, /* in the face text.emphasis */
	HT_TELL_DOTS, /* emphasis dots */
	HT_TELL_LINE, /* underlined */
	HT_TELL__MAX
} ht_tell;

typedef enum {
	HT_STRETCH_EVEN, /* all gaps of a line alike */
	HT_STRETCH_GAPS_FIRST, /* Han-Latin gaps up to gap_max, then all */
	HT_STRETCH__MAX
} ht_stretch_model;

typedef enum {
	HT_BREAKER_GREEDY, /* line after line, as word processors do */
	HT_BREAKER_OPTIMAL, /* least cost over the paragraph */
	HT_BREAKER__MAX
} ht_breaker_model;

typedef enum {
	HT_KINSOKU_NONE,
	HT_KINSOKU_BASIC, /* clreq: stops, commas, closers, connectors */
	HT_KINSOKU_GB, /* + solidus (GB/T 15834-2011 5.1.9) */
	HT_KINSOKU_STRICT, /* + dash and ellipsis at the line start */
	HT_KINSOKU_WORD, /* Word's own lists, neither more nor less than gb */
	HT_KINSOKU__MAX
} ht_kinsoku;

typedef enum {
	HT_FROM_AREA, /* the type area's top */
	HT_FROM_SHEET,
	HT_FROM__MAX
} ht_from;

typedef enum { HT_DASH_CENTRE, HT_DASH_TOP, HT_DASH__MAX } ht_dash_edge;

typedef enum {
	HT_SHOW_FULL,
	HT_SHOW_SPACE, /* its place is kept: the paper has it */
	HT_SHOW_NONE,
	HT_SHOW__MAX
} ht_show_how;

typedef enum { HT_JOINT_ALL, HT_JOINT_LEAD, HT_JOINT__MAX } ht_joint;

typedef enum {
	HT_DOCNO_CENTRE,
	HT_DOCNO_LEFT, /* upward: one zi from the left */
	HT_DOCNO_RULE, /* letters: right edge, below the upper rule */
	HT_DOCNO__MAX
} ht_docno_place;

typedef enum {
	HT_RULES_SINGLE, /* below the number */
	HT_RULES_DOUBLE, /* letters: below the mark, and at the foot */
	HT_RULES_NONE,
	HT_RULES__MAX
} ht_rules_style;

typedef enum {
	HT_SIGN_FOOT, /* below the body */
	HT_SIGN_HEAD, /* minutes: in a row above the red rule */
	HT_SIGN__MAX
} ht_sign_where;

typedef enum {
	HT_FORMS_OWN, /* a form: whatever form the document has */
	HT_FORMS_ALL, /* its own keys lie over the layout of any form */
	HT_FORMS__MAX
} ht_forms;

typedef enum {
	HT_INK_RGB, /* colours of a screen */
	HT_INK_CMYK, /* a printer's inks (6.2) */
	HT_INK__MAX
} ht_colours;

typedef struct {
	ht_role font;
	ht_len size; /* of the em */
	uint32_t colour; /* 0xRRGGBB */
	ht_align align;
	/* per mille of one zi, the element's own cell */
	int first, left, right;
	int before; /* empty rows before the element */
	bool autospace;
} ht_elem_style;

typedef struct {
	const char *name, *label;
	const char *form; /* that it is, or extends; "" where it is none */
	ht_forms forms; /* of the file itself, never of what it extends */
	struct {
		ht_len width, height; /* of the sheet */
		ht_len top, binding; /* to the type area */
		ht_len area_width, area_height; /* type area */
		ht_len first, row; /* pitch: fixed: first baseline from the
				      sheet's top; from row to row */
		int rows, cells;
		int head_rows; /* of page 1, before its text; 0: as it comes */
		bool mirror;
		ht_pitch_model pitch;
		ht_blank_model blank;
	} page;
	struct {
		ht_len size; /* of the 3hao em: the grid's own */
		ht_len leading; /* 7/8 of it, between two lines */
		ht_cell_model cell;
		ht_len cell_width; /* of HT_CELL_WIDTH; must follow cell */
		ht_role emphasis;
	} text;
	struct {
		bool squeeze, hang, pair, lone_last, pull_last;
		int threshold, mark_room, gap_room, gap_max,
			autospace; /* per mille of em */
		ht_latin_model latin;
		ht_quotes_model quotes;
		ht_digits_model digits;
		ht_kinsoku kinsoku;
		ht_stretch_model stretch;
		int stretch_max; /* per mille of em a gap; more: ragged */
		ht_breaker_model breaker;
		ht_len tolerance;
	} line;
	struct {
		ht_tell strong, emphasis;
		/* per mille of the em, from the em box's foot down */
		int dot, dot_gap; /* diameter; to its top */
		int line, line_gap; /* thickness; to its top */
		int raised, rise; /* em of raised text; its baseline up */
	} marked;
	struct {
		ht_len rule, width; /* thickness, length; above the notes */
		ht_len gap; /* from text to rule, from rule to notes */
		int pitch; /* per mille of their em */
	} note;
	struct {
		ht_len top; /* ink top below the type area's */
		ht_len max_size, min_size; /* of the em */
		int width; /* per mille of the area's width */
		int condense; /* least horizontal scale, per mille */
		int pitch; /* of joint marks, per mille of the em */
		int shrink; /* a step of getting smaller, per mille */
		int least_pitch; /* of those that are no larger than min_size */
		int height; /* of the stack, per mille of the area's */
		ht_from from; /* what top counts from */
		ht_show_how show;
		int suffix_gap; /* names to the word beside, per mille of em */
		bool spread; /* short names to the longest's width */
		int suffix_at; /* its height, per mille of the stack's */
		ht_joint joint; /* which marks of a joint document */
	} mark;
	struct {
		bool keep_line; /* secrecy on line 2 without a copy number */
		bool spread; /* two characters over three zi */
	} corner;
	struct {
		int inset, name, gap; /* per mille of one zi */
		int columns;
	} signer;
	struct {
		int before; /* empty rows between mark and number */
		bool reserve; /* keep the number's place when there is none */
		ht_docno_place place;
		int inset; /* upward, per mille of one zi */
	} number;
	struct {
		ht_len gap, width, thickness;
		uint32_t colour;
		ht_rules_style style;
		bool draw; /* false: the paper has it */
		ht_len thin, between; /* of a double rule */
		ht_from centre; /* in the middle of the type area or sheet */
		ht_len foot; /* lower double rule above the sheet's edge */
		bool fill; /* rows of page 1 end above the lower one */
	} red_rule;
	struct {
		int before, width;
		int extra_line, split_word, split_name, split_number, soft_word,
			single, inside, rectangle, hourglass, lone;
		int lone_limit, clumsy, balance;
		/* words, separated by blanks; "" where a layout has none */
		const char *subject, *words, *break_before, *avoid_start,
			*avoid_end;
	} title;
	struct {
		int right, offset, keep_lines;
		ht_sign_where place;
		int tighten; /* rows a page may hold more, 7.3.5.5 */
		int closer; /* characters a line may hold more, 7.3.5.5 */
	} sign;
	struct {
		ht_len diameter, gap, line, below;
		ht_len beside; /* its centre right of the signature's */
		int before, columns; /* empty rows; seals a row */
		ht_len large; /* above this diameter */
		int large_before; /* so many empty rows */
		int right; /* of the date, per mille of one zi */
		uint32_t colour;
		bool note_clear; /* no note across its edge */
	} seal;
	struct {
		ht_len width, height; /* room for it */
		int before, after; /* empty rows */
		int right, gap; /* per mille of one zi */
		int duty_at; /* the post beside it, per mille of its height */
	} stamp;
	struct {
		bool detached;
		int number_gap; /* from 1. to the name, per mille of em */
		int title_row; /* the row of its page, from 1 */
	} attachment;
	struct {
		int keep; /* rows of text that follow a head on its page */
	} heading;
	struct {
		ht_len rule, padding; /* thickness; text to rule */
		bool landscape; /* turn tables too wide for the page */
		bool fold; /* or fold them out, A3 */
		int wrap; /* a cell's text, per mille of its column */
		int again; /* the highest head that comes again, per mille of
			    * the page's room */
		int measure; /* em: the widest column that a text wants */
		int word; /* em of a cell that are not parted */
		int whole; /* em of a cell that wants to be whole */
		ht_column numbers; /* where columns of them stand */
	} table;
	struct {
		ht_len width, height; /* room for a picture */
	} figure; /* 7.3.5.2, per mille of one zi; body lines kept with it */
	struct {
		ht_len width, thick, thin, row;
		int inset, clear;
		bool even; /* on an even page */
		bool rules, print; /* letters have neither */
	} imprint;
	struct {
		ht_number_place place;
		const char *form; /* # stands for the number */
		ht_len drop; /* the dash below the type area: */
		ht_dash_edge drop_to; /* its centre or its top edge */
		int inset, gap;
		bool first; /* page 1 shows its number */
	} page_number;
	struct {
		ht_colours ink;
		int magenta, yellow; /* full ones, per mille */
	} print;
	struct {
		ht_len position, inside; /* mm that a line, a mark may be off */
		ht_len pitch, size, thickness;
		int alike; /* of the text, per mille; below, another document */
	} check; /* against an original */
	ht_elem_style elem[HT_ELEM__MAX];
	ht_elem_style page_number_style;
} ht_layout;

/* Loads a layout by path, following `extends:` in the same folder, else in
 * base (the installed layouts; NULL: nowhere else).  The result is in the
 * context's arena.  HT_ELAYOUT names file and line, what is wrong and what is
 * allowed. */
ht_err ht_layout_load_in(
	ht_ctx *ctx, const char *path, const char *base, ht_layout *out);
/* The same, with nowhere else to look. */
ht_err ht_layout_load(ht_ctx *ctx, const char *path, ht_layout *out);

/* Lays a file that is for all forms over a layout that is loaded: its own keys,
 * and of what it extends those of files that are for all forms too.  Errors as
 * above. */
ht_err ht_layout_lay_over(
	ht_ctx *ctx, const char *path, const char *base, ht_layout *out);

/* Sets one key to a value as a layout file has it; errors as there. */
ht_err
ht_layout_set(ht_ctx *ctx, ht_layout *l, const char *path, const char *value);

/* One layout key, for documentation and checks: its path ("page.rows"), type
 * ("length", "count" ...), NULL past the last. */
const char *ht_layout_key(size_t i, const char **type);

/* Place of a cell's edge: width of n cells of a style, EMU.  3hao text stands
 * on the page's grid where the layout says so; other sizes are solid. */
ht_len ht_layout_cells(const ht_layout *l, ht_len size, int n);
/* per mille of one zi of a size, EMU */
ht_len ht_layout_zi(const ht_layout *l, ht_len size, int per_mille);
/* Distance from row to row, EMU (for gaps; rows themselves by ht_layout_row) */
ht_len ht_layout_pitch(const ht_layout *l);
/* Top of the glyph box of row i (from 0), EMU from the sheet's top. */
ht_len ht_layout_row(const ht_layout *l, int i);
/* Baseline of row i where the layout fixes it for whatever stands there
 * (pitch: fixed); else false, and it is the font's to say. */
bool ht_layout_baseline(const ht_layout *l, int i, ht_len *out);
/* Edge-to-edge distance of n empty rows, EMU. */
ht_len ht_layout_blank(const ht_layout *l, int n);
/* Left edge of the type area on a page with this number. */
ht_len ht_layout_left(const ht_layout *l, int page_number);
/* 7.3.5.3: the left edge of the widest stamp, from the type area's, and the
 * room for what stands beside it, 0 when it is less than a character. */
ht_len ht_layout_stamp(const ht_layout *l);
ht_len ht_layout_beside_stamp(const ht_layout *l);

#endif
