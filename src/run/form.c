/* SPDX-License-Identifier: Apache-2.0
 *
 * The layout of one document: the one that was asked for, or that of its form,
 * or the former over the latter; with what its front matter changes.
 */
#include <string.h>

#include "doc/form.h"
#include "run/run.h"

static ht_err
bad_form(ht_work *w)
{
	return ht_fail(&w->ctx, HT_EINPUT, HT_MSG_FRONT_VALUE, w->source.path,
		0, "form", w->doc.set.form, ht_form_names(w->ctx.arena), NULL);
}

/* GB/T 9704-2012 6.2, 7.4: paper printed on both sides. */
static void
apply_settings(ht_work *w)
{
	const ht_settings *set = &w->doc.set;
	ht_layout *l = &w->own;

	if (set->duplex != HT_UNSET) {
		l->page.mirror = set->duplex == HT_YES;
		l->imprint.even = set->duplex == HT_YES;
	}
	if (set->preprinted == HT_YES) {
		if (l->mark.show == HT_SHOW_FULL)
			l->mark.show = HT_SHOW_SPACE;
		l->red_rule.draw = false;
	}
	if (set->detached != HT_UNSET)
		l->attachment.detached = set->detached == HT_YES;
}

ht_err
ht_engine_layout(
	ht_ctx *ctx, const ht_engine *e, const char *form, ht_layout *out)
{
	const ht_setup *by = &e->setup;
	bool over = e->layout.forms == HT_FORMS_ALL;

	*out = e->layout;
	if (strcmp(form, e->layout.form) == 0 || (by->layout_given && !over))
		return HT_OK;
	HT_TRY(ht_layout_load(ctx,
		ht_fmt(ctx->arena, "%s/%s.yaml", by->paths.layouts, form),
		out));
	if (!over)
		return HT_OK;
	return ht_layout_lay_over(ctx, e->layout_path, by->paths.layouts, out);
}

/* A layout that is not for all forms is of its own, whatever is asked for. */
static void
tell_form(ht_work *w, const ht_engine *e, const char *form)
{
	const ht_settings *set = &w->doc.set;

	if (set->form && w->own.forms != HT_FORMS_ALL &&
		e->setup.layout_given && strcmp(form, w->own.form) != 0)
		ht_diag_add(&w->ctx, HT_MSG_LAYOUT_FORM, set->form_at,
			w->own.name, set->form, NULL);
}

ht_err
ht_work_layout(ht_work *w, const ht_engine *e)
{
	const char *form = ht_doc_form(&w->doc);

	if (!form)
		return bad_form(w);
	HT_TRY(ht_engine_layout(&w->ctx, e, form, &w->own));
	w->layout = &w->own;
	tell_form(w, e, form);
	apply_settings(w);
	return HT_OK;
}
