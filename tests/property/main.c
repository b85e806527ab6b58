/* SPDX-License-Identifier: Apache-2.0
 *
 * usage: property [-n COUNT] [-s FIRST] [-j JOBS] [-t SECONDS] [-k SECONDS]
 *                 -o FOLDER [FILE...]
 *
 * Runs the given sources, or COUNT random ones of the seeds from FIRST on,
 * through the whole program and holds each against the properties.  A source
 * that fails is written to FOLDER, and a shrunk one beside it.  FOLDER holds
 * the pictures that sources name.  -t: of one document; -k: for shrinking one.
 * -p: prints the source of seed FIRST.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/io.h"
#include "property.h"

#define JOBS_MAX 16
#define TWICE 10 /* of so many documents one is written twice */
#define SHRUNK 12 /* failures that are made small */

typedef struct {
	uint64_t first, count, seconds, shrink, jobs;
	const char *folder;
	bool print;
} settings;

typedef struct {
	uint64_t seed;
	ht_result verdict;
} failure;

/* What a worker tells of itself, in memory that it shares. */
typedef struct {
	uint64_t at; /* the seed under work */
	uint64_t done;
	size_t pages, lines, characters;
	failure failed[200];
	size_t nfailed;
} worker;

typedef struct {
	const settings *set;
	const ht_bench *bench;
	worker *w;
} nightly;

static void
note(worker *w, const ht_result *v)
{
	w->done++;
	w->pages += v->pages;
	w->lines += v->lines;
	w->characters += v->characters;
	if (v->failure == HT_HELD)
		return;
	if (w->nfailed < sizeof w->failed / sizeof *w->failed)
		w->failed[w->nfailed] = (failure){w->at, *v};
	w->nfailed++;
}

static void
work(const nightly *n, worker *w, uint64_t from)
{
	const settings *set = n->set;

	for (w->at = from; w->at < set->first + set->count;
		w->at += set->jobs) {
		ht_buf source = {0};
		ht_result v;

		ht_limit_set((unsigned)set->seconds);
		ht_generate(w->at, &source);
		ht_bench_run(
			n->bench, ht_buf_str(&source), w->at % TWICE == 0, &v);
		ht_limit_set(0);
		ht_buf_drop(&source);
		note(w, &v);
	}
	_exit(0);
}

static pid_t
start(const nightly *n, size_t i, uint64_t from)
{
	pid_t child = fork();

	if (child == 0)
		work(n, &n->w[i], from);
	if (child < 0) {
		perror("fork");
		exit(2);
	}
	return child;
}

/* A worker that died: what it was at has failed; another goes on. */
static bool
has_died(const nightly *n, worker *w, int status)
{
	ht_result v = {0};

	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return false;
	if (WIFSIGNALED(status) && WTERMSIG(status) == HT_LIMIT_SIGNAL)
		ht_result_set(&v, HT_SLOW, "more than %lu s",
			(unsigned long)n->set->seconds);
	else
		ht_result_set(&v, HT_CRASH, "status %d", status);
	note(w, &v);
	return true;
}

static void
run_all(const nightly *n)
{
	pid_t child[JOBS_MAX];
	size_t alive = n->set->jobs;

	for (size_t i = 0; i < n->set->jobs; i++)
		child[i] = start(n, i, n->set->first + i);
	while (alive > 0) {
		int status;
		pid_t ended = wait(&status);

		for (size_t i = 0; i < n->set->jobs; i++) {
			if (child[i] != ended)
				continue;
			if (has_died(n, &n->w[i], status))
				child[i] =
					start(n, i, n->w[i].at + n->set->jobs);
			else
				alive--;
		}
	}
}

static void
save(const nightly *n, const char *name, uint64_t seed, ht_str text)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof path, "%s/%lu.%s", n->set->folder,
		(unsigned long)seed, name);
	f = fopen(path, "wb");
	if (!f || fwrite(text.p, 1, text.n, f) != text.n)
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
	if (f)
		fclose(f);
}

static void
tell(const nightly *n, const failure *f, bool shrink)
{
	ht_buf source = {0}, small = {0};

	printf("not ok property-%s seed %lu: %s\n",
		ht_failure_name(f->verdict.failure), (unsigned long)f->seed,
		f->verdict.why);
	fflush(stdout);
	ht_generate(f->seed, &source);
	save(n, "txt", f->seed, ht_buf_str(&source));
	if (shrink) {
		ht_shrink(n->bench, ht_buf_str(&source), &f->verdict,
			(unsigned)n->set->shrink, (unsigned)n->set->seconds,
			&small);
		save(n, "small.txt", f->seed, ht_buf_str(&small));
	}
	ht_buf_drop(&source);
	ht_buf_drop(&small);
}

static int
run_random(const settings *set, const ht_bench *bench)
{
	worker all = {0};
	nightly n = {set, bench,
		mmap(NULL, JOBS_MAX * sizeof(worker), PROT_READ | PROT_WRITE,
			MAP_SHARED | MAP_ANONYMOUS, -1, 0)};
	size_t kinds[HT_FAILURE__MAX] = {0}, shrunk = 0;

	if (n.w == MAP_FAILED)
		return 2;
	run_all(&n);
	for (size_t i = 0; i < set->jobs; i++) {
		all.done += n.w[i].done;
		all.pages += n.w[i].pages;
		all.lines += n.w[i].lines;
		all.characters += n.w[i].characters;
		all.nfailed += n.w[i].nfailed;
		for (size_t k = 0; k < n.w[i].nfailed && k < 200; k++) {
			const failure *f = &n.w[i].failed[k];
			bool shrink = set->shrink && shrunk < SHRUNK &&
				      kinds[f->verdict.failure]++ < 2;

			shrunk += shrink;
			tell(&n, f, shrink);
		}
	}
	printf("%s property-random %lu documents from seed %lu, %zu pages, "
	       "%zu lines, %zu characters, %zu failures\n",
		all.nfailed || all.done != set->count ? "not ok" : "ok",
		(unsigned long)all.done, (unsigned long)set->first, all.pages,
		all.lines, all.characters, all.nfailed);
	return all.nfailed > 0;
}

static int
run_files(const settings *set, const ht_bench *bench, char **path, int n)
{
	int failed = 0;

	for (int i = 0; i < n; i++) {
		const char *slash = strrchr(path[i], '/');
		ht_ctx ctx;
		ht_str source;
		ht_result v = {0};

		ht_ctx_init(&ctx);
		if (ht_io_read(&ctx, path[i], (size_t)64 << 20, &source) !=
			HT_OK)
			ht_result_set(&v, HT_REFUSED, "cannot read");
		else
			ht_bench_run_apart(bench, source, true,
				(unsigned)set->seconds, &v);
		printf("%s property-%s", v.failure ? "not ok" : "ok",
			slash ? slash + 1 : path[i]);
		if (v.failure)
			printf(" %s: %s", ht_failure_name(v.failure), v.why);
		putchar('\n');
		failed += v.failure != HT_HELD;
		ht_ctx_drop(&ctx);
	}
	return failed > 0;
}

static int
read_settings(int argc, char **argv, settings *set)
{
	int c;

	while ((c = getopt(argc, argv, "n:s:j:t:k:o:p")) != -1) {
		uint64_t *number = c == 'n'   ? &set->count
				   : c == 's' ? &set->first
				   : c == 'j' ? &set->jobs
				   : c == 't' ? &set->seconds
				   : c == 'k' ? &set->shrink
					      : NULL;

		if (number)
			*number = strtoull(optarg, NULL, 10);
		else if (c == 'o')
			set->folder = optarg;
		else if (c == 'p')
			set->print = true;
		else
			return 2;
	}
	return set->folder && set->jobs > 0 && set->jobs <= JOBS_MAX ? 0 : 2;
}

int
main(int argc, char **argv)
{
	settings set = {.count = 300, .jobs = 2, .seconds = 10, .shrink = 60};
	ht_bench bench;
	int status = read_settings(argc, argv, &set);

	if (status) {
		fprintf(stderr, "usage: see the head of main.c\n");
		return status;
	}
	if (set.print) {
		ht_buf source = {0};

		ht_generate(set.first, &source);
		fwrite(source.p, 1, source.n, stdout);
		ht_buf_drop(&source);
		return 0;
	}
	if (ht_bench_open(&bench, set.folder) != HT_OK) {
		printf("not ok property the program's data cannot be opened\n");
		return 2;
	}
	fflush(stdout);
	status = optind < argc
			 ? run_files(&set, &bench, argv + optind, argc - optind)
			 : run_random(&set, &bench);
	ht_bench_close(&bench);
	return status;
}
