/* SPDX-License-Identifier: Apache-2.0
 *
 * Learning: page numbers: their form, place, size and height.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "check/learner.h"

#define PER_MILLE 1000
#define MIDDLE (3 * HT_EMU_MM) /* off the middle and still centred */
#define HEIGHT_WINDOW HT_EMU_MM
#define NUMBER "#"

/* The commonest form is the first one's: a document has one. */
static const char *
form_of(ht_learner *s, const ht_row *r)
{
	ht_buf b = {0};
	bool digits = false;
	const char *form;

	for (size_t i = 0; i < r->n; i++) {
		bool digit = (r->cp[i] >= '0' && r->cp[i] <= '9') ||
			     (r->cp[i] >= 0xFF10 && r->cp[i] <= 0xFF19);

		if (digit && !digits)
			ht_buf_adds(&b, NUMBER);
		else if (!digit)
			ht_buf_addcp(
				&b, ht_cp_is_blank(r->cp[i]) ? ' ' : r->cp[i]);
		digits = digits || digit;
	}
	form = ht_str_cstr(s->ctx->arena, ht_buf_str(&b));
	ht_buf_drop(&b);
	return form;
}

/* Where the numbers of odd (0) or even pages stand: middles, from the left. */
static ht_samples
middles(ht_learner *s, uint32_t parity)
{
	ht_samples x = {0};

	for (size_t i = 0; i < s->nnumber; i++)
		if (s->number[i].page % 2 == parity)
			ht_samples_add(s->ctx->arena, &x,
				(ht_learn_x(s, &s->number[i], s->number[i].x0) +
					ht_learn_x(s, &s->number[i],
						s->number[i].x1)) /
					2);
	return x;
}

static ht_number_place
place_of(ht_learner *s)
{
	ht_samples odd = middles(s, 0), even = middles(s, 1);
	ht_len mid = s->width / 2;
	ht_len a = ht_samples_median(&odd), b = ht_samples_median(&even);

	a = odd.n ? a : b;
	b = even.n ? b : a;
	if (abs(a - mid) < MIDDLE && abs(b - mid) < MIDDLE)
		return HT_PLACE_CENTRE;
	if (odd.n && even.n && (a > mid) != (b > mid))
		return HT_PLACE_OUTSIDE;
	return a > mid ? HT_PLACE_RIGHT : HT_PLACE_LEFT;
}

/* Distance of the number from the edge that it stands at. */
static ht_len
inset_of(ht_learner *s)
{
	ht_samples x = {0};

	for (size_t i = 0; i < s->nnumber; i++) {
		const ht_row *r = &s->number[i];
		ht_len left = ht_learn_x(s, r, r->x0);
		ht_len right = s->width - ht_learn_x(s, r, r->x1);

		ht_samples_add(s->ctx->arena, &x, left < right ? left : right);
	}
	return ht_samples_median(&x);
}

/* Middle of the form's first character above the baseline, shaped as we set
 * it. */
static ht_err
middle_above(ht_learner *s, ht_len *out)
{
	const ht_layout *l = &s->out->layout;
	ht_str form = ht_str_from(l->page_number.form);
	ht_para para;
	ht_ink ink;

	*out = 0;
	HT_TRY(ht_items_text(
		s->ctx, l, s->fs, &l->page_number_style, form, &para));
	if (para.nglyph &&
		ht_font_ink(para.glyph[0].font, para.glyph[0].gid, &ink))
		*out = ht_muldiv(para.size, (ink.y0 + ink.y1) / 2,
			ht_font_upem(para.glyph[0].font));
	return HT_OK;
}

static ht_err
set_height(ht_learner *s)
{
	const ht_layout *l = &s->out->layout;
	ht_samples y = {0};
	ht_mode m;
	ht_len drop, middle;

	HT_TRY(middle_above(s, &middle));
	for (size_t i = 0; i < s->nnumber; i++)
		ht_samples_add(s->ctx->arena, &y, s->number[i].line->y);
	m = ht_samples_mode(&y, HEIGHT_WINDOW);
	drop = m.value - l->page.top - l->page.area_height - middle;
	return ht_learn_set(s, "page_number.drop",
		ht_learn_len(s, drop < 0 ? 0 : drop), HT_MSG_LEARN_NUMBERS,
		ht_learn_count(s, m.agree), ht_learn_count(s, m.of), NULL);
}

static ht_err
set_place(ht_learner *s, ht_len size)
{
	static const char *const names[] = {[HT_PLACE_OUTSIDE] = "outside",
		[HT_PLACE_CENTRE] = "centre",
		[HT_PLACE_LEFT] = "left",
		[HT_PLACE_RIGHT] = "right"};
	const char *n = ht_learn_count(s, s->nnumber);
	ht_number_place place = place_of(s);
	int inset = (int)((int64_t)inset_of(s) * PER_MILLE / size);

	HT_TRY(ht_learn_set(s, "page_number.place", names[place],
		HT_MSG_LEARN_NUMBERS, n, n, NULL));
	if (place == HT_PLACE_CENTRE)
		return HT_OK;
	return ht_learn_set(s, "page_number.inset",
		ht_learn_milli(s, inset < 0 ? 0 : inset, "zi"),
		HT_MSG_LEARN_NUMBERS, n, n, NULL);
}

ht_err
ht_learn_number(ht_learner *s)
{
	const char *n = ht_learn_count(s, s->nnumber);
	const ht_row *r = s->number;
	ht_role role;
	ht_len size;

	if (!s->nnumber)
		return ht_learn_set(s, "page_number.place", "none",
			HT_MSG_LEARN_NO_NUMBER, NULL);
	size = ht_learn_size(r->line->size);
	HT_TRY(ht_learn_set(s, "elements.page_number.size",
		ht_learn_len(s, size), HT_MSG_LEARN_NUMBERS, n, n, NULL));
	role = ht_learn_role(s, &r->mark[0]);
	if (role != HT_ROLE__MAX)
		HT_TRY(ht_learn_set(s, "elements.page_number.font",
			ht_role_name(role), HT_MSG_LEARN_NUMBERS, n, n, NULL));
	HT_TRY(ht_learn_set(s, "page_number.form", form_of(s, r),
		HT_MSG_LEARN_NUMBERS, n, n, NULL));
	HT_TRY(ht_learn_set(s, "page_number.first",
		r->page == 0 ? "true" : "false", HT_MSG_LEARN_NUMBERS, n, n,
		NULL));
	HT_TRY(set_place(s, size));
	return set_height(s);
}
