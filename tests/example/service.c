/* SPDX-License-Identifier: Apache-2.0
 *
 * usage: service OUT DATA FONTS LAYOUT [OPTION...] FILE...
 *
 * A service in small: reads the files into memory, then four threads, which
 * share one engine, each render all of them, and tells what is imperfect.
 * Writes each PDF to OUT/NAME.pdf, once all threads have come to the same
 * bytes.  DATA, FONTS, LAYOUT: - for what is usual.  OPTION: --small,
 * --no-infer, --like-original, as of the program; --stage=NAME for the dump of
 * a stage instead.
 *
 * cc service.c $(pkg-config --cflags --libs hongtou) -pthread
 */
#include <hongtou.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THREADS 4
#define PATH_SIZE 4096

typedef struct {
	char *bytes;
	size_t size;
} blob;

typedef struct {
	const hongtou_engine *engine;
	const char *stage; /* NULL: PDFs */
	char **path;
	const blob *text;
	int n, first; /* texts; the one that this thread begins with */
	blob *pdf; /* of each text */
	char **said; /* of each text: what is imperfect */
} job;

static blob
read_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	blob b = {NULL, 0};
	size_t cap = 0, got;

	if (!f)
		return b;
	do {
		if (b.size == cap)
			b.bytes = realloc(b.bytes, cap = cap * 2 + 65536);
		got = fread(b.bytes + b.size, 1, cap - b.size, f);
		b.size += got;
	} while (got);
	fclose(f);
	return b;
}

static int
write_file(const char *path, const void *bytes, size_t size)
{
	FILE *f = fopen(path, "wb");
	int bad = !f || fwrite(bytes, 1, size, f) != size;

	return (f && fclose(f) != 0) || bad;
}

/* The diagnostics of the last document, one a line, as the program's are. */
static char *
list_diagnostics(const hongtou_worker *w, const char *path)
{
	static const char *const severity[] = {"note", "warning", "fault"};
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	for (size_t i = 0; i < hongtou_diagnostic_count(w); i++) {
		const hongtou_diagnostic *d = hongtou_diagnostic_at(w, i);

		fprintf(f, "%s:", path);
		if (d->line)
			fprintf(f, "%d:%d:", d->line, d->column);
		fprintf(f, " %s: %s", severity[d->severity], d->en);
		if (*d->clause)
			fprintf(f, " [%s]", d->clause);
		fputc('\n', f);
		if (d->severity >= HONGTOU_WARNING && *d->advice_en)
			fprintf(f, "  -> %s\n", d->advice_en);
	}
	fclose(f);
	return text;
}

static void
print_error(const hongtou_error *e)
{
	fprintf(stderr, "%s %s:%d: %s\n  -> %s\n  %s -> %s\n", e->id, e->file,
		e->line, e->en, e->advice_en, e->zh, e->advice_zh);
}

static void
render(hongtou_worker *w, job *j, int i)
{
	hongtou_source s = HONGTOU_SOURCE_INIT;
	const char *slash = strrchr(j->path[i], '/');
	char folder[PATH_SIZE] = ".";
	const void *pdf;
	size_t size;

	if (slash)
		snprintf(folder, sizeof folder, "%.*s",
			(int)(slash - j->path[i]), j->path[i]);
	s.folder = folder; /* pictures and tables, beside the text */
	s.text = j->text[i].bytes;
	s.length = j->text[i].size;
	s.name = j->path[i];
	if ((j->stage ? hongtou_dump(w, &s, j->stage)
		      : hongtou_render(w, &s)) != HONGTOU_OK) {
		print_error(hongtou_worker_error(w));
		return;
	}
	pdf = hongtou_output(w, &size);
	j->pdf[i] = (blob){malloc(size), size};
	memcpy(j->pdf[i].bytes, pdf, size);
	j->said[i] = list_diagnostics(w, j->path[i]);
}

static void *
serve(void *arg)
{
	job *j = arg;
	hongtou_worker *w = hongtou_worker_new(j->engine);

	for (int i = 0; i < j->n; i++)
		render(w, j, (i + j->first) % j->n);
	hongtou_worker_drop(w);
	return NULL;
}

static int
is_same(const job *a, const job *b, int i)
{
	return a->pdf[i].size == b->pdf[i].size && a->pdf[i].bytes &&
	       b->pdf[i].bytes &&
	       memcmp(a->pdf[i].bytes, b->pdf[i].bytes, a->pdf[i].size) == 0 &&
	       strcmp(a->said[i], b->said[i]) == 0;
}

/* Writes what the threads agree on; 0 when they agree on all. */
static int
write_all(const job *j, const char *out)
{
	char path[PATH_SIZE];
	int bad = 0;

	for (int i = 0; i < j->n; i++) {
		const char *slash = strrchr(j->path[i], '/');
		const char *name = slash ? slash + 1 : j->path[i];
		int same = 1;

		for (int t = 1; t < THREADS; t++)
			same = same && is_same(&j[0], &j[t], i);
		if (!same) {
			fprintf(stderr, "%s: the threads differ\n", name);
			bad = 1;
			continue;
		}
		snprintf(path, sizeof path, "%s/%.*s.pdf", out,
			(int)strcspn(name, "."), name);
		bad |= write_file(path, j[0].pdf[i].bytes, j[0].pdf[i].size);
		fputs(j[0].said[i], stdout);
	}
	return bad;
}

static int
run(const hongtou_engine *e, const char *stage, const char *out, char **path,
	int n)
{
	pthread_t thread[THREADS];
	job j[THREADS];
	blob *text = calloc((size_t)n, sizeof *text);
	int bad;

	for (int i = 0; i < n; i++)
		text[i] = read_file(path[i]);
	for (int t = 0; t < THREADS; t++) {
		j[t] = (job){e, stage, path, text, n, t,
			calloc((size_t)n, sizeof(blob)),
			calloc((size_t)n, sizeof(char *))};
		pthread_create(&thread[t], NULL, serve, &j[t]);
	}
	for (int t = 0; t < THREADS; t++)
		pthread_join(thread[t], NULL);
	bad = write_all(j, out);
	for (int t = 0; t < THREADS; t++) {
		for (int i = 0; i < n; i++) {
			free(j[t].pdf[i].bytes);
			free(j[t].said[i]);
		}
		free(j[t].pdf);
		free(j[t].said);
	}
	for (int i = 0; i < n; i++)
		free(text[i].bytes);
	free(text);
	return bad;
}

static const char *
given(const char *arg)
{
	return strcmp(arg, "-") == 0 ? NULL : arg;
}

int
main(int argc, char **argv)
{
	hongtou_options o = HONGTOU_OPTIONS_INIT;
	hongtou_engine *e;
	const char *stage = NULL;
	int bad, i;

	if (argc < 6)
		return 2;
	o.data = given(argv[2]);
	o.fonts = given(argv[3]);
	o.layout = given(argv[4]);
	for (i = 5; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
		o.small |= strcmp(argv[i], "--small") == 0;
		o.no_infer |= strcmp(argv[i], "--no-infer") == 0;
		o.like_original |= strcmp(argv[i], "--like-original") == 0;
		if (strncmp(argv[i], "--stage=", 8) == 0)
			stage = argv[i] + 8;
	}
	e = hongtou_engine_new();
	bad = hongtou_engine_open(e, &o) != HONGTOU_OK;
	if (bad)
		print_error(hongtou_engine_error(e));
	else
		bad = run(e, stage, argv[1], argv + i, argc - i);
	hongtou_engine_drop(e);
	return bad;
}
