/* SPDX-License-Identifier: Apache-2.0
 *
 * hongtou learn: a layout measured off an original.
 */
#include <stdio.h>
#include <string.h>

#include "app/app.h"
#include "base/io.h"
#include "check/learn.h"

/* A path's last part, without an ending. */
static const char *
stem(ht_arena *a, const char *path, const char *ending)
{
	const char *slash = strrchr(path, '/');
	ht_str s = ht_str_from(slash ? slash + 1 : path);

	if (ht_str_ends(s, ending))
		s.n -= strlen(ending);
	return ht_str_cstr(a, s);
}

static ht_err
learn(ht_ctx *ctx, const ht_engine *e, const ht_options *opt, ht_buf *out)
{
	const char *path = opt->path[0];
	ht_learn_options how = {.pages = opt->pages};
	ht_sheets sheets;
	ht_learned learned;

	HT_TRY(ht_sheets_read(ctx, e->setup.paths.reader, path, &sheets));
	HT_TRY(ht_learn(
		ctx, &e->layout, e->rules, e->fonts, &sheets, &how, &learned));
	ht_learned_write(out, &learned, stem(ctx->arena, opt->layout, ".yaml"),
		stem(ctx->arena, path, ".pdf"), path, opt->lang);
	return HT_OK;
}

static ht_err
run(ht_ctx *ctx, const ht_options *opt, ht_engine *e, ht_buf *out)
{
	ht_err err;

	if (opt->npath != 1)
		return ht_fail(ctx, HT_EUSAGE, HT_MSG_USAGE_PATHS, NULL, 0,
			opt->command, NULL);
	HT_TRY(ht_engine_open(ctx, opt, true, e));
	err = learn(ctx, e, opt, out);
	if (err != HT_OK && !ctx->error.file)
		ctx->error.file = opt->path[0];
	HT_TRY(err);
	if (opt->output_given)
		return ht_io_write(ctx, opt->output, ht_buf_str(out));
	fwrite(out->p, 1, out->n, stdout);
	return HT_OK;
}

int
ht_cmd_learn(const ht_options *opt)
{
	ht_ctx ctx;
	ht_engine engine = {0};
	ht_buf out = {0}, text = {0};
	int status = HT_EXIT_CLEAN;

	ht_ctx_init(&ctx);
	if (run(&ctx, opt, &engine, &out) != HT_OK) {
		ht_report_error(&text, &ctx.error, opt->lang);
		fwrite(text.p, 1, text.n, stderr);
		status = HT_EXIT_FAILED;
	}
	ht_buf_drop(&out);
	ht_buf_drop(&text);
	ht_engine_close(&engine);
	ht_ctx_drop(&ctx);
	return status;
}
