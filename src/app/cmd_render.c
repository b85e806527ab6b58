/* SPDX-License-Identifier: Apache-2.0
 *
 * hongtou render: sources to PDF files and a manifest.
 */
#include <stdio.h>

#include "app/app.h"
#include "base/hash.h"
#include "base/io.h"

#define SOURCE_LIMIT ((size_t)1 << 30) /* for the hash only */

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
			zh		? "\xE9\xA1\xB5"
			: j->pages == 1 ? "page"
					: "pages",
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
run(ht_ctx *ctx, const ht_options *opt, ht_engine *e, ht_batch *b, json_t **old,
	int *status)
{
	HT_TRY(ht_batch_collect(ctx, opt, b));
	HT_TRY(ht_engine_open(ctx, opt, true, e));
	if (!b->single) {
		key_jobs(b, e);
		*old = ht_manifest_load(opt->output);
	}
	for (size_t i = 0; *old && !opt->force && i < b->njob; i++)
		ht_manifest_reuse(*old, &b->job[i], opt->lang);
	ht_batch_run(b, e, opt);
	show(b, opt);
	*status = status_of(b);
	if (b->single || (*status == HT_EXIT_FAILED && b->njob == 1))
		return HT_OK; /* nothing to tell of: leave no manifest */
	return ht_manifest_write(ctx, opt->output, *old, b, e);
}

int
ht_cmd_render(const ht_options *opt)
{
	ht_ctx ctx;
	ht_engine engine = {0};
	ht_batch batch = {0};
	json_t *old = NULL;
	int status = HT_EXIT_FAILED;

	ht_ctx_init(&ctx);
	if (run(&ctx, opt, &engine, &batch, &old, &status) != HT_OK) {
		ht_buf text = {0};

		ht_report_error(&text, &ctx.error, opt->lang);
		fwrite(text.p, 1, text.n, stderr);
		ht_buf_drop(&text);
		status = HT_EXIT_FAILED;
	}
	json_decref(old);
	ht_batch_drop(&batch);
	ht_engine_close(&engine);
	ht_ctx_drop(&ctx);
	return status;
}
