/* SPDX-License-Identifier: Apache-2.0
 *
 * out/manifest.json: for each source its PDF, pages, elements, diagnostics;
 * for the run its fonts.  It is also the memory of what is already done.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app.h"
#include "base/io.h"

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
ht_manifest_entry(const ht_work *w, const ht_engine *e, const ht_job *j)
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
	json_object_set_new(o, "source", json_string(j->source));
	json_object_set_new(o, "output", json_string(j->output));
	json_object_set_new(o, "key", json_string(key_text(j->key, key)));
	json_object_set_new(o, "encoding", json_string(w->source.encoding));
	json_object_set_new(o, "bytes", json_integer((json_int_t)j->bytes));
	json_object_set_new(o, "pages", json_integer(j->pages));
	json_object_set_new(o, "faults", json_integer(j->faults));
	if (w->doc.outside)
		json_object_set_new(o, "outside", json_true());
	json_object_set_new(o, "elements", elements);
	json_object_set_new(o, "diagnostics", diagnostics);
	json_object_set_new(o, "substitutions", substitutions_json(&w->ctx));
	json_object_set_new(o, "structure", structure_json(&w->raws));
	if (w->layout == &w->like.layout)
		json_object_set_new(o, "like_original", ht_like_json(w, e));
	return o;
}

json_t *
ht_manifest_load(const char *folder)
{
	char path[4096];

	if (snprintf(path, sizeof path, "%s/manifest.json", folder) >=
		(int)sizeof path)
		return NULL;
	return json_load_file(path, 0, NULL);
}

static bool
is_text(const json_t *o, const char *key, const char *value)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s && strcmp(s, value) == 0;
}

/* Is the file that an entry tells of still the one that was written? */
static bool
is_whole(const json_t *o, const char *output)
{
	struct stat st;

	return stat(output, &st) == 0 && access(output, R_OK) == 0 &&
	       st.st_size == json_integer_value(json_object_get(o, "bytes"));
}

/* What is wrong with a document is told again when it is not rendered
 * again. */
static void
repeat_faults(ht_job *j, ht_lang lang)
{
	const char *fault = ht_severity_name(HT_SEV_FAULT, HT_EN);
	json_t *list = json_object_get(j->entry, "diagnostics"), *o;
	size_t i;

	json_array_foreach(list, i, o)
	{
		const char *text = json_string_value(
			json_object_get(o, lang == HT_ZH ? "zh" : "en"));

		if (!text || !is_text(o, "severity", fault))
			continue;
		ht_buf_addf(&j->messages, "%s:", j->source);
		if (json_object_get(o, "line"))
			ht_buf_addf(&j->messages, "%d:%d:",
				(int)json_integer_value(
					json_object_get(o, "line")),
				(int)json_integer_value(
					json_object_get(o, "column")));
		ht_buf_addf(&j->messages, " %s: %s\n",
			ht_severity_name(HT_SEV_FAULT, lang), text);
	}
}

void
ht_manifest_reuse(json_t *old, ht_job *j, ht_lang lang)
{
	json_t *list = json_object_get(old, "documents"), *o;
	char key[KEY_TEXT];
	size_t i;

	key_text(j->key, key);
	json_array_foreach(list, i, o)
	{
		/* What other files hold is not known here. */
		if (json_is_true(json_object_get(o, "outside")))
			continue;
		if (!is_text(o, "output", j->output) ||
			!is_text(o, "source", j->source) ||
			!is_text(o, "key", key) || !is_whole(o, j->output))
			continue;
		j->entry = json_incref(o);
		j->unchanged = true;
		j->pages = (int)json_integer_value(json_object_get(o, "pages"));
		j->faults =
			(int)json_integer_value(json_object_get(o, "faults"));
		repeat_faults(j, lang);
		return;
	}
}

static bool
in_batch(const ht_batch *b, const json_t *o)
{
	for (size_t i = 0; i < b->njob; i++)
		if (is_text(o, "output", b->job[i].output))
			return true;
	return false;
}

/* Documents of other runs into the same folder, as long as they are there. */
static void
keep_others(json_t *documents, json_t *old, const ht_batch *b)
{
	json_t *o;
	size_t i;

	json_array_foreach(json_object_get(old, "documents"), i, o)
	{
		const char *source =
			json_string_value(json_object_get(o, "source"));
		const char *output =
			json_string_value(json_object_get(o, "output"));

		if (source && output && access(source, F_OK) == 0 &&
			is_whole(o, output) && !in_batch(b, o))
			json_array_append(documents, o);
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

ht_err
ht_manifest_write(ht_ctx *ctx, const char *folder, json_t *old,
	const ht_batch *b, const ht_engine *e)
{
	json_t *o = json_object(), *documents = json_array();
	bool same;
	char *text;
	ht_err err;

	for (size_t i = 0; i < b->njob; i++)
		if (b->job[i].entry)
			json_array_append(documents, b->job[i].entry);
	keep_others(documents, old, b);
	json_object_set_new(o, "hongtou", json_string(HT_VERSION));
	json_object_set_new(o, "layout", json_string(e->layout.name));
	json_object_set_new(o, "fonts", fonts_json(e->fonts));
	json_object_set_new(o, "documents", documents);
	same = old && json_equal(o, old);
	text = same ? NULL : json_dumps(o, JSON_INDENT(1));
	json_decref(o);
	if (same)
		return HT_OK;
	if (!text)
		return ht_fail(ctx, HT_EINTERNAL, HT_MSG_INTERNAL, NULL, 0,
			"manifest", NULL);
	err = ht_io_write(ctx, ht_fmt(ctx->arena, "%s/manifest.json", folder),
		ht_str_from(text));
	free(text);
	return err;
}
