/* SPDX-License-Identifier: Apache-2.0
 *
 * Signature and date without a seal (7.3.5.2): one empty line below the body;
 * the signature ends two zi from the right edge, the date begins two zi to
 * the right of the signature's first character; a date longer than the
 * signature ends two zi from the edge and the signature moves with it.
 * With a seal: seal.c; with a stamp: stamp.c.
 * 7.3.5.5: they never stand on a page without body text.
 */
#include "page/sign.h"

static bool
is_member(ht_elem_kind kind)
{
	return kind == HT_SIGNATURE || kind == HT_DATE || kind == HT_DUTY;
}

static ht_sign
find_group(const ht_pager *p, size_t i)
{
	ht_sign g = {.beg = i, .end = i};

	while (g.end < p->paras->npara) {
		const ht_para *para = &p->paras->para[g.end];
		ht_elem_kind kind = para->block->kind;
		ht_len w = ht_para_width(para);

		if (!is_member(kind) || (g.date && kind != HT_DATE))
			break; /* a second block */
		if (kind == HT_SIGNATURE && w > g.sign)
			g.sign = w;
		if (kind == HT_DATE)
			g.date = w;
		g.nsign += kind == HT_SIGNATURE;
		g.nduty += kind == HT_DUTY;
		g.rows += (int)para->nline;
		g.end++;
	}
	return g;
}

/* Left edge of a paragraph of the group, from the type area's left. */
static ht_len
left_of(const ht_pager *p, const ht_sign *g, ht_elem_kind kind)
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

	return f->row > 0 && k >= HT_BODY && k <= HT_ATTENDANCE;
}

/* The first body line stays where others go: page 1 shows body text (7.3.3). */
static bool
must_stay(const ht_pager *p, const ht_page *page, size_t i)
{
	if (p->npage > 1)
		return false;
	while (i > 0)
		if (is_text(&page->frag[--i]))
			return false;
	return true;
}

/* Turns the page and takes the last body lines along. */
static void
turn_with_text(ht_pager *p)
{
	ht_page *old = ht_pager_page(p);
	size_t n = old->nfrag, keep = n;
	ht_frag *moved;
	int row;

	while (keep > 1 && n - keep < (size_t)p->l->sign.keep_lines &&
		is_text(&old->frag[keep - 1]) &&
		!(keep < n && must_stay(p, old, keep - 1)))
		keep--;
	row = keep < n ? old->frag[keep].row : 0;
	/* The page that is left gets its footnotes in their place. */
	moved = HT_ARRAY(p->ctx->arena, ht_frag, n - keep + 1);
	for (size_t i = keep; i < n; i++)
		moved[i - keep] = old->frag[i];
	old->nfrag = keep;
	ht_pager_turn(p);
	for (size_t i = 0; i < n - keep; i++) {
		ht_frag f = moved[i];

		f.row += 1 - row;
		f.y = ht_pager_row(p, f.para, f.row - 1);
		f.x = ht_pager_left(p);
		p->row = f.row;
		ht_pager_add(p, f);
	}
}

/* Do so many rows fit on a page that holds tighter ones? */
static bool
tighten(ht_pager *p, int rows)
{
	int more = p->row + rows - ht_pager_rows(p);

	if (more <= 0)
		return true;
	if (more > p->l->sign.tighten || p->dense || ht_notes_rows(p))
		return false;
	ht_pager_dense(p, more);
	return true;
}

void
ht_sign_room(ht_pager *p, int rows)
{
	if (p->row == 0 || tighten(p, rows))
		return;
	if (rows + p->l->sign.keep_lines <= p->l->page.rows)
		turn_with_text(p);
}

void
ht_sign_add(ht_pager *p, const ht_para *para, uint32_t line, ht_len x)
{
	if (p->row >= ht_pager_rows(p))
		ht_pager_turn(p);
	ht_pager_add(p, (ht_frag){.para = para,
				.line = line,
				.x = ht_pager_left(p) + (x > 0 ? x : 0),
				.y = ht_pager_row(p, para, p->row),
				.align = HT_ALIGN_LEFT,
				.row = p->row + 1});
	p->row++;
}

static void
place_plain(ht_pager *p, const ht_sign *g)
{
	int before = p->l->elem[HT_SIGNATURE].before;

	ht_sign_room(p, before + g->rows);
	p->row += p->row > 0 ? before : 0;
	for (size_t i = g->beg; i < g->end; i++) {
		const ht_para *para = &p->paras->para[i];

		for (uint32_t k = 0; k < para->nline; k++)
			ht_sign_add(
				p, para, k, left_of(p, g, para->block->kind));
	}
}

size_t
ht_sign_place(ht_pager *p, size_t i)
{
	const ht_settings *set = p->paras->doc ? &p->paras->doc->set : NULL;
	ht_sign g = find_group(p, i);
	bool first = !p->signed_once;

	p->signed_once = true;
	if (first && set && set->nstamp)
		ht_stamp_place(p, &g);
	else if (first && set && set->nseal && g.nsign)
		ht_seal_place(p, &g);
	else
		place_plain(p, &g);
	return g.end;
}
