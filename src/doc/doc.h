/* SPDX-License-Identifier: Apache-2.0
 *
 * The document: the elements of GB/T 9704-2012 as the rules of
 * data/rules.yaml find them in the raw blocks, in reading order.
 */
#ifndef HT_DOC_DOC_H
#define HT_DOC_DOC_H

#include "base/ctx.h"
#include "base/dump.h"
#include "base/image.h"
#include "base/unit.h"
#include "text/text.h"

typedef enum {
	HT_COPY_NUMBER, /* 份号 */
	HT_SECRECY, /* 密级和保密期限 */
	HT_URGENCY, /* 紧急程度 */
	HT_ISSUER_MARK, /* 发文机关标志; one for each issuer */
	HT_MARK_SUFFIX, /* 文件 beside a stack of joint marks */
	HT_DOC_NUMBER, /* 发文字号 */
	HT_SIGNER, /* 签发人 in the head: the label */
	HT_SIGNER_NAME, /* one name of it */
	HT_TITLE, /* 标题 */
	HT_SUBTITLE, /* 副标题 */
	HT_ADDRESSEE, /* 主送机关 */
	HT_BODY, /* 正文 */
	HT_HEAD1, /* 一、 */
	HT_HEAD2, /* （一） */
	HT_HEAD3, /* 1. */
	HT_HEAD4, /* （1） */
	HT_CHAPTER, /* 第一章, 第一节 */
	HT_ARTICLE, /* 第一条: its number is the run-in head */
	HT_TABLE_LABEL, /* what stands above a table */
	HT_CELL, /* of a table */
	HT_FIGURE, /* a picture; its text is what stands below it */
	HT_ATTACHMENT_NOTE, /* 附件说明; one for each attachment */
	HT_ATTENDANCE, /* 出席, 请假, 列席 of minutes */
	HT_DUTY, /* 职务 beside a signature stamp */
	HT_SIGNATURE, /* 发文机关署名 */
	HT_DATE, /* 成文日期 */
	HT_NOTE, /* 附注 */
	HT_DISCLOSURE, /* 公开属性 */
	HT_ATTACHMENT_LABEL, /* 附件 label on its own page */
	HT_ATTACHMENT_TITLE,
	HT_MAIN_TO, /* 主送 in the imprint */
	HT_COPY_TO, /* 抄送机关 */
	HT_PRINT_OFFICE, /* 印发机关 */
	HT_PRINT_DATE, /* 印发日期 */
	HT_EXTRA, /* local extras of the imprint */
	HT_FOOTNOTE, /* its label stands first in its text */
	HT_STRAY, /* text of unknown use: kept, set like body */
	HT_NOISE, /* no part of the document: a diagnostic, not set */
	HT_SETTING, /* front matter that steers the layout: not set */
	HT_ELEM__MAX
} ht_elem_kind;

typedef struct {
	const char *key, *value;
} ht_attr;

/* The place of a table's cell. */
typedef struct {
	uint32_t table, row, col; /* from 0 */
} ht_cell;

typedef struct {
	ht_elem_kind kind;
	uint32_t id; /* place in the document, from 1; 0: none */
	ht_span span;
	ht_text text; /* as it is set */
	/* As it is written, where that differs: the text was put into the
	 * standard's form.  Parts of one written text: the first has it. */
	const ht_text *origin;
	bool part; /* of the element before it, which has the origin */
	const char *rule; /* the rule that found it, as in data/rules.yaml */
	int confidence; /* 0...100 */
	bool apart; /* an item of a list: a row of the imprint for it alone */
	bool inferred; /* not written there as such: taken from elsewhere */
	uint32_t
		runin_end; /* bytes of the text in the heading's face; 0: all */
	uint32_t hang; /* bytes of the text before what its other lines hang
			* below; 0: the style's own indent */
	int indent; /* of the first line, per mille of one zi; 0: the style's */
	ht_cell cell; /* of HT_CELL */
	/* Offsets in text where a piece of the title (or subtitle) begins, the
	 * blanks before it left in the text. */
	const uint32_t *piece;
	size_t npiece;
	ht_attr attr[4]; /* agency, year, serial ...; for dumps and reports */
	int nattr;
} ht_elem;

typedef struct {
	int year, month, day; /* 0: unknown */
} ht_date;

typedef enum { HT_UNSET, HT_NO, HT_YES } ht_switch;

/* A picture that front matter names, relative to the source's folder. */
typedef struct {
	const char *path; /* NULL: none is given, an outline is asked for */
	ht_span span;
	const ht_image *image; /* NULL until it is opened, or when it cannot be
				*/
} ht_picture;

/* What front matter says about the layout. */
typedef struct {
	const char *form, *genre; /* NULL: not said */
	ht_span form_at;
	ht_switch duplex, preprinted, detached;
	ht_picture *seal, *stamp;
	size_t nseal, nstamp;
	ht_len *diameter; /* of the seals in order; the last for the rest */
	size_t ndiameter;
} ht_settings;

typedef enum {
	HT_COLUMN_LEFT,
	HT_COLUMN_CENTRE,
	HT_COLUMN_RIGHT,
	HT_COLUMN_NUMBERS, /* of numbers, where the source does not say how */
	HT_COLUMN__MAX
} ht_column;

typedef struct {
	uint32_t rows, cols;
	const uint8_t *align; /* of a column: ht_column */
	bool header; /* the first row is one */
} ht_table;

typedef struct {
	ht_elem *elem;
	size_t nelem;
	ht_settings set;
	ht_table *table;
	size_t ntable;
	ht_picture *figure; /* of the HT_FIGURE elements, in order */
	size_t nfigure;
	uint32_t *note; /* id of the footnote of each mark, ht_seg.note - 1; 0:
			 * it is not set */
	size_t nnote;
	const char **outside; /* files that are part of it, as it names them */
	size_t noutside;
	ht_date date; /* of the DATE element */
	char *title; /* one line, without blanks at piece ends; "" if none */
} ht_doc;

typedef struct ht_rules ht_rules;

/* Loads data/rules.yaml and compiles its patterns; read-only afterwards, may
 * be shared.  Errors name file and line.  Drop with ht_rules_drop(). */
ht_err ht_rules_load(ht_ctx *ctx, const char *path, ht_rules **out);
void ht_rules_drop(ht_rules *r);

typedef struct {
	bool no_infer; /* leave out elements that the source only implies */
} ht_doc_options;

/* Finds the elements.  Text that no rule knows becomes BODY or STRAY; nothing
 * is lost: every raw block's text is in exactly one element that is not
 * inferred. */
ht_err ht_doc_recognise(ht_ctx *ctx, const ht_rules *rules, const ht_source *s,
	const ht_raws *raws, const ht_doc_options *opt, ht_doc *out);

/* A list of addressees as the imprint has it (7.3.2, 7.4.2). */
ht_text ht_addressee_imprint(ht_arena *a, const ht_text *t);

/* issuer_mark, doc_number, ...: the name in data and messages. */
const char *ht_elem_name(ht_elem_kind kind);
bool ht_elem_lookup(ht_str name, ht_elem_kind *out);

void ht_doc_dump(ht_buf *out, const ht_source *s, const ht_doc *d);

#endif
