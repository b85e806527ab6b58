/* SPDX-License-Identifier: Apache-2.0
 *
 * Charstrings written anew for deflate.
 */
#ifndef HT_OUT_PDF_CFFPACK_H
#define HT_OUT_PDF_CFFPACK_H

#include "base/arena.h"
#include "base/str.h"

/* Replaces n charstrings that ht_cfffont_flatten() made by others, of the
 * arena, that draw the same and deflate better; those that cannot be written
 * anew (cffpath.h) stay. */
void ht_cffpack(ht_arena *a, ht_str *code, size_t n);

#endif
