/* SPDX-License-Identifier: Apache-2.0
 *
 * What is done, on disk and not in memory.  While a batch runs, each document
 * that is finished adds its entry, one line, to manifest.part; at the end (or
 * at an interrupt) manifest.json is put together from these lines and those of
 * the last manifest that are still true, in the order of the jobs, and
 * manifest.part goes.  A run that was killed leaves manifest.part, and the
 * next one goes on from it: a line is added after its PDF has its name, and a
 * line that was cut off is none.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/app.h"

#define ENTRY_BEGINS "{\"source\":"
#define PID_BEGINS "{\"pid\":"
#define KEY_BASE 16

typedef struct {
	ht_job **by_output; /* sorted */
	size_t n;
	long pid[64]; /* of runs that did not end */
	size_t npid;
} loader;

static int
compare_outputs(const void *a, const void *b)
{
	return strcmp(
		(*(ht_job *const *)a)->output, (*(ht_job *const *)b)->output);
}

static ht_job *
find_job(const loader *d, const char *output)
{
	ht_job key = {.output = output}, *p = &key, **found;

	if (!output)
		return NULL;
	found = bsearch(
		&p, d->by_output, d->n, sizeof *d->by_output, compare_outputs);
	return found ? *found : NULL;
}

/* Notes what a line says of the job that it tells of. */
static void
load_line(loader *d, int file, off_t at, const char *line, size_t n)
{
	json_t *o = json_loadb(line, n, 0, NULL);
	const char *key = json_string_value(json_object_get(o, "key"));
	const char *source = json_string_value(json_object_get(o, "source"));
	ht_job *j =
		find_job(d, json_string_value(json_object_get(o, "output")));

	if (j && key && source && strcmp(source, j->source) == 0) {
		j->entry = (ht_entry){.file = file, .at = at, .n = n};
		j->entry.key = strtoull(key, NULL, KEY_BASE);
		j->entry.pages =
			(int)json_integer_value(json_object_get(o, "pages"));
		j->entry.faults =
			(int)json_integer_value(json_object_get(o, "faults"));
	}
	json_decref(o);
}

static void
load_file(loader *d, int file, const char *path)
{
	FILE *f = fopen(path, "re");
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	off_t at = 0;

	while (f && (n = getline(&line, &cap, f)) > 0) {
		size_t len = (size_t)n;

		while (len > 0 && strchr("\n,", line[len - 1]))
			len--;
		if (strncmp(line, ENTRY_BEGINS, strlen(ENTRY_BEGINS)) == 0)
			load_line(d, file, at, line, len);
		if (strncmp(line, PID_BEGINS, strlen(PID_BEGINS)) == 0 &&
			d->npid < sizeof d->pid / sizeof *d->pid)
			d->pid[d->npid++] =
				strtol(line + strlen(PID_BEGINS), NULL, 10);
		at += n;
	}
	free(line);
	if (f)
		fclose(f);
}

/* What a killed run had begun to write. */
static void
sweep(const loader *d, ht_ctx *ctx)
{
	for (size_t p = 0; p < d->npid; p++) {
		if (d->pid[p] <= 0 || kill((pid_t)d->pid[p], 0) == 0)
			continue;
		for (size_t i = 0; i < d->n; i++)
			unlink(ht_fmt(ctx->arena, "%s.%ld.part",
				d->by_output[i]->output, d->pid[p]));
	}
}

void
ht_ledger_open(ht_ctx *ctx, const ht_options *opt, ht_batch *b, ht_ledger *l)
{
	loader d = {.n = b->njob};

	*l = (ht_ledger){.fd = {-1, -1}};
	l->path[HT_LEDGER_OLD] =
		ht_fmt(ctx->arena, "%s/manifest.json", opt->output);
	l->path[HT_LEDGER_NEW] =
		ht_fmt(ctx->arena, "%s/manifest.part", opt->output);
	if (b->single)
		return;
	d.by_output = HT_ARRAY(ctx->arena, ht_job *, b->njob);
	for (size_t i = 0; i < b->njob; i++)
		d.by_output[i] = &b->job[i];
	qsort(d.by_output, d.n, sizeof *d.by_output, compare_outputs);
	for (int i = 0; i < HT_LEDGER__MAX; i++) {
		l->fd[i] = open(l->path[i],
			(i == HT_LEDGER_NEW ? O_RDWR | O_APPEND : O_RDONLY) |
				O_CLOEXEC);
		l->dirty |= i == HT_LEDGER_NEW && l->fd[i] >= 0;
		load_file(&d, i, l->path[i]);
	}
	sweep(&d, ctx);
}

static ht_err
fail(ht_ctx *ctx, const char *path)
{
	return ht_fail(
		ctx, HT_EIO, HT_MSG_IO_WRITE, path, 0, strerror(errno), NULL);
}

/* The first line of a run.  The line break ends what a killed run left. */
static ht_err
begin(ht_ctx *ctx, ht_ledger *l)
{
	const char *path = l->path[HT_LEDGER_NEW];
	int fd = l->fd[HT_LEDGER_NEW];
	char line[64];
	int n;

	if (fd < 0)
		fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
	if (fd < 0)
		return fail(ctx, path);
	l->fd[HT_LEDGER_NEW] = fd;
	l->dirty = l->begun = true;
	n = snprintf(
		line, sizeof line, "\n" PID_BEGINS "%ld}\n", (long)getpid());
	return write(fd, line, (size_t)n) == n ? HT_OK : fail(ctx, path);
}

/* One write a line, with a line break in the place of its NUL. */
ht_err
ht_ledger_add(ht_ctx *ctx, ht_ledger *l, ht_job *j, char *entry)
{
	size_t n = strlen(entry);
	int fd;

	if (!l->begun)
		HT_TRY(begin(ctx, l));
	fd = l->fd[HT_LEDGER_NEW];
	entry[n] = '\n';
	if (write(fd, entry, n + 1) != (ssize_t)n + 1)
		return fail(ctx, l->path[HT_LEDGER_NEW]);
	j->entry = (ht_entry){.file = HT_LEDGER_NEW,
		.at = lseek(fd, 0, SEEK_CUR) - (off_t)n - 1,
		.n = n,
		.key = j->key,
		.pages = j->pages,
		.faults = j->faults};
	return HT_OK;
}

/* Copies the line of a job; false when it cannot be read. */
static bool
copy_entry(const ht_ledger *l, const ht_job *j, ht_buf *line, FILE *to)
{
	const ht_entry *e = &j->entry;
	size_t got = 0;

	line->n = 0;
	while (line->n < e->n)
		ht_buf_addc(line, ' ');
	while (got < e->n) {
		ssize_t n = pread(l->fd[e->file], line->p + got, e->n - got,
			e->at + (off_t)got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		got += (size_t)n;
	}
	return fwrite(line->p, 1, e->n, to) == e->n;
}

static bool
write_all(const ht_ledger *l, const ht_batch *b, const ht_engine *e, FILE *f)
{
	char *head = ht_manifest_head(e);
	bool good = head && fprintf(f, "%s", head) > 0, first = true;
	ht_buf line = {0};

	for (size_t i = 0; good && i < b->njob; i++) {
		if (b->job[i].failed || !b->job[i].entry.n)
			continue;
		good = fputs(first ? "\n" : ",\n", f) >= 0 &&
		       copy_entry(l, &b->job[i], &line, f);
		first = false;
	}
	good = good && fputs("\n]}\n", f) >= 0;
	ht_buf_drop(&line);
	free(head);
	return good;
}

ht_err
ht_ledger_finish(
	ht_ctx *ctx, ht_ledger *l, const ht_batch *b, const ht_engine *e)
{
	const char *path = l->path[HT_LEDGER_OLD];
	const char *beside =
		ht_fmt(ctx->arena, "%s.%ld.part", path, (long)getpid());
	FILE *f = fopen(beside, "we");
	bool good;

	if (!f)
		return fail(ctx, path);
	good = write_all(l, b, e, f);
	good = fclose(f) == 0 && good;
	if (!good || rename(beside, path) < 0) {
		ht_err err = fail(ctx, path);

		unlink(beside);
		return err;
	}
	unlink(l->path[HT_LEDGER_NEW]);
	return HT_OK;
}

void
ht_ledger_close(ht_ledger *l)
{
	for (int i = 0; i < HT_LEDGER__MAX; i++) {
		if (l->path[i] && l->fd[i] >= 0)
			close(l->fd[i]);
	}
}
