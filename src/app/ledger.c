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
#include "app/pathname.h"
#include "app/store.h"

#define ENTRY_BEGINS "{\"source\":"
#define ENTRY_LONG ",\"elements\":["
#define PID_BEGINS "{\"pid\":"
#define KEY_BASE 16

typedef struct {
	ht_ledger *ledger;
	ht_batch *batch;
	long pid[64]; /* of runs that did not end */
	size_t npid;
	ht_buf source, output; /* of the line at hand */
} loader;

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

	if (!key)
		return (ht_entry){0};
	return (ht_entry){.n = (uint32_t)n,
		.key = strtoull(key, NULL, KEY_BASE),
		.bytes = (off_t)number_of(o, "bytes"),
		.pages = (int)number_of(o, "pages"),
		.faults = (int)number_of(o, "faults"),
		.outside = json_object_get(o, "outside") != NULL};
}

/* Is a name not as this program spells it?  Then it is now. */
static bool
clean(char *path)
{
	return path && ht_pathname_clean(path);
}

/* Notes what a line says of the document that it tells of.  Of lines of one
 * output the last is true.  A line with names spelt otherwise, as programs
 * before this one did, makes way for one of this run. */
static void
load_line(loader *d, int file, off_t at, const char *line, size_t n)
{
	json_t *o = ht_ledger_parse(line, n);
	char *source = ht_pathname_read(o, "source", &d->source),
	     *output = ht_pathname_read(o, "output", &d->output);
	ht_entry e = source && output ? read_entry(o, n) : (ht_entry){0};
	ht_stored was = {0};
	bool spelt_so = !clean(source) && !clean(output);
	bool known = output && ht_store_find(d->batch, output, &was);

	e.file = (uint8_t)file;
	e.at = at;
	if (was.mine && (!e.n || !spelt_so || strcmp(source, was.source) != 0))
		e = (ht_entry){0};
	if (was.mine)
		ht_store_note(d->batch, was.row, &e);
	else if (e.n && file != HT_LEDGER_JOINED)
		ht_store_add_other(d->batch, source, output, &e);
	/* One of two lines goes. */
	if (known && !was.mine)
		d->ledger->dirty = true;
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

/* False, with errno, when it cannot be read. */
static bool
load_file(loader *d, int file, const char *path)
{
	FILE *f = fopen(path, "re");
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	off_t at = 0;
	int error = f ? 0 : errno;

	while (f && (n = getline(&line, &cap, f)) > 0) {
		size_t len = ht_ledger_trim(line, n);

		if (len <= UINT32_MAX)
			load_line(d, file, at, line, len);
		load_pid(d, line);
		at += n;
	}
	if (f && ferror(f))
		error = errno;
	free(line);
	if (f)
		fclose(f);
	errno = error;
	return error == 0;
}

bool
ht_ledger_is_whole(const ht_job *j)
{
	struct stat st;

	return stat(j->output, &st) == 0 && access(j->output, R_OK) == 0 &&
	       st.st_size == j->entry.bytes;
}

/* Documents of other runs that are no longer there. */
static void
sift_others(loader *d)
{
	ht_job *j;

	while ((j = ht_store_next_other(d->batch)) != NULL) {
		if (access(j->source, F_OK) < 0 || !ht_ledger_is_whole(j)) {
			ht_store_remove(d->batch, j->row);
			d->ledger->dirty = true;
		}
		ht_job_drop(j);
	}
}

/* Does a process run that is not this one?  In a container, the number of a
 * killed run may be this process's. */
static bool
is_running(long pid)
{
	return pid != (long)getpid() && kill((pid_t)pid, 0) == 0;
}

/* What killed runs had begun to write of a job. */
static void
sweep_job(const loader *d, const ht_job *j)
{
	ht_buf path = {0};

	for (size_t p = 0; p < d->npid; p++) {
		path.n = 0;
		ht_buf_addf(&path, "%s.%ld.part", j->output, d->pid[p]);
		unlink(path.p);
	}
	ht_buf_drop(&path);
}

static void
sweep(loader *d)
{
	ht_job *j;
	size_t n = 0;

	for (size_t p = 0; p < d->npid; p++) {
		if (d->pid[p] > 0 && !is_running(d->pid[p]))
			d->pid[n++] = d->pid[p];
	}
	d->npid = n;
	for (int64_t at = 0; n && (j = ht_store_job(d->batch, at)) != NULL;) {
		at = j->row + 1;
		sweep_job(d, j);
		ht_job_drop(j);
	}
}

/* Opens a file of the ledger and loads what it says.  One that is there and
 * cannot be read is not to be written over. */
static ht_err
load(ht_ctx *ctx, loader *d, int file, int flags)
{
	ht_ledger *l = d->ledger;
	const char *path = l->path[file];

	l->fd[file] = open(path, flags | O_CLOEXEC);
	if (l->fd[file] < 0 && (errno == ENOENT || errno == ENOTDIR))
		return HT_OK;
	if (l->fd[file] >= 0 && load_file(d, file, path))
		return HT_OK;
	return ht_fail(ctx, HT_EIO, HT_MSG_IO_MANIFEST, path, 0,
		strerror(errno), NULL);
}

static ht_err
load_all(ht_ctx *ctx, loader *d, bool shard)
{
	const char *old = d->ledger->path[HT_LEDGER_OLD];

	if (shard && access(old, F_OK) < 0)
		HT_TRY(load(ctx, d, HT_LEDGER_JOINED, O_RDONLY));
	HT_TRY(load(ctx, d, HT_LEDGER_OLD, O_RDONLY));
	return load(ctx, d, HT_LEDGER_NEW, O_RDWR | O_APPEND);
}

ht_err
ht_ledger_open(ht_ctx *ctx, const ht_options *opt, ht_batch *b, ht_ledger *l)
{
	const ht_shard *s = &opt->shard;
	loader d = {.ledger = l, .batch = b};
	ht_err err;

	*l = (ht_ledger){.opt = opt, .fd = {-1, -1, -1}};
	if (b->single)
		return HT_OK;
	l->path[HT_LEDGER_JOINED] = ht_shard_manifest(
		ctx->arena, &(ht_shard){0}, opt->output, "json");
	l->path[HT_LEDGER_OLD] =
		ht_shard_manifest(ctx->arena, s, opt->output, "json");
	l->path[HT_LEDGER_NEW] =
		ht_shard_manifest(ctx->arena, s, opt->output, "part");
	err = load_all(ctx, &d, s->of != 0);
	ht_buf_drop(&d.source);
	ht_buf_drop(&d.output);
	HT_TRY(err);
	l->dirty = l->dirty || l->fd[HT_LEDGER_NEW] >= 0;
	sift_others(&d);
	sweep(&d);
	return ht_rows_check(ctx, &b->rows);
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
	char *line = j->line;
	size_t n = strlen(line);
	ssize_t written;
	int fd;

	if (!l->begun)
		HT_TRY(begin(ctx, l));
	fd = l->fd[HT_LEDGER_NEW];
	line[n] = '\n';
	written = write(fd, line, n + 1);
	free(line);
	j->line = NULL;
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
}
