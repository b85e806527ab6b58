/* SPDX-License-Identifier: Apache-2.0
 *
 * The sources of a batch: files as they are named, folders for their text
 * files, in the order of their names; and where each one's output goes.  Of a
 * shard's batch all sources are counted, but only its own are kept.
 */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "app/app.h"
#include "base/hash.h"
#include "base/io.h"

#define FIRST_JOBS 256
#define MAX_DEPTH 32 /* folders in folders */

typedef struct {
	ht_ctx *ctx;
	const ht_options *opt;
	ht_batch *batch;
	size_t cap;
} collector;

/* A.TXT too: so programs of old name their files. */
static bool
is_source(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && dot > name &&
	       (strcasecmp(dot, ".txt") == 0 || strcasecmp(dot, ".md") == 0);
}

/* A path without its ending. */
static ht_str
stem_of(const char *rel)
{
	const char *dot = strrchr(rel, '.');
	const char *slash = strrchr(rel, '/');
	bool ends = dot && dot != rel && (!slash || dot > slash + 1);

	return (ht_str){rel, ends ? (size_t)(dot - rel) : strlen(rel)};
}

static ht_job *
add_job(collector *c)
{
	ht_batch *b = c->batch;

	if (b->njob == c->cap) {
		c->cap = c->cap ? c->cap * 2 : FIRST_JOBS;
		b->job = realloc(b->job, c->cap * sizeof *b->job);
		if (!b->job)
			abort(); /* out of memory */
	}
	return &b->job[b->njob++];
}

/* rel is the path below the folder that was named.  The output is NAME.pdf in
 * a folder of the output. */
static void
add(collector *c, const char *path, const char *rel)
{
	ht_arena *a = c->ctx->arena;
	ht_batch *b = c->batch;
	ht_str stem = stem_of(rel);
	uint32_t place = (uint32_t)b->nsource++;

	b->input = ht_hash_add(b->input, (ht_str){rel, strlen(rel) + 1});
	if (!ht_shard_takes(&c->opt->shard, stem))
		return;
	*add_job(c) = (ht_job){.source = ht_fmt(a, "%s", path),
		.output = ht_fmt(a, "%s/%.*s.%s", c->opt->output, (int)stem.n,
			stem.p,
			c->opt->format == HT_FORMAT_PDF ? "pdf" : "display"),
		.place = place};
}

/* Byte order of the names: the same on every machine and in every locale. */
static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* The path of an entry of a folder, in a buffer that is used again. */
static const char *
join(ht_buf *b, const char *folder, const char *name)
{
	b->n = 0;
	ht_buf_adds(b, folder);
	if (*folder)
		ht_buf_addc(b, '/');
	ht_buf_adds(b, name);
	ht_buf_addc(b, '\0');
	return b->p;
}

static ht_err
add_folder(collector *c, const char *path, const char *rel, int depth);

static ht_err
add_entry(collector *c, const char *full, const char *below, int depth)
{
	struct stat st;

	if (stat(full, &st) < 0)
		return HT_OK;
	if (S_ISDIR(st.st_mode) && depth < MAX_DEPTH)
		return add_folder(c, full, below, depth + 1);
	if (S_ISREG(st.st_mode) && is_source(below))
		add(c, full, below);
	return HT_OK;
}

static ht_err
add_folder(collector *c, const char *path, const char *rel, int depth)
{
	struct dirent **entry;
	int n = scandir(path, &entry, NULL, by_name);
	ht_buf full = {0}, below = {0};
	ht_err err = HT_OK;

	if (n < 0)
		return ht_fail(c->ctx, HT_EIO, HT_MSG_IO_OPEN, path, 0,
			strerror(errno), NULL);
	for (int i = 0; i < n; i++) {
		const char *name = entry[i]->d_name;

		if (err == HT_OK && name[0] != '.')
			err = add_entry(c, join(&full, path, name),
				join(&below, rel, name), depth);
		free(entry[i]);
	}
	free(entry);
	ht_buf_drop(&full);
	ht_buf_drop(&below);
	return err;
}

static ht_err
add_path(collector *c, const char *path)
{
	struct stat st;
	size_t before = c->batch->nsource, n = strlen(path);
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
	if (c->batch->nsource == before)
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

static void
sort_outputs(ht_batch *b)
{
	b->by_output = malloc((b->njob + 1) * sizeof(ht_job *));
	if (!b->by_output)
		abort(); /* out of memory */
	for (size_t i = 0; i < b->njob; i++)
		b->by_output[i] = &b->job[i];
	qsort(b->by_output, b->njob, sizeof *b->by_output, by_output);
}

/* Two sources that would write one file are refused. */
static ht_err
check_clashes(ht_ctx *ctx, const ht_batch *b)
{
	for (size_t i = 1; i < b->njob; i++) {
		const ht_job *x = b->by_output[i - 1], *y = b->by_output[i];

		if (strcmp(x->output, y->output) == 0)
			return ht_fail(ctx, HT_EUSAGE, HT_MSG_USAGE_CLASH,
				y->source, 0, x->source, y->output, NULL);
	}
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
	collector c = {.ctx = ctx, .opt = opt, .batch = out};

	*out = (ht_batch){.input = HT_HASH_START};
	if (opt->npath == 0)
		return ht_fail(ctx, HT_EUSAGE, HT_MSG_USAGE_PATHS, NULL, 0,
			opt->command, NULL);
	for (int i = 0; i < opt->npath; i++)
		HT_TRY(add_path(&c, opt->path[i]));
	return HT_OK;
}

ht_err
ht_batch_collect(ht_ctx *ctx, const ht_options *opt, ht_batch *out)
{
	bool single = is_file_output(opt->output);

	if (single && opt->shard.of)
		return ht_fail(ctx, HT_EUSAGE, HT_MSG_SHARD_FOLDER, NULL, 0,
			opt->output, NULL);
	if (!single && opt->npath > 0)
		HT_TRY(check_folder(ctx, opt->output));
	HT_TRY(ht_batch_sources(ctx, opt, out));
	out->single = single;
	if (!single) {
		sort_outputs(out);
		return check_clashes(ctx, out);
	}
	if (out->njob != 1)
		return ht_fail(ctx, HT_EUSAGE, HT_MSG_USAGE_ONE, NULL, 0, NULL);
	out->job[0].output = opt->output;
	return HT_OK;
}

void
ht_said_drop(ht_job *j)
{
	if (!j->said)
		return;
	ht_buf_drop(&j->said->messages);
	ht_buf_drop(&j->said->chosen);
	free(j->said->line);
	free(j->said);
	j->said = NULL;
}

void
ht_batch_drop(ht_batch *b)
{
	for (size_t i = 0; i < b->njob; i++)
		ht_said_drop(&b->job[i]);
	free(b->by_output);
	free(b->job);
}
