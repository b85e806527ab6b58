/* SPDX-License-Identifier: Apache-2.0
 *
 * One source through the whole program, in this process or, for what may
 * crash or not end, in one of its own.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/io.h"
#include "property.h"

#define LAYOUT "%layout "

static const char *const names[] = {[HT_HELD] = "held",
	[HT_REFUSED] = "refused",
	[HT_LOST] = "lost",
	[HT_DOUBLED] = "doubled",
	[HT_OVERLAP] = "overlap",
	[HT_STRUCK] = "struck",
	[HT_COVERED] = "covered",
	[HT_OUTSIDE] = "outside",
	[HT_OFF_SHEET] = "off-sheet",
	[HT_SEALS] = "seals",
	[HT_ALONE] = "alone",
	[HT_PARTED] = "parted",
	[HT_FIRST] = "first",
	[HT_TWICE] = "twice",
	[HT_SLOW] = "slow",
	[HT_CRASH] = "crash"};
_Static_assert(sizeof names / sizeof *names == HT_FAILURE__MAX, "one each");

const char *
ht_failure_name(ht_failure f)
{
	return names[f];
}

void
ht_result_set(ht_result *v, ht_failure f, const char *format, ...)
{
	va_list args;

	if (v->failure != HT_HELD)
		return;
	v->failure = f;
	va_start(args, format);
	vsnprintf(v->why, sizeof v->why, format, args);
	va_end(args);
}

/* --- the bench */

ht_err
ht_bench_open(ht_bench *b, const char *folder)
{
	static const char *const layout[] = {"document", "upward", "letter",
		"order", "minutes", "draft", "gbt33476", "word-grid"};
	ht_options opt = {.layout = "document"};

	*b = (ht_bench){.folder = folder, .n = sizeof layout / sizeof *layout};
	ht_ctx_init(&b->ctx);
	HT_TRY(ht_engine_open(&b->ctx, &opt, true, &b->engine[0]));
	for (size_t i = 0; i < b->n; i++) {
		const char *path = ht_fmt(b->ctx.arena, "%s/%s.yaml",
			b->engine[0].paths.layouts, layout[i]);

		b->name[i] = layout[i];
		b->engine[i] = b->engine[0];
		HT_TRY(ht_layout_load(&b->ctx, path, &b->engine[i].layout));
	}
	return HT_OK;
}

void
ht_bench_close(ht_bench *b)
{
	ht_engine_close(&b->engine[0]);
	ht_ctx_drop(&b->ctx);
}

/* Takes the line that says which layout it is. */
static const ht_engine *
find_engine(const ht_bench *b, ht_str *source, ht_options *opt)
{
	size_t end = ht_str_find(*source, "\n", 0);
	ht_str line;

	if (!ht_str_starts(*source, LAYOUT) || end == SIZE_MAX)
		return &b->engine[0];
	line = ht_str_sub(*source, strlen(LAYOUT), end);
	*source = ht_str_sub(*source, end + 1, source->n);
	opt->layout_given = true;
	for (size_t i = 0; i < b->n; i++)
		if (ht_str_is(line, b->name[i]))
			return &b->engine[i];
	return &b->engine[0];
}

/* --- one source */

static void
inspect(ht_work *w, ht_result *v)
{
	const ht_display *d = &w->laid.display;
	ht_seen_page *page = HT_ARRAY(w->ctx.arena, ht_seen_page, d->npage);

	for (size_t i = 0; i < d->npage; i++) {
		ht_seen_read(w->ctx.arena, &d->page[i], &page[i]);
		ht_check_page(w, i, &page[i], v);
		v->lines += page[i].lines.n;
	}
	v->pages += d->npage;
	ht_check_flow(w, page, v);
	ht_check_lost(w, v);
}

static void
run_once(const ht_engine *e, const ht_options *opt, const char *path,
	ht_buf *pdf, ht_result *v)
{
	ht_work w = {0};
	ht_buf text = {0};

	ht_ctx_init(&w.ctx);
	if (ht_work_run(&w, e, opt, path, HT_STAGE_DISPLAY, NULL) != HT_OK ||
		ht_pdf_write(&w.ctx, &w.laid.display, pdf) != HT_OK) {
		ht_report_error(&text, &w.ctx.error, HT_EN);
		ht_result_set(v, HT_REFUSED, "%.*s", (int)text.n, text.p);
	} else
		inspect(&w, v);
	ht_buf_drop(&text);
	ht_ctx_drop(&w.ctx);
}

void
ht_bench_run(const ht_bench *b, ht_str source, bool twice, ht_result *v)
{
	ht_options opt = {.layout = "document"};
	const ht_engine *e = find_engine(b, &source, &opt);
	ht_buf pdf[2] = {{0}, {0}};
	ht_result again = {0};
	ht_ctx ctx;
	const char *path;

	ht_ctx_init(&ctx);
	path = ht_fmt(
		ctx.arena, "%s/source-%ld.txt", b->folder, (long)getpid());
	*v = (ht_result){0};
	if (ht_io_write(&ctx, path, source) != HT_OK)
		ht_result_set(v, HT_REFUSED, "%s: cannot write", path);
	else
		run_once(e, &opt, path, &pdf[0], v);
	if (twice && v->failure == HT_HELD) {
		run_once(e, &opt, path, &pdf[1], &again);
		if (!ht_str_eq(ht_buf_str(&pdf[0]), ht_buf_str(&pdf[1])))
			ht_result_set(v, HT_TWICE, "%zu bytes, then %zu",
				pdf[0].n, pdf[1].n);
	}
	unlink(path);
	ht_buf_drop(&pdf[0]);
	ht_buf_drop(&pdf[1]);
	ht_ctx_drop(&ctx);
}

void
ht_limit_set(unsigned seconds)
{
	struct itimerval limit = {.it_value = {.tv_sec = seconds}};

	setitimer(ITIMER_PROF, &limit, NULL);
}

static void
end_child(const ht_bench *b, pid_t child)
{
	char path[4096];

	snprintf(
		path, sizeof path, "%s/source-%ld.txt", b->folder, (long)child);
	unlink(path);
}

void
ht_bench_run_apart(const ht_bench *b, ht_str source, bool twice,
	unsigned seconds, ht_result *v)
{
	ht_result *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t child;
	int status;

	*v = (ht_result){0};
	if (shared == MAP_FAILED || (child = fork()) < 0) {
		ht_result_set(v, HT_CRASH, "no process to be had");
		return;
	}
	if (child == 0) {
		ht_limit_set(seconds);
		ht_bench_run(b, source, twice, shared);
		_exit(0);
	}
	waitpid(child, &status, 0);
	end_child(b, child);
	*v = *shared;
	if (WIFSIGNALED(status) && WTERMSIG(status) == HT_LIMIT_SIGNAL) {
		*v = (ht_result){0};
		ht_result_set(v, HT_SLOW, "more than %u s", seconds);
	} else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		*v = (ht_result){0};
		ht_result_set(v, HT_CRASH, "status %d", status);
	}
	munmap(shared, sizeof *shared);
}
