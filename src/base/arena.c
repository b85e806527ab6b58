/* SPDX-License-Identifier: Apache-2.0
 *
 * The arena: a chain of blocks, handed out from the front.  An allocation of
 * more than a quarter of a block gets a block of its own.
 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE ((size_t)256 * 1024)
#define SPARES_MAX 16
#define FIRST_MEMBERS 8

typedef struct block block;
struct block {
	block *next;
	size_t used, size;
	alignas(max_align_t) unsigned char bytes[];
};

struct ht_arena {
	block *head; /* the one that is being filled comes first */
	block *spare; /* zeroed, of BLOCK_SIZE, from before a reset */
	size_t total;
};

static void
out_of_memory(void)
{
	fputs("hongtou: out of memory\n", stderr);
	abort();
}

static block *
block_new(size_t size)
{
	block *b = calloc(1, sizeof *b + size);

	if (!b)
		out_of_memory();
	b->size = size;
	return b;
}

/* An empty block of BLOCK_SIZE, which belongs to no list. */
static block *
take_block(ht_arena *a)
{
	block *b = a->spare;

	if (!b)
		return block_new(BLOCK_SIZE);
	a->spare = b->next;
	b->next = NULL;
	return b;
}

ht_arena *
ht_arena_new(void)
{
	ht_arena *a = calloc(1, sizeof *a);

	if (!a)
		out_of_memory();
	a->head = block_new(BLOCK_SIZE);
	return a;
}

static void
free_blocks(block *b)
{
	for (block *next; b; b = next) {
		next = b->next;
		free(b);
	}
}

void
ht_arena_drop(ht_arena *a)
{
	if (!a)
		return;
	free_blocks(a->head);
	free_blocks(a->spare);
	free(a);
}

/* What one long document took is not held for the short ones after it. */
void
ht_arena_reset(ht_arena *a)
{
	size_t spare = 0;

	for (block *b = a->spare; b; b = b->next)
		spare++;
	for (block *b = a->head, *next; b; b = next) {
		next = b->next;
		if (b->size != BLOCK_SIZE || spare == SPARES_MAX) {
			free(b);
			continue;
		}
		memset(b->bytes, 0, b->used);
		b->used = 0;
		b->next = a->spare;
		a->spare = b;
		spare++;
	}
	a->total = 0;
	a->head = take_block(a);
}

/* Hangs a block of its own, which is full, behind the one being filled. */
static void *
hang_block(ht_arena *a, block *b)
{
	b->used = b->size;
	b->next = a->head->next;
	a->head->next = b;
	a->total += b->size;
	return b->bytes;
}

void *
ht_arena_raw(ht_arena *a, size_t size)
{
	block *b = NULL;

	if (size <= SIZE_MAX - sizeof *b)
		b = malloc(sizeof *b + size);
	if (!b)
		out_of_memory();
	b->size = size;
	return hang_block(a, b);
}

void *
ht_arena_alloc(ht_arena *a, size_t size)
{
	const size_t mask = alignof(max_align_t) - 1;
	block *b = a->head;

	if (size > SIZE_MAX - mask - sizeof *b)
		out_of_memory();
	size = (size + mask) & ~mask;
	if (size > BLOCK_SIZE / 4)
		return hang_block(a, block_new(size));
	a->total += size;
	if (b->size - b->used < size) {
		b = take_block(a);
		b->next = a->head;
		a->head = b;
	}
	b->used += size;
	return b->bytes + b->used - size;
}

void *
ht_arena_array(ht_arena *a, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		out_of_memory();
	return ht_arena_alloc(a, count * size);
}

void *
ht_arena_grow(ht_arena *a, const void *old, size_t *cap, size_t size)
{
	size_t want = *cap ? *cap * 2 : FIRST_MEMBERS;
	void *bigger = ht_arena_array(a, want, size);

	if (*cap)
		memcpy(bigger, old, *cap * size);
	*cap = want;
	return bigger;
}

size_t
ht_arena_used(const ht_arena *a)
{
	return a->total;
}
