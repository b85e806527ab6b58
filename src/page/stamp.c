/* SPDX-License-Identifier: Apache-2.0
 *
 * Signature stamps (7.3.5.3): two empty lines below the body, four zi from
 * the right edge; the post two zi to the left, on as many lines as it needs
 * there, centred on the stamp's height; below it an empty line and the date.
 * Joint ones below one another.
 */
#include "page/sign.h"

#define PER_MILLE 1000

typedef struct {
	ht_len w, h;
} box;

/* A picture keeps its proportions inside the room for it. */
static box
size_of(const ht_layout *l, const ht_image *im)
{
	box b = {l->stamp.width, l->stamp.height};

	if (!im)
		return b;
	if ((int64_t)im->w * b.h > (int64_t)im->h * b.w)
		b.h = (ht_len)((int64_t)b.w * im->h / im->w);
	else
		b.w = (ht_len)((int64_t)b.h * im->w / im->h);
	return b;
}

static const ht_para *
nth(const ht_pager *p, const ht_sign *g, ht_elem_kind kind, size_t n)
{
	for (size_t i = g->beg; i < g->end; i++)
		if (p->paras->para[i].block->kind == kind && n-- == 0)
			return &p->paras->para[i];
	return NULL;
}

/* A paragraph that ends at x, its lines centred on y. */
static ht_len
add_left(ht_pager *p, const ht_para *para, ht_len x, ht_len y)
{
	ht_len pitch = ht_pager_pitch(p);
	ht_len top = y - (pitch * (ht_len)(para->nline - 1) + para->size) / 2;
	ht_len left = x - ht_para_width(para);

	left = left > 0 ? left : 0;
	for (uint32_t k = 0; k < para->nline; k++, top += pitch)
		ht_pager_add(p, (ht_frag){.para = para,
					.line = k,
					.x = ht_pager_left(p) + left,
					.y = ht_pager_baseline(p, para, top),
					.align = HT_ALIGN_LEFT});
	return left;
}

/* The agency's name stands before the post where both find room in a line. */
static bool
is_beside(const ht_layout *l, const ht_para *duty, const ht_para *sign)
{
	ht_len gap = ht_layout_zi(l, l->text.size, l->stamp.gap);

	return duty && sign && duty->nline == 1 && sign->nline == 1 &&
	       ht_para_width(duty) + ht_para_width(sign) + gap + gap / 2 <=
		       ht_layout_stamp(l);
}

/* Lines of name and post that stand on each other beside stamp i. */
static int
lines_of(const ht_pager *p, const ht_sign *g, size_t i)
{
	const ht_para *duty = nth(p, g, HT_DUTY, i);
	const ht_para *sign = nth(p, g, HT_SIGNATURE, i);

	if (is_beside(p->l, duty, sign))
		return 1;
	return (duty ? (int)duty->nline : 0) + (sign ? (int)sign->nline : 0);
}

static ht_len
words_height(const ht_pager *p, const ht_sign *g, size_t i)
{
	return ht_pager_pitch(p) * (lines_of(p, g, i) - 1) + p->l->text.size;
}

/* Where a stamp is centred on, from its top. */
static ht_len
middle_of(const ht_layout *l, ht_len height)
{
	return ht_muldiv(height, l->stamp.duty_at, PER_MILLE);
}

/* How far the top of a stamp is below the words that are higher than it. */
static ht_len
drop_of(const ht_pager *p, const ht_sign *g, size_t i, ht_len height)
{
	ht_len drop = words_height(p, g, i) / 2 - middle_of(p->l, height);

	return lines_of(p, g, i) && drop > 0 ? drop : 0;
}

/* Of stamp i, so high, and what stands beside it. */
static ht_len
height_of(const ht_pager *p, const ht_sign *g, size_t i, ht_len h)
{
	ht_len drop = drop_of(p, g, i, h);
	ht_len words = drop + middle_of(p->l, h) + words_height(p, g, i) / 2;

	return drop + h > words ? drop + h : words;
}

static int
rows_of(const ht_pager *p, const ht_sign *g, size_t i)
{
	ht_len pitch = ht_pager_pitch(p);
	ht_len height = height_of(p, g, i, p->l->stamp.height);

	return (int)((height + pitch - 1) / pitch);
}

/* Where stamp i, so high, ends on the page, or what stands beside it. */
static ht_len
foot_of(const ht_pager *p, const ht_sign *g, size_t i, ht_len height)
{
	return ht_pager_row_top(p, p->row) + height_of(p, g, i, height);
}

/* Name and post, which end at x, about the height y. */
static void
place_words(ht_pager *p, const ht_sign *g, size_t i, ht_len x, ht_len y)
{
	const ht_layout *l = p->l;
	ht_len pitch = ht_pager_pitch(p);
	ht_len gap = ht_layout_zi(l, l->text.size, l->stamp.gap);
	const ht_para *duty = nth(p, g, HT_DUTY, i);
	const ht_para *sign = nth(p, g, HT_SIGNATURE, i);

	if (is_beside(l, duty, sign)) {
		x = add_left(p, duty, x, y);
		add_left(p, sign, x - gap / 2, y);
		return;
	}
	if (sign)
		add_left(p, sign, x,
			y - (duty ? pitch * (ht_len)duty->nline / 2 : 0));
	if (duty)
		add_left(p, duty, x,
			y + (sign ? pitch * (ht_len)sign->nline / 2 : 0));
}

/* Stamp i, if there is one, with its top there; its left edge. */
static ht_len
place_stamp(ht_pager *p, size_t i, ht_len top, box b)
{
	const ht_layout *l = p->l;
	const ht_settings *set = &p->paras->doc->set;
	ht_len x = ht_layout_stamp(l) + l->stamp.width - b.w;

	if (i < set->nstamp)
		ht_pager_object(p, (ht_object){.image = set->stamp[i].image,
					   .box = true,
					   .pressed = true,
					   .x = ht_pager_left(p) + x,
					   .y = top,
					   .w = b.w,
					   .h = b.h,
					   .line = l->seal.line / 2,
					   .colour = l->seal.colour});
	return x;
}

/* Name and post that have no room beside their stamp, or more lines than a
 * page, stand above it.  Where the stamp ends. */
static ht_len
place_above(ht_pager *p, const ht_sign *g, size_t i, box b)
{
	static const ht_elem_kind kinds[] = {HT_SIGNATURE, HT_DUTY};
	const ht_elem *e = p->paras->para[g->beg].block->elem;
	ht_len pitch = ht_pager_pitch(p), top;
	ht_len room = ht_layout_beside_stamp(p->l);
	ht_len x = room ? room : p->l->page.area_width;

	ht_diag_add(p->ctx, HT_MSG_STAMP_BELOW, e->span, NULL);
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		const ht_para *para = nth(p, g, kinds[k], i);

		for (uint32_t line = 0; para && line < para->nline; line++)
			ht_sign_add(p, para, line, x - ht_para_width(para));
	}
	if (ht_pager_row_top(p, p->row) + b.h > ht_pager_foot(p))
		ht_pager_turn(p);
	top = ht_pager_row_top(p, p->row);
	place_stamp(p, i, top, b);
	p->row += (int)((b.h + pitch - 1) / pitch);
	return top + b.h;
}

/* Where it ends. */
static ht_len
place_one(ht_pager *p, const ht_sign *g, size_t i)
{
	const ht_layout *l = p->l;
	const ht_settings *set = &p->paras->doc->set;
	box b = size_of(l, i < set->nstamp ? set->stamp[i].image : NULL);
	ht_len gap = ht_layout_zi(l, l->text.size, l->stamp.gap);
	ht_len top, foot;

	if (height_of(p, g, i, l->stamp.height) > l->page.area_height ||
		(lines_of(p, g, i) && !ht_layout_beside_stamp(l)))
		return place_above(p, g, i, b);
	if (p->row + rows_of(p, g, i) > ht_pager_rows(p) ||
		foot_of(p, g, i, l->stamp.height) > ht_pager_foot(p))
		ht_pager_turn(p);
	foot = foot_of(p, g, i, b.h);
	top = ht_pager_row_top(p, p->row) + drop_of(p, g, i, b.h);
	place_words(p, g, i, place_stamp(p, i, top, b) - gap,
		top + middle_of(l, b.h));
	p->row += rows_of(p, g, i);
	return foot;
}

static size_t
count(const ht_pager *p, const ht_sign *g)
{
	size_t n = p->paras->doc->set.nstamp;

	if ((size_t)g->nduty > n)
		n = (size_t)g->nduty;
	if ((size_t)g->nsign > n)
		n = (size_t)g->nsign;
	return n;
}

ht_sign_size
ht_stamp_size(const ht_pager *p, const ht_sign *g)
{
	const ht_layout *l = p->l;
	int rows = l->stamp.before + l->stamp.after + 1;

	int least = rows + rows_of(p, g, 0);

	for (size_t i = 0; i < count(p, g); i++)
		rows += rows_of(p, g, i);
	return (ht_sign_size){.all = rows, .least = least};
}

void
ht_stamp_place(ht_pager *p, const ht_sign *g)
{
	const ht_layout *l = p->l;
	size_t n = count(p, g);
	ht_len foot = 0;

	ht_sign_room(p, g);
	ht_pager_skip(p, p->row > 0 ? l->stamp.before : 0);
	for (size_t i = 0; i < n; i++)
		foot = place_one(p, g, i);
	p->row += l->stamp.after;
	if (n)
		ht_pager_skip_to(p, foot + ht_layout_blank(l, l->stamp.after));
	for (size_t i = g->beg; i < g->end; i++) {
		const ht_para *para = &p->paras->para[i];

		if (para->block->kind != HT_DATE)
			continue;
		for (uint32_t k = 0; k < para->nline; k++)
			ht_sign_add(p, para, k,
				l->page.area_width -
					ht_layout_zi(l, l->text.size,
						l->stamp.right) -
					para->line[k].natural);
	}
}
