/* SPDX-License-Identifier: Apache-2.0
 *
 * Roles to fonts.  fontconfig is asked once for what there is; families are
 * then matched by their whole names.  Its own matching is not used: it always
 * answers, with the nearest face it knows, and a document in the wrong face
 * is worse than an error.  A role's font is opened at once, a fallback when
 * the first character asks for it.
 */
#include "font/fontset.h"

#include <fontconfig/fontconfig.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "font/face.h"
#include "font/fontscan.h"
#include "font/roles.h"

/* A face that fontconfig knows and a family of roles.yaml names. */
typedef struct {
	const char *path, *style;
	const char *family; /* by which it was found first */
	int index, weight, slant, width;
	bool local; /* of the font folder, not of the system */
	bool tried; /* font is what opening gave, NULL for a broken file */
	ht_font *font;
} face;

/* A family name of roles.yaml and the faces that bear it. */
typedef struct {
	const char *name;
	face **face;
	size_t n, cap;
} family;

/* The faces of one entry of roles.yaml, the best first. */
typedef struct {
	face **face;
	size_t n;
} source;

typedef struct {
	ht_role_report report;
	source *fallback;
	size_t nfallback;
} role_fonts;

/* What a shared font set may still change, behind its lock. */
typedef struct {
	pthread_mutex_t lock;
	ht_arena *arena;
	face **face; /* every one, to give back what is open */
	size_t nface, capface;
	role_fonts role[HT_ROLE__MAX];
} state;

struct ht_fontset {
	state *state;
};

typedef struct {
	state *st;
	family *family; /* by name, ascending */
	size_t n, cap;
} catalogue;

static unsigned char
fold(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Upper and lower case of ASCII alike, without a locale. */
static int
compare_names(const char *a, const char *b)
{
	while (*a != '\0' && fold(*a) == fold(*b)) {
		a++;
		b++;
	}
	return fold(*a) - fold(*b);
}

static int
compare_families(const void *a, const void *b)
{
	return compare_names(
		((const family *)a)->name, ((const family *)b)->name);
}

static int
distance(int a, int b)
{
	return a < b ? b - a : a - b;
}

/* Upright, of regular weight and width first; then the font folder's; the
 * path decides last, so that the same files always give the same face. */
static int
compare_faces(const void *pa, const void *pb)
{
	const face *a = *(face *const *)pa, *b = *(face *const *)pb;
	int d = distance(a->slant, FC_SLANT_ROMAN) -
		distance(b->slant, FC_SLANT_ROMAN);

	if (d == 0)
		d = distance(a->weight, FC_WEIGHT_REGULAR) -
		    distance(b->weight, FC_WEIGHT_REGULAR);
	if (d == 0)
		d = distance(a->width, FC_WIDTH_NORMAL) -
		    distance(b->width, FC_WIDTH_NORMAL);
	if (d == 0)
		d = (int)b->local - (int)a->local;
	if (d == 0)
		d = strcmp(a->path, b->path);
	return d != 0 ? d : a->index - b->index;
}

static void
want_families(catalogue *c, const ht_families *list)
{
	for (size_t i = 0; i < list->n; i++) {
		HT_ROOM(c->st->arena, c->family, c->n, c->cap);
		c->family[c->n++].name = list->family[i].family;
	}
}

static void
want_roles(catalogue *c, const ht_role_spec *spec)
{
	size_t kept = 0;

	for (int i = 0; i < HT_ROLE__MAX; i++) {
		want_families(c, &spec[i].own);
		want_families(c, &spec[i].substitute);
		want_families(c, &spec[i].fallback);
	}
	qsort(c->family, c->n, sizeof *c->family, compare_families);
	for (size_t i = 0; i < c->n; i++) {
		if (kept == 0 || compare_families(&c->family[kept - 1],
					 &c->family[i]) != 0)
			c->family[kept++] = c->family[i];
	}
	c->n = kept;
}

static family *
find_family(const catalogue *c, const char *name)
{
	family key = {.name = name};

	return bsearch(&key, c->family, c->n, sizeof key, compare_families);
}

static face *
add_face(catalogue *c, const ht_facerec *r, const char *name)
{
	state *st = c->st;
	face *f = HT_NEW(st->arena, face);

	f->path = r->path;
	f->family = name;
	f->style = r->styles;
	f->index = r->index;
	f->weight = r->weight;
	f->slant = r->slant;
	f->width = r->width;
	f->local = r->local;
	HT_ROOM(st->arena, st->face, st->nface, st->capface);
	st->face[st->nface++] = f;
	return f;
}

/* Puts a face under each of its families that is asked for. */
static void
enter_face(catalogue *c, const ht_facerec *r)
{
	const char *p = r->families;
	face *f = NULL;

	while (*p != '\0') {
		size_t n = strcspn(p, "\n");
		const char *name = ht_fmt(c->st->arena, "%.*s", (int)n, p);
		family *fam = find_family(c, name);

		if (fam != NULL && f == NULL)
			f = add_face(c, r, name);
		if (fam != NULL) {
			HT_ROOM(c->st->arena, fam->face, fam->n, fam->cap);
			fam->face[fam->n++] = f;
		}
		p += n + (p[n] == '\n');
	}
}

static bool
is_wanted(void *user, const char *name)
{
	return find_family(user, name) != NULL;
}

/* What the list of faces depends on beside files: the families asked for, the
 * font folder, the environment. */
static uint64_t
list_key(const catalogue *c, const char *font_dir, const ht_fontcache *cache)
{
	uint64_t key = HT_HASH_START;

	for (size_t i = 0; i < c->n; i++)
		key = ht_hash_add(key, ht_str_from(c->family[i].name));
	if (font_dir != NULL)
		key = ht_hash_add(key, ht_str_from(font_dir));
	return cache != NULL ? ht_hash_add(key, ht_str_from(cache->key)) : key;
}

static ht_err
scan_fonts(ht_ctx *ctx, catalogue *c, const char *font_dir,
	const ht_fontcache *cache)
{
	ht_facelist list = {.arena = c->st->arena};
	uint64_t key = list_key(c, font_dir, cache);

	if (!ht_fontscan_recall(ctx, cache, key, &list)) {
		HT_TRY(ht_fontscan(ctx, font_dir, is_wanted, c, &list));
		ht_fontscan_keep(ctx, cache, key, &list);
	}
	for (size_t i = 0; i < list.n; i++)
		enter_face(c, &list.rec[i]);
	return HT_OK;
}

static bool
has_style(const face *f, const char *style)
{
	char line[64];
	const char *p = f->style;

	if (style == NULL)
		return true;
	while (*p != '\0') {
		size_t n = strcspn(p, "\n");

		if (n < sizeof line) {
			memcpy(line, p, n);
			line[n] = '\0';
			if (compare_names(line, style) == 0)
				return true;
		}
		p += n + (p[n] == '\n');
	}
	return false;
}

/* The faces of an entry, ranked; without any when none is installed. */
static source
rank_faces(const catalogue *c, const ht_family *want)
{
	const family *fam = find_family(c, want->family);
	source s = {NULL, 0};

	if (fam == NULL || fam->n == 0)
		return s;
	s.face = HT_ARRAY(c->st->arena, face *, fam->n);
	for (size_t i = 0; i < fam->n; i++) {
		if (has_style(fam->face[i], want->style))
			s.face[s.n++] = fam->face[i];
	}
	qsort(s.face, s.n, sizeof *s.face, compare_faces);
	return s;
}

/* The first face of an entry that opens; broken files are passed over.  The
 * caller holds the lock or is alone. */
static const ht_font *
open_source(state *st, const source *s)
{
	for (size_t i = 0; i < s->n; i++) {
		face *f = s->face[i];

		if (!f->tried) {
			ht_str style = {f->style, strcspn(f->style, "\n")};

			f->tried = true;
			f->font = ht_face_open(st->arena, f->path, f->index,
				f->family, ht_str_cstr(st->arena, style));
		}
		if (f->font != NULL)
			return f->font;
	}
	return NULL;
}

static const ht_font *
open_first(const catalogue *c, const ht_families *list)
{
	const ht_font *font = NULL;

	for (size_t i = 0; i < list->n && font == NULL; i++) {
		source s = rank_faces(c, &list->family[i]);

		font = open_source(c->st, &s);
	}
	return font;
}

static const char *
list_names(ht_arena *a, const ht_role_spec *spec)
{
	const char *names = spec->own.family[0].family;

	for (size_t i = 1; i < spec->own.n; i++)
		names = ht_fmt(a, "%s, %s", names, spec->own.family[i].family);
	for (size_t i = 0; i < spec->substitute.n; i++) {
		const ht_family *f = &spec->substitute.family[i];

		names = ht_fmt(a, "%s, %s%s%s", names, f->family,
			f->style != NULL ? " " : "",
			f->style != NULL ? f->style : "");
	}
	return names;
}

static ht_err
resolve_role(
	ht_ctx *ctx, catalogue *c, const ht_role_spec *spec, role_fonts *out)
{
	ht_role_report *r = &out->report;

	r->want = spec->own.family[0].family;
	r->font = open_first(c, &spec->own);
	if (r->font == NULL) {
		r->font = open_first(c, &spec->substitute);
		r->substitute = true;
	}
	if (r->font == NULL)
		return ht_fail(ctx, HT_EFONT, HT_MSG_FONT_ROLE, NULL, 0,
			spec->label, list_names(ctx->arena, spec),
			spec->install, NULL);
	out->fallback = HT_ARRAY(c->st->arena, source, spec->fallback.n);
	for (size_t i = 0; i < spec->fallback.n; i++) {
		source s = rank_faces(c, &spec->fallback.family[i]);

		if (s.n > 0)
			out->fallback[out->nfallback++] = s;
	}
	return HT_OK;
}

static ht_err
load(ht_ctx *ctx, state *st, const char *roles_path, const char *font_dir,
	const ht_fontcache *cache)
{
	ht_role_spec spec[HT_ROLE__MAX] = {0};
	catalogue c = {.st = st};

	HT_TRY(ht_roles_load(ctx, st->arena, roles_path, spec));
	want_roles(&c, spec);
	HT_TRY(scan_fonts(ctx, &c, font_dir, cache));
	for (int i = 0; i < HT_ROLE__MAX; i++)
		HT_TRY(resolve_role(ctx, &c, &spec[i], &st->role[i]));
	return HT_OK;
}

/* font_dir may be NULL.  Errors: also HT_EIO and HT_ELAYOUT for roles.yaml. */
ht_err
ht_fontset_load(ht_ctx *ctx, const char *roles_path, const char *font_dir,
	ht_fontset **out)
{
	return ht_fontset_load_cached(ctx, roles_path, font_dir, NULL, out);
}

ht_err
ht_fontset_load_cached(ht_ctx *ctx, const char *roles_path,
	const char *font_dir, const ht_fontcache *cache, ht_fontset **out)
{
	ht_arena *a = ht_arena_new();
	ht_fontset *fs = HT_NEW(a, ht_fontset);
	ht_err err;

	fs->state = HT_NEW(a, state);
	fs->state->arena = a;
	pthread_mutex_init(&fs->state->lock, NULL);
	err = load(ctx, fs->state, roles_path, font_dir, cache);
	if (err != HT_OK) {
		ht_fontset_drop(fs);
		fs = NULL;
	}
	*out = fs;
	return err;
}

/* No font of the set may be used any more; fs may be NULL. */
void
ht_fontset_drop(ht_fontset *fs)
{
	state *st;

	if (fs == NULL)
		return;
	st = fs->state;
	for (size_t i = 0; i < st->nface; i++)
		ht_face_drop(st->face[i]->font);
	pthread_mutex_destroy(&st->lock);
	ht_arena_drop(st->arena);
}

void
ht_fontset_prepare(const ht_fontset *fs, ht_role role)
{
	const ht_font *font = fs->state->role[role].report.font;
	ht_ink box;

	if (font)
		ht_font_ink(font, 0, &box);
}

/* Which font serves a role; valid as long as the set. */
ht_role_report
ht_fontset_report(const ht_fontset *fs, ht_role role)
{
	return fs->state->role[role].report;
}

uint64_t
ht_fontset_key(const ht_fontset *fs)
{
	const state *st = fs->state;
	uint64_t sum = 0; /* whatever order fontconfig found them in */

	for (size_t i = 0; i < st->nface; i++) {
		const face *f = st->face[i];
		struct stat info = {0};
		int64_t what[3] = {f->index};
		uint64_t key = HT_HASH_START;

		if (stat(f->path, &info) == 0) {
			what[1] = info.st_size;
			what[2] = info.st_mtime;
		}
		key = ht_hash_add(key, ht_str_from(f->path));
		sum += ht_hash_add(
			key, (ht_str){(const char *)what, sizeof what});
	}
	return sum;
}

const ht_font *
ht_fontset_nth(const ht_fontset *fs, ht_role role, size_t i)
{
	state *st = fs->state;
	const role_fonts *r = &st->role[role];
	const ht_font *font = r->report.font;
	size_t nth = 0;

	if (i == 0)
		return font;
	pthread_mutex_lock(&st->lock);
	for (size_t k = 0; k < r->nfallback && nth < i; k++) {
		font = open_source(st, &r->fallback[k]);
		if (font != NULL && font != r->report.font)
			nth++;
	}
	pthread_mutex_unlock(&st->lock);
	return nth == i ? font : NULL;
}

const ht_font *
ht_fontset_find(const ht_fontset *fs, ht_role role, uint32_t cp)
{
	const ht_font *font = ht_fontset_nth(fs, role, 0);

	for (size_t i = 1; font != NULL && ht_font_glyph(font, cp) == 0; i++)
		font = ht_fontset_nth(fs, role, i);
	return font;
}
