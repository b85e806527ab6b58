/* SPDX-License-Identifier: Apache-2.0
 *
 * Attachments that the note below the body names (7.3.4) and those that follow
 * (7.3.7): one that is missing is told, unless they are bound apart.
 */
#include "doc/find.h"

static size_t
count(const ht_find *f, ht_elem_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < f->doc->nelem; i++)
		n += f->doc->elem[i].kind == kind;
	return n;
}

void
ht_find_attached(ht_find *f)
{
	size_t named = count(f, HT_ATTACHMENT_NOTE);
	size_t there = count(f, HT_ATTACHMENT_LABEL);
	ht_arena *a = f->ctx->arena;

	if (there >= named || f->doc->set.detached == HT_YES)
		return;
	ht_diag_add(f->ctx, HT_MSG_DOC_ATTACHMENT_MISSING,
		ht_find_elem(f, HT_ATTACHMENT_NOTE)->span,
		ht_fmt(a, "%zu", named), ht_fmt(a, "%zu", there), NULL);
}
