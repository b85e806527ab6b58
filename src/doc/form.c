/* SPDX-License-Identifier: Apache-2.0
 *
 * Genre to form (data/genres.tsv).
 */
#include "doc/form.h"

#include <string.h>

#define GENERAL "document"
#define FILE_WORD "\xE6\x96\x87\xE4\xBB\xB6" /* the word of a general mark */
#define NAME '='

static const struct {
	const char *genre, *form, *when, *word;
} rows[] = {
#include "doc/genres.inc"
};

#define NROWS (sizeof rows / sizeof *rows)

static const ht_elem *
find(const ht_doc *doc, ht_elem_kind kind)
{
	for (size_t i = 0; i < doc->nelem; i++)
		if (doc->elem[i].kind == kind)
			return &doc->elem[i];
	return NULL;
}

static bool
ends_with(const ht_elem *e, const char *word)
{
	return e && ht_str_ends(ht_str_trim(e->text.str), word);
}

static bool
has(ht_str s, const char *word)
{
	return ht_str_find(s, word, 0) != SIZE_MAX;
}

/* What a mark ends with: joint ones have their word beside them (7.2.4). */
static const ht_elem *
mark_end(const ht_doc *doc)
{
	const ht_elem *suffix = find(doc, HT_MARK_SUFFIX);

	return suffix ? suffix : find(doc, HT_ISSUER_MARK);
}

/* Whether a row is the document's genre: the longest that fits is asked for
 * first, as front matter, title or mark say. */
static bool
is_genre(const ht_doc *doc, const char *genre)
{
	if (doc->set.genre)
		return strcmp(doc->set.genre, genre) == 0;
	return ht_str_ends(ht_str_from(doc->title), genre) ||
	       ends_with(mark_end(doc), genre);
}

static bool
holds(const ht_doc *doc, size_t row)
{
	const ht_elem *mark = mark_end(doc);
	const ht_elem *number = find(doc, HT_DOC_NUMBER);
	const char *when = rows[row].when;

	if (strcmp(when, "mark") == 0)
		return ends_with(mark, rows[row].genre) || doc->set.genre;
	if (strcmp(when, "signer") == 0)
		return find(doc, HT_SIGNER);
	if (strcmp(when, "said") == 0)
		return find(doc, HT_SIGNER) || doc->set.genre;
	if (strcmp(when, "title") == 0)
		return has(ht_str_from(doc->title), rows[row].word);
	if (strcmp(when, "number") == 0)
		return !ends_with(mark, FILE_WORD) &&
		       !find(doc, HT_MARK_SUFFIX) &&
		       (doc->set.genre || (number && has(number->text.str,
							     rows[row].word)));
	return strcmp(when, "always") == 0;
}

const char *
ht_doc_form(const ht_doc *doc)
{
	if (doc->set.form) {
		for (size_t i = 0; i < NROWS; i++)
			if (rows[i].genre[0] == NAME &&
				strcmp(rows[i].genre + 1, doc->set.form) == 0)
				return rows[i].form;
		return NULL;
	}
	for (size_t i = 0; i < NROWS; i++)
		if (rows[i].genre[0] != NAME && is_genre(doc, rows[i].genre) &&
			holds(doc, i))
			return rows[i].form;
	return GENERAL;
}

const char *
ht_form_names(ht_arena *a)
{
	const char *all = "";

	for (size_t i = 0; i < NROWS; i++)
		if (rows[i].genre[0] == NAME)
			all = ht_fmt(a, "%s%s%s", all, *all ? ", " : "",
				rows[i].genre + 1);
	return all;
}

const char *
ht_form_layout(size_t i)
{
	static const char *const names[] = {
		"upward", "letter", "order", "minutes", "draft"};

	return i < sizeof names / sizeof *names ? names[i] : NULL;
}

const char *
ht_form_find(const char *name)
{
	const char *form;

	for (size_t i = 0; (form = ht_form_layout(i)) != NULL; i++)
		if (strcmp(form, name) == 0)
			return form;
	return strcmp(name, GENERAL) == 0 ? GENERAL : NULL;
}
