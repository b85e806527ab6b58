/* SPDX-License-Identifier: Apache-2.0
 *
 * The sources of a batch: files as they are named, folders for their text
 * files, in the order of their names; and where each one's output goes.
 */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/app.h"
#include "base/io.h"

#define MAX_DEPTH 32 /* folders in folders */

typedef struct {
	ht_ctx *ctx;
	const ht_options *opt;
	ht_job *job;
	size_t n, cap;
} collector;

static bool
is_source(const char *name)
{
	ht_str s = ht_str_from(name);

	return name[0] != '.' &&
	       (ht_str_ends(s, ".txt") || ht_str_ends(s, ".md"));
}

/* NAME.txt in a folder of the output; rel is its path below the folder that
 * was named. */
static const char *
output_path(collector *c, const char *rel)
{
	const char *dot = strrchr(rel, '.');
	const char *slash = strrchr(rel, '/');
	int stem = dot && dot != rel && (!slash || dot > slash + 1)
			   ? (int)(dot - rel)
			   : (int)strlen(rel);

	return ht_fmt(c->ctx->arena, "%s/%.*s.%s", c->opt->output, stem, rel,
		c->opt->format == HT_FORMAT_PDF ? "pdf" : "display");
}

static void
add(collector *c, const char *path, const char *rel)
{
	HT_ROOM(c->ctx->arena, c->job, c->n, c->cap);
	c->job[c->n++] =
		(ht_job){.source = path, .output = output_path(c, rel)};
}

/* Byte order of the names: the same on every machine and in every locale. */
static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static ht_err
add_folder(collector *c, const char *path, const char *rel, int depth)
{
	struct dirent **entry;
	int n = scandir(path, &entry, NULL, by_name);
	ht_err err = HT_OK;

	if (n < 0)
		return ht_fail(c->ctx, HT_EIO, HT_MSG_IO_OPEN, path, 0,
			strerror(errno), NULL);
	for (int i = 0; i < n; i++) {
		ht_arena *a = c->ctx->arena;
		const char *name = entry[i]->d_name;
		const char *full = ht_fmt(a, "%s/%s", path, name);
		const char *below =
			ht_fmt(a, "%s%s%s", rel, *rel ? "/" : "", name);
		struct stat st;

		if (err == HT_OK && name[0] != '.' && stat(full, &st) == 0) {
			if (S_ISDIR(st.st_mode) && depth < MAX_DEPTH)
				err = add_folder(c, full, below, depth + 1);
			else if (S_ISREG(st.st_mode) && is_source(name))
				add(c, full, below);
		}
		free(entry[i]);
	}
	free(entry);
	return err;
}

static ht_err
add_path(collector *c, const char *path)
{
	struct stat st;
	size_t before = c->n, n = strlen(path);
	const char *slash;

	/* One that is not there fails by itself, not the whole batch. */
	if (stat(path, &st) < 0 || !S_ISDIR(st.st_mode)) {
		slash = strrchr(path, '/');
		add(c, path, slash ? slash + 1 : path);
		return HT_OK;
	}
	while (n > 1 && path[n - 1] == '/')
		n--;
	HT_TRY(add_folder(
		c, ht_fmt(c->ctx->arena, "%.*s", (int)n, path), "", 0));
	if (c->n == before)
		return ht_fail(
			c->ctx, HT_EUSAGE, HT_MSG_USAGE_EMPTY, path, 0, NULL);
	return HT_OK;
}

static int
by_output(const void *a, const void *b)
{
	return strcmp((*(const ht_job *const *)a)->output,
		(*(const ht_job *const *)b)->output);
}

/* Two sources that would write one file are refused. */
static ht_err
check_clashes(ht_ctx *ctx, const ht_batch *b)
{
	const ht_job **sorted = HT_ARRAY(ctx->arena, const ht_job *, b->njob);

	for (size_t i = 0; i < b->njob; i++)
		sorted[i] = &b->job[i];
	qsort(sorted, b->njob, sizeof *sorted, by_output);
	for (size_t i = 1; i < b->njob; i++)
		if (strcmp(sorted[i - 1]->output, sorted[i]->output) == 0)
			return ht_fail(ctx, HT_EUSAGE, HT_MSG_USAGE_CLASH,
				sorted[i]->source, 0, sorted[i - 1]->source,
				sorted[i]->output, NULL);
	return HT_OK;
}

/* -o names a file when it ends in the format's suffix or is a device. */
static bool
is_file_output(const char *path)
{
	ht_str s = ht_str_from(path);
	struct stat st;

	if (ht_io_is_device(path))
		return true;
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return false;
	return ht_str_ends(s, ".pdf") || ht_str_ends(s, ".display");
}

/* A file of another kind is not written over. */
static ht_err
check_folder(ht_ctx *ctx, const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0 || S_ISDIR(st.st_mode))
		return HT_OK;
	return ht_fail(
		ctx, HT_EUSAGE, HT_MSG_USAGE_FOLDER, NULL, 0, path, NULL);
}

ht_err
ht_batch_sources(ht_ctx *ctx, const ht_options *opt, ht_batch *out)
{
	collector c = {.ctx = ctx, .opt = opt};

	*out = (ht_batch){0};
	if (opt->npath == 0)
		return ht_fail(ctx, HT_EUSAGE, HT_MSG_USAGE_PATHS, NULL, 0,
			opt->command, NULL);
	for (int i = 0; i < opt->npath; i++)
		HT_TRY(add_path(&c, opt->path[i]));
	out->job = c.job;
	out->njob = c.n;
	return HT_OK;
}

ht_err
ht_batch_collect(ht_ctx *ctx, const ht_options *opt, ht_batch *out)
{
	bool single = is_file_output(opt->output);

	if (!single && opt->npath > 0)
		HT_TRY(check_folder(ctx, opt->output));
	HT_TRY(ht_batch_sources(ctx, opt, out));
	out->single = single;
	if (!single)
		return check_clashes(ctx, out);
	if (out->njob != 1)
		return ht_fail(ctx, HT_EUSAGE, HT_MSG_USAGE_ONE, NULL, 0, NULL);
	out->job[0].output = opt->output;
	return HT_OK;
}

void
ht_batch_drop(ht_batch *b)
{
	for (size_t i = 0; i < b->njob; i++) {
		ht_buf_drop(&b->job[i].messages);
		ht_buf_drop(&b->job[i].chosen);
		free(b->job[i].line);
	}
}
