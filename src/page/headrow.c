/* SPDX-License-Identifier: Apache-2.0
 *
 * The rows between mark and red line: the number (GB/T 9704-2012 7.2.5), the
 * signers of an upward document (7.2.6), who issues minutes (10.3).
 */
#include "page/pager.h"

#define PER_MILLE 1000

static ht_len
next_line(ht_pager *p, ht_len y, const ht_para *para)
{
	if (y + para->size <= p->l->page.top + p->l->page.area_height)
		return y;
	ht_pager_turn(p);
	return ht_layout_row(p->l, 0);
}

ht_len
ht_headrow_number(ht_pager *p, ht_len y, bool left)
{
	ht_len last = y;

	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_para *para = ht_pager_para(p, i);

		if (ht_pager_kind(p, i) != HT_DOC_NUMBER)
			continue;
		for (uint32_t k = 0; k < para->nline; k++) {
			ht_align align = para->block->style->align;
			ht_len x = 0;

			y = next_line(p, y, para);
			if (left) {
				align = HT_ALIGN_LEFT;
				x = ht_layout_zi(
					p->l, para->size, p->l->number.inset);
			}
			if (p->l->number.place == HT_DOCNO_RULE)
				align = HT_ALIGN_RIGHT;
			ht_pager_add(
				p, (ht_frag){.para = para,
					   .line = k,
					   .x = ht_pager_left(p) + x,
					   .y = ht_pager_baseline(p, para, y),
					   .align = align});
			last = y;
			y += ht_layout_pitch(p->l);
		}
	}
	return last;
}

/* --- 7.2.6 */

typedef struct {
	size_t count;
	ht_len label, name, cell; /* widths; a name is spread over name */
	ht_len right, gap; /* where names end, what is between them */
} names;

/* Names in columns: x from the area's left. */
typedef struct {
	ht_len label, first, step, name;
	int columns;
	bool apart; /* the number has a row of its own */
} signers;

static names
measure_names(const ht_pager *p)
{
	const ht_layout *l = p->l;
	names n = {.right = l->page.area_width -
			    ht_layout_zi(l, l->text.size, l->signer.inset),
		.gap = ht_layout_zi(l, l->text.size, l->signer.gap)};

	for (size_t i = 0; i < p->paras->npara; i++) {
		ht_len w = ht_para_width(ht_pager_para(p, i));

		if (ht_pager_kind(p, i) == HT_SIGNER_NAME) {
			n.count++;
			n.cell = w > n.cell ? w : n.cell;
		}
		if (ht_pager_kind(p, i) == HT_SIGNER && w > n.label)
			n.label = w;
	}
	if (n.count > 1)
		n.name = ht_layout_zi(l, l->text.size, l->signer.name);
	if (n.cell < n.name)
		n.cell = n.name;
	return n;
}

/* Where the number of a document with signers ends, from the area's left; 0
 * when there is none. */
static ht_len
number_end(const ht_pager *p)
{
	ht_len end = 0;

	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_para *para = ht_pager_para(p, i);
		ht_len w = ht_para_width(para);

		if (ht_pager_kind(p, i) != HT_DOC_NUMBER)
			continue;
		if (p->l->number.place == HT_DOCNO_RULE)
			return p->l->page.area_width;
		w += ht_layout_zi(p->l, para->size, p->l->number.inset);
		end = w > end ? w : end;
	}
	return end;
}

/* Whether so many names a line leave room for the label before the first of
 * them, and on the last line for the number (7.2.5). */
static bool
leaves_room(const names *n, int columns, ht_len number)
{
	ht_len first = n->right - columns * (n->cell + n->gap) + n->gap;
	ht_len left = n->count > (size_t)columns ? first : first - n->label;

	return first >= n->label && (number == 0 || left >= number + n->gap);
}

/* The most names a line that leave room, or 0. */
static int
columns_of(const names *n, int most, ht_len number)
{
	while (most > 0 && !leaves_room(n, most, number))
		most--;
	return most;
}

/* 7.2.6: two names a line, one zi to the right of them; fewer where they are
 * long.  They never meet the number. */
static signers
measure_signers(const ht_pager *p)
{
	names n = measure_names(p);
	int most = p->l->signer.columns;
	ht_len number =
		p->l->red_rule.style == HT_RULES_DOUBLE ? 0 : number_end(p);
	signers s = {.step = n.cell + n.gap, .name = n.name};

	if (n.count < (size_t)most)
		most = n.count ? (int)n.count : 1;
	s.columns = columns_of(&n, most, number);
	if (s.columns == 0) {
		s.apart = number > 0;
		s.columns = columns_of(&n, most, 0);
	}
	if (s.columns == 0)
		s.columns = 1;
	s.first = n.right - s.columns * s.step + n.gap;
	if (s.first < n.label) /* a name of a line */
		s.first = n.label;
	s.label = s.first - n.label;
	return s;
}

bool
ht_headrow_apart(const ht_pager *p)
{
	for (size_t i = 0; i < p->paras->npara; i++)
		if (ht_pager_kind(p, i) == HT_SIGNER ||
			ht_pager_kind(p, i) == HT_SIGNER_NAME)
			return measure_signers(p).apart;
	return false;
}

static void
add_name(ht_pager *p, const ht_para *para, ht_len x, ht_len y, ht_len cell)
{
	bool spread = para->nitem > 1 && ht_para_width(para) < cell;

	ht_pager_add(p, (ht_frag){.para = para,
				.x = ht_pager_left(p) + x,
				.y = ht_pager_baseline(p, para, y),
				.measure = spread ? cell : 0,
				.align = HT_ALIGN_LEFT,
				.spread = spread});
}

ht_len
ht_headrow_signers(ht_pager *p, ht_len y)
{
	signers s = measure_signers(p);
	ht_len top = y, last = y;
	int column = 0;

	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_para *para = ht_pager_para(p, i);

		if (ht_pager_kind(p, i) == HT_SIGNER)
			for (uint32_t k = 0; k < para->nline; k++) {
				y = next_line(p, y, para);
				ht_pager_add(p,
					(ht_frag){.para = para,
						.line = k,
						.x = ht_pager_left(p) + s.label,
						.y = ht_pager_baseline(
							p, para, y),
						.align = HT_ALIGN_LEFT});
				last = y;
				y += ht_layout_pitch(p->l);
			}
	}
	y = last;
	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_para *para = ht_pager_para(p, i);

		if (ht_pager_kind(p, i) != HT_SIGNER_NAME)
			continue;
		for (uint32_t k = 0; k < para->nline; k++) {
			if (column == s.columns || k) {
				y += ht_layout_pitch(p->l);
				column = 0;
			}
			y = next_line(p, y, para);
			if (para->nline == 1)
				add_name(p, para, s.first + column * s.step, y,
					s.name);
			else
				ht_pager_line(p, para, k, y);
			last = y;
		}
		column++;
	}
	return last > top ? last : top;
}

ht_len
ht_headrow_issue(ht_pager *p, ht_len y, bool *found)
{
	ht_len inset = ht_layout_zi(p->l, p->l->text.size, PER_MILLE);
	ht_len last = y, beside = 0; /* end of the name in the row */

	for (size_t i = 0; i < p->paras->npara; i++) {
		const ht_para *para = ht_pager_para(p, i);
		bool date = ht_pager_kind(p, i) == HT_DATE;
		ht_len free = p->l->page.area_width - ht_para_width(para);

		if (!date && ht_pager_kind(p, i) != HT_SIGNATURE)
			continue;
		for (uint32_t k = 0; k < para->nline; k++) {
			if ((*found && !date) || k ||
				beside + inset > free - inset)
				y += ht_layout_pitch(p->l);
			beside = inset + para->line[k].natural;
			y = next_line(p, y, para);
			ht_pager_add(
				p, (ht_frag){.para = para,
					   .line = k,
					   .x = ht_pager_left(p) +
						(date ? free - inset : inset),
					   .y = ht_pager_baseline(p, para, y),
					   .align = HT_ALIGN_LEFT});
			last = y;
			*found = true;
		}
	}
	return last;
}
