/* SPDX-License-Identifier: Apache-2.0
 *
 * Pictures: a JPEG goes into the file as it is, a PNG as pixels, its
 * transparency as a soft mask (ISO 32000-1 8.9.5, 11.6.5.3).
 */
#include "out/pdf/pdfimage.h"

#include "out/pdf/pdfcolour.h"
#include "out/pdf/pdffmt.h"

#define KAPPA 5523 /* of a Bezier curve for a quarter circle, 1/10000 */
#define WHOLE 10000

static void
begin(ht_buf *b, const ht_image *im, const char *space, int bits)
{
	ht_buf_addf(b,
		"/Type/XObject/Subtype/Image/Width %u/Height %u"
		"/ColorSpace/%s/BitsPerComponent %d",
		(unsigned)im->w, (unsigned)im->h, space, bits);
}

bool
ht_pdfimage_has_inks(const ht_image *im)
{
	return im->kind == HT_IMAGE_JPEG && im->channels == 4;
}

static ht_pdfref
write_jpeg(ht_pdfobj *p, const ht_image *im)
{
	ht_buf b = {0};
	ht_pdfref ref;

	begin(&b, im,
		im->channels == 1	   ? "DeviceGray"
		: ht_pdfimage_has_inks(im) ? "DeviceCMYK"
					   : "DeviceRGB",
		im->depth);
	if (ht_pdfimage_has_inks(im) && im->adobe)
		ht_buf_adds(&b, "/Decode[1 0 1 0 1 0 1 0]");
	ht_buf_adds(&b, "/Filter/DCTDecode");
	ref = ht_pdfobj_stream(p, ht_buf_str(&b), im->bytes, HT_PRESS_NONE);
	ht_buf_drop(&b);
	return ref;
}

static ht_pdfref
write_png(ht_arena *a, ht_pdfobj *p, const ht_image *im)
{
	size_t n = (size_t)im->w * im->h;
	ht_buf b = {0};
	ht_pixels px;
	ht_pdfref ref, mask = 0;

	if (!ht_png_decode(a, im, &px))
		return 0;
	if (px.alpha) {
		begin(&b, im, "DeviceGray", 8);
		mask = ht_pdfobj_stream(p, ht_buf_str(&b),
			(ht_str){(char *)px.alpha, n}, HT_PRESS);
		b.n = 0;
	}
	begin(&b, im, px.grey ? "DeviceGray" : "DeviceRGB", 8);
	if (mask)
		ht_buf_addf(&b, "/SMask %u 0 R", (unsigned)mask);
	ref = ht_pdfobj_stream(p, ht_buf_str(&b),
		(ht_str){(char *)px.rgb, px.grey ? n : n * 3}, HT_PRESS);
	ht_buf_drop(&b);
	return ref;
}

ht_pdfref
ht_pdfimage_write(ht_arena *a, ht_pdfobj *p, const ht_image *im)
{
	return im->kind == HT_IMAGE_JPEG ? write_jpeg(p, im)
					 : write_png(a, p, im);
}

/* One white pixel, for a picture that cannot be decoded. */
ht_pdfref
ht_pdfimage_blank(ht_pdfobj *p)
{
	const ht_image im = {.w = 1, .h = 1};
	ht_buf b = {0};
	ht_pdfref ref;

	begin(&b, &im, "DeviceGray", 8);
	ref = ht_pdfobj_stream(
		p, ht_buf_str(&b), HT_STR("\xFF"), HT_PRESS_NONE);
	ht_buf_drop(&b);
	return ref;
}

/* --- operators */

static void
add_pts(ht_buf *b, const int64_t *v, size_t n, const char *op)
{
	for (size_t i = 0; i < n; i++) {
		ht_pdffmt_pt(b, v[i]);
		ht_buf_addc(b, ' ');
	}
	ht_buf_adds(b, op);
}

static void
add_stroke(ht_buf *b, const ht_inks *inks, const ht_op *op)
{
	const int64_t line = op->line;

	ht_pdfcolour_add(b, inks, op->colour, true);
	add_pts(b, &line, 1, "w\n");
}

static void
add_circle(ht_buf *b, int64_t cx, int64_t cy, int64_t r, const char *paint)
{
	int64_t k = r * KAPPA / WHOLE;
	const int64_t start[] = {cx + r, cy};
	const int64_t quarter[4][6] = {
		{cx + r, cy + k, cx + k, cy + r, cx, cy + r},
		{cx - k, cy + r, cx - r, cy + k, cx - r, cy},
		{cx - r, cy - k, cx - k, cy - r, cx, cy - r},
		{cx + k, cy - r, cx + r, cy - k, cx + r, cy}};

	add_pts(b, start, 2, "m\n");
	for (int i = 0; i < 4; i++)
		add_pts(b, quarter[i], 6, "c\n");
	ht_buf_adds(b, paint);
}

void
ht_pdfimage_show(ht_buf *b, const ht_inks *inks, ht_len height, const ht_op *op,
	size_t name)
{
	int64_t x = op->x, y = (int64_t)height - op->y - op->h;

	ht_buf_adds(b, "q\n");
	if (op->kind == HT_OP_IMAGE) {
		const int64_t w = op->w, at[] = {op->h, x, y};

		if (op->pressed)
			ht_buf_adds(b, "/" HT_PDFIMAGE_PRESS " gs\n");
		add_pts(b, &w, 1, "0 0 ");
		add_pts(b, at, 3, "cm\n");
		ht_buf_addf(b, "/Im%zu Do\n", name + 1);
	} else if (op->kind == HT_OP_RING) {
		add_stroke(b, inks, op);
		add_circle(b, x + op->w / 2, y + op->h / 2,
			((int64_t)op->w - op->line) / 2, "s\n");
	} else if (op->kind == HT_OP_DISC) {
		ht_pdfcolour_add(b, inks, op->colour, false);
		add_circle(b, x + op->w / 2, y + op->h / 2, op->w / 2, "f\n");
	} else {
		const int64_t box[] = {x + op->line / 2, y + op->line / 2,
			(int64_t)op->w - op->line, (int64_t)op->h - op->line};

		add_stroke(b, inks, op);
		add_pts(b, box, 4, "re S\n");
	}
	ht_buf_adds(b, "Q\n");
}

void
ht_pdfimage_turn(ht_buf *b, ht_len height, const ht_op *op)
{
	const int64_t at[] = {(int64_t)op->x + height, (int64_t)height - op->y};

	ht_buf_adds(b, "q 0 1 -1 0 ");
	add_pts(b, at, 2, "cm\n");
}
