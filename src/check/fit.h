/* SPDX-License-Identifier: Apache-2.0
 *
 * Which line model broke these lines?  Tries the settings of a layout's line
 * model on paragraphs whose breaks are known and takes what explains most.
 * It chooses among the model's settings; it never writes breaks anywhere.
 */
#ifndef HT_CHECK_FIT_H
#define HT_CHECK_FIT_H

#include "line/line.h"

/* A paragraph and what is known of its lines. */
typedef struct {
	ht_str text;
	ht_role role; /* face of the text */
	ht_len size; /* of the em */
	ht_len first, left; /* indents of its first line and the others */
	int first_zi, left_zi; /* per mille of one zi, added to them: indents
				  that grow with the cell */
	const uint32_t *brk; /* bytes of text before which a line began in the
				original; ascending, the first line left out */
	size_t nbrk;
	bool whole; /* these are all its breaks; else only some */
	uint8_t quotes; /* as in ht_block: 0, or 1 + ht_quotes_model */
} ht_fit_para;

/* Settings that the fit may choose; the others stay as the layout has them,
 * because they were measured. */
enum {
	HT_FIT_SQUEEZE = 1 << 0,
	HT_FIT_THRESHOLD = 1 << 1,
	HT_FIT_HANG = 1 << 2,
	HT_FIT_PAIR = 1 << 3,
	HT_FIT_AUTOSPACE = 1 << 4,
	HT_FIT_LATIN = 1 << 5,
	HT_FIT_QUOTES = 1 << 6, /* one kind for the document */
	HT_FIT_QUOTES_EACH = 1 << 7, /* a kind for each paragraph */
	HT_FIT_CELL = 1 << 8, /* em or grid cell */
	HT_FIT_LONE = 1 << 9,
};

typedef struct {
	ht_layout layout; /* the given one with the chosen settings */
	uint8_t *quotes; /* ht_quotes_model of each paragraph */
	size_t alike, breaks; /* reproduced of known breaks */
	size_t tried; /* settings tried */
	unsigned decided; /* HT_FIT_* that some break decides: with another
			     value fewer would be alike */
} ht_fit;

/* Fits the settings named in `free`.  What counts is how many lines end where
 * they should, each line for itself: begun where the original began it.  One
 * early miss then says no more than a late one, and a whole paragraph that
 * follows from one break counts once.  How many breaks come out from the text
 * alone decides between equals, then nearness to the layout's own settings,
 * each departure from which must explain more than a break.  The same input
 * gives the same choice.  The measure is the width of the type area. */
ht_err ht_fit_lines(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_fit_para *para, size_t npara, unsigned free, ht_fit *out);

/* How many of the known breaks a layout reproduces; of which paragraphs each
 * gets its count in alike (may be NULL).  Used for scores and reasons. */
ht_err ht_fit_score(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_fit_para *para, size_t npara, size_t *alike, size_t *total);

#endif
