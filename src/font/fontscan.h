/* SPDX-License-Identifier: Apache-2.0
 *
 * The faces that there are, by fontconfig or by what a file remembers of it;
 * for src/font/ only.
 */
#ifndef HT_FONT_FONTSCAN_H
#define HT_FONT_FONTSCAN_H

#include "base/ctx.h"
#include "font/font.h"

/* A face as fontconfig describes it. */
typedef struct {
	const char *path;
	const char *families, *styles; /* one a line */
	int index, weight, slant, width;
	bool local; /* of the font folder, not of the system */
} ht_facerec;

/* A file or folder on which the list depends; it is as it was when time and
 * size are (-1: it was not there). */
typedef struct {
	const char *path;
	int64_t time, size; /* nanoseconds; bytes */
} ht_stamp;

typedef struct {
	ht_arena *arena;
	ht_facerec *rec;
	size_t n, cap;
	ht_stamp *stamp;
	size_t nstamp, capstamp;
} ht_facelist;

/* Whether a face is of use: it bears a family that is asked for. */
typedef bool ht_face_filter(void *user, const char *family);

/* Asks fontconfig, with font_dir (may be NULL) added to what it knows.  What is
 * in out is of its arena. */
ht_err ht_fontscan(ht_ctx *ctx, const char *font_dir, ht_face_filter *wanted,
	void *user, ht_facelist *out);

/* Reads the list that was kept under a key; false, and out empty, when there
 * is none or something it depends on has changed. */
bool ht_fontscan_recall(
	ht_ctx *ctx, const ht_fontcache *cache, uint64_t key, ht_facelist *out);
/* Keeps a list.  That it cannot be kept is no error. */
void ht_fontscan_keep(ht_ctx *ctx, const ht_fontcache *cache, uint64_t key,
	ht_facelist *list);

#endif
