/* SPDX-License-Identifier: Apache-2.0
 *
 * usage: hongtou-read FILE.pdf
 *
 * Writes what stands on the pages; lengths in EMU from the page's top left:
 *   hongtou-read 1
 *   producer TEXT
 *   pages N
 *   page NUMBER WIDTH HEIGHT IMAGES
 *   font NUMBER NAME                 before its first use
 *   c X Y ADVANCE EM RRGGBB FONT CODEPOINT...     a character; 0: not known
 *   r X Y WIDTH HEIGHT RRGGBB        a filled box
 *   end
 * or, at any place, as the last line: error NAME.
 * Its time, memory and output are limited, and it can write no file.
 */
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "read/read.h"

#define EMU_PT 12700
#define MEMORY ((rlim_t)1 << 30)
#define SECONDS 20

void
read_scene_init(read_scene *s)
{
	*s = (read_scene){.glyph = g_array_new(0, 0, sizeof(read_glyph)),
		.box = g_array_new(0, 0, sizeof(read_box)),
		.face = g_array_new(0, 0, sizeof(read_face))};
}

void
read_scene_clear(read_scene *s)
{
	g_array_set_size(s->glyph, 0);
	g_array_set_size(s->box, 0);
	s->images = 0;
}

void
read_scene_drop(read_scene *s)
{
	for (guint i = 0; i < s->face->len; i++) {
		read_face *f = &g_array_index(s->face, read_face, i);

		cairo_font_face_destroy(f->face);
		g_free(f->name);
	}
	g_array_free(s->glyph, 1);
	g_array_free(s->box, 1);
	g_array_free(s->face, 1);
}

static long
emu(double pt)
{
	return lround(pt * EMU_PT);
}

/* One line of text: controls become blanks. */
static void
put_line(const char *name, const char *text)
{
	printf("%s ", name);
	for (; text && *text; text++)
		putchar((unsigned char)*text < ' ' ? ' ' : *text);
	putchar('\n');
}

static void
put_glyph(const read_glyph *g, int font)
{
	double advance = g->advance >= 0 ? g->advance : 0;

	printf("c %ld %ld %ld %ld %06X %d", emu(g->x), emu(g->y), emu(advance),
		emu(g->em), (unsigned)g->rgb, font);
	if (!g->cp[0])
		fputs(" 0", stdout);
	for (int i = 0; g->cp[i]; i++)
		printf(" %X", (unsigned)g->cp[i]);
	putchar('\n');
}

static void
put_scene(read_scene *s, int *fonts)
{
	for (guint i = 0; i < s->glyph->len; i++) {
		const read_glyph *g = &g_array_index(s->glyph, read_glyph, i);
		read_face *f = &g_array_index(s->face, read_face, g->face);

		if (f->number < 0) {
			f->number = (*fonts)++;
			printf("font %d", f->number);
			put_line("", f->name);
		}
		put_glyph(g, f->number);
	}
	for (guint i = 0; i < s->box->len; i++) {
		const read_box *b = &g_array_index(s->box, read_box, i);

		printf("r %ld %ld %ld %ld %06X\n", emu(b->x), emu(b->y),
			emu(b->w), emu(b->h), (unsigned)b->rgb);
	}
}

static int
fail(const char *name)
{
	printf("error %s\n", name);
	return fflush(stdout) == 0 ? 0 : 1;
}

void
read_overflow(void)
{
	_exit(fail("limit"));
}

static int
read_pages(PopplerDocument *doc, int n)
{
	read_scene scene;
	size_t total = 0;
	int fonts = 0;
	const char *error = NULL;

	read_scene_init(&scene);
	for (int i = 0; i < n && !error; i++) {
		PopplerPage *page = poppler_document_get_page(doc, i);
		double w, h;

		if (!page) {
			error = "damaged";
			break;
		}
		poppler_page_get_size(page, &w, &h);
		read_scene_clear(&scene);
		if (!read_observe(page, &scene))
			error = "damaged";
		read_name_glyphs(page, &scene);
		total += scene.glyph->len + scene.box->len;
		if (total > READ_TOTAL_MAX)
			error = "limit";
		printf("page %d %ld %ld %d\n", i + 1, emu(w), emu(h),
			scene.images);
		if (!error)
			put_scene(&scene, &fonts);
		g_object_unref(page);
	}
	read_scene_drop(&scene);
	if (error)
		return fail(error);
	puts("end");
	return fflush(stdout) == 0 ? 0 : 1;
}

static int
read_document(PopplerDocument *doc)
{
	char *producer = poppler_document_get_producer(doc);
	char *valid = producer ? g_utf8_make_valid(producer, -1) : NULL;
	int n = poppler_document_get_n_pages(doc);

	put_line("producer", valid);
	g_free(valid);
	g_free(producer);
	if (n > READ_PAGES_MAX)
		return fail("limit");
	if (n < 1)
		return fail("damaged");
	printf("pages %d\n", n);
	return read_pages(doc, n);
}

static void
limit(int what, rlim_t value)
{
	struct rlimit r = {value, value};

	setrlimit(what, &r);
}

static void
limit_all(void)
{
	signal(SIGXFSZ, SIG_IGN);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_CPU, SECONDS);
#ifndef __SANITIZE_ADDRESS__ /* which maps far more than it uses */
	limit(RLIMIT_AS, MEMORY);
#endif
}

static const char *
error_name(const GError *e)
{
	if (e->domain != POPPLER_ERROR)
		return "open";
	return e->code == POPPLER_ERROR_ENCRYPTED ? "encrypted" : "damaged";
}

int
main(int argc, char **argv)
{
	PopplerDocument *doc;
	GError *error = NULL;
	char *path, *uri;
	int status;

	if (argc != 2) {
		fputs("usage: hongtou-read FILE.pdf\n", stderr);
		return 2;
	}
	limit_all();
	puts("hongtou-read 1");
	path = g_canonicalize_filename(argv[1], NULL);
	uri = g_filename_to_uri(path, NULL, &error);
	doc = uri ? poppler_document_new_from_file(uri, NULL, &error) : NULL;
	if (doc) {
		status = read_document(doc);
		g_object_unref(doc);
	} else
		status = fail(error ? error_name(error) : "open");
	g_clear_error(&error);
	g_free(uri);
	g_free(path);
	return status;
}
