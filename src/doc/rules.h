/* SPDX-License-Identifier: Apache-2.0
 *
 * Recognition rules, compiled.
 */
#ifndef HT_DOC_RULES_H
#define HT_DOC_RULES_H

#include "doc/doc.h"

typedef enum {
	HT_ZONE_HEAD = 1,
	HT_ZONE_BODY = 2,
	HT_ZONE_END = 4,
	HT_ZONE_IMPRINT = 8
} ht_zone; /* bits */

#define HT_RULE_GROUPS 10

/* One rule, test or check of data/rules.yaml. */
typedef struct {
	const char *name, *clause;
	ht_elem_kind kind;
	unsigned where; /* ht_zone bits */
	int confidence;
	size_t max; /* characters a block may have */
	size_t lines; /* blocks an element may be made of */
	bool squeeze, link;
	bool has_next;
	bool last; /* but the imprint nothing follows; behind the date */
	ht_elem_kind next;
	ht_msg message; /* checks */
	/* By number of group: an element's kind, or -1; its name, or NULL. */
	int group_kind[HT_RULE_GROUPS];
	const char *group_name[HT_RULE_GROUPS];
	int ngroup;
	void *code; /* pcre2_code */
} ht_rule;

typedef struct {
	const ht_rule *rule;
	bool set[HT_RULE_GROUPS];
	size_t beg[HT_RULE_GROUPS], end[HT_RULE_GROUPS]; /* bytes of the text */
} ht_match;

/* What matching needs: one for each document, rules are shared. */
typedef struct {
	ht_ctx *ctx;
	const ht_rules *rules;
	void *data, *limits, *stack; /* of PCRE2 */
	/* The last text without its blanks, and where its bytes stand in it. */
	ht_str last;
	char *squeezed;
	uint32_t *map;
	size_t nsqueezed, capsqueezed;
	ht_str clean; /* the last text that has no blanks */
} ht_matcher;

ht_matcher ht_matcher_new(ht_ctx *ctx, const ht_rules *rules);
void ht_matcher_drop(ht_matcher *m);

/* Whether rule matches text from byte from on. */
bool ht_rule_match(ht_matcher *m, const ht_rule *rule, ht_str text, size_t from,
	ht_match *out);
/* A test by its name; false when there is none. */
bool ht_rule_test(ht_matcher *m, const char *name, ht_str text);
/* A test or a rule. */
const ht_rule *ht_rule_lookup(const ht_rules *r, const char *name);
/* Rules and checks in the order of the file. */
const ht_rule *ht_rules_list(const ht_rules *r, size_t *n);
const ht_rule *ht_rules_checks(const ht_rules *r, size_t *n);

#endif
