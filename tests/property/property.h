/* SPDX-License-Identifier: Apache-2.0
 *
 * Random documents through the whole program, and what must hold for each.
 */
#ifndef HT_PROPERTY_PROPERTY_H
#define HT_PROPERTY_PROPERTY_H

#include <signal.h>

#include "run/run.h"

/* --- random.c: a generator of its own, the same everywhere */

typedef struct {
	uint64_t state;
} ht_random;

uint32_t ht_random_next(ht_random *r);
/* 0 ... n - 1 */
uint32_t ht_random_below(ht_random *r, uint32_t n);
/* low ... high, both may come */
uint32_t ht_random_between(ht_random *r, uint32_t low, uint32_t high);
bool ht_random_chance(ht_random *r, uint32_t percent);

/* --- words.c: random texts */

/* So many characters of running text, with marks, digits, letters. */
void ht_words_text(ht_random *r, ht_buf *out, uint32_t chars);
/* So many Han characters without a mark: titles, names. */
void ht_words_han(ht_random *r, ht_buf *out, uint32_t chars);
void ht_words_agency(ht_random *r, ht_buf *out);
void ht_words_person(ht_random *r, ht_buf *out);
void ht_words_date(ht_random *r, ht_buf *out);
void ht_words_number(ht_random *r, ht_buf *out);
/* ends as titles do, with a genre */
void ht_words_title(ht_random *r, ht_buf *out);
/* a long run of letters, digits or marks */
void ht_words_odd(ht_random *r, ht_buf *out);

/* --- blocks.c, generate.c: random sources */

/* A block of the body and the blank line behind it. */
void ht_blocks_add(ht_random *r, ht_buf *out);
/* The i-th layout that a source may ask for, in the arena; NULL past the last:
 * a form, one for all forms (over the form that the document has), or a form
 * with such ones over it, + between. */
const char *ht_layouts_name(ht_arena *a, size_t i);
/* A source as a seed gives it: "%layout NAME" may stand in its first line. */
void ht_generate(uint64_t seed, ht_buf *out);

/* --- what may not hold */

typedef enum {
	HT_HELD,
	HT_REFUSED, /* an error where there should be pages */
	HT_LOST, /* a character neither on a page nor named */
	HT_DOUBLED, /* a Han character that the source does not have */
	HT_OVERLAP, /* two lines */
	HT_STRUCK, /* a line and a rule */
	HT_COVERED, /* a line and a figure */
	HT_OUTSIDE, /* text outside of the type area */
	HT_OFF_SHEET, /* a picture or a rule outside of the sheet */
	HT_SEALS, /* two that touch */
	HT_ALONE, /* signature or date without body text */
	HT_PARTED, /* a figure on one page, what is said of it on the next */
	HT_FIRST, /* page 1 without body text, with room for it */
	HT_TWICE, /* other bytes the second time */
	HT_SLOW,
	HT_CRASH,
	HT_FAILURE__MAX
} ht_failure;

const char *ht_failure_name(ht_failure f);

typedef struct {
	ht_failure failure;
	uint32_t what; /* the character that is lost */
	char why[400];
	size_t pages, lines, characters;
} ht_result;

/* Records a failure; the first one stays. */
void ht_result_set(ht_result *v, ht_failure f, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* --- lost.c, seen.c, inspect.c, flow.c: the properties of a finished document
 */

void ht_check_lost(const ht_work *w, ht_result *v);

typedef struct {
	ht_len x0, y0, x1, y1; /* on the sheet, EMU */
} ht_box;

/* One line of a page, as its display list has it. */
typedef struct {
	const char *tag;
	bool artifact, turned;
	ht_box ink;
	ht_box area; /* ink inside of its advance and em box */
	ht_len em;
	uint32_t last; /* character */
	ht_str text;
} ht_seen_line;

typedef struct {
	ht_seen_line *line;
	size_t n, cap;
} ht_seen_lines;

typedef struct {
	ht_seen_lines lines;
	ht_box *rule;
	size_t nrule, caprule;
	ht_op **object; /* pictures and their outlines; its own */
	size_t nobject, capobject;
} ht_seen_page;

/* What stands on a page; in the arena. */
void ht_seen_read(ht_arena *a, const ht_display_page *page, ht_seen_page *out);
bool ht_box_meet(ht_box a, ht_box b);
void ht_check_page(
	const ht_work *w, size_t page, const ht_seen_page *shown, ht_result *v);
void ht_check_flow(const ht_work *w, const ht_seen_page *page, ht_result *v);

/* --- run.c: one source through everything, in this process */

typedef struct {
	ht_engine *engine; /* the layouts, document first */
	const char **name;
	size_t n;
	ht_ctx ctx;
	const char *folder; /* pictures lie there */
} ht_bench;

ht_err ht_bench_open(ht_bench *b, const char *folder);
void ht_bench_close(ht_bench *b);
/* twice: the PDF must come out the same again. */
void ht_bench_run(const ht_bench *b, ht_str source, bool twice, ht_result *v);
/* Lets this process take so many seconds of the processor, whatever else the
 * machine does; 0: no limit.  Past it comes HT_LIMIT_SIGNAL. */
#define HT_LIMIT_SIGNAL SIGPROF
void ht_limit_set(unsigned seconds);
/* The same in a process of its own: crashes and endless loops become
 * verdicts. */
void ht_bench_run_apart(const ht_bench *b, ht_str source, bool twice,
	unsigned seconds, ht_result *v);

/* --- shrink.c */

/* Leaves out lines, then characters, while the failure stays.  Takes seconds
 * at most. */
void ht_shrink(const ht_bench *b, ht_str source, const ht_result *like,
	unsigned seconds, unsigned each, ht_buf *out);

#endif
