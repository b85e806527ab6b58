/* SPDX-License-Identifier: Apache-2.0
 *
 * A batch: documents handed out to threads as these become free.  What is
 * made depends on nothing but the source and the engine, so that any number
 * of threads gives the same bytes.
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app.h"
#include "base/hash.h"
#include "base/io.h"

typedef struct {
	ht_batch *batch;
	const ht_engine *engine;
	const ht_options *opt;
	pthread_mutex_t lock;
	size_t next, done;
	bool terminal;
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

/* ctx and out are the worker's, for all its documents. */
static void
run_job(const shop *s, ht_job *j, ht_ctx *ctx, ht_buf *out)
{
	ht_work w = {.ctx = *ctx};

	out->n = 0;
	if (render(&w, s, j, out) == HT_OK) {
		count_faults(j, &w.ctx);
		ht_report_diags(&j->messages, &w, s->opt->lang);
		j->entry = ht_manifest_entry(&w, j);
	} else {
		j->failed = true;
		if (!w.ctx.error.file)
			w.ctx.error.file = j->source;
		ht_report_error(&j->messages, &w.ctx.error, s->opt->lang);
	}
	*ctx = w.ctx;
	ht_ctx_reset(ctx);
}

/* On a terminal one line that tells how far it is; else silence until a
 * document is done. */
static void
show_progress(const shop *s, const ht_job *j)
{
	if (s->terminal)
		fprintf(stderr, "\r\033[K[%zu/%zu] %s", s->done, s->batch->njob,
			j->source);
	if (s->terminal && s->done == s->batch->njob)
		fputs("\r\033[K", stderr);
}

static void *
work(void *arg)
{
	shop *s = arg;
	ht_buf out = {0};
	ht_ctx ctx;

	ht_ctx_init(&ctx);
	for (;;) {
		ht_job *j;

		pthread_mutex_lock(&s->lock);
		j = s->next < s->batch->njob ? &s->batch->job[s->next++] : NULL;
		pthread_mutex_unlock(&s->lock);
		if (!j)
			break;
		if (!j->unchanged)
			run_job(s, j, &ctx, &out);
		pthread_mutex_lock(&s->lock);
		s->done++;
		show_progress(s, j);
		pthread_mutex_unlock(&s->lock);
	}
	ht_buf_drop(&out);
	ht_ctx_drop(&ctx);
	return NULL;
}

void
ht_batch_run(ht_batch *b, const ht_engine *e, const ht_options *opt)
{
	shop s = {.batch = b, .engine = e, .opt = opt};
	pthread_t thread[256];
	int n = opt->jobs, started = 0;

	s.terminal = isatty(STDERR_FILENO);
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
}
