/* SPDX-License-Identifier: Apache-2.0
 *
 * Inside of the page stage: signatures, seals, stamps (7.3.5).
 */
#ifndef HT_PAGE_SIGN_H
#define HT_PAGE_SIGN_H

#include "page/pager.h"

/* Signatures, posts and date that stand together. */
typedef struct {
	size_t beg, end; /* paragraphs */
	ht_len sign, date; /* widths, 0 when there is none */
	int rows, nsign, nduty;
	int note; /* rows of what stands in brackets below the date (7.3.6) */
} ht_sign;

/* Rows that a group wants below the text: all of it, or of what is more than a
 * page, or cannot take the text along, its beginning.  So many of them are
 * below the date, under the seal. */
typedef struct {
	int all, least, below;
} ht_sign_size;

/* How many rows a group and what stands above it want, below row rows of this
 * page. */
int ht_sign_wanted(ht_pager *p, const ht_sign *g, int above, int row);
ht_len ht_sign_gain(const ht_pager *p, const ht_sign *g, int above);
/* Lines of text, and whether they are what stands last on the page: they can
 * go to the next one. */
bool ht_sign_is_text(const ht_frag *f);
bool ht_sign_after_text(const ht_pager *p);
/* signfit.c: makes room for them on this page where they would find none, as
 * the layout allows; false when that does not do. */
bool ht_sign_fit(ht_pager *p, const ht_sign *g, int above);
/* Sees to it that there is room on this page, as 7.3.5.5 says: so, or on a new
 * page with body lines taken along. */
void ht_sign_room(ht_pager *p, const ht_sign *g);
/* A line on the next row, x from the type area's left. */
void ht_sign_add(ht_pager *p, const ht_para *para, uint32_t line, ht_len x);

/* seal.c, stamp.c: how many rows they ask for below the text; and placed. */
ht_sign_size ht_seal_size(const ht_pager *p, const ht_sign *g);
void ht_seal_place(ht_pager *p, const ht_sign *g);
ht_sign_size ht_stamp_size(const ht_pager *p, const ht_sign *g);
void ht_stamp_place(ht_pager *p, const ht_sign *g);

#endif
