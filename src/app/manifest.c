/* SPDX-License-Identifier: Apache-2.0
 *
 * out/manifest.json: for each source its PDF, pages, elements, diagnostics;
 * for the run its fonts.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/outside.h"
#include "app/pathname.h"

#define KEY_TEXT 17 /* 16 hex digits and the NUL */

static json_t *
text_json(ht_str s)
{
	json_t *j = json_stringn(s.p ? s.p : "", s.n);

	return j ? j : json_string("");
}

static void
put_place(json_t *o, const ht_source *s, ht_span span)
{
	uint32_t line, col;

	if (span.end <= span.beg)
		return;
	ht_source_locate(s, span.beg, &line, &col);
	json_object_set_new(o, "line", json_integer(line));
	json_object_set_new(o, "column", json_integer(col));
	json_object_set_new(o, "beg", json_integer(span.beg));
	json_object_set_new(o, "end", json_integer(span.end));
}

static json_t *
element_json(const ht_source *s, const ht_elem *e)
{
	json_t *o = json_object();

	json_object_set_new(o, "kind", json_string(ht_elem_name(e->kind)));
	json_object_set_new(o, "text", text_json(e->text.str));
	put_place(o, s, e->span);
	json_object_set_new(o, "rule", json_string(e->rule ? e->rule : ""));
	json_object_set_new(o, "confidence", json_integer(e->confidence));
	if (e->inferred)
		json_object_set_new(o, "inferred", json_true());
	if (e->npiece)
		json_object_set_new(
			o, "pieces", json_integer((json_int_t)e->npiece + 1));
	for (int i = 0; i < e->nattr; i++)
		json_object_set_new(
			o, e->attr[i].key, json_string(e->attr[i].value));
	return o;
}

static json_t *
diag_json(const ht_source *s, const ht_diag *d)
{
	const ht_msg_info *info = ht_msg_lookup(d->id);
	json_t *o = json_object();
	ht_buf text = {0};

	json_object_set_new(o, "severity",
		json_string(ht_severity_name(info->severity, HT_EN)));
	json_object_set_new(o, "id", json_string(info->name));
	json_object_set_new(o, "clause", json_string(info->clause));
	ht_msg_format(&text, info->text[HT_ZH], d->arg);
	json_object_set_new(o, "zh", text_json(ht_buf_str(&text)));
	text.n = 0;
	ht_msg_format(&text, info->text[HT_EN], d->arg);
	json_object_set_new(o, "en", text_json(ht_buf_str(&text)));
	put_place(o, s, d->span);
	ht_buf_drop(&text);
	return o;
}

static json_t *
structure_json(const ht_raws *r)
{
	json_t *list = json_array();

	for (size_t i = 0; i < r->nstructure; i++)
		json_array_append_new(
			list, json_pack("[i,i]", (int)r->structure[i].beg,
				      (int)r->structure[i].end));
	return list;
}

static const char *
key_text(uint64_t key, char out[KEY_TEXT])
{
	snprintf(out, KEY_TEXT, "%016" PRIx64, key);
	return out;
}

/* The characters that came from another font than their role's. */
static json_t *
substitutions_json(const ht_ctx *ctx)
{
	json_t *list = json_array();

	for (size_t i = 0; i < ctx->ndiag; i++) {
		const ht_diag *d = &ctx->diag[i];

		if (d->id == HT_MSG_FONT_FALLBACK)
			json_array_append_new(
				list, json_pack("{s:s,s:s,s:s}", "character",
					      d->arg[0], "code", d->arg[1],
					      "font", d->arg[2]));
	}
	return list;
}

json_t *
ht_manifest_entry(ht_work *w, const ht_engine *e, const ht_job *j)
{
	json_t *o = json_object(), *elements = json_array();
	json_t *diagnostics = json_array();
	char key[KEY_TEXT];

	for (size_t i = 0; i < w->doc.nelem; i++)
		json_array_append_new(
			elements, element_json(&w->source, &w->doc.elem[i]));
	for (size_t i = 0; i < w->ctx.ndiag; i++)
		json_array_append_new(
			diagnostics, diag_json(&w->source, &w->ctx.diag[i]));
	ht_pathname_put(o, "source", j->source);
	ht_pathname_put(o, "output", j->output);
	json_object_set_new(o, "key", json_string(key_text(j->key, key)));
	json_object_set_new(o, "encoding", json_string(w->source.encoding));
	json_object_set_new(o, "bytes", json_integer((json_int_t)j->bytes));
	json_object_set_new(o, "pages", json_integer(j->entry.pages));
	json_object_set_new(o, "faults", json_integer(j->entry.faults));
	if (w->doc.noutside)
		json_object_set_new(o, "outside",
			ht_outside_json(&w->ctx, j->source, &w->doc));
	json_object_set_new(o, "elements", elements);
	json_object_set_new(o, "diagnostics", diagnostics);
	json_object_set_new(o, "substitutions", substitutions_json(&w->ctx));
	json_object_set_new(o, "structure", structure_json(&w->raws));
	if (w->layout == &w->like.layout)
		json_object_set_new(o, "like_original", ht_like_json(w, e));
	return o;
}

static bool
is_text(const json_t *o, const char *key, const char *value)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s && strcmp(s, value) == 0;
}

/* "FILE:LINE:COLUMN: fault: " */
static void
add_place(ht_buf *out, const json_t *o, const char *source, ht_lang lang)
{
	json_int_t line = json_integer_value(json_object_get(o, "line"));
	json_int_t column = json_integer_value(json_object_get(o, "column"));

	ht_buf_addf(out, "%s:", source);
	if (line)
		ht_buf_addf(out, "%d:%d:", (int)line, (int)column);
	ht_buf_addf(out, " %s: ", ht_severity_name(HT_SEV_FAULT, lang));
}

void
ht_manifest_faults(const json_t *entry, ht_job *j, ht_lang lang)
{
	const char *fault = ht_severity_name(HT_SEV_FAULT, HT_EN);
	const json_t *list = json_object_get(entry, "diagnostics");

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *o = json_array_get(list, i);
		const char *text = json_string_value(
			json_object_get(o, lang == HT_ZH ? "zh" : "en"));

		if (!text || !is_text(o, "severity", fault))
			continue;
		add_place(&j->messages, o, j->source, lang);
		ht_buf_addf(&j->messages, "%s\n", text);
	}
}

static json_t *
fonts_json(const ht_fontset *fonts)
{
	json_t *list = json_array();

	for (int r = 0; r < HT_ROLE__MAX; r++) {
		ht_role_report p = ht_fontset_report(fonts, (ht_role)r);

		if (!p.font)
			continue;
		json_array_append_new(
			list, json_pack("{s:s,s:s,s:s,s:s,s:b}", "role",
				      ht_role_name((ht_role)r), "want", p.want,
				      "family", ht_font_family(p.font), "style",
				      ht_font_style(p.font), "substitute",
				      p.substitute));
	}
	return list;
}

/* What merge needs to know of a shard. */
static json_t *
shard_json(const ht_engine *e, const ht_options *opt, const ht_batch *b)
{
	char engine[KEY_TEXT], input[KEY_TEXT];

	json_t *o = json_pack("{s:i,s:i}", "number", (int)opt->shard.number,
		"of", (int)opt->shard.of);

	ht_pathname_put(o, "folder", opt->output);
	json_object_update_new(
		o, json_pack("{s:I,s:s,s:s}", "sources", (json_int_t)b->nsource,
			   "input", key_text(b->input, input), "engine",
			   key_text(e->key, engine)));
	return o;
}

/* The documents follow one a line: ledger.c finds them so. */
char *
ht_manifest_head(const ht_engine *e, const ht_options *opt, const ht_batch *b)
{
	json_t *fonts = fonts_json(e->fonts);
	json_t *o = json_pack("{s:s,s:s,s:o}", "hongtou", HT_VERSION, "layout",
		e->layout.name, "fonts", fonts);
	ht_buf head = {0};
	char *text;

	if (opt->shard.of)
		json_object_set_new(o, "shard", shard_json(e, opt, b));
	text = json_dumps(o, JSON_COMPACT);
	json_decref(o);
	if (!text)
		return NULL;
	ht_buf_add(&head, text, strlen(text) - 1);
	ht_buf_adds(&head, ",\n\"documents\":[");
	free(text);
	return head.p;
}
