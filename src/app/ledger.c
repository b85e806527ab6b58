/* SPDX-License-Identifier: Apache-2.0
 *
 * What is done, on disk and not in memory.  While a batch runs, each document
 * that is finished adds its entry, one line, to manifest.part; at the end (or
 * at an interrupt) manifest.json is put together from these lines and those of
 * the last manifest that are still true, in the order of the jobs, and
 * manifest.part goes.  A run that was killed leaves manifest.part, and the
 * next one goes on from it: a line is added after its PDF has its name, and a
 * line that was cut off is none.  Documents of other runs into the same folder
 * follow those of the batch, as long as their source and output are there.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app.h"

#define ENTRY_BEGINS "{\"source\":"
#define PID_BEGINS "{\"pid\":"
#define KEY_BASE 16

typedef struct {
	ht_ctx *ctx;
	ht_ledger *ledger;
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

static const char *
text_of(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

static json_int_t
number_of(const json_t *o, const char *key)
{
	return json_integer_value(json_object_get(o, key));
}

/* What a line of n bytes says; n is 0 when it is no entry. */
static ht_entry
read_entry(const json_t *o, size_t n)
{
	const char *key = text_of(o, "key");

	if (!key || !text_of(o, "source") || !text_of(o, "output"))
		return (ht_entry){0};
	return (ht_entry){.n = n,
		.key = strtoull(key, NULL, KEY_BASE),
		.bytes = (off_t)number_of(o, "bytes"),
		.pages = (int)number_of(o, "pages"),
		.faults = (int)number_of(o, "faults"),
		.outside = json_object_get(o, "outside") != NULL};
}

static void
add_other(loader *d, const json_t *o, ht_entry e)
{
	ht_ledger *l = d->ledger;
	ht_arena *a = d->ctx->arena;

	HT_ROOM(a, l->other, l->nother, l->capother);
	l->other[l->nother++] = (ht_job){.entry = e,
		.source = ht_fmt(a, "%s", text_of(o, "source")),
		.output = ht_fmt(a, "%s", text_of(o, "output"))};
}

/* Notes what a line says of the job that it tells of.  Of lines of one output
 * the last is true. */
static void
load_line(loader *d, int file, off_t at, const char *line, size_t n)
{
	json_t *o = json_loadb(line, n, 0, NULL);
	ht_entry e = read_entry(o, n);
	ht_job *j = find_job(d, text_of(o, "output"));

	e.file = file;
	e.at = at;
	if (e.n && !j)
		add_other(d, o, e);
	else if (e.n && strcmp(text_of(o, "source"), j->source) == 0)
		j->entry = e;
	else if (j)
		j->entry = (ht_entry){0};
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

/* By output, then in the order in which they were written. */
static int
compare_others(const void *a, const void *b)
{
	const ht_job *x = a, *y = b;
	int order = strcmp(x->output, y->output);

	if (order == 0)
		order = x->entry.file - y->entry.file;
	if (order == 0)
		order = x->entry.at < y->entry.at ? -1 : 1;
	return order;
}

bool
ht_ledger_is_whole(const ht_job *j)
{
	struct stat st;

	return stat(j->output, &st) == 0 && access(j->output, R_OK) == 0 &&
	       st.st_size == j->entry.bytes;
}

/* Documents of other runs: of each output the last, if it is still there. */
static void
sift_others(ht_ledger *l)
{
	size_t n = 0;

	if (l->nother)
		qsort(l->other, l->nother, sizeof *l->other, compare_others);
	for (size_t i = 0; i < l->nother; i++) {
		const ht_job *j = &l->other[i];
		bool last = i + 1 == l->nother ||
			    strcmp(j->output, j[1].output) != 0;

		if (last && access(j->source, F_OK) == 0 &&
			ht_ledger_is_whole(j))
			l->other[n++] = *j;
		else
			l->dirty = true;
	}
	l->nother = n;
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
	loader d = {.ctx = ctx, .ledger = l, .n = b->njob};

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
	sift_others(l);
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
	int *fd = &l->fd[HT_LEDGER_NEW];
	char line[64];
	int n;

	if (*fd < 0)
		*fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
	if (*fd < 0)
		return fail(ctx, path);
	l->dirty = l->begun = true;
	n = snprintf(
		line, sizeof line, "\n" PID_BEGINS "%ld}\n", (long)getpid());
	return write(*fd, line, (size_t)n) == n ? HT_OK : fail(ctx, path);
}

/* One write a line, with a line break in the place of its NUL. */
ht_err
ht_ledger_add(ht_ctx *ctx, ht_ledger *l, ht_job *j)
{
	size_t n = strlen(j->line);
	ssize_t written;
	int fd;

	if (!l->begun)
		HT_TRY(begin(ctx, l));
	fd = l->fd[HT_LEDGER_NEW];
	j->line[n] = '\n';
	written = write(fd, j->line, n + 1);
	free(j->line);
	j->line = NULL;
	if (written != (ssize_t)n + 1)
		return fail(ctx, l->path[HT_LEDGER_NEW]);
	j->entry = (ht_entry){.file = HT_LEDGER_NEW,
		.at = lseek(fd, 0, SEEK_CUR) - written,
		.n = n};
	return HT_OK;
}

/* A job's line; false when it cannot be read. */
static bool
read_line(const ht_ledger *l, const ht_job *j, ht_buf *line)
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
	return true;
}

json_t *
ht_ledger_entry(const ht_ledger *l, const ht_job *j)
{
	ht_buf line = {0};
	json_t *entry = NULL;

	if (read_line(l, j, &line))
		entry = json_loadb(line.p, line.n, 0, NULL);
	ht_buf_drop(&line);
	return entry;
}

typedef struct {
	const ht_ledger *ledger;
	FILE *file;
	ht_buf line;
	size_t n; /* entries so far */
} writer;

/* Copies the lines of jobs.  What this run did not come to is true while its
 * output is whole. */
static bool
copy_entries(writer *w, const ht_job *job, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const ht_job *j = &job[i];

		if (j->failed || !j->entry.n ||
			(!j->done && !ht_ledger_is_whole(j)))
			continue;
		if (!read_line(w->ledger, j, &w->line) ||
			fputs(w->n++ ? ",\n" : "\n", w->file) < 0 ||
			fwrite(w->line.p, 1, w->line.n, w->file) != w->line.n)
			return false;
	}
	return true;
}

static bool
write_all(const ht_ledger *l, const ht_batch *b, const char *head, FILE *f)
{
	writer w = {.ledger = l, .file = f};
	bool good = fputs(head, f) >= 0 && copy_entries(&w, b->job, b->njob) &&
		    copy_entries(&w, l->other, l->nother) &&
		    fputs("\n]}\n", f) >= 0;

	ht_buf_drop(&w.line);
	return good;
}

/* Has this run found all as the last one left it? */
static bool
is_true(const ht_ledger *l, const ht_batch *b, const char *head)
{
	ht_job start = {
		.entry = {.file = HT_LEDGER_OLD, .n = strlen(head)},
	};
	ht_buf old = {0};
	bool same = !l->dirty;

	for (size_t i = 0; same && i < b->njob; i++)
		same = b->job[i].unchanged;
	same = same && read_line(l, &start, &old) &&
	       memcmp(old.p, head, old.n) == 0;
	ht_buf_drop(&old);
	return same;
}

static bool
same_bytes(const char *path, const char *other)
{
	FILE *a = fopen(path, "re"), *b = fopen(other, "re");
	char x[BUFSIZ], y[BUFSIZ];
	size_t n;
	bool same = a && b;

	while (same && (n = fread(x, 1, sizeof x, a)) > 0)
		same = fread(y, 1, n, b) == n && memcmp(x, y, n) == 0;
	same = same && !ferror(a) && fgetc(b) == EOF;
	if (a)
		fclose(a);
	if (b)
		fclose(b);
	return same;
}

/* Puts the new manifest in the place of the old one, which stays when it says
 * the same. */
static ht_err
replace(ht_ctx *ctx, const ht_ledger *l, const ht_batch *b, const char *head)
{
	const char *path = l->path[HT_LEDGER_OLD];
	const char *beside =
		ht_fmt(ctx->arena, "%s.%ld.part", path, (long)getpid());
	FILE *f = fopen(beside, "we");
	bool good;

	if (!f)
		return fail(ctx, path);
	good = write_all(l, b, head, f);
	good = fclose(f) == 0 && good;
	if (good && same_bytes(beside, path))
		unlink(beside);
	else if (!good || rename(beside, path) < 0) {
		ht_err err = fail(ctx, path);

		unlink(beside);
		return err;
	}
	unlink(l->path[HT_LEDGER_NEW]);
	return HT_OK;
}

ht_err
ht_ledger_finish(
	ht_ctx *ctx, ht_ledger *l, const ht_batch *b, const ht_engine *e)
{
	char *head;
	ht_err err = HT_OK;

	if (l->fd[HT_LEDGER_OLD] < 0 && l->fd[HT_LEDGER_NEW] < 0)
		return HT_OK; /* nothing to tell of: leave no manifest */
	head = ht_manifest_head(e);
	if (!head)
		return ht_fail(ctx, HT_EINTERNAL, HT_MSG_INTERNAL, NULL, 0,
			"manifest", NULL);
	if (!is_true(l, b, head))
		err = replace(ctx, l, b, head);
	free(head);
	return err;
}

void
ht_ledger_close(ht_ledger *l)
{
	for (int i = 0; i < HT_LEDGER__MAX; i++) {
		if (l->fd[i] >= 0)
			close(l->fd[i]);
	}
}
