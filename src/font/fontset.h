/* SPDX-License-Identifier: Apache-2.0
 *
 * The fonts of a role one by one; for src/font/ only.
 */
#ifndef HT_FONT_FONTSET_H
#define HT_FONT_FONTSET_H

#include "font/font.h"

/* Font i of a role: 0 its own, 1... its fallbacks, opened when first asked
 * for.  NULL past the last.  Thread-safe. */
const ht_font *ht_fontset_nth(const ht_fontset *fs, ht_role role, size_t i);

#endif
