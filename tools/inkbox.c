/* SPDX-License-Identifier: Apache-2.0
 *
 * usage: inkbox red|dark DPI < PAGE.ppm
 *
 * Prints the box of the ink of a rastered page (PPM P6, 8 bits) in mm: left,
 * top, right, bottom; or "none".  A pixel is ink when it is more than half
 * covered: red when its green and blue are low but its red is not, dark when
 * all are low.  tools/measure.sh measures with it.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HALF 128
#define MM_PER_INCH 25.4

typedef struct {
	long left, top, right, bottom;
	bool any;
} box;

static bool
is_ink(const unsigned char *p, bool red)
{
	return p[1] < HALF && p[2] < HALF && (p[0] >= HALF) == red;
}

static void
box_add(box *b, long x, long y)
{
	if (!b->any)
		*b = (box){x, y, x + 1, y + 1, true};
	if (x < b->left)
		b->left = x;
	if (x + 1 > b->right)
		b->right = x + 1;
	b->bottom = y + 1;
}

int
main(int argc, char **argv)
{
	long width, height, max;
	double mm;
	unsigned char *row;
	box b = {0};
	bool red;

	if (argc != 3 || scanf("P6 %ld %ld %ld", &width, &height, &max) != 3 ||
		max != 255 || width < 1 || width > 1000000 ||
		getchar() == EOF) {
		fputs("usage: inkbox red|dark DPI < PAGE.ppm\n", stderr);
		return 2;
	}
	red = strcmp(argv[1], "red") == 0;
	mm = MM_PER_INCH / atof(argv[2]);
	row = malloc((size_t)width * 3);
	if (!row)
		return 2;
	for (long y = 0; y < height; y++) {
		if (fread(row, 3, (size_t)width, stdin) != (size_t)width)
			break;
		for (long x = 0; x < width; x++)
			if (is_ink(row + 3 * x, red))
				box_add(&b, x, y);
	}
	free(row);
	if (b.any)
		printf("%.3f %.3f %.3f %.3f\n", (double)b.left * mm,
			(double)b.top * mm, (double)b.right * mm,
			(double)b.bottom * mm);
	else
		puts("none");
	return 0;
}
