/* SPDX-License-Identifier: Apache-2.0
 *
 * --shard K/N: which part of the sources a process takes.
 */
#ifndef HT_APP_SHARD_H
#define HT_APP_SHARD_H

#include "base/ctx.h"

#define HT_SHARD_MAX 100000

typedef struct {
	uint32_t number, of; /* 1...of; 0: all sources, no shards */
} ht_shard;

/* K/N, or auto, auto/N: as the environment says. */
ht_err ht_shard_read(ht_ctx *ctx, const char *value, ht_shard *out);
/* Is a source this shard's?  stem: its path below the folder that was named,
 * without its ending. */
bool ht_shard_takes(const ht_shard *s, ht_str stem);
/* OUT/manifest.json, or OUT/manifest.K-of-N.json; with the ending asked for. */
const char *ht_shard_manifest(
	ht_arena *a, const ht_shard *s, const char *folder, const char *ending);
/* The shard whose manifest has this name; of is 0 when it is none. */
ht_shard ht_shard_of_name(const char *name);

#endif
