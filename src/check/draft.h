/* SPDX-License-Identifier: Apache-2.0
 *
 * A sheet under way: characters and boxes in any order.  Display lists and
 * PDFs become lines by the same code, so that both are compared alike.
 */
#ifndef HT_CHECK_DRAFT_H
#define HT_CHECK_DRAFT_H

#include "check/sheet.h"

typedef struct {
	ht_str text; /* UTF-8 of what it shows, borrowed */
	ht_len x, y, w; /* origin; advance, 0 when not known */
	ht_len size; /* of the em */
	uint32_t font; /* in ht_sheets.font */
	ht_colour colour;
	const char *element;
	bool furniture;
} ht_draft_char;

typedef struct {
	ht_len w, h;
	ht_draft_char *ch;
	size_t nch, capch;
	ht_sheet_rule *rule;
	size_t nrule, caprule;
} ht_draft;

void ht_draft_char_add(ht_arena *a, ht_draft *d, ht_draft_char c);
/* Boxes that are neither thin nor seen are left out. */
void ht_draft_rule_add(ht_arena *a, ht_draft *d, ht_sheet_rule r);
/* Sorts the characters into lines and joins the rules' pieces.  The draft's
 * arrays are reordered. */
void ht_draft_finish(ht_arena *a, ht_draft *d, ht_sheet *out);

/* Lines that are page numbers or run along all pages become furniture. */
void ht_sheets_furniture(ht_sheet *sheet, size_t n);

#endif
