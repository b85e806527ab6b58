/* SPDX-License-Identifier: Apache-2.0
 *
 * Fonts by role.  A role (仿宋体, 小标宋体 ...) is a kind of face that the
 * standard names; fonts/roles.yaml lists the families that serve it, and
 * fontconfig says where they are.
 */
#ifndef HT_FONT_FONT_H
#define HT_FONT_FONT_H

#include "base/ctx.h"
#include "base/unit.h"

typedef enum {
	HT_ROLE_FANGSONG, /* 仿宋体 */
	HT_ROLE_XIAOBIAOSONG, /* 小标宋体 */
	HT_ROLE_HEITI, /* 黑体 */
	HT_ROLE_KAITI, /* 楷体 */
	HT_ROLE_SONGTI, /* 宋体 */
	HT_ROLE_LATIN, /* Latin letters and digits, where a layout asks */
	HT_ROLE__MAX
} ht_role;

const char *ht_role_name(ht_role role);
bool ht_role_lookup(ht_str name, ht_role *out);

/* One face of one file, opened read-only and shared by all threads. */
typedef struct ht_font ht_font;

const char *ht_font_family(const ht_font *f);
const char *ht_font_style(const ht_font *f);
const char *ht_font_name(const ht_font *f); /* PostScript name, as PDFs say */
const char *ht_font_path(const ht_font *f);
int ht_font_index(const ht_font *f); /* of the face in a collection */
int ht_font_upem(const ht_font *f);
/* Place of the ideographic em-box's top above the baseline, font units
 * (OS/2 typographic metrics where they span one em, else 0.88 em). */
int ht_font_em_top(const ht_font *f);
/* Whole file's bytes (mapped); borrowed. */
ht_str ht_font_bytes(const ht_font *f);
/* A hb_face_t * of the face, immutable; borrowed. */
void *ht_font_hb_face(const ht_font *f);
/* Glyph of a code point by cmap, 0 when the font has none. */
uint32_t ht_font_glyph(const ht_font *f, uint32_t cp);
/* Advance in font units. */
int ht_font_advance(const ht_font *f, uint32_t gid);
/* Ink box by FreeType, font units, y up; false for an empty glyph. */
typedef struct {
	int x0, y0, x1, y1;
} ht_ink;
bool ht_font_ink(const ht_font *f, uint32_t gid, ht_ink *out);
/* Left and right end of a glyph's ink by HarfBuzz, font units, which may lie
 * further out where its curves have points beyond their ends; false for a
 * glyph that the font does not tell this of. */
bool ht_font_span(const ht_font *f, uint32_t gid, int *x0, int *x1);
/* Adds a glyph's outline as SVG path data, font units, y up; nothing for an
 * empty glyph. */
void ht_font_outline(const ht_font *f, uint32_t gid, ht_buf *out);

/* What a back end keeps with a font, once for all threads: make(f) is called
 * when it is first asked for (it may give NULL), drop when the font goes.  All
 * callers name the same functions. */
void *ht_font_keep(const ht_font *f, void *(*make)(const ht_font *f),
	void (*drop)(void *kept));

typedef struct ht_fontset ht_fontset;

typedef struct {
	const char *want; /* family named first in fonts/roles.yaml */
	const ht_font *font;
	bool substitute; /* it stands in for the role's own families */
} ht_role_report;

/* Loads roles.yaml, asks fontconfig (with font_dir added to what the system
 * has), opens each role's first font that is there.  HT_EFONT names a role
 * without a font and what to install.  Drop with ht_fontset_drop(). */
ht_err ht_fontset_load(ht_ctx *ctx, const char *roles_path,
	const char *font_dir, ht_fontset **out);
/* The folder in which answers of fontconfig are kept for the next run, and on
 * what beside fontconfig's own files they depend: a text (of the environment),
 * and paths that may appear. */
typedef struct {
	const char *folder, *key;
	const char *const *watch;
	size_t nwatch;
} ht_fontcache;
/* The same, with what an earlier run has found where that is still true. */
ht_err ht_fontset_load_cached(ht_ctx *ctx, const char *roles_path,
	const char *font_dir, const ht_fontcache *cache, ht_fontset **out);
void ht_fontset_drop(ht_fontset *fs);
ht_role_report ht_fontset_report(const ht_fontset *fs, ht_role role);
/* Opens what ht_font_ink() needs of a role's font, which is else done when a
 * document asks first. */
void ht_fontset_prepare(const ht_fontset *fs, ht_role role);
/* A hash of every file that the set may take a font from: its path, size and
 * time.  Another file, another key. */
uint64_t ht_fontset_key(const ht_fontset *fs);
/* The font for a code point: the role's own, or the first of the role's
 * fallbacks that has it, or NULL when no font has it. */
const ht_font *ht_fontset_find(const ht_fontset *fs, ht_role role, uint32_t cp);

/* ---- shaping --------------------------------------------------------- */

typedef struct {
	const ht_font *font;
	uint32_t gid;
	uint32_t cluster; /* byte of the text where the cluster begins */
	int32_t advance; /* font units of its font */
	int16_t dx, dy; /* the same, y up; what is further off is clamped */
} ht_glyph;

typedef struct {
	ht_glyph *glyph;
	size_t n, cap;
} ht_glyphs;

/* Shapes bytes beg..end of text in a role and adds the glyphs to out: splits by
 * font (with fallback, a cluster never split), shapes each piece with HarfBuzz
 * (Hani/Latn, zh-Hans), clusters ascending.  A code point that no font has
 * gives gid 0 in the role's own font.  Thread-safe for a shared font set.
 * Diagnostics are the caller's (gid 0, font other than the role's). */
ht_err ht_shape(ht_ctx *ctx, const ht_fontset *fs, ht_role role, ht_str text,
	size_t beg, size_t end, ht_glyphs *out);

#endif
