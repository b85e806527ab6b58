/* SPDX-License-Identifier: Apache-2.0
 *
 * Footnotes: at the foot of the page that shows their mark, below a short
 * rule; above the imprint where that stands on the page [P: the standard has
 * none].  The rows that they need are kept from the text; what finds no room
 * goes on at the foot of the next page.  Which notes a page has is read off
 * its lines, so that lines may still be taken to another page.
 */
#include "page/pager.h"

#define PER_MILLE 1000
#define KEPT 2 /* notes take at most one of so many rows */

/* The footnote that item i of a paragraph begins the mark of, or NULL. */
static const ht_para *
note_of(const ht_pager *p, const ht_para *para, uint32_t i)
{
	const ht_doc *doc = p->paras->doc;
	uint16_t mark = para->item[i].note;
	size_t at;

	if (mark == 0 || mark > doc->nnote ||
		(i > 0 && para->item[i - 1].note == mark))
		return NULL;
	at = p->note.of[doc->note[mark - 1]];
	return at ? &p->paras->para[at - 1] : NULL;
}

static bool
has_notes(const ht_pager *p)
{
	return p->note.of != NULL;
}

/* Lines of the notes that a line marks first; each note counts once a stamp. */
static size_t
count_line(const ht_pager *p, const ht_para *para, uint32_t line)
{
	size_t n = 0;

	if (line >= para->nline)
		return 0;
	for (uint32_t i = para->line[line].beg; i < para->line[line].end; i++) {
		const ht_para *note = note_of(p, para, i);
		size_t at = note ? (size_t)(note - p->paras->para) : 0;

		if (!note || p->note.done[at] ||
			p->note.stamp[at] == p->note.stamps)
			continue;
		p->note.stamp[at] = p->note.stamps;
		n += note->nline;
	}
	return n;
}

/* Lines of notes at the foot of the last page, as it is. */
static size_t
count_page(ht_pager *p)
{
	const ht_page *page = ht_pager_page(p);
	size_t n = p->note.end - p->note.beg;

	p->note.stamps++;
	for (size_t i = 0; i < page->nfrag; i++)
		n += count_line(p, page->frag[i].para, page->frag[i].line);
	return n;
}

static ht_len
note_pitch(const ht_pager *p)
{
	return ht_muldiv(
		p->l->elem[HT_FOOTNOTE].size, p->l->note.pitch, PER_MILLE);
}

/* From the text to the foot of n lines of notes. */
static ht_len
height_of(const ht_pager *p, size_t n)
{
	if (n == 0)
		return 0;
	return 2 * p->l->note.gap + p->l->note.rule +
	       p->l->elem[HT_FOOTNOTE].size + (ht_len)(n - 1) * note_pitch(p);
}

static int
rows_of(const ht_pager *p, size_t n)
{
	ht_len pitch = ht_layout_pitch(p->l);
	int most = p->l->page.rows / KEPT;

	/* Before it is a height: it may be that of a book. */
	if (n > (size_t)most * KEPT)
		return most;
	most = most < 1 ? 0 : most;
	n = (size_t)((height_of(p, n) + pitch - 1) / pitch);
	return n < (size_t)most ? (int)n : most;
}

int
ht_notes_rows(ht_pager *p)
{
	return has_notes(p) && p->npage ? rows_of(p, count_page(p)) : 0;
}

ht_len
ht_notes_height(ht_pager *p)
{
	return has_notes(p) ? height_of(p, count_page(p)) : 0;
}

bool
ht_notes_fit(ht_pager *p, const ht_para *para, uint32_t line)
{
	size_t page, more;

	if (!has_notes(p) || p->npage == 0)
		return true;
	page = count_page(p);
	more = count_line(p, para, line);
	/* Notes too long for any page do not send their line away. */
	if (more == 0 || rows_of(p, more) >= p->l->page.rows / KEPT)
		return true;
	return p->row + 1 + rows_of(p, page + more) <= ht_pager_all_rows(p);
}

ht_len
ht_notes_with(ht_pager *p, const ht_para *para, uint32_t line)
{
	size_t n, most = (size_t)p->l->page.rows;

	if (!has_notes(p))
		return 0;
	n = count_page(p) + count_line(p, para, line);
	return height_of(p, n < most / KEPT ? n : most / KEPT);
}

int
ht_notes_rows_with(
	ht_pager *p, const ht_para *para, size_t n, bool next, bool all)
{
	size_t page, more = 0;

	if (!has_notes(p) || p->npage == 0)
		return 0;
	page = count_page(p);
	if (next) { /* the page's own stay there */
		page = 0;
		p->note.stamps++;
	}
	for (size_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < para[i].nline; k++)
			more += count_line(p, &para[i], k);
	/* As for a line: notes too long for any page. */
	if (!all && rows_of(p, more) >= p->l->page.rows / KEPT)
		more = 0;
	return rows_of(p, page + more);
}

size_t
ht_notes_skip(const ht_pager *p, size_t i)
{
	while (i < p->paras->npara &&
		p->paras->para[i].block->kind == HT_FOOTNOTE)
		i++;
	return i;
}

/* Puts a note's lines into the queue. */
static void
queue(ht_pager *p, const ht_para *note)
{
	size_t at = (size_t)(note - p->paras->para);

	if (p->note.done[at])
		return;
	p->note.done[at] = true;
	for (uint32_t k = 0; k < note->nline; k++) {
		HT_ROOM(p->ctx->arena, p->note.line, p->note.end, p->note.cap);
		p->note.line[p->note.end++] = (ht_note_line){note, k};
	}
}

static void
queue_page(ht_pager *p)
{
	const ht_page *page = ht_pager_page(p);

	for (size_t i = 0; i < page->nfrag; i++) {
		const ht_para *para = page->frag[i].para;
		const ht_line *line = &para->line[page->frag[i].line];

		if (page->frag[i].line >= para->nline)
			continue;
		for (uint32_t k = line->beg; k < line->end; k++)
			if (note_of(p, para, k))
				queue(p, note_of(p, para, k));
	}
}

/* How many lines find room between the text and a foot. */
static size_t
room(const ht_pager *p, ht_len foot)
{
	int used = p->row + p->below;
	ht_len top = p->l->page.top, free;

	if (used > ht_pager_all_rows(p))
		return 0;
	if (used > 0)
		top = ht_pager_row_top(p, used - 1) + p->l->text.size;
	free = foot - top - height_of(p, 1);
	if (free < 0)
		/* never none on an empty page, but above an imprint */
		return p->row == 0 && foot == ht_pager_foot(p);
	return (size_t)(free / note_pitch(p)) + 1;
}

void
ht_notes_place(ht_pager *p, ht_len foot)
{
	const ht_layout *l = p->l;
	size_t n, fit;
	ht_len y;

	if (!has_notes(p) || p->npage == 0 || p->note.placed)
		return;
	queue_page(p);
	n = p->note.end - p->note.beg;
	fit = n ? room(p, foot) : 0;
	n = n < fit ? n : fit;
	if (n == 0)
		return;
	p->note.placed = true;
	y = foot - height_of(p, n) + l->note.gap;
	ht_pager_rule(p, (ht_rule){.kind = HT_RULE_NOTE,
				 .turned = p->turned,
				 .x = ht_pager_left(p),
				 .y = y,
				 .w = l->note.width,
				 .h = l->note.rule});
	y += l->note.rule + l->note.gap;
	for (size_t i = 0; i < n; i++, y += note_pitch(p)) {
		ht_note_line line = p->note.line[p->note.beg++];

		ht_pager_line(p, line.para, line.line, y);
	}
}

/* Notes whose mark stands nowhere follow those of the last page. */
void
ht_notes_rest(ht_pager *p)
{
	if (!has_notes(p) || p->npage == 0)
		return;
	queue_page(p);
	for (size_t i = 0; i < p->paras->npara; i++)
		if (p->paras->para[i].block->kind == HT_FOOTNOTE)
			queue(p, &p->paras->para[i]);
}

void
ht_notes_end(ht_pager *p)
{
	if (!has_notes(p) || p->npage == 0)
		return;
	ht_notes_place(p, ht_pager_foot(p));
	while (p->note.beg < p->note.end) {
		ht_pager_turn(p);
		ht_notes_place(p, ht_pager_foot(p));
	}
}

void
ht_notes_begin(ht_pager *p)
{
	ht_arena *a = p->ctx->arena;
	const ht_doc *doc = p->paras->doc;
	size_t n = p->paras->npara;
	bool any = false;

	p->note = (ht_notes){0};
	for (size_t i = 0; i < n && !any; i++)
		any = p->paras->para[i].block->kind == HT_FOOTNOTE;
	if (!any || !doc)
		return;
	p->note.of = HT_ARRAY(a, size_t, doc->nelem + 1);
	p->note.done = HT_ARRAY(a, bool, n);
	p->note.stamp = HT_ARRAY(a, size_t, n);
	for (size_t i = 0; i < n; i++)
		if (p->paras->para[i].block->kind == HT_FOOTNOTE)
			p->note.of[p->paras->para[i].block->elem->id] = i + 1;
}
