/* SPDX-License-Identifier: Apache-2.0
 *
 * Measured lengths: what many samples agree on.
 */
#ifndef HT_CHECK_STAT_H
#define HT_CHECK_STAT_H

#include "base/arena.h"
#include "base/unit.h"

/* A growing list of samples in an arena. */
typedef struct {
	ht_len *v;
	size_t n, cap;
} ht_samples;

void ht_samples_add(ht_arena *a, ht_samples *s, ht_len v);

/* What samples agree on. */
typedef struct {
	ht_len value;
	size_t agree, of; /* samples that lie there, of all; 0: none at all */
} ht_mode;

/* The mean of the samples in the fullest window of a width; of windows that
 * are equally full the lowest.  Sorts the samples. */
ht_mode ht_samples_mode(ht_samples *s, ht_len window);
/* The middle one; 0 of none.  Sorts the samples. */
ht_len ht_samples_median(ht_samples *s);
/* The mean of those within reach of a value; the value itself when there is
 * none. */
ht_mode ht_samples_near(const ht_samples *s, ht_len value, ht_len reach);

#endif
