/* SPDX-License-Identifier: Apache-2.0
 *
 * Signature and date without a seal (7.3.5.2): one empty line below the body;
 * the signature ends two zi from the right edge, the date begins two zi to
 * the right of the signature's first character; a date longer than the
 * signature ends two zi from the edge and the signature moves with it.
 * 7.3.5.5: they never stand on a page without body text.
 */
#include "page/pager.h"

typedef struct {
	size_t beg, end; /* paragraphs */
	ht_len sign, date; /* widths, 0 when there is none */
	int rows;
} group;

static group
find_group(const ht_pager *p, size_t i)
{
	group g = {.beg = i, .end = i};

	while (g.end < p->paras->npara) {
		const ht_para *para = &p->paras->para[g.end];
		ht_elem_kind kind = para->block->kind;
		ht_len w = ht_para_width(para);

		if (kind != HT_SIGNATURE && kind != HT_DATE)
			break;
		if (kind == HT_SIGNATURE && g.date)
			break; /* a second block */
		if (kind == HT_SIGNATURE && w > g.sign)
			g.sign = w;
		if (kind == HT_DATE)
			g.date = w;
		g.rows += (int)para->nline;
		g.end++;
	}
	return g;
}

/* Left edge of a paragraph of the group, from the type area's left. */
static ht_len
left_of(const ht_pager *p, const group *g, ht_elem_kind kind)
{
	const ht_layout *l = p->l;
	ht_len right = l->page.area_width -
		       ht_layout_zi(l, l->text.size, l->sign.right);
	ht_len offset = ht_layout_zi(l, l->text.size, l->sign.offset);
	ht_len sign, date;

	if (!g->sign || !g->date)
		return right - g->sign - g->date;
	if (g->date <= g->sign) {
		sign = right - g->sign;
		date = sign + offset;
	} else {
		date = right - g->date;
		sign = date - offset;
	}
	return kind == HT_DATE ? date : sign;
}

static bool
is_text(const ht_frag *f)
{
	ht_elem_kind k = f->para->block->kind;

	return f->row > 0 && k >= HT_BODY && k <= HT_ATTACHMENT_NOTE;
}

/* Turns the page and takes the last body lines along. */
static void
turn_with_text(ht_pager *p)
{
	ht_page *old = ht_pager_page(p);
	size_t n = old->nfrag, keep = n;
	int row;

	while (keep > 1 && n - keep < (size_t)p->l->sign.keep_lines &&
		is_text(&old->frag[keep - 1]))
		keep--;
	row = keep < n ? old->frag[keep].row : 0;
	old->nfrag = keep;
	ht_pager_turn(p);
	old = &p->page[p->npage - 2]; /* the array may have moved */
	for (size_t i = keep; i < n; i++) {
		ht_frag f = old->frag[i];

		f.y += ht_layout_row(p->l, f.row - row) -
		       ht_layout_row(p->l, f.row - 1);
		f.x = ht_pager_left(p);
		p->row = f.row += 1 - row;
		ht_pager_add(p, f);
	}
}

static void
place(ht_pager *p, const group *g, const ht_para *para)
{
	ht_len left = left_of(p, g, para->block->kind);

	for (uint32_t i = 0; i < para->nline; i++) {
		if (p->row >= p->l->page.rows)
			ht_pager_turn(p);
		ht_pager_add(p,
			(ht_frag){.para = para,
				.line = i,
				.x = ht_pager_left(p) + (left > 0 ? left : 0),
				.y = ht_pager_row(p, para, p->row),
				.align = HT_ALIGN_LEFT,
				.row = ++p->row});
	}
}

size_t
ht_sign_place(ht_pager *p, size_t i)
{
	group g = find_group(p, i);
	int before = p->l->elem[HT_SIGNATURE].before;

	if (p->row > 0 && p->row + before + g.rows > p->l->page.rows &&
		g.rows + before + p->l->sign.keep_lines <= p->l->page.rows)
		turn_with_text(p);
	p->row += p->row > 0 ? before : 0;
	for (size_t k = g.beg; k < g.end; k++)
		place(p, &g, &p->paras->para[k]);
	return g.end;
}
