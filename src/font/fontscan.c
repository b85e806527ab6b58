/* SPDX-License-Identifier: Apache-2.0
 *
 * fontconfig: what faces there are.  Its own matching is not used (see
 * fontset.c).
 */
#include "font/fontscan.h"

#include <dirent.h>
#include <fontconfig/fontconfig.h>
#include <string.h>
#include <sys/stat.h>

#define INDEX_MAX 0xFFFF /* fontconfig: above, instances of variable fonts */
#define FOLDERS_DEEP 16

static const char *
pattern_string(const FcPattern *p, const char *object, int i)
{
	FcChar8 *s;

	if (FcPatternGetString(p, object, i, &s) != FcResultMatch)
		return NULL;
	return (const char *)s;
}

static int
pattern_int(const FcPattern *p, const char *object, int missing)
{
	int value;

	if (FcPatternGetInteger(p, object, 0, &value) != FcResultMatch)
		return missing;
	return value;
}

/* PDF has no variable fonts; bitmaps have no outlines to embed. */
static bool
pattern_usable(const FcPattern *p)
{
	FcBool yes;

	if (FcPatternGetBool(p, FC_VARIABLE, 0, &yes) == FcResultMatch && yes)
		return false;
	if (FcPatternGetBool(p, FC_OUTLINE, 0, &yes) == FcResultMatch && !yes)
		return false;
	return pattern_string(p, FC_FILE, 0) != NULL &&
	       pattern_int(p, FC_INDEX, 0) <= INDEX_MAX;
}

/* All texts of an object (Regular, 标准 ...), one a line. */
static const char *
pattern_lines(
	ht_arena *a, const FcPattern *p, const char *object, const char *none)
{
	const char *lines = pattern_string(p, object, 0);
	const char *s;

	if (lines == NULL)
		return none;
	for (int i = 1; (s = pattern_string(p, object, i)) != NULL; i++)
		lines = ht_fmt(a, "%s\n%s", lines, s);
	return ht_str_cstr(a, ht_str_from(lines));
}

static bool
pattern_wanted(const FcPattern *p, ht_face_filter *wanted, void *user)
{
	const char *name;

	for (int i = 0; (name = pattern_string(p, FC_FAMILY, i)) != NULL; i++) {
		if (wanted(user, name))
			return true;
	}
	return false;
}

static void
add_face(ht_facelist *l, const FcPattern *p, bool local)
{
	HT_ROOM(l->arena, l->rec, l->n, l->cap);
	l->rec[l->n++] = (ht_facerec){
		.path = ht_str_cstr(
			l->arena, ht_str_from(pattern_string(p, FC_FILE, 0))),
		.families = pattern_lines(l->arena, p, FC_FAMILY, ""),
		.styles = pattern_lines(l->arena, p, FC_STYLE, "Regular"),
		.index = pattern_int(p, FC_INDEX, 0),
		.weight = pattern_int(p, FC_WEIGHT, FC_WEIGHT_REGULAR),
		.slant = pattern_int(p, FC_SLANT, FC_SLANT_ROMAN),
		.width = pattern_int(p, FC_WIDTH, FC_WIDTH_NORMAL),
		.local = local};
}

static void
add_stamp(ht_facelist *l, const char *path)
{
	for (size_t i = 0; i < l->nstamp; i++) {
		if (strcmp(l->stamp[i].path, path) == 0)
			return;
	}
	HT_ROOM(l->arena, l->stamp, l->nstamp, l->capstamp);
	l->stamp[l->nstamp++].path = ht_str_cstr(l->arena, ht_str_from(path));
}

static void
stamp_list(ht_facelist *l, FcStrList *list)
{
	const FcChar8 *path;

	while (list != NULL && (path = FcStrListNext(list)) != NULL) {
		const char *p = (const char *)path, *slash = strrchr(p, '/');

		add_stamp(l, p);
		/* The folder too, where another file may appear. */
		if (slash != NULL && slash != p)
			add_stamp(l,
				ht_fmt(l->arena, "%.*s", (int)(slash - p), p));
	}
	if (list != NULL)
		FcStrListDone(list);
}

/* The font folder and those in it. */
static void
stamp_folders(ht_facelist *l, const char *path, int depth)
{
	DIR *d = opendir(path);
	struct dirent *e;
	struct stat st;

	add_stamp(l, path);
	while (d != NULL && (e = readdir(d)) != NULL) {
		const char *full = ht_fmt(l->arena, "%s/%s", path, e->d_name);

		if (e->d_name[0] != '.' && depth < FOLDERS_DEEP &&
			stat(full, &st) == 0 && S_ISDIR(st.st_mode))
			stamp_folders(l, full, depth + 1);
	}
	if (d != NULL)
		closedir(d);
}

static void
scan_set(const FcFontSet *set, bool local, ht_face_filter *wanted, void *user,
	ht_facelist *out)
{
	for (int i = 0; set != NULL && i < set->nfont; i++) {
		if (pattern_usable(set->fonts[i]) &&
			pattern_wanted(set->fonts[i], wanted, user))
			add_face(out, set->fonts[i], local);
	}
}

/* What the system has, and the font folder.  The configuration is our own, so
 * that no other user of fontconfig in the process is touched. */
ht_err
ht_fontscan(ht_ctx *ctx, const char *font_dir, ht_face_filter *wanted,
	void *user, ht_facelist *out)
{
	FcConfig *config = FcInitLoadConfigAndFonts();

	if (config == NULL)
		return ht_fail(ctx, HT_EINTERNAL, HT_MSG_INTERNAL, NULL, 0,
			"fontconfig", NULL);
	if (font_dir != NULL) {
		FcConfigAppFontAddDir(config, (const FcChar8 *)font_dir);
		stamp_folders(out, font_dir, 0);
	}
	scan_set(FcConfigGetFonts(config, FcSetApplication), true, wanted, user,
		out);
	scan_set(FcConfigGetFonts(config, FcSetSystem), false, wanted, user,
		out);
	stamp_list(out, FcConfigGetConfigFiles(config));
	stamp_list(out, FcConfigGetConfigDirs(config));
	stamp_list(out, FcConfigGetFontDirs(config));
	FcConfigDestroy(config);
	return HT_OK;
}
