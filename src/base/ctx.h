/* SPDX-License-Identifier: Apache-2.0
 *
 * The context of one document, and the two channels of what can go wrong.
 * An error (ht_err) means "cannot go on": the caller stops.  A diagnostic
 * means "this document is imperfect": it is kept and the work goes on.
 * Their texts, severities and clauses stand in data/messages.tsv.
 */
#ifndef HT_BASE_CTX_H
#define HT_BASE_CTX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

typedef enum {
	HT_OK,
	HT_EUSAGE, /* the command line */
	HT_EIO, /* a file cannot be read or written */
	HT_EINPUT, /* a source cannot be used */
	HT_ELAYOUT, /* a layout, rule or role file is wrong */
	HT_EFONT, /* no font for a role */
	HT_ELIMIT, /* a named limit is exceeded */
	HT_EINTERNAL
} ht_err;

#define HT_TRY(call)                                                           \
	do {                                                                   \
		ht_err ht_try_ = (call);                                       \
		if (ht_try_ != HT_OK)                                          \
			return ht_try_;                                        \
	} while (0)

typedef enum {
	HT_SEV_NOTE, /* said for the record: inferred, substituted, left out */
	HT_SEV_WARNING, /* the source deserves a look */
	HT_SEV_FAULT, /* the page is not what the source says: exit code 1 */
	HT_SEV_ERROR /* messages of ht_err */
} ht_severity;

/* Messages: HT_MSG_<name>, one row of data/messages.tsv each. */
typedef enum {
#define HT_MSG(name, severity, clause, zh, en, hint_zh, hint_en) HT_MSG_##name,
#include "base/messages.inc"
#undef HT_MSG
	HT_MSG__MAX
} ht_msg;

typedef struct {
	const char *name; /* DOC_HALF_COMMA: the code name, upper case */
	ht_severity severity;
	const char *clause; /* "" when none */
	const char *text[2],
		*hint[2]; /* [0] zh, [1] en; {1} {2} {3}: arguments */
} ht_msg_info;

typedef enum { HT_ZH, HT_EN } ht_lang;

#define HT_MSG_ARGS 3

typedef struct {
	ht_msg id;
	ht_span span; /* of the source; empty when it has no place there */
	int page; /* 1..., or 0 when none */
	const char *arg[HT_MSG_ARGS];
} ht_diag;

typedef struct {
	ht_err code;
	ht_msg id;
	const char *file; /* NULL when none */
	int line; /* 1..., or 0 */
	const char *arg[HT_MSG_ARGS];
} ht_error;

typedef struct ht_loader ht_loader; /* base/io.h */

typedef struct {
	ht_arena *arena;
	const ht_loader *loader; /* of the files that the document names; NULL:
				  * they are on the file system */
	/* For what is wanted no longer than one step of a stage: whoever takes
	 * from it resets it at the step's end, and calls none in between that
	 * does so too. */
	ht_arena *scratch;
	ht_diag *diag;
	size_t ndiag, capdiag;
	ht_error error; /* valid when a call returned other than HT_OK */
} ht_ctx;

/* The context owns its arenas; drop gives back all. */
void ht_ctx_init(ht_ctx *ctx);
void ht_ctx_drop(ht_ctx *ctx);
/* As new, for another document, with the arena's memory kept. */
void ht_ctx_reset(ht_ctx *ctx);

const ht_msg_info *ht_msg_lookup(ht_msg id);
/* The text of a message in lang with its arguments put in: {1}...; {1|row|rows}
 * is what stands for an argument of 1, and for others. */
void ht_msg_format(ht_buf *out, const char *text, const char *const *arg);

/* Adds a diagnostic.  Up to 3 string arguments, then NULL; they are copied. */
void ht_diag_add(ht_ctx *ctx, ht_msg id, ht_span span, ...)
	__attribute__((sentinel));
/* Records an error and returns its code: return ht_fail(ctx, HT_EIO, ...).
 * file may be NULL, line 0; then up to 3 string arguments and NULL. */
ht_err ht_fail(ht_ctx *ctx, ht_err code, ht_msg id, const char *file, int line,
	...) __attribute__((sentinel));

#endif
