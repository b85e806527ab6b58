/* SPDX-License-Identifier: Apache-2.0
 *
 * hongtou dump: what one stage gives, as text.
 */
#include <stdio.h>

#include "app/app.h"
#include "base/io.h"
#include "check/sheet.h"

/* The sheets of a PDF instead of a source. */
static ht_err
dump_original(ht_work *w, const char *path, ht_buf *dump)
{
	ht_ctx *ctx = &w->ctx;
	ht_paths paths;
	ht_sheets sheets;

	w->source.path = path;
	HT_TRY(ht_paths_find(ctx, &paths));
	HT_TRY(ht_sheets_read(ctx, paths.reader, path, &sheets));
	ht_sheets_dump(dump, &sheets);
	return ht_report_print(ctx, ht_buf_str(dump));
}

static ht_err
run(ht_work *w, const ht_options *opt, ht_engine *e, ht_buf *dump)
{
	ht_stage stage = HT_STAGE_DOC;

	HT_TRY(ht_stage_find(&w->ctx, "--stage", opt->stage, &stage));
	if (opt->npath != 1)
		return ht_fail(&w->ctx, HT_EUSAGE, HT_MSG_USAGE_PATHS, NULL, 0,
			opt->command, NULL);
	if (stage == HT_STAGE_SHEETS &&
		ht_str_ends(ht_str_from(opt->path[0]), ".pdf"))
		return dump_original(w, opt->path[0], dump);
	HT_TRY(ht_engine_open(&w->ctx, opt, stage > HT_STAGE_STYLED, e));
	HT_TRY(ht_work_run(w, e, opt->path[0], stage, dump));
	return ht_report_print(&w->ctx, ht_buf_str(dump));
}

int
ht_cmd_dump(const ht_options *opt)
{
	ht_work w = {0};
	ht_engine engine = {0};
	ht_buf dump = {0}, text = {0};
	int status = HT_EXIT_FAILED;

	ht_ctx_init(&w.ctx);
	if (run(&w, opt, &engine, &dump) == HT_OK) {
		ht_report_diags(&text, &w, opt->lang);
		status = HT_EXIT_CLEAN;
	} else
		ht_report_error(&text, &w.ctx.error, opt->lang);
	if (text.n)
		fwrite(text.p, 1, text.n, stderr);
	ht_buf_drop(&dump);
	ht_buf_drop(&text);
	ht_engine_close(&engine);
	ht_ctx_drop(&w.ctx);
	return status;
}
