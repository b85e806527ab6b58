/* SPDX-License-Identifier: Apache-2.0
 *
 * The reader of PDFs, which may be untrusted, runs as a process of its own,
 * limited in time and memory.
 */
#ifndef HT_CHECK_READER_H
#define HT_CHECK_READER_H

#include "base/ctx.h"

/* Runs the program reader on the file path and adds what it says to answer,
 * which the caller drops.  HT_EIO, HT_EINPUT or HT_ELIMIT when the file cannot
 * be read, is no PDF or a damaged one, or goes past a limit. */
ht_err ht_reader_run(
	ht_ctx *ctx, const char *reader, const char *path, ht_buf *answer);

#endif
