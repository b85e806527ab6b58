/* SPDX-License-Identifier: Apache-2.0
 *
 * usage: misuse DATA FOLDER
 *
 * What a caller may do wrong with libhongtou, and the files that a text names.
 * FOLDER is an empty one.  Says "ok NAME" or "not ok NAME why" for each.
 */
#include <hongtou.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TITLE "某某市人民政府关于做好防汛工作的通知\n\n各区人民政府：\n\n"
#define BODY "现将做好今年防汛工作的有关事项通知如下，请认真执行。\n\n"
#define END "某某市人民政府\n2026年3月5日\n"
#define TEXT TITLE BODY END

/* A picture of one pixel, which a text names. */
static const unsigned char png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n',
	0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0,
	0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 10, 'I', 'D', 'A', 'T', 0x78, 0x9C,
	0x63, 0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xAF, 0xA4, 0x71, 0, 0, 0, 0, 'I',
	'E', 'N', 'D', 0xAE, 0x42, 0x60, 0x82};

static const char *data, *folder;

static void
check(const char *name, int good, const char *why)
{
	if (good)
		printf("ok %s\n", name);
	else
		printf("not ok %s: %s\n", name, why);
}

/* An error that says everything a caller needs. */
static int
is_told(const hongtou_error *e, hongtou_status status, const char *id)
{
	return e && e->status == status && strcmp(e->id, id) == 0 && *e->zh &&
	       *e->en && *e->advice_zh && *e->advice_en;
}

static void
check_open(const char *name, const hongtou_options *o, hongtou_status status,
	const char *id)
{
	hongtou_engine *e = hongtou_engine_new();
	hongtou_status got = hongtou_engine_open(e, o);

	check(name,
		got == status && is_told(hongtou_engine_error(e), status, id) &&
			!hongtou_worker_new(e),
		"not told as it should be");
	hongtou_engine_drop(e);
}

static void
check_options(void)
{
	hongtou_options o = HONGTOU_OPTIONS_INIT;

	o.data = folder;
	check_open(
		"open-empty-data-folder", &o, HONGTOU_EUSAGE, "USAGE_LAYOUT");
	o.data = "/no/such/folder";
	check_open("open-no-data-folder", &o, HONGTOU_EUSAGE, "USAGE_DATA");
	o.data = data;
	o.layout = "no-such-layout";
	check_open("open-no-layout", &o, HONGTOU_EUSAGE, "USAGE_LAYOUT");
	o.layout = "/no/such/layout.yaml";
	check_open("open-no-layout-file", &o, HONGTOU_EUSAGE, "USAGE_LAYOUT");
	o.layout = NULL;
	o.size = 0;
	check_open("open-size", &o, HONGTOU_EUSAGE, "API_SIZE");
}

/* Calls without an object do nothing. */
static void
check_null(void)
{
	hongtou_source s = HONGTOU_SOURCE_INIT;
	size_t size = 1;

	hongtou_engine_drop(NULL);
	hongtou_worker_drop(NULL);
	check("null-engine",
		hongtou_engine_open(NULL, NULL) == HONGTOU_EUSAGE &&
			!hongtou_engine_error(NULL) &&
			!hongtou_worker_new(NULL),
		"not refused");
	check("null-worker",
		hongtou_render(NULL, &s) == HONGTOU_EUSAGE &&
			hongtou_dump(NULL, &s, "doc") == HONGTOU_EUSAGE &&
			!hongtou_output(NULL, &size) && size == 0 &&
			hongtou_page_count(NULL) == 0 &&
			hongtou_diagnostic_count(NULL) == 0 &&
			!hongtou_diagnostic_at(NULL, 0) &&
			!hongtou_worker_error(NULL) &&
			hongtou_file_add(NULL, "", 0) != 0,
		"not refused");
}

static int
has(const hongtou_worker *w, const char *id)
{
	for (size_t i = 0; i < hongtou_diagnostic_count(w); i++) {
		if (strcmp(hongtou_diagnostic_at(w, i)->id, id) == 0)
			return 1;
	}
	return 0;
}

static hongtou_status
render(hongtou_worker *w, const char *text, size_t n)
{
	hongtou_source s = HONGTOU_SOURCE_INIT;

	s.text = text;
	s.length = n;
	s.name = "memory";
	return hongtou_render(w, &s);
}

/* A text that cannot be rendered: no output, an error that names it. */
static void
check_refused(hongtou_worker *w, const char *name, const char *text, size_t n,
	hongtou_status status, const char *id)
{
	size_t size = 1;
	hongtou_status got = render(w, text, n);
	const hongtou_error *e = hongtou_worker_error(w);

	check(name,
		got == status && is_told(e, status, id) &&
			!hongtou_output(w, &size) && size == 0 &&
			hongtou_page_count(w) == 0 &&
			(status == HONGTOU_EUSAGE ||
				strcmp(e->file, "memory") == 0),
		"not told as it should be");
}

static void
check_rendered(hongtou_worker *w, const char *name)
{
	size_t size;
	const char *pdf = hongtou_output(w, &size);

	check(name,
		pdf && size > 100 && memcmp(pdf, "%PDF-", 5) == 0 &&
			hongtou_page_count(w) == 1 && !hongtou_worker_error(w),
		"no PDF");
}

static void
check_texts(hongtou_worker *w)
{
	static const char broken[] = TITLE "\xE6\x9F\xFF\n" BODY END;
	static const char binary[] = "\0\1\2\3\4\5\6\7\0\1\2\3\4\5\6\7";
	static const char front[] = "---\nno_such_key: 1\n---\n" TEXT;
	size_t large = (size_t)17 << 20;
	char *spaces = malloc(large);

	memset(spaces, 'a', large);
	check_refused(w, "text-empty", "", 0, HONGTOU_EINPUT, "SOURCE_EMPTY");
	check_refused(w, "text-none", NULL, 0, HONGTOU_EINPUT, "SOURCE_EMPTY");
	check_refused(w, "text-null", NULL, 9, HONGTOU_EUSAGE, "API_NULL");
	check_refused(w, "text-binary", binary, sizeof binary, HONGTOU_EINPUT,
		"SOURCE_BINARY");
	check_refused(w, "text-front-matter", front, sizeof front - 1,
		HONGTOU_EINPUT, "FRONT_KEY_UNLIKE");
	check_refused(
		w, "text-large", spaces, large, HONGTOU_ELIMIT, "IO_LIMIT");
	free(spaces);
	/* The worker goes on after errors. */
	render(w, broken, sizeof broken - 1);
	check_rendered(w, "text-broken-utf8");
	check("text-broken-utf8-told", has(w, "SOURCE_BAD_BYTES"), "not told");
	check("diagnostic-past-the-end",
		!hongtou_diagnostic_at(w, hongtou_diagnostic_count(w)),
		"not NULL");
}

static void
check_source(hongtou_worker *w)
{
	hongtou_source s = HONGTOU_SOURCE_INIT;

	check("source-null",
		hongtou_render(w, NULL) == HONGTOU_EUSAGE &&
			is_told(hongtou_worker_error(w), HONGTOU_EUSAGE,
				"API_NULL"),
		"not told");
	s.size = 1;
	check("source-size",
		hongtou_render(w, &s) == HONGTOU_EUSAGE &&
			is_told(hongtou_worker_error(w), HONGTOU_EUSAGE,
				"API_SIZE"),
		"not told");
	s.size = sizeof s;
	s.text = TEXT;
	s.length = strlen(TEXT);
	check("dump-no-stage",
		hongtou_dump(w, &s, "no-such-stage") == HONGTOU_EUSAGE &&
			is_told(hongtou_worker_error(w), HONGTOU_EUSAGE,
				"USAGE_VALUE") &&
			hongtou_dump(w, &s, NULL) == HONGTOU_EUSAGE,
		"not told");
	check("no-name", hongtou_render(w, &s) == HONGTOU_OK, "not rendered");
}

/* Gives the pixel, one byte after the other. */
static int
load(void *user, const char *path, hongtou_file *file)
{
	int *asked = user;
	int bad = strcmp(path, "seals/pixel.png") != 0;

	++*asked;
	for (size_t i = 0; i < sizeof png && !bad; i++)
		bad = hongtou_file_add(file, &png[i], 1);
	return bad;
}

/* Gives more than any picture may have. */
static int
load_endless(void *user, const char *path, hongtou_file *file)
{
	static const char zeros[65536];
	int *ended = user;

	(void)path;
	for (int i = 0; i < 2000 && !*ended; i++)
		*ended = hongtou_file_add(file, zeros, sizeof zeros);
	return 0;
}

static int
write_pixel(const char *name)
{
	char path[4096];
	FILE *f;
	size_t n;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	f = fopen(path, "wb");
	n = f ? fwrite(png, 1, sizeof png, f) : 0;
	return f && fclose(f) == 0 && n == sizeof png;
}

static void
check_files(hongtou_worker *w)
{
	static const char text[] =
		TITLE BODY "![图1 位置](seals/pixel.png)\n\n" END;
	static const char beside[] =
		TITLE BODY "![图1 位置](pixel.png)\n\n" END;
	hongtou_source s = HONGTOU_SOURCE_INIT;
	int asked = 0, ended = 0;

	s.text = text;
	s.length = sizeof text - 1;
	s.load = load;
	s.user = &asked;
	check("file-loaded",
		hongtou_render(w, &s) == HONGTOU_OK && asked == 1 &&
			!has(w, "IMAGE_OPEN"),
		"not loaded");
	s.text = beside;
	s.length = sizeof beside - 1;
	check("file-not-there",
		hongtou_render(w, &s) == HONGTOU_OK && asked == 2 &&
			has(w, "IMAGE_OPEN"),
		"not told");
	s.load = load_endless;
	s.user = &ended;
	check("file-too-large",
		hongtou_render(w, &s) == HONGTOU_OK && ended &&
			has(w, "IMAGE_OPEN"),
		"not told");
	s.load = NULL;
	s.folder = folder;
	check("file-in-folder",
		write_pixel("pixel.png") &&
			hongtou_render(w, &s) == HONGTOU_OK &&
			!has(w, "IMAGE_OPEN"),
		"not read");
	s.folder = NULL;
	s.name = "memory";
	check("no-file-is-read",
		hongtou_render(w, &s) == HONGTOU_OK && has(w, "IMAGE_OPEN"),
		"a file was read");
}

int
main(int argc, char **argv)
{
	hongtou_options o = HONGTOU_OPTIONS_INIT;
	hongtou_engine *e = hongtou_engine_new();
	hongtou_worker *w;

	if (argc != 3)
		return 2;
	data = argv[1];
	folder = argv[2];
	check_null();
	check_options();
	o.data = data;
	check("open",
		hongtou_engine_open(e, &o) == HONGTOU_OK &&
			!hongtou_engine_error(e),
		"not opened");
	w = hongtou_worker_new(e);
	check("worker-unused",
		!hongtou_output(w, NULL) && !hongtou_worker_error(w) &&
			!hongtou_diagnostic_count(w),
		"used");
	check_texts(w);
	check_source(w);
	check_files(w);
	hongtou_worker_drop(w);
	check("open-again",
		hongtou_engine_open(e, &o) == HONGTOU_EUSAGE &&
			is_told(hongtou_engine_error(e), HONGTOU_EUSAGE,
				"API_OPEN"),
		"not told");
	check("version",
		strcmp(hongtou_version(), HONGTOU_VERSION) == 0 &&
			hongtou_version_number() == HONGTOU_VERSION_NUMBER,
		"differs");
	hongtou_engine_drop(e);
	return 0;
}
