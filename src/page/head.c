/* SPDX-License-Identifier: Apache-2.0
 *
 * The head (GB/T 9704-2012 7.2, and 10 for letters, orders and minutes).  The
 * mark is anchored by its ink; all below it follows by distances, off the
 * grid.
 */
#include "page/pager.h"

#define PER_MILLE 1000
#define LAST_ROW(p) ((p)->l->page.rows - 1)

typedef struct {
	ht_len above, below; /* ink above and below the baseline */
} ink;

static size_t
count(const ht_pager *p, ht_elem_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < p->paras->npara; i++)
		n += ht_pager_kind(p, i) == kind;
	return n;
}

static ink
ink_of(const ht_para *p)
{
	ink box = {0, 0};

	for (size_t i = 0; i < p->nglyph; i++) {
		const ht_glyph *g = &p->glyph[i];
		ht_ink b;
		ht_len up, down;

		if (!ht_font_ink(g->font, g->gid, &b))
			continue;
		up = ht_muldiv(p->size, b.y1, ht_font_upem(g->font));
		down = -ht_muldiv(p->size, b.y0, ht_font_upem(g->font));
		box.above = up > box.above ? up : box.above;
		box.below = down > box.below ? down : box.below;
	}
	return box;
}

/* --- the mark */

typedef struct {
	ht_len names, suffix, gap; /* widths as shown */
	ht_len first, last; /* baselines of the stack */
} stack;

static stack
measure_stack(const ht_pager *p)
{
	stack s = {0};

	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_para *para = ht_pager_para(p, i);
		ht_len w;

		if (ht_pager_kind(p, i) != HT_ISSUER_MARK &&
			ht_pager_kind(p, i) != HT_MARK_SUFFIX)
			continue;
		w = ht_para_width(para);
		if (ht_pager_kind(p, i) == HT_MARK_SUFFIX)
			s.suffix = w > s.suffix ? w : s.suffix;
		else if (w > s.names)
			s.names = w;
		s.gap = ht_muldiv(
			ht_muldiv(para->size, p->l->mark.suffix_gap, PER_MILLE),
			para->xscale, PER_MILLE);
	}
	if (!s.suffix || !s.names)
		s.gap = 0;
	return s;
}

static void
add_mark(ht_pager *p, const ht_para *para, ht_len x, ht_len baseline,
	ht_len shown)
{
	if (p->l->mark.show != HT_SHOW_FULL)
		return;
	ht_pager_add(
		p, (ht_frag){.para = para,
			   .x = x,
			   .y = baseline,
			   .measure = ht_muldiv(shown, PER_MILLE, para->xscale),
			   .align = HT_ALIGN_CENTRE,
			   .spread = p->l->mark.spread});
}

/* Left edge of marks of this width, from the type area's. */
static ht_len
mark_left(const ht_layout *l, ht_len width)
{
	ht_len free = l->page.area_width - width;

	switch (l->elem[HT_ISSUER_MARK].align) {
	case HT_ALIGN_LEFT:
		return 0;
	case HT_ALIGN_RIGHT:
		return free;
	case HT_ALIGN_JUSTIFY:
	case HT_ALIGN_CENTRE:
	case HT_ALIGN__MAX:
		break;
	}
	return free / 2;
}

/* The mark's ink top: where the layout says (7.2.4), but not on what stands
 * above it, which ends at above: an order's mark is higher (10.2). */
static ht_len
mark_top(const ht_layout *l, ht_len above)
{
	ht_len top =
		l->mark.top + (l->mark.from == HT_FROM_AREA ? l->page.top : 0);

	return above <= top ? top : above + l->text.leading;
}

/* Marks from the top down, spread to the width of the longest; the word
 * beside them centred on the stack (7.2.4).  The lowest ink, or -1. */
static ht_len
place_marks(ht_pager *p, ht_len above)
{
	const ht_layout *l = p->l;
	stack s = measure_stack(p);
	ht_len x = ht_pager_left(p) + mark_left(l, s.names + s.gap + s.suffix);
	ht_len baseline = 0, bottom = -1;

	if (l->mark.show == HT_SHOW_NONE)
		return -1;
	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_para *para = ht_pager_para(p, i);
		ink box;

		if (ht_pager_kind(p, i) != HT_ISSUER_MARK)
			continue;
		box = ink_of(para);
		if (bottom < 0)
			s.first = baseline = mark_top(l, above) + box.above;
		else
			baseline += ht_muldiv(para->size,
				ht_mark_pitch(l, para->size), PER_MILLE);
		if (baseline + box.below > ht_pager_foot(p)) {
			ht_pager_turn(p); /* below a corner of a page */
			s.first = baseline = l->page.top + box.above;
		}
		s.last = baseline;
		bottom = baseline + box.below;
		add_mark(p, para, x, baseline, s.names);
	}
	for (size_t i = 0; i < p->paras->npara; i++)
		if (ht_pager_kind(p, i) == HT_MARK_SUFFIX)
			add_mark(p, ht_pager_para(p, i), x + s.names + s.gap,
				s.first + ht_muldiv(s.last - s.first,
						  l->mark.suffix_at, PER_MILLE),
				s.suffix);
	return bottom;
}

/* --- 7.2.1-7.2.3: flush left, one a line */

/* Two characters over three zi, where the layout says so. */
static void
add_corner(ht_pager *p, const ht_para *para, uint32_t line, ht_len y)
{
	ht_frag f = {.para = para,
		.line = line,
		.x = ht_pager_left(p),
		.y = ht_pager_baseline(p, para, y),
		.align = para->block->style->align};

	if (p->l->corner.spread && para->nitem == 2 &&
		para->block->kind != HT_COPY_NUMBER) {
		f.measure = ht_layout_zi(p->l, para->size, 3 * PER_MILLE);
		f.spread = true;
	}
	ht_pager_add(p, f);
}

/* From y on, or on the rows when y < 0; the bottom of the last, or -1. */
static ht_len
place_corner(ht_pager *p, ht_len y)
{
	bool skip = p->l->corner.keep_line && count(p, HT_SECRECY) &&
		    !count(p, HT_COPY_NUMBER);
	ht_len bottom = -1;
	int row = skip;

	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_para *para = ht_pager_para(p, i);

		if (ht_pager_kind(p, i) > HT_URGENCY)
			continue;
		for (uint32_t k = 0; k < para->nline; k++, row++) {
			ht_len top = y < 0 ? ht_layout_row(p->l, row)
					   : y + ht_layout_pitch(p->l) * row;

			if (row > LAST_ROW(p)) {
				ht_pager_turn(p);
				row = 0;
				top = ht_layout_row(p->l, 0);
				y = -1;
			}
			add_corner(p, para, k, top);
			bottom = top + para->size;
		}
	}
	return bottom;
}

/* --- rules */

static void
add_rule(ht_pager *p, ht_len y, ht_len h)
{
	const ht_layout *l = p->l;
	bool sheet = l->red_rule.centre == HT_FROM_SHEET;
	ht_len room = sheet ? l->page.width : l->page.area_width;
	ht_len x =
		(sheet ? 0 : ht_pager_left(p)) + (room - l->red_rule.width) / 2;

	if (l->red_rule.draw)
		ht_pager_rule(p, (ht_rule){.kind = HT_RULE_RED,
					 .x = x,
					 .y = y,
					 .w = l->red_rule.width,
					 .h = h,
					 .colour = l->red_rule.colour});
}

/* 10.1: thick above thin at y, or thin above thick ending there. */
static void
place_double(ht_pager *p, ht_len y, bool foot)
{
	const ht_layout *l = p->l;
	ht_len thick = l->red_rule.thickness, thin = l->red_rule.thin;

	if (foot) {
		add_rule(p, y - thick, thick);
		add_rule(p, y - thick - l->red_rule.between - thin, thin);
	} else {
		add_rule(p, y, thick);
		add_rule(p, y + thick + l->red_rule.between, thin);
	}
}

/* --- whole heads */

/* 10.1: the double rule below the mark; below it the corner at the left and
 * the number at the right. */
static ht_len
place_letter(ht_pager *p)
{
	const ht_layout *l = p->l;
	ht_len marks = place_marks(p, -1);
	ht_len y = (marks < 0 ? l->page.top : marks) + l->red_rule.gap;
	ht_len corner, bottom, top;

	place_double(p, y, false);
	place_double(p, l->page.height - l->red_rule.foot, true);
	bottom = y + l->red_rule.thickness + l->red_rule.between +
		 l->red_rule.thin;
	top = bottom + l->text.leading;
	corner = place_corner(p, top);
	if (count(p, HT_DOC_NUMBER))
		bottom = ht_headrow_number(p, top, false) + l->text.size;
	if (count(p, HT_SIGNER) || count(p, HT_SIGNER_NAME))
		bottom = ht_headrow_signers(p, bottom + l->text.leading) +
			 l->text.size;
	return corner > bottom ? corner : bottom;
}

static ht_len
place_document(ht_pager *p)
{
	const ht_layout *l = p->l;
	ht_len corner = place_corner(p, -1), marks = place_marks(p, corner);
	bool number = count(p, HT_DOC_NUMBER) > 0;
	bool signs = count(p, HT_SIGNER) + count(p, HT_SIGNER_NAME) > 0;
	bool issue = false;
	ht_len y = marks < 0 ? ht_layout_row(l, 0)
			     : marks + ht_layout_blank(l, l->number.before);
	ht_len bottom;

	if (marks < 0 && corner >= 0)
		y = corner + ht_layout_pitch(l) - l->text.size;
	if (signs)
		y = ht_headrow_signers(p, y);
	if (ht_headrow_apart(p))
		y += ht_layout_pitch(l);
	y = ht_headrow_number(p, y, signs || l->number.place == HT_DOCNO_LEFT);
	if (l->sign.place == HT_SIGN_HEAD)
		y = ht_headrow_issue(p,
			number || signs ? y + ht_layout_pitch(l) : y, &issue);
	bottom = y + l->text.size;
	if (marks < 0 && !number && !signs && !issue)
		return corner >= 0 ? ht_layout_row(l, 2) : -1;
	if (!number && !signs && !issue && !l->number.reserve)
		bottom = marks;
	if (l->red_rule.style == HT_RULES_NONE || l->mark.show == HT_SHOW_NONE)
		return bottom;
	bottom += l->red_rule.gap;
	add_rule(p, bottom, l->red_rule.thickness);
	return bottom + l->red_rule.thickness;
}

ht_len
ht_head_place(ht_pager *p)
{
	if (p->l->red_rule.style == HT_RULES_DOUBLE)
		return place_letter(p);
	return place_document(p);
}
