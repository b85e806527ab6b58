/* SPDX-License-Identifier: Apache-2.0
 *
 * Front matter to elements and settings.  What it says goes before what is
 * recognised in the text; an unknown key is an error.  A web page has front
 * matter too: its keys are known as foreign, and beside them only its title
 * is of use.
 */
#include <string.h>

#include "base/utf8.h"
#include "doc/front.h"
#include "text/make.h"

#define DIAMETER_MIN 10 /* mm */
#define DIAMETER_MAX 100
#define MILLI 1000
#define STAR "\xE2\x98\x85" /* U+2605: joins a secret's period to it */
#define ROWS 128 /* of data/front.tsv */

typedef struct {
	const ht_front_key *key;
	const ht_raw *raw;
	bool used;
} entry;

typedef struct {
	ht_find *f;
	entry *entry;
	size_t n;
	bool dated;
	bool done[ROWS]; /* rows of the table that made an element */
	const ht_front_key *first[ROWS]; /* the key of each row */
	ht_buf foreign;
	ht_span span; /* of the foreign entries */
} entries;

static const ht_front_key unknown_foreign = {
	.meaning = "-", .key = "", .shape = "%", .join = "*"};

/* A web page has keys that no table knows; one that is nearly a known one is
 * a slip all the same. */
static bool
may_be_foreign(const ht_find *f, ht_str key)
{
	ht_str near = ht_str_from(ht_front_nearest(key));

	return f->web_front &&
	       (near.n == 0 || ht_front_distance(key, near) > 1);
}

static ht_err
bad_key(ht_find *f, const ht_raw *raw)
{
	const char *near = ht_front_nearest(raw->key);
	uint32_t line, col;

	ht_source_locate(f->s, raw->span.beg, &line, &col);
	return ht_fail(f->ctx, HT_EINPUT,
		*near ? HT_MSG_FRONT_KEY : HT_MSG_FRONT_KEY_UNLIKE, f->s->path,
		(int)line, ht_str_cstr(f->ctx->arena, raw->key), near, NULL);
}

static ht_err
bad_value(ht_find *f, const entry *e, const char *allowed)
{
	uint32_t line, col;

	ht_source_locate(f->s, e->raw->span.beg, &line, &col);
	return ht_fail(f->ctx, HT_EINPUT, HT_MSG_FRONT_VALUE, f->s->path,
		(int)line, e->key->key,
		ht_str_cstr(f->ctx->arena, e->raw->text.str), allowed, NULL);
}

/* --- settings */

static ht_err
set_switch(ht_find *f, const entry *e, ht_switch *out)
{
	const char *word = ht_front_word(e->raw->text.str);

	if (strcmp(word, "yes") == 0)
		*out = HT_YES;
	else if (strcmp(word, "no") == 0)
		*out = HT_NO;
	else
		return bad_value(f, e, "true, false");
	return HT_OK;
}

/* Millimetres with up to three decimals: 42, 42mm, 42.5mm. */
static bool
read_mm(ht_str s, ht_len *out)
{
	int64_t v = 0, unit = MILLI;
	size_t i = 0;

	for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && v < MILLI; i++)
		v = v * 10 + (s.p[i] - '0');
	if (i == 0)
		return false;
	v *= MILLI;
	if (i < s.n && s.p[i] == '.')
		for (i++; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++) {
			unit /= 10;
			v += unit * (s.p[i] - '0');
		}
	s = ht_str_trim(ht_str_sub(s, i, s.n));
	if (s.n && !ht_str_is(s, "mm"))
		return false;
	*out = (ht_len)(v * (HT_EMU_MM / MILLI));
	return v >= (int64_t)DIAMETER_MIN * MILLI &&
	       v <= (int64_t)DIAMETER_MAX * MILLI;
}

static ht_err
add_diameter(ht_find *f, const entry *e)
{
	ht_settings *set = &f->doc->set;
	ht_len *more = HT_ARRAY(f->ctx->arena, ht_len, set->ndiameter + 1);

	for (size_t i = 0; i < set->ndiameter; i++)
		more[i] = set->diameter[i];
	if (!read_mm(e->raw->text.str, &more[set->ndiameter]))
		return bad_value(f, e, "10mm...100mm");
	set->diameter = more;
	set->ndiameter++;
	return HT_OK;
}

static void
add_picture(ht_find *f, const entry *e, ht_picture **list, size_t *n)
{
	const char *word = ht_front_word(e->raw->text.str);
	ht_picture *more = HT_ARRAY(f->ctx->arena, ht_picture, *n + 1);

	if (strcmp(word, "no") == 0)
		return;
	for (size_t i = 0; i < *n; i++)
		more[i] = (*list)[i];
	more[*n].span = e->raw->span;
	if (strcmp(word, "outline") != 0) {
		more[*n].path = ht_str_cstr(f->ctx->arena, e->raw->text.str);
		ht_find_outside(f, more[*n].path);
	}
	*list = more;
	(*n)++;
}

static ht_err
take_setting(ht_find *f, const entry *e)
{
	ht_settings *set = &f->doc->set;
	const char *name = e->key->meaning + 1;
	ht_arena *a = f->ctx->arena;

	ht_find_add(f, HT_SETTING, e->raw->text, HT_FRONT_RULE, 100);
	if (strcmp(name, "form") == 0) {
		set->form = ht_str_cstr(a, e->raw->text.str);
		set->form_at = e->raw->span;
	} else if (strcmp(name, "genre") == 0)
		set->genre = ht_str_cstr(a, e->raw->text.str);
	else if (strcmp(name, "seal") == 0)
		add_picture(f, e, &set->seal, &set->nseal);
	else if (strcmp(name, "stamp") == 0)
		add_picture(f, e, &set->stamp, &set->nstamp);
	else if (strcmp(name, "diameter") == 0)
		return add_diameter(f, e);
	else if (strcmp(name, "duplex") == 0)
		return set_switch(f, e, &set->duplex);
	else if (strcmp(name, "preprinted") == 0)
		return set_switch(f, e, &set->preprinted);
	else if (strcmp(name, "detached") == 0)
		return set_switch(f, e, &set->detached);
	return HT_OK;
}

/* --- elements */

static bool
same_element(const ht_front_key *a, const ht_front_key *b)
{
	if (strcmp(a->join, "*") == 0)
		return a == b;
	/* Labels part the rows of attendance; a secret's period joins it. */
	return strcmp(a->meaning, b->meaning) == 0 &&
	       strcmp(a->shape, b->shape) == 0 && (a->row != b->row || a == b);
}

/* A key that stands twice goes on with a list; of one value the first counts.
 */
static bool
comes_again(const entry *e)
{
	return e->raw->again && (strcmp(e->key->join, "|") == 0 ||
					strcmp(e->key->join, STAR) == 0);
}

/* All entries that are one element as one text; pieces where the join says
 * so. */
static ht_text
join(entries *es, size_t first, uint32_t **piece, size_t *npiece)
{
	ht_arena *a = es->f->ctx->arena;
	const ht_front_key *key = es->entry[first].key;
	bool pieces = strcmp(key->join, "|") == 0;
	ht_make m = ht_make_begin(a);

	*piece = HT_ARRAY(a, uint32_t, es->n);
	for (size_t i = first; i < es->n; i++) {
		entry *e = &es->entry[i];

		if (e->used || comes_again(e) || !same_element(key, e->key))
			continue;
		e->used = true;
		es->done[e->key->row % ROWS] = true;
		if (m.n && pieces)
			(*piece)[(*npiece)++] = (uint32_t)m.n;
		else if (m.n)
			ht_make_str(
				&m, ht_str_from(key->join), e->raw->span.beg);
		ht_make_text(&m, &e->raw->text);
	}
	return ht_make_end(&m);
}

/* A second key for what another one has given. */
static void
add_second(ht_find *f, const entry *e, const char *what)
{
	ht_elem *noise =
		ht_find_add(f, HT_NOISE, e->raw->text, "front.override", 90);

	ht_diag_add(f->ctx, HT_MSG_FRONT_OVERRIDE, noise->span, what,
		ht_excerpt(f->ctx->arena, e->raw->text.str), NULL);
}

static void
add_element(entries *es, size_t i, ht_elem_kind kind)
{
	ht_find *f = es->f;
	entry *e = &es->entry[i];
	uint32_t *piece = NULL;
	size_t npiece = 0;
	ht_text text = e->raw->text;
	ht_elem *elem;

	if (es->done[e->key->row % ROWS] && strcmp(e->key->join, "*") != 0) {
		add_second(f, e, ht_elem_name(kind));
		return;
	}
	if (strcmp(e->key->join, "*") != 0)
		text = join(es, i, &piece, &npiece);
	e->used = true;
	text = ht_front_shape(f->ctx->arena, e->key->shape, &text);
	f->has_front = true;
	f->given[kind] = true;
	elem = ht_find_add(f, kind, text, HT_FRONT_RULE, 100);
	elem->piece = piece;
	elem->npiece = npiece;
	elem->apart = kind == HT_EXTRA;
	if (kind == HT_TITLE || kind == HT_SUBTITLE)
		ht_title_pieces(f, elem);
	if (kind == HT_TITLE)
		ht_find_set_title(f, elem);
}

/* --- web pages */

static void
add_foreign(entries *es, const ht_raw *raw)
{
	ht_str have = ht_buf_str(&es->foreign), key = raw->key;

	ht_find_add(es->f, HT_NOISE, raw->text, "front.unused", 80);
	if (raw->span.beg < es->span.beg)
		es->span.beg = raw->span.beg;
	if (raw->span.end > es->span.end)
		es->span.end = raw->span.end;
	/* A list gives its key once. */
	if (have.n >= key.n &&
		ht_str_eq(ht_str_sub(have, have.n - key.n, have.n), key))
		return;
	if (es->foreign.n)
		ht_buf_adds(&es->foreign, ", ");
	ht_buf_addstr(&es->foreign, key);
}

static bool
is_foreign(const entries *es, const entry *e)
{
	ht_elem_kind kind;

	if (e->key->meaning[0] == '-')
		return true;
	if (!ht_elem_lookup(ht_str_from(e->key->meaning), &kind))
		return false;
	/* A page's date tells when the page was made. */
	if (kind == HT_DATE && strcmp(e->key->key, "date") == 0)
		return es->f->web_front || es->dated;
	return false;
}

static void
take_web_title(ht_find *f, const ht_raw *raw)
{
	const ht_rule *site = ht_rule_lookup(f->m.rules, "title.site");
	size_t first = f->doc->nelem;
	ht_match match;
	ht_elem *e = NULL;

	if (f->sure_title) {
		ht_find_noise(f, &raw->text, "front.title");
		return;
	}
	f->title = f->title_end = 0;
	f->sure_title = f->has_front = true;
	if (site && raw->text.str.n <= site->max * 4 &&
		ht_rule_match(&f->m, site, raw->text.str, 0, &match))
		ht_find_take(f, &raw->text, &match);
	else
		ht_find_add(f, HT_TITLE, raw->text, "front.title", 60);
	for (size_t i = first; i < f->doc->nelem; i++)
		if (f->doc->elem[i].kind == HT_TITLE)
			e = &f->doc->elem[i];
	if (!e)
		return;
	ht_title_pieces(f, e);
	ht_find_set_title(f, e);
}

/* --- all */

static ht_err
collect(entries *es)
{
	ht_find *f = es->f;

	es->entry = HT_ARRAY(f->ctx->arena, entry, f->raws->nraw + 1);
	for (size_t i = 0; i < f->raws->nraw; i++) {
		const ht_raw *raw = &f->raws->raw[i];
		const ht_front_key *key;

		if (raw->kind != HT_RAW_FRONT || raw->text.str.n == 0)
			continue;
		key = ht_front_lookup(raw->key);
		if (!key && may_be_foreign(f, raw->key))
			key = &unknown_foreign;
		if (!key)
			return bad_key(f, raw);
		es->entry[es->n++] = (entry){key, raw, false};
		es->dated = es->dated || (strcmp(key->meaning, "date") == 0 &&
						 strcmp(key->key, "date") != 0);
	}
	/* In the order of the table, where the chief key of a row stands
	 * first: an insertion sort of a few. */
	for (size_t i = 1; i < es->n; i++) {
		entry e = es->entry[i];
		size_t k = i;

		for (; k > 0 && es->entry[k - 1].key > e.key; k--)
			es->entry[k] = es->entry[k - 1];
		es->entry[k] = e;
	}
	return HT_OK;
}

/* Two keys of one row: the one that stands first in the table counts. */
static bool
is_other_key(entries *es, const entry *e)
{
	const ht_front_key **first = &es->first[e->key->row % ROWS];
	ht_arena *a = es->f->ctx->arena;

	if (!*first)
		*first = e->key;
	if (*first == e->key)
		return false;
	ht_find_add(es->f, HT_NOISE, e->raw->text, "front.override", 90);
	ht_diag_add(es->f->ctx, HT_MSG_AGREE_KEYS, ht_text_span(&e->raw->text),
		(*first)->key, e->key->key, ht_excerpt(a, e->raw->text.str),
		NULL);
	return true;
}

static ht_err
take(entries *es, size_t i)
{
	entry *e = &es->entry[i];
	ht_elem_kind kind;

	if (e->used)
		return HT_OK;
	if (is_foreign(es, e)) {
		add_foreign(es, e->raw);
		return HT_OK;
	}
	if (is_other_key(es, e))
		return HT_OK;
	if (comes_again(e)) {
		add_second(es->f, e, e->key->key);
		return HT_OK;
	}
	if (!ht_elem_lookup(ht_str_from(e->key->meaning), &kind))
		return take_setting(es->f, e);
	if (kind == HT_TITLE && es->f->web_front)
		take_web_title(es->f, e->raw);
	else
		add_element(es, i, kind);
	return HT_OK;
}

void
ht_find_given(ht_find *f)
{
	for (size_t i = 0; i < f->raws->nraw; i++) {
		const ht_raw *raw = &f->raws->raw[i];
		const ht_front_key *key = ht_front_lookup(raw->key);

		if (raw->kind == HT_RAW_FRONT && key && key->meaning[0] == '-')
			f->web_front = true;
	}
	for (size_t i = 0; i < f->raws->nraw && !f->web_front; i++) {
		const ht_raw *raw = &f->raws->raw[i];
		const ht_front_key *key = ht_front_lookup(raw->key);
		ht_elem_kind kind;

		if (raw->kind == HT_RAW_FRONT && key && raw->text.str.n &&
			ht_elem_lookup(ht_str_from(key->meaning), &kind))
			f->given[kind] = true;
	}
}

ht_err
ht_find_front(ht_find *f)
{
	entries es = {.f = f, .span = {UINT32_MAX, 0}};
	ht_err err;

	HT_TRY(collect(&es));
	err = HT_OK;
	for (size_t i = 0; i < es.n && err == HT_OK; i++)
		err = take(&es, i);
	if (es.foreign.n && err == HT_OK)
		ht_diag_add(f->ctx, HT_MSG_FRONT_UNUSED, es.span,
			ht_str_cstr(f->ctx->arena, ht_buf_str(&es.foreign)),
			NULL);
	ht_buf_drop(&es.foreign);
	return err;
}

static bool
is_front(const ht_elem *e)
{
	return strcmp(e->rule, HT_FRONT_RULE) == 0;
}

/* Whether front matter gives attendance of the label that text begins with. */
static bool
gives_label(const ht_find *f, ht_str text)
{
	static const char colon[] = "\xEF\xBC\x9A"; /* U+FF1A */

	for (size_t i = 0; i < f->doc->nelem; i++) {
		const ht_elem *e = &f->doc->elem[i];
		ht_str s = e->text.str;
		size_t end = ht_str_find(s, colon, 0);

		if (e->kind == HT_ATTENDANCE && is_front(e) && end < s.n &&
			ht_str_starts(text, ht_str_cstr(f->ctx->arena,
						    ht_str_sub(s, 0, end))))
			return true;
	}
	return false;
}

/* Whether the text's own element gives way to front matter; the word beside
 * joint marks goes with them. */
static bool
gives_way(const ht_find *f, const ht_elem *e)
{
	if (is_front(e))
		return false;
	if (e->kind == HT_MARK_SUFFIX && f->given[HT_ISSUER_MARK])
		return true;
	return f->given[e->kind] &&
	       (e->kind != HT_ATTENDANCE || gives_label(f, e->text.str));
}

void
ht_find_override(ht_find *f)
{
	for (size_t i = 0; i < f->doc->nelem; i++) {
		ht_elem *e = &f->doc->elem[i];

		if (!gives_way(f, e))
			continue;
		ht_diag_add(f->ctx, HT_MSG_FRONT_OVERRIDE, e->span,
			ht_elem_name(e->kind),
			ht_excerpt(f->ctx->arena, e->text.str), NULL);
		e->kind = HT_NOISE;
		e->rule = "front.override";
	}
}
