/* SPDX-License-Identifier: Apache-2.0
 *
 * Font descriptors (ISO 32000-1 9.8) and names of subsets.
 */
#include "out/pdf/pdfdesc.h"

#include <hb-ot.h>
#include <hb.h>

#define EM 1000 /* glyph space units of a PDF font */
#define NAME_MAX 64 /* annex C: names have up to 127 bytes */
#define TAG_LETTERS 6
#define LETTERS 26
/* OpenType 1.9 head: offset of xMin, yMin, xMax, yMax; bytes up to them. */
#define HEAD_BOX 36
#define HEAD_BYTES_MIN 44
/* 9.8.1: there is no weight class to derive StemV from in a subset; readers use
 * it only to replace a font that is not embedded. */
#define STEM_V 80
#define FLAG_SYMBOLIC 4

const char *
ht_pdfdesc_name(ht_arena *a, const ht_font *f, int serial)
{
	char name[NAME_MAX], plain[NAME_MAX], tag[TAG_LETTERS + 1] = "AAAAAA";
	unsigned size = sizeof name;
	size_t n = 0;

	hb_ot_name_get_utf8(ht_font_hb_face(f), HB_OT_NAME_ID_POSTSCRIPT_NAME,
		HB_LANGUAGE_INVALID, &size, name);
	for (unsigned i = 0; i < size && name[i] != '\0'; i++) {
		char c = name[i];

		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
			(c >= 'a' && c <= 'z') || c == '-')
			plain[n++] = c;
	}
	for (int i = TAG_LETTERS - 1; serial > 0 && i >= 0; i--) {
		tag[i] = (char)('A' + serial % LETTERS);
		serial /= LETTERS;
	}
	return ht_fmt(
		a, "%s+%.*s", tag, n > 0 ? (int)n : 4, n > 0 ? plain : "Font");
}

/* Font units to 1/1000 em. */
static int
scale(const ht_font *f, int units)
{
	return (int)((int64_t)units * EM / ht_font_upem(f));
}

static int
read_i16(ht_str s, size_t at)
{
	return (int16_t)((uint16_t)((unsigned char)s.p[at] << 8) |
			 (unsigned char)s.p[at + 1]);
}

static void
add_box(const ht_font *f, ht_buf *b)
{
	hb_blob_t *blob = hb_face_reference_table(
		ht_font_hb_face(f), HB_TAG('h', 'e', 'a', 'd'));
	unsigned n;
	const char *p = hb_blob_get_data(blob, &n);
	ht_str head = {p, n};

	ht_buf_adds(b, "/FontBBox[");
	for (size_t i = 0; i < 4; i++) {
		int edge = head.n < HEAD_BYTES_MIN
				   ? 0
				   : read_i16(head, HEAD_BOX + 2 * i);

		ht_buf_addf(b, "%s%d", i > 0 ? " " : "", scale(f, edge));
	}
	ht_buf_addc(b, ']');
	hb_blob_destroy(blob);
}

ht_pdfref
ht_pdfdesc_write(const ht_font *f, ht_pdfobj *p, const char *name,
	const char *file, ht_pdfref stream)
{
	ht_pdfref ref = ht_pdfobj_dict(p);
	int top = scale(f, ht_font_em_top(f));
	ht_buf b = {0};

	ht_buf_addf(&b, "/Type/FontDescriptor/FontName/%s/Flags %d", name,
		FLAG_SYMBOLIC);
	add_box(f, &b);
	ht_buf_addf(&b,
		"/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV %d"
		"/%s %u 0 R",
		top, top - EM, top, STEM_V, file, stream);
	ht_pdfobj_body(p, ref, ht_buf_str(&b));
	ht_buf_drop(&b);
	return ref;
}
