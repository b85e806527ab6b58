/* SPDX-License-Identifier: Apache-2.0
 *
 * What `hongtou check` found, and its reports.
 */
#ifndef HT_APP_CHECK_H
#define HT_APP_CHECK_H

#include "app/app.h"
#include "check/compare.h"

/* One source, laid out and held against its evidence. */
typedef struct {
	const char *source; /* path */
	ht_work work;
	ht_verdict verdict;
} ht_check;

/* What is kept of it for the report: there may be very many. */
typedef struct {
	char *source; /* owned */
	bool failed; /* it could not be laid out; text says why */
	bool alike;
	int differing; /* ht_verdict_differing() */
	ht_tally tally[HT_ALIKE__MAX];
	ht_buf text; /* its part of a report as text; owned */
	json_t *json; /* of one for machines; owned */
	ht_check *whole; /* of one with pages; owned */
} ht_checked;

/* All of a run that could be laid out, worst first. */
typedef struct {
	const ht_checked **check;
	size_t ncheck;
	const ht_engine *engine;
	ht_lang lang;
	bool like; /* settings were fitted */
	bool all; /* those that know nothing of their originals are listed too
		   */
} ht_checks;

/* A document's part of the report, of which all has only the settings. */
void ht_check_text_part(ht_buf *out, const ht_checks *all, const ht_check *c);
json_t *ht_check_json_part(const ht_checks *all, const ht_check *c);
void ht_check_text(ht_buf *out, const ht_checks *c);
void ht_check_json(ht_buf *out, const ht_checks *c);
/* One file for a browser: pages as pictures, differing lines marked. */
void ht_check_html(ht_buf *out, const ht_checks *c);

/* Our pages held against an original's, for a browser. */
typedef struct {
	const ht_comparison *found;
	const ht_sheets *ours;
	const ht_work *work;
	const char *source, *original;
	ht_lang lang;
} ht_pair;
void ht_pair_html(ht_buf *out, const ht_pair *p);
/* What the reports for a browser begin with: up to the heading, with it. */
void ht_check_html_begin(ht_buf *out, ht_lang lang);
void ht_check_html_end(ht_buf *out);
/* The rows and cells of a page's layout, a path behind its picture. */
void ht_check_html_grid(ht_buf *out, const ht_layout *l, int number);

/* A message of data/messages.tsv in a language; a1...a3 may be NULL. */
void ht_say(ht_buf *out, ht_lang lang, ht_msg id, const char *a1,
	const char *a2, const char *a3);
/* Why one differs, in words. */
void ht_check_reason(
	ht_buf *out, const ht_difference *d, const ht_layout *l, ht_lang lang);
/* One line: counts of lines, page turns and title lines. */
void ht_check_summary(
	ht_buf *out, const ht_tally tally[HT_ALIKE__MAX], ht_lang lang);
/* Sums of all documents. */
void ht_check_sum(const ht_checks *c, ht_tally out[HT_ALIKE__MAX]);
/* A line of the original and of ours; the former of a turn is what follows
 * it.  Blank when there is none. */
ht_str ht_check_theirs(const ht_check *c, const ht_difference *d);
ht_str ht_check_ours(const ht_check *c, const ht_difference *d);
/* Where a page turn of the original and what follows it in ours stand, in
 * words that end in a colon; nothing of other differences. */
void ht_check_say_turn(ht_buf *out, const ht_check *c, const ht_difference *d,
	bool ours, ht_lang lang);
/* Which line of the text ours is on its page, from 1. */
int ht_check_number(const ht_check *c, const ht_shown_line *ours);
const char *ht_alike_name(ht_alike_kind kind); /* for machines */
const char *ht_cause_name(ht_cause cause);
/* What a setting is called in a layout, and its other value there. */
const char *ht_setting_key(unsigned setting);

#endif
