/* SPDX-License-Identifier: Apache-2.0
 *
 * hongtou fonts, hongtou layouts: what there is.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"

static int
finish(ht_ctx *ctx, ht_err err, const ht_options *opt)
{
	ht_buf text = {0};

	if (err != HT_OK) {
		ht_report_error(&text, &ctx->error, opt->lang);
		fwrite(text.p, 1, text.n, stderr);
		ht_buf_drop(&text);
	}
	ht_ctx_drop(ctx);
	return err == HT_OK ? HT_EXIT_CLEAN : HT_EXIT_FAILED;
}

static void
show_font(const ht_fontset *fonts, ht_role role)
{
	ht_role_report r = ht_fontset_report(fonts, role);

	if (!r.font)
		return;
	printf("%-14s%s%s %s  %s", ht_role_name(role),
		r.substitute ? "(substitute) " : "", ht_font_family(r.font),
		ht_font_style(r.font), ht_font_path(r.font));
	if (ht_font_index(r.font))
		printf(" #%d", ht_font_index(r.font));
	putchar('\n');
}

int
ht_cmd_fonts(const ht_options *opt)
{
	ht_ctx ctx;
	ht_paths paths;
	ht_fontset *fonts = NULL;
	ht_err err;

	ht_ctx_init(&ctx);
	err = ht_paths_find(&ctx, &paths);
	if (err == HT_OK)
		err = ht_fontset_load(
			&ctx, paths.roles, paths.font_files, &fonts);
	for (int r = 0; err == HT_OK && r < HT_ROLE__MAX; r++)
		show_font(fonts, (ht_role)r);
	ht_fontset_drop(fonts);
	return finish(&ctx, err, opt);
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void
show_layout(const ht_layout *l, const char *path, ht_lang lang)
{
	printf("%-14s%s", l->name, l->label);
	if (l->forms == HT_FORMS_ALL)
		printf(" [%s]", ht_msg_lookup(HT_MSG_LIST_FORMS)->text[lang]);
	printf("  %s\n", path);
}

static ht_err
show_layouts(ht_ctx *ctx, ht_lang lang)
{
	ht_paths paths;
	struct dirent **entry;
	ht_err err = HT_OK;
	int n;

	HT_TRY(ht_paths_find(ctx, &paths));
	n = scandir(paths.layouts, &entry, NULL, by_name);
	if (n < 0)
		return ht_fail(ctx, HT_EIO, HT_MSG_IO_OPEN, paths.layouts, 0,
			strerror(errno), NULL);
	for (int i = 0; i < n; i++) {
		const char *file = entry[i]->d_name;
		const char *path =
			ht_fmt(ctx->arena, "%s/%s", paths.layouts, file);
		ht_layout layout;

		if (err == HT_OK && ht_str_ends(ht_str_from(file), ".yaml")) {
			err = ht_layout_load(ctx, path, &layout);
			if (err == HT_OK)
				show_layout(&layout, path, lang);
		}
		free(entry[i]);
	}
	free(entry);
	return err;
}

int
ht_cmd_layouts(const ht_options *opt)
{
	ht_ctx ctx;

	ht_ctx_init(&ctx);
	return finish(&ctx, show_layouts(&ctx, opt->lang), opt);
}
