/* SPDX-License-Identifier: Apache-2.0
 *
 * A TrueType font as far as a subset needs it: its tables, and where in glyf
 * the parts of a glyph stand.  The bytes are input: every offset and count in
 * them is checked.
 */
#ifndef HT_OUT_PDF_GLYFFONT_H
#define HT_OUT_PDF_GLYFFONT_H

#include "base/str.h"

/* The tables that a font file in a PDF has (ISO 32000-1 9.9), in the order of
 * their tags. */
enum {
	HT_GLYF_GLYF,
	HT_GLYF_HEAD,
	HT_GLYF_HHEA,
	HT_GLYF_HMTX,
	HT_GLYF_LOCA,
	HT_GLYF_MAXP,
	HT_GLYF__MAX
};

extern const char ht_glyf_tag[HT_GLYF__MAX][5];

/* Where some numbers stand in their tables; the versions of OpenType 1.9. */
enum {
	HT_HEAD_CHECKSUM = 8,
	HT_HEAD_MAGIC = 12,
	HT_HEAD_LOCA_FORMAT = 50,
	HT_HEAD_SIZE = 54,
	HT_HHEA_NMETRIC = 34,
	HT_HHEA_SIZE = 36,
	HT_MAXP_NGLYPH = 4,
	HT_MAXP_ZONES = 14, /* from here to the sizes of instructions: hints */
	HT_MAXP_ELEMENTS = 28,
	HT_MAXP_SIZE = 32
};

typedef struct {
	ht_str table[HT_GLYF__MAX]; /* borrowed */
	void *blob[HT_GLYF__MAX]; /* what holds them */
	uint32_t nglyph, nmetric;
	bool long_loca;
} ht_glyffont;

typedef struct {
	uint32_t advance;
	uint32_t bearing; /* of two bytes, as in the table */
} ht_glyfmetric;

/* A glyph without its instructions.  A simple one is head, a length of 0, and
 * tail; a composite one is head (ten bytes) and tail, its components.  Both
 * are empty when nothing is drawn. */
typedef struct {
	ht_str head, tail;
	bool composite;
} ht_glyf;

/* A component of a composite glyph: its place in tail. */
typedef struct {
	size_t at;
	uint32_t flags, gid;
} ht_glyfpart;

/* Component flags, OpenType 1.9 glyf. */
#define HT_GLYF_INSTRUCTIONS 0x0100u
#define HT_GLYF_PART_GID 2 /* place of the glyph number behind at */

/* Opens a face (a hb_face_t *), which must outlive f; to be dropped in any
 * case.  False when it is broken or not of the kind known here: one with
 * outlines in glyf that do not vary. */
bool ht_glyffont_open(void *face, ht_glyffont *f);
void ht_glyffont_drop(ht_glyffont *f);
/* False when the glyph is broken. */
bool ht_glyffont_glyph(const ht_glyffont *f, uint32_t gid, ht_glyf *out);
/* The component at *at of the tail of a composite glyph, which then is the
 * place of the next; false behind the last. */
bool ht_glyf_part(ht_str tail, size_t *at, ht_glyfpart *out);
/* Of a glyph of the font. */
ht_glyfmetric ht_glyffont_metric(const ht_glyffont *f, uint32_t gid);

/* size bytes at a place of a table that has them, big-endian. */
uint32_t ht_glyf_uint(ht_str s, size_t at, size_t size);

#endif
