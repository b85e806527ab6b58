/* SPDX-License-Identifier: Apache-2.0
 *
 * The display list as a PDF file: fonts, pages, outline, labels, metadata.
 * Everything in it comes from the list: no clock, no random number, so that
 * the same list gives the same bytes.
 */
#include "out/display.h"

#include "out/pdf/pdfarchive.h"
#include "out/pdf/pdffmt.h"
#include "out/pdf/pdffont.h"
#include "out/pdf/pdfimage.h"
#include "out/pdf/pdfobj.h"
#include "out/pdf/pdfpage.h"
#include "out/pdf/pdftag.h"

#define PRODUCER "hongtou"

typedef struct {
	ht_ctx *ctx;
	const ht_display *d;
	ht_pdfobj *obj;
	ht_pdffonts fonts;
	ht_pdftag *tags;
	ht_pdfref *page, resources;
	ht_archive archive;
} doc;

/* An outline entry's place in the tree: indices from 1, 0 for none. */
typedef struct {
	size_t parent, first, last, prev, next;
	int open; /* entries below it, all levels */
	ht_pdfref ref;
} node;

/* A picture whose pixels are damaged is not shown. */
static void
write_images(doc *x, ht_buf *b)
{
	if (x->fonts.nimage == 0)
		return;
	ht_buf_adds(b, "/XObject<<");
	for (size_t i = 0; i < x->fonts.nimage; i++) {
		const ht_image *im = x->fonts.image[i];
		ht_pdfref ref = ht_pdfimage_write(x->ctx->arena, x->obj, im);

		if (!ref) {
			ht_diag_add(x->ctx, HT_MSG_IMAGE_DAMAGED, (ht_span){0},
				im->path ? im->path : "", NULL);
			ref = ht_pdfimage_blank(x->obj);
		}
		ht_buf_addf(b, "/Im%zu %u 0 R", i + 1, (unsigned)ref);
	}
	/* 7.3.5.1: a seal on signature and date leaves them legible, whatever
	 * is behind its picture (ISO 32000-1 11.3.5). */
	ht_buf_adds(
		b, ">>/ExtGState<</" HT_PDFIMAGE_PRESS "<</BM/Multiply>>>>");
}

static ht_err
write_fonts(doc *x)
{
	ht_buf b = {0};
	ht_err err = HT_OK;

	ht_buf_adds(&b, "/Font<<");
	for (size_t i = 0; i < x->fonts.n && err == HT_OK; i++) {
		ht_pdffont *f = x->fonts.font[i];

		if (ht_pdffont_layers(f) > 0)
			err = ht_pdffont_write(x->ctx, f, x->obj, (int)i);
		for (int k = 0; err == HT_OK && k < ht_pdffont_layers(f); k++) {
			ht_pdfpage_font_name(&b, i, k);
			ht_buf_addf(&b, " %u 0 R", ht_pdffont_ref(f, k));
		}
	}
	ht_buf_adds(&b, ">>");
	write_images(x, &b);
	x->resources = ht_pdfobj_dict(x->obj);
	ht_pdfobj_body(x->obj, x->resources, ht_buf_str(&b));
	ht_buf_drop(&b);
	return err;
}

static void
write_page(doc *x, size_t i)
{
	ht_display_page page = ht_display_at(x->d, i);
	ht_pdfref ref = ht_pdfobj_page(x->obj, x->resources);
	ht_buf b = {0};
	int parents = ht_pdftag_page(x->tags, ref, &b);

	x->page[i] = ref;
	ht_pdfpage_write(&b, &x->fonts, &x->d->inks, x->tags, &page);
	ht_pdftag_page_end(x->tags);
	ht_pdfobj_content(x->obj, ref, ht_buf_str(&b));
	b.n = 0;
	ht_buf_adds(&b, "/MediaBox[0 0 ");
	ht_pdffmt_pt(&b, page.w);
	ht_buf_addc(&b, ' ');
	ht_pdffmt_pt(&b, page.h);
	ht_buf_addf(&b, "]/StructParents %d/Tabs/S", parents);
	ht_pdfobj_body(x->obj, ref, ht_buf_str(&b));
	ht_buf_drop(&b);
}

/* Links entries by level: the parent is the last one of a lower level.  Node 0
 * is the root. */
static void
link_outline(const ht_display *d, node *n)
{
	for (size_t i = 1; i <= d->noutline; i++) {
		size_t up = i - 1;

		while (up != 0 &&
			d->outline[up - 1].level >= d->outline[i - 1].level)
			up = n[up].parent;
		n[i].parent = up;
		n[i].prev = n[up].last;
		if (n[up].last != 0)
			n[n[up].last].next = i;
		else
			n[up].first = i;
		n[up].last = i;
	}
	for (size_t i = d->noutline; i > 0; i--)
		n[n[i].parent].open += n[i].open + 1;
}

static void
add_link(ht_buf *b, const char *key, const node *n, size_t to)
{
	if (to != 0)
		ht_buf_addf(b, "/%s %u 0 R", key, n[to].ref);
}

static void
add_children(ht_buf *b, const node *n, size_t i)
{
	if (n[i].first == 0)
		return;
	add_link(b, "First", n, n[i].first);
	add_link(b, "Last", n, n[i].last);
	ht_buf_addf(b, "/Count %d", n[i].open);
}

static void
write_entry(const doc *x, ht_buf *b, const node *n, size_t i)
{
	const ht_outline *o = &x->d->outline[i - 1];
	size_t page = o->page >= 0 && (size_t)o->page < x->d->npage
			      ? (size_t)o->page
			      : 0;

	b->n = 0;
	ht_buf_adds(b, "/Title");
	ht_pdffmt_text(b, o->title);
	ht_buf_addf(b, "/Parent %u 0 R", n[n[i].parent].ref);
	add_link(b, "Prev", n, n[i].prev);
	add_link(b, "Next", n, n[i].next);
	add_children(b, n, i);
	ht_buf_addf(b, "/Dest[%u 0 R/XYZ null ", x->page[page]);
	ht_pdffmt_pt(b, (int64_t)x->d->page[page].h - o->y);
	ht_buf_adds(b, " null]");
	ht_pdfobj_body(x->obj, n[i].ref, ht_buf_str(b));
}

/* 12.3.3; 0 when there is no entry. */
static ht_pdfref
write_outline(const doc *x)
{
	node *n = HT_ARRAY(x->ctx->arena, node, x->d->noutline + 1);
	ht_buf b = {0};

	if (x->d->noutline == 0 || x->d->npage == 0)
		return 0;
	link_outline(x->d, n);
	for (size_t i = 0; i <= x->d->noutline; i++)
		n[i].ref = ht_pdfobj_dict(x->obj);
	for (size_t i = 1; i <= x->d->noutline; i++)
		write_entry(x, &b, n, i);
	b.n = 0;
	ht_buf_adds(&b, "/Type/Outlines");
	add_children(&b, n, 0);
	ht_pdfobj_body(x->obj, n[0].ref, ht_buf_str(&b));
	ht_buf_drop(&b);
	return n[0].ref;
}

/* 12.4.2: a range wherever the printed number is not one more; a page without
 * a number has an empty label. */
static void
add_labels(const ht_display *d, ht_buf *b)
{
	int last = 0;

	ht_buf_adds(b, "/PageLabels<</Nums[");
	for (size_t i = 0; i < d->npage; i++) {
		int number = d->page[i].number;

		if (i > 0 && number == (last > 0 ? last + 1 : last))
			;
		else if (number > 0)
			ht_buf_addf(b, "%zu<</S/D/St %d>>", i, number);
		else
			ht_buf_addf(b, "%zu<<>>", i);
		last = number;
	}
	ht_buf_adds(b, "]>>");
}

static void
add_property(ht_buf *b, const char *open, ht_str value, const char *close)
{
	if (value.n == 0)
		return;
	ht_buf_adds(b, open);
	ht_pdffmt_xml(b, value);
	ht_buf_adds(b, close);
}

/* 14.3.2, XMP: the same as the information dictionary. */
static ht_pdfref
write_metadata(const doc *x)
{
	const ht_display *d = x->d;
	ht_pdfref ref;
	ht_buf b = {0};

	ht_buf_adds(&b, "<?xpacket begin=\"\xEF\xBB\xBF\" "
			"id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
			"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
			"<rdf:RDF xmlns:rdf="
			"\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
			"<rdf:Description rdf:about=\"\"\n"
			" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
			" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
			" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
			"<dc:format>application/pdf</dc:format>\n"
			"<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag>"
			"</dc:language>\n");
	add_property(&b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">",
		d->title, "</rdf:li></rdf:Alt></dc:title>\n");
	add_property(&b, "<dc:creator><rdf:Seq><rdf:li>", d->author,
		"</rdf:li></rdf:Seq></dc:creator>\n");
	add_property(&b,
		"<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">",
		d->subject, "</rdf:li></rdf:Alt></dc:description>\n");
	ht_buf_adds(&b, "<pdf:Producer>" PRODUCER "</pdf:Producer>\n");
	if (d->year != 0)
		ht_buf_addf(&b,
			"<xmp:CreateDate>%04d-%02d-%02d</xmp:CreateDate>\n"
			"<xmp:ModifyDate>%04d-%02d-%02d</xmp:ModifyDate>\n",
			d->year, d->month, d->day, d->year, d->month, d->day);
	ht_buf_adds(&b, "</rdf:Description>\n");
	ht_pdfarchive_claim(x->archive, &b);
	ht_buf_adds(&b, "</rdf:RDF>\n</x:xmpmeta>\n"
			"<?xpacket end=\"r\"?>\n");
	ref = ht_pdfobj_stream(x->obj, HT_STR("/Type/Metadata/Subtype/XML"),
		ht_buf_str(&b), HT_PRESS_NONE);
	ht_buf_drop(&b);
	return ref;
}

static void
add_entry(ht_buf *b, const char *key, ht_str value)
{
	if (value.n == 0)
		return;
	ht_buf_adds(b, key);
	ht_pdffmt_text(b, value);
}

/* 14.3.3 */
static void
write_info(const doc *x)
{
	const ht_display *d = x->d;
	ht_buf b = {0};

	ht_buf_adds(&b, "/Producer(" PRODUCER ")");
	add_entry(&b, "/Title", d->title);
	add_entry(&b, "/Author", d->author);
	add_entry(&b, "/Subject", d->subject);
	if (d->year != 0)
		ht_buf_addf(&b,
			"/CreationDate(D:%04d%02d%02d)/ModDate(D:%04d%02d%02d)",
			d->year, d->month, d->day, d->year, d->month, d->day);
	ht_pdfobj_info(x->obj, ht_buf_str(&b));
	ht_buf_drop(&b);
}

static void
write_catalog(const doc *x)
{
	ht_pdfref outline = write_outline(x);
	ht_buf b = {0};

	ht_buf_adds(&b, "/Lang(zh-CN)"
			"/ViewerPreferences<</DisplayDocTitle true>>");
	ht_buf_addf(&b,
		"/Metadata %u 0 R/MarkInfo<</Marked true>>"
		"/StructTreeRoot %u 0 R",
		write_metadata(x), ht_pdftag_write(x->tags));
	ht_pdfarchive_intent(x->obj, x->archive, &b);
	add_labels(x->d, &b);
	if (outline != 0)
		ht_buf_addf(&b, "/Outlines %u 0 R", outline);
	ht_pdfobj_catalog(x->obj, ht_buf_str(&b));
	ht_buf_drop(&b);
}

/* Colours of inks have no meaning by a profile of a screen's (ISO 19005-2
 * 6.2.4.3); grey has. */
static bool
has_inks(const doc *x)
{
	for (size_t i = 0; i < x->fonts.nimage && !x->d->inks.cmyk; i++) {
		const ht_image *im = x->fonts.image[i];

		if (!ht_pdfimage_has_inks(im))
			continue;
		ht_diag_add(x->ctx, HT_MSG_PDF_ARCHIVE, (ht_span){0},
			im->path ? im->path : "", NULL);
		return true;
	}
	return x->d->inks.cmyk;
}

static ht_archive
archive_level(const doc *x)
{
	if (has_inks(x))
		return HT_ARCHIVE_NONE;
	for (size_t i = 0; i < x->fonts.n; i++) {
		if (!ht_pdffont_is_readable(x->fonts.font[i]))
			return HT_ARCHIVE_B;
	}
	return HT_ARCHIVE_U;
}

static ht_err
write_all(doc *x, ht_buf *out)
{
	const ht_display *d = x->d;

	for (size_t i = 0; i < d->npage; i++) {
		ht_display_page page = ht_display_at(d, i);

		ht_pdfpage_collect(&x->fonts, &page);
	}
	x->archive = archive_level(x);
	HT_TRY(write_fonts(x));
	x->tags = ht_pdftag_new(x->ctx->arena, x->obj);
	x->page = HT_ARRAY(x->ctx->arena, ht_pdfref, d->npage);
	for (size_t i = 0; i < d->npage; i++)
		write_page(x, i);
	write_info(x);
	write_catalog(x);
	return ht_pdfobj_save(x->ctx, x->obj, out);
}

/* Appends the file to out; on an error out is as long as before. */
ht_err
ht_pdf_write(ht_ctx *ctx, const ht_display *d, ht_buf *out)
{
	doc x = {.ctx = ctx, .d = d, .fonts = {.arena = ctx->arena}};
	ht_err err;

	x.obj = ht_pdfobj_new(ctx->arena, d->small);
	if (x.obj == NULL)
		return ht_fail(ctx, HT_EINTERNAL, HT_MSG_PDF_BACKEND, NULL, 0,
			"libharu", NULL);
	err = write_all(&x, out);
	ht_pdfobj_drop(x.obj);
	return err;
}
