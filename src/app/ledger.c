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
 *
 * A shard has files of its own, manifest.K-of-N.json and .part, so that no two
 * processes write to one; see ledger_write.c.  On its first run it also reads
 * manifest.json, so that what was joined before is not made again.
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

#include "app/ledger.h"

#define ENTRY_BEGINS "{\"source\":"
#define ENTRY_LONG ",\"elements\":["
#define PID_BEGINS "{\"pid\":"
#define KEY_BASE 16
#define FIRST_OTHERS 256

typedef struct {
	ht_ctx *ctx;
	ht_ledger *ledger;
	const ht_batch *batch;
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
	found = bsearch(&p, d->batch->by_output, d->batch->njob,
		sizeof *d->batch->by_output, compare_outputs);
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

/* Is a line one whole JSON value?  A killed run may have left half a line. */
static bool
is_closed(const char *line, size_t n)
{
	int depth = 0;
	bool quoted = false;

	for (size_t i = 0; i < n; i++) {
		if (line[i] == '"')
			quoted = !quoted;
		else if (quoted)
			i += line[i] == '\\';
		else if (line[i] == '{' || line[i] == '[')
			depth++;
		else if ((line[i] == '}' || line[i] == ']') && --depth == 0)
			return i + 1 == n;
	}
	return false;
}

json_t *
ht_ledger_parse(const char *line, size_t n)
{
	const char *more = strstr(line, ENTRY_LONG);
	size_t head = more ? (size_t)(more - line) : n;
	ht_buf b = {0};
	json_t *o;

	if (strncmp(line, ENTRY_BEGINS, strlen(ENTRY_BEGINS)) != 0 ||
		head > n || !is_closed(line, n))
		return NULL;
	ht_buf_add(&b, line, head);
	if (more)
		ht_buf_addc(&b, '}');
	o = json_loadb(b.p, b.n, 0, NULL);
	ht_buf_drop(&b);
	return o;
}

/* What a line of n bytes says; n is 0 when it is no entry. */
static ht_entry
read_entry(const json_t *o, size_t n)
{
	const char *key = text_of(o, "key");

	if (!key || !text_of(o, "source") || !text_of(o, "output"))
		return (ht_entry){0};
	return (ht_entry){.n = (uint32_t)n,
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

	if (l->nother == l->capother) {
		l->capother = l->capother ? l->capother * 2 : FIRST_OTHERS;
		l->other = realloc(l->other, l->capother * sizeof *l->other);
		if (!l->other)
			abort(); /* out of memory */
	}
	l->other[l->nother++] = (ht_job){.entry = e,
		.source = ht_fmt(a, "%s", text_of(o, "source")),
		.output = ht_fmt(a, "%s", text_of(o, "output"))};
}

/* Notes what a line says of the job that it tells of.  Of lines of one output
 * the last is true. */
static void
load_line(loader *d, int file, off_t at, const char *line, size_t n)
{
	json_t *o = ht_ledger_parse(line, n);
	ht_entry e = read_entry(o, n);
	ht_job *j = find_job(d, text_of(o, "output"));

	e.file = (uint8_t)file;
	e.at = at;
	if (e.n && !j && file != HT_LEDGER_JOINED)
		add_other(d, o, e);
	else if (e.n && j && strcmp(text_of(o, "source"), j->source) == 0)
		j->entry = e;
	else if (j)
		j->entry = (ht_entry){0};
	json_decref(o);
}

size_t
ht_ledger_trim(char *line, ssize_t n)
{
	while (n > 0 && strchr("\n,", line[n - 1]))
		n--;
	line[n] = '\0';
	return (size_t)n;
}

static void
load_pid(loader *d, const char *line)
{
	if (strncmp(line, PID_BEGINS, strlen(PID_BEGINS)) == 0 &&
		d->npid < sizeof d->pid / sizeof *d->pid)
		d->pid[d->npid++] = strtol(line + strlen(PID_BEGINS), NULL, 10);
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
		size_t len = ht_ledger_trim(line, n);

		if (len <= UINT32_MAX)
			load_line(d, file, at, line, len);
		load_pid(d, line);
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

/* What a killed run had begun to write.  In a container, its number may be
 * this process's. */
static void
sweep(const loader *d)
{
	ht_buf path = {0};

	for (size_t p = 0; p < d->npid; p++) {
		bool mine = d->pid[p] == (long)getpid();

		if (d->pid[p] <= 0 || (!mine && kill((pid_t)d->pid[p], 0) == 0))
			continue;
		for (size_t i = 0; i < d->batch->njob; i++) {
			path.n = 0;
			ht_buf_addf(&path, "%s.%ld.part",
				d->batch->job[i].output, d->pid[p]);
			ht_buf_addc(&path, '\0');
			unlink(path.p);
		}
	}
	ht_buf_drop(&path);
}

/* Opens a file of the ledger and loads what it says. */
static void
load(loader *d, int file, int flags)
{
	ht_ledger *l = d->ledger;

	l->fd[file] = open(l->path[file], flags | O_CLOEXEC);
	if (l->fd[file] >= 0)
		load_file(d, file, l->path[file]);
}

void
ht_ledger_open(ht_ctx *ctx, const ht_options *opt, ht_batch *b, ht_ledger *l)
{
	const ht_shard *s = &opt->shard;
	loader d = {.ctx = ctx, .ledger = l, .batch = b};

	*l = (ht_ledger){.opt = opt, .fd = {-1, -1, -1}};
	if (b->single)
		return;
	l->path[HT_LEDGER_JOINED] = ht_shard_manifest(
		ctx->arena, &(ht_shard){0}, opt->output, "json");
	l->path[HT_LEDGER_OLD] =
		ht_shard_manifest(ctx->arena, s, opt->output, "json");
	l->path[HT_LEDGER_NEW] =
		ht_shard_manifest(ctx->arena, s, opt->output, "part");
	if (s->of && access(l->path[HT_LEDGER_OLD], F_OK) < 0)
		load(&d, HT_LEDGER_JOINED, O_RDONLY);
	load(&d, HT_LEDGER_OLD, O_RDONLY);
	load(&d, HT_LEDGER_NEW, O_RDWR | O_APPEND);
	l->dirty = l->fd[HT_LEDGER_NEW] >= 0;
	sift_others(l);
	sweep(&d);
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
	char *line = j->said->line;
	size_t n = strlen(line);
	ssize_t written;
	int fd;

	if (!l->begun)
		HT_TRY(begin(ctx, l));
	fd = l->fd[HT_LEDGER_NEW];
	line[n] = '\n';
	written = write(fd, line, n + 1);
	free(line);
	j->said->line = NULL;
	if (written != (ssize_t)n + 1)
		return fail(ctx, l->path[HT_LEDGER_NEW]);
	j->entry.file = HT_LEDGER_NEW;
	j->entry.at = lseek(fd, 0, SEEK_CUR) - written;
	j->entry.n = (uint32_t)n;
	return HT_OK;
}

bool
ht_ledger_read_at(int fd, off_t at, size_t n, ht_buf *line)
{
	size_t got = 0;

	line->n = 0;
	while (line->n < n)
		ht_buf_addc(line, ' ');
	while (got < n) {
		ssize_t more =
			pread(fd, line->p + got, n - got, at + (off_t)got);

		if (more < 0 && errno == EINTR)
			continue;
		if (more <= 0)
			return false;
		got += (size_t)more;
	}
	return true;
}

bool
ht_ledger_read(const ht_ledger *l, const ht_job *j, ht_buf *line)
{
	const ht_entry *e = &j->entry;

	return ht_ledger_read_at(l->fd[e->file], e->at, e->n, line);
}

json_t *
ht_ledger_entry(const ht_ledger *l, const ht_job *j)
{
	ht_buf line = {0};
	json_t *entry = NULL;

	if (ht_ledger_read(l, j, &line))
		entry = json_loadb(line.p, line.n, 0, NULL);
	ht_buf_drop(&line);
	return entry;
}

void
ht_ledger_close(ht_ledger *l)
{
	for (int i = 0; i < HT_LEDGER__MAX; i++) {
		if (l->fd[i] >= 0)
			close(l->fd[i]);
	}
	free(l->other);
}
