/* SPDX-License-Identifier: Apache-2.0
 *
 * A batch: documents handed out to threads as these become free.  What is
 * made depends on nothing but the source and the engine, so that any number
 * of threads gives the same bytes.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app.h"
#include "base/hash.h"
#include "base/io.h"

#define SOURCE_LIMIT ((size_t)1 << 30) /* for the hash only */
#define SIGNALS 32 /* the classic ones */

typedef struct {
	ht_batch *batch;
	const ht_engine *engine;
	const ht_options *opt;
	ht_ctx *ctx; /* of the batch, for the ledger; behind the lock */
	ht_ledger *ledger;
	pthread_mutex_t lock;
	size_t next, done;
	size_t shown; /* jobs of which all is said */
	sigset_t end; /* signals that end the batch */
	bool terminal;
	ht_err err;
} shop;

/* Makes the folders above a file. */
static ht_err
make_folders(ht_ctx *ctx, const char *path)
{
	char *p = ht_str_cstr(ctx->arena, ht_str_from(path));

	for (char *s = p + 1; *s; s++) {
		if (*s != '/')
			continue;
		*s = '\0';
		if (mkdir(p, 0777) < 0 && errno != EEXIST)
			return ht_fail(ctx, HT_EIO, HT_MSG_IO_WRITE, p, 0,
				strerror(errno), NULL);
		*s = '/';
	}
	return HT_OK;
}

static ht_err
render(ht_work *w, const shop *s, ht_job *j, ht_buf *out)
{
	bool pdf = s->opt->format == HT_FORMAT_PDF;

	HT_TRY(ht_work_run(w, s->engine, s->opt, j->source, HT_STAGE_DISPLAY,
		pdf ? NULL : out));
	w->display.small = s->opt->small;
	if (pdf)
		HT_TRY(ht_pdf_write(&w->ctx, &w->display, out));
	HT_TRY(make_folders(&w->ctx, j->output));
	HT_TRY(ht_io_write(&w->ctx, j->output, ht_buf_str(out)));
	j->pages = (int)w->npage;
	return HT_OK;
}

static void
count_faults(ht_job *j, const ht_ctx *ctx)
{
	for (size_t i = 0; i < ctx->ndiag; i++)
		j->faults += ht_msg_lookup(ctx->diag[i].id)->severity ==
			     HT_SEV_FAULT;
}

/* What a job is made from: engine and source.  A source that cannot be read
 * fails later, with its own message. */
static void
key_job(const shop *s, ht_job *j, ht_ctx *ctx)
{
	ht_str bytes;

	if (ht_io_read(ctx, j->source, SOURCE_LIMIT, &bytes) == HT_OK)
		j->key = ht_hash_add(s->engine->key, bytes);
	ht_ctx_reset(ctx);
	if (s->opt->force || j->key == 0 || j->entry.n == 0 ||
		j->entry.key != j->key || access(j->output, R_OK) != 0)
		return;
	j->unchanged = true;
	j->pages = j->entry.pages;
	j->faults = j->entry.faults;
}

static char *
entry_text(const ht_work *w, const ht_job *j)
{
	json_t *entry = ht_manifest_entry(w, j);
	char *text = json_dumps(entry, JSON_COMPACT);

	json_decref(entry);
	return text;
}

/* ctx and out are the worker's, for all its documents.  Gives the job's entry
 * for the manifest. */
static char *
run_job(const shop *s, ht_job *j, ht_ctx *ctx, ht_buf *out)
{
	ht_work w = {.ctx = *ctx};
	char *entry = NULL;

	out->n = 0;
	if (render(&w, s, j, out) == HT_OK) {
		count_faults(j, &w.ctx);
		ht_report_diags(&j->messages, &w, s->opt->lang);
		if (!s->batch->single)
			entry = entry_text(&w, j);
	} else {
		j->failed = true;
		if (!w.ctx.error.file)
			w.ctx.error.file = j->source;
		ht_report_error(&j->messages, &w.ctx.error, s->opt->lang);
	}
	*ctx = w.ctx;
	ht_ctx_reset(ctx);
	return entry;
}

static void
show_job(const shop *s, ht_job *j)
{
	bool zh = s->opt->lang == HT_ZH;

	if (j->messages.n)
		fwrite(j->messages.p, 1, j->messages.n, stderr);
	ht_buf_drop(&j->messages);
	j->messages = (ht_buf){0};
	if (s->batch->single || j->failed)
		return;
	printf("%s  %d %s%s\n", j->output, j->pages,
		zh ? "\xE9\xA1\xB5" : "pages",
		!j->unchanged ? ""
		: zh	      ? "\xEF\xBC\x8C\xE6\x9C\xAA\xE5\x8F\x98"
			      : ", up to date");
}

/* Shows the jobs that are done, in order, and on a terminal a line that tells
 * how far the batch is. */
static void
show_progress(shop *s, const ht_job *j)
{
	const ht_batch *b = s->batch;

	if (s->terminal)
		fputs("\r\033[K", stderr);
	while (s->shown < b->njob && b->job[s->shown].done)
		show_job(s, &b->job[s->shown++]);
	if (s->terminal && s->done < b->njob)
		fprintf(stderr, "[%zu/%zu] %s", s->done, b->njob, j->source);
}

/* Those that the caller ignores (nohup) do not end anything. */
void
ht_batch_signals(sigset_t *out)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction now;

	sigemptyset(out);
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		if (sigaction(signals[i], NULL, &now) == 0 &&
			now.sa_handler != SIG_IGN)
			sigaddset(out, signals[i]);
	}
}

static bool
must_end(const shop *s)
{
	sigset_t pending;

	if (sigpending(&pending) != 0)
		return false;
	for (int i = 1; i < SIGNALS; i++) {
		if (sigismember(&pending, i) == 1 &&
			sigismember(&s->end, i) == 1)
			return true;
	}
	return false;
}

/* The next job, NULL when there is none or the batch is to end. */
static ht_job *
take_job(shop *s)
{
	ht_job *j = NULL;

	pthread_mutex_lock(&s->lock);
	if (s->next < s->batch->njob && s->err == HT_OK && !must_end(s))
		j = &s->batch->job[s->next++];
	pthread_mutex_unlock(&s->lock);
	return j;
}

static void
give_back(shop *s, ht_job *j, char *entry)
{
	pthread_mutex_lock(&s->lock);
	if (entry && s->err == HT_OK)
		s->err = ht_ledger_add(s->ctx, s->ledger, j, entry);
	j->done = true;
	s->done++;
	show_progress(s, j);
	pthread_mutex_unlock(&s->lock);
	free(entry);
}

static void *
work(void *arg)
{
	shop *s = arg;
	ht_buf out = {0};
	ht_ctx ctx;
	ht_job *j;

	ht_ctx_init(&ctx);
	while ((j = take_job(s)) != NULL) {
		char *entry = NULL;

		if (!s->batch->single)
			key_job(s, j, &ctx);
		if (!j->unchanged)
			entry = run_job(s, j, &ctx, &out);
		give_back(s, j, entry);
	}
	ht_buf_drop(&out);
	ht_ctx_drop(&ctx);
	return NULL;
}

ht_err
ht_batch_run(ht_ctx *ctx, ht_batch *b, const ht_engine *e,
	const ht_options *opt, ht_ledger *l)
{
	shop s = {.batch = b, .engine = e, .opt = opt, .ctx = ctx, .ledger = l};
	pthread_t thread[256];
	int n = opt->jobs, started = 0;

	s.terminal = isatty(STDERR_FILENO);
	ht_batch_signals(&s.end);
	pthread_mutex_init(&s.lock, NULL);
	if ((size_t)n > b->njob)
		n = (int)b->njob;
	while (started < n - 1 &&
		pthread_create(&thread[started], NULL, work, &s) == 0)
		started++;
	work(&s);
	for (int i = 0; i < started; i++)
		pthread_join(thread[i], NULL);
	pthread_mutex_destroy(&s.lock);
	return s.err;
}
