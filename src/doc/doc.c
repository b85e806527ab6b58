/* SPDX-License-Identifier: Apache-2.0
 *
 * Names of elements, and the document as a dump.
 */
#include "doc/doc.h"

static const char *const elem_name[] = {
	[HT_COPY_NUMBER] = "copy_number",
	[HT_SECRECY] = "secrecy",
	[HT_URGENCY] = "urgency",
	[HT_ISSUER_MARK] = "issuer_mark",
	[HT_MARK_SUFFIX] = "mark_suffix",
	[HT_DOC_NUMBER] = "doc_number",
	[HT_SIGNER] = "signer",
	[HT_SIGNER_NAME] = "signer_name",
	[HT_TITLE] = "title",
	[HT_SUBTITLE] = "subtitle",
	[HT_ADDRESSEE] = "addressee",
	[HT_BODY] = "body",
	[HT_HEAD1] = "head1",
	[HT_HEAD2] = "head2",
	[HT_HEAD3] = "head3",
	[HT_HEAD4] = "head4",
	[HT_CHAPTER] = "chapter",
	[HT_ARTICLE] = "article",
	[HT_TABLE_LABEL] = "table_label",
	[HT_CELL] = "cell",
	[HT_FIGURE] = "figure",
	[HT_ATTACHMENT_NOTE] = "attachment_note",
	[HT_ATTENDANCE] = "attendance",
	[HT_DUTY] = "duty",
	[HT_SIGNATURE] = "signature",
	[HT_DATE] = "date",
	[HT_NOTE] = "note",
	[HT_DISCLOSURE] = "disclosure",
	[HT_ATTACHMENT_LABEL] = "attachment_label",
	[HT_ATTACHMENT_TITLE] = "attachment_title",
	[HT_MAIN_TO] = "main_to",
	[HT_COPY_TO] = "copy_to",
	[HT_PRINT_OFFICE] = "print_office",
	[HT_PRINT_DATE] = "print_date",
	[HT_EXTRA] = "extra",
	[HT_FOOTNOTE] = "footnote",
	[HT_STRAY] = "stray",
	[HT_NOISE] = "noise",
	[HT_SETTING] = "setting",
};

_Static_assert(sizeof elem_name / sizeof *elem_name == HT_ELEM__MAX,
	"a name an element");

const char *
ht_elem_name(ht_elem_kind kind)
{
	return elem_name[kind];
}

bool
ht_elem_lookup(ht_str name, ht_elem_kind *out)
{
	for (int i = 0; i < HT_ELEM__MAX; i++)
		if (ht_str_is(name, elem_name[i])) {
			*out = (ht_elem_kind)i;
			return true;
		}
	return false;
}

static void
dump_pieces(ht_dump *d, const ht_elem *e)
{
	if (e->npiece == 0)
		return;
	ht_buf_adds(d->out, " pieces=");
	for (size_t i = 0; i < e->npiece; i++)
		ht_buf_addf(d->out, i ? ",%u" : "%u", e->piece[i]);
}

static void
dump_elem(ht_dump *d, const ht_source *s, const ht_elem *e)
{
	int emph = 0;

	ht_dump_node(d, elem_name[e->kind]);
	ht_dump_span(d, s, e->span);
	ht_dump_cstr(d, "rule", e->rule);
	ht_dump_int(d, "confidence", e->confidence);
	if (e->inferred)
		ht_dump_cstr(d, "inferred", "true");
	if (e->origin)
		ht_dump_str(d, "written", e->origin->str);
	if (e->part)
		ht_dump_cstr(d, "part", "true");
	if (e->runin_end)
		ht_dump_int(d, "runin", (long)e->runin_end);
	dump_pieces(d, e);
	for (size_t i = 0; i < e->text.nseg; i++)
		emph += e->text.seg[i].marked != 0;
	if (emph)
		ht_dump_int(d, "emphasis", emph);
	for (int i = 0; i < e->nattr; i++)
		ht_dump_cstr(d, e->attr[i].key, e->attr[i].value);
	ht_dump_text(d, e->text.str);
	ht_dump_end(d);
}

/* Writes the dump of stage doc: a node an element, in reading order. */
void
ht_doc_dump(ht_buf *out, const ht_source *s, const ht_doc *doc)
{
	ht_dump d;

	ht_dump_begin(&d, out, "doc");
	ht_dump_node(&d, "doc");
	ht_dump_span(&d, s, (ht_span){0, (uint32_t)s->text.n});
	if (doc->date.year)
		ht_buf_addf(d.out, " date=%d-%02d-%02d", doc->date.year,
			doc->date.month, doc->date.day);
	ht_dump_text(&d, ht_str_from(doc->title));
	ht_dump_end(&d);
	d.depth++;
	for (size_t i = 0; i < doc->nelem; i++)
		dump_elem(&d, s, &doc->elem[i]);
}
