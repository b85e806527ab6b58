/* SPDX-License-Identifier: Apache-2.0
 *
 * The page stage: head, title, what flows on the rows, imprint, numbers.
 */
#include "page/page.h"

#include "page/pager.h"

#define PER_MILLE 1000

ht_page *
ht_pager_page(ht_pager *p)
{
	return &p->page[p->npage - 1];
}

const ht_para *
ht_pager_para(const ht_pager *p, size_t i)
{
	return &p->paras->para[i];
}

ht_elem_kind
ht_pager_kind(const ht_pager *p, size_t i)
{
	return p->paras->para[i].block->kind;
}

void
ht_pager_turn(ht_pager *p)
{
	ht_notes_place(p, ht_pager_foot(p));
	p->note.placed = false;
	HT_ROOM(p->ctx->arena, p->page, p->npage, p->cappage);
	p->page[p->npage] = (ht_page){.number = (int)(p->npage - p->base) + 1,
		.sheet = (int)(p->npage - p->base) + 1};
	p->npage++;
	p->row = p->dense = p->below = p->more = 0;
	p->shift = 0;
	p->limit = p->l->page.top + p->l->page.area_height;
	p->gap = NULL;
	p->ngap = p->capgap = 0;
}

void
ht_pager_object(ht_pager *p, ht_object o)
{
	ht_page *page = ht_pager_page(p);

	HT_ROOM(p->ctx->arena, page->object, page->nobject, page->capobject);
	page->object[page->nobject++] = o;
}

ht_frag *
ht_pager_add(ht_pager *p, ht_frag f)
{
	ht_page *page = ht_pager_page(p);

	if (page->capfrag == 0) { /* a line a row, and the number */
		page->capfrag = (size_t)p->l->page.rows + 1;
		page->frag = HT_ARRAY(p->ctx->arena, ht_frag, page->capfrag);
	}
	HT_ROOM(p->ctx->arena, page->frag, page->nfrag, page->capfrag);
	if (p->turned) { /* off the sheet's rows */
		f.turned = true;
		f.row = 0;
	}
	page->frag[page->nfrag] = f;
	return &page->frag[page->nfrag++];
}

void
ht_pager_rule(ht_pager *p, ht_rule r)
{
	ht_page *page = ht_pager_page(p);

	HT_ROOM(p->ctx->arena, page->rule, page->nrule, page->caprule);
	page->rule[page->nrule++] = r;
}

ht_len
ht_pager_left(const ht_pager *p)
{
	if (p->turned)
		return 0;
	return ht_layout_left(p->l, p->page[p->npage - 1].sheet);
}

ht_len
ht_pager_baseline(const ht_pager *p, const ht_para *para, ht_len top)
{
	ht_role role = para->block ? para->block->style->font
				   : p->l->page_number_style.font;
	const ht_font *font = ht_fontset_report(p->fs, role).font;

	return top +
	       ht_muldiv(para->size, ht_font_em_top(font), ht_font_upem(font));
}

void
ht_pager_line(ht_pager *p, const ht_para *para, uint32_t line, ht_len y)
{
	ht_pager_add(p, (ht_frag){.para = para,
				.line = line,
				.x = ht_pager_left(p),
				.y = ht_pager_baseline(p, para, y),
				.align = para->block->style->align});
}

ht_len
ht_para_width(const ht_para *para)
{
	ht_len widest = 0;

	for (size_t i = 0; i < para->nline; i++)
		if (para->line[i].natural > widest)
			widest = para->line[i].natural;
	return ht_muldiv(widest, para->xscale, PER_MILLE);
}

bool
ht_para_is_head(const ht_para *para)
{
	ht_elem_kind kind = para->block->kind;

	return kind >= HT_HEAD1 && kind <= HT_CHAPTER &&
	       para->block->elem->runin_end == 0;
}

bool
ht_kind_in_head(ht_elem_kind k)
{
	return k <= HT_SIGNER_NAME;
}

bool
ht_kind_in_title(ht_elem_kind k)
{
	return k == HT_TITLE || k == HT_SUBTITLE;
}

bool
ht_kind_in_imprint(ht_elem_kind k)
{
	return k >= HT_MAIN_TO && k <= HT_EXTRA;
}

static bool
is_body(ht_elem_kind k)
{
	return k >= HT_BODY && k <= HT_ATTENDANCE;
}

/* Head or title that could keep the text from page 1; NULL where there are
 * none, or no text: that of an attachment is on a page of its own. */
static const ht_elem *
above_body(const ht_paras *ps)
{
	const ht_elem *above = NULL;

	for (size_t i = 0; i < ps->npara; i++) {
		const ht_block *b = ps->para[i].block;

		if (b->kind == HT_ATTACHMENT_LABEL)
			break;
		if (is_body(b->kind))
			return above;
		if (ht_kind_in_title(b->kind) || ht_kind_in_head(b->kind))
			above = b->elem;
	}
	return NULL;
}

/* 7.3.3: the first page shows body text, or a picture, if there is any. */
static bool
shows_body(const ht_pager *p)
{
	const ht_page *page = &p->page[0];

	if (!above_body(p->paras) || page->nobject)
		return true;
	for (size_t i = 0; i < page->nfrag; i++)
		if (is_body(page->frag[i].para->block->kind))
			return true;
	return false;
}

static void
place_once(ht_pager *p)
{
	p->npage = p->cappage = 0;
	p->page = NULL;
	p->signed_once = p->imprinted = false;
	p->base = 0;
	ht_notes_begin(p);
	ht_head_fit(p);
	ht_flow_place(p);
}

/* Whether page 1 has no row left below its last one, a letter's page. */
static bool
is_full(const ht_pager *p)
{
	const ht_page *page = &p->page[0];
	ht_len next = 0;

	for (size_t i = 0; i < page->nfrag; i++) {
		const ht_frag *f = &page->frag[i];
		ht_len top = f->y - ht_pager_baseline(p, f->para, 0);

		if (f->row > 0 && top > next)
			next = top;
	}
	next += ht_layout_pitch(p->l) + p->l->text.size;
	return p->npage > 1 && next > ht_title_foot(p->l);
}

/* 10.1: the last line of a letter's page 1 stands 7/8 of a character above its
 * lower rule, if there is one; only then (page.blank: gap) do its rows leave
 * the place that the title gives them. */
static void
place_all(ht_pager *p)
{
	size_t seen = p->ctx->ndiag;

	p->to_foot = false;
	place_once(p);
	if (!p->l->red_rule.fill || p->l->page.blank != HT_BLANK_GAP ||
		!is_full(p))
		return;
	p->ctx->ndiag = seen;
	p->to_foot = true;
	place_once(p);
}

static ht_len
mark_size(const ht_paras *ps)
{
	for (size_t i = 0; i < ps->npara; i++)
		if (ps->para[i].block->kind == HT_ISSUER_MARK)
			return ps->para[i].size;
	return 0;
}

/* The paragraphs may be changed: a copy of their list. */
static ht_paras *
copy(ht_arena *a, const ht_paras *from)
{
	ht_paras *ps = HT_NEW(a, ht_paras);

	*ps = *from;
	ps->para = HT_ARRAY(a, ht_para, from->npara);
	for (size_t i = 0; i < from->npara; i++)
		ps->para[i] = from->para[i];
	return ps;
}

/* A list of one row is no long one (7.3.2). */
static bool
many_addressees(const ht_paras *ps)
{
	uint32_t rows = 0;

	for (size_t i = 0; i < ps->npara; i++)
		if (ps->para[i].block->kind == HT_ADDRESSEE)
			rows += ps->para[i].nline;
	return rows > 1;
}

/* 7.2.4: smaller marks, until body text stands on page 1. */
static ht_err
shrink_marks(ht_pager *p, ht_len least)
{
	ht_len size = mark_size(p->paras);
	size_t seen = p->ctx->ndiag;

	place_all(p);
	while (!shows_body(p) && size > least) {
		size = ht_muldiv(size, p->l->mark.shrink, PER_MILLE);
		p->ctx->ndiag = seen;
		HT_TRY(ht_marks_fit(p->ctx, p->l, p->fs, p->paras, size));
		place_all(p);
	}
	return HT_OK;
}

/* 7.3.2, 7.2.4: addressees that are many go to the imprint, marks are set
 * smaller, until body text stands on page 1; a row of addressees goes only when
 * marks that are no smaller than the title do not suffice. */
static ht_err
make_room(ht_pager *p)
{
	size_t first = p->ctx->ndiag;
	ht_paras *own = p->paras;

	place_all(p);
	if (shows_body(p))
		return HT_OK;
	p->ctx->ndiag = first;
	p->paras = copy(p->ctx->arena, own);
	if (!many_addressees(own))
		HT_TRY(shrink_marks(p, p->l->mark.min_size));
	if (shows_body(p))
		return HT_OK;
	p->ctx->ndiag = first;
	p->paras = copy(p->ctx->arena, own);
	HT_TRY(ht_addressee_move(p));
	HT_TRY(shrink_marks(p, p->l->mark.min_size / 2));
	if (shows_body(p))
		return HT_OK;
	/* In vain, under a title of a page: as it came.  7.3.1 has it 2hao. */
	p->paras = own;
	p->ctx->ndiag = first;
	place_all(p);
	ht_diag_add(p->ctx, HT_MSG_PAGE_NO_BODY, above_body(own)->span, NULL);
	return HT_OK;
}

ht_err
ht_pages_make(ht_ctx *ctx, const ht_layout *l, const ht_fontset *fs,
	const ht_paras *paras, ht_pages *out)
{
	ht_pager p = {
		.ctx = ctx, .l = l, .fs = fs, .paras = copy(ctx->arena, paras)};

	ht_pager_tell(&p);
	ht_head_leave_out(&p);
	HT_TRY(make_room(&p));
	ht_imprint_place(&p);
	ht_notes_end(&p);
	HT_TRY(ht_numbers_place(&p));
	*out = (ht_pages){p.page, p.npage, p.paras};
	return HT_OK;
}
