/* SPDX-License-Identifier: Apache-2.0
 *
 * The program: options, what all documents share, one document's way from
 * source to output.
 */
#ifndef HT_APP_APP_H
#define HT_APP_APP_H

#include <jansson.h>
#include <signal.h>
#include <sys/types.h>

#include "base/ctx.h"
#include "doc/doc.h"
#include "font/font.h"
#include "out/display.h"
#include "style/style.h"

#define HT_VERSION "0.1.0"

enum { HT_EXIT_CLEAN, HT_EXIT_FAULTS, HT_EXIT_FAILED };

typedef enum { HT_FORMAT_PDF, HT_FORMAT_DUMP, HT_FORMAT__MAX } ht_format;

typedef struct {
	const char *command;
	const char *output, *layout, *stage;
	ht_format format;
	int jobs;
	bool no_infer, force, small, help;
	ht_lang lang;
	char **path;
	int npath;
} ht_options;

/* Reads the command line; arguments that are no options stay in path. */
ht_err ht_options_read(ht_ctx *ctx, int argc, char **argv, ht_options *out);
const char *ht_help_text(const char *topic, ht_lang lang);

/* Where things are, all with the data folder before them. */
typedef struct {
	const char *data, *layouts, *rules, *roles, *font_files;
} ht_paths;
ht_err ht_paths_find(ht_ctx *ctx, ht_paths *out);

/* Shared by all documents, read-only after loading. */
typedef struct {
	ht_paths paths;
	ht_layout layout;
	const char *layout_path;
	ht_rules *rules;
	ht_fontset *fonts;
	uint64_t key; /* hash of program, layout, rules and fonts */
} ht_engine;
/* fonts may be left out for the stages before them. */
ht_err
ht_engine_open(ht_ctx *ctx, const ht_options *opt, bool fonts, ht_engine *out);
void ht_engine_close(ht_engine *e);

/* One document on its way; each stage fills its part. */
typedef struct {
	ht_ctx ctx;
	ht_source source;
	ht_raws raws;
	ht_doc doc;
	ht_styled styled;
	ht_display display;
	size_t npage;
} ht_work;
typedef enum {
	HT_STAGE_SOURCE,
	HT_STAGE_RAW,
	HT_STAGE_DOC,
	HT_STAGE_STYLED,
	HT_STAGE_GLYPHS,
	HT_STAGE_ITEMS,
	HT_STAGE_LINES,
	HT_STAGE_PAGES,
	HT_STAGE_DISPLAY,
	HT_STAGE__MAX
} ht_stage;
const char *ht_stage_name(ht_stage s);
/* Runs the stages up to last; with dump, writes that stage's dump. */
ht_err ht_work_run(ht_work *w, const ht_engine *e, const ht_options *opt,
	const char *path, ht_stage last, ht_buf *dump);

/* Messages: "FILE:LINE: severity: text" and what to do. */
void ht_report_error(ht_buf *out, const ht_error *e, ht_lang lang);
void ht_report_diags(ht_buf *out, const ht_work *w, ht_lang lang);
const char *ht_severity_name(ht_severity s, ht_lang lang);

/* Where in the ledger's files a document's entry stands, and what it says;
 * n is 0 where there is none. */
typedef struct {
	int file;
	off_t at;
	size_t n;
	uint64_t key;
	int pages, faults;
} ht_entry;

/* One source of a batch. */
typedef struct {
	const char *source, *output; /* paths */
	uint64_t key; /* of what it is made from */
	ht_entry entry; /* of an earlier run, then of this one */
	ht_buf messages; /* not shown yet */
	bool done, failed, unchanged;
	int faults, pages;
} ht_job;
typedef struct {
	ht_job *job;
	size_t njob;
	bool single; /* output is a file: no manifest */
} ht_batch;
ht_err ht_batch_collect(ht_ctx *ctx, const ht_options *opt, ht_batch *out);
void ht_batch_drop(ht_batch *b);

/* out/manifest.json: what was made from what; see ledger.c. */
typedef enum { HT_LEDGER_OLD, HT_LEDGER_NEW, HT_LEDGER__MAX } ht_ledger_file;
typedef struct {
	const char *path[HT_LEDGER__MAX];
	int fd[HT_LEDGER__MAX]; /* -1: there is none */
	bool begun; /* this run has added a line */
	bool dirty; /* manifest.part is there */
} ht_ledger;
/* Loads what earlier runs say of the jobs of b. */
void
ht_ledger_open(ht_ctx *ctx, const ht_options *opt, ht_batch *b, ht_ledger *l);
/* Adds a finished job's entry: JSON on one line.  Not thread-safe. */
ht_err ht_ledger_add(ht_ctx *ctx, ht_ledger *l, ht_job *j, char *entry);
/* Writes the manifest. */
ht_err ht_ledger_finish(
	ht_ctx *ctx, ht_ledger *l, const ht_batch *b, const ht_engine *e);
void ht_ledger_close(ht_ledger *l);
/* The manifest up to its documents, to be freed; NULL without memory. */
char *ht_manifest_head(const ht_engine *e);
json_t *ht_manifest_entry(const ht_work *w, const ht_job *j);

/* The signals that end a batch. */
void ht_batch_signals(sigset_t *out);
/* Renders all jobs on opt->jobs threads and shows what there is to say of
 * them, in their order.  The signals, which the caller has blocked, end it
 * after the documents under way.  HT_EIO when the ledger
 * cannot be written. */
ht_err ht_batch_run(ht_ctx *ctx, ht_batch *b, const ht_engine *e,
	const ht_options *opt, ht_ledger *l);

int ht_cmd_render(const ht_options *opt);
int ht_cmd_dump(const ht_options *opt);
int ht_cmd_fonts(const ht_options *opt);
int ht_cmd_layouts(const ht_options *opt);

#endif
