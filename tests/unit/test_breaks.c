/* SPDX-License-Identifier: Apache-2.0
 *
 * Line rules one by one, out of tests/breaks/ (tests/breaks/README.md tells
 * the format).  Fixed metrics, no font.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include "base/io.h"
#include "fixed.h"
#include "style/keys.h"

#define FOLDER "tests/breaks"
#define CELL (16 * HT_EMU_PT)
#define PER_MILLE 1000

typedef struct {
	ht_ctx ctx;
	ht_layout layout;
	const char *file;
	int line;
	int measure, first; /* per mille of a cell */
	ht_str text;
	int cases, bad;
} reader;

static void
reset(reader *r)
{
	r->layout = fixed_layout();
	r->measure = 28 * PER_MILLE;
	r->first = 0;
}

static int
per_mille(const char *s)
{
	return (int)(strtod(s, NULL) * PER_MILLE + 0.5);
}

static int
name_index(const ht_key *key, const char *value)
{
	for (int i = 0; key->names[i]; i++)
		if (strcmp(key->names[i], value) == 0)
			return i;
	return -1;
}

/* A key of the layout's part `line`, as a layout file has it. */
static void
set_key(reader *r, const char *name, const char *value)
{
	const char *path = ht_fmt(r->ctx.arena, "line.%s", name);
	void *base;
	const ht_key *key = ht_key_lookup(&r->layout, ht_str_from(path), &base);
	char *at = (char *)base + (key ? key->offset : 0);
	int n;

	if (!key)
		fail_msg("%s:%d: no key %s", r->file, r->line, path);
	if (key->type == HT_KEY_BOOL) {
		*(bool *)at = strcmp(value, "true") == 0;
		return;
	}
	n = key->type == HT_KEY_ENUM ? name_index(key, value)
				     : per_mille(value);
	if (n < 0)
		fail_msg("%s:%d: %s", r->file, r->line, value);
	memcpy(at, &n, sizeof n);
}

/* All differences are told before the test fails. */
static void
differ(reader *r, const char *want, const char *got)
{
	print_error("%s:%d\nwant %s\n got %s\n", r->file, r->line, want, got);
	r->bad++;
}

/* "break": a mark for each character of the text above. */
static void
check_marks(reader *r, const char *want)
{
	ht_buf got = {0};
	ht_fill f = fixed_fill(
		r->ctx.arena, &r->layout, ht_str_cstr(r->ctx.arena, r->text));

	for (size_t i = 0; i < f.n; i++)
		ht_buf_addf(&got, "%s%c", i ? " " : "",
			i == 0			 ? '.'
			: ht_fill_allowed(&f, i) ? '^'
						 : 'x');
	if (strcmp(got.p, want) != 0)
		differ(r, want, got.p);
	ht_buf_drop(&got);
	r->cases++;
}

/* "lines": a text with a bar where each line ends. */
static void
check_lines(reader *r, const char *want)
{
	ht_buf plain = {0}, got = {0};
	ht_line *line;
	ht_fill f;
	size_t n;

	for (const char *p = want; *p; p++)
		if (*p != '|')
			ht_buf_addc(&plain, *p);
	ht_buf_addc(&plain, '\0');
	f = fixed_fill(r->ctx.arena, &r->layout, plain.p);
	ht_fill_break(r->ctx.arena, &f,
		(ht_len)((int64_t)CELL * r->measure / PER_MILLE),
		(ht_len)((int64_t)CELL * r->first / PER_MILLE), 0, &line, &n);
	for (size_t i = 0; i < n; i++) {
		uint32_t beg = f.item[line[i].beg].beg;
		uint32_t end = f.item[line[i].end - 1].end;

		if (i)
			ht_buf_addc(&got, '|');
		ht_buf_add(&got, plain.p + beg, end - beg);
	}
	if (strcmp(got.p, want) != 0)
		differ(r, want, got.p);
	ht_buf_drop(&plain);
	ht_buf_drop(&got);
	r->cases++;
}

static void
read_line(reader *r, char *s)
{
	char *value = s + strcspn(s, " ");

	if (*s == '#' || *s == '\0')
		return;
	if (*value)
		*value++ = '\0';
	value += strspn(value, " ");
	if (strcmp(s, "reset") == 0)
		reset(r);
	else if (strcmp(s, "measure") == 0)
		r->measure = per_mille(value);
	else if (strcmp(s, "first") == 0)
		r->first = per_mille(value);
	else if (strcmp(s, "text") == 0)
		r->text = ht_str_from(
			ht_str_cstr(r->ctx.arena, ht_str_from(value)));
	else if (strcmp(s, "break") == 0)
		check_marks(r, value);
	else if (strcmp(s, "lines") == 0)
		check_lines(r, value);
	else
		set_key(r, s, value);
}

static void
read_file(reader *r, const char *name)
{
	ht_str text;

	r->file = ht_fmt(r->ctx.arena, FOLDER "/%s", name);
	r->line = 0;
	reset(r);
	assert_int_equal(ht_io_read(&r->ctx, r->file, 1 << 20, &text), HT_OK);
	for (size_t i = 0; i < text.n;) {
		size_t n = 0;

		while (i + n < text.n && text.p[i + n] != '\n')
			n++;
		r->line++;
		read_line(r,
			ht_str_cstr(r->ctx.arena, ht_str_sub(text, i, i + n)));
		i += n + 1;
	}
}

static void
test_folder(void **state)
{
	DIR *folder = opendir(FOLDER);
	struct dirent *entry;
	reader r = {0};

	(void)state;
	assert_non_null(folder);
	ht_ctx_init(&r.ctx);
	while ((entry = readdir(folder)) != NULL)
		if (ht_str_ends(ht_str_from(entry->d_name), ".breaks"))
			read_file(&r, entry->d_name);
	closedir(folder);
	assert_int_equal(r.bad, 0);
	assert_true(r.cases > 60);
	ht_ctx_drop(&r.ctx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
