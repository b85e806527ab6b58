/* SPDX-License-Identifier: Apache-2.0
 *
 * The program: options, what it looks up on its machine, batches and reports.
 */
#ifndef HT_APP_APP_H
#define HT_APP_APP_H

#include <jansson.h>
#include <signal.h>
#include <sys/types.h>

#include "app/shard.h"
#include "app/rows.h"
#include "check/learn.h"
#include "hongtou.h"
#include "run/run.h"

#define HT_VERSION HONGTOU_VERSION

enum { HT_EXIT_CLEAN, HT_EXIT_FAULTS, HT_EXIT_FAILED };

typedef enum {
	HT_FORMAT_PDF,
	HT_FORMAT_DUMP,
	/* of check */
	HT_FORMAT_TEXT,
	HT_FORMAT_JSON,
	HT_FORMAT_HTML,
	HT_FORMAT__MAX
} ht_format;

typedef struct {
	const char *command;
	const char *output, *layout, *stage;
	bool output_given;
	bool output_folder; /* it is named as one: with a slash at the end */
	ht_learn_pages pages; /* of learn */
	const char *original; /* PDF that check compares with, or NULL */
	ht_format format;
	int jobs;
	bool layout_given; /* -l */
	bool no_infer, force, small, help, like_original;
	bool all; /* of check: documents that know nothing too */
	ht_shard shard; /* of render */
	ht_lang lang;
	char **path;
	int npath;
} ht_options;

/* Reads the command line; arguments that are no options stay in path. */
ht_err ht_options_read(ht_ctx *ctx, int argc, char **argv, ht_options *out);
const char *ht_help_text(const char *topic, ht_lang lang);

/* The data folder by the environment and the program's own place, and the
 * reader beside the program. */
ht_err ht_paths_find(ht_ctx *ctx, ht_paths *out);
/* ht_engine_load() by the command line, with the key of what it loads; the
 * answer of fontconfig is kept among the user's caches.  fonts may be left out
 * for the stages before them. */
ht_err
ht_engine_open(ht_ctx *ctx, const ht_options *opt, bool fonts, ht_engine *out);

/* Messages: "FILE:LINE: severity: text" and what to do. */
void ht_report_error(ht_buf *out, const ht_error *e, ht_lang lang);
void ht_report_diags(ht_buf *out, const ht_work *w, ht_lang lang);
const char *ht_severity_name(ht_severity s, ht_lang lang);
/* Writes bytes to standard output.  A closed one is the caller's wish. */
ht_err ht_report_print(ht_ctx *ctx, ht_str bytes);

/* Where in the ledger's files a document's entry stands, and what it says;
 * n is 0 where there is none. */
typedef struct {
	uint64_t key;
	off_t at;
	off_t bytes; /* of the output */
	uint32_t n;
	int pages, faults;
	uint8_t file;
	bool outside; /* it lists other files that it is made from */
} ht_entry;

/* One source of a batch, while it is worked on or written about. */
typedef struct ht_job ht_job;
struct ht_job {
	const char *source, *output; /* paths; output "" where there is none */
	ht_entry entry; /* of an earlier run, then of this one */
	/* In the table: the place among all sources, those of other shards
	 * too; below 0 for documents of other runs. */
	int64_t row;
	bool done, failed, unchanged;
	uint64_t key; /* of what it is made from */
	size_t bytes; /* of the output */
	char *line; /* the entry, until the ledger has it; owned */
	ht_buf messages; /* not shown yet; owned */
	ht_buf chosen; /* what --like-original chose; likewise */
	ht_job *next; /* of those that are not shown yet */
};
/* Drops a job and all that it has. */
void ht_job_drop(ht_job *j);

/* All sources.  There may be very many: they are in a table; see store.h. */
typedef struct {
	ht_rows rows;
	sqlite3_stmt *cursor; /* of what is read row by row */
	size_t njob;
	bool stopped; /* by a signal, before all sources were found */
	bool single; /* output is a file: no manifest */
	size_t nsource; /* those of other shards too */
	uint64_t input; /* hash of their names and order */
	/* Of the jobs: what has become of them. */
	size_t ndone, nfailed, nfaulty, nunchanged;
} ht_batch;
/* end: signals, which the caller has blocked, that end it: then out->stopped,
 * and it has no jobs; NULL when there are none. */
ht_err ht_batch_collect(
	ht_ctx *ctx, const ht_options *opt, const sigset_t *end, ht_batch *out);
/* Has one of the signals come? */
bool ht_batch_must_end(const sigset_t *end);
/* Only the sources; nothing is said of where output goes. */
ht_err ht_batch_sources(ht_ctx *ctx, const ht_options *opt, ht_batch *out);
void ht_batch_drop(ht_batch *b);

/* What a thread uses again for each of its documents: empty for each. */
typedef struct {
	ht_ctx ctx;
	ht_buf out;
} ht_worker;
/* What a command does with the jobs of a batch. */
typedef struct {
	/* Does a job, on any thread. */
	void (*run)(void *user, ht_job *j, ht_worker *w);
	/* Keeps what was done, in the order in which jobs are done, and shows
	 * it, in the order of the batch; one call at a time.  May be NULL. */
	ht_err (*keep)(void *user, ht_job *j);
	void (*show)(void *user, ht_job *j);
	void *user;
	/* Signals, which the caller has blocked, that end the batch after the
	 * jobs under way; NULL when there are none. */
	const sigset_t *end;
} ht_batch_calls;
/* Runs all jobs on opt->jobs threads, until there is no more or keep fails:
 * its error is the answer.  A job lives from its begin until it is shown. */
ht_err ht_batch_run(ht_ctx *ctx, ht_batch *b, const ht_options *opt,
	const ht_batch_calls *calls);

/* out/manifest.json, or a shard's: what was made from what; see ledger.c. */
typedef enum {
	HT_LEDGER_JOINED, /* of a shard's first run: what was joined before */
	HT_LEDGER_OLD,
	HT_LEDGER_NEW,
	HT_LEDGER__MAX
} ht_ledger_file;
typedef struct {
	const ht_options *opt;
	const char *path[HT_LEDGER__MAX];
	int fd[HT_LEDGER__MAX]; /* -1: there is none */
	bool begun; /* this run has added a line */
	bool dirty; /* the manifest is not what it should be */
} ht_ledger;
/* Loads what earlier runs say of the jobs of b and of other documents. */
ht_err
ht_ledger_open(ht_ctx *ctx, const ht_options *opt, ht_batch *b, ht_ledger *l);
/* Is the job's output still the file that its entry tells of? */
bool ht_ledger_is_whole(const ht_job *j);
/* The job's entry, to be dropped; NULL when it cannot be read. */
json_t *ht_ledger_entry(const ht_ledger *l, const ht_job *j);
/* Adds a finished job's line.  Not thread-safe. */
ht_err ht_ledger_add(ht_ctx *ctx, ht_ledger *l, ht_job *j);
/* Writes the manifest, if anything in it is new: the batch's documents, and
 * those of other runs. */
ht_err
ht_ledger_finish(ht_ctx *ctx, ht_ledger *l, ht_batch *b, const ht_engine *e);
void ht_ledger_close(ht_ledger *l);

/* The manifest up to its documents, to be freed; NULL without memory. */
char *
ht_manifest_head(const ht_engine *e, const ht_options *opt, const ht_batch *b);
json_t *ht_manifest_entry(ht_work *w, const ht_engine *e, const ht_job *j);
/* Tells again what an entry says is wrong with its document. */
void ht_manifest_faults(const json_t *entry, ht_job *j, ht_lang lang);

/* Renders all jobs, adds them to the ledger and shows what there is to say of
 * them.  HT_EIO when the ledger cannot be written. */
ht_err ht_render(ht_ctx *ctx, ht_batch *b, const ht_engine *e,
	const ht_options *opt, ht_ledger *l, const sigset_t *end);

/* How each setting is called that --like-original chose, in words. */
void ht_like_describe(ht_buf *out, const ht_work *w, ht_lang lang);
/* The same for machines; NULL when nothing was fitted. */
json_t *ht_like_json(const ht_work *w, const ht_engine *e);

int ht_cmd_check(const ht_options *opt);
/* The form with --original. */
int ht_cmd_check_original(const ht_options *opt);
int ht_cmd_render(const ht_options *opt);
int ht_cmd_merge(const ht_options *opt);
int ht_cmd_dump(const ht_options *opt);
int ht_cmd_learn(const ht_options *opt);
int ht_cmd_fonts(const ht_options *opt);
int ht_cmd_layouts(const ht_options *opt);

#endif
