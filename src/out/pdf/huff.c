/* SPDX-License-Identifier: Apache-2.0
 *
 * Huffman codes as RFC 1951 wants them.  Lengths come from the usual tree;
 * where it is too deep, counts are halved until it is not, which is as good
 * as the best for all that is coded here.
 */
#include "out/pdf/huff.h"

#include <string.h>

#define WORD 64
#define END 256 /* of a block */
#define NODES (2 * HT_HUFF_SYMBOLS)
#define LENGTH_SYMBOLS 19 /* RFC 1951 3.2.7 */
#define LENGTH_MAX 7
#define ZEROS_SHORT 17 /* 3 to 10 lengths of 0 */
#define ZEROS_LONG 18 /* 11 to 138 */
#define CODES (HT_HUFF_SYMBOLS + 1) /* with one distance code, unused */
#define ADLER 65521
#define DIGIT_BITS 8 /* of a count, as it is sorted */
#define DIGITS (1 << DIGIT_BITS)

/* A code length as it is written: a symbol, and bits behind it. */
typedef struct {
	uint8_t symbol, extra;
} length;

/* A word as it stands in memory, its least byte first, out of its value, or
 * the value out of that.  Compilers make nothing of it where both are one. */
static inline uint64_t
ordered(uint64_t word)
{
	const unsigned char p[] = {(unsigned char)word,
		(unsigned char)(word >> 8), (unsigned char)(word >> 16),
		(unsigned char)(word >> 24), (unsigned char)(word >> 32),
		(unsigned char)(word >> 40), (unsigned char)(word >> 48),
		(unsigned char)(word >> 56)};

	memcpy(&word, p, sizeof word);
	return word;
}

static void
put(ht_bits *b, uint64_t value, size_t n)
{
	size_t word = b->n / WORD, bit = b->n % WORD;

	if (bit == 0)
		b->to[word] = ordered(value);
	else
		b->to[word] |= ordered(value << bit);
	if (bit + n > WORD)
		b->to[word + 1] = ordered(value >> (WORD - bit));
	b->n += n;
}

/* Words, one behind the other, the first of them from a bit that is not a
 * word's first. */
static void
append_words(ht_bits *b, const uint64_t *from, size_t words)
{
	uint64_t *to = b->to + b->n / WORD;
	size_t bit = b->n % WORD;
	uint64_t left = ordered(*to); /* of the one before */

	for (size_t i = 0; i < words; i++) {
		uint64_t word = ordered(from[i]);

		*to++ = ordered(left | word << bit);
		left = word >> (WORD - bit);
	}
	*to = ordered(left);
	b->n += words * WORD;
}

void
ht_bits_append(ht_bits *b, const uint64_t *from, size_t n)
{
	if (b->n % WORD != 0 && n >= WORD) {
		append_words(b, from, n / WORD);
		from += n / WORD;
		n %= WORD;
	}
	for (; n >= WORD; n -= WORD)
		put(b, ordered(*from++), WORD);
	if (n > 0)
		put(b, ordered(*from) & ((UINT64_C(1) << n) - 1), n);
}

/* A symbol and how often it occurs. */
typedef struct {
	uint32_t count;
	uint16_t symbol;
} leaf;

static size_t
digit(const leaf *l, unsigned shift)
{
	return l->count >> shift & (DIGITS - 1);
}

/* By count, digit by digit from the lowest.  Leaves of one count stay in the
 * order of their symbols: any machine makes the same code.  (qsort() took a
 * third of what a font's head takes.) */
static void
sort_leaves(leaf *l, size_t n)
{
	leaf room[HT_HUFF_SYMBOLS];
	uint32_t all = 0;

	for (size_t i = 0; i < n; i++)
		all |= l[i].count;
	for (unsigned shift = 0; shift < 32 && all >> shift != 0;
		shift += DIGIT_BITS) {
		size_t at[DIGITS + 1] = {0};

		for (size_t i = 0; i < n; i++)
			at[digit(&l[i], shift) + 1]++;
		for (size_t d = 0; d < DIGITS; d++)
			at[d + 1] += at[d];
		for (size_t i = 0; i < n; i++)
			room[at[digit(&l[i], shift)]++] = l[i];
		memcpy(l, room, n * sizeof *l);
	}
}

/* Of the nodes without a parent the one of least weight: the next of the
 * leaves, which are sorted, or of the inner nodes, which come in order. */
static size_t
take_least(const uint32_t *weight, size_t *leaf_at, size_t leaves,
	size_t *inner_at, size_t nodes)
{
	if (*inner_at == nodes ||
		(*leaf_at < leaves && weight[*leaf_at] <= weight[*inner_at]))
		return (*leaf_at)++;
	return (*inner_at)++;
}

/* Depths in the tree of n counts; the deepest. */
static unsigned
find_depths(const uint32_t *count, size_t n, uint8_t *depth)
{
	leaf sorted[HT_HUFF_SYMBOLS];
	uint32_t weight[NODES];
	uint16_t parent[NODES], d[NODES];
	size_t leaves = 0, nodes, leaf_at = 0, inner_at;
	unsigned deepest = 0;

	for (size_t i = 0; i < n; i++) {
		depth[i] = 0;
		if (count[i] > 0)
			sorted[leaves++] = (leaf){count[i], (uint16_t)i};
	}
	sort_leaves(sorted, leaves);
	for (size_t i = 0; i < leaves; i++)
		weight[i] = sorted[i].count;
	inner_at = leaves;
	for (nodes = leaves; nodes + 1 < 2 * leaves; nodes++) {
		size_t a =
			take_least(weight, &leaf_at, leaves, &inner_at, nodes);
		size_t b =
			take_least(weight, &leaf_at, leaves, &inner_at, nodes);

		weight[nodes] = weight[a] + weight[b];
		parent[a] = parent[b] = (uint16_t)nodes;
	}
	/* The only symbol of a code takes a bit all the same. */
	d[nodes - 1] = leaves == 1;
	for (size_t i = nodes - 1; i-- > 0;)
		d[i] = d[parent[i]] + 1;
	for (size_t i = 0; i < leaves; i++) {
		depth[sorted[i].symbol] = (uint8_t)d[i];
		if (d[i] > deepest)
			deepest = d[i];
	}
	return deepest;
}

static void
find_lengths(const uint32_t *count, size_t n, unsigned max, uint8_t *len)
{
	uint32_t c[HT_HUFF_SYMBOLS];

	memcpy(c, count, n * sizeof *c);
	while (find_depths(c, n, len) > max) {
		for (size_t i = 0; i < n; i++)
			c[i] = (c[i] + 1) / 2;
	}
}

/* The lowest n bits, the last of them first. */
static uint16_t
turn(unsigned bits, unsigned n)
{
	unsigned turned = 0;

	for (; n > 0; n--) {
		turned = turned << 1 | (bits & 1);
		bits >>= 1;
	}
	return (uint16_t)turned;
}

/* RFC 1951 3.2.2: codes from lengths; turned round, for they are written from
 * their first bit. */
static void
find_codes(const uint8_t *len, size_t n, uint16_t *code)
{
	unsigned count[HT_HUFF_MAX + 1] = {0}, next[HT_HUFF_MAX + 1] = {0};

	for (size_t i = 0; i < n; i++)
		count[len[i]]++;
	count[0] = 0;
	for (unsigned l = 1; l <= HT_HUFF_MAX; l++)
		next[l] = (next[l - 1] + count[l - 1]) << 1;
	for (size_t i = 0; i < n; i++) {
		if (len[i] > 0)
			code[i] = turn(next[len[i]]++, len[i]);
	}
}

void
ht_huff_make(ht_huff *h, const uint32_t *count)
{
	uint32_t c[HT_HUFF_SYMBOLS];

	memcpy(c, count, sizeof c);
	if (c[END] == 0)
		c[END] = 1;
	*h = (ht_huff){0};
	find_lengths(c, HT_HUFF_SYMBOLS, HT_HUFF_MAX, h->len);
	find_codes(h->len, HT_HUFF_SYMBOLS, h->code);
}

/* 3.2.7: the lengths, with runs of 0 made short; how many are left. */
static size_t
list_lengths(const uint8_t *len, length *out)
{
	size_t n = 0;

	for (size_t i = 0; i < CODES;) {
		size_t run = 0;

		while (i + run < CODES && run < 138 && len[i + run] == 0)
			run++;
		if (run < 3) {
			out[n++] = (length){len[i++], 0};
			continue;
		}
		out[n].symbol = run > 10 ? ZEROS_LONG : ZEROS_SHORT;
		out[n++].extra = (uint8_t)(run > 10 ? run - 11 : run - 3);
		i += run;
	}
	return n;
}

void
ht_huff_head(ht_bits *b, const ht_huff *h, bool last)
{
	static const uint8_t order[LENGTH_SYMBOLS] = {16, 17, 18, 0, 8, 7, 9, 6,
		10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
	uint8_t len[CODES], width[LENGTH_SYMBOLS];
	uint16_t code[LENGTH_SYMBOLS] = {0};
	uint32_t count[LENGTH_SYMBOLS] = {0};
	length list[CODES];
	size_t n;

	memcpy(len, h->len, sizeof h->len);
	/* 3.2.7: a distance code that is the only one takes one bit. */
	len[HT_HUFF_SYMBOLS] = 1;
	n = list_lengths(len, list);
	for (size_t i = 0; i < n; i++)
		count[list[i].symbol]++;
	find_lengths(count, LENGTH_SYMBOLS, LENGTH_MAX, width);
	find_codes(width, LENGTH_SYMBOLS, code);
	put(b, last, 1);
	put(b, 2, 2); /* with a code of its own */
	put(b, HT_HUFF_SYMBOLS - 257, 5);
	put(b, 1 - 1, 5);
	put(b, LENGTH_SYMBOLS - 4, 4);
	for (int i = 0; i < LENGTH_SYMBOLS; i++)
		put(b, width[order[i]], 3);
	for (size_t i = 0; i < n; i++) {
		put(b, code[list[i].symbol], width[list[i].symbol]);
		if (list[i].symbol >= ZEROS_SHORT)
			put(b, list[i].extra,
				list[i].symbol == ZEROS_LONG ? 7 : 3);
	}
}

void
ht_huff_bytes(ht_bits *b, const ht_huff *h, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	uint64_t *to = b->to + b->n / WORD;
	size_t bit = b->n % WORD;
	uint64_t word = bit > 0 ? ordered(*to) : 0;

	for (size_t i = 0; i < n; i++) {
		uint64_t code = h->code[p[i]];
		size_t len = h->len[p[i]];

		word |= code << bit;
		bit += len;
		if (bit < WORD)
			continue;
		*to++ = ordered(word);
		bit -= WORD;
		word = code >> (len - bit);
	}
	if (bit > 0)
		*to = ordered(word);
	b->n = (size_t)(to - b->to) * WORD + bit;
}

void
ht_huff_end(ht_bits *b, const ht_huff *h)
{
	put(b, h->code[END], h->len[END]);
}

uint32_t
ht_adler_join(uint32_t a, uint32_t b, size_t n)
{
	uint64_t rest = n % ADLER, low = a & 0xFFFF;
	uint64_t sum = low + (b & 0xFFFF) + ADLER - 1;
	uint64_t twice = (a >> 16) + (b >> 16) + rest * low + ADLER - rest;

	return (uint32_t)(twice % ADLER << 16 | sum % ADLER);
}
