/* SPDX-License-Identifier: Apache-2.0
 *
 * Names of files.  The manifest finds a document by the spelling of its paths,
 * so that these are cleaned where they enter, by their letters alone: the file
 * system is not asked, and a relative path stays another than an absolute one.
 */
#include "app/pathname.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define KEY_LONGEST 32
#define HEX 16

/* --- spelling */

bool
ht_pathname_clean(char *path)
{
	const char *p = path;
	char *to = path;
	size_t before = strlen(path);

	if (*p == '/')
		*to++ = '/';
	while (*p) {
		size_t n;

		p += strspn(p, "/");
		n = strcspn(p, "/");
		if (n > 1 || (n == 1 && *p != '.')) {
			if (to > path && to[-1] != '/')
				*to++ = '/';
			memmove(to, p, n);
			to += n;
		}
		p += n;
	}
	if (to == path && before)
		*to++ = '.';
	*to = '\0';
	return (size_t)(to - path) != before;
}

const char *
ht_pathname_join(ht_buf *b, const char *folder, const char *rel)
{
	b->n = 0;
	ht_buf_addf(b, "%s/%s", folder, rel);
	ht_pathname_clean(b->p);
	return b->p;
}

const char *
ht_pathname_below(const char *folder, const char *path)
{
	size_t n = strlen(folder);

	if (strcmp(folder, ".") == 0)
		return *path == '/' ? NULL : path;
	if (n == 0 || strncmp(path, folder, n) != 0)
		return NULL;
	if (folder[n - 1] == '/')
		return path + n;
	return path[n] == '/' ? path + n + 1 : NULL;
}

typedef struct {
	char *path;
	int place;
} named;

static int
by_path(const void *a, const void *b)
{
	const named *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	return order ? order : x->place - y->place;
}

int
ht_pathname_once(ht_arena *a, char **path, int n)
{
	named *all = HT_ARRAY(a, named, (size_t)n);
	int kept = 0;

	for (int i = 0; i < n; i++)
		all[i] = (named){path[i], i};
	qsort(all, (size_t)n, sizeof *all, by_path);
	for (int i = 1; i < n; i++) {
		if (strcmp(all[i].path, all[i - 1].path) == 0)
			path[all[i].place] = NULL;
	}
	for (int i = 0; i < n; i++) {
		if (path[i])
			path[kept++] = path[i];
	}
	return kept;
}

/* --- JSON */

static const char *
hex_key(const char *key, char out[KEY_LONGEST])
{
	snprintf(out, KEY_LONGEST, "%s_hex", key);
	return out;
}

/* What can be shown of bytes that are no UTF-8. */
static json_t *
shown(const char *path)
{
	ht_str s = ht_str_from(path);
	ht_buf b = {0};
	json_t *text;

	for (size_t i = 0; i < s.n;)
		ht_buf_addcp(&b, ht_utf8_next(s, &i));
	text = json_stringn(b.p, b.n);
	ht_buf_drop(&b);
	return text;
}

static json_t *
hex(const char *path)
{
	ht_buf b = {0};
	json_t *text;

	for (const char *p = path; *p; p++)
		ht_buf_addf(&b, "%02x", (unsigned)(unsigned char)*p);
	text = json_stringn(b.p, b.n);
	ht_buf_drop(&b);
	return text;
}

void
ht_pathname_put(json_t *o, const char *key, const char *path)
{
	json_t *text = json_string(path);
	char beside[KEY_LONGEST];

	json_object_del(o, hex_key(key, beside));
	json_object_set_new(o, key, text ? text : shown(path));
	if (!text)
		json_object_set_new(o, beside, hex(path));
}

/* The bytes that digits stand for; false when these are none. */
static bool
read_hex(const char *digits, ht_buf *b)
{
	char pair[3] = "";
	char *end;

	for (; digits[0] && digits[1]; digits += 2) {
		memcpy(pair, digits, 2);
		ht_buf_addc(b, (char)strtoul(pair, &end, HEX));
		if (*end || b->p[b->n - 1] == '\0')
			return false;
	}
	return *digits == '\0' && b->n > 0;
}

char *
ht_pathname_read(const json_t *o, const char *key, ht_buf *b)
{
	const char *text = json_string_value(json_object_get(o, key));
	char beside[KEY_LONGEST];
	const char *digits =
		json_string_value(json_object_get(o, hex_key(key, beside)));

	b->n = 0;
	if (text && digits)
		return read_hex(digits, b) ? b->p : NULL;
	if (text)
		ht_buf_add(b, text, strlen(text) + 1);
	return text ? b->p : NULL;
}
