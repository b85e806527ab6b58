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
	ht_checked *checked; /* by the places of jobs */
	ht_checks report;
} checker;

static ht_err
check(const checker *c, ht_check *out)
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

static void
report_failed(const checker *c, ht_check *one, ht_checked *out)
{
	ht_error *e = &one->work.ctx.error;

	out->failed = true;
	if (!e->file)
		e->file = one->source;
	ht_report_error(&out->text, e, c->opt->lang);
}

/* What the report needs of a document. */
static void
report(const checker *c, const ht_check *one, ht_checked *out)
{
	const ht_verdict *v = &one->verdict;

	out->alike = ht_verdict_alike(v);
	out->differing = ht_verdict_differing(v);
	memcpy(out->tally, v->tally, sizeof out->tally);
	if (c->opt->format == HT_FORMAT_JSON)
		out->json = ht_check_json_part(&c->report, one);
	else if (c->opt->format != HT_FORMAT_HTML)
		ht_check_text_part(&out->text, &c->report, one);
}

static void
drop_check(ht_check *one)
{
	if (one)
		ht_ctx_drop(&one->work.ctx);
	free(one);
}

/* A report with pages needs all of the document. */
static void
run_job(void *user, ht_job *j, ht_worker *worker)
{
	checker *c = user;
	ht_checked *out = &c->checked[j->row];
	ht_check *one = calloc(1, sizeof *one);

	(void)worker;
	out->source = strdup(j->source);
	if (!one || !out->source)
		abort(); /* out of memory */
	ht_ctx_init(&one->work.ctx);
	one->source = out->source;
	if (check(c, one) == HT_OK)
		report(c, one, out);
	else
		report_failed(c, one, out);
	if (c->opt->format == HT_FORMAT_HTML)
		out->whole = one;
	else
		drop_check(one);
}

/* Worst first; the same in the order of their names. */
static int
by_verdict(const void *a, const void *b)
{
	const ht_checked *x = *(const ht_checked *const *)a;
	const ht_checked *y = *(const ht_checked *const *)b;

	if (x->differing != y->differing)
		return x->differing < y->differing ? 1 : -1;
	return strcmp(x->source, y->source);
}

static int
sort_out(checker *c)
{
	ht_checks *r = &c->report;
	int status = HT_EXIT_CLEAN;

	for (size_t i = 0; i < c->batch.njob; i++) {
		const ht_checked *one = &c->checked[i];

		if (one->failed) {
			fwrite(one->text.p, 1, one->text.n, stderr);
			status = HT_EXIT_FAILED;
			continue;
		}
		r->check[r->ncheck++] = one;
		if (!one->alike && status == HT_EXIT_CLEAN)
			status = HT_EXIT_FAULTS;
	}
	if (r->ncheck)
		qsort(r->check, r->ncheck, sizeof *r->check, by_verdict);
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
	HT_TRY(ht_batch_sources(ctx, c->opt, &c->batch));
	HT_TRY(ht_engine_open(ctx, c->opt, true, &c->engine));
	c->checked = HT_ARRAY(ctx->arena, ht_checked, c->batch.njob);
	c->report = (ht_checks){.check = HT_ARRAY(ctx->arena,
					const ht_checked *, c->batch.njob),
		.engine = &c->engine,
		.lang = c->opt->lang,
		.like = c->opt->like_original,
		.all = c->opt->all};
	HT_TRY(ht_batch_run(ctx, &c->batch, c->opt,
		&(ht_batch_calls){.run = run_job, .user = c}));
	*status = sort_out(c);
	if (c->report.ncheck == 0)
		return HT_OK; /* nothing to tell of */
	return write_report(ctx, c->opt, &c->report);
}

static void
drop_checked(checker *c)
{
	for (size_t i = 0; c->checked && i < c->batch.njob; i++) {
		ht_checked *one = &c->checked[i];

		free(one->source);
		ht_buf_drop(&one->text);
		json_decref(one->json);
		drop_check(one->whole);
	}
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
	drop_checked(&c);
	ht_batch_drop(&c.batch);
	ht_engine_close(&c.engine);
	ht_ctx_drop(&ctx);
	return status;
}
