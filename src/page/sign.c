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
		if (p->l->sign.place == HT_SIGN_HEAD && kind != HT_DUTY)
			break; /* it stands in the head */
		if (kind == HT_SIGNATURE && w > g.sign)
			g.sign = w;
		if (kind == HT_DATE)
			g.date = w;
		g.nsign += kind == HT_SIGNATURE;
		g.nduty += kind == HT_DUTY;
		g.rows += (int)para->nline;
		g.end++;
	}
	for (size_t k = g.end; g.date && k < p->paras->npara; k++) {
		ht_elem_kind kind = p->paras->para[k].block->kind;

		if (kind != HT_NOTE && kind != HT_DISCLOSURE)
			break;
		if (!g.note)
			g.note = p->l->elem[kind].before;
		g.note += (int)p->paras->para[k].nline;
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

bool
ht_sign_is_text(const ht_frag *f)
{
	ht_elem_kind k = f->para->block->kind;

	/* What is said of a picture stays with it. */
	return f->row > 0 &&
	       ((k >= HT_BODY && k <= HT_ATTENDANCE) || k == HT_STRAY) &&
	       k != HT_FIGURE;
}

bool
ht_sign_after_text(const ht_pager *p)
{
	const ht_page *page = &p->page[p->npage - 1];

	return page->nfrag && ht_sign_is_text(&page->frag[page->nfrag - 1]);
}

/* The heads above a line that goes to the next page, if there is one, go along,
 * as far as there is room; not the first text of page 1 (7.3.3). */
static size_t
with_heads(const ht_pager *p, const ht_page *page, size_t first, int room)
{
	size_t n = page->nfrag;

	while (first > 1 && first < n &&
		ht_para_is_head(page->frag[first - 1].para) &&
		page->frag[n - 1].row - page->frag[first - 1].row < room &&
		(p->npage > 1 || ht_sign_is_text(&page->frag[first - 2])))
		first--;
	return first;
}

/* The first of the lines that go to the next page: so many of the text, and
 * what names attachments behind them (7.3.4), which alone is no text.  They
 * and rows more must find room there. */
static size_t
first_along(ht_pager *p, const ht_page *page, int rows)
{
	size_t n = page->nfrag, keep = n, text = 0, fits = n;
	/* The footnotes of this page's lines may go along. */
	int room = p->l->page.rows - ht_notes_rows(p);

	while (keep > 1 && text < (size_t)p->l->sign.keep_lines &&
		ht_sign_is_text(&page->frag[keep - 1])) {
		const ht_frag *f = &page->frag[--keep];

		text += f->para->block->kind != HT_ATTACHMENT_NOTE;
		/* 7.3.3: page 1 shows text too. */
		if (text > 1 && p->npage == 1 &&
			!ht_sign_is_text(&page->frag[keep - 1]))
			break;
		if (page->frag[n - 1].row - f->row + 1 + rows <= room)
			fits = keep;
	}
	return with_heads(p, page, fits, room - rows);
}

void
ht_sign_turn(ht_pager *p, int rows)
{
	ht_page *old = ht_pager_page(p);
	size_t n = old->nfrag, keep = first_along(p, old, rows);
	int row = keep < n ? old->frag[keep].row : 0;
	ht_frag *moved = HT_ARRAY(p->ctx->arena, ht_frag, n - keep + 1);
	const ht_gap *gap = p->gap;
	size_t ngap = row ? p->ngap : 0;

	/* The page that is left gets its footnotes in their place. */
	for (size_t i = keep; i < n; i++)
		moved[i - keep] = old->frag[i];
	old->nfrag = keep;
	ht_pager_turn(p);
	for (size_t i = 0; i < ngap; i++)
		if (gap[i].row >= row)
			ht_pager_gap(p, gap[i].row + 1 - row, gap[i].down);
	for (size_t i = 0; i < n - keep; i++) {
		ht_frag f = moved[i];

		f.row += 1 - row;
		f.y = ht_pager_row(p, f.para, f.row - 1);
		f.x = ht_pager_left(p);
		p->row = f.row;
		ht_pager_add(p, f);
	}
}

static ht_sign_size
plain_size(const ht_pager *p, const ht_sign *g)
{
	int before = p->l->elem[HT_SIGNATURE].before;

	return (ht_sign_size){.all = before + g->rows,
		.least = before + (g->rows < 2 ? g->rows : 2)};
}

/* Seals and stamps belong to the first signature. */
static bool
takes_stamp(const ht_pager *p)
{
	const ht_doc *doc = p->paras->doc;

	return doc && !p->signed_once && doc->set.nstamp;
}

static bool
takes_seal(const ht_pager *p, const ht_sign *g)
{
	const ht_doc *doc = p->paras->doc;

	return doc && !p->signed_once && doc->set.nseal && g->nsign;
}

static ht_sign_size
size_of(const ht_pager *p, const ht_sign *g)
{
	if (takes_stamp(p))
		return ht_stamp_size(p, g);
	return takes_seal(p, g) ? ht_seal_size(p, g) : plain_size(p, g);
}

int
ht_sign_wanted(ht_pager *p, const ht_sign *g, int above, int row)
{
	/* The text may take its footnotes along. */
	int most = p->l->page.rows - p->l->sign.keep_lines - ht_notes_rows(p);
	ht_sign_size size = {0};

	if (g->beg < g->end)
		size = size_of(p, g);
	if (g->note > size.below)
		size.all += g->note - size.below;
	/* Below a table or a picture it begins where it can. */
	if (above + size.all > most ||
		(row > 0 && row + above + size.all > ht_pager_rows(p) &&
			!ht_sign_after_text(p)))
		return above + size.least;
	return above + size.all;
}

/* By how much empty rows that are distances will take the end of the signature
 * up: those above it, above what names the attachments, and above the note. */
ht_len
ht_sign_gain(const ht_pager *p, const ht_sign *g, int above)
{
	ht_len gain = 0;

	if (g->note)
		gain += ht_pager_gain(p, p->l->elem[HT_NOTE].before);
	if (above)
		gain += ht_pager_gain(p, p->l->elem[HT_ATTACHMENT_NOTE].before);
	if (g->beg == g->end)
		return gain;
	if (takes_stamp(p))
		return gain + ht_pager_gain(p, p->l->stamp.before);
	if (takes_seal(p, g))
		return gain; /* seal.before is what the seal needs, on rows */
	return gain + ht_pager_gain(p, p->l->elem[HT_SIGNATURE].before);
}

void
ht_sign_room(ht_pager *p, const ht_sign *g)
{
	int rows = ht_sign_wanted(p, g, 0, p->row);
	int most = p->l->page.rows - p->l->sign.keep_lines - ht_notes_rows(p);

	if (p->row > 0 && !ht_sign_fit(p, g, 0) && rows <= most)
		ht_sign_turn(p, rows);
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
	const ht_layout *l = p->l;
	int before = l->elem[HT_SIGNATURE].before;

	ht_sign_room(p, g);
	ht_pager_skip(p, p->row > 0 ? before : 0);
	for (size_t i = g->beg; i < g->end; i++) {
		const ht_para *para = &p->paras->para[i];

		ht_len x = left_of(p, g, para->block->kind);

		if (para->block->kind == HT_DUTY) /* no stamp beside it */
			x = l->page.area_width -
			    ht_layout_zi(l, l->text.size, l->sign.right) -
			    ht_para_width(para);
		for (uint32_t k = 0; k < para->nline; k++)
			ht_sign_add(p, para, k, x);
	}
}

void
ht_sign_keep(ht_pager *p, size_t i, int above)
{
	ht_sign g = find_group(p, i);
	int rows = ht_sign_wanted(p, &g, above, p->row);

	if (rows + p->l->sign.keep_lines <= p->l->page.rows &&
		!ht_sign_fit(p, &g, above))
		ht_sign_turn(p, rows);
}

int
ht_sign_need(const ht_pager *p, size_t i, int room)
{
	ht_sign g = find_group(p, i);
	ht_sign_size size;

	if (g.beg == g.end || p->l->sign.place == HT_SIGN_HEAD)
		return 0;
	size = size_of(p, &g);
	return size.all <= room ? size.all : size.least;
}

/* 7.3.5.5: a turned table, or a picture as high as its page, leaves them
 * alone; so does more than a page of them. */
static void
report_alone(const ht_pager *p, const ht_sign *g)
{
	const ht_elem *e = p->paras->para[g->beg].block->elem;
	const ht_page *page = &p->page[p->npage - 1];

	for (size_t i = 0; i < page->nfrag; i++)
		if (!is_member(page->frag[i].para->block->kind))
			return;
	if (p->npage > 1)
		ht_diag_add(p->ctx, HT_MSG_SIGN_ALONE, e->span, NULL);
}

size_t
ht_sign_place(ht_pager *p, size_t i)
{
	ht_sign g = find_group(p, i);

	if (takes_stamp(p))
		ht_stamp_place(p, &g);
	else if (takes_seal(p, &g))
		ht_seal_place(p, &g);
	else
		place_plain(p, &g);
	p->signed_once = true;
	report_alone(p, &g);
	return g.end;
}
