/* SPDX-License-Identifier: Apache-2.0
 *
 * The manifest, put together from lines that stand on disk.  That of a shard
 * also tells of each document its place among all sources, and of each source
 * that it did not bring to an end: {"missing":SOURCE,"place":N}; by these merge
 * finds the order of one process and knows that nothing is lost.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/ledger.h"
#include "app/pathname.h"
#include "app/store.h"
#include "base/io.h"

#define PLACE_BEGINS ",\"place\":"
#define PLACE_LONGEST 24 /* bytes from there to the brace */

static ht_err
fail(ht_ctx *ctx, const char *path)
{
	return ht_fail(
		ctx, HT_EIO, HT_MSG_IO_WRITE, path, 0, strerror(errno), NULL);
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

ht_err
ht_manifest_begin(
	ht_ctx *ctx, const char *path, const char *head, ht_manifest *m)
{
	*m = (ht_manifest){.path = path,
		.beside = ht_fmt(
			ctx->arena, "%s.%ld.part", path, (long)getpid())};
	m->file = fopen(m->beside, "we");
	if (!m->file)
		return fail(ctx, path);
	m->good = fputs(head, m->file) >= 0;
	return HT_OK;
}

void
ht_manifest_add(ht_manifest *m, ht_str line, const char *end)
{
	m->good = m->good && fputs(m->n++ ? ",\n" : "\n", m->file) >= 0 &&
		  fwrite(line.p, 1, line.n, m->file) == line.n &&
		  fputs(end, m->file) >= 0;
}

ht_err
ht_manifest_finish(ht_ctx *ctx, ht_manifest *m)
{
	bool good = m->good && fputs("\n]}\n", m->file) >= 0;

	good = fclose(m->file) == 0 && good;
	if (good && same_bytes(m->beside, m->path))
		unlink(m->beside);
	else if (!good || rename(m->beside, m->path) < 0) {
		ht_err err = fail(ctx, m->path);

		unlink(m->beside);
		return err;
	}
	return HT_OK;
}

size_t
ht_ledger_place(const ht_buf *line, uint32_t *place)
{
	size_t end = line->n ? line->n - 1 : 0; /* the brace */
	size_t i = end;
	unsigned long n;
	char *stop;

	*place = UINT32_MAX;
	while (i > 0 && end - i < PLACE_LONGEST && line->p[i] != ',')
		i--;
	if (strncmp(line->p + i, PLACE_BEGINS, strlen(PLACE_BEGINS)) != 0)
		return end;
	n = strtoul(line->p + i + strlen(PLACE_BEGINS), &stop, 10);
	if (stop != line->p + end)
		return end; /* of an object within */
	*place = (uint32_t)n;
	return i;
}

typedef struct {
	const ht_ledger *ledger;
	ht_manifest manifest;
	ht_buf line;
} writer;

static void
add_missing(writer *w, const ht_job *j)
{
	json_t *o = json_object();
	char *text;

	ht_pathname_put(o, "missing", j->source);
	json_object_set_new(o, "place", json_integer((json_int_t)j->row));
	text = json_dumps(o, JSON_COMPACT);
	json_decref(o);
	ht_manifest_add(&w->manifest, ht_str_from(text ? text : "{}"), "");
	free(text);
}

static void
add_entry(writer *w, const ht_job *j, bool placed)
{
	char end[PLACE_LONGEST + 2] = "}";
	uint32_t was;

	if (!ht_ledger_read(w->ledger, j, &w->line)) {
		w->manifest.good = false;
		return;
	}
	if (placed)
		snprintf(end, sizeof end, PLACE_BEGINS "%" PRId64 "}", j->row);
	ht_manifest_add(&w->manifest,
		(ht_str){w->line.p, ht_ledger_place(&w->line, &was)}, end);
}

/* Copies the line of a job.  What this run did not come to, or found as it was,
 * is true while its output is whole. */
static void
add_job(writer *w, const ht_job *j, bool placed)
{
	if (!j->failed && j->entry.n && (j->done || ht_ledger_is_whole(j)))
		add_entry(w, j, placed);
	else if (placed)
		add_missing(w, j);
}

static void
add_jobs(writer *w, ht_batch *b, bool placed)
{
	ht_job *j;
	int64_t at = 0;

	while (w->manifest.good && (j = ht_store_job(b, at)) != NULL) {
		at = j->row + 1;
		add_job(w, j, placed);
		ht_job_drop(j);
	}
	while ((j = ht_store_next_other(b)) != NULL) {
		add_job(w, j, false);
		ht_job_drop(j);
	}
}

/* Has this run found all as the last one left it? */
static bool
is_true(const ht_ledger *l, const ht_batch *b, const char *head)
{
	size_t n = strlen(head);
	ht_buf old = {0};
	bool same = !l->dirty && b->nunchanged == b->njob;

	same = same && ht_ledger_read_at(l->fd[HT_LEDGER_OLD], 0, n, &old) &&
	       memcmp(old.p, head, n) == 0;
	ht_buf_drop(&old);
	return same;
}

static ht_err
write_manifest(ht_ctx *ctx, const ht_ledger *l, ht_batch *b, const char *head)
{
	bool shard = l->opt->shard.of != 0;
	writer w = {.ledger = l};
	ht_err err;

	HT_TRY(ht_manifest_begin(
		ctx, l->path[HT_LEDGER_OLD], head, &w.manifest));
	add_jobs(&w, b, shard);
	ht_buf_drop(&w.line);
	w.manifest.good = w.manifest.good && b->rows.code == SQLITE_OK;
	err = ht_manifest_finish(ctx, &w.manifest);
	HT_TRY(ht_rows_check(ctx, &b->rows));
	if (err == HT_OK)
		unlink(l->path[HT_LEDGER_NEW]);
	return err;
}

ht_err
ht_ledger_finish(ht_ctx *ctx, ht_ledger *l, ht_batch *b, const ht_engine *e)
{
	bool shard = l->opt->shard.of != 0;
	char *head;
	ht_err err = HT_OK;

	/* Nothing to tell of: leave no manifest.  A shard's is missed. */
	if (l->fd[HT_LEDGER_OLD] < 0 && l->fd[HT_LEDGER_NEW] < 0 && !shard)
		return HT_OK;
	if (shard)
		HT_TRY(ht_io_make_folders(ctx, l->path[HT_LEDGER_OLD]));
	head = ht_manifest_head(e, l->opt, b);
	if (!head)
		return ht_fail(ctx, HT_EINTERNAL, HT_MSG_INTERNAL, NULL, 0,
			"manifest", NULL);
	if (!is_true(l, b, head))
		err = write_manifest(ctx, l, b, head);
	free(head);
	return err;
}
