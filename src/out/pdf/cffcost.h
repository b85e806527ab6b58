/* SPDX-License-Identifier: Apache-2.0
 *
 * The cheapest operators for segments, when each byte costs what a Huffman
 * code would make of it.
 */
#ifndef HT_OUT_PDF_CFFCOST_H
#define HT_OUT_PDF_CFFCOST_H

#include "out/pdf/cffpath.h"

#define HT_COST_BIT 256 /* of the unit of costs */
#define HT_BYTES 256
#define HT_T2_TWO_BYTES 1131 /* the largest number of two bytes */

typedef struct {
	uint32_t byte[HT_BYTES];
	uint32_t number[2 * HT_T2_TWO_BYTES + 1]; /* from the least on */
} ht_cffcost;

/* A segment with what its operands cost. */
typedef struct {
	ht_cffseg seg;
	uint32_t cost[6], all; /* each; those that say the whole segment */
} ht_cffpriced;

/* An operator and the segments it draws. */
typedef struct {
	uint32_t cost; /* of these and all that follow */
	uint8_t op, n;
} ht_cffstep;

/* From how often each byte occurs. */
void ht_cffcost_make(ht_cffcost *c, const uint32_t *count);
/* Of a number, as ht_cffcost_add() adds it. */
uint32_t ht_cffcost_number(const ht_cffcost *c, int value);
void ht_cffcost_add_number(ht_buf *b, int value);
ht_cffpriced ht_cffcost_price(const ht_cffcost *c, const ht_cffseg *seg);
/* Fills step[0] to step[n - 1], of n + 1, with the cheapest way to draw the
 * segments from there; the cost of all. */
uint32_t ht_cffcost_plan(const ht_cffcost *c, const ht_cffpriced *seg, size_t n,
	ht_cffstep *step);
/* Adds the operands and the operator of a step. */
void
ht_cffcost_add_step(ht_buf *b, const ht_cffpriced *seg, const ht_cffstep *step);

#endif
