/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside of learning a layout: the original's rows of text, its paragraphs,
 * and what is measured on them.
 */
#ifndef HT_CHECK_LEARNER_H
#define HT_CHECK_LEARNER_H

#include "check/learn.h"
#include "check/stat.h"

typedef enum {
	HT_ROW_BODY, /* in the body's size, inside the type area */
	HT_ROW_OTHER, /* titles, heads in other sizes, tables, contents */
	HT_ROW_NUMBER, /* a page number */
	HT_ROW_RUNNING, /* what stands at one place on many pages */
	HT_ROW__MAX
} ht_row_use;

/* One line of text, its blanks at both ends left out. */
typedef struct {
	const ht_sheet_line *line;
	const ht_mark *mark; /* of the line */
	uint32_t *cp; /* of each mark; ASCII marks that stand in cells are
			 the full-width marks they look like */
	size_t n;
	uint32_t page; /* from 0 */
	ht_len x0, last, x1; /* first and last origin, end */
	ht_row_use use;
} ht_row;

/* Rows that belong together: a paragraph, or lines of a title. */
typedef struct {
	size_t beg, end; /* rows */
	ht_len first, left; /* of its first line and the others, from the type
			       area's left edge; one line: left is first */
	bool body;
	bool used; /* on the pages that are asked for */
	ht_elem_kind kind;
	bool leads; /* the first group of its element */
	ht_str text;
	uint32_t *brk; /* bytes of text before which a line began */
	size_t nbrk;
} ht_group;

typedef struct {
	ht_ctx *ctx;
	const ht_sheets *sheets;
	const ht_rules *rules;
	const ht_fontset *fs;
	const ht_learn_options *opt;
	ht_learned *out;
	ht_role *role; /* of each font; HT_ROLE__MAX: unknown */
	ht_row *row; /* of the text; page numbers apart */
	size_t nrow, caprow;
	ht_row *number;
	size_t nnumber;
	ht_group *group;
	size_t ngroup, capgroup;
	ht_len size; /* of the body's em as it is drawn */
	ht_len em, cell; /* nominal; advance of a Han character */
	bool on_grid; /* a full line is a whole number of cells */
	/* The type area's left edge on odd and on even pages; where lines end
	 * that end in a Han character: origin of that character, from it. */
	ht_len left[2], end;
	size_t end_agree, end_of; /* lines */
	ht_len width; /* of the type area */
	ht_len row_pitch;
	ht_role body_role;
} ht_learner;

/* learn_row.c: rows, the body's size, and what each row is. */
ht_err ht_learn_rows(ht_learner *s);
/* A Han character or full-width mark: it stands in a cell. */
bool ht_learn_in_cell(uint32_t cp);
/* The full-width marks that close; that open. */
bool ht_learn_closes(uint32_t cp);
bool ht_learn_opens(uint32_t cp);
/* A place of a row from the type area's left edge. */
ht_len ht_learn_x(const ht_learner *s, const ht_row *r, ht_len x);
ht_role ht_learn_role(const ht_learner *s, const ht_mark *m);

/* learn_area.c: left and right edge, pitch, first row, rows. */
ht_err ht_learn_area(ht_learner *s);
/* learn_group.c: paragraphs, and the text of each. */
void ht_learn_groups(ht_learner *s);
/* learn_kind.c: recognises the groups; indents and looks of the kinds. */
ht_err ht_learn_kinds(ht_learner *s);
/* The path of an element's key. */
const char *ht_learn_key(ht_learner *s, ht_elem_kind k, const char *field);
/* Kinds whose lines stand in the measure like the body's. */
bool ht_learn_flows(ht_elem_kind k);
/* learn_look.c: faces, sizes and colours of the kinds. */
ht_err ht_learn_looks(ht_learner *s);
/* The commonest role of counts for each; HT_ROLE__MAX when none was seen. */
ht_role ht_learn_most(const size_t *count);
/* A colour as a layout holds it, 0xRRGGBB, and as its file has it. */
uint32_t ht_learn_packed(ht_colour c);
const char *ht_learn_colour(ht_learner *s, uint32_t colour);
/* learn_line.c: em, cell and the line model's settings. */
ht_err ht_learn_cell(ht_learner *s);
ht_err ht_learn_line(ht_learner *s, unsigned *free);
/* learn_head.c: issuer's mark, number, red rule, title. */
ht_err ht_learn_head(ht_learner *s);
/* Where the title begins: the first line below the red rule that is larger
 * than the body; NULL without such a rule or line. */
const ht_row *ht_learn_title(const ht_learner *s);
/* learn_number.c: page numbers. */
ht_err ht_learn_number(ht_learner *s);

/* learn_tune.c: widths and indents between which measuring cannot tell. */
ht_err ht_learn_tune(ht_learner *s);
/* Breaks that a layout reproduces with its own indents, as rendering does. */
ht_err ht_learn_score(ht_learner *s, const ht_layout *l, size_t *alike);

/* Sets a key of the layout that is learned and notes how it came; up to 3
 * arguments, then NULL. */
ht_err ht_learn_set(ht_learner *s, const char *path, const char *value,
	ht_msg how, ...) __attribute__((sentinel));
/* Lengths and numbers as a layout file has them, in the arena. */
const char *ht_learn_len(ht_learner *s, ht_len v);
const char *ht_learn_milli(ht_learner *s, int v, const char *unit);
/* A margin as a word processor is told it: whole millimetres or inches, if
 * one is as near as a device rounds. */
ht_len ht_learn_margin(ht_len v);
/* A size of type as it is asked for: half points, if one is as near. */
ht_len ht_learn_size(ht_len v);
const char *ht_learn_count(ht_learner *s, size_t n);

#endif
