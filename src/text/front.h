/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside of front matter: its keys, and its lines where they are no YAML.
 */
#ifndef HT_TEXT_FRONT_H
#define HT_TEXT_FRONT_H

#include "text/raw.h"

/* The end of the key that line begins with, its colon behind it; 0: none. */
size_t ht_front_key_end(ht_str line);
/* The key that a text is, which may have blanks inside; NULL: no known one. */
const char *ht_front_known(ht_str key);
/* Whether an entry with this key has been taken. */
bool ht_front_again(const ht_raw_builder *b, ht_str key);
/* Takes what stands between bytes beg and end of the source as a line an entry,
 * "key: value", or a line an item below its key, "- value"; false, and nothing
 * is taken, where a line is something else or its key is not known.  *taken is
 * the end of the last text. */
bool
ht_front_lines(ht_raw_builder *b, uint32_t beg, uint32_t end, uint32_t *taken);

#endif
