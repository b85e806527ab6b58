/* SPDX-License-Identifier: Apache-2.0
 *
 * One source through the whole program, in this process or, for what may
 * crash or not end, in one of its own.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "out/display.h"
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

/* The layout of a name: the first one, then each of the others over it. */
static ht_err
load_layout(ht_bench *b, const ht_paths *paths, size_t i)
{
	ht_arena *a = b->ctx.arena;
	ht_engine *e = &b->engine[i];
	ht_str rest = ht_str_from(b->name[i]);
	bool first = true;

	e->setup.layout_given = i > 0;
	while (rest.n) {
		size_t n = ht_str_find(rest, "+", 0);
		ht_str one = ht_str_sub(rest, 0, n < rest.n ? n : rest.n);
		const char *path = ht_fmt(
			a, "%s/%s.yaml", paths->layouts, ht_str_cstr(a, one));

		if (first)
			HT_TRY(ht_layout_load(&b->ctx, path, &e->layout));
		else
			HT_TRY(ht_layout_lay_over(
				&b->ctx, path, NULL, &e->layout));
		e->layout_path = path;
		/* A form with others over it stays that form. */
		if (!first)
			e->layout.forms = HT_FORMS_OWN;
		first = false;
		rest = ht_str_sub(rest, one.n + (one.n < rest.n), rest.n);
	}
	return HT_OK;
}

ht_err
ht_bench_open(ht_bench *b, const char *folder)
{
	const char *data = getenv("HONGTOU_DATA");
	ht_setup setup = {.layout = "document"};

	*b = (ht_bench){.folder = folder};
	ht_ctx_init(&b->ctx);
	while (ht_layouts_name(b->ctx.arena, b->n))
		b->n++;
	b->engine = HT_ARRAY(b->ctx.arena, ht_engine, b->n);
	b->name = HT_ARRAY(b->ctx.arena, const char *, b->n);
	HT_TRY(ht_paths_in(&b->ctx, data ? data : ".", &setup.paths));
	HT_TRY(ht_engine_load(&b->ctx, &setup, true, &b->engine[0]));
	/* A child that is forked while another thread holds a font's lock would
	 * wait for it for ever. */
	if (b->engine[0].warming)
		pthread_join(b->engine[0].warm, NULL);
	b->engine[0].warming = false;
	for (size_t i = 0; i < b->n; i++) {
		b->name[i] = ht_layouts_name(b->ctx.arena, i);
		b->engine[i] = b->engine[0];
		HT_TRY(load_layout(b, &setup.paths, i));
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
find_engine(const ht_bench *b, ht_str *source)
{
	size_t end = ht_str_find(*source, "\n", 0);
	ht_str line;

	if (!ht_str_starts(*source, LAYOUT) || end == SIZE_MAX)
		return &b->engine[0];
	line = ht_str_sub(*source, strlen(LAYOUT), end);
	*source = ht_str_sub(*source, end + 1, source->n);
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
		ht_display_page sheet = ht_display_at(d, i);

		ht_seen_read(w->ctx.arena, &sheet, &page[i]);
		ht_check_page(w, i, &page[i], v);
		v->lines += page[i].lines.n;
	}
	v->pages += d->npage;
	ht_check_flow(w, page, v);
	ht_check_lost(w, v);
}

static ht_err
run_stages(ht_work *w, const ht_engine *e, const char *folder, ht_str source,
	ht_buf *pdf)
{
	/* Pictures lie beside it. */
	const char *path = ht_fmt(w->ctx.arena, "%s/source.txt", folder);

	HT_TRY(ht_source_decode(&w->ctx, path, source, &w->source));
	HT_TRY(ht_work_run_source(w, e, HT_STAGE_DISPLAY, NULL));
	return ht_pdf_write(&w->ctx, &w->laid.display, pdf);
}

static void
refuse(const ht_ctx *ctx, ht_result *v)
{
	const ht_error *e = &ctx->error;
	ht_buf text = {0};

	ht_msg_format(&text, ht_msg_lookup(e->id)->text[HT_EN], e->arg);
	ht_result_set(v, HT_REFUSED, "%d: %.*s", e->line, (int)text.n, text.p);
	ht_buf_drop(&text);
}

static void
run_once(const ht_engine *e, const char *folder, ht_str source, ht_buf *pdf,
	ht_result *v)
{
	ht_work w = {0};

	ht_ctx_init(&w.ctx);
	if (run_stages(&w, e, folder, source, pdf) != HT_OK)
		refuse(&w.ctx, v);
	else
		inspect(&w, v);
	ht_ctx_drop(&w.ctx);
}

void
ht_bench_run(const ht_bench *b, ht_str source, bool twice, ht_result *v)
{
	const ht_engine *e = find_engine(b, &source);
	ht_buf pdf[2] = {{0}, {0}};
	ht_result again = {0};

	*v = (ht_result){0};
	run_once(e, b->folder, source, &pdf[0], v);
	if (twice && v->failure == HT_HELD) {
		run_once(e, b->folder, source, &pdf[1], &again);
		if (!ht_str_eq(ht_buf_str(&pdf[0]), ht_buf_str(&pdf[1])))
			ht_result_set(v, HT_TWICE, "%zu bytes, then %zu",
				pdf[0].n, pdf[1].n);
	}
	ht_buf_drop(&pdf[0]);
	ht_buf_drop(&pdf[1]);
}

void
ht_limit_set(unsigned seconds)
{
	struct itimerval limit = {.it_value = {.tv_sec = seconds}};

	setitimer(ITIMER_PROF, &limit, NULL);
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
