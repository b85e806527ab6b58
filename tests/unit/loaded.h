/* SPDX-License-Identifier: Apache-2.0
 *
 * What tests of more than one stage need: the default layout and the fonts.
 */
#ifndef HT_UNIT_LOADED_H
#define HT_UNIT_LOADED_H

#include "font/font.h"
#include "style/layout.h"

/* Makes ctx and loads both; layout may be NULL.  0, or -1 for cmocka. */
static inline int
loaded_open(ht_ctx *ctx, ht_layout *layout, ht_fontset **fonts)
{
	ht_ctx_init(ctx);
	if (layout &&
		ht_layout_load(ctx, "layouts/document.yaml", layout) != HT_OK)
		return -1;
	return ht_fontset_load(ctx, "fonts/roles.yaml", "fonts/files", fonts) ==
			       HT_OK
		       ? 0
		       : -1;
}

static inline void
loaded_close(ht_ctx *ctx, ht_fontset *fonts)
{
	ht_fontset_drop(fonts);
	ht_ctx_drop(ctx);
}

#endif
