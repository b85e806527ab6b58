/* SPDX-License-Identifier: Apache-2.0
 *
 * hongtou merge: the manifests of shards to the one that one process would have
 * written, byte for byte.  What contradicts or is not there is said and left
 * out.  Lines stay on disk; each document takes some forty bytes of memory.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "app/check.h"
#include "app/merge.h"
#include "base/io.h"

static json_t *
load(const ht_merge *m, const ht_merged *d, ht_buf *line)
{
	if (!ht_ledger_read_at(m->part[d->part].fd, d->at, d->n, line))
		return NULL;
	ht_buf_addc(line, '\0');
	return ht_ledger_parse(line->p, line->n - 1);
}

/* --- documents that two manifests tell of */

static int
by_output(const void *a, const void *b)
{
	const ht_merged *x = a, *y = b;

	if (x->output != y->output)
		return x->output < y->output ? -1 : 1;
	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return x->part < y->part ? -1 : x->part > y->part;
}

static bool
same_value(const json_t *a, const json_t *b, const char *key)
{
	return json_equal(json_object_get(a, key), json_object_get(b, key));
}

/* Two lines of one output: the second goes when they agree, else both. */
static void
settle(ht_merge *m, ht_merged *x, ht_merged *y)
{
	ht_buf line = {0};
	json_t *a = load(m, x, &line), *b = load(m, y, &line);
	const char *source = json_string_value(json_object_get(a, "source"));

	y->out = true;
	if (!same_value(a, b, "key") || !same_value(a, b, "bytes") ||
		!same_value(a, b, "source")) {
		x->out = true;
		ht_merge_say(m, HT_MSG_MERGE_DIFFER, source,
			m->part[x->part].path, m->part[y->part].path);
	}
	json_decref(a);
	json_decref(b);
	ht_buf_drop(&line);
}

static void
settle_all(ht_merge *m)
{
	size_t first = 0;

	if (m->ndoc)
		qsort(m->doc, m->ndoc, sizeof *m->doc, by_output);
	for (size_t i = 1; i < m->ndoc; i++) {
		if (m->doc[i].output == m->doc[first].output)
			settle(m, &m->doc[first], &m->doc[i]);
		else
			first = i;
	}
}

/* --- order */

static int
by_place(const void *a, const void *b)
{
	const ht_merged *x = a, *y = b;

	return x->place < y->place ? -1 : x->place > y->place;
}

typedef struct {
	const char *output;
	ht_merged doc;
} other;

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const other *)a)->output, ((const other *)b)->output);
}

/* Documents of other runs have no place: they follow by their outputs. */
static void
sort_others(ht_merge *m, ht_merged *doc, size_t n)
{
	other *o = HT_ARRAY(m->ctx->arena, other, n + 1);
	ht_buf line = {0};

	for (size_t i = 0; i < n; i++) {
		json_t *entry = load(m, &doc[i], &line);
		const char *output =
			json_string_value(json_object_get(entry, "output"));

		o[i] = (other){
			ht_fmt(m->ctx->arena, "%s", output ? output : ""),
			doc[i]};
		json_decref(entry);
	}
	qsort(o, n, sizeof *o, by_name);
	for (size_t i = 0; i < n; i++)
		doc[i] = o[i].doc;
	ht_buf_drop(&line);
}

static void
sort_docs(ht_merge *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->ndoc; i++)
		if (!m->doc[i].out)
			m->doc[n++] = m->doc[i];
	m->ndoc = n;
	if (n)
		qsort(m->doc, n, sizeof *m->doc, by_place);
	while (n > 0 && m->doc[n - 1].place == UINT32_MAX)
		n--;
	sort_others(m, m->doc + n, m->ndoc - n);
}

/* --- the manifest */

/* An entry whose output stands elsewhere than its shard wrote it. */
static void
add_moved(ht_merge *m, const ht_part *p, const ht_buf *line, ht_manifest *out)
{
	json_t *entry = json_loadb(line->p, line->n, 0, NULL);
	const char *output = ht_merge_output(m, p, entry);
	char *text;

	json_object_del(entry, "place");
	json_object_set_new(entry, "output", json_string(output ? output : ""));
	text = json_dumps(entry, JSON_COMPACT);
	out->good = out->good && text;
	if (text)
		ht_manifest_add(out, ht_str_from(text), "");
	free(text);
	json_decref(entry);
	ht_ctx_reset(&m->line);
}

static void
add_docs(ht_merge *m, ht_manifest *out)
{
	ht_buf line = {0};
	uint32_t place;

	for (size_t i = 0; i < m->ndoc && out->good; i++) {
		const ht_merged *d = &m->doc[i];
		const ht_part *p = &m->part[d->part];

		out->good = ht_ledger_read_at(p->fd, d->at, d->n, &line);
		if (out->good && d->moved)
			add_moved(m, p, &line, out);
		else if (out->good)
			ht_manifest_add(out,
				(ht_str){
					line.p, ht_ledger_place(&line, &place)},
				"}");
	}
	ht_buf_drop(&line);
}

static void
show(ht_merge *m, const char *path)
{
	char docs[16], parts[16];
	ht_buf text = {0};

	snprintf(docs, sizeof docs, "%u", (unsigned)m->ndoc);
	snprintf(parts, sizeof parts, "%u", (unsigned)m->npart);
	ht_say(&text, m->opt->lang, HT_MSG_MERGE_DONE, path, docs, parts);
	ht_buf_addc(&text, '\n');
	fwrite(text.p, 1, text.n, stdout);
	ht_buf_drop(&text);
}

/* A manifest is read in the order of all documents: all of them are open. */
static void
allow_files(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
		return;
	limit.rlim_cur = limit.rlim_max;
	(void)setrlimit(RLIMIT_NOFILE, &limit);
}

static ht_err
run(ht_merge *m)
{
	const char *path = ht_shard_manifest(
		m->ctx->arena, &(ht_shard){0}, m->opt->output, "json");
	ht_manifest out;

	allow_files();
	HT_TRY(ht_merge_open(m));
	HT_TRY(ht_merge_read(m));
	settle_all(m);
	sort_docs(m);
	HT_TRY(ht_io_make_folders(m->ctx, path));
	HT_TRY(ht_manifest_begin(m->ctx, path, m->part->head, &out));
	add_docs(m, &out);
	HT_TRY(ht_manifest_finish(m->ctx, &out));
	show(m, path);
	return HT_OK;
}

static int
status_of(const ht_merge *m)
{
	if (m->lacks)
		return HT_EXIT_FAILED;
	for (size_t i = 0; i < m->ndoc; i++)
		if (m->doc[i].faults)
			return HT_EXIT_FAULTS;
	return HT_EXIT_CLEAN;
}

int
ht_cmd_merge(const ht_options *opt)
{
	ht_ctx ctx;
	ht_merge m = {.ctx = &ctx, .opt = opt};
	int status;

	ht_ctx_init(&ctx);
	ht_ctx_init(&m.line);
	if (run(&m) == HT_OK) {
		status = status_of(&m);
	} else {
		ht_merge_say(&m, ctx.error.id, ctx.error.file, ctx.error.arg[0],
			ctx.error.arg[1]);
		status = HT_EXIT_FAILED;
	}
	ht_merge_close(&m);
	ht_ctx_drop(&m.line);
	ht_ctx_drop(&ctx);
	return status;
}
