/* SPDX-License-Identifier: Apache-2.0
 *
 * usage: pixels REFERENCE.png DIFFERENCE.png < PAGE.pgm
 *        pixels --write REFERENCE.png < PAGE.pgm
 *
 * Compares a rastered page (pdftoppm -gray) with a picture that --write made of
 * one, and prints how many pixels are off by more than 64 of 255.
 * DIFFERENCE.png gets both beside each other and what differs.  Exit 0: none
 * is off, 1: some are, or the sizes differ, 2: no such pictures.
 */
#include <inttypes.h>
#include <libdeflate.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OFF 64
#define SIDE_MAX 20000
#define FILE_MAX (1 << 26)
#define HEADER 8 /* bytes of the signature; of a chunk before its data */
#define WHITE 255
#define STEP 17 /* from one of 16 grays to the next */

typedef struct {
	uint32_t w, h;
	unsigned char *row; /* each with its filter byte before it */
} picture;

static const unsigned char signature[HEADER] = {
	0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

static uint32_t
be32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

static void
put32(unsigned char *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (unsigned char)(v >> (24 - 8 * i));
}

static unsigned char *
read_file(const char *path, size_t *n)
{
	unsigned char *bytes = malloc(FILE_MAX);
	FILE *f = fopen(path, "rb");

	if (!bytes || !f)
		return NULL;
	*n = fread(bytes, 1, FILE_MAX, f);
	fclose(f);
	return bytes;
}

/* Gathers the data of all IDAT chunks at the front of the file's bytes. */
static size_t
gather(unsigned char *bytes, size_t n)
{
	size_t have = 0, i = HEADER;

	while (i + HEADER + 4 <= n) {
		uint32_t length = be32(bytes + i);

		if (length > n - i - HEADER - 4)
			return 0;
		if (memcmp(bytes + i + 4, "IDAT", 4) == 0) {
			memmove(bytes + have, bytes + i + HEADER, length);
			have += length;
		}
		i += HEADER + 4 + length;
	}
	return have;
}

/* Rows as write_picture() leaves them: without a filter. */
static bool
is_plain(const picture *im)
{
	for (uint32_t y = 0; y < im->h; y++)
		if (im->row[(size_t)y * (im->w + 1)] != 0)
			return false;
	return true;
}

static bool
read_picture(const char *path, picture *im)
{
	size_t n, size, have;
	unsigned char *bytes = read_file(path, &n);
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	bool good;

	if (!bytes || !d || n < 4 * HEADER ||
		memcmp(bytes, signature, HEADER) != 0)
		return false;
	im->w = be32(bytes + 16);
	im->h = be32(bytes + 20);
	/* 8 bits, gray, not interlaced */
	if (im->w > SIDE_MAX || im->h > SIDE_MAX || bytes[24] != 8 ||
		bytes[25] != 0 || bytes[28] != 0)
		return false;
	size = (size_t)(im->w + 1) * im->h;
	im->row = malloc(size + 1);
	have = gather(bytes, n);
	good = im->row && libdeflate_zlib_decompress(d, bytes, have, im->row,
				  size, NULL) == LIBDEFLATE_SUCCESS;
	libdeflate_free_decompressor(d);
	free(bytes);
	return good && is_plain(im);
}

/* A PGM (P5, 8 bits), in 16 grays: the reference gets smaller. */
static bool
read_page(FILE *f, picture *im)
{
	unsigned max;

	if (fscanf(f, "P5 %" SCNu32 " %" SCNu32 " %u", &im->w, &im->h, &max) !=
			3 ||
		max != WHITE || im->w > SIDE_MAX || im->h > SIDE_MAX ||
		getc(f) == EOF)
		return false;
	im->row = calloc(im->h, (size_t)im->w + 1);
	for (uint32_t y = 0; im->row && y < im->h; y++) {
		unsigned char *row = im->row + (size_t)y * (im->w + 1) + 1;

		if (fread(row, 1, im->w, f) != im->w)
			return false;
		for (uint32_t x = 0; x < im->w; x++)
			row[x] = (unsigned char)((row[x] + STEP / 2) / STEP *
						 STEP);
	}
	return im->row != NULL;
}

static int
pixel(const picture *im, uint32_t x, uint32_t y)
{
	return x < im->w && y < im->h ? im->row[(size_t)y * (im->w + 1) + x + 1]
				      : WHITE;
}

static bool
is_off(const picture *a, const picture *b, uint32_t x, uint32_t y)
{
	return abs(pixel(a, x, y) - pixel(b, x, y)) > OFF;
}

static void
write_chunk(FILE *f, const char *type, unsigned char *data, uint32_t n)
{
	unsigned char head[HEADER], crc[4];
	uint32_t sum;

	put32(head, n);
	memcpy(head + 4, type, 4);
	sum = libdeflate_crc32(0, head + 4, 4);
	put32(crc, libdeflate_crc32(sum, data, n));
	fwrite(head, 1, sizeof head, f);
	fwrite(data, 1, n, f);
	fwrite(crc, 1, sizeof crc, f);
}

static void
write_picture(const char *path, const picture *im)
{
	struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
	size_t size = (size_t)(im->w + 1) * im->h;
	size_t most = libdeflate_zlib_compress_bound(c, size);
	unsigned char *out = malloc(most);
	unsigned char header[13] = {0, 0, 0, 0, 0, 0, 0, 0, 8};
	FILE *f = fopen(path, "wb");

	if (!out || !f)
		return;
	put32(header, im->w);
	put32(header + 4, im->h);
	fwrite(signature, 1, HEADER, f);
	write_chunk(f, "IHDR", header, sizeof header);
	write_chunk(f, "IDAT", out,
		(uint32_t)libdeflate_zlib_compress(
			c, im->row, size, out, most));
	write_chunk(f, "IEND", header, 0);
	fclose(f);
	free(out);
	libdeflate_free_compressor(c);
}

/* The reference, the page, and the pixels that are off, in black. */
static void
write_difference(const char *path, const picture *a, const picture *b)
{
	uint32_t w = a->w > b->w ? a->w : b->w, h = a->h > b->h ? a->h : b->h;
	picture im = {.w = 3 * w, .h = h};

	im.row = calloc(h, (size_t)im.w + 1);
	for (uint32_t y = 0; im.row && y < h; y++) {
		unsigned char *row = im.row + (size_t)y * (im.w + 1) + 1;

		for (uint32_t x = 0; x < w; x++) {
			row[x] = (unsigned char)pixel(a, x, y);
			row[w + x] = (unsigned char)pixel(b, x, y);
			row[2 * w + x] = is_off(a, b, x, y) ? 0 : WHITE;
		}
	}
	if (im.row)
		write_picture(path, &im);
	free(im.row);
}

static int
usage(void)
{
	fputs("usage: pixels REFERENCE.png DIFFERENCE.png < PAGE.pgm\n"
	      "       pixels --write REFERENCE.png < PAGE.pgm\n",
		stderr);
	return 2;
}

static int
compare(const picture *a, const picture *b, const char *difference)
{
	bool sizes = a->w == b->w && a->h == b->h;
	long off = 0;

	for (uint32_t y = 0; y < a->h; y++)
		for (uint32_t x = 0; x < a->w; x++)
			off += is_off(a, b, x, y);
	printf("%ld pixels off%s\n", off, sizes ? "" : ", another size");
	if (off || !sizes)
		write_difference(difference, a, b);
	return off || !sizes;
}

int
main(int argc, char **argv)
{
	picture a, b;

	if (argc != 3 || !read_page(stdin, &b))
		return usage();
	if (strcmp(argv[1], "--write") == 0) {
		write_picture(argv[2], &b);
		return 0;
	}
	if (!read_picture(argv[1], &a)) {
		fprintf(stderr, "pixels: %s is no picture of ours\n", argv[1]);
		return 2;
	}
	return compare(&a, &b, argv[2]);
}
