/* SPDX-License-Identifier: Apache-2.0
 *
 * 7.3.5.5 调整字距: a paragraph in a line less than it has.  Its lines are
 * broken as if there were room for some characters more, and set closer in the
 * room that there is: line/set.c takes the excess from marks and gaps first.
 */
#include "line/line.h"

#define PER_MILLE 1000

/* Broken in a wider measure, to stand in its own. */
static bool
narrow(ht_line *line, size_t n, ht_len measure)
{
	for (size_t i = 0; i < n; i++) {
		line[i].measure = measure - line[i].indent;
		line[i].tight = line[i].natural > line[i].measure;
		line[i].hang = false;
		if (line[i].measure <= 0)
			return false;
	}
	return true;
}

bool
ht_para_closer(ht_ctx *ctx, const ht_layout *l, int most, ht_para *p)
{
	ht_len cell = ht_layout_zi(l, p->size, PER_MILLE);
	ht_len first = p->nline ? p->line[0].indent : 0;
	ht_len measure = p->nline ? first + p->line[0].measure : 0;
	ht_fill f;
	ht_line *line;
	size_t n;

	if (p->nline < 2 || p->block->style->align != HT_ALIGN_JUSTIFY)
		return false;
	ht_fill_init(ctx->arena, &f, l, p->item, p->nitem, cell);
	for (int more = 1; more <= most; more++) {
		ht_fill_break(ctx->arena, &f, measure + more * cell, first,
			p->line[1].indent, &line, &n);
		if (n < p->nline && narrow(line, n, measure)) {
			p->line = line;
			p->nline = n;
			return true;
		}
	}
	return false;
}
