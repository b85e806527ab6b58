/* SPDX-License-Identifier: Apache-2.0
 *
 * Characters of a page to its lines: what shares a baseline, or nearly so as
 * a raised note does, is a row; a row is cut where a wide gap parts two
 * texts, as name and date in an imprint.
 */
#include "check/draft.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define NEAR (HT_EMU_PT / 10) /* two baselines that are one */
#define RAISE_NUM 2 /* 0.4 em: a raised note belongs to its line */
#define RAISE_DEN 5
#define RAISE_MAX (7 * HT_EMU_PT)
#define GAP 3 /* em: parts two texts */
#define TWICE 10 /* 1/10 em: the same character there again, as bold */
#define THIN (2 * HT_EMU_MM) /* what is thicker is no rule */
#define SHORT (HT_EMU_MM) /* what is shorter is a speck */
#define JOIN (HT_EMU_MM / 10) /* pieces of one rule are that near */

void
ht_draft_char_add(ht_arena *a, ht_draft *d, ht_draft_char c)
{
	HT_ROOM(a, d->ch, d->nch, d->capch);
	d->ch[d->nch++] = c;
}

void
ht_draft_rule_add(ht_arena *a, ht_draft *d, ht_sheet_rule r)
{
	ht_len thin = r.w < r.h ? r.w : r.h, length = r.w < r.h ? r.h : r.w;
	bool white =
		r.colour.r == 255 && r.colour.g == 255 && r.colour.b == 255;

	if (white || thin > THIN || length < SHORT || r.x >= d->w ||
		r.y >= d->h || r.x + r.w <= 0 || r.y + r.h <= 0)
		return;
	HT_ROOM(a, d->rule, d->nrule, d->caprule);
	d->rule[d->nrule++] = r;
}

static int
sign(int64_t v)
{
	return (v > 0) - (v < 0);
}

static int
by_y(const void *a, const void *b)
{
	const ht_draft_char *p = a, *q = b;

	return p->y != q->y ? sign((int64_t)p->y - q->y)
			    : sign((int64_t)p->x - q->x);
}

static int
by_x(const void *a, const void *b)
{
	const ht_draft_char *p = a, *q = b;

	return p->x != q->x ? sign((int64_t)p->x - q->x)
			    : sign((int64_t)p->y - q->y);
}

static bool
blank(const ht_draft_char *c)
{
	return ht_str_trim(c->text).n == 0;
}

/* End of the row that begins at character i. */
static size_t
row_end(const ht_draft *d, size_t i)
{
	ht_len top = d->ch[i].y, size = d->ch[i].size;
	size_t k;

	for (k = i + 1; k < d->nch; k++) {
		ht_len s = d->ch[k].size > size ? d->ch[k].size : size;
		ht_len room = ht_muldiv(s, RAISE_NUM, RAISE_DEN);

		if (d->ch[k].y - top > (room < RAISE_MAX ? room : RAISE_MAX))
			break;
		size = s;
	}
	return k;
}

/* The same character at the same place again: bold by printing twice. */
static bool
again(const ht_draft_char *line, size_t n, const ht_draft_char *c)
{
	for (size_t i = n; i-- > 0;) {
		ht_len near = c->size / TWICE, dy = line[i].y - c->y;

		if (c->x - line[i].x > near)
			return false;
		if (dy <= near && -dy <= near &&
			ht_str_eq(line[i].text, c->text))
			return true;
	}
	return false;
}

/* The commonest of n values of a field, read by a function; near ones count
 * as one.  Blanks do not vote. */
static ht_len
commonest(const ht_draft_char *c, size_t n, bool of_y)
{
	ht_len best = of_y ? c[0].y : c[0].size;
	size_t votes = 0;

	for (size_t i = 0; i < n && votes <= n - i; i++) {
		ht_len v = of_y ? c[i].y : c[i].size;
		size_t alike = 0;

		if (blank(&c[i]))
			continue;
		for (size_t k = 0; k < n; k++) {
			ht_len o = of_y ? c[k].y : c[k].size;

			alike +=
				o - v <= NEAR && v - o <= NEAR && !blank(&c[k]);
		}
		if (alike > votes) {
			votes = alike;
			best = v;
		}
	}
	return best;
}

static ht_len
end_of(const ht_draft_char *c)
{
	return c->x + (c->w ? c->w : c->size);
}

static void
make_line(ht_arena *a, const ht_draft_char *c, size_t n, ht_sheet_line *out)
{
	ht_mark *mark = HT_ARRAY(a, ht_mark, n);
	size_t bytes = 0, at = 0;
	char *text;

	for (size_t i = 0; i < n; i++)
		bytes += c[i].text.n;
	text = ht_arena_alloc(a, bytes + 1);
	for (size_t i = 0; i < n; i++) {
		memcpy(text + at, c[i].text.p, c[i].text.n);
		mark[i] = (ht_mark){.beg = (uint32_t)at,
			.end = (uint32_t)(at + c[i].text.n),
			.x = c[i].x,
			.w = i + 1 < n ? c[i + 1].x - c[i].x
				       : end_of(&c[i]) - c[i].x,
			.size = c[i].size,
			.font = c[i].font};
		at += c[i].text.n;
	}
	*out = (ht_sheet_line){.text = {text, bytes},
		.mark = mark,
		.nmark = n,
		.x0 = c[0].x,
		.x1 = end_of(&c[n - 1]),
		.y = commonest(c, n, true),
		.size = commonest(c, n, false),
		.colour = c[0].colour,
		.element = c[0].element,
		.furniture = c[0].furniture};
}

typedef struct {
	ht_sheet_line *line;
	size_t n, cap;
} lines;

/* A row, by x, to lines; blanks at their ends are left out. */
static void
cut_row(ht_arena *a, ht_draft_char *c, size_t n, lines *out)
{
	size_t have = 0, ink = 0, beg;

	qsort(c, n, sizeof *c, by_x);
	for (size_t i = 0; i < n; i++)
		if (!again(c, have, &c[i]))
			c[have++] = c[i];
	for (beg = 0; beg < have; beg = ink) {
		while (beg < have && blank(&c[beg]))
			beg++;
		if (beg == have)
			return;
		ink = beg + 1;
		for (size_t i = ink; i < have; i++) {
			if (blank(&c[i]))
				continue;
			if ((int64_t)c[i].x - end_of(&c[ink - 1]) >
				(int64_t)GAP * c[i].size)
				break;
			ink = i + 1;
		}
		HT_ROOM(a, out->line, out->n, out->cap);
		make_line(a, c + beg, ink - beg, &out->line[out->n++]);
	}
}

static int
rule_order(const void *a, const void *b)
{
	const ht_sheet_rule *p = a, *q = b;

	return p->y != q->y ? sign((int64_t)p->y - q->y)
			    : sign((int64_t)p->x - q->x);
}

static bool
near(ht_len a, ht_len b)
{
	return a - b <= JOIN && b - a <= JOIN;
}

/* Takes r into last when both are pieces of one flat or upright rule. */
static bool
join_rule(ht_sheet_rule *last, const ht_sheet_rule *r)
{
	bool flat = near(last->y, r->y) && near(last->h, r->h) &&
		    r->x <= last->x + last->w + JOIN &&
		    last->x <= r->x + r->w + JOIN;
	bool upright = near(last->x, r->x) && near(last->w, r->w) &&
		       r->y <= last->y + last->h + JOIN &&
		       last->y <= r->y + r->h + JOIN;
	ht_len x1 = r->x + r->w, y1 = r->y + r->h;

	if ((!flat && !upright) ||
		memcmp(&last->colour, &r->colour, sizeof r->colour) != 0)
		return false;
	if (x1 < last->x + last->w)
		x1 = last->x + last->w;
	if (y1 < last->y + last->h)
		y1 = last->y + last->h;
	if (r->x < last->x)
		last->x = r->x;
	if (r->y < last->y)
		last->y = r->y;
	last->w = x1 - last->x;
	last->h = y1 - last->y;
	return true;
}

static size_t
join_rules(ht_sheet_rule *rule, size_t n)
{
	size_t have = 0;

	if (n)
		qsort(rule, n, sizeof *rule, rule_order);
	for (size_t i = 0; i < n; i++) {
		size_t k = have;

		while (k-- > 0)
			if (join_rule(&rule[k], &rule[i]))
				break;
		if (k == (size_t)-1)
			rule[have++] = rule[i];
	}
	return have;
}

void
ht_draft_finish(ht_arena *a, ht_draft *d, ht_sheet *out)
{
	lines all = {0};
	size_t end;

	if (d->nch)
		qsort(d->ch, d->nch, sizeof *d->ch, by_y);
	for (size_t i = 0; i < d->nch; i = end) {
		end = row_end(d, i);
		cut_row(a, d->ch + i, end - i, &all);
	}
	d->nrule = join_rules(d->rule, d->nrule);
	*out = (ht_sheet){.w = d->w,
		.h = d->h,
		.line = all.line,
		.nline = all.n,
		.rule = d->rule,
		.nrule = d->nrule};
}
