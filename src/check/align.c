/* SPDX-License-Identifier: Apache-2.0
 *
 * Alignment in two steps: pieces of eight characters that occur once in each
 * text are anchors where their order agrees (patience diff); between anchors
 * the shortest edit script (Myers 1986), as far as it is short.
 */
#include "check/align.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define GRAM 8 /* characters of an anchor */
#define EDITS_MAX                                                              \
	600 /* of a piece between anchors; else it is another text             \
	     */

typedef struct {
	uint64_t hash;
	uint32_t at;
} gram;

typedef struct {
	uint32_t a, b;
} pair;

typedef struct {
	ht_arena *arena;
	const uint32_t *a, *b;
	uint32_t *match;
} work;

static bool
same(uint32_t p, uint32_t q)
{
	return p == q || p == HT_REPLACEMENT || q == HT_REPLACEMENT;
}

static int
by_hash(const void *p, const void *q)
{
	const gram *a = p, *b = q;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

static int
by_left(const void *p, const void *q)
{
	const pair *a = p, *b = q;

	return a->a < b->a ? -1 : a->a > b->a;
}

/* The grams of a text that occur once; *n counts them. */
static gram *
single_grams(ht_arena *arena, const uint32_t *s, size_t len, size_t *n)
{
	gram *g;
	size_t have = 0, count = len < GRAM ? 0 : len - GRAM + 1;

	*n = 0;
	if (!count)
		return NULL;
	g = HT_ARRAY(arena, gram, count);
	for (size_t i = 0; i < count; i++) {
		uint64_t h = UINT64_C(0xCBF29CE484222325);

		for (size_t k = 0; k < GRAM; k++)
			h = (h ^ s[i + k]) * UINT64_C(0x100000001B3);
		g[i] = (gram){h, (uint32_t)i};
	}
	qsort(g, count, sizeof *g, by_hash);
	for (size_t i = 0; i < count; i++)
		if ((i == 0 || g[i - 1].hash != g[i].hash) &&
			(i + 1 == count || g[i + 1].hash != g[i].hash))
			g[have++] = g[i];
	*n = have;
	return g;
}

/* Longest ascending run of b among pairs that ascend in a: by patience. */
static size_t
ascending(ht_arena *arena, pair *p, size_t n)
{
	size_t *pile = HT_ARRAY(arena, size_t, n + 1);
	size_t *before = HT_ARRAY(arena, size_t, n + 1);
	size_t piles = 0, at, k;

	for (size_t i = 0; i < n; i++) {
		size_t lo = 0, hi = piles;

		while (lo < hi) {
			size_t mid = (lo + hi) / 2;

			if (p[pile[mid]].b < p[i].b)
				lo = mid + 1;
			else
				hi = mid;
		}
		before[i] = lo ? pile[lo - 1] : n;
		pile[lo] = i;
		if (lo == piles)
			piles++;
	}
	if (!piles)
		return 0;
	/* The run is read backward, then put in order at the front. */
	k = piles;
	for (at = pile[piles - 1]; at < n && k > 0; at = before[at])
		pile[--k] = at;
	for (k = 0; k < piles; k++)
		p[k] = p[pile[k]];
	return piles;
}

static pair *
find_anchors(work *w, size_t na, size_t nb, size_t *n)
{
	size_t ng, nh, i = 0, k = 0, have = 0;
	gram *g = single_grams(w->arena, w->a, na, &ng);
	gram *h = single_grams(w->arena, w->b, nb, &nh);
	pair *p = HT_ARRAY(w->arena, pair, (ng < nh ? ng : nh) + 1);

	while (i < ng && k < nh) {
		if (g[i].hash < h[k].hash)
			i++;
		else if (g[i].hash > h[k].hash)
			k++;
		else {
			if (memcmp(w->a + g[i].at, w->b + h[k].at,
				    GRAM * sizeof *w->a) == 0)
				p[have++] = (pair){g[i].at, h[k].at};
			i++;
			k++;
		}
	}
	qsort(p, have, sizeof *p, by_left);
	*n = ascending(w->arena, p, have);
	return p;
}

/* Where diagonal k gets to at step d, before it goes along what is the same,
 * and from which diagonal; below 0 when nothing leads there. */
static int32_t
step(const int32_t *old, int d, int k, int32_t na, int32_t nb, int *from)
{
	int32_t down = -1, right = -1;

	*from = k;
	if (d == 0)
		return 0;
	if (k + 1 < d && old[k + 1] >= 0 && old[k + 1] - k <= nb)
		down = old[k + 1];
	if (k - 1 > -d && old[k - 1] >= 0 && old[k - 1] + 1 <= na)
		right = old[k - 1] + 1;
	*from = down > right ? k + 1 : k - 1;
	return down > right ? down : right;
}

/* Goes back along the traces of the edits and notes what was kept. */
static void
trace_back(work *w, int32_t **trace, int d, pair at, int32_t na, int32_t nb)
{
	int k = na - nb, from;
	int32_t x = na;

	for (; d >= 0; d--, k = from) {
		const int32_t *old = d ? trace[d - 1] + d - 1 : NULL;
		int32_t beg = step(old, d, k, na, nb, &from);

		while (x > beg) {
			x--;
			w->match[at.a + (uint32_t)x] = at.b + (uint32_t)(x - k);
		}
		if (d)
			x = old[from];
	}
}

/* The shortest edit script of a piece; nothing where it is too long. */
static void
align_piece(work *w, pair at, int32_t na, int32_t nb)
{
	int32_t *trace[EDITS_MAX + 1];
	const uint32_t *a = w->a + at.a, *b = w->b + at.b;

	if (!na || !nb)
		return;
	for (int d = 0; d <= EDITS_MAX; d++) {
		const int32_t *old = d ? trace[d - 1] + d - 1 : NULL;
		int32_t *v;

		trace[d] = HT_ARRAY(w->arena, int32_t, 2 * (size_t)d + 1);
		v = trace[d] + d;
		for (int k = -d; k <= d; k += 2) {
			int from;
			int32_t x = step(old, d, k, na, nb, &from);

			while (x >= 0 && x < na && x - k < nb &&
				same(a[x], b[x - k]))
				x++;
			v[k] = x;
			if (x == na && x - k == nb) {
				trace_back(w, trace, d, at, na, nb);
				return;
			}
		}
	}
}

static void
align_gap(work *w, pair at, size_t na, size_t nb)
{
	while (na && nb && same(w->a[at.a], w->b[at.b])) {
		w->match[at.a++] = at.b++;
		na--;
		nb--;
	}
	while (na && nb && same(w->a[at.a + na - 1], w->b[at.b + nb - 1])) {
		na--;
		nb--;
		w->match[at.a + na] = (uint32_t)(at.b + nb);
	}
	align_piece(w, at, (int32_t)na, (int32_t)nb);
}

uint32_t *
ht_align_texts(ht_arena *arena, const uint32_t *left, size_t nleft,
	const uint32_t *right, size_t nright)
{
	work w = {.arena = arena,
		.a = left,
		.b = right,
		.match = HT_ARRAY(arena, uint32_t, nleft + 1)};
	pair last = {0}, *p;
	size_t n;

	for (size_t i = 0; i < nleft; i++)
		w.match[i] = HT_ALIGN_NONE;
	p = find_anchors(&w, nleft, nright, &n);
	for (size_t i = 0; i < n; i++) {
		/* Anchors overlap; one off the diagonal begins in the last. */
		if (p[i].a < last.a || p[i].b < last.b)
			continue;
		align_gap(&w, last, p[i].a - last.a, p[i].b - last.b);
		for (uint32_t k = 0; k < GRAM; k++)
			w.match[p[i].a + k] = p[i].b + k;
		last = (pair){p[i].a + GRAM, p[i].b + GRAM};
	}
	align_gap(&w, last, nleft - last.a, nright - last.b);
	return w.match;
}
