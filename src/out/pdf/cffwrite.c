/* SPDX-License-Identifier: Apache-2.0
 *
 * A CFF table out of flattened glyphs: header, Name, Top DICT, String and
 * Global Subr INDEX, charset, FDSelect, Private DICTs, FDArray, and last the
 * CharStrings.  Clauses are those of Adobe Technical Note 5176.
 */
#include "out/pdf/cffwrite.h"

#include <libdeflate.h>
#include <string.h>

#define FDS_MAX 256
#define SID_ADOBE 391 /* appendix A: own strings follow 391 standard ones */
#define SID_IDENTITY 392
#define ESCAPE 12
/* RFC 1950: deflate with a window of 32 KiB, the fastest way. */
#define ZLIB_METHOD 0x78
#define ZLIB_FASTEST 0x01
#define ZLIB_HEAD_BITS 16
#define ADLER_START 1

/* Numbers of the Top DICT that are known last. */
typedef struct {
	uint32_t charset, select, fds, glyphs;
} places;

typedef struct {
	ht_buf *b;
	size_t base; /* of the table in b */
	const ht_cfffont *font;
	const ht_cffglyph **glyph;
	size_t *size; /* of its charstring */
	uint8_t *fd; /* by glyph: its Font DICT in the subset */
	uint8_t used[FDS_MAX]; /* by Font DICT of the subset: the font's */
	size_t nfd, n;
	const char *name;
	places at;
} writer;

static void
add_uint(ht_buf *b, uint32_t value, int size)
{
	char bytes[4];

	for (int i = 0; i < size; i++)
		bytes[i] = (char)(value >> 8 * (size - 1 - i));
	ht_buf_add(b, bytes, (size_t)size);
}

/* 4: an integer of a DICT; always five bytes. */
static void
add_number(ht_buf *b, uint32_t value)
{
	ht_buf_addc(b, 29);
	add_uint(b, value, 4);
}

static void
add_operator(ht_buf *b, int op)
{
	if (op >= HT_CFF_ESCAPED(0)) {
		ht_buf_addc(b, ESCAPE);
		op -= HT_CFF_ESCAPED(0);
	}
	ht_buf_addc(b, (char)op);
}

static void
add_value(ht_buf *b, int op, uint32_t value)
{
	add_number(b, value);
	add_operator(b, op);
}

static void
add_raw(ht_buf *b, int op, ht_str operands)
{
	if (operands.n == 0)
		return;
	ht_buf_addstr(b, operands);
	add_operator(b, op);
}

/* An INDEX of one object. */
static void
add_single(ht_buf *b, ht_str object)
{
	add_uint(b, 1, 2);
	ht_buf_addc(b, 2);
	add_uint(b, 1, 2);
	add_uint(b, (uint32_t)object.n + 1, 2);
	ht_buf_addstr(b, object);
}

static uint32_t
here(const writer *w)
{
	return (uint32_t)(w->b->n - w->base);
}

/* As long with any numbers, so that it can be written before they are known. */
static void
add_top(writer *w)
{
	ht_buf d = {0};

	add_number(&d, SID_ADOBE);
	add_number(&d, SID_IDENTITY);
	add_value(&d, HT_CFF_ROS, 0);
	add_raw(&d, HT_CFF_FONT_MATRIX, w->font->matrix);
	add_raw(&d, HT_CFF_FONT_BBOX, w->font->box);
	add_value(&d, HT_CFF_CID_COUNT, (uint32_t)w->n);
	add_value(&d, HT_CFF_CHARSET, w->at.charset);
	add_value(&d, HT_CFF_CHARSTRINGS, w->at.glyphs);
	add_value(&d, HT_CFF_FD_SELECT, w->at.select);
	add_value(&d, HT_CFF_FD_ARRAY, w->at.fds);
	add_single(w->b, ht_buf_str(&d));
	ht_buf_drop(&d);
}

static void
add_head(writer *w)
{
	ht_buf_add(w->b, "\x01\x00\x04\x04", 4);
	add_single(w->b, ht_str_from(w->name));
	add_top(w);
	ht_buf_add(w->b,
		"\x00\x02\x01\x01\x06\x0E"
		"AdobeIdentity",
		19);
	add_uint(w->b, 0, 2); /* no subroutines */
}

/* 13: glyph i has CID i; glyph 0 is not told of. */
static void
add_charset(writer *w)
{
	w->at.charset = here(w);
	if (w->n < 2) {
		ht_buf_addc(w->b, 0);
		return;
	}
	ht_buf_addc(w->b, 2);
	add_uint(w->b, 1, 2);
	add_uint(w->b, (uint32_t)w->n - 2, 2);
}

/* 19: ranges, or a byte a glyph where that is shorter. */
static void
add_select(writer *w)
{
	uint32_t ranges = 1;

	w->at.select = here(w);
	for (size_t i = 1; i < w->n; i++)
		ranges += w->fd[i] != w->fd[i - 1];
	if (ranges * 3 + 5 >= w->n + 1) {
		ht_buf_addc(w->b, 0);
		ht_buf_add(w->b, w->fd, w->n);
		return;
	}
	ht_buf_addc(w->b, 3);
	add_uint(w->b, ranges, 2);
	for (size_t i = 0; i < w->n; i++) {
		if (i > 0 && w->fd[i] == w->fd[i - 1])
			continue;
		add_uint(w->b, (uint32_t)i, 2);
		ht_buf_addc(w->b, (char)w->fd[i]);
	}
	add_uint(w->b, (uint32_t)w->n, 2);
}

/* 15, 18: the Private DICTs, of which only the widths matter, and the Font
 * DICTs that point at them. */
static void
add_fds(writer *w)
{
	uint32_t at[FDS_MAX], size[FDS_MAX], end[FDS_MAX];
	ht_buf d = {0};

	for (size_t i = 0; i < w->nfd; i++) {
		const ht_cfffd *fd = &w->font->fd[w->used[i]];

		at[i] = here(w);
		add_raw(w->b, HT_CFF_DEFAULT_WIDTH, fd->default_width);
		add_raw(w->b, HT_CFF_NOMINAL_WIDTH, fd->nominal_width);
		size[i] = here(w) - at[i];
		add_raw(&d, HT_CFF_FONT_MATRIX, fd->matrix);
		add_number(&d, size[i]);
		add_value(&d, HT_CFF_PRIVATE, at[i]);
		end[i] = (uint32_t)d.n;
	}
	w->at.fds = here(w);
	add_uint(w->b, (uint32_t)w->nfd, 2);
	ht_buf_addc(w->b, 4);
	add_uint(w->b, 1, 4);
	for (size_t i = 0; i < w->nfd; i++)
		add_uint(w->b, end[i] + 1, 4);
	ht_buf_addstr(w->b, ht_buf_str(&d));
	ht_buf_drop(&d);
}

/* 14, without the glyphs. */
static void
add_offsets(writer *w)
{
	size_t total = 1;
	uint32_t at = 1;
	int size;

	w->at.glyphs = here(w);
	for (size_t i = 0; i < w->n; i++)
		total += w->size[i];
	size = total > 0xFFFFFF ? 4 : total > 0xFFFF ? 3 : 2;
	add_uint(w->b, (uint32_t)w->n, 2);
	ht_buf_addc(w->b, (char)size);
	add_uint(w->b, at, size);
	for (size_t i = 0; i < w->n; i++) {
		at += (uint32_t)w->size[i];
		add_uint(w->b, at, size);
	}
}

/* The glyphs, and their Font DICTs in order of first use. */
static bool
gather(writer *w, ht_arena *a, const ht_cffsubset *s)
{
	uint16_t number[FDS_MAX] = {0}; /* in the subset, from 1 */

	if (s->n == 0 || s->n > UINT16_MAX)
		return false;
	w->font = ht_cffstore_font(s->store);
	w->n = s->n;
	w->name = s->name;
	w->glyph = HT_ARRAY(a, const ht_cffglyph *, w->n);
	w->size = HT_ARRAY(a, size_t, w->n);
	w->fd = HT_ARRAY(a, uint8_t, w->n);
	for (size_t i = 0; i < w->n; i++) {
		uint8_t fd;

		w->glyph[i] = ht_cffstore_glyph(s->store, s->gid[i]);
		if (w->glyph[i] == NULL)
			return false;
		w->size[i] = w->glyph[i]->n;
		fd = w->font->select[s->gid[i]];
		if (number[fd] == 0) {
			w->used[w->nfd++] = fd;
			number[fd] = (uint16_t)w->nfd;
		}
		w->fd[i] = (uint8_t)(number[fd] - 1);
	}
	return true;
}

/* All but the glyphs, which come last. */
static void
add_tables(writer *w)
{
	ht_buf *b = w->b, head = {0};

	add_head(w);
	add_charset(w);
	add_select(w);
	add_fds(w);
	add_offsets(w);
	w->b = &head; /* the head again, its numbers known */
	add_head(w);
	memcpy(b->p + w->base, head.p, head.n);
	w->b = b;
	ht_buf_drop(&head);
}

bool
ht_cffwrite(ht_arena *a, const ht_cffsubset *s, ht_buf *out)
{
	writer w = {.b = out, .base = out->n};

	if (!gather(&w, a, s))
		return false;
	for (size_t i = 0; i < w.n && s->pack; i++)
		w.size[i] = ht_cffstore_packed(s->store, s->gid[i]).n;
	add_tables(&w);
	for (size_t i = 0; i < w.n; i++) {
		if (s->pack)
			ht_buf_addstr(
				out, ht_cffstore_packed(s->store, s->gid[i]));
		else
			ht_cfffont_flatten(w.font, s->gid[i], out);
	}
	return true;
}

/* The head of a stream, for which b's first bits were left free, and the sum
 * behind it (RFC 1950). */
static ht_str
finish(const ht_bits *b, uint32_t adler)
{
	size_t n = (b->n + 7) / 8;
	unsigned char *p = (unsigned char *)b->to;

	p[0] = ZLIB_METHOD;
	p[1] = ZLIB_FASTEST;
	for (int k = 0; k < 4; k++)
		p[n++] = (unsigned char)(adler >> 8 * (3 - k));
	return (ht_str){(const char *)p, n};
}

/* A block for what stands before the glyphs, one for them. */
static ht_str
press(ht_arena *a, const writer *w, const ht_huff *glyphs)
{
	ht_str s = ht_buf_str(w->b);
	uint32_t count[HT_HUFF_SYMBOLS] = {0};
	uint32_t adler = libdeflate_adler32(ADLER_START, s.p, s.n);
	size_t bits = s.n * HT_HUFF_MAX + 3 * HT_HUFF_HEAD_BITS;
	ht_bits b = {.n = ZLIB_HEAD_BITS};
	ht_huff h;

	for (size_t i = 0; i < w->n; i++)
		bits += w->glyph[i]->bits;
	b.to = ht_arena_raw(a, HT_BITS_WORDS(bits) * sizeof *b.to);
	b.to[0] = 0;
	for (size_t i = 0; i < s.n; i++)
		count[(unsigned char)s.p[i]]++;
	ht_huff_make(&h, count);
	ht_huff_head(&b, &h, false);
	ht_huff_bytes(&b, &h, s.p, s.n);
	ht_huff_end(&b, &h);
	ht_huff_head(&b, glyphs, true);
	for (size_t i = 0; i < w->n; i++) {
		const ht_cffglyph *g = w->glyph[i];

		ht_bits_append(&b, g->word, g->bits);
		adler = ht_adler_join(adler, g->adler, g->n);
	}
	ht_huff_end(&b, glyphs);
	return finish(&b, adler);
}

ht_str
ht_cffpress(ht_arena *a, const ht_cffsubset *s)
{
	ht_buf b = {0};
	writer w = {.b = &b};
	ht_str out = {NULL, 0};

	if (gather(&w, a, s)) {
		add_tables(&w);
		out = press(a, &w, ht_cffstore_code(s->store));
	}
	ht_buf_drop(&b);
	return out;
}
