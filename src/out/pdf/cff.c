/* SPDX-License-Identifier: Apache-2.0
 *
 * Reads of a CFF table what a PDF needs to know: whether it is keyed by CIDs,
 * and then the CID of each glyph.  A CIDFontType0C is addressed by CIDs (ISO
 * 32000-1 9.7.4.2), and in fonts as common as Fandol's they are not the glyph
 * numbers.  Clauses are those of Adobe Technical Note 5176.
 */
#include "out/pdf/cff.h"

#include "out/pdf/cffio.h"

#define HEADER_MIN 4
#define PREDEFINED_CHARSETS 3
#define GLYPHS_MAX 65535

typedef struct {
	bool ros;
	int32_t charset, charstrings;
} top_dict;

/* 9: the operators that matter. */
static top_dict
read_top_dict(ht_cffio *r, size_t end)
{
	top_dict d = {0};
	ht_cffentry e;

	while (ht_cffio_entry(r, end, &e)) {
		d.ros |= e.op == HT_CFF_ROS;
		if (e.op == HT_CFF_CHARSET)
			d.charset = e.last[1];
		else if (e.op == HT_CFF_CHARSTRINGS)
			d.charstrings = e.last[1];
	}
	return d;
}

/* 13: format 0 lists the CIDs of glyphs 1...; 1 and 2 list ranges. */
static void
read_charset(ht_cffio *r, uint16_t *cid, uint32_t nglyph)
{
	uint32_t format = ht_cffio_uint(r, 1);
	uint32_t gid = 1;

	if (format > 2)
		r->bad = true;
	while (!r->bad && gid < nglyph) {
		uint32_t first = ht_cffio_uint(r, 2);
		uint32_t left = format == 0 ? 0 : ht_cffio_uint(r, format);

		if (left > GLYPHS_MAX - first)
			r->bad = true;
		for (uint32_t i = 0; i <= left && gid < nglyph; i++)
			cid[gid++] = (uint16_t)(first + i);
	}
}

bool
ht_cff_read(ht_arena *a, ht_str table, ht_cff *out)
{
	ht_cffio r = {.p = (const unsigned char *)table.p, .n = table.n};
	ht_cffindex dicts;
	top_dict top;
	ht_str dict;
	uint16_t *cid;

	*out = (ht_cff){0};
	if (table.n < HEADER_MIN || r.p[0] != 1)
		return false;
	ht_cffio_seek(&r, r.p[2]);
	ht_cffio_seek(&r, ht_cffio_index(&r).end); /* the Name INDEX */
	dicts = ht_cffio_index(&r);
	if (r.bad || !ht_cffio_object(table, &dicts, 0, &dict))
		return false;
	ht_cffio_seek(&r, (size_t)(dict.p - table.p));
	top = read_top_dict(&r, r.at + dict.n);
	if (r.bad || dicts.count != 1 || top.charset < 0 ||
		top.charstrings <= 0)
		return false;
	ht_cffio_seek(&r, (size_t)top.charstrings);
	out->nglyph = ht_cffio_index(&r).count;
	out->cid_keyed = top.ros;
	if (r.bad || out->nglyph == 0)
		return false;
	if (!top.ros)
		return true;
	cid = HT_ARRAY(a, uint16_t, out->nglyph);
	out->cid = cid;
	if (top.charset >= PREDEFINED_CHARSETS) {
		ht_cffio_seek(&r, (size_t)top.charset);
		read_charset(&r, cid, out->nglyph);
		return !r.bad;
	}
	/* A CID-keyed font has none of the predefined charsets; without one
	 * its CIDs are its glyphs. */
	for (uint32_t gid = 0; gid < out->nglyph; gid++)
		cid[gid] = (uint16_t)gid;
	return true;
}
