/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside of recognition: the blocks of a source on their way to elements.
 */
#ifndef HT_DOC_FIND_H
#define HT_DOC_FIND_H

#include "doc/rules.h"
#include "text/lines.h"
#include "text/report.h"

/* The rule of elements that stand in front matter. */
#define HT_FRONT_RULE "front.key"
/* The rule of an attachment's title behind label or date. */
#define HT_ATTACH_RULE "attach.title"

/* A block with what is asked of it again and again. */
typedef struct {
	const ht_raw *raw;
	ht_start start;
	ht_stop stop;
	size_t width; /* half cells */
	bool sentence; /* long enough, and ends as one */
	bool prose; /* holds a full stop */
	bool ruled; /* a Markdown rule stands before it */
} ht_unit;

typedef struct {
	ht_ctx *ctx;
	ht_matcher m;
	const ht_source *s;
	const ht_raws *raws;
	ht_doc *doc;
	bool infer;
	bool has_front; /* elements stand in front matter */
	bool web_front; /* front matter is a web page's */
	bool given[HT_ELEM__MAX]; /* kinds that front matter gives */
	bool web; /* a web page's furniture stands around the document */
	ht_unit *unit;
	size_t nunit;
	size_t last; /* from this unit on only the imprint's lines follow */
	size_t body; /* first unit of addressee or body */
	size_t title, title_end; /* units of the title; equal: none */
	bool sure_title;
	const char *title_rule;
	size_t nchrome; /* units that a rule names noise */
	size_t capelem, capfigure, captable, capoutside;
	size_t count[HT_ELEM__MAX]; /* elements made, by kind */
	ht_report noise, stray, second, twice, colon;
} ht_find;

/* Makes an element; the text is taken as it is. */
ht_elem *ht_find_add(ht_find *f, ht_elem_kind kind, ht_text text,
	const char *rule, int confidence);
/* Notes another file that is part of the document. */
void ht_find_outside(ht_find *f, const char *path);
void ht_find_attr(ht_find *f, ht_elem *e, const char *key, ht_str value);
/* The first rule of a zone that unit i matches. */
bool ht_find_rule(ht_find *f, size_t i, ht_zone zone, ht_match *out);
/* Whether unit i is the furniture of a web page, not only data beside it. */
bool ht_find_chrome(ht_find *f, size_t i, ht_zone zone);
/* Makes the elements that a match says, of all of the block's text. */
void ht_find_take(ht_find *f, const ht_text *text, const ht_match *match);
/* A noise or stray element, and its diagnostic. */
void ht_find_noise(ht_find *f, const ht_text *text, const char *rule);
void ht_find_stray(ht_find *f, const ht_text *text);
ht_str ht_find_text(const ht_find *f, size_t i);
/* The first element of a kind, or NULL. */
ht_elem *ht_find_elem(const ht_find *f, ht_elem_kind kind);

/* Whether an attachment begins with e; a heading of the text that may be one's
 * title tells nothing. */
bool ht_find_attaches(const ht_elem *e);

/* Whether text matches a rule or test; the trimmed text of a group by its
 * name. */
bool ht_find_match(ht_find *f, const char *rule, ht_str text, ht_match *out);
bool
ht_find_group(const ht_match *m, const char *name, ht_str text, ht_str *out);
/* Gives an element another text; the written one stays its origin. */
void ht_find_replace(ht_find *f, ht_elem *e, ht_text text);
/* The same, told by msg, unless it is its text already. */
void ht_find_rewrite(ht_find *f, ht_elem *e, const char *text, ht_msg msg);
/* A new element behind element i, a part of it. */
ht_elem *ht_find_insert(ht_find *f, size_t i, ht_elem_kind kind, ht_text text);

/* The steps, in order. */
/* Where the head ends; false where neither addressee, number nor sentence
 * says so. */
bool ht_find_begin(ht_find *f);
void ht_find_begin_below(ht_find *f, bool found); /* the title being known */
void ht_find_title(ht_find *f); /* which units are the title */
/* Whether a title of the text's own begins with unit i: then it is the title's
 * units.  For a text whose title front matter gives. */
bool ht_find_own_title(ht_find *f, size_t i);
void ht_find_given(ht_find *f); /* what front matter gives */
/* Elements and settings out of front matter; HT_EINPUT for an unknown key or
 * a value that cannot be. */
ht_err ht_find_front(ht_find *f);
void ht_find_override(ht_find *f); /* front matter goes before the text */
/* A picture, or a table that one names. */
void ht_find_figure(ht_find *f, const ht_raw *raw);
/* The table in the CSV file that a picture names. */
void ht_find_csv(ht_find *f, const ht_raw *raw);
/* How the columns stand of which align says HT_COLUMN_NUMBERS: so, if all of
 * the cells below the head, which follow row by row, are numbers. */
void ht_find_numbers(
	ht_find *f, const ht_elem *cell, const ht_table *t, uint8_t *align);
void ht_find_tables(ht_find *f); /* rows to cells */
void ht_find_captions(ht_find *f); /* of tables and pictures */
ht_err ht_find_normal(ht_find *f); /* texts in the standard's form */
void ht_find_head_text(ht_find *f, ht_elem *e); /* one of the head's */
/* Whether unit i is the label of what names the attachments, the first of them
 * below it. */
bool ht_find_label_above(ht_find *f, size_t i);
/* Whether next goes on with the numbers of last, one that names an attachment,
 * in other than Arabic digits. */
bool ht_find_goes_on(ht_find *f, ht_str last, ht_str next);
/* What names the attachments, from element i on; the last of them. */
size_t ht_find_note_texts(ht_find *f, size_t i);
void ht_find_label_text(ht_find *f, ht_elem *e); /* an attachment's */
/* Sets the document's title on one line. */
void ht_find_set_title(ht_find *f, const ht_elem *e);
void ht_find_head(ht_find *f); /* elements before the body */
size_t ht_find_body(ht_find *f); /* to signature and date; the next unit */
void ht_find_end(ht_find *f, size_t i);
void ht_find_heads(ht_find *f, size_t i, size_t end); /* numbered, body */
void ht_find_infer(ht_find *f);
void ht_find_check(ht_find *f);
void ht_find_meant(ht_find *f); /* is body what was meant for more? */
void ht_find_attached(ht_find *f); /* are those that are named there? */
void ht_find_agree(ht_find *f); /* do elements contradict one another? */
void ht_find_notes(ht_find *f); /* footnotes */
void ht_find_note_marks(ht_find *f); /* which footnote a mark has */
/* Whether unit i ends as titles do: with its genre. */
bool ht_title_is_genre(ht_find *f, size_t i);
/* The pieces of a title on one source line: offsets behind blanks. */
void ht_title_pieces(ht_find *f, ht_elem *e);

#endif
