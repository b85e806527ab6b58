/* SPDX-License-Identifier: Apache-2.0
 *
 * Dumps: one text grammar for what every stage gives.  First line
 * "hongtou-dump 1 STAGE"; then a node a line, two blanks a level:
 *   kind key=value ... |text|
 * docs/DUMP.md tells it in full.
 */
#ifndef HT_BASE_DUMP_H
#define HT_BASE_DUMP_H

#include "base/str.h"

typedef struct {
	ht_buf *out;
	int depth;
} ht_dump;

void ht_dump_begin(ht_dump *d, ht_buf *out, const char *stage);
/* Starts a node's line at the present depth; end it with ht_dump_end(). */
void ht_dump_node(ht_dump *d, const char *kind);
void ht_dump_str(ht_dump *d, const char *key, ht_str value);
void ht_dump_cstr(ht_dump *d, const char *key, const char *value);
void ht_dump_int(ht_dump *d, const char *key, long value);
void ht_dump_mm(ht_dump *d, const char *key, ht_len value);
/* The node's text between bars; bars, backslashes and controls escaped. */
void ht_dump_text(ht_dump *d, ht_str text);
void ht_dump_end(ht_dump *d);

#endif
