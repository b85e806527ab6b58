/* SPDX-License-Identifier: Apache-2.0
 *
 * The outline that a charstring without hints and subroutines draws.
 */
#ifndef HT_OUT_PDF_CFFPATH_H
#define HT_OUT_PDF_CFFPATH_H

#include "base/arena.h"
#include "base/str.h"

/* Operators of charstrings (Adobe Technical Note 5177) that draw. */
enum {
	HT_T2_VMOVETO = 4,
	HT_T2_RLINETO = 5,
	HT_T2_HLINETO = 6,
	HT_T2_VLINETO = 7,
	HT_T2_RRCURVETO = 8,
	HT_T2_ESCAPE = 12,
	HT_T2_ENDCHAR = 14,
	HT_T2_RMOVETO = 21,
	HT_T2_HMOVETO = 22,
	HT_T2_RCURVELINE = 24,
	HT_T2_RLINECURVE = 25,
	HT_T2_VVCURVETO = 26,
	HT_T2_HHCURVETO = 27,
	HT_T2_VHCURVETO = 30,
	HT_T2_HVCURVETO = 31,
};
#define HT_T2_STACK_MAX 48 /* appendix B: operands */

/* Places of the steps in a segment: to the first handle, from it to the
 * second, from there to the end.  A line has only the last. */
enum { HT_SEG_X1, HT_SEG_Y1, HT_SEG_X2, HT_SEG_Y2, HT_SEG_X, HT_SEG_Y };

typedef struct {
	int16_t d[6]; /* font units */
	bool curve;
} ht_cffseg;

/* A closed contour: the line that closes it is one of its segments, unless
 * the last one ends where the first begins. */
typedef struct {
	int32_t x, y; /* where it begins, font units */
	size_t first, n; /* segments */
} ht_cffcontour;

typedef struct {
	bool has_width;
	int16_t width; /* as it stands there */
	ht_cffcontour *contour;
	ht_cffseg *seg;
	size_t n, nseg;
	size_t cap, capseg;
} ht_cffpath;

/* Reads what ht_cfffont_flatten() made; out is of the arena.  False when it is
 * not to be written anew: it has fractions, flex, lies too far out, or has
 * operands that its operators do not take. */
bool ht_cffpath_read(ht_arena *a, ht_str code, ht_cffpath *out);

#endif
