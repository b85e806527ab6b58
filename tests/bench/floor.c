/* SPDX-License-Identifier: Apache-2.0
 *
 * usage: floor FOLDER FILE.pdf...
 *
 * What a batch cannot do without, were it to press its files anew: for each
 * PDF, its streams deflated (at the level that page contents have) and the
 * bytes written.  Prints the microseconds that this took; inflating the
 * streams first is not counted.
 */
#define _GNU_SOURCE /* memmem */
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LEVEL 1
#define ROOM ((size_t)8 << 20)

static char bytes[ROOM], plain[ROOM], pressed[ROOM];

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* All streams of a file, one behind the other. */
static size_t
inflate_all(struct libdeflate_decompressor *d, const char *path)
{
	FILE *f = fopen(path, "rb");
	size_t n = f ? fread(bytes, 1, ROOM, f) : 0, size = 0, got, used;
	const char *p = bytes, *end = bytes + n;

	if (f)
		fclose(f);
	while ((p = memmem(p, (size_t)(end - p), "stream\r\n", 8)) != NULL) {
		p += 8;
		if (libdeflate_zlib_decompress_ex(d, p, (size_t)(end - p),
			    plain + size, ROOM - size, &used,
			    &got) != LIBDEFLATE_SUCCESS)
			continue;
		size += got;
		p += used;
	}
	return size;
}

int
main(int argc, char **argv)
{
	struct libdeflate_compressor *c = libdeflate_alloc_compressor(LEVEL);
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	double took = 0;

	for (int i = 2; i < argc; i++) {
		size_t size = inflate_all(d, argv[i]), n;
		double start = now();
		char path[4096];
		FILE *f;

		n = libdeflate_zlib_compress(c, plain, size, pressed, ROOM);
		snprintf(path, sizeof path, "%s/%d", argv[1], i);
		f = fopen(path, "wb");
		if (!f || fwrite(pressed, 1, n, f) != n || fclose(f) != 0)
			return 1;
		took += now() - start;
	}
	printf("%.0f\n", took);
	return 0;
}
