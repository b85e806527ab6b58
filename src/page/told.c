/* SPDX-License-Identifier: Apache-2.0
 *
 * What pages do not show as the source has it: told once, before they are
 * tried, while the paragraphs are still what the source says.
 */
#include "page/pager.h"
#include "text/report.h"

void
ht_pager_left_out(const ht_pager *p, const ht_para *para, ht_msg msg)
{
	const ht_elem *e = para->block->elem;

	ht_diag_add(p->ctx, msg, e->span, ht_elem_name(e->kind),
		ht_str_cstr(p->ctx->arena, e->text.str), NULL);
}

/* A form without marks; one that was inferred stands elsewhere. */
static void
report_marks(const ht_pager *p)
{
	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_block *b = p->paras->para[i].block;

		if ((b->kind == HT_ISSUER_MARK || b->kind == HT_MARK_SUFFIX) &&
			!b->elem->inferred)
			ht_pager_left_out(p, &p->paras->para[i],
				HT_MSG_DOC_LEFT_OUT_DRAFT);
	}
}

static bool
elsewhere(const ht_layout *l, ht_elem_kind k)
{
	if (l->sign.place == HT_SIGN_HEAD &&
		(k == HT_SIGNATURE || k == HT_DATE))
		return true;
	return ht_kind_in_head(k) || ht_kind_in_title(k) ||
	       ht_kind_in_imprint(k);
}

/* Head, title and imprint have their own places: what stands among them in
 * the source goes to the rows, and is named.  Attachments may follow the
 * imprint: they end before it (7.4). */
static void
report_moved(const ht_pager *p)
{
	size_t title = 0;
	bool behind = false;

	for (size_t i = 0; i < p->paras->npara; i++) {
		ht_elem_kind k = p->paras->para[i].block->kind;

		if (ht_kind_in_head(k) || ht_kind_in_title(k))
			title = i;
	}
	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_elem *e = p->paras->para[i].block->elem;

		if (e->kind == HT_CELL && e->cell.row + e->cell.col > 0)
			continue; /* a table is told once */
		if (e->kind == HT_FOOTNOTE)
			continue; /* its place is where its mark is */
		if (ht_kind_in_imprint(e->kind))
			behind = true;
		else if (e->kind == HT_ATTACHMENT_LABEL)
			behind = false;
		else if (!elsewhere(p->l, e->kind) && (i < title || behind))
			ht_diag_add(p->ctx, HT_MSG_PAGE_MOVED, e->span,
				ht_excerpt(p->ctx->arena, e->text.str), NULL);
	}
}

static size_t
count(const ht_pager *p, ht_elem_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < p->paras->npara; i++)
		n += p->paras->para[i].block->kind == kind;
	return n;
}

static void
leave_out(const ht_pager *p, ht_msg msg, const char *what,
	const ht_picture *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		ht_diag_add(p->ctx, msg, list[i].span, what,
			list[i].path ? list[i].path : "outline", NULL);
}

/* Seals and stamps without a place: minutes have none (10.3), and a seal
 * stands on a signature (7.3.5.1), a stamp above a date (7.3.5.3). */
static void
report_seals(const ht_pager *p)
{
	const ht_settings *set = &p->paras->doc->set;
	bool head = p->l->sign.place == HT_SIGN_HEAD;
	size_t signs = head ? 0 : count(p, HT_SIGNATURE);
	size_t stamps =
		signs + count(p, HT_DUTY) + (head ? 0 : count(p, HT_DATE));

	if (stamps == 0)
		leave_out(p,
			head ? HT_MSG_DOC_LEFT_OUT_MINUTES : HT_MSG_STAMP_ALONE,
			"signature_stamp", set->stamp, set->nstamp);
	if (head)
		leave_out(p, HT_MSG_DOC_LEFT_OUT_MINUTES, "seal", set->seal,
			set->nseal);
	else if (set->nseal && signs == 0)
		ht_diag_add(p->ctx, HT_MSG_SEAL_COUNT, set->seal[0].span, "0",
			ht_fmt(p->ctx->arena, "%zu", set->nseal), NULL);
}

/* 7.3.5.3: a document that a person signs has a stamp and no seal. */
static void
report_stamped(const ht_pager *p)
{
	const ht_settings *set = &p->paras->doc->set;

	if (p->l->sign.place == HT_SIGN_HEAD || set->nstamp == 0)
		return;
	for (size_t i = 0; i < set->nseal; i++)
		ht_diag_add(p->ctx, HT_MSG_AGREE_SEAL, set->seal[i].span,
			set->seal[i].path ? set->seal[i].path : "outline",
			NULL);
}

/* 7.2.5: the number stands on the last signer's line. */
static void
report_number(const ht_pager *p)
{
	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_elem *e = p->paras->para[i].block->elem;

		if (e->kind == HT_DOC_NUMBER)
			ht_diag_add(p->ctx, HT_MSG_PAGE_NUMBER_ROW, e->span,
				ht_excerpt(p->ctx->arena, e->text.str), NULL);
	}
}

void
ht_pager_tell(const ht_pager *p)
{
	report_moved(p);
	if (p->l->mark.show == HT_SHOW_NONE)
		report_marks(p);
	if (ht_headrow_apart(p))
		report_number(p);
	if (p->paras->doc) {
		report_seals(p);
		report_stamped(p);
	}
}
