/* SPDX-License-Identifier: Apache-2.0
 *
 * hongtou_worker: one document after the other, from memory to memory.
 */
#include <string.h>

#include "api/api.h"
#include "base/io.h"

/* A file that a document names, on its way from the caller. */
struct hongtou_file {
	ht_buf bytes;
	size_t limit;
	bool over;
};

hongtou_worker *
hongtou_worker_new(const hongtou_engine *engine)
{
	ht_arena *a;
	hongtou_worker *w;

	if (!engine || !engine->open)
		return NULL;
	a = ht_arena_new();
	w = HT_NEW(a, hongtou_worker);
	w->arena = a;
	w->engine = engine;
	ht_ctx_init(&w->ctx);
	return w;
}

void
hongtou_worker_drop(hongtou_worker *worker)
{
	if (!worker)
		return;
	ht_buf_drop(&worker->out);
	ht_ctx_drop(&worker->ctx);
	ht_arena_drop(worker->arena);
}

int
hongtou_file_add(hongtou_file *file, const void *bytes, size_t size)
{
	if (!file || (!bytes && size))
		return 1;
	if (size > file->limit - file->bytes.n)
		file->over = true;
	if (file->over)
		return 1;
	ht_buf_add(&file->bytes, bytes, size);
	return 0;
}

/* The caller's file, or none. */
static ht_err
load_file(void *user, ht_ctx *ctx, const char *path, size_t limit, ht_str *out)
{
	const hongtou_source *s = user;
	hongtou_file file = {.limit = limit};
	bool good = s->load && s->load(s->user, path, &file) == 0 && !file.over;

	if (good) {
		*out = ht_buf_str(&file.bytes);
		out->p = ht_str_cstr(ctx->arena, *out);
	}
	ht_buf_drop(&file.bytes);
	if (good)
		return HT_OK;
	if (!file.over)
		return ht_fail(ctx, HT_EIO, HT_MSG_IO_OPEN, path, 0, "", NULL);
	return ht_fail(ctx, HT_ELIMIT, HT_MSG_IO_LIMIT, path, 0,
		ht_fmt(ctx->arena, "> %zu", limit),
		ht_fmt(ctx->arena, "%zu", limit), NULL);
}

static ht_err
take_source(ht_work *w, const hongtou_source *given, hongtou_source *s,
	ht_loader *loader)
{
	ht_ctx *ctx = &w->ctx;

	HT_TRY(ht_api_take(ctx, "source", "HONGTOU_SOURCE_INIT", given,
		sizeof *s, s, sizeof *s));
	if (!s->text && s->length)
		return ht_fail(ctx, HT_EUSAGE, HT_MSG_API_NULL, NULL, 0,
			"source.text", NULL);
	if (!s->name)
		s->name = "";
	*loader = (ht_loader){.load = load_file, .user = s};
	if (s->load || !s->folder)
		ctx->loader = loader;
	HT_TRY(ht_source_decode(
		ctx, s->name, (ht_str){s->text, s->length}, &w->source));
	w->source.folder = s->folder;
	return HT_OK;
}

static ht_err
run(ht_work *w, hongtou_worker *worker, const hongtou_source *given,
	const char *stage)
{
	const ht_engine *e = &worker->engine->shared;
	ht_stage last = HT_STAGE_DISPLAY;
	hongtou_source s;
	ht_loader loader;

	if (stage)
		HT_TRY(ht_stage_find(&w->ctx, "stage", stage, &last));
	HT_TRY(take_source(w, given, &s, &loader));
	HT_TRY(ht_work_run_source(w, e, last, stage ? &worker->out : NULL));
	if (!stage)
		HT_TRY(ht_pdf_write(&w->ctx, &w->laid.display, &worker->out));
	return HT_OK;
}

static void
fail(hongtou_worker *worker, const char *name)
{
	ht_ctx *ctx = &worker->ctx;

	worker->failed = true;
	worker->out.n = 0;
	worker->npage = 0;
	if (!ctx->error.file)
		ctx->error.file = ht_str_cstr(ctx->arena, ht_str_from(name));
	ht_api_tell(ctx, &worker->error);
}

/* A call on a worker: with stage its dump, else the PDF. */
static hongtou_status
start(hongtou_worker *worker, const hongtou_source *source, const char *stage)
{
	ht_work w = {0};
	ht_err err;

	ht_ctx_reset(&worker->ctx);
	worker->out.n = 0;
	worker->failed = false;
	w.ctx = worker->ctx;
	err = run(&w, worker, source, stage);
	w.ctx.loader = NULL;
	worker->ctx = w.ctx;
	worker->npage = w.laid.npage;
	worker->diag = ht_api_list(&worker->ctx, &w.source);
	if (err != HT_OK)
		fail(worker, w.source.path ? w.source.path : "");
	return (hongtou_status)err;
}

hongtou_status
hongtou_render(hongtou_worker *worker, const hongtou_source *source)
{
	return worker ? start(worker, source, NULL) : HONGTOU_EUSAGE;
}

hongtou_status
hongtou_dump(
	hongtou_worker *worker, const hongtou_source *source, const char *stage)
{
	return worker ? start(worker, source, stage ? stage : "")
		      : HONGTOU_EUSAGE;
}

const void *
hongtou_output(const hongtou_worker *worker, size_t *size)
{
	size_t n = worker ? worker->out.n : 0;

	if (size)
		*size = n;
	return n ? worker->out.p : NULL;
}

size_t
hongtou_page_count(const hongtou_worker *worker)
{
	return worker ? worker->npage : 0;
}

size_t
hongtou_diagnostic_count(const hongtou_worker *worker)
{
	return worker ? worker->ctx.ndiag : 0;
}

const hongtou_diagnostic *
hongtou_diagnostic_at(const hongtou_worker *worker, size_t index)
{
	if (index >= hongtou_diagnostic_count(worker))
		return NULL;
	return &worker->diag[index];
}

const hongtou_error *
hongtou_worker_error(const hongtou_worker *worker)
{
	return worker && worker->failed ? &worker->error : NULL;
}
