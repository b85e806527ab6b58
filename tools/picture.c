/* SPDX-License-Identifier: Apache-2.0
 *
 * usage: picture WIDTH HEIGHT COLOUR DEPTH [BYTES] >FILE
 *
 * Writes a PNG (ISO/IEC 15948) of a colour type (0, 2, 3, 4, 6) and depth, a
 * pattern of rows, uncompressed blocks of zlib; or its first BYTES only.  For
 * tests: a huge one is written as fast as a small one by BYTES.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK 65535 /* of stored data, RFC 1951 3.2.4 */

static uint32_t table[256];
static long left = -1; /* bytes that may still be written; -1: all */

static void
put(const unsigned char *p, size_t n)
{
	if (left >= 0 && (long)n > left)
		n = (size_t)left;
	fwrite(p, 1, n, stdout);
	left -= left >= 0 ? (long)n : 0;
}

static void
be32(unsigned char *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (unsigned char)(v >> (24 - 8 * i));
}

static void
make_table(void)
{
	for (uint32_t n = 0; n < 256; n++) {
		uint32_t c = n;

		for (int k = 0; k < 8; k++)
			c = c & 1 ? UINT32_C(0xEDB88320) ^ c >> 1 : c >> 1;
		table[n] = c;
	}
}

static void
chunk(const char *name, const unsigned char *data, size_t n)
{
	unsigned char word[4];
	uint32_t crc = UINT32_MAX;

	be32(word, (uint32_t)n);
	put(word, 4);
	put((const unsigned char *)name, 4);
	put(data, n);
	for (size_t i = 0; i < 4; i++)
		crc = table[(crc ^ (unsigned char)name[i]) & 255] ^ crc >> 8;
	for (size_t i = 0; i < n; i++)
		crc = table[(crc ^ data[i]) & 255] ^ crc >> 8;
	be32(word, ~crc);
	put(word, 4);
}

static uint32_t
adler(const unsigned char *p, size_t n)
{
	uint32_t a = 1, b = 0;

	for (size_t i = 0; i < n; i++) {
		a = (a + p[i]) % 65521;
		b = (b + a) % 65521;
	}
	return b << 16 | a;
}

/* The rows as a zlib stream of stored blocks. */
static unsigned char *
store(const unsigned char *p, size_t n, size_t *size)
{
	unsigned char *out = malloc(n + n / BLOCK * 5 + 16), *q = out;

	if (!out)
		exit(2);
	*q++ = 0x78;
	*q++ = 0x01;
	for (size_t i = 0; i < n; i += BLOCK) {
		size_t k = n - i < BLOCK ? n - i : BLOCK;

		*q++ = i + k == n;
		*q++ = (unsigned char)(k & 255);
		*q++ = (unsigned char)(k >> 8);
		*q++ = (unsigned char)(~k & 255);
		*q++ = (unsigned char)(~k >> 8 & 255);
		memcpy(q, p + i, k);
		q += k;
	}
	be32(q, adler(p, n));
	*size = (size_t)(q + 4 - out);
	return out;
}

int
main(int argc, char **argv)
{
	static const int samples[] = {1, 0, 3, 1, 2, 0, 4};
	static const unsigned char sign[] = "\x89PNG\r\n\x1a\n";
	unsigned char head[13] = {0}, palette[3 * 256], *rows, *data;
	size_t row, n;
	uint32_t w, h;
	int colour, depth;

	if (argc < 5)
		return 2;
	w = (uint32_t)strtoul(argv[1], NULL, 10);
	h = (uint32_t)strtoul(argv[2], NULL, 10);
	colour = atoi(argv[3]) % 7;
	depth = atoi(argv[4]);
	left = argc > 5 ? atol(argv[5]) : -1;
	make_table();
	be32(head, w);
	be32(head + 4, h);
	head[8] = (unsigned char)depth;
	head[9] = (unsigned char)colour;
	put(sign, 8);
	chunk("IHDR", head, sizeof head);
	for (size_t i = 0; i < sizeof palette; i++)
		palette[i] = (unsigned char)(i * 7);
	if (colour == 3)
		chunk("PLTE", palette, 3u << (depth < 8 ? depth : 8));
	if (left == 0)
		return 0;
	row = ((size_t)w * (size_t)(samples[colour] * depth) + 7) / 8 + 1;
	rows = calloc(h, row);
	for (uint32_t y = 0; rows && y < h; y++)
		memset(rows + y * row + 1, (int)(y * 5 & 255), row - 1);
	if (!rows)
		return 2;
	data = store(rows, row * h, &n);
	chunk("IDAT", data, n);
	chunk("IEND", NULL, 0);
	free(data);
	free(rows);
	return 0;
}
