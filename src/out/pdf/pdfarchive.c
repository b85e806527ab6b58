/* SPDX-License-Identifier: Apache-2.0 */
#include "out/pdf/pdfarchive.h"

static const char srgb[] = {
#include "out/pdf/srgb.inc"
};

void
ht_pdfarchive_intent(ht_pdfobj *p, ht_archive level, ht_buf *catalog)
{
	ht_str profile = {srgb, sizeof srgb - 1};

	if (level == HT_ARCHIVE_NONE)
		return;
	ht_buf_addf(catalog,
		"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
		"/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
		"/DestOutputProfile %u 0 R>>]",
		(unsigned)ht_pdfobj_stream(
			p, HT_STR("/N 3"), profile, HT_PRESS));
}

void
ht_pdfarchive_claim(ht_archive level, ht_buf *xmp)
{
	if (level == HT_ARCHIVE_NONE)
		return;
	ht_buf_addf(xmp,
		"<rdf:Description rdf:about=\"\""
		" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
		"<pdfaid:part>2</pdfaid:part>\n"
		"<pdfaid:conformance>%c</pdfaid:conformance>\n"
		"</rdf:Description>\n",
		level == HT_ARCHIVE_U ? 'U' : 'B');
}
