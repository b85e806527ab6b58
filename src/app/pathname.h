/* SPDX-License-Identifier: Apache-2.0
 *
 * Names of files: one spelling for each, and how they stand in JSON, which
 * holds UTF-8 while a name may be any bytes.
 */
#ifndef HT_APP_PATHNAME_H
#define HT_APP_PATHNAME_H

#include <jansson.h>

#include "base/str.h"

/* Takes out what does not count: slashes doubled or at the end, parts that are
 * ".".  ".." stays, as a symbolic link may stand before it.  In place; false
 * when there was nothing to take out. */
bool ht_pathname_clean(char *path);
/* The clean path of what stands below a folder, in a buffer used again. */
const char *ht_pathname_join(ht_buf *b, const char *folder, const char *rel);
/* What of a path stands below a folder, both of them clean; NULL when it is
 * elsewhere. */
const char *ht_pathname_below(const char *folder, const char *path);
/* Keeps of n paths the first of each spelling, in their order: how many. */
int ht_pathname_once(ht_arena *a, char **path, int n);

/* Puts a path into an object.  One that is no UTF-8 stands there with U+FFFD
 * in the place of its wrong bytes, and in hexadecimal as KEY_hex. */
void ht_pathname_put(json_t *o, const char *key, const char *path);
/* Reads it, into a buffer that is used again; NULL when there is none. */
char *ht_pathname_read(const json_t *o, const char *key, ht_buf *b);

#endif
