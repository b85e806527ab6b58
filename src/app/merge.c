/* SPDX-License-Identifier: Apache-2.0
 *
 * The manifests of shards, found and read: their heads, which must agree; then
 * each line, of which only the place is noted.
 */
#include "app/merge.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/pathname.h"
#include "base/io.h"

#define MISSING_BEGINS "{\"missing\":"
#define LIST_BEGINS "\"documents\":["
#define LIST_ENDS "]}"

void
ht_merge_say(ht_merge *m, ht_msg id, const char *file, const char *a1,
	const char *a2)
{
	ht_error e = {.id = id, .file = file, .arg = {a1, a2, ""}};
	ht_buf text = {0};

	ht_report_error(&text, &e, m->opt->lang);
	fwrite(text.p, 1, text.n, stderr);
	ht_buf_drop(&text);
	m->lacks = true;
}

/* --- heads */

static const char *
text_of(ht_merge *m, const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? ht_fmt(m->ctx->arena, "%s", s) : "";
}

static uint32_t
number_of(const json_t *o, const char *key)
{
	json_int_t n = json_integer_value(json_object_get(o, key));

	return n < 0 || n > UINT32_MAX ? 0 : (uint32_t)n;
}

/* The first line is the head but for its brace. */
static bool
read_head(ht_merge *m, ht_part *p, char *line, size_t n)
{
	json_t *o, *shard;
	ht_buf folder = {0};
	char *head = NULL;

	line[n] = '}';
	o = json_loadb(line, n + 1, 0, NULL);
	shard = json_object_get(o, "shard");
	p->shard =
		(ht_shard){number_of(shard, "number"), number_of(shard, "of")};
	p->sources = number_of(shard, "sources");
	p->folder = ht_pathname_read(shard, "folder", &folder)
			    ? ht_fmt(m->ctx->arena, "%s", folder.p)
			    : "";
	ht_buf_drop(&folder);
	p->input = text_of(m, shard, "input");
	p->engine = text_of(m, shard, "engine");
	json_object_del(o, "shard");
	head = json_dumps(o, JSON_COMPACT);
	if (head)
		p->head = ht_fmt(m->ctx->arena, "%.*s,\n" LIST_BEGINS,
			(int)strlen(head) - 1, head);
	free(head);
	json_decref(o);
	return p->head && p->shard.number && p->shard.number <= p->shard.of;
}

static ht_err
fail(ht_merge *m, ht_msg id, const char *file, const char *other)
{
	return ht_fail(m->ctx, id == HT_MSG_IO_OPEN ? HT_EIO : HT_EUSAGE, id,
		file, 0, other, NULL);
}

static ht_err
add_part(ht_merge *m, const char *path)
{
	FILE *f = fopen(path, "re");
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	bool good;
	ht_part *p;

	if (!f)
		return fail(m, HT_MSG_IO_OPEN, path, strerror(errno));
	HT_ROOM(m->ctx->arena, m->part, m->npart, m->cappart);
	p = &m->part[m->npart];
	*p = (ht_part){.path = path, .fd = -1};
	n = getline(&line, &cap, f);
	good = n > 0 && read_head(m, p, line, ht_ledger_trim(line, n));
	free(line);
	fclose(f);
	if (!good)
		return fail(m, HT_MSG_MERGE_READ, path, NULL);
	m->npart++;
	p->fd = open(path, O_RDONLY | O_CLOEXEC);
	return p->fd < 0 ? fail(m, HT_MSG_IO_OPEN, path, strerror(errno))
			 : HT_OK;
}

static ht_err
add_folder(ht_merge *m, const char *folder)
{
	DIR *d = opendir(folder);
	const struct dirent *e;
	ht_err err = HT_OK;

	if (!d)
		return fail(m, HT_MSG_IO_OPEN, folder, strerror(errno));
	while (err == HT_OK && (e = readdir(d)) != NULL) {
		ht_arena *a = m->ctx->arena;

		char *path;

		if (!ht_shard_of_name(e->d_name).of)
			continue;
		path = ht_fmt(a, "%s/%s", folder, e->d_name);
		ht_pathname_clean(path);
		err = add_part(m, path);
	}
	closedir(d);
	return err;
}

static ht_err
add_path(ht_merge *m, const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return add_folder(m, path);
	return add_part(m, path);
}

static int
by_number(const void *a, const void *b)
{
	const ht_part *x = a, *y = b;

	if (x->shard.number != y->shard.number)
		return x->shard.number < y->shard.number ? -1 : 1;
	return strcmp(x->path, y->path);
}

/* A manifest in a folder, and named by itself, is taken once.  They are in
 * their order. */
static void
drop_same_parts(ht_merge *m)
{
	size_t n = 1;

	for (size_t i = 1; i < m->npart; i++) {
		if (strcmp(m->part[i].path, m->part[n - 1].path) == 0)
			close(m->part[i].fd);
		else
			m->part[n++] = m->part[i];
	}
	m->npart = n;
}

/* All manifests must be of one way of sharding the same sources, made by the
 * same program. */
static ht_err
compare_parts(ht_merge *m)
{
	const ht_part *first = m->part;

	for (size_t i = 1; i < m->npart; i++) {
		const ht_part *p = &m->part[i], *last = p - 1;

		if (p->shard.of != first->shard.of)
			return fail(m, HT_MSG_MERGE_OF, p->path, first->path);
		if (p->shard.number == last->shard.number)
			return fail(m, HT_MSG_MERGE_TWICE, p->path, last->path);
		if (strcmp(p->engine, first->engine) != 0 ||
			strcmp(p->head, first->head) != 0)
			return fail(
				m, HT_MSG_MERGE_ENGINE, p->path, first->path);
		if (p->sources != first->sources ||
			strcmp(p->input, first->input) != 0)
			return fail(
				m, HT_MSG_MERGE_INPUT, p->path, first->path);
	}
	return HT_OK;
}

/* Says which numbers are missing: 2, 4-7. */
static void
say_absent(ht_merge *m)
{
	uint32_t of = m->part->shard.of, expect = 1;
	ht_buf list = {0};
	char count[16];

	for (size_t i = 0; i <= m->npart; i++) {
		uint32_t number =
			i < m->npart ? m->part[i].shard.number : of + 1;

		if (number > expect)
			ht_buf_addf(&list, "%s%u", list.n ? ", " : "", expect);
		if (number > expect + 1)
			ht_buf_addf(&list, "-%u", number - 1);
		expect = number + 1;
	}
	snprintf(count, sizeof count, "%u", of);
	ht_buf_addc(&list, '\0');
	if (list.n > 1)
		ht_merge_say(m, HT_MSG_MERGE_ABSENT, NULL, list.p, count);
	ht_buf_drop(&list);
}

ht_err
ht_merge_open(ht_merge *m)
{
	const ht_options *opt = m->opt;

	if (opt->npath == 0)
		HT_TRY(add_path(m, opt->output));
	for (int i = 0; i < opt->npath; i++)
		HT_TRY(add_path(m, opt->path[i]));
	if (m->npart == 0)
		return fail(m, HT_MSG_MERGE_NONE,
			opt->npath ? opt->path[0] : opt->output, NULL);
	qsort(m->part, m->npart, sizeof *m->part, by_number);
	drop_same_parts(m);
	HT_TRY(compare_parts(m));
	say_absent(m);
	return HT_OK;
}

/* --- lines */

static bool
has_size(const char *path, json_int_t bytes)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	       st.st_size == bytes;
}

/* The output as the joined manifest names it: where the file is, with the
 * size of its entry; NULL when it is nowhere. */
static const char *
find_output(
	ht_merge *m, const ht_part *p, const json_t *entry, const char *output)
{
	ht_arena *a = m->line.arena;
	json_int_t bytes = json_integer_value(json_object_get(entry, "bytes"));
	const char *below = ht_pathname_below(p->folder, output);
	char *path;

	if (!below)
		return has_size(output, bytes) ? output : NULL;
	path = ht_fmt(a, "%s/%s", m->opt->output, below);
	ht_pathname_clean(path);
	if (has_size(path, bytes))
		return path;
	path = ht_fmt(a, "%s", ht_io_beside(a, p->path, below));
	ht_pathname_clean(path);
	if (has_size(path, bytes))
		return path;
	return has_size(output, bytes) ? output : NULL;
}

static const char *
number_text(ht_merge *m, uint32_t n)
{
	return ht_fmt(m->line.arena, "%u", n);
}

static void
read_missing(ht_merge *m, const ht_part *p, const char *line, size_t n)
{
	json_t *o = json_loadb(line, n, 0, NULL);
	ht_buf missing = {0};
	const char *source = ht_pathname_read(o, "missing", &missing);

	if (source)
		ht_merge_say(m, HT_MSG_MERGE_UNDONE, source,
			number_text(m, p->shard.number), NULL);
	m->told++;
	ht_buf_drop(&missing);
	json_decref(o);
}

static void
add_entry(ht_merge *m, const ht_part *p, const json_t *o, ht_merged *d,
	const char *source, const char *was)
{
	const char *below = ht_pathname_below(p->folder, was);

	m->told += d->place != UINT32_MAX;
	d->part = (uint32_t)(p - m->part);
	d->faults = number_of(o, "faults") != 0;
	d->below = below ? below : was;
	d->output = find_output(m, p, o, was);
	d->moved = d->output && strcmp(d->output, was) != 0;
	if (d->output)
		ht_merge_add(m, d);
	else
		ht_merge_say(m, HT_MSG_MERGE_PDF, source, was,
			number_text(m, p->shard.number));
}

/* False when the line is no entry. */
static bool
read_entry(ht_merge *m, const ht_part *p, off_t at, const ht_buf *line)
{
	json_t *o = ht_ledger_parse(line->p, line->n);
	ht_buf from = {0}, to = {0};
	const char *source = ht_pathname_read(o, "source", &from);
	const char *was = ht_pathname_read(o, "output", &to);
	ht_merged d = {.at = at, .n = (uint32_t)line->n};

	if (source && was) {
		ht_ledger_place(line, &d.place);
		add_entry(m, p, o, &d, source, was);
	}
	ht_buf_drop(&from);
	ht_buf_drop(&to);
	json_decref(o);
	return source && was;
}

/* False when the file does not end as a manifest does, or holds lines that are
 * none of one. */
static bool
read_lines(ht_merge *m, const ht_part *p, FILE *f)
{
	ht_buf line = {0}; /* its memory is getline's */
	ssize_t n;
	off_t at = 0;
	bool good = true, ended = false;

	while ((n = getline(&line.p, &line.cap, f)) > 0) {
		size_t cut = strlen(MISSING_BEGINS);

		line.n = ht_ledger_trim(line.p, n);
		if (strncmp(line.p, MISSING_BEGINS, cut) == 0)
			read_missing(m, p, line.p, line.n);
		else if (at == 0 || strcmp(line.p, LIST_BEGINS) == 0)
			ended = false;
		else if (strcmp(line.p, LIST_ENDS) == 0)
			ended = true;
		else
			good = read_entry(m, p, at, &line) && good;
		at += n;
		ht_ctx_reset(&m->line);
	}
	free(line.p);
	return good && ended;
}

/* A run that was killed, or is under way, has left its lines beside. */
static bool
is_finished(ht_merge *m, const ht_part *p)
{
	ht_str path = ht_str_from(p->path);
	size_t ending = strlen(".json");

	if (!ht_str_ends(path, ".json"))
		return true;
	return access(ht_fmt(m->line.arena, "%.*s.part", (int)(path.n - ending),
			      path.p),
		       F_OK) < 0;
}

ht_err
ht_merge_read(ht_merge *m)
{
	size_t expected = m->part->sources;

	for (size_t i = 0; i < m->npart; i++) {
		const ht_part *p = &m->part[i];
		FILE *f = fopen(p->path, "re");

		if (!f)
			return fail(
				m, HT_MSG_IO_OPEN, p->path, strerror(errno));
		if (!read_lines(m, p, f) || !is_finished(m, p))
			ht_merge_say(m, HT_MSG_MERGE_CUT, p->path, NULL, NULL);
		fclose(f);
	}
	if (m->npart == m->part->shard.of && m->told < expected)
		ht_merge_say(m, HT_MSG_MERGE_LOST, NULL,
			number_text(m, (uint32_t)(expected - m->told)), NULL);
	return ht_rows_check(m->ctx, &m->doc);
}

void
ht_merge_close(ht_merge *m)
{
	for (size_t i = 0; i < m->npart; i++)
		if (m->part[i].fd >= 0)
			close(m->part[i].fd);
	ht_rows_close(&m->doc);
}
