/* SPDX-License-Identifier: Apache-2.0
 *
 * The imprint (7.4): at the foot of the last page, its last rule on the type
 * area's bottom edge; first and last rule thick, a thin one between the
 * distributed, the printed and every other element.  Rows stand in the order
 * of the source.  For print on both sides it stands on an even page.
 */
#include "page/pager.h"

typedef enum { PART_TO, PART_PRINT, PART_EXTRA } part;

typedef struct {
	size_t beg, end; /* paragraphs that stand in it, side by side */
	uint32_t line; /* of the paragraph, when one wraps over rows */
	part part;
} row;

typedef struct {
	row *row;
	size_t n, cap;
} rows;

static part
part_of(ht_elem_kind k)
{
	return k == HT_EXTRA				    ? PART_EXTRA
	       : k == HT_PRINT_OFFICE || k == HT_PRINT_DATE ? PART_PRINT
							    : PART_TO;
}

static const ht_para *
para_at(const ht_pager *p, size_t i)
{
	return &p->paras->para[i];
}

static ht_len
inset(const ht_pager *p, const ht_para *para)
{
	return ht_layout_zi(p->l, para->size, p->l->imprint.inset);
}

/* May paragraph i stand beside those of a row?  Printer and date share one;
 * extras of the text share one while they fit with a zi between them, those
 * that front matter lists have a row each. */
static bool
joins(const ht_pager *p, const row *r, size_t i)
{
	const ht_para *para = para_at(p, i);
	part kind = part_of(para->block->kind);
	ht_len w = 2 * inset(p, para);

	if (kind == PART_TO || r->part != kind || r->end != i ||
		para->nline != 1)
		return false;
	for (size_t k = r->beg; k <= i; k++) {
		if (para_at(p, k)->nline != 1)
			return false;
		w += ht_para_width(para_at(p, k));
		w += k < i ? inset(p, para) : 0;
	}
	if (w > p->l->page.area_width)
		return false;
	if (kind == PART_EXTRA)
		return !para->block->elem->apart;
	return i - r->beg == 1 && para->block->kind == HT_PRINT_DATE &&
	       para_at(p, r->beg)->block->kind == HT_PRINT_OFFICE;
}

static rows
collect(const ht_pager *p)
{
	rows rs = {0};

	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_para *para = para_at(p, i);

		if (!ht_kind_in_imprint(para->block->kind))
			continue;
		if (rs.n && joins(p, &rs.row[rs.n - 1], i)) {
			rs.row[rs.n - 1].end++;
			continue;
		}
		for (uint32_t k = 0; k < para->nline; k++) {
			HT_ROOM(p->ctx->arena, rs.row, rs.n, rs.cap);
			rs.row[rs.n++] =
				(row){i, i + 1, k, part_of(para->block->kind)};
		}
	}
	return rs;
}

static void
add(ht_pager *p, const ht_para *para, uint32_t line, ht_len x, ht_len top,
	ht_align align)
{
	ht_len free = p->l->imprint.row - para->size;
	/* In the middle between rules; without them on the area's foot, as
	 * 10.1 has it. */
	ht_len down = p->l->imprint.rules ? free / 2 : free;

	ht_pager_add(p, (ht_frag){.para = para,
				.line = line,
				.x = ht_pager_left(p) + x,
				.y = ht_pager_baseline(p, para, top + down),
				.align = align});
}

/* Several paragraphs: the first at the left inset, the last at the right
 * one, even gaps between. */
static void
place_beside(ht_pager *p, const row *r, ht_len top)
{
	ht_len edge = inset(p, para_at(p, r->beg));
	ht_len free = p->l->page.area_width - 2 * edge, x = edge;
	int gaps = (int)(r->end - r->beg) - 1;

	for (size_t i = r->beg; i < r->end; i++)
		free -= ht_para_width(para_at(p, i));
	for (size_t i = r->beg; i < r->end; i++) {
		const ht_para *para = para_at(p, i);
		int done = (int)(i - r->beg);
		ht_len indent = para->line[0].indent;

		/* The paragraph's own indent is part of its line. */
		add(p, para, 0, x + ht_grid(free, gaps, done) - indent, top,
			HT_ALIGN_LEFT);
		x += ht_para_width(para);
	}
}

static void
place_row(ht_pager *p, const row *r, ht_len top)
{
	const ht_para *para = para_at(p, r->beg);

	if (r->end - r->beg > 1)
		place_beside(p, r, top);
	else
		add(p, para, r->line, 0, top, para->block->style->align);
}

static void
place_rule(ht_pager *p, ht_rule_kind kind, ht_len y, ht_len h)
{
	ht_len x = ht_pager_left(p) +
		   (p->l->page.area_width - p->l->imprint.width) / 2;

	ht_pager_rule(p, (ht_rule){.kind = kind,
				 .x = x,
				 .y = y,
				 .w = p->l->imprint.width,
				 .h = h});
}

/* Whether so many rows of the imprint find room on this page, below what
 * stands on it. */
static bool
fits(ht_pager *p, size_t n)
{
	const ht_layout *l = p->l;
	ht_len foot = l->page.top + l->page.area_height;
	ht_len top = foot - l->imprint.row * (ht_len)n;
	int last = p->row - 1 + p->below;

	if (p->row == 0)
		return true;
	top -= ht_notes_height(p);
	return last + l->imprint.clear < ht_pager_rows(p) &&
	       ht_pager_row_top(p, last) + l->text.size +
			       ht_layout_pitch(l) * l->imprint.clear <=
		       top + l->text.leading;
}

/* 7.4, 7.5: to a page with room, an even one where the layout says so; blank
 * pages before it, and then its own page too, have no number. */
static void
find_page(ht_pager *p, size_t n)
{
	int blank = 0;

	if (!fits(p, n))
		ht_pager_turn(p);
	while (p->l->imprint.even && ht_pager_page(p)->sheet % 2) {
		blank += ht_pager_page(p)->nfrag == 0;
		if (ht_pager_page(p)->nfrag == 0)
			ht_pager_page(p)->number = 0;
		ht_pager_turn(p);
	}
	if (blank)
		ht_pager_page(p)->number = 0;
}

static void
place_rows(ht_pager *p, const row *r, size_t n)
{
	const ht_layout *l = p->l;
	ht_len foot = l->page.top + l->page.area_height;
	ht_len top = foot - l->imprint.row * (ht_len)n;

	ht_notes_place(p,
		top + l->text.leading - ht_layout_pitch(l) * l->imprint.clear);
	if (l->imprint.rules)
		place_rule(p, HT_RULE_IMPRINT_FIRST, top, l->imprint.thick);
	for (size_t k = 0; k < n; k++, top += l->imprint.row) {
		if (l->imprint.rules && k && r[k].part != r[k - 1].part)
			place_rule(p, HT_RULE_IMPRINT_INNER,
				top - l->imprint.thin / 2, l->imprint.thin);
		place_row(p, &r[k], top);
	}
	if (l->imprint.rules)
		place_rule(p, HT_RULE_IMPRINT_LAST, foot - l->imprint.thick,
			l->imprint.thick);
	p->row = l->page.rows;
}

/* 10.1: a letter shows neither printer nor date of print. */
static void
leave_out(ht_pager *p, rows *rs)
{
	size_t kept = 0;

	for (size_t i = 0; i < rs->n; i++) {
		const row *r = &rs->row[i];

		for (size_t k = r->beg; k < r->end && r->line == 0; k++)
			if (r->part == PART_PRINT)
				ht_pager_left_out(
					p, para_at(p, k), HT_MSG_DOC_LEFT_OUT);
		if (r->part != PART_PRINT)
			rs->row[kept++] = *r;
	}
	rs->n = kept;
}

void
ht_imprint_place(ht_pager *p)
{
	rows rs = collect(p);
	size_t capacity = (size_t)(p->l->page.area_height / p->l->imprint.row);

	if (p->imprinted)
		return;
	p->imprinted = true;
	if (!p->l->imprint.print)
		leave_out(p, &rs);
	for (size_t i = 0; i < rs.n;) {
		size_t left = rs.n - i;
		size_t n = left < capacity ? left : capacity;

		find_page(p, n);
		place_rows(p, rs.row + i, n);
		i += n;
	}
}

ht_err
ht_addressee_move(ht_pager *p)
{
	ht_arena *a = p->ctx->arena;

	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_block *old = p->paras->para[i].block;
		ht_block *b;
		ht_elem *e;
		ht_run *run;

		if (old->kind != HT_ADDRESSEE)
			continue;
		b = HT_NEW(a, ht_block);
		run = HT_NEW(a, ht_run);
		e = HT_NEW(a, ht_elem);
		*e = *old->elem;
		e->kind = HT_MAIN_TO;
		e->text = ht_addressee_imprint(a, &old->elem->text);
		*run = (ht_run){.end = (uint32_t)e->text.str.n,
			.role = p->l->elem[HT_MAIN_TO].font};
		*b = (ht_block){.kind = HT_MAIN_TO,
			.elem = e,
			.style = &p->l->elem[HT_MAIN_TO],
			.run = run,
			.nrun = 1};
		HT_TRY(ht_para_make(
			p->ctx, p->l, p->fs, b, &p->paras->para[i]));
		ht_diag_add(p->ctx, HT_MSG_DOC_ADDRESSEE_MOVED, e->span, NULL);
	}
	return HT_OK;
}
