/* SPDX-License-Identifier: Apache-2.0
 *
 * A CFF font as far as a subset needs it: where its glyphs, subroutines and
 * Private DICTs stand, and its charstrings without subroutines and hints.
 */
#ifndef HT_OUT_PDF_CFFFONT_H
#define HT_OUT_PDF_CFFFONT_H

#include "out/pdf/cffio.h"

/* A Font DICT with its Private DICT; a name-keyed font has one.  Texts are the
 * operands as they stand in the table, empty where the entry is not there. */
typedef struct {
	ht_str matrix, default_width, nominal_width;
	ht_cffindex subrs;
} ht_cfffd;

typedef struct {
	ht_str table;
	uint32_t nglyph;
	ht_str matrix, box; /* as in ht_cfffd */
	ht_cffindex glyphs, subrs;
	ht_cfffd *fd;
	uint32_t nfd;
	const uint8_t *select; /* the Font DICT of each glyph */
} ht_cfffont;

/* Reads a CFF table, which out borrows; arrays are of the arena.  False when
 * the table is broken or not of the kind known here (one font, Type 2
 * charstrings). */
bool ht_cfffont_open(ht_arena *a, ht_str table, ht_cfffont *out);

/* Adds a glyph's charstring to out: subroutines put in, hints left out, what
 * is drawn the same.  False, and out as before, when it is broken or computes
 * (the arithmetic operators; seac).  Thread-safe. */
bool ht_cfffont_flatten(const ht_cfffont *f, uint32_t gid, ht_buf *out);

#endif
