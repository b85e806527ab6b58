/* SPDX-License-Identifier: Apache-2.0
 *
 * One arena per document: everything a document needs is taken from it and
 * given back at once.  Memory is zeroed, and zeroed memory is a valid value
 * of every type here.  Out of memory ends the program; input is capped first.
 */
#ifndef HT_BASE_ARENA_H
#define HT_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

typedef struct ht_arena ht_arena;

/* Gives ownership; drop with ht_arena_drop(). */
ht_arena *ht_arena_new(void);
void ht_arena_drop(ht_arena *a);
/* Takes everything back, for another document: as new, but for what memory it
 * holds. */
void ht_arena_reset(ht_arena *a);

/* size bytes, zeroed, aligned for any type; owned by the arena. */
void *ht_arena_alloc(ht_arena *a, size_t size);
/* The same, not zeroed, for a large piece that is about to be filled. */
void *ht_arena_raw(ht_arena *a, size_t size);
/* count * size bytes, zeroed; ends the program when the product overflows. */
void *ht_arena_array(ht_arena *a, size_t count, size_t size);
/* A new, twice as large copy of an array of *cap members (0 at first). */
void *ht_arena_grow(ht_arena *a, const void *old, size_t *cap, size_t size);
/* Bytes taken so far, for reports. */
size_t ht_arena_used(const ht_arena *a);

#define HT_NEW(a, T) ((T *)ht_arena_alloc((a), sizeof(T)))
#define HT_ARRAY(a, T, n) ((T *)ht_arena_array((a), (n), sizeof(T)))

/* Makes room for one more member in ptr/n/cap (n, cap of type size_t). */
#define HT_ROOM(a, ptr, n, cap)                                                \
	do {                                                                   \
		if ((n) == (cap))                                              \
			(ptr) = ht_arena_grow(                                 \
				(a), (ptr), &(cap), sizeof *(ptr));            \
	} while (0)

#endif
