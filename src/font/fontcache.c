/* SPDX-License-Identifier: Apache-2.0
 *
 * The list of faces, kept in a file from one run to the next: reading
 * fontconfig's configuration and caches takes a third of the time of a small
 * document.  Each font folder, set of families and environment has a list of
 * its own, so that programs used in turn leave each other's alone.  A list is
 * believed only while nothing it depends on has changed: configuration files,
 * the folders of fonts (this is what fontconfig itself looks at), the font
 * files of the list, and what was not there when it was made.  Lines, of fields
 * parted by the control character US (texts of several lines by RS):
 *
 *	hongtou-fonts 1 KEY
 *	stamp TIME SIZE PATH
 *	face "INDEX WEIGHT SLANT WIDTH LOCAL" PATH FAMILIES STYLES
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/io.h"
#include "font/fontscan.h"

#define HEAD "hongtou-fonts 1 %016llx\n"
#define HEAD_MAX 64
#define LIST_NAME "fonts" /* what the names of lists begin with */
#define LISTS_MAX 8 /* that are kept; the oldest go */
#define CACHE_BYTES_MAX ((size_t)16 << 20)
#define NANO INT64_C(1000000000)
#define FIELDS_MAX 8
#define FIELD '\x1F'
#define TEXT_LINE '\x1E'

static void
read_stamp(ht_stamp *s)
{
	struct stat st;

	s->time = s->size = -1;
	if (stat(s->path, &st) != 0)
		return;
	s->time = (int64_t)st.st_mtim.tv_sec * NANO + st.st_mtim.tv_nsec;
	s->size = st.st_size;
}

/* Cuts a line at its fields, in place; how many there are. */
static size_t
cut(char *line, char **field)
{
	size_t n = 0;

	while (n < FIELDS_MAX) {
		char *end = strchr(line, FIELD);

		field[n++] = line;
		if (end == NULL)
			break;
		*end = '\0';
		line = end + 1;
	}
	return n;
}

/* Lines of a text stand in one field with another separator. */
static const char *
swap(char *s, char from, char to)
{
	for (char *p = s; *p != '\0'; p++) {
		if (*p == from)
			*p = to;
	}
	return s;
}

static bool
stamp_true(char **field, size_t n)
{
	ht_stamp now = {.path = field[n - 1]};

	if (n != 4)
		return false;
	read_stamp(&now);
	return now.time == strtoll(field[1], NULL, 10) &&
	       now.size == strtoll(field[2], NULL, 10);
}

static bool
read_face(ht_facelist *l, char **field, size_t n)
{
	ht_facerec *r;

	if (n != 5)
		return false;
	HT_ROOM(l->arena, l->rec, l->n, l->cap);
	r = &l->rec[l->n++];
	r->path = field[2];
	r->families = swap(field[3], TEXT_LINE, '\n');
	r->styles = swap(field[4], TEXT_LINE, '\n');
	r->index = (int)strtol(field[1], &field[1], 10);
	r->weight = (int)strtol(field[1], &field[1], 10);
	r->slant = (int)strtol(field[1], &field[1], 10);
	r->width = (int)strtol(field[1], &field[1], 10);
	r->local = strtol(field[1], &field[1], 10) != 0;
	return true;
}

static bool
read_line(ht_facelist *l, char *line)
{
	char *field[FIELDS_MAX];
	size_t n = cut(line, field);

	if (strcmp(field[0], "stamp") == 0)
		return stamp_true(field, n);
	return strcmp(field[0], "face") == 0 && read_face(l, field, n);
}

/* The file of a key.  Lists of another form have other names. */
static const char *
list_path(ht_ctx *ctx, const ht_fontcache *cache, uint64_t key)
{
	return ht_fmt(ctx->arena, "%s/" LIST_NAME "-%016llx", cache->folder,
		(unsigned long long)ht_hash_add(key, HT_STR(HEAD)));
}

bool
ht_fontscan_recall(
	ht_ctx *ctx, const ht_fontcache *cache, uint64_t key, ht_facelist *out)
{
	char head[HEAD_MAX], *line;
	ht_str bytes;
	bool good;

	if (cache == NULL || ht_io_read(ctx, list_path(ctx, cache, key),
				     CACHE_BYTES_MAX, &bytes) != HT_OK) {
		ctx->error = (ht_error){0};
		return false;
	}
	snprintf(head, sizeof head, HEAD, (unsigned long long)key);
	good = ht_str_starts(bytes, head) && bytes.p[bytes.n - 1] == '\n';
	line = ht_str_cstr(out->arena, bytes) + strlen(head);
	while (good && *line != '\0') {
		char *end = strchr(line, '\n');

		good = end != NULL;
		if (good) {
			*end = '\0';
			good = read_line(out, line);
			line = end + 1;
		}
	}
	if (!good)
		out->n = 0;
	return good && out->n > 0;
}

static void
add_stamp(ht_buf *b, const char *path)
{
	ht_stamp s = {.path = path};

	read_stamp(&s);
	ht_buf_addf(b, "stamp%c%lld%c%lld%c%s\n", FIELD, (long long)s.time,
		FIELD, (long long)s.size, FIELD, path);
}

static void
add_stamps(ht_buf *b, const ht_fontcache *cache, ht_facelist *list)
{
	for (size_t i = 0; i < cache->nwatch; i++)
		add_stamp(b, cache->watch[i]);
	for (size_t i = 0; i < list->n; i++) {
		/* The faces of a collection follow each other. */
		if (i == 0 ||
			strcmp(list->rec[i].path, list->rec[i - 1].path) != 0)
			add_stamp(b, list->rec[i].path);
	}
	for (size_t i = 0; i < list->nstamp; i++)
		add_stamp(b, list->stamp[i].path);
}

/* The newest first. */
static int
compare_stamps(const void *a, const void *b)
{
	const ht_stamp *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? 1 : -1;
	return strcmp(x->path, y->path);
}

/* Removes the oldest lists beyond LISTS_MAX, and with them the one list of
 * earlier versions and what killed processes left.  Others may do the same at
 * this moment: who reads a list that goes has it open, who finds none asks
 * fontconfig. */
static void
drop_oldest(ht_ctx *ctx, const char *folder)
{
	ht_facelist found = {.arena = ctx->arena};
	DIR *d = opendir(folder);
	const struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL) {
		ht_stamp *s;

		if (strncmp(e->d_name, LIST_NAME, strlen(LIST_NAME)) != 0)
			continue;
		HT_ROOM(ctx->arena, found.stamp, found.nstamp, found.capstamp);
		s = &found.stamp[found.nstamp++];
		s->path = ht_fmt(ctx->arena, "%s/%s", folder, e->d_name);
		read_stamp(s);
	}
	if (d != NULL)
		closedir(d);
	if (found.nstamp <= LISTS_MAX)
		return;
	qsort(found.stamp, found.nstamp, sizeof *found.stamp, compare_stamps);
	for (size_t i = LISTS_MAX; i < found.nstamp; i++)
		(void)unlink(found.stamp[i].path);
}

void
ht_fontscan_keep(
	ht_ctx *ctx, const ht_fontcache *cache, uint64_t key, ht_facelist *list)
{
	ht_buf b = {0};

	if (cache == NULL)
		return;
	ht_buf_addf(&b, HEAD, (unsigned long long)key);
	add_stamps(&b, cache, list);
	for (size_t i = 0; i < list->n; i++) {
		const ht_facerec *r = &list->rec[i];
		ht_arena *a = ctx->arena;

		ht_buf_addf(&b, "face%c%d %d %d %d %d%c%s%c%s%c%s\n", FIELD,
			r->index, r->weight, r->slant, r->width, r->local,
			FIELD, r->path, FIELD,
			swap(ht_fmt(a, "%s", r->families), '\n', TEXT_LINE),
			FIELD,
			swap(ht_fmt(a, "%s", r->styles), '\n', TEXT_LINE));
	}
	if (ht_io_write(ctx, list_path(ctx, cache, key), ht_buf_str(&b)) !=
		HT_OK)
		ctx->error = (ht_error){0};
	ht_buf_drop(&b);
	drop_oldest(ctx, cache->folder);
}
