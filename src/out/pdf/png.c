/* SPDX-License-Identifier: Apache-2.0
 *
 * PNG (ISO/IEC 15948) to pixels: all colour types and depths, interlaced or
 * not; 16 bits a sample are cut to 8.
 */
#include <libdeflate.h>
#include <string.h>

#include "out/pdf/pdfimage.h"

#define HEADER 8
#define PALETTE 256

typedef struct {
	const ht_image *im;
	unsigned char palette[PALETTE][4];
	int samples; /* a pixel of the file */
	ht_pixels *out;
	bool has_alpha;
} png;

static uint32_t
be32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

static size_t
row_bytes(const png *x, uint32_t w)
{
	return ((size_t)w * (size_t)(x->samples * x->im->depth) + 7) / 8;
}

/* 9.2: undoes a row's filter; bpp: bytes a pixel, at least 1. */
static bool
unfilter(int type, unsigned char *row, const unsigned char *up, size_t n,
	size_t bpp)
{
	for (size_t i = 0; i < n; i++) {
		int a = i >= bpp ? row[i - bpp] : 0, b = up ? up[i] : 0;
		int c = up && i >= bpp ? up[i - bpp] : 0;
		int pa = b - c, pb = a - c, pc = a + b - 2 * c;

		pa = pa < 0 ? -pa : pa;
		pb = pb < 0 ? -pb : pb;
		pc = pc < 0 ? -pc : pc;
		switch (type) {
		case 0:
			return true;
		case 1:
			row[i] = (unsigned char)(row[i] + a);
			break;
		case 2:
			row[i] = (unsigned char)(row[i] + b);
			break;
		case 3:
			row[i] = (unsigned char)(row[i] + (a + b) / 2);
			break;
		case 4:
			row[i] = (unsigned char)(row[i] +
						 (pa <= pb && pa <= pc ? a
							 : pb <= pc    ? b
								       : c));
			break;
		default:
			return false;
		}
	}
	return true;
}

/* Sample k of pixel i as 8 bits; of a palette: the index. */
static unsigned char
sample(const png *x, const unsigned char *row, uint32_t i, int k)
{
	int depth = x->im->depth;
	size_t at = (size_t)i * (size_t)x->samples + (size_t)k, bit;
	int v, max;

	if (depth == 8)
		return row[at];
	if (depth == 16)
		return row[at * 2];
	bit = at * (size_t)depth;
	max = (1 << depth) - 1;
	v = row[bit / 8] >> (8 - depth - (int)(bit % 8)) & max;
	return (unsigned char)(x->im->colour == 3 ? v : v * 255 / max);
}

static void
put_pixel(const png *x, const unsigned char *row, uint32_t i, size_t to)
{
	const ht_pixels *out = x->out;
	int colour = x->im->colour;

	if (colour == 3) {
		const unsigned char *p = x->palette[sample(x, row, i, 0)];

		memcpy(out->rgb + to * 3, p, 3);
		if (out->alpha)
			out->alpha[to] = p[3];
	} else if (out->grey) {
		out->rgb[to] = sample(x, row, i, 0);
	} else {
		for (int k = 0; k < 3; k++)
			out->rgb[to * 3 + (size_t)k] = sample(x, row, i, k);
	}
	if (colour == 4 || colour == 6)
		out->alpha[to] = sample(x, row, i, x->samples - 1);
}

/* One pass: every dx-th pixel from x0, every dy-th row from y0. */
static bool
read_pass(const png *x, unsigned char **data, size_t *left, const int pass[4])
{
	uint32_t x0 = (uint32_t)pass[0], y0 = (uint32_t)pass[1];
	uint32_t dx = (uint32_t)pass[2], dy = (uint32_t)pass[3];
	uint32_t w = x->im->w > x0 ? (x->im->w - x0 + dx - 1) / dx : 0;
	uint32_t h = x->im->h > y0 ? (x->im->h - y0 + dy - 1) / dy : 0;
	size_t n = row_bytes(x, w);
	size_t bpp = (size_t)(x->samples * x->im->depth + 7) / 8;
	const unsigned char *up = NULL;

	for (uint32_t r = 0; w && r < h; r++) {
		unsigned char *row = *data + 1;

		if (*left < n + 1 || !unfilter(**data, row, up, n, bpp))
			return false;
		for (uint32_t i = 0; i < w; i++)
			put_pixel(x, row, i,
				(size_t)(y0 + r * dy) * x->im->w + x0 + i * dx);
		up = row;
		*data += n + 1;
		*left -= n + 1;
	}
	return true;
}

static bool
read_rows(const png *x, unsigned char *data, size_t left)
{
	static const int adam7[7][4] = {{0, 0, 8, 8}, {4, 0, 8, 8},
		{0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2},
		{0, 1, 1, 2}};
	static const int whole[4] = {0, 0, 1, 1};

	if (!x->im->interlaced)
		return read_pass(x, &data, &left, whole);
	for (int i = 0; i < 7; i++)
		if (!read_pass(x, &data, &left, adam7[i]))
			return false;
	return true;
}

/* PLTE, tRNS; the IDAT chunks end to end. */
static bool
read_chunks(png *x, ht_buf *idat)
{
	const unsigned char *p = (const unsigned char *)x->im->bytes.p;
	size_t n = x->im->bytes.n, i = HEADER;

	while (i + 12 <= n) {
		size_t len = be32(p + i);
		const unsigned char *body = p + i + 8;

		if (len > n - i - 12)
			return idat->n > 0; /* cut off: what there is */
		if (memcmp(p + i + 4, "PLTE", 4) == 0)
			for (size_t k = 0; k < len / 3 && k < PALETTE; k++)
				memcpy(x->palette[k], body + k * 3, 3);
		if (memcmp(p + i + 4, "tRNS", 4) == 0 && x->im->colour == 3)
			for (size_t k = 0; k < len && k < PALETTE; k++) {
				x->palette[k][3] = body[k];
				x->has_alpha = true;
			}
		if (memcmp(p + i + 4, "IDAT", 4) == 0)
			ht_buf_add(idat, body, len);
		i += len + 12;
	}
	return idat->n > 0;
}

static size_t
data_size(const png *x)
{
	size_t rows = x->im->h, n = row_bytes(x, x->im->w) + 1;

	/* The passes of an interlaced one add at most a byte a row each. */
	return rows * n + (x->im->interlaced ? rows * 14 + 64 : 0);
}

bool
ht_png_decode(ht_arena *a, const ht_image *im, ht_pixels *out)
{
	static const int samples[] = {1, 0, 3, 1, 2, 0, 4};
	png x = {.im = im, .samples = samples[im->colour], .out = out};
	struct libdeflate_decompressor *d;
	size_t pixels = (size_t)im->w * im->h, size, got = 0;
	ht_buf idat = {0};
	unsigned char *data;
	bool good;

	for (int i = 0; i < PALETTE; i++)
		x.palette[i][3] = 255;
	*out = (ht_pixels){.grey = im->colour == 0 || im->colour == 4};
	good = read_chunks(&x, &idat);
	size = data_size(&x);
	data = ht_arena_alloc(a, size);
	out->rgb = ht_arena_array(a, pixels, out->grey ? 1 : 3);
	if (im->colour >= 4 || x.has_alpha)
		out->alpha = ht_arena_array(a, pixels, 1);
	d = libdeflate_alloc_decompressor();
	good = good && d &&
	       libdeflate_zlib_decompress(d, idat.p, idat.n, data, size,
		       &got) == LIBDEFLATE_SUCCESS &&
	       read_rows(&x, data, got);
	libdeflate_free_decompressor(d);
	ht_buf_drop(&idat);
	return good;
}
