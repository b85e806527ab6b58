/* SPDX-License-Identifier: Apache-2.0
 *
 * Where the program finds what all documents share, and the key that tells one
 * such set from another.
 */
#include "app/app.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/io.h"
#include "doc/form.h"

#ifndef HT_PREFIX
#define HT_PREFIX "/usr/local"
#endif

#define FILE_LIMIT ((size_t)256 << 20) /* the program and its data files */
#define PATH_LIMIT 4096
#define PROGRAM "/proc/self/exe"
#define PROGRAM_HEAD 4096 /* bytes */
#define WATCHED 5 /* paths of find_cache() */

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* A checkout: data/ stands beside the build folder, two above the program
 * or one. */
static const char *
beside_program(ht_arena *a)
{
	char exe[PATH_LIMIT];
	ssize_t n = readlink(PROGRAM, exe, sizeof exe - 1);

	if (n <= 0)
		return NULL;
	exe[n] = '\0';
	for (int up = 0; up < 4; up++) {
		char *slash = strrchr(exe, '/');
		const char *share;

		if (!slash)
			return NULL;
		*slash = '\0';
		if (is_folder(ht_fmt(a, "%s/layouts", exe)) &&
			is_folder(ht_fmt(a, "%s/data", exe)))
			return ht_fmt(a, "%s", exe);
		share = ht_fmt(a, "%s/share/hongtou", exe);
		if (is_folder(share))
			return share;
	}
	return NULL;
}

/* The reader of PDFs: beside the program where it was built, in libexec where
 * it was installed. */
static const char *
find_reader(ht_arena *a)
{
	char exe[PATH_LIMIT];
	ssize_t n = readlink(PROGRAM, exe, sizeof exe - 1);
	const char *beside, *installed;
	char *slash;

	if (n <= 0)
		return HT_PREFIX "/libexec/hongtou/hongtou-read";
	exe[n] = '\0';
	slash = strrchr(exe, '/');
	if (slash)
		*slash = '\0';
	beside = ht_fmt(a, "%s/hongtou-read", exe);
	installed = ht_fmt(a, "%s/../libexec/hongtou/hongtou-read", exe);
	return access(beside, X_OK) == 0 ? beside : installed;
}

ht_err
ht_paths_find(ht_ctx *ctx, ht_paths *out)
{
	ht_arena *a = ctx->arena;
	const char *data = getenv("HONGTOU_DATA");

	if (!data || !*data)
		data = beside_program(a);
	if (!data)
		data = HT_PREFIX "/share/hongtou";
	HT_TRY(ht_paths_in(ctx, data, out));
	out->reader = find_reader(a);
	return HT_OK;
}

static ht_err
hash_file(ht_ctx *ctx, const char *path, uint64_t *key)
{
	ht_str bytes;

	HT_TRY(ht_io_read(ctx, path, FILE_LIMIT, &bytes));
	*key = ht_hash_add(*key, bytes);
	return HT_OK;
}

/* The program.  Its first bytes hold the linker's build ID, which is a hash of
 * all of it; where there is none, every byte counts. */
static ht_err
hash_program(ht_ctx *ctx, uint64_t *key)
{
	static const char note[] = "\x03\0\0\0GNU"; /* NT_GNU_BUILD_ID */
	char head[PROGRAM_HEAD];
	int fd = open(PROGRAM, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, head, sizeof head);

	if (fd >= 0)
		close(fd);
	for (ssize_t i = 0; i + (ssize_t)sizeof note < n; i++) {
		if (memcmp(head + i, note, sizeof note) != 0)
			continue;
		*key = ht_hash_add(*key, (ht_str){head, (size_t)n});
		return HT_OK;
	}
	return hash_file(ctx, PROGRAM, key);
}

/* The layout as read, `extends` followed: plain values, then its texts. */
static uint64_t
hash_layout(uint64_t key, const ht_layout *layout)
{
	ht_layout values = *layout;
	const char **text[] = {&values.name, &values.label, &values.form,
		&values.title.subject, &values.title.words,
		&values.title.break_before, &values.title.avoid_start,
		&values.title.avoid_end, &values.page_number.form};

	for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
		key = ht_hash_add(key, ht_str_from(*text[i]));
		*text[i] = NULL; /* an address differs from run to run */
	}
	return ht_hash_add(key, (ht_str){(const char *)&values, sizeof values});
}

/* What documents of each form are set by: of a layout for all forms, its own
 * keys over the form's; else the forms' files. */
static ht_err
hash_forms(ht_ctx *ctx, ht_engine *e)
{
	const char *form;

	for (size_t i = 0; (form = ht_form_layout(i)) != NULL; i++) {
		ht_layout *of = HT_NEW(ctx->arena, ht_layout);

		if (e->layout.forms == HT_FORMS_ALL) {
			HT_TRY(ht_engine_layout(ctx, e, form, of));
			e->key = hash_layout(e->key, of);
			continue;
		}
		HT_TRY(hash_file(ctx,
			ht_fmt(ctx->arena, "%s/%s.yaml", e->setup.paths.layouts,
				form),
			&e->key));
	}
	return HT_OK;
}

static ht_err
hash_engine(ht_ctx *ctx, ht_engine *e)
{
	const ht_setup *by = &e->setup;
	ht_str options = ht_str_from(ht_fmt(ctx->arena, "%s %s %s",
		by->no_infer ? "no-infer" : "infer",
		by->like_original ? "like-original" : "",
		by->small ? "small" : ""));
	uint64_t fonts;

	e->key = ht_hash_add(HT_HASH_START, options);
	HT_TRY(hash_program(ctx, &e->key));
	e->key = hash_layout(e->key, &e->layout);
	HT_TRY(hash_forms(ctx, e));
	HT_TRY(hash_file(ctx, by->paths.rules, &e->key));
	HT_TRY(hash_file(ctx, by->paths.roles, &e->key));
	fonts = ht_fontset_key(e->fonts);
	e->key = ht_hash_add(
		e->key, (ht_str){(const char *)&fonts, sizeof fonts});
	return HT_OK;
}

/* The folder for what may be lost; NULL when the environment names none. */
static const char *
cache_folder(ht_arena *a)
{
	const char *folder = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (folder && *folder == '/')
		return ht_fmt(a, "%s/hongtou", folder);
	if (home && *home == '/')
		return ht_fmt(a, "%s/.cache/hongtou", home);
	return NULL;
}

/* Makes a folder and the one above it, as far as they are missing. */
static bool
make_folder(ht_arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (is_folder(path))
		return true;
	(void)mkdir(ht_fmt(a, "%.*s", (int)(slash - path), path), 0700);
	return mkdir(path, 0700) == 0 || errno == EEXIST;
}

/* Where the program runs, when its data folder is named from there; else "". */
static const char *
base_of(ht_arena *a, const char *data)
{
	char here[PATH_LIMIT];

	if (*data == '/' || !getcwd(here, sizeof here))
		return "";
	return ht_fmt(a, "%s", here);
}

/* fontconfig's answers are kept beside other caches of the user; false when
 * that is not possible.  They depend on these variables and on files of the
 * user that may appear. */
static bool
find_cache(ht_arena *a, const char *data, const char **watch, ht_fontcache *out)
{
	static const char *const names[] = {"HOME", "XDG_CONFIG_HOME",
		"XDG_DATA_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH",
		"FONTCONFIG_SYSROOT"};
	const char *folder = cache_folder(a), *key = base_of(a, data);
	const char *home = getenv("HOME"), *config = getenv("XDG_CONFIG_HOME");

	if (!folder || !make_folder(a, folder))
		return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);

		key = ht_fmt(a, "%s%s=%s\n", key, names[i], value ? value : "");
	}
	home = home ? home : "";
	if (!config || !*config)
		config = ht_fmt(a, "%s/.config", home);
	watch[0] = ht_fmt(a, "%s/fontconfig", config);
	watch[1] = ht_fmt(a, "%s/fontconfig/fonts.conf", config);
	watch[2] = ht_fmt(a, "%s/fontconfig/conf.d", config);
	watch[3] = ht_fmt(a, "%s/.fonts.conf", home);
	watch[4] = ht_fmt(a, "%s/.fonts.conf.d", home);
	*out = (ht_fontcache){.folder = folder,
		.key = key,
		.watch = watch,
		.nwatch = WATCHED};
	return true;
}

ht_err
ht_engine_open(ht_ctx *ctx, const ht_options *opt, bool fonts, ht_engine *out)
{
	const char *watch[WATCHED] = {0};
	ht_fontcache cache;
	ht_setup setup = {.layout = opt->layout,
		.layout_given = opt->layout_given,
		.no_infer = opt->no_infer,
		.small = opt->small,
		.like_original = opt->like_original};

	*out = (ht_engine){0};
	HT_TRY(ht_paths_find(ctx, &setup.paths));
	if (fonts && find_cache(ctx->arena, setup.paths.data, watch, &cache))
		setup.fontcache = &cache;
	HT_TRY(ht_engine_load(ctx, &setup, fonts, out));
	return fonts ? hash_engine(ctx, out) : HT_OK;
}
