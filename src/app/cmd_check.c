/* SPDX-License-Identifier: Apache-2.0
 *
 * hongtou check: sources laid out and held against what they still know of
 * their originals.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/check.h"
#include "base/io.h"
#include "check/reason.h"

typedef struct {
	const ht_options *opt;
	ht_engine engine;
	ht_batch batch;
	ht_check *check; /* by the places of jobs */
} checker;

static ht_err
check(checker *c, ht_check *out)
{
	ht_work *w = &out->work;
	ht_ctx *ctx = &w->ctx;

	HT_TRY(ht_work_run(w, &c->engine, out->source, HT_STAGE_DISPLAY, NULL));
	ht_known_read(ctx->arena, &w->doc, &w->raws, &w->known);
	ht_shown_read(ctx->arena, &w->doc, &w->laid.display, &w->laid.shown);
	ht_evidence_compare(ctx->arena, w->layout, &w->doc, &w->known,
		&w->laid.shown, &out->verdict);
	return ht_reasons_find(ctx, w->layout, c->engine.fonts, &w->laid.styled,
		&w->doc, &w->known, &out->verdict);
}

/* What is found is kept until the report: nothing here is the worker's. */
static void
run_job(void *user, ht_job *j, ht_worker *worker)
{
	checker *c = user;
	ht_check *out = &c->check[j->row];
	ht_ctx *ctx = &out->work.ctx;

	(void)worker;
	ht_ctx_init(ctx);
	out->source = ht_fmt(ctx->arena, "%s", j->source);
	if (check(c, out) == HT_OK)
		return;
	out->failed = true;
	if (!ctx->error.file)
		ctx->error.file = out->source;
	ht_report_error(&out->messages, &ctx->error, c->opt->lang);
}

/* Worst first; the same in the order of their names. */
static int
by_verdict(const void *a, const void *b)
{
	const ht_check *x = *(const ht_check *const *)a;
	const ht_check *y = *(const ht_check *const *)b;
	int dx = ht_verdict_differing(&x->verdict);
	int dy = ht_verdict_differing(&y->verdict);

	if (dx != dy)
		return dx < dy ? 1 : -1;
	return strcmp(x->source, y->source);
}

static int
sort_out(checker *c, ht_arena *a, ht_checks *out)
{
	int status = HT_EXIT_CLEAN;

	*out = (ht_checks){
		.check = HT_ARRAY(a, const ht_check *, c->batch.njob),
		.engine = &c->engine,
		.lang = c->opt->lang,
		.like = c->opt->like_original,
		.all = c->opt->all};
	for (size_t i = 0; i < c->batch.njob; i++) {
		const ht_check *one = &c->check[i];

		if (one->messages.n)
			fwrite(one->messages.p, 1, one->messages.n, stderr);
		if (one->failed) {
			status = HT_EXIT_FAILED;
			continue;
		}
		out->check[out->ncheck++] = one;
		if (!ht_verdict_alike(&one->verdict) && status == HT_EXIT_CLEAN)
			status = HT_EXIT_FAULTS;
	}
	if (out->ncheck)
		qsort(out->check, out->ncheck, sizeof *out->check, by_verdict);
	return status;
}

static ht_err
write_report(ht_ctx *ctx, const ht_options *opt, const ht_checks *checks)
{
	ht_buf out = {0};
	ht_err err = HT_OK;

	if (opt->format == HT_FORMAT_JSON)
		ht_check_json(&out, checks);
	else if (opt->format == HT_FORMAT_HTML)
		ht_check_html(&out, checks);
	else
		ht_check_text(&out, checks);
	if (opt->output)
		err = ht_io_write(ctx, opt->output, ht_buf_str(&out));
	else
		fwrite(out.p, 1, out.n, stdout);
	ht_buf_drop(&out);
	return err;
}

static ht_err
run(ht_ctx *ctx, checker *c, int *status)
{
	ht_checks checks;

	HT_TRY(ht_batch_sources(ctx, c->opt, &c->batch));
	HT_TRY(ht_engine_open(ctx, c->opt, true, &c->engine));
	c->check = HT_ARRAY(ctx->arena, ht_check, c->batch.njob);
	HT_TRY(ht_batch_run(ctx, &c->batch, c->opt,
		&(ht_batch_calls){.run = run_job, .user = c}));
	*status = sort_out(c, ctx->arena, &checks);
	if (checks.ncheck == 0)
		return HT_OK; /* nothing to tell of */
	return write_report(ctx, c->opt, &checks);
}

int
ht_cmd_check(const ht_options *opt)
{
	ht_ctx ctx;
	checker c = {.opt = opt};
	int status = HT_EXIT_FAILED;

	if (opt->original)
		return ht_cmd_check_original(opt);
	ht_ctx_init(&ctx);
	if (run(&ctx, &c, &status) != HT_OK) {
		ht_buf text = {0};

		ht_report_error(&text, &ctx.error, opt->lang);
		fwrite(text.p, 1, text.n, stderr);
		ht_buf_drop(&text);
		status = HT_EXIT_FAILED;
	}
	for (size_t i = 0; c.check && i < c.batch.njob; i++) {
		ht_ctx_drop(&c.check[i].work.ctx);
		ht_buf_drop(&c.check[i].messages);
	}
	ht_batch_drop(&c.batch);
	ht_engine_close(&c.engine);
	ht_ctx_drop(&ctx);
	return status;
}
