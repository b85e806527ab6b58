/* SPDX-License-Identifier: Apache-2.0
 *
 * Files: read whole, named when they are whole.
 */
#ifndef HT_BASE_IO_H
#define HT_BASE_IO_H

#include "base/ctx.h"

/* Reads path into the arena; more than limit bytes is HT_ELIMIT. */
ht_err ht_io_read(ht_ctx *ctx, const char *path, size_t limit, ht_str *out);
/* Who gives the files that a document names, where it is not the file system:
 * like ht_io_read(), into the arena of ctx. */
struct ht_loader {
	ht_err (*load)(void *user, ht_ctx *ctx, const char *path, size_t limit,
		ht_str *out);
	void *user;
};
/* Reads a file that the document names: asks ctx->loader, if there is one. */
ht_err ht_io_load(ht_ctx *ctx, const char *path, size_t limit, ht_str *out);
/* A path that a file names: it counts from that file's folder. */
const char *ht_io_beside(ht_arena *a, const char *file, const char *path);
/* Is path written directly: a device, a pipe, standard output? */
bool ht_io_is_device(const char *path);
/* Makes the folders above a file, as far as they are missing. */
ht_err ht_io_make_folders(ht_ctx *ctx, const char *path);
/* Writes bytes to path: the file gets that name when it is whole, so that no
 * reader ever sees a part.  Nothing is left behind on failure. */
ht_err ht_io_write(ht_ctx *ctx, const char *path, ht_str bytes);

#endif
