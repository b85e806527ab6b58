/* SPDX-License-Identifier: Apache-2.0
 *
 * hongtou render: sources to PDF files and a manifest.
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

#include "app/check.h"

static int
status_of(const ht_batch *b)
{
	if (b->nfailed)
		return HT_EXIT_FAILED;
	return b->nfaulty ? HT_EXIT_FAULTS : HT_EXIT_CLEAN;
}

/* A signal ended the batch: before all sources were found, or when some
 * documents were not begun. */
static void
tell_stopped(ht_ctx *ctx, const ht_batch *b, ht_lang lang)
{
	ht_buf text = {0};

	if (!b->stopped && b->ndone == b->njob)
		return;
	ht_say(&text, lang,
		b->stopped ? HT_MSG_PROGRESS_EARLY : HT_MSG_PROGRESS_STOPPED,
		ht_fmt(ctx->arena, "%zu", b->njob),
		ht_fmt(ctx->arena, "%zu", b->ndone), NULL);
	ht_buf_addc(&text, '\n');
	fwrite(text.p, 1, text.n, stderr);
	ht_buf_drop(&text);
}

static ht_err
run(ht_ctx *ctx, const ht_options *opt, ht_engine *e, ht_batch *b,
	const sigset_t *end, int *status)
{
	ht_ledger ledger;
	ht_err err;

	HT_TRY(ht_batch_collect(ctx, opt, end, b));
	if (b->stopped) {
		tell_stopped(ctx, b, opt->lang);
		return HT_OK;
	}
	HT_TRY(ht_engine_open(ctx, opt, true, e));
	err = ht_ledger_open(ctx, opt, b, &ledger);
	if (err == HT_OK)
		err = ht_render(ctx, b, e, opt, &ledger, end);
	*status = status_of(b);
	if (err == HT_OK) {
		err = ht_ledger_finish(ctx, &ledger, b, e);
		tell_stopped(ctx, b, opt->lang);
	}
	ht_ledger_close(&ledger);
	return err;
}

/* The signals that end a batch.  They are kept back, so that the documents
 * under way are finished and the manifest is written; then they do what they
 * always do.  Those that the caller ignores (nohup) do not end anything. */
static void
hold_signals(sigset_t *held, sigset_t *before)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction now;

	sigemptyset(held);
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		if (sigaction(signals[i], NULL, &now) == 0 &&
			now.sa_handler != SIG_IGN)
			sigaddset(held, signals[i]);
	}
	pthread_sigmask(SIG_BLOCK, held, before);
}

int
ht_cmd_render(const ht_options *opt)
{
	ht_ctx ctx;
	ht_engine engine = {0};
	ht_batch batch = {0};
	int status = HT_EXIT_FAILED;
	sigset_t held, before;

	ht_ctx_init(&ctx);
	hold_signals(&held, &before);
	if (run(&ctx, opt, &engine, &batch, &held, &status) != HT_OK) {
		ht_buf text = {0};

		ht_report_error(&text, &ctx.error, opt->lang);
		fwrite(text.p, 1, text.n, stderr);
		ht_buf_drop(&text);
		status = HT_EXIT_FAILED;
	}
	ht_batch_drop(&batch);
	ht_engine_close(&engine);
	ht_ctx_drop(&ctx);
	fflush(stdout);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return status;
}
