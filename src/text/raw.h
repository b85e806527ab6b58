/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside of the text stage: raw blocks being built.
 */
#ifndef HT_TEXT_RAW_H
#define HT_TEXT_RAW_H

#include "text/report.h"
#include "text/text.h"

typedef struct {
	ht_ctx *ctx;
	const ht_source *s;
	ht_raws *out;
	size_t capraw, capevidence, capstructure;
	ht_report link, image, folio, lone;
	ht_str *note; /* labels of the source's footnotes, sorted */
	size_t nnote, capnote;
	bool markdown; /* headings or front matter: list marks are marks */
} ht_raw_builder;

/* Takes bytes beg..end of the source as structure; none when empty. */
void ht_raw_structure(ht_raw_builder *b, uint32_t beg, uint32_t end);
/* Takes a range of a text as structure. */
void ht_raw_structure_text(
	ht_raw_builder *b, const ht_text *t, size_t beg, size_t end);
void ht_raw_evidence(
	ht_raw_builder *b, uint32_t at, ht_break_kind kind, uint8_t sure);
void ht_raw_add(ht_raw_builder *b, ht_raw raw);
/* One text of the n spans of the source: nothing put between Han, one blank
 * between Latin, standing for the line end. */
ht_text ht_raw_compose(ht_raw_builder *b, const ht_span *span, size_t n);

/* Front matter at the beginning of the source; the offset behind it, or 0. */
uint32_t ht_front_read(ht_raw_builder *b);
/* Whether a text is one picture of a file: its label and path; the marks
 * around them are taken as structure. */
bool ht_markdown_image(
	ht_raw_builder *b, const ht_text *t, ht_text *label, ht_str *path);
/* The footnote that begins with the label's mark of n bytes: label and text,
 * inline marks taken out; *key is the label. */
ht_text
ht_markdown_note(ht_raw_builder *b, const ht_text *t, size_t n, ht_str *key);
/* Takes the inline marks out of a text; *link: all of it is one link. */
ht_text ht_markdown_inline(ht_raw_builder *b, const ht_text *t, bool *link);

/* Whether texts and structure cover every byte that is no blank, in order and
 * without overlap; otherwise the offset of the first that is not in *at. */
bool ht_raws_check(const ht_source *s, const ht_raws *r, uint32_t *at);

#endif
