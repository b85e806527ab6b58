/* SPDX-License-Identifier: Apache-2.0
 *
 * hongtou_engine: what all documents of a service share.
 */
#include "api/api.h"

#ifndef HT_PREFIX
#define HT_PREFIX "/usr/local"
#endif

#define DATA HT_PREFIX "/share/hongtou"
#define LAYOUT "document"

const char *
hongtou_version(void)
{
	return HONGTOU_VERSION;
}

int
hongtou_version_number(void)
{
	return HONGTOU_VERSION_NUMBER;
}

hongtou_engine *
hongtou_engine_new(void)
{
	ht_ctx ctx;
	hongtou_engine *e;

	ht_ctx_init(&ctx);
	e = HT_NEW(ctx.arena, hongtou_engine);
	e->ctx = ctx;
	return e;
}

static const char *
copy(ht_arena *a, const char *text)
{
	return ht_str_cstr(a, ht_str_from(text));
}

static ht_err
load(hongtou_engine *e, const hongtou_options *given)
{
	ht_ctx *ctx = &e->ctx;
	hongtou_options o = HONGTOU_OPTIONS_INIT;
	ht_setup setup = {.layout = LAYOUT};

	if (e->tried)
		return ht_fail(ctx, HT_EUSAGE, HT_MSG_API_OPEN, NULL, 0, NULL);
	e->tried = true;
	if (given)
		HT_TRY(ht_api_take(ctx, "options", "HONGTOU_OPTIONS_INIT",
			given, sizeof o, &o, sizeof o));
	HT_TRY(ht_paths_in(
		ctx, copy(ctx->arena, o.data ? o.data : DATA), &setup.paths));
	if (o.fonts)
		setup.paths.font_files = copy(ctx->arena, o.fonts);
	if (o.layout)
		setup.layout = copy(ctx->arena, o.layout);
	setup.layout_given = o.layout != NULL;
	setup.no_infer = o.no_infer != 0;
	setup.small = o.small != 0;
	setup.like_original = o.like_original != 0;
	HT_TRY(ht_engine_load(ctx, &setup, true, &e->shared));
	e->open = true;
	return HT_OK;
}

hongtou_status
hongtou_engine_open(hongtou_engine *engine, const hongtou_options *options)
{
	ht_err err;

	if (!engine)
		return HONGTOU_EUSAGE;
	err = load(engine, options);
	if (err != HT_OK)
		ht_api_tell(&engine->ctx, &engine->error);
	return (hongtou_status)err;
}

const hongtou_error *
hongtou_engine_error(const hongtou_engine *engine)
{
	return engine && engine->error.status ? &engine->error : NULL;
}

void
hongtou_engine_drop(hongtou_engine *engine)
{
	ht_ctx ctx;

	if (!engine)
		return;
	ctx = engine->ctx; /* it holds the engine */
	ht_engine_close(&engine->shared);
	ht_ctx_drop(&ctx);
}
