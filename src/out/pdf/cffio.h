/* SPDX-License-Identifier: Apache-2.0
 *
 * The parts that a CFF table is made of (Adobe Technical Note 5176): numbers,
 * INDEXes, DICTs.  The bytes are input: every offset is checked.
 */
#ifndef HT_OUT_PDF_CFFIO_H
#define HT_OUT_PDF_CFFIO_H

#include "base/str.h"

/* Reads a table from p[at] on; bad sticks once it read past the end or found
 * nonsense, and values are 0 then. */
typedef struct {
	const unsigned char *p;
	size_t n, at;
	bool bad;
} ht_cffio;

/* 5: count objects; offset i stands at offsets + i * size, counted from base.
 */
typedef struct {
	uint32_t count;
	size_t size, offsets, base;
	size_t end; /* of the INDEX */
} ht_cffindex;

/* An operator of a DICT with its operands, as numbers (the last two; a real
 * counts as 0) and as bytes. */
typedef struct {
	int op; /* 1200 + n for the escaped ones */
	int count;
	int32_t last[2]; /* the one before the last, the last */
	ht_str raw;
} ht_cffentry;

#define HT_CFF_ESCAPED(n) (1200 + (n))
enum {
	HT_CFF_FONT_BBOX = 5,
	HT_CFF_CHARSET = 15,
	HT_CFF_CHARSTRINGS = 17,
	HT_CFF_PRIVATE = 18,
	HT_CFF_SUBRS = 19,
	HT_CFF_DEFAULT_WIDTH = 20,
	HT_CFF_NOMINAL_WIDTH = 21,
	HT_CFF_CHARSTRING_TYPE = HT_CFF_ESCAPED(6),
	HT_CFF_FONT_MATRIX = HT_CFF_ESCAPED(7),
	HT_CFF_ROS = HT_CFF_ESCAPED(30),
	HT_CFF_CID_COUNT = HT_CFF_ESCAPED(34),
	HT_CFF_FD_ARRAY = HT_CFF_ESCAPED(36),
	HT_CFF_FD_SELECT = HT_CFF_ESCAPED(37),
};

/* size bytes, at most 4, big-endian. */
uint32_t ht_cffio_uint(ht_cffio *r, size_t size);
void ht_cffio_seek(ht_cffio *r, size_t at);
/* The INDEX here; the reader then stands behind it. */
ht_cffindex ht_cffio_index(ht_cffio *r);
/* Object i of an INDEX of the same table, as a place in it; false when it has
 * none or its offsets lie. */
bool
ht_cffio_object(ht_str table, const ht_cffindex *x, uint32_t i, ht_str *out);
/* The next entry of a DICT that ends before end; false at its end and when it
 * is broken (then r->bad). */
bool ht_cffio_entry(ht_cffio *r, size_t end, ht_cffentry *e);

#endif
