/* SPDX-License-Identifier: Apache-2.0
 *
 * Texts with their origin, and the line table of a source.
 */
#include "text/text.h"

#include <string.h>

#include "base/utf8.h"

/* Index of the segment that holds byte at: the last that begins at or before
 * it. */
static size_t
segment(const ht_text *t, size_t at)
{
	size_t lo = 0, hi = t->nseg;

	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;

		if (t->seg[mid].at <= at)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

uint32_t
ht_text_source(const ht_text *t, size_t at)
{
	const ht_seg *seg;

	if (t->nseg == 0)
		return 0;
	if (at > t->str.n)
		at = t->str.n;
	/* The end of a text follows its last byte, whatever comes next. */
	seg = &t->seg[segment(t, at - (at > 0 && at == t->str.n))];
	return seg->src + (seg->made ? 0 : (uint32_t)(at - seg->at));
}

ht_text
ht_text_sub(ht_arena *a, const ht_text *t, size_t beg, size_t end)
{
	ht_text out = {.str = ht_str_sub(t->str, beg, end)};
	size_t first, last;
	ht_seg *seg;

	if (t->nseg == 0 || beg == end)
		return out;
	first = segment(t, beg);
	last = segment(t, end - 1);
	out.nseg = last - first + 1;
	seg = HT_ARRAY(a, ht_seg, out.nseg);
	for (size_t i = 0; i < out.nseg; i++) {
		seg[i] = t->seg[first + i];
		if (seg[i].at < beg) {
			if (!seg[i].made)
				seg[i].src += (uint32_t)beg - seg[i].at;
			seg[i].at = (uint32_t)beg;
		}
		seg[i].at -= (uint32_t)beg;
	}
	out.seg = seg;
	return out;
}

ht_span
ht_text_span(const ht_text *t)
{
	if (t->nseg == 0)
		return (ht_span){0};
	return (ht_span){ht_text_source(t, 0), ht_text_source(t, t->str.n)};
}

void
ht_source_locate(const ht_source *s, uint32_t at, uint32_t *line, uint32_t *col)
{
	size_t lo = 0, hi = s->nline;

	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->line[mid] <= at)
			lo = mid;
		else
			hi = mid;
	}
	*line = (uint32_t)lo + 1;
	*col = 1;
	if (s->nline && at > s->line[lo] && at <= s->text.n)
		*col += (uint32_t)ht_utf8_count(
			ht_str_sub(s->text, s->line[lo], at));
}

const char *
ht_source_beside(const ht_ctx *ctx, const ht_source *s, const char *path)
{
	const char *slash = strrchr(s->path, '/');

	if (ctx->loader || path[0] == '/')
		return path;
	if (s->folder)
		return ht_fmt(ctx->arena, "%s/%s", s->folder, path);
	if (!slash)
		return path;
	return ht_fmt(
		ctx->arena, "%.*s/%s", (int)(slash - s->path), s->path, path);
}

void
ht_dump_span(ht_dump *d, const ht_source *s, ht_span span)
{
	uint32_t line[2], col[2];

	ht_source_locate(s, span.beg, &line[0], &col[0]);
	ht_source_locate(s, span.end, &line[1], &col[1]);
	ht_buf_addf(d->out, " @%u:%u-%u:%u", line[0], col[0], line[1], col[1]);
}

static ht_str
line_text(const ht_source *s, size_t i)
{
	size_t end = i + 1 < s->nline ? s->line[i + 1] : s->text.n;

	while (end > s->line[i] &&
		(s->text.p[end - 1] == '\n' || s->text.p[end - 1] == '\r'))
		end--;
	return ht_str_sub(s->text, s->line[i], end);
}

/* Writes the dump of stage source: its encoding, then a node a line. */
void
ht_source_dump(ht_buf *out, const ht_source *s)
{
	ht_dump d;

	ht_dump_begin(&d, out, "source");
	ht_dump_node(&d, "source");
	ht_dump_cstr(&d, "encoding", s->encoding);
	ht_dump_int(&d, "bytes", (long)s->text.n);
	ht_dump_int(&d, "lines", (long)s->nline);
	ht_dump_end(&d);
	d.depth++;
	for (size_t i = 0; i < s->nline; i++) {
		ht_str text = line_text(s, i);
		uint32_t beg = s->line[i];

		ht_dump_node(&d, "line");
		ht_dump_span(&d, s, (ht_span){beg, beg + (uint32_t)text.n});
		ht_dump_text(&d, text);
		ht_dump_end(&d);
	}
}
