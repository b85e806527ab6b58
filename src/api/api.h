/* SPDX-License-Identifier: Apache-2.0
 *
 * What stands behind include/hongtou.h.
 */
#ifndef HT_API_API_H
#define HT_API_API_H

#include "hongtou.h"
#include "run/run.h"

struct hongtou_engine {
	ht_ctx ctx; /* its arena holds the engine */
	ht_engine shared;
	hongtou_error error;
	bool tried, open;
};

struct hongtou_worker {
	ht_arena *arena; /* holds the worker */
	const hongtou_engine *engine;
	ht_ctx ctx; /* of the last document */
	ht_buf out;
	size_t npage;
	hongtou_diagnostic *diag;
	hongtou_error error;
	bool failed;
};

/* The error of ctx, in words, in its arena. */
void ht_api_tell(ht_ctx *ctx, hongtou_error *out);
/* The diagnostics of w->ctx; s is the source that they are about. */
hongtou_diagnostic *ht_api_list(ht_ctx *ctx, const ht_source *s);

/* A copy of a caller's struct, whose size was least when it was first
 * defined; what it does not have yet is 0.  HT_EUSAGE for another. */
ht_err ht_api_take(ht_ctx *ctx, const char *name, const char *init,
	const void *from, size_t least, void *to, size_t size);

#endif
