/* SPDX-License-Identifier: Apache-2.0
 *
 * The sources of a batch: files as they are named, folders for their text
 * files, in the order of their names; and where each one's output goes. Folders
 * are read in the order in which the file system has them, and sorted in the
 * batch's table.  Of a shard's batch all sources are counted, but only its own
 * are kept.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "app/check.h"
#include "app/pathname.h"
#include "app/store.h"
#include "base/hash.h"
#include "base/io.h"

typedef struct {
	ht_ctx *ctx;
	const ht_options *opt;
	ht_batch *batch;
	int argument; /* of the command line */
	size_t nfound;
	int64_t folder; /* the last one that was read */
	const sigset_t *end;
	bool outputs; /* they are asked for */
	bool single; /* all to one file */
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

static void
find(collector *c, bool below, const char *rel)
{
	ht_store_add_found(c->batch, &(ht_found){c->argument, below, rel});
	c->nfound++;
}

/* The path of an entry of a folder, in a buffer that is used again. */
static const char *
join(ht_buf *b, ht_str folder, const char *name)
{
	b->n = 0;
	ht_buf_addstr(b, folder);
	if (folder.n)
		ht_buf_addc(b, '/');
	ht_buf_adds(b, name);
	return b->p;
}

/* A folder that cannot be read fails by itself, as a source would: its path
 * with a slash at the end is no file's. */
static void
find_unreadable(collector *c, bool below, const char *rel)
{
	ht_buf path = {0};

	join(&path, ht_str_from(rel), "");
	find(c, below, path.p);
	ht_buf_drop(&path);
}

static void
tell_circle(const collector *c, const char *path)
{
	ht_lang lang = c->opt->lang;
	ht_buf text = {0};

	ht_buf_addf(&text, "%s: %s: ", path,
		ht_severity_name(HT_SEV_WARNING, lang));
	ht_say(&text, lang, HT_MSG_SOURCE_CIRCLE, NULL, NULL, NULL);
	ht_buf_addc(&text, '\n');
	fwrite(text.p, 1, text.n, stderr);
	ht_buf_drop(&text);
}

static void
find_folder(collector *c, int64_t parent, const char *full, const char *rel,
	const struct stat *st)
{
	ht_folder f = {parent, st->st_dev, st->st_ino, rel};

	if (ht_store_is_above(c->batch, &f))
		tell_circle(c, full);
	else
		ht_store_add_folder(c->batch, &f);
}

static void
find_entry(collector *c, int64_t parent, const char *full, const char *rel)
{
	struct stat st;

	if (stat(full, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			find_folder(c, parent, full, rel, &st);
		else if (S_ISREG(st.st_mode) && is_source(rel))
			find(c, true, rel);
	} else if (errno != ENOENT && is_source(rel))
		find(c, true, rel);
	else if (errno != ENOENT && errno != ELOOP)
		find_unreadable(c, true, rel);
}

static bool
must_end(collector *c)
{
	if (!c->batch->stopped)
		c->batch->stopped = ht_batch_must_end(c->end);
	return c->batch->stopped;
}

/* Finds what stands in one folder; the folders in it are for later, so that
 * one is open at a time. */
static void
find_in(collector *c, int64_t id, const char *path, const char *rel)
{
	DIR *d = opendir(path);
	const struct dirent *entry;
	ht_buf full = {0}, below = {0};

	while (d && !must_end(c) && (errno = 0, entry = readdir(d)) != NULL) {
		const char *name = entry->d_name;

		if (name[0] != '.')
			find_entry(c, id, join(&full, ht_str_from(path), name),
				join(&below, ht_str_from(rel), name));
	}
	if (!c->batch->stopped && (!d || errno)) {
		bool top = *rel == '\0';

		find_unreadable(c, !top, top ? path : rel);
	}
	if (d)
		closedir(d);
	ht_buf_drop(&full);
	ht_buf_drop(&below);
}

/* Finds all sources of a folder, at any depth. */
static void
find_all(collector *c, const char *top, const struct stat *st)
{
	ht_buf path = {0};
	const char *rel;

	ht_store_add_folder(
		c->batch, &(ht_folder){0, st->st_dev, st->st_ino, ""});
	while (!must_end(c) &&
		ht_store_next_folder(c->batch, &c->folder, &rel)) {
		join(&path, ht_str_from(top), rel);
		if (*rel == '\0')
			path.p[path.n - 1] = '\0';
		find_in(c, c->folder, path.p, rel);
	}
	ht_buf_drop(&path);
}

static ht_err
find_argument(collector *c, const char *path)
{
	size_t before = c->nfound;
	struct stat st;

	/* One that is not there fails by itself, not the whole batch. */
	if (stat(path, &st) < 0 || !S_ISDIR(st.st_mode)) {
		const char *slash = strrchr(path, '/');

		find(c, false, slash ? slash + 1 : path);
		return HT_OK;
	}
	find_all(c, path, &st);
	if (c->batch->stopped)
		return HT_OK;
	if (c->nfound == before)
		return ht_fail(
			c->ctx, HT_EUSAGE, HT_MSG_USAGE_EMPTY, path, 0, NULL);
	return HT_OK;
}

/* Two sources that would write one file are refused. */
static ht_err
fail_clash(collector *c, const char *source, const char *output)
{
	ht_stored other;

	if (c->single)
		return ht_fail(
			c->ctx, HT_EUSAGE, HT_MSG_USAGE_ONE, NULL, 0, NULL);
	if (!ht_store_find(c->batch, output, &other))
		return ht_rows_check(c->ctx, &c->batch->rows);
	return ht_fail(c->ctx, HT_EUSAGE, HT_MSG_USAGE_CLASH, source, 0,
		other.source, output, NULL);
}

/* The output is NAME.pdf in a folder of the output. */
static const char *
output_of(collector *c, ht_str stem, ht_buf *b)
{
	if (!c->outputs || c->single)
		return c->single ? c->opt->output : NULL;
	b->n = 0;
	ht_buf_addf(b, "%s/%.*s.%s", c->opt->output, (int)stem.n, stem.p,
		c->opt->format == HT_FORMAT_PDF ? "pdf" : "display");
	ht_pathname_clean(b->p);
	return b->p;
}

/* A folder that could not be read. */
static bool
is_folder(const ht_found *f)
{
	return ht_str_ends(ht_str_from(f->rel), "/");
}

static const char *
source_of(collector *c, const ht_found *f, ht_buf *b)
{
	const char *path = c->opt->path[f->argument];

	if (!f->below)
		return is_folder(f) ? f->rel : path;
	ht_pathname_join(b, path, f->rel);
	if (is_folder(f)) {
		b->n = strlen(b->p);
		ht_buf_addc(b, '/');
	}
	return b->p;
}

/* Makes a job of a source, if it is the shard's. */
static ht_err
add_job(collector *c, const ht_found *f, ht_buf *source, ht_buf *output)
{
	ht_batch *b = c->batch;
	ht_str stem = stem_of(f->rel);
	int64_t place = (int64_t)b->nsource++;
	const char *path, *to;

	b->input = ht_hash_add(b->input, (ht_str){f->rel, strlen(f->rel) + 1});
	if (!ht_shard_takes(&c->opt->shard, stem))
		return HT_OK;
	path = source_of(c, f, source);
	to = is_folder(f) ? NULL : output_of(c, stem, output);
	if (!ht_store_add(b, place, path, to))
		return fail_clash(c, path, to);
	b->njob++;
	return HT_OK;
}

static ht_err
add_jobs(collector *c)
{
	ht_buf source = {0}, output = {0};
	ht_err err = HT_OK;
	ht_found f;

	while (err == HT_OK && !must_end(c) &&
		ht_store_next_found(c->batch, &f))
		err = add_job(c, &f, &source, &output);
	ht_buf_drop(&source);
	ht_buf_drop(&output);
	return err == HT_OK ? ht_rows_check(c->ctx, &c->batch->rows) : err;
}

static ht_err
collect(collector *c)
{
	const ht_options *opt = c->opt;

	*c->batch = (ht_batch){.input = HT_HASH_START};
	if (opt->npath == 0)
		return ht_fail(c->ctx, HT_EUSAGE, HT_MSG_USAGE_PATHS, NULL, 0,
			opt->command, NULL);
	HT_TRY(ht_store_open(c->ctx, c->batch));
	for (c->argument = 0; c->argument < opt->npath && !must_end(c);
		c->argument++)
		HT_TRY(find_argument(c, opt->path[c->argument]));
	return add_jobs(c);
}

ht_err
ht_batch_sources(ht_ctx *ctx, const ht_options *opt, ht_batch *out)
{
	return collect(&(collector){.ctx = ctx, .opt = opt, .batch = out});
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
ht_batch_collect(
	ht_ctx *ctx, const ht_options *opt, const sigset_t *end, ht_batch *out)
{
	bool single = !opt->output_folder && is_file_output(opt->output);

	if (single && opt->shard.of)
		return ht_fail(ctx, HT_EUSAGE, HT_MSG_SHARD_FOLDER, NULL, 0,
			opt->output, NULL);
	if (!single && opt->npath > 0)
		HT_TRY(check_folder(ctx, opt->output));
	HT_TRY(collect(&(collector){.ctx = ctx,
		.opt = opt,
		.batch = out,
		.end = end,
		.outputs = true,
		.single = single}));
	out->single = single;
	return HT_OK;
}

void
ht_batch_drop(ht_batch *b)
{
	ht_store_close(b);
}
