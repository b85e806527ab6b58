/* SPDX-License-Identifier: Apache-2.0
 *
 * What the text stage gives: the source, its blocks after reflowing, and the
 * evidence of its original's breaks.
 */
#ifndef HT_TEXT_TEXT_H
#define HT_TEXT_TEXT_H

#include "base/ctx.h"
#include "base/dump.h"

typedef struct {
	const char *path;
	const char *folder; /* where the paths in the text begin; NULL: the
			     * folder of path */
	ht_str text; /* decoded: valid UTF-8, no BOM; spans count in it */
	const uint32_t *line; /* offset of each line's first byte */
	size_t nline;
	const char *encoding; /* "UTF-8", "GB18030", "UTF-16LE" ... as found */
} ht_source;

/* What a piece of text is marked as in the source: a set of these. */
typedef enum {
	HT_MARKED_STRONG = 1, /* **text**, __text__, <strong>, <b> */
	HT_MARKED_EMPH = 2, /* *text*, <em>, <i> */
	HT_MARKED_UNDER = 4, /* <u>text</u> */
	HT_MARKED_RAISED = 8 /* <sup>text</sup>, a footnote's mark */
} ht_marked;

/* Text with its origin: segments partition text.  Bytes that stood elsewhere
 * in the source (joined lines) or were never there (labels) show by it. */
typedef struct {
	uint32_t at; /* offset in the text */
	uint32_t src; /* offset in the source of the same bytes */
	uint16_t note; /* the footnote mark that it is, from 1; 0: none */
	uint8_t marked; /* ht_marked */
	bool made; /* stands in no source; src is the place it belongs to */
} ht_seg;

typedef struct {
	ht_str str;
	const ht_seg *seg; /* at ascending, first at 0; each runs to the next */
	size_t nseg;
} ht_text;

typedef enum {
	HT_RAW_PARA, /* a paragraph, reflowed */
	HT_RAW_HEADING, /* a Markdown heading; level 1... */
	HT_RAW_RULE, /* a Markdown rule */
	HT_RAW_FRONT, /* one front matter entry: key, text = value */
	HT_RAW_LINK, /* a paragraph that is one link; text = its label */
	HT_RAW_IMAGE, /* a paragraph that is one picture; key = its path, text =
		       * its label, may be empty */
	HT_RAW_NOTE, /* a footnote: key = its label, which the text begins with
		      */
	HT_RAW__MAX
} ht_raw_kind;

typedef struct {
	ht_raw_kind kind;
	int level; /* headings */
	ht_span span; /* whole, with its marks */
	ht_str key; /* of front matter, a picture, a footnote */
	bool again; /* front matter: the key stood before */
	ht_text text;
	int blank_before; /* blank lines before it */
} ht_raw;

typedef enum {
	HT_BREAK_LINE, /* a line of the original ended here */
	HT_BREAK_PAGE, /* a page turned here */
	HT_BREAK_TITLE, /* a piece of the title ended here */
	HT_BREAK__MAX
} ht_break_kind;

typedef struct {
	uint32_t
		at; /* offset in the source of the first byte after the break */
	ht_break_kind kind;
	uint8_t sure; /* 0...100 */
} ht_evidence;

typedef struct {
	ht_raw *raw;
	size_t nraw;
	ht_evidence *evidence; /* at ascending */
	size_t nevidence;
	bool lines; /* the source's lines are the original's: all of its line
		     * ends are known */
	/* Marks taken as structure: every non-blank byte of the source is in a
	 * raw block's text or in one of these. Ascending, not overlapping. */
	ht_span *structure;
	size_t nstructure;
	uint16_t nnote; /* marks of footnotes */
} ht_raws;

/* Offset in the source of byte at of the text (at == text length: the end). */
uint32_t ht_text_source(const ht_text *t, size_t at);
/* Bytes beg..end of a text; borrows. */
ht_text ht_text_sub(ht_arena *a, const ht_text *t, size_t beg, size_t end);
/* The span of the source from the text's first to its last byte. */
ht_span ht_text_span(const ht_text *t);

/* Reads a source from a file: decodes it (UTF-8, UTF-16, GB18030 ...), indexes
 * its lines.  Errors: HT_EIO, HT_ELIMIT, HT_EINPUT (empty, undecodable). */
ht_err ht_source_read(ht_ctx *ctx, const char *path, ht_source *out);
/* The same from memory; name stands for the path in messages. */
ht_err
ht_source_decode(ht_ctx *ctx, const char *name, ht_str bytes, ht_source *out);
/* Finds the encoding of bytes and decodes them, false where none is found;
 * UTF-8 is left as it is, sound or not; a byte order mark is taken off. */
bool
ht_source_recode(ht_ctx *ctx, ht_str bytes, ht_str *out, const char **encoding);
/* Names the characters of a source that no page shows. */
void ht_source_tell_invisible(ht_ctx *ctx, const ht_source *s);
/* The path of a file that the source names, for ht_io_load(): as it is where
 * ctx has a loader. */
const char *
ht_source_beside(const ht_ctx *ctx, const ht_source *s, const char *path);
/* Line and column (characters), both from 1, of an offset. */
void ht_source_locate(
	const ht_source *s, uint32_t at, uint32_t *line, uint32_t *col);
/* Writes " @line:col-line:col" of a span to a dump. */
void ht_dump_span(ht_dump *d, const ht_source *s, ht_span span);

/* Splits a source into raw blocks: front matter, Markdown marks, paragraphs
 * reflowed out of hard lines and page turns.  Cannot fail on any text. */
ht_err ht_raw_read(ht_ctx *ctx, const ht_source *s, ht_raws *out);

void ht_source_dump(ht_buf *out, const ht_source *s);
void ht_raws_dump(ht_buf *out, const ht_source *s, const ht_raws *r);

#endif
