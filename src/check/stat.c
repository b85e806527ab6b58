/* SPDX-License-Identifier: Apache-2.0
 *
 * Measured lengths.  A producer rounds places to its device's dots (0.12 pt is
 * common), so that equal distances come in two sizes: a mean over the samples
 * that belong together is finer than any one of them.
 */
#include "check/stat.h"

#include <stdlib.h>

void
ht_samples_add(ht_arena *a, ht_samples *s, ht_len v)
{
	HT_ROOM(a, s->v, s->n, s->cap);
	s->v[s->n++] = v;
}

static int
compare(const void *a, const void *b)
{
	ht_len x = *(const ht_len *)a, y = *(const ht_len *)b;

	return (x > y) - (x < y);
}

static void
sort(ht_samples *s)
{
	if (s->n)
		qsort(s->v, s->n, sizeof *s->v, compare);
}

static ht_len
mean(const ht_samples *s, size_t beg, size_t end)
{
	int64_t sum = 0, n = (int64_t)(end - beg);

	for (size_t i = beg; i < end; i++)
		sum += s->v[i];
	return (ht_len)((sum >= 0 ? sum + n / 2 : sum - n / 2) / n);
}

ht_mode
ht_samples_mode(ht_samples *s, ht_len window)
{
	ht_mode m = {0, 0, s->n};
	size_t beg = 0, best = 0;

	sort(s);
	for (size_t end = 1; end <= s->n; end++) {
		while (s->v[end - 1] - s->v[beg] > window)
			beg++;
		if (end - beg > m.agree) {
			m.agree = end - beg;
			best = beg;
		}
	}
	if (m.agree)
		m.value = mean(s, best, best + m.agree);
	return m;
}

ht_len
ht_samples_median(ht_samples *s)
{
	sort(s);
	return s->n ? s->v[s->n / 2] : 0;
}

ht_mode
ht_samples_near(const ht_samples *s, ht_len value, ht_len reach)
{
	ht_mode m = {value, 0, s->n};
	int64_t sum = 0;

	for (size_t i = 0; i < s->n; i++)
		if (abs(s->v[i] - value) <= reach) {
			sum += s->v[i];
			m.agree++;
		}
	if (m.agree)
		m.value = (ht_len)(sum / (int64_t)m.agree);
	return m;
}
