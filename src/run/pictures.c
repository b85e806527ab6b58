/* SPDX-License-Identifier: Apache-2.0
 *
 * The pictures of a document: seals, signature stamps, figures.  Their paths
 * count from the source's folder.
 */
#include "run/run.h"

#include <string.h>

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
		ht_msg why;

		if (!list[i].path)
			continue;
		same = find_same(list, i, list[i].path);
		if (same && same->image) {
			list[i].image = same->image;
			continue;
		}
		list[i].image = ht_image_open(&w->ctx,
			ht_source_beside(&w->ctx, &w->source, list[i].path),
			&why);
		if (!list[i].image)
			ht_diag_add(
				&w->ctx, why, list[i].span, list[i].path, NULL);
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
