/* SPDX-License-Identifier: Apache-2.0
 *
 * What render does with each document of a batch: nothing when its output is
 * still true, else all stages and the output's file; its entry for the
 * ledger; what there is to say of it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/check.h"
#include "app/outside.h"
#include "app/store.h"
#include "base/hash.h"
#include "base/io.h"

#define KEPT_BYTES ((size_t)1 << 20) /* for the next document's output */
#define SOURCE_LIMIT ((size_t)1 << 30) /* for the hash only */

typedef struct {
	const ht_engine *engine;
	const ht_options *opt;
	bool single; /* one document to a file */
	/* Of the batch, for the ledger: one thread at a time. */
	ht_ctx *ctx;
	ht_batch *batch;
	ht_ledger *ledger;
} renderer;

static ht_err
render(ht_work *w, const renderer *r, ht_job *j, ht_buf *out)
{
	bool pdf = r->opt->format == HT_FORMAT_PDF;

	HT_TRY(ht_work_run(
		w, r->engine, j->source, HT_STAGE_DISPLAY, pdf ? NULL : out));
	if (pdf)
		HT_TRY(ht_pdf_write(&w->ctx, &w->laid.display, out));
	HT_TRY(ht_io_make_folders(&w->ctx, j->output));
	HT_TRY(ht_io_write(&w->ctx, j->output, ht_buf_str(out)));
	j->bytes = out->n;
	j->entry.pages = (int)w->laid.npage;
	/* The entry is to come: a long document's bytes make room for it. */
	if (out->cap > KEPT_BYTES)
		ht_buf_drop(out);
	return HT_OK;
}

static void
count_faults(ht_job *j, const ht_ctx *ctx)
{
	for (size_t i = 0; i < ctx->ndiag; i++)
		j->entry.faults += ht_msg_lookup(ctx->diag[i].id)->severity ==
				   HT_SEV_FAULT;
}

static char *
entry_line(ht_work *w, const renderer *r, const ht_job *j)
{
	json_t *entry = ht_manifest_entry(w, r->engine, j);
	char *line = json_dumps(entry, JSON_COMPACT);

	json_decref(entry);
	return line;
}

static void
report_done(ht_work *w, const renderer *r, ht_job *j)
{
	count_faults(j, &w->ctx);
	ht_report_diags(&j->messages, w, r->opt->lang);
	if (r->opt->like_original)
		ht_like_describe(&j->chosen, w, r->opt->lang);
	if (!r->single)
		j->line = entry_line(w, r, j);
}

static void
report_failed(ht_work *w, const renderer *r, ht_job *j)
{
	j->failed = true;
	if (!w->ctx.error.file)
		w->ctx.error.file = j->source;
	ht_report_error(&j->messages, &w->ctx.error, r->opt->lang);
}

/* What a job is made from: engine and source.  A source that cannot be read
 * fails later, with its own message. */
static void
key_job(const renderer *r, ht_job *j, ht_ctx *ctx)
{
	ht_str bytes;

	if (ht_io_read(ctx, j->source, SOURCE_LIMIT, &bytes) == HT_OK)
		j->key = ht_hash_add(r->engine->key, bytes);
	ht_ctx_reset(ctx);
}

/* Takes from an earlier run what is still true; its faults are told again. */
static void
reuse(const renderer *r, ht_job *j, ht_ctx *ctx)
{
	const ht_entry *e = &j->entry;
	json_t *entry;
	bool read;

	if (r->opt->force || e->n == 0 || j->key == 0 || e->key != j->key ||
		!ht_ledger_is_whole(j))
		return;
	read = e->faults || e->outside;
	entry = read ? ht_ledger_entry(r->ledger, j) : NULL;
	if (read && !entry)
		return;
	if (e->outside && !ht_outside_same(ctx, j->source, entry)) {
		json_decref(entry);
		return;
	}
	j->unchanged = true;
	ht_manifest_faults(entry, j, r->opt->lang);
	json_decref(entry);
}

static void
run_job(void *user, ht_job *j, ht_worker *worker)
{
	const renderer *r = user;
	ht_work w = {0};

	if (!r->single) {
		key_job(r, j, &worker->ctx);
		reuse(r, j, &worker->ctx);
		ht_ctx_reset(&worker->ctx);
	}
	if (j->unchanged)
		return;
	j->entry = (ht_entry){0};
	w.ctx = worker->ctx;
	if (render(&w, r, j, &worker->out) == HT_OK)
		report_done(&w, r, j);
	else
		report_failed(&w, r, j);
	worker->ctx = w.ctx;
}

static ht_err
keep_job(void *user, ht_job *j)
{
	renderer *r = user;

	if (j->line)
		HT_TRY(ht_ledger_add(r->ctx, r->ledger, j));
	/* Of what is unchanged the table has all. */
	if (!j->unchanged)
		ht_store_settle(r->batch, j);
	return ht_rows_check(r->ctx, &r->batch->rows);
}

static void
show_chosen(ht_job *j, ht_lang lang)
{
	ht_buf line = {0};

	ht_buf *chosen = &j->chosen;

	if (chosen->n == 0)
		return;
	ht_buf_addc(chosen, '\0');
	ht_buf_adds(&line, "  ");
	ht_say(&line, lang, HT_MSG_CHECK_CHOSEN, chosen->p, NULL, NULL);
	ht_buf_addc(&line, '\n');
	fwrite(line.p, 1, line.n, stdout);
	ht_buf_drop(&line);
}

static void
show_output(ht_job *j, ht_lang lang)
{
	bool zh = lang == HT_ZH;

	printf("%s  %d %s%s\n", j->output, j->entry.pages,
		zh		      ? "\xE9\xA1\xB5"
		: j->entry.pages == 1 ? "page"
				      : "pages",
		!j->unchanged ? ""
		: zh	      ? "\xEF\xBC\x8C\xE6\x9C\xAA\xE5\x8F\x98"
			      : ", up to date");
	show_chosen(j, lang);
}

static void
show_job(void *user, ht_job *j)
{
	const renderer *r = user;

	const ht_buf *messages = &j->messages;

	if (messages->n)
		fwrite(messages->p, 1, messages->n, stderr);
	if (!r->single && !j->failed)
		show_output(j, r->opt->lang);
}

ht_err
ht_render(ht_ctx *ctx, ht_batch *b, const ht_engine *e, const ht_options *opt,
	ht_ledger *l, const sigset_t *end)
{
	renderer r = {.engine = e,
		.opt = opt,
		.single = b->single,
		.ctx = ctx,
		.batch = b,
		.ledger = l};
	ht_batch_calls calls = {.run = run_job,
		.keep = keep_job,
		.show = show_job,
		.user = &r,
		.end = end};

	return ht_batch_run(ctx, b, opt, &calls);
}
