/* SPDX-License-Identifier: Apache-2.0
 *
 * Deflate without matches (RFC 1951): bytes as Huffman codes.  What is coded
 * by one table can be put together by shifting bits, so that a part that many
 * streams share is coded once.
 */
#ifndef HT_OUT_PDF_HUFF_H
#define HT_OUT_PDF_HUFF_H

#include "base/str.h"

#define HT_HUFF_SYMBOLS 257 /* bytes and the end of a block */

typedef struct {
	uint16_t code[HT_HUFF_SYMBOLS]; /* first bit lowest */
	uint8_t len[HT_HUFF_SYMBOLS]; /* bits; 0: does not occur */
} ht_huff;

/* Bits, lowest first, in whole words, whose bytes stand as they do in a stream,
 * the least first; to holds what is written and a word more. */
typedef struct {
	uint64_t *to;
	size_t n; /* bits */
} ht_bits;

/* The words that n bits take. */
#define HT_BITS_WORDS(n) (((n) + 63) / 64 + 1)
/* The most bits that ht_huff_head() writes. */
#define HT_HUFF_HEAD_BITS 4096
/* The most bits a byte takes. */
#define HT_HUFF_MAX 15

/* The best code for symbols that occur so often, of at most HT_HUFF_MAX bits;
 * the end of the block always gets one. */
void ht_huff_make(ht_huff *h, const uint32_t *count);
/* Writes the head of a block that uses the code. */
void ht_huff_head(ht_bits *b, const ht_huff *h, bool last);
void ht_huff_bytes(ht_bits *b, const ht_huff *h, const void *bytes, size_t n);
void ht_huff_end(ht_bits *b, const ht_huff *h);
/* Bits of another such stream. */
void ht_bits_append(ht_bits *b, const uint64_t *from, size_t n);

/* The bytes of a string of which the Adler-32 sum (RFC 1950) of the beginning
 * is a, that of the rest, n bytes, is b: its sum. */
uint32_t ht_adler_join(uint32_t a, uint32_t b, size_t n);

#endif
