/* SPDX-License-Identifier: Apache-2.0
 *
 * hongtou merge: the manifests of shards to the one that one process would have
 * written, byte for byte.  What contradicts or is not there is said and left
 * out.  Lines stay on disk.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "app/check.h"
#include "app/merge.h"
#include "app/pathname.h"
#include "base/io.h"

/* An entry whose output stands elsewhere than its shard wrote it. */
static void
add_moved(const ht_buf *line, const char *output, ht_manifest *out)
{
	json_t *entry = json_loadb(line->p, line->n, 0, NULL);
	char *text;

	json_object_del(entry, "place");
	ht_pathname_put(entry, "output", output);
	text = json_dumps(entry, JSON_COMPACT);
	out->good = out->good && text;
	if (text)
		ht_manifest_add(out, ht_str_from(text), "");
	free(text);
	json_decref(entry);
}

static void
add_docs(ht_merge *m, ht_manifest *out)
{
	ht_buf line = {0};
	ht_merged d;
	uint32_t place;

	while (ht_merge_next(m, &d)) {
		const ht_part *p = &m->part[d.part];

		m->ndoc++;
		m->faults |= d.faults;
		out->good = out->good &&
			    ht_ledger_read_at(p->fd, (off_t)d.at, d.n, &line);
		if (out->good && d.moved)
			add_moved(&line, d.output, out);
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
	ht_err err;

	allow_files();
	HT_TRY(ht_merge_open(m));
	HT_TRY(ht_merge_lines_open(m));
	HT_TRY(ht_merge_read(m));
	HT_TRY(ht_io_make_folders(m->ctx, path));
	HT_TRY(ht_manifest_begin(m->ctx, path, m->part->head, &out));
	add_docs(m, &out);
	out.good = out.good && m->doc.code == SQLITE_OK;
	err = ht_manifest_finish(m->ctx, &out);
	HT_TRY(ht_rows_check(m->ctx, &m->doc));
	HT_TRY(err);
	show(m, path);
	return HT_OK;
}

static int
status_of(const ht_merge *m)
{
	if (m->lacks)
		return HT_EXIT_FAILED;
	return m->faults ? HT_EXIT_FAULTS : HT_EXIT_CLEAN;
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
