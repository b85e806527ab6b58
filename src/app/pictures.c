/* SPDX-License-Identifier: Apache-2.0
 *
 * The pictures of a document: seals, signature stamps, figures.  Their paths
 * count from the source's folder.
 */
#include "app/app.h"

#include <string.h>

static const char *
beside(ht_arena *a, const char *source, const char *path)
{
	const char *slash = strrchr(source, '/');

	if (path[0] == '/' || !slash)
		return path;
	return ht_fmt(a, "%.*s/%s", (int)(slash - source), source, path);
}

/* A seal that several signatures have is one picture; NULL when it is new. */
static const ht_picture *
find_same(const ht_picture *list, size_t n, const char *path)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].path && strcmp(list[i].path, path) == 0)
			return &list[i];
	return NULL;
}

static void
open_all(ht_work *w, ht_picture *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const ht_picture *same;
		const char *why = "";

		if (!list[i].path)
			continue;
		same = find_same(list, i, list[i].path);
		if (same && same->image) {
			list[i].image = same->image;
			continue;
		}
		list[i].image = ht_image_open(&w->ctx,
			beside(w->ctx.arena, w->source.path, list[i].path),
			&why);
		if (!list[i].image)
			ht_diag_add(&w->ctx, HT_MSG_IMAGE_OPEN, list[i].span,
				list[i].path, why, NULL);
	}
}

ht_err
ht_work_pictures(ht_work *w)
{
	open_all(w, w->doc.set.seal, w->doc.set.nseal);
	open_all(w, w->doc.set.stamp, w->doc.set.nstamp);
	open_all(w, w->doc.figure, w->doc.nfigure);
	return HT_OK;
}
