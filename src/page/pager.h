/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside of the page stage: the pages under work and the helpers that its
 * files share.
 */
#ifndef HT_PAGE_PAGER_H
#define HT_PAGE_PAGER_H

#include "page/page.h"

typedef struct {
	const ht_para *para;
	uint32_t line;
} ht_note_line;

/* page.blank: gap: rows from this one on stand so much lower than those above
 * them do. */
typedef struct {
	int row;
	ht_len down;
} ht_gap;

/* Footnotes; of is NULL where a document has none. */
typedef struct {
	size_t *of; /* by element's id: paragraph + 1 */
	bool *done; /* by paragraph: in the queue, or set */
	size_t *stamp, stamps; /* by paragraph: seen in count stamps */
	ht_note_line *line; /* the queue; beg..end wait for room */
	size_t beg, end, cap;
	bool placed; /* the last page has its own */
} ht_notes;

typedef struct {
	ht_ctx *ctx;
	const ht_layout *l;
	const ht_fontset *fs;
	ht_paras *paras; /* as they are placed */
	ht_page *page;
	size_t npage, cappage;
	int row; /* next free row of the last page, from 0 */
	int dense, dense_from; /* rows more than the layout's, from that row */
	ht_len shift; /* the last page's rows stand lower by it */
	int more; /* rows more that fit on it then */
	bool to_foot; /* page 1 of a letter is full: its rows end at the rule */
	ht_len limit; /* its last row ends there at the latest */
	ht_gap *gap; /* of the last page, from its top down */
	size_t ngap, capgap;
	int below; /* rows below p->row that a seal covers */
	size_t base; /* pages before the first that counts as 1 */
	bool imprinted;
	ht_notes note;
	bool turned; /* rows run up the sheet: the frame of a turned table */
	const ht_table_plan *opened; /* the table whose page this is already */
	bool signed_once; /* the first signature has been set */
} ht_pager;

ht_page *ht_pager_page(ht_pager *p); /* the last page */
const ht_para *ht_pager_para(const ht_pager *p, size_t i);
ht_elem_kind ht_pager_kind(const ht_pager *p, size_t i);
void ht_pager_turn(ht_pager *p); /* begins a new one */
ht_frag *ht_pager_add(ht_pager *p, ht_frag f);
void ht_pager_rule(ht_pager *p, ht_rule r);
void ht_pager_object(ht_pager *p, ht_object o);
ht_len ht_pager_left(const ht_pager *p); /* of the type area, this page */
/* Baseline of a glyph box whose top is at top. */
ht_len ht_pager_baseline(const ht_pager *p, const ht_para *para, ht_len top);
/* A line of a paragraph, its glyph box's top at y, off the grid. */
void ht_pager_line(ht_pager *p, const ht_para *para, uint32_t line, ht_len y);
/* Width of a one-line paragraph's text, its condensing counted. */
ht_len ht_para_width(const ht_para *para);

/* row.c: rows of the last page, and those of them that text may stand on:
 * footnotes take some. */
int ht_pager_all_rows(const ht_pager *p);
int ht_pager_rows(ht_pager *p);
/* The same, if the rows that are still free stood so much higher. */
int ht_pager_rows_up(ht_pager *p, ht_len up);
/* Leaves n empty rows, or what they are as distances. */
void ht_pager_skip(ht_pager *p, int n);
/* By how much that takes the rows below up. */
ht_len ht_pager_gain(const ht_pager *p, int n);
/* Where empty rows are distances: the next row begins at y. */
void ht_pager_skip_to(ht_pager *p, ht_len y);
/* Rows from this one on stand so much lower. */
void ht_pager_gap(ht_pager *p, int row, ht_len down);
/* Makes the last page hold more rows: those of its text move together. */
void ht_pager_dense(ht_pager *p, int more);
/* Moves the rows of the last page, so that row i's top is at y; as many rows
 * stand on it as end at foot. */
void ht_pager_shift(ht_pager *p, int i, ht_len y, ht_len foot);
/* Top of a 3hao glyph box on row i of the last page. */
ht_len ht_pager_row_top(const ht_pager *p, int i);
/* From row to row of the last page. */
ht_len ht_pager_pitch(const ht_pager *p);
/* Baseline of a paragraph's line on row i. */
ht_len ht_pager_row(const ht_pager *p, const ht_para *para, int i);
/* Where what stands on the last page's rows ends. */
ht_len ht_pager_foot(const ht_pager *p);
/* First row (from 0) whose top is at or below y. */
int ht_pager_row_at(ht_pager *p, ht_len y);

/* told.c: what the pages will not show as the source has it. */
void ht_pager_tell(const ht_pager *p);
/* This form does not show a paragraph. */
void ht_pager_left_out(const ht_pager *p, const ht_para *para, ht_msg msg);
/* head.c: places the head and returns the bottom of what stands lowest, or
 * -1 when the document has no head. */
ht_len ht_head_place(ht_pager *p);
/* headrow.c: each from y on; the top of its last line, or y.
 * The number's lines. */
ht_len ht_headrow_number(ht_pager *p, ht_len y, bool left);
/* Label and names of the signers. */
ht_len ht_headrow_signers(ht_pager *p, ht_len y);
/* Whether the number finds no room beside the last signer (7.2.5). */
bool ht_headrow_apart(const ht_pager *p);
/* Who issues the minutes, and when, in a row of their own [P]. */
ht_len ht_headrow_issue(ht_pager *p, ht_len y, bool *found);
/* 10.1: drops the marks that the layout does not show; names them. */
void ht_head_leave_out(ht_pager *p);
/* headfit.c: head and title, closer where page.head_rows says so. */
void ht_head_fit(ht_pager *p);
/* title.c: title lines below y (or from the first row when y < 0). */
void ht_title_place(ht_pager *p, ht_len y);
/* Where the last row of page 1 may end. */
ht_len ht_title_foot(const ht_layout *l);
/* flow.c: everything that stands on the rows. */
void ht_flow_place(ht_pager *p);
/* table.c: the table that paragraph i, the first label above it, leads to on
 * one page with it, or NULL; its page, for what stands above it. */
const ht_table_plan *ht_table_led(const ht_pager *p, size_t i);
void ht_table_open(ht_pager *p, const ht_table_plan *plan);
/* Rows of the page that a table's label, paragraph i, wants to stay with. */
int ht_table_need(ht_pager *p, size_t i);
/* The table whose first cell is paragraph i; the next paragraph. */
size_t ht_table_place(ht_pager *p, size_t i);
/* figure.c */
void ht_figure_place(ht_pager *p, const ht_para *para);
/* footnote.c */
void ht_notes_begin(ht_pager *p); /* before the first page */
/* Rows that the notes of the last page take from the text; their height with
 * the gap above them. */
int ht_notes_rows(ht_pager *p);
ht_len ht_notes_height(ht_pager *p);
/* Their height with those that a line marks, or what they may be at most. */
ht_len ht_notes_with(ht_pager *p, const ht_para *para, uint32_t line);
/* Whether a line finds room on the last page with the notes that it marks. */
bool ht_notes_fit(ht_pager *p, const ht_para *para, uint32_t line);
/* The rows that the notes take once so many paragraphs stand on the last page,
 * or on the next one instead; all: those too that are too long for any page and
 * do not send what marks them away. */
int ht_notes_rows_with(
	ht_pager *p, const ht_para *para, size_t n, bool next, bool all);
/* What follows in the text from paragraph i on. */
size_t ht_notes_skip(const ht_pager *p, size_t i);
/* Sets the last page's notes with their foot there, as far as there is room. */
void ht_notes_place(ht_pager *p, ht_len foot);
/* The notes that no line marks wait too. */
void ht_notes_rest(ht_pager *p);
/* Sets what waits on the last page, and on further ones. */
void ht_notes_end(ht_pager *p);
/* sign.c: signatures and date from paragraph i on; the next paragraph. */
size_t ht_sign_place(ht_pager *p, size_t i);
/* 7.3.5.5: sees to it that the signature at paragraph i finds room with so many
 * rows above it: on this page, or else it takes lines of the text along. */
void ht_sign_keep(ht_pager *p, size_t i, int above);
/* Turns the page and takes the last lines of the text along, so that so many
 * rows below them still find room there. */
void ht_sign_turn(ht_pager *p, int rows);
/* How many rows they would ask for, their beginning where all are more than
 * room; 0 when none begin there. */
int ht_sign_need(const ht_pager *p, size_t i, int room);
/* imprint.c */
/* Makes the addressees a row of the imprint (7.3.2). */
ht_err ht_addressee_move(ht_pager *p);
void ht_imprint_place(ht_pager *p);
/* number.c */
ht_err ht_numbers_place(ht_pager *p);

/* A head that is a paragraph of its own. */
bool ht_para_is_head(const ht_para *para);
bool ht_kind_in_head(ht_elem_kind k);
bool ht_kind_in_title(ht_elem_kind k);
bool ht_kind_in_imprint(ht_elem_kind k);

#endif
