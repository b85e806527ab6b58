/* SPDX-License-Identifier: Apache-2.0
 *
 * What all documents share, and one document's way from source to output.
 */
#ifndef HT_RUN_RUN_H
#define HT_RUN_RUN_H

#include <pthread.h>

#include "check/like.h"
#include "doc/doc.h"
#include "font/font.h"
#include "style/style.h"

/* Where things are, all with the data folder before them. */
typedef struct {
	const char *data, *layouts, *rules, *roles, *font_files;
	const char *reader; /* hongtou-read; NULL where it is not needed */
} ht_paths;
/* The paths below a data folder; HT_EUSAGE when there is no such folder. */
ht_err ht_paths_in(ht_ctx *ctx, const char *data, ht_paths *out);

/* By what an engine is loaded; its texts must outlive the engine. */
typedef struct {
	ht_paths paths;
	const char *layout; /* a name, or the path of a file */
	bool layout_given; /* layout, whatever the document's form unless the
			    * layout is for all forms */
	bool no_infer, small, like_original;
	const ht_fontcache *fontcache; /* only while loading; may be NULL */
} ht_setup;

/* Shared by all documents, read-only after loading. */
typedef struct {
	ht_setup setup;
	ht_layout layout;
	const char *layout_path;
	ht_rules *rules;
	ht_fontset *fonts;
	uint64_t key; /* of program, layout, rules and fonts; the caller's */
	pthread_t warm; /* makes ready what the first document needs */
	bool warming;
} ht_engine;
/* fonts may be left out for the stages before them.  Close in any case. */
ht_err
ht_engine_load(ht_ctx *ctx, const ht_setup *setup, bool fonts, ht_engine *out);
void ht_engine_close(ht_engine *e);

/* The layout of documents of a form, before their front matter. */
ht_err ht_engine_layout(
	ht_ctx *ctx, const ht_engine *e, const char *form, ht_layout *out);

/* One document on its way; each stage fills its part. */
typedef struct {
	ht_ctx ctx;
	ht_source source;
	ht_raws raws;
	ht_doc doc;
	const ht_layout *layout; /* own, or like.layout */
	ht_layout own; /* the engine's, or the form's, or the former over the
			* latter; front matter applied */
	ht_known known; /* of the original; with like_original or check */
	ht_like like; /* with like_original */
	ht_laid laid;
} ht_work;
typedef enum {
	HT_STAGE_SOURCE,
	HT_STAGE_RAW,
	HT_STAGE_DOC,
	HT_STAGE_STYLED,
	HT_STAGE_GLYPHS,
	HT_STAGE_ITEMS,
	HT_STAGE_BREAKS,
	HT_STAGE_LINES,
	HT_STAGE_PAGES,
	HT_STAGE_DISPLAY,
	HT_STAGE_SHEETS,
	HT_STAGE__MAX
} ht_stage;
const char *ht_stage_name(ht_stage s);
/* The stage of a name; HT_EUSAGE lists them, option being what asked. */
ht_err
ht_stage_find(ht_ctx *ctx, const char *option, const char *name, ht_stage *out);

/* Runs the stages up to last on a file; with dump, writes that stage's dump. */
ht_err ht_work_run(ht_work *w, const ht_engine *e, const char *path,
	ht_stage last, ht_buf *dump);
/* The same on w->source, which the caller has read. */
ht_err
ht_work_run_source(ht_work *w, const ht_engine *e, ht_stage last, ht_buf *dump);

/* Finds w->layout, when the document is known. */
ht_err ht_work_layout(ht_work *w, const ht_engine *e);
/* Opens the pictures that the document names. */
ht_err ht_work_pictures(ht_work *w);

#endif
