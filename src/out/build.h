/* SPDX-License-Identifier: Apache-2.0
 *
 * Pages to the display list.
 */
#ifndef HT_OUT_BUILD_H
#define HT_OUT_BUILD_H

#include "out/display.h"
#include "page/page.h"

/* Borrows text from the document; the list lives in the context's arena. */
ht_err ht_display_build(ht_ctx *ctx, const ht_layout *l, const ht_doc *doc,
	const ht_pages *pages, ht_display *out);

#endif
