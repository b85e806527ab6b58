/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers as documents write them: Arabic of either width, Chinese.
 */
#ifndef HT_DOC_NUMBER_H
#define HT_DOC_NUMBER_H

#include "base/str.h"

/* The number that text begins with; 0 when there is none, or no room for it.
 * Counting words (ten, hundred) and bare digits are read alike. */
int ht_number_read(ht_str text);
/* The number of a level, chapter or item at the beginning of text: what stands
 * before it is skipped if it is an opening parenthesis or the ordinal word. */
int ht_number_ordinal(ht_str text);

#endif
