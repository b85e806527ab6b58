/* SPDX-License-Identifier: Apache-2.0
 *
 * hongtou render: sources to PDF files and a manifest.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "app/app.h"
#include "base/hash.h"
#include "base/io.h"

#define SOURCE_LIMIT ((size_t)1 << 30) /* for the hash only */

typedef struct {
	const ht_engine *engine;
	const ht_options *opt;
} renderer;

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
render(ht_work *w, const renderer *r, ht_job *j, ht_buf *out)
{
	bool pdf = r->opt->format == HT_FORMAT_PDF;

	HT_TRY(ht_work_run(w, r->engine, r->opt, j->source, HT_STAGE_DISPLAY,
		pdf ? NULL : out));
	if (pdf)
		HT_TRY(ht_pdf_write(&w->ctx, &w->laid.display, out));
	HT_TRY(make_folders(&w->ctx, j->output));
	HT_TRY(ht_io_write(&w->ctx, j->output, ht_buf_str(out)));
	j->pages = (int)w->laid.npage;
	return HT_OK;
}

static void
count_faults(ht_job *j, const ht_ctx *ctx)
{
	for (size_t i = 0; i < ctx->ndiag; i++)
		j->faults += ht_msg_lookup(ctx->diag[i].id)->severity ==
			     HT_SEV_FAULT;
}

static void
run_job(void *user, ht_job *j)
{
	const renderer *r = user;
	ht_work w = {0};
	ht_buf out = {0};

	ht_ctx_init(&w.ctx);
	if (render(&w, r, j, &out) == HT_OK) {
		count_faults(j, &w.ctx);
		ht_report_diags(&j->messages, &w, r->opt->lang);
		j->entry = ht_manifest_entry(&w, r->engine, j);
	} else {
		j->failed = true;
		if (!w.ctx.error.file)
			w.ctx.error.file = j->source;
		ht_report_error(&j->messages, &w.ctx.error, r->opt->lang);
	}
	ht_buf_drop(&out);
	ht_ctx_drop(&w.ctx);
}

/* What a job is made from: engine and source.  A source that cannot be read
 * fails later, with its own message. */
static void
key_jobs(ht_batch *b, const ht_engine *e)
{
	for (size_t i = 0; i < b->njob; i++) {
		ht_ctx ctx;
		ht_str bytes;

		ht_ctx_init(&ctx);
		if (ht_io_read(&ctx, b->job[i].source, SOURCE_LIMIT, &bytes) ==
			HT_OK)
			b->job[i].key = ht_hash_add(e->key, bytes);
		ht_ctx_drop(&ctx);
	}
}

static void
reuse(ht_batch *b, const ht_options *opt)
{
	json_t *old = opt->force ? NULL : ht_manifest_load(opt->output);

	for (size_t i = 0; old && i < b->njob; i++)
		ht_manifest_reuse(old, &b->job[i]);
	json_decref(old);
}

static void
show(const ht_batch *b, const ht_options *opt)
{
	bool zh = opt->lang == HT_ZH;

	for (size_t i = 0; i < b->njob; i++) {
		const ht_job *j = &b->job[i];

		if (j->messages.n)
			fwrite(j->messages.p, 1, j->messages.n, stderr);
		if (b->single || j->failed)
			continue;
		printf("%s  %d %s%s\n", j->output, j->pages,
			zh ? "\xE9\xA1\xB5" : "pages",
			!j->unchanged ? ""
			: zh	      ? "\xEF\xBC\x8C"
					"\xE6\x9C\xAA\xE5\x8F\x98"
				      : ", up to date");
	}
}

static int
status_of(const ht_batch *b)
{
	int status = HT_EXIT_CLEAN;

	for (size_t i = 0; i < b->njob; i++) {
		if (b->job[i].failed)
			return HT_EXIT_FAILED;
		if (b->job[i].faults)
			status = HT_EXIT_FAULTS;
	}
	return status;
}

static ht_err
run(ht_ctx *ctx, const ht_options *opt, ht_engine *e, ht_batch *b, int *status)
{
	bool all_done = true;

	HT_TRY(ht_batch_collect(ctx, opt, b));
	HT_TRY(ht_engine_open(ctx, opt, true, e));
	if (!b->single) {
		key_jobs(b, e);
		reuse(b, opt);
	}
	ht_batch_run(b, opt, run_job, &(renderer){e, opt});
	show(b, opt);
	*status = status_of(b);
	for (size_t i = 0; i < b->njob; i++)
		all_done = all_done && b->job[i].unchanged;
	if (b->single || all_done)
		return HT_OK;
	if (*status == HT_EXIT_FAILED && b->njob == 1)
		return HT_OK; /* nothing to tell of: leave no manifest */
	return ht_manifest_write(ctx, opt->output, b, e);
}

int
ht_cmd_render(const ht_options *opt)
{
	ht_ctx ctx;
	ht_engine engine = {0};
	ht_batch batch = {0};
	int status = HT_EXIT_FAILED;

	ht_ctx_init(&ctx);
	if (run(&ctx, opt, &engine, &batch, &status) != HT_OK) {
		ht_buf text = {0};

		ht_report_error(&text, &ctx.error, opt->lang);
		fwrite(text.p, 1, text.n, stderr);
		ht_buf_drop(&text);
		status = HT_EXIT_FAILED;
	}
	ht_batch_drop(&batch);
	ht_engine_close(&engine);
	ht_ctx_drop(&ctx);
	return status;
}
