/* SPDX-License-Identifier: Apache-2.0
 *
 * Headers of PNG (ISO/IEC 15948 11.2.2) and JPEG (ITU-T T.81 B.2.2) files.
 */
#include "base/image.h"

#include <string.h>

#include "base/io.h"

#define FILE_LIMIT ((size_t)64 << 20)
#define PNG_HEADER 33 /* signature and IHDR */
#define PNG_SIGNATURE 8
#define PNG_CHUNK 12 /* length, name, check sum */

static uint32_t
be32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

static uint32_t
be16(const unsigned char *p)
{
	return (uint32_t)p[0] << 8 | p[1];
}

static bool
read_png(ht_image *im)
{
	const unsigned char *p = (const unsigned char *)im->bytes.p;

	if (im->bytes.n < PNG_HEADER || memcmp(p + 12, "IHDR", 4) != 0)
		return false;
	im->kind = HT_IMAGE_PNG;
	im->w = be32(p + 16);
	im->h = be32(p + 20);
	im->depth = p[24];
	im->colour = p[25];
	im->interlaced = p[28] != 0;
	return im->depth >= 1 && im->depth <= 16 && im->colour <= 6 &&
	       im->colour != 1 && im->colour != 5;
}

/* A start of frame: C0...CF but C4, C8, CC. */
static bool
is_frame(unsigned char marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 &&
	       marker != 0xC8 && marker != 0xCC;
}

static bool
read_jpeg(ht_image *im)
{
	const unsigned char *p = (const unsigned char *)im->bytes.p;
	size_t n = im->bytes.n, i = 2;

	im->kind = HT_IMAGE_JPEG;
	while (i + 9 < n && p[i] == 0xFF) {
		unsigned char marker = p[i + 1];
		size_t len = be16(p + i + 2);

		if (marker == 0xFF) {
			i++;
			continue;
		}
		if (marker == 0xEE && len >= 14 && i + 9 < n &&
			memcmp(p + i + 4, "Adobe", 5) == 0)
			im->adobe = true;
		if (is_frame(marker)) {
			im->depth = p[i + 4];
			im->h = be16(p + i + 5);
			im->w = be16(p + i + 7);
			im->channels = p[i + 9];
			return im->depth == 8 && im->channels != 2 &&
			       im->channels >= 1 && im->channels <= 4;
		}
		i += 2 + len;
	}
	return false;
}

/* 5.3: chunks follow each other up to IEND. */
static bool
png_is_whole(ht_str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = PNG_SIGNATURE;

	while (s.n - i >= PNG_CHUNK) {
		size_t len = be32(p + i);

		if (len > s.n - i - PNG_CHUNK)
			return false;
		if (memcmp(p + i + 4, "IEND", 4) == 0)
			return true;
		i += len + PNG_CHUNK;
	}
	return false;
}

/* B.1.1.3: the end of image is somewhere behind; some programs add to it. */
static bool
jpeg_is_whole(ht_str s)
{
	for (size_t i = s.n - 1; i > 2; i--)
		if (s.p[i] == '\xD9' && s.p[i - 1] == '\xFF')
			return true;
	return false;
}

static bool
is_whole(const ht_image *im)
{
	return im->kind == HT_IMAGE_PNG ? png_is_whole(im->bytes)
					: jpeg_is_whole(im->bytes);
}

const ht_image *
ht_image_open(ht_ctx *ctx, const char *path, ht_msg *why)
{
	static const char png[] = "\x89PNG\r\n\x1a\n";
	ht_image *im = HT_NEW(ctx->arena, ht_image);
	ht_error before = ctx->error;
	bool good;

	if (ht_io_load(ctx, path, FILE_LIMIT, &im->bytes) != HT_OK) {
		*why = ctx->error.id == HT_MSG_IO_LIMIT ? HT_MSG_IMAGE_LARGE
							: HT_MSG_IMAGE_READ;
		ctx->error = before;
		return NULL;
	}
	if (im->bytes.n > sizeof png &&
		memcmp(im->bytes.p, png, sizeof png - 1) == 0)
		good = read_png(im);
	else if (im->bytes.n > 4 && memcmp(im->bytes.p, "\xFF\xD8", 2) == 0)
		good = read_jpeg(im);
	else {
		*why = HT_MSG_IMAGE_FORMAT;
		return NULL;
	}
	if (!good || im->w == 0 || im->h == 0) {
		*why = HT_MSG_IMAGE_DAMAGED;
		return NULL;
	}
	if (im->w > HT_IMAGE_SIDE || im->h > HT_IMAGE_SIDE ||
		(uint64_t)im->w * im->h > HT_IMAGE_PIXELS) {
		*why = HT_MSG_IMAGE_PIXELS;
		return NULL;
	}
	if (!is_whole(im)) {
		*why = HT_MSG_IMAGE_CUT;
		return NULL;
	}
	im->path = path;
	return im;
}
