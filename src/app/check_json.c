/* SPDX-License-Identifier: Apache-2.0
 *
 * The report of a check as JSON, for machines.
 */
#include <stdlib.h>

#include "app/check.h"
#include "app/pathname.h"
#include "check/reason.h"

static json_t *
text_json(ht_str s)
{
	json_t *o = json_stringn(s.p, s.n);

	return o ? o : json_string("");
}

static void
put_place(json_t *o, const ht_work *w, uint32_t elem, uint32_t at)
{
	uint32_t src = ht_text_source(&w->doc.elem[elem].text, at), line, col;

	ht_source_locate(&w->source, src, &line, &col);
	json_object_set_new(o, "line", json_integer(line));
	json_object_set_new(o, "column", json_integer(col));
}

static json_t *
setting_value(const ht_layout *l, unsigned setting)
{
	switch (setting) {
	case HT_FIT_SQUEEZE:
		return json_boolean(l->line.squeeze);
	case HT_FIT_THRESHOLD:
		return json_integer(l->line.threshold);
	case HT_FIT_HANG:
		return json_boolean(l->line.hang);
	case HT_FIT_PAIR:
		return json_boolean(l->line.pair);
	case HT_FIT_AUTOSPACE:
		return json_integer(l->line.autospace);
	case HT_FIT_LATIN:
		return json_string(
			l->line.latin == HT_LATIN_FONT ? "font" : "half");
	case HT_FIT_QUOTES:
		return json_string(
			l->line.quotes == HT_QUOTES_LATIN ? "latin" : "han");
	case HT_FIT_CELL:
		return json_string(l->text.cell == HT_CELL_EM ? "em" : "grid");
	case HT_FIT_PULL:
		return json_boolean(l->line.pull_last);
	}
	return json_boolean(l->line.lone_last);
}

/* The settings of a set with the values a layout has; ratios in thousandths
 * of an em. */
static json_t *
settings_json(const ht_layout *l, unsigned set)
{
	json_t *o = json_object();

	for (size_t i = 0; ht_setting(i); i++)
		if (set & ht_setting(i))
			json_object_set_new(o, ht_setting_key(ht_setting(i)),
				setting_value(l, ht_setting(i)));
	return o;
}

static json_t *
sets_json(const ht_layout *l, const ht_difference *d)
{
	json_t *list = json_array();

	for (int i = 0; i < d->nset; i++) {
		ht_layout changed = *l;

		for (size_t k = 0; ht_setting(k); k++)
			if (d->set[i] & ht_setting(k))
				ht_setting_flip(&changed, ht_setting(k));
		json_array_append_new(list, settings_json(&changed, d->set[i]));
	}
	return list;
}

static json_t *
difference_json(const ht_check *c, const ht_difference *d, ht_lang lang)
{
	json_t *o = json_object();
	ht_buf reason = {0};

	json_object_set_new(o, "kind", json_string(ht_alike_name(d->kind)));
	put_place(o, &c->work, d->elem, d->beg);
	json_object_set_new(o, "original", text_json(ht_check_theirs(c, d)));
	if (d->ours) {
		json_object_set_new(o, "ours", text_json(ht_check_ours(c, d)));
		json_object_set_new(o, "page", json_integer(d->ours->page + 1));
		json_object_set_new(o, "line_of_page",
			json_integer(ht_check_number(c, d->ours)));
	}
	json_object_set_new(o, "cause", json_string(ht_cause_name(d->cause)));
	if (d->cause == HT_CAUSE_SETTING)
		json_object_set_new(
			o, "settings", sets_json(c->work.layout, d));
	if (d->cause == HT_CAUSE_ROWS) {
		json_object_set_new(o, "on_page", json_integer(d->page));
		json_object_set_new(o, "rows", json_integer(d->rows));
	}
	ht_check_reason(&reason, d, c->work.layout, lang);
	json_object_set_new(o, "reason", text_json(ht_buf_str(&reason)));
	ht_buf_drop(&reason);
	return o;
}

static json_t *
tally_json(const ht_tally t[HT_ALIKE__MAX])
{
	json_t *o = json_object();

	for (int i = 0; i < HT_ALIKE__MAX; i++) {
		json_t *one = json_object();

		json_object_set_new(
			one, "alike", json_integer((json_int_t)t[i].alike));
		json_object_set_new(
			one, "total", json_integer((json_int_t)t[i].total));
		json_object_set_new(o, ht_alike_name((ht_alike_kind)i), one);
	}
	return o;
}

static json_t *
quotes_json(const ht_work *w)
{
	json_t *list = json_array();

	for (size_t i = 0; w->like.nquotes && i < w->doc.nelem; i++) {
		json_t *o;

		if (!w->like.quotes[i])
			continue;
		o = json_object();
		put_place(o, w, (uint32_t)i, 0);
		json_object_set_new(o, "quotes",
			json_string(w->like.quotes[i] == 1 + HT_QUOTES_LATIN
					    ? "latin"
					    : "han"));
		json_array_append_new(list, o);
	}
	return list;
}

json_t *
ht_like_json(const ht_work *w, const ht_engine *e)
{
	const ht_like *like = &w->like;
	json_t *o = settings_json(&like->layout, ~0u);

	json_object_set_new(
		o, "page.rows", json_integer(like->layout.page.rows));
	json_object_set_new(
		o, "page.head_rows", json_integer(like->layout.page.head_rows));
	json_object_set_new(
		o, "changed", settings_json(&like->layout, like->changed));
	json_object_set_new(o, "paragraphs", quotes_json(w));
	json_object_set_new(o, "base", json_string(e->layout.name));
	json_object_set_new(o, "tried", json_integer((json_int_t)like->tried));
	json_object_set_new(o, "alike", json_integer((json_int_t)like->alike));
	json_object_set_new(o, "total", json_integer((json_int_t)like->total));
	return o;
}

json_t *
ht_check_json_part(const ht_checks *all, const ht_check *c)
{
	json_t *o = json_object(), *differences = json_array();

	ht_pathname_put(o, "source", c->source);
	json_object_set_new(
		o, "pages", json_integer((json_int_t)c->work.laid.npage));
	json_object_set_new(o, "alike", tally_json(c->verdict.tally));
	if (all->like)
		json_object_set_new(o, "like_original",
			ht_like_json(&c->work, all->engine));
	for (size_t k = 0; k < c->verdict.ndifference; k++)
		json_array_append_new(differences,
			difference_json(
				c, &c->verdict.difference[k], all->lang));
	json_object_set_new(o, "differences", differences);
	return o;
}

void
ht_check_json(ht_buf *out, const ht_checks *all)
{
	json_t *root = json_object(), *list = json_array();
	ht_tally sum[HT_ALIKE__MAX];
	char *text;

	for (size_t i = 0; i < all->ncheck; i++)
		json_array_append(list, all->check[i]->json);
	ht_check_sum(all, sum);
	json_object_set_new(root, "hongtou", json_string(HT_VERSION));
	json_object_set_new(
		root, "layout", json_string(all->engine->layout.name));
	json_object_set_new(root, "total", tally_json(sum));
	json_object_set_new(root, "documents", list);
	text = json_dumps(root, JSON_INDENT(1));
	json_decref(root);
	if (text)
		ht_buf_adds(out, text);
	ht_buf_addc(out, '\n');
	free(text);
}
