/* SPDX-License-Identifier: Apache-2.0
 *
 * How far a batch is: a line on a terminal, nothing elsewhere.
 */
#ifndef HT_APP_PROGRESS_H
#define HT_APP_PROGRESS_H

#include "app/app.h"

typedef struct {
	int64_t time; /* ms */
	size_t done;
} ht_progress_mark;

/* Not thread-safe.  A zeroed one shows nothing. */
typedef struct {
	bool on, drawn;
	bool shared; /* standard output is a terminal, too */
	ht_lang lang;
	size_t total, done, faults;
	int64_t start, shown; /* ms */
	ht_progress_mark mark[2]; /* the older first: the rate counts from it */
} ht_progress;

void ht_progress_begin(ht_progress *p, size_t total, ht_lang lang);
/* Takes the line away where a job's own lines would be written into it. */
void ht_progress_clear(ht_progress *p, const ht_job *j);
/* A job is done, with so many faults; the line is written again when it is
 * time. */
void ht_progress_step(ht_progress *p, int faults);
/* The last line, which stays. */
void ht_progress_end(ht_progress *p);

#endif
