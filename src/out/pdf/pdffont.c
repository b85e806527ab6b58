/* SPDX-License-Identifier: Apache-2.0
 *
 * Fonts of a PDF: composite fonts with Identity-H (ISO 32000-1 9.7).  A subset
 * is put together of copied glyphs, codes in order of first use (cffwrite.h,
 * glyfwrite.h); what these do not know hb-subset does.  There a code in a
 * string is the new glyph number for TrueType and for a name-keyed CFF, and the
 * CID of the glyph's charset for a CID-keyed CFF.  Tried and rejected: keeping
 * glyph numbers (four times the size), ActualText for second texts (not every
 * reader heeds it).
 */
#include "out/pdf/pdffont.h"

#include <hb.h>

#include "out/pdf/cff.h"
#include "out/pdf/cffwrite.h"
#include "out/pdf/glyfwrite.h"
#include "out/pdf/pdfdesc.h"
#include "out/pdf/pdfmap.h"
#include "out/pdf/pdfpath.h"
#include "out/pdf/pdfsubset.h"

#define EM 1000 /* glyph space units of a PDF font */
#define SLOT_BITS 8 /* at first */
#define SLOT_FACTOR UINT32_C(2654435769) /* 2^32 by the golden ratio */

/* A glyph in use.  A font has tens of thousands, a document some hundreds of
 * them: a table of all would have to be cleared for each document. */
typedef struct {
	uint32_t gid;
	uint32_t first; /* its first use, from 1; 0: the slot is free */
	uint16_t code;
	int width; /* 1/1000 em */
} slot;

struct ht_pdffont {
	ht_arena *arena;
	const ht_font *font;
	hb_face_t *face;
	uint32_t nglyph;
	ht_pdfuse *use; /* every glyph and text, in order of first use */
	size_t nuse, capuse;
	ht_pdfuse *sorted; /* the same by code, once the codes are known */
	slot *slot; /* of the glyphs in use, hashed; never full */
	unsigned bits; /* there are 2^bits */
	size_t nslot; /* in use */
	int layers;
	ht_pdfref *ref; /* of each layer's Type 0 font */
	const char *name; /* with its subset tag */
};

ht_pdffont *
ht_pdffont_new(ht_arena *a, const ht_font *font)
{
	ht_pdffont *f = HT_NEW(a, ht_pdffont);

	f->arena = a;
	f->font = font;
	f->face = ht_font_hb_face(font);
	f->nglyph = hb_face_get_glyph_count(f->face);
	f->bits = SLOT_BITS;
	f->slot = HT_ARRAY(a, slot, (size_t)1 << f->bits);
	return f;
}

/* The glyph's slot, or the free one where it belongs. */
static slot *
find_slot(const ht_pdffont *f, uint32_t gid)
{
	size_t i = gid * SLOT_FACTOR >> (32 - f->bits);

	while (f->slot[i].first != 0 && f->slot[i].gid != gid)
		i = (i + 1) & (((size_t)1 << f->bits) - 1);
	return &f->slot[i];
}

/* Twice as many slots, when three in four are in use. */
static void
grow_slots(ht_pdffont *f)
{
	slot *old = f->slot;
	size_t n = (size_t)1 << f->bits;

	if (f->nslot < n / 4 * 3)
		return;
	f->bits++;
	f->slot = HT_ARRAY(f->arena, slot, 2 * n);
	for (size_t i = 0; i < n; i++)
		if (old[i].first != 0)
			*find_slot(f, old[i].gid) = old[i];
}

static const ht_pdfuse *
find_use(const ht_pdffont *f, uint32_t gid, ht_str text)
{
	uint32_t i = find_slot(f, gid)->first;

	while (i != 0 && !ht_str_eq(f->use[i - 1].text, text))
		i = f->use[i - 1].next;
	return i != 0 ? &f->use[i - 1] : NULL;
}

int
ht_pdffont_layer(const ht_pdffont *f, uint32_t gid, ht_str text)
{
	const ht_pdfuse *u = find_use(f, gid, text);

	return u != NULL ? u->layer : -1;
}

int
ht_pdffont_use(ht_pdffont *f, uint32_t gid, ht_str text)
{
	const ht_pdfuse *known = find_use(f, gid, text);
	uint32_t *link;
	slot *glyph;
	int layer = 0;

	if (known != NULL)
		return known->layer;
	if (gid >= f->nglyph)
		return -1;
	HT_ROOM(f->arena, f->use, f->nuse, f->capuse);
	grow_slots(f);
	glyph = find_slot(f, gid);
	link = &glyph->first;
	while (*link != 0) {
		link = &f->use[*link - 1].next;
		layer++;
	}
	if (layer == HT_PDFFONT_LAYERS)
		return -1;
	f->use[f->nuse] = (ht_pdfuse){.gid = gid, .layer = layer, .text = text};
	f->nuse++;
	if (glyph->first == 0) {
		f->nslot++;
		glyph->gid = gid;
		glyph->width = ht_pdffont_width(f, gid);
	}
	*link = (uint32_t)f->nuse;
	if (f->layers <= layer)
		f->layers = layer + 1;
	return layer;
}

int
ht_pdffont_layers(const ht_pdffont *f)
{
	return f->layers;
}

bool
ht_pdffont_is_readable(const ht_pdffont *f)
{
	for (size_t i = 0; i < f->nuse; i++)
		if (f->use[i].text.n == 0)
			return false;
	return true;
}

static ht_str
blob_str(hb_blob_t *b)
{
	unsigned n;
	const char *p = hb_blob_get_data(b, &n);

	return (ht_str){p, n};
}

/* From new glyph numbers to the CIDs of the subset's charset. */
static bool
map_cids(ht_pdffont *f, ht_str table)
{
	ht_cff cff;

	if (!ht_cff_read(f->arena, table, &cff))
		return false;
	if (!cff.cid_keyed)
		return true;
	for (size_t i = 0; i < f->nuse; i++) {
		slot *glyph = find_slot(f, f->use[i].gid);

		/* A glyph of several uses is mapped at the first of them. */
		if (glyph->first != i + 1)
			continue;
		if (glyph->code >= cff.nglyph)
			return false;
		glyph->code = cff.cid[glyph->code];
	}
	return true;
}

int
ht_pdffont_width(const ht_pdffont *f, uint32_t gid)
{
	int upem = ht_font_upem(f->font);

	return (int)(((int64_t)ht_font_advance(f->font, gid) * EM + upem / 2) /
		     upem);
}

static void
sort_uses(ht_pdffont *f)
{
	f->sorted = HT_ARRAY(f->arena, ht_pdfuse, f->nuse);
	for (size_t i = 0; i < f->nuse; i++) {
		f->sorted[i] = f->use[i];
		f->sorted[i].code =
			ht_pdffont_code(f, f->use[i].gid, &f->sorted[i].width);
	}
	ht_pdfmap_sort(f->sorted, f->nuse);
}

/* 9.7.4: the CIDFont that the layers share. */
static ht_pdfref
write_cidfont(const ht_pdffont *f, ht_pdfobj *p, bool cff, ht_pdfref descriptor)
{
	ht_pdfref ref = ht_pdfobj_dict(p);
	ht_buf b = {0};

	ht_buf_addf(&b,
		"/Type/Font/Subtype/%s/BaseFont/%s/CIDSystemInfo"
		"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
		"/FontDescriptor %u 0 R/DW %d%s",
		cff ? "CIDFontType0" : "CIDFontType2", f->name, descriptor, EM,
		cff ? "" : "/CIDToGIDMap/Identity");
	ht_pdfmap_widths(&b, f->sorted, f->nuse, EM);
	ht_pdfobj_body(p, ref, ht_buf_str(&b));
	ht_buf_drop(&b);
	return ref;
}

/* 9.7.6: a Type 0 font with the ToUnicode map of one layer. */
static ht_pdfref
write_layer(const ht_pdffont *f, ht_pdfobj *p, ht_pdfref cidfont, int layer)
{
	ht_pdfref ref = ht_pdfobj_dict(p), map;
	ht_buf b = {0};

	ht_pdfmap_unicode(&b, f->sorted, f->nuse, layer);
	map = ht_pdfobj_stream(p, HT_STR(""), ht_buf_str(&b), HT_PRESS);
	b.n = 0;
	ht_buf_addf(&b,
		"/Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H"
		"/DescendantFonts[%u 0 R]/ToUnicode %u 0 R",
		f->name, cidfont, map);
	ht_pdfobj_body(p, ref, ht_buf_str(&b));
	ht_buf_drop(&b);
	return ref;
}

/* 9.9: a TrueType font file. */
static ht_pdfref
add_sfnt(const ht_pdffont *f, ht_pdfobj *p, ht_str bytes)
{
	return ht_pdfobj_stream(p,
		ht_str_from(ht_fmt(f->arena, "/Length1 %zu", bytes.n)), bytes,
		HT_PRESS);
}

/* 9.9: the font file, bare for CFF, an sfnt for TrueType. */
static ht_pdfref
write_file(ht_pdffont *f, ht_pdfobj *p, hb_face_t *sub, bool *cff)
{
	hb_blob_t *blob =
		hb_face_reference_table(sub, HB_TAG('C', 'F', 'F', ' '));
	ht_pdfref ref = 0;
	ht_str bytes = blob_str(blob);

	*cff = bytes.n > 0;
	if (*cff && map_cids(f, bytes))
		ref = ht_pdfobj_stream(
			p, HT_STR("/Subtype/CIDFontType0C"), bytes, HT_PRESS);
	hb_blob_destroy(blob);
	if (*cff)
		return ref;
	blob = hb_face_reference_blob(sub);
	bytes = blob_str(blob);
	if (bytes.n > 0)
		ref = add_sfnt(f, p, bytes);
	hb_blob_destroy(blob);
	return ref;
}

/* Numbers n glyphs anew, all but glyph 0, by their texts: what looks alike then
 * stands together, and a ToUnicode map counts up. */
static void
sort_glyphs(ht_pdffont *f, uint32_t *gid, size_t n)
{
	const ht_pdfuse **use = HT_ARRAY(f->arena, const ht_pdfuse *, n);

	for (size_t i = 1; i < n; i++)
		use[i] = &f->use[find_slot(f, gid[i])->first - 1];
	ht_pdfmap_sort_texts(use + 1, n - 1);
	for (size_t i = 1; i < n; i++) {
		gid[i] = use[i]->gid;
		find_slot(f, gid[i])->code = (uint16_t)i;
	}
}

/* Codes, of a small file by text, else in order of first use; the glyphs in
 * it, glyph 0 first. */
static const uint32_t *
number_glyphs(ht_pdffont *f, bool small, size_t *n)
{
	uint32_t *gid = HT_ARRAY(f->arena, uint32_t, f->nuse + 1);

	*n = 1;
	for (size_t i = 0; i < f->nuse; i++) {
		slot *glyph = find_slot(f, f->use[i].gid);

		if (glyph->gid == 0 || glyph->first != i + 1)
			continue;
		glyph->code = (uint16_t)*n;
		gid[(*n)++] = glyph->gid;
	}
	if (small)
		sort_glyphs(f, gid, *n);
	return gid;
}

/* A CFF font; 0 when it is none, or none that can be copied by glyphs. */
static ht_pdfref
write_cff(ht_pdffont *f, ht_pdfobj *p)
{
	const ht_cffstore *s = ht_cffstore_of(f->font);
	ht_cffsubset sub = {.store = s, .name = f->name};
	ht_str bytes;
	ht_pdfref ref = 0;

	if (s == NULL)
		return 0;
	sub.gid = number_glyphs(f, ht_pdfobj_small(p), &sub.n);
	if (ht_pdfobj_small(p)) {
		ht_buf b = {0};

		sub.pack = true;
		if (ht_cffwrite(f->arena, &sub, &b))
			ref = ht_pdfobj_stream(p,
				HT_STR("/Subtype/CIDFontType0C"),
				ht_buf_str(&b), HT_PRESS);
		ht_buf_drop(&b);
		return ref;
	}
	bytes = ht_cffpress(f->arena, &sub);
	if (bytes.n > 0)
		ref = ht_pdfobj_stream(p, HT_STR("/Subtype/CIDFontType0C"),
			bytes, HT_PRESS_DONE);
	return ref;
}

/* The same for a TrueType font. */
static ht_pdfref
write_glyf(ht_pdffont *f, ht_pdfobj *p)
{
	size_t n;
	const uint32_t *gid = number_glyphs(f, ht_pdfobj_small(p), &n);
	ht_pdfref ref = 0;
	ht_buf b = {0};

	if (ht_glyfwrite(f->arena, f->face, gid, n, &b))
		ref = add_sfnt(f, p, ht_buf_str(&b));
	ht_buf_drop(&b);
	return ref;
}

/* The way of fonts that neither ht_cffwrite() nor ht_glyfwrite() knows. */
static ht_pdfref
write_subset(ht_pdffont *f, ht_pdfobj *p, bool *cff)
{
	size_t n;
	const uint32_t *gid = number_glyphs(f, ht_pdfobj_small(p), &n);
	uint16_t *number = HT_ARRAY(f->arena, uint16_t, n);
	hb_face_t *sub = ht_pdfsubset(f->face, gid, n, number);
	ht_pdfref ref;

	for (size_t i = 0; i < n; i++) {
		slot *glyph = find_slot(f, gid[i]);

		if (glyph->first != 0)
			glyph->code = number[i];
	}
	ref = sub != NULL ? write_file(f, p, sub, cff) : 0;
	hb_face_destroy(sub);
	return ref;
}

ht_err
ht_pdffont_write(ht_ctx *ctx, ht_pdffont *f, ht_pdfobj *p, int serial)
{
	ht_pdfref file, font;
	bool cff;

	f->name = ht_pdfdesc_name(f->arena, f->font, serial);
	file = write_cff(f, p);
	cff = file != 0;
	if (file == 0)
		file = write_glyf(f, p);
	if (file == 0)
		file = write_subset(f, p, &cff);
	if (file == 0)
		return ht_fail(ctx, HT_EINTERNAL, HT_MSG_PDF_FONT, NULL, 0,
			ht_font_path(f->font), NULL);
	sort_uses(f);
	font = ht_pdfdesc_write(
		f->font, p, f->name, cff ? "FontFile3" : "FontFile2", file);
	font = write_cidfont(f, p, cff, font);
	f->ref = HT_ARRAY(f->arena, ht_pdfref, (size_t)f->layers);
	for (int i = 0; i < f->layers; i++)
		f->ref[i] = write_layer(f, p, font, i);
	return HT_OK;
}

bool
ht_pdffont_outline(const ht_pdffont *f, uint32_t gid, ht_buf *out)
{
	return ht_pdfpath_glyph(f->font, gid, out);
}

int
ht_pdffont_upem(const ht_pdffont *f)
{
	return ht_font_upem(f->font);
}

ht_pdfref
ht_pdffont_ref(const ht_pdffont *f, int layer)
{
	return f->ref[layer];
}

unsigned
ht_pdffont_code(const ht_pdffont *f, uint32_t gid, int *width)
{
	const slot *glyph = find_slot(f, gid);

	*width = glyph->width;
	return glyph->code;
}
