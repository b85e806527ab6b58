/* SPDX-License-Identifier: Apache-2.0
 *
 * What all documents share: layout, rules, fonts.
 */
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "line/line.h"
#include "run/run.h"

ht_err
ht_paths_in(ht_ctx *ctx, const char *data, ht_paths *out)
{
	ht_arena *a = ctx->arena;
	struct stat st;

	if (stat(data, &st) != 0 || !S_ISDIR(st.st_mode))
		return ht_fail(
			ctx, HT_EUSAGE, HT_MSG_USAGE_DATA, NULL, 0, data, NULL);
	*out = (ht_paths){.data = data,
		.layouts = ht_fmt(a, "%s/layouts", data),
		.rules = ht_fmt(a, "%s/data/rules.yaml", data),
		.roles = ht_fmt(a, "%s/fonts/roles.yaml", data),
		.font_files = ht_fmt(a, "%s/fonts/files", data)};
	return HT_OK;
}

static ht_err
find_layout(
	ht_ctx *ctx, const ht_paths *paths, const char *name, const char **out)
{
	if (strchr(name, '/') || ht_str_ends(ht_str_from(name), ".yaml"))
		*out = name;
	else
		*out = ht_fmt(ctx->arena, "%s/%s.yaml", paths->layouts, name);
	if (access(*out, F_OK) == 0)
		return HT_OK;
	return ht_fail(
		ctx, HT_EUSAGE, HT_MSG_USAGE_LAYOUT, NULL, 0, name, *out, NULL);
}

/* Rules that are loaded beside the rest: compiling them takes a fifth of the
 * time of a short document. */
typedef struct {
	const char *path;
	ht_rules *rules; /* NULL when they could not be loaded */
} rules_job;

static void *
load_rules(void *arg)
{
	rules_job *job = arg;
	ht_ctx ctx;

	ht_ctx_init(&ctx);
	if (ht_rules_load(&ctx, job->path, &job->rules) != HT_OK)
		job->rules = NULL;
	ht_ctx_drop(&ctx);
	return NULL;
}

/* What nearly every document needs first of the libraries and of the fonts. */
static void *
warm_up(void *arg)
{
	static const ht_role role[] = {HT_ROLE_XIAOBIAOSONG, HT_ROLE_FANGSONG,
		HT_ROLE_HEITI, HT_ROLE_SONGTI};
	const ht_fontset *fs = arg;

	ht_title_prepare();
	ht_fontset_prepare(fs, role[0]);
	for (size_t i = 0; i < sizeof role / sizeof *role; i++)
		ht_pdf_prepare(ht_fontset_report(fs, role[i]).font);
	return NULL;
}

/* Layout and fonts. */
static ht_err
load_rest(ht_ctx *ctx, const ht_setup *setup, bool fonts, ht_engine *out)
{
	const ht_paths *paths = &out->setup.paths;

	HT_TRY(find_layout(ctx, paths, setup->layout, &out->layout_path));
	HT_TRY(ht_layout_load_in(
		ctx, out->layout_path, paths->layouts, &out->layout));
	if (!fonts)
		return HT_OK;
	HT_TRY(ht_fontset_load_cached(ctx, paths->roles, paths->font_files,
		setup->fontcache, &out->fonts));
	out->warming =
		pthread_create(&out->warm, NULL, warm_up, out->fonts) == 0;
	return HT_OK;
}

ht_err
ht_engine_load(ht_ctx *ctx, const ht_setup *setup, bool fonts, ht_engine *out)
{
	rules_job job = {.path = setup->paths.rules};
	pthread_t thread;
	ht_err err;
	bool beside = pthread_create(&thread, NULL, load_rules, &job) == 0;

	*out = (ht_engine){.setup = *setup};
	out->setup.fontcache = NULL;
	err = load_rest(ctx, setup, fonts, out);
	if (beside)
		pthread_join(thread, NULL);
	out->rules = job.rules;
	/* Again, for what there is to say of it. */
	if (err == HT_OK && !out->rules)
		err = ht_rules_load(ctx, job.path, &out->rules);
	return err;
}

void
ht_engine_close(ht_engine *e)
{
	if (e->warming)
		pthread_join(e->warm, NULL);
	ht_rules_drop(e->rules);
	ht_fontset_drop(e->fonts);
}
