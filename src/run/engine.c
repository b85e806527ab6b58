/* SPDX-License-Identifier: Apache-2.0
 *
 * What all documents share: layout, rules, fonts.
 */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

ht_err
ht_engine_load(ht_ctx *ctx, const ht_setup *setup, bool fonts, ht_engine *out)
{
	const ht_paths *paths = &out->setup.paths;

	*out = (ht_engine){.setup = *setup};
	out->setup.fontcache = NULL;
	HT_TRY(find_layout(ctx, paths, setup->layout, &out->layout_path));
	HT_TRY(ht_layout_load_in(
		ctx, out->layout_path, paths->layouts, &out->layout));
	HT_TRY(ht_rules_load(ctx, paths->rules, &out->rules));
	if (!fonts)
		return HT_OK;
	return ht_fontset_load_cached(ctx, paths->roles, paths->font_files,
		setup->fontcache, &out->fonts);
}

void
ht_engine_close(ht_engine *e)
{
	ht_rules_drop(e->rules);
	ht_fontset_drop(e->fonts);
}
