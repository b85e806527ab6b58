/* SPDX-License-Identifier: Apache-2.0
 *
 * The layout of one document: the one that was asked for, else that of its
 * form; with what its front matter changes.
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
ht_work_layout(ht_work *w, const ht_engine *e)
{
	const char *form = ht_doc_form(&w->doc);

	if (!form)
		return bad_form(w);
	w->own = e->layout;
	w->layout = &w->own;
	if (!e->setup.layout_given && strcmp(form, e->layout.name) != 0)
		HT_TRY(ht_layout_load(&w->ctx,
			ht_fmt(w->ctx.arena, "%s/%s.yaml",
				e->setup.paths.layouts, form),
			&w->own));
	apply_settings(w);
	return HT_OK;
}
