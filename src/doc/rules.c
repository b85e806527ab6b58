/* SPDX-License-Identifier: Apache-2.0
 *
 * Reads data/rules.yaml and compiles its patterns with PCRE2.
 */
#include "doc/rules.h"

#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <yaml.h>

#include "base/io.h"
#include "base/utf8.h"
#include "doc/define.h"

#define RULES_LIMIT ((size_t)1 << 20)
#define MATCH_LIMIT 200000
#define JIT_STACK_MIN ((size_t)32 << 10)
#define JIT_STACK_MAX ((size_t)512 << 10)
#define MAX_CHARS 300 /* of a block, where a rule says nothing */

typedef struct {
	ht_rule *rule;
	size_t n, cap;
} list;

struct ht_rules {
	ht_arena *arena;
	list rules, tests, checks;
};

/* While loading. */
typedef struct {
	ht_ctx *ctx;
	ht_rules *rules;
	const char *path;
	yaml_document_t *doc;
	ht_buf define;
	ht_defines defines; /* the same, told apart */
} loader;

static ht_str
scalar(const yaml_node_t *node)
{
	if (!node || node->type != YAML_SCALAR_NODE)
		return (ht_str){0};
	return (ht_str){(const char *)node->data.scalar.value,
		node->data.scalar.length};
}

static ht_err
wrong_key(loader *l, const yaml_node_t *node, const char *rule, ht_str key)
{
	return ht_fail(l->ctx, HT_ELAYOUT, HT_MSG_RULES_KEY, l->path,
		(int)node->start_mark.line + 1, rule ? rule : "-",
		ht_str_cstr(l->ctx->arena, key), NULL);
}

/* --- patterns */

static void
name_groups(loader *l, ht_rule *rule)
{
	PCRE2_SPTR table;
	uint32_t count = 0, size = 0;

	for (int i = 0; i < HT_RULE_GROUPS; i++)
		rule->group_kind[i] = -1;
	pcre2_pattern_info(rule->code, PCRE2_INFO_NAMECOUNT, &count);
	pcre2_pattern_info(rule->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(rule->code, PCRE2_INFO_NAMETABLE, &table);
	for (uint32_t i = 0; i < count; i++, table += size) {
		int number = table[0] << 8 | table[1];
		ht_str name = ht_str_from((const char *)table + 2);
		ht_elem_kind kind;

		/* Capitals name what stands in define. */
		if (number >= HT_RULE_GROUPS || (name.p[0] & 0x20) == 0)
			continue;
		rule->group_name[number] = ht_str_cstr(l->rules->arena, name);
		if (ht_elem_lookup(name, &kind))
			rule->group_kind[number] = (int)kind;
		if (number >= rule->ngroup)
			rule->ngroup = number + 1;
	}
}

static ht_err
compile(loader *l, ht_rule *rule, ht_str pattern, int line)
{
	ht_buf text = {0};
	int code;
	PCRE2_SIZE at;

	/* Named patterns stand behind, so that groups count from 1. */
	ht_buf_adds(&text, "(?:");
	ht_buf_addstr(&text, pattern);
	ht_buf_adds(&text, ")");
	ht_defines_add(&l->defines, pattern, &text);
	rule->code = pcre2_compile((PCRE2_SPTR)text.p, text.n,
		PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &code, &at,
		NULL);
	ht_buf_drop(&text);
	if (!rule->code) {
		char why[128] = "";

		pcre2_get_error_message(code, (PCRE2_UCHAR *)why, sizeof why);
		return ht_fail(l->ctx, HT_ELAYOUT, HT_MSG_RULES_PATTERN,
			l->path, line, rule->name, why, NULL);
	}
	/* Without JIT the interpreter matches: slower, the same answers. */
	(void)pcre2_jit_compile(rule->code, PCRE2_JIT_COMPLETE);
	name_groups(l, rule);
	return HT_OK;
}

/* --- the file */

static ht_err
read_where(loader *l, ht_rule *rule, const yaml_node_t *node)
{
	static const char *const zone[] = {"head", "body", "end", "imprint"};

	if (node->type != YAML_SEQUENCE_NODE)
		return wrong_key(l, node, rule->name, HT_STR("where"));
	for (const yaml_node_item_t *i = node->data.sequence.items.start;
		i < node->data.sequence.items.top; i++) {
		ht_str name = scalar(yaml_document_get_node(l->doc, *i));
		unsigned bit = 0;

		for (unsigned z = 0; z < sizeof zone / sizeof *zone; z++)
			bit |= ht_str_is(name, zone[z]) ? 1u << z : 0;
		if (bit == 0)
			return wrong_key(l, node, rule->name, HT_STR("where"));
		rule->where |= bit;
	}
	return HT_OK;
}

static bool
read_number(ht_str value, size_t *out)
{
	*out = 0;
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] < '0' || value.p[i] > '9' || i > 6)
			return false;
		*out = *out * 10 + (size_t)(value.p[i] - '0');
	}
	return value.n > 0;
}

static bool
read_message(ht_str value, ht_msg *out)
{
	for (int i = 0; i < HT_MSG__MAX; i++) {
		const char *name = ht_msg_lookup((ht_msg)i)->name;
		size_t k = 0;

		/* HT_MSG_A_B is a.b in data. */
		while (k < value.n && name[k] &&
			(name[k] | 0x20) ==
				(value.p[k] == '.' || value.p[k] == '_'
						? '_' | 0x20
						: value.p[k]))
			k++;
		if (k == value.n && !name[k]) {
			*out = (ht_msg)i;
			return true;
		}
	}
	return false;
}

static ht_err
read_key(loader *l, ht_rule *rule, ht_str key, const yaml_node_t *node)
{
	ht_str value = scalar(node);
	ht_arena *a = l->rules->arena;
	size_t number = 0;
	bool good = true;

	if (ht_str_is(key, "name")) {
		rule->name = ht_str_cstr(a, value);
	} else if (ht_str_is(key, "kind")) {
		good = ht_elem_lookup(value, &rule->kind);
	} else if (ht_str_is(key, "where")) {
		return read_where(l, rule, node);
	} else if (ht_str_is(key, "pattern")) {
		return compile(l, rule, value, (int)node->start_mark.line + 1);
	} else if (ht_str_is(key, "squeeze")) {
		rule->squeeze = ht_str_is(value, "true");
	} else if (ht_str_is(key, "raw")) {
		rule->link = good = ht_str_is(value, "link");
	} else if (ht_str_is(key, "next")) {
		rule->has_next = good = ht_elem_lookup(value, &rule->next);
	} else if (ht_str_is(key, "last")) {
		rule->last = good = ht_str_is(value, "true");
	} else if (ht_str_is(key, "max")) {
		good = read_number(value, &rule->max);
	} else if (ht_str_is(key, "lines")) {
		good = read_number(value, &rule->lines);
	} else if (ht_str_is(key, "confidence")) {
		good = read_number(value, &number) && number <= 100;
		rule->confidence = (int)number;
	} else if (ht_str_is(key, "clause")) {
		rule->clause = ht_str_cstr(a, value);
	} else if (ht_str_is(key, "message")) {
		good = read_message(value, &rule->message);
	} else {
		good = false;
	}
	return good ? HT_OK : wrong_key(l, node, rule->name, key);
}

static ht_err
read_rule(loader *l, const yaml_node_t *node, list *to)
{
	ht_rule *rule;

	if (!node || node->type != YAML_MAPPING_NODE)
		return ht_fail(l->ctx, HT_ELAYOUT, HT_MSG_RULES_SYNTAX, l->path,
			node ? (int)node->start_mark.line + 1 : 0, "rules",
			NULL);
	HT_ROOM(l->rules->arena, to->rule, to->n, to->cap);
	rule = &to->rule[to->n++];
	*rule = (ht_rule){
		.name = "", .clause = "", .max = MAX_CHARS, .lines = 1};
	for (const yaml_node_pair_t *p = node->data.mapping.pairs.start;
		p < node->data.mapping.pairs.top; p++)
		HT_TRY(read_key(l, rule,
			scalar(yaml_document_get_node(l->doc, p->key)),
			yaml_document_get_node(l->doc, p->value)));
	if (!rule->code)
		return wrong_key(l, node, rule->name, HT_STR("pattern"));
	return HT_OK;
}

static ht_err
read_list(loader *l, const yaml_node_t *node, list *to)
{
	if (node->type != YAML_SEQUENCE_NODE)
		return ht_fail(l->ctx, HT_ELAYOUT, HT_MSG_RULES_SYNTAX, l->path,
			(int)node->start_mark.line + 1, "[]", NULL);
	for (const yaml_node_item_t *i = node->data.sequence.items.start;
		i < node->data.sequence.items.top; i++)
		HT_TRY(read_rule(l, yaml_document_get_node(l->doc, *i), to));
	return HT_OK;
}

/* Blanks of define are for its reader. */
static void
read_define(loader *l, ht_str value)
{
	for (size_t i = 0; i < value.n; i++)
		if (value.p[i] != ' ' && value.p[i] != '\n')
			ht_buf_addc(&l->define, value.p[i]);
	ht_defines_read(ht_buf_str(&l->define), &l->defines);
}

static ht_err
read_document(loader *l)
{
	const yaml_node_t *root = yaml_document_get_root_node(l->doc);

	if (!root || root->type != YAML_MAPPING_NODE)
		return ht_fail(l->ctx, HT_ELAYOUT, HT_MSG_RULES_SYNTAX, l->path,
			1, "{}", NULL);
	for (const yaml_node_pair_t *p = root->data.mapping.pairs.start;
		p < root->data.mapping.pairs.top; p++) {
		const yaml_node_t *value =
			yaml_document_get_node(l->doc, p->value);
		ht_str key = scalar(yaml_document_get_node(l->doc, p->key));

		if (ht_str_is(key, "define"))
			read_define(l, scalar(value));
		else if (ht_str_is(key, "rules"))
			HT_TRY(read_list(l, value, &l->rules->rules));
		else if (ht_str_is(key, "tests"))
			HT_TRY(read_list(l, value, &l->rules->tests));
		else if (ht_str_is(key, "checks"))
			HT_TRY(read_list(l, value, &l->rules->checks));
		else
			return wrong_key(l, value, NULL, key);
	}
	return HT_OK;
}

ht_err
ht_rules_load(ht_ctx *ctx, const char *path, ht_rules **out)
{
	ht_arena *arena = ht_arena_new();
	loader l = {.ctx = ctx, .path = path};
	yaml_parser_t parser;
	yaml_document_t doc;
	ht_str text;
	ht_err err;

	*out = NULL;
	l.rules = HT_NEW(arena, ht_rules);
	l.rules->arena = arena;
	err = ht_io_read(ctx, path, RULES_LIMIT, &text);
	if (err != HT_OK)
		goto done;
	if (!yaml_parser_initialize(&parser))
		abort(); /* out of memory */
	yaml_parser_set_input_string(
		&parser, (const unsigned char *)text.p, text.n);
	if (yaml_parser_load(&parser, &doc)) {
		l.doc = &doc;
		err = read_document(&l);
		yaml_document_delete(&doc);
	} else {
		err = ht_fail(ctx, HT_ELAYOUT, HT_MSG_RULES_SYNTAX, path,
			(int)parser.problem_mark.line + 1,
			parser.problem ? parser.problem : "", NULL);
	}
	yaml_parser_delete(&parser);
done:
	ht_buf_drop(&l.define);
	if (err == HT_OK)
		*out = l.rules;
	else
		ht_rules_drop(l.rules);
	return err;
}

static void
drop_list(list *l)
{
	for (size_t i = 0; i < l->n; i++)
		pcre2_code_free(l->rule[i].code);
}

void
ht_rules_drop(ht_rules *r)
{
	if (!r)
		return;
	drop_list(&r->rules);
	drop_list(&r->tests);
	drop_list(&r->checks);
	ht_arena_drop(r->arena);
}

const ht_rule *
ht_rule_lookup(const ht_rules *r, const char *name)
{
	for (size_t i = 0; i < r->tests.n; i++)
		if (strcmp(r->tests.rule[i].name, name) == 0)
			return &r->tests.rule[i];
	for (size_t i = 0; i < r->rules.n; i++)
		if (strcmp(r->rules.rule[i].name, name) == 0)
			return &r->rules.rule[i];
	return NULL;
}

const ht_rule *
ht_rules_list(const ht_rules *r, size_t *n)
{
	*n = r->rules.n;
	return r->rules.rule;
}

const ht_rule *
ht_rules_checks(const ht_rules *r, size_t *n)
{
	*n = r->checks.n;
	return r->checks.rule;
}

/* --- matching */

ht_matcher
ht_matcher_new(ht_ctx *ctx, const ht_rules *rules)
{
	pcre2_match_context *limits = pcre2_match_context_create(NULL);
	ht_matcher m = {.ctx = ctx, .rules = rules, .limits = limits};

	m.data = pcre2_match_data_create(HT_RULE_GROUPS, NULL);
	if (!limits || !m.data)
		abort(); /* out of memory */
	pcre2_set_match_limit(limits, MATCH_LIMIT);
	return m;
}

void
ht_matcher_drop(ht_matcher *m)
{
	pcre2_match_data_free(m->data);
	pcre2_match_context_free(m->limits);
	pcre2_jit_stack_free(m->stack);
	*m = (ht_matcher){0};
}

static bool
has_blank(ht_str s)
{
	for (size_t i = 0; i < s.n;)
		if (ht_cp_is_blank(ht_utf8_next(s, &i)))
			return true;
	return false;
}

/* text without blanks; *map: where its bytes stand in text, NULL when there
 * are none.  Rules come one after the other: the last answer is kept. */
static ht_str
squeeze(ht_matcher *m, ht_str text, const uint32_t **map)
{
	size_t n = 0;

	*map = m->map;
	if (text.p == m->last.p && text.n == m->last.n)
		return (ht_str){m->squeezed, m->nsqueezed};
	*map = NULL;
	if (text.p == m->clean.p && text.n == m->clean.n)
		return text;
	if (!has_blank(text)) {
		m->clean = text;
		return text;
	}
	if (text.n >= m->capsqueezed) {
		m->capsqueezed = text.n * 2 + 1;
		m->squeezed = ht_arena_alloc(m->ctx->arena, m->capsqueezed);
		m->map = HT_ARRAY(m->ctx->arena, uint32_t, m->capsqueezed);
	}
	for (size_t i = 0; i < text.n;) {
		size_t beg = i;

		if (ht_cp_is_blank(ht_utf8_next(text, &i)))
			continue;
		for (; beg < i; beg++) {
			m->map[n] = (uint32_t)beg;
			m->squeezed[n++] = text.p[beg];
		}
	}
	m->map[n] = (uint32_t)text.n;
	m->last = text;
	m->nsqueezed = n;
	*map = m->map;
	return (ht_str){m->squeezed, n};
}

static void
copy_groups(const ht_matcher *m, const ht_rule *rule, int count,
	const uint32_t *map, ht_match *out)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(m->data);

	*out = (ht_match){.rule = rule};
	for (int i = 0; i < count && i < HT_RULE_GROUPS; i++) {
		if (at[2 * i] == PCRE2_UNSET)
			continue;
		out->set[i] = true;
		out->beg[i] = at[2 * i];
		out->end[i] = at[2 * i + 1];
		if (!map)
			continue;
		/* The end follows the last byte, not the blanks behind it. */
		out->end[i] = out->end[i] ? map[out->end[i] - 1] + 1 : 0;
		out->beg[i] = map[out->beg[i]];
	}
}

/* Matches on PCRE2's own stack of 32 KiB; a larger one is made (and mapped) for
 * the text that first needs it. */
static int
run_match(ht_matcher *m, const ht_rule *rule, ht_str text, size_t from)
{
	PCRE2_SPTR p = (PCRE2_SPTR)(text.p ? text.p : "");
	int count = pcre2_match(rule->code, p, text.n, from, PCRE2_NO_UTF_CHECK,
		m->data, m->limits);

	if (count != PCRE2_ERROR_JIT_STACKLIMIT || m->stack)
		return count;
	m->stack = pcre2_jit_stack_create(JIT_STACK_MIN, JIT_STACK_MAX, NULL);
	if (!m->stack)
		abort(); /* out of memory */
	pcre2_jit_stack_assign(m->limits, NULL, m->stack);
	return pcre2_match(rule->code, p, text.n, from, PCRE2_NO_UTF_CHECK,
		m->data, m->limits);
}

bool
ht_rule_match(ht_matcher *m, const ht_rule *rule, ht_str text, size_t from,
	ht_match *out)
{
	const uint32_t *map = NULL;
	int count;

	if (rule->squeeze)
		text = squeeze(m, text, &map);
	count = run_match(m, rule, text, from);
	if (count == PCRE2_ERROR_MATCHLIMIT ||
		count == PCRE2_ERROR_JIT_STACKLIMIT)
		ht_diag_add(m->ctx, HT_MSG_DOC_MATCH_LIMIT, (ht_span){0},
			rule->name, NULL);
	if (count < 0)
		return false;
	copy_groups(m, rule, count ? count : HT_RULE_GROUPS, map, out);
	return true;
}

bool
ht_rule_test(ht_matcher *m, const char *name, ht_str text)
{
	const ht_rule *rule = ht_rule_lookup(m->rules, name);
	ht_match match;

	return rule && text.n <= rule->max * 4 &&
	       ht_rule_match(m, rule, text, 0, &match);
}
