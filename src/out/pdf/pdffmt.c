/* SPDX-License-Identifier: Apache-2.0
 *
 * Tokens of PDF.  libharu's reals are floats of five decimals that clamp at
 * 32767; numbers are therefore written here, from integers.
 */
#include "out/pdf/pdffmt.h"

#include "base/utf8.h"

#define PT_DECIMALS 5
#define PT_SCALE 100000 /* 10^PT_DECIMALS */
#define BMP_END 0x10000

static const char hex[] = "0123456789ABCDEF";

void
ht_pdffmt_fixed(ht_buf *b, int64_t value, int decimals)
{
	uint64_t v = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	char digit[24]; /* least first; 2^64 has 20 */
	char text[sizeof digit + 2]; /* a sign and a point more */
	size_t size = 0;
	int n = 0, low = 0;

	while (v != 0 || n <= decimals) {
		digit[n++] = (char)('0' + v % 10);
		v /= 10;
	}
	while (low < decimals && digit[low] == '0')
		low++;
	if (value < 0)
		text[size++] = '-';
	for (int i = n - 1; i >= low; i--) {
		if (i == decimals - 1)
			text[size++] = '.';
		text[size++] = digit[i];
	}
	ht_buf_add(b, text, size);
}

void
ht_pdffmt_pt(ht_buf *b, int64_t len)
{
	int64_t n = len * PT_SCALE;
	int64_t half = n < 0 ? -HT_EMU_PT / 2 : HT_EMU_PT / 2;

	ht_pdffmt_fixed(b, (n + half) / HT_EMU_PT, PT_DECIMALS);
}

void
ht_pdffmt_hex4(ht_buf *b, unsigned value)
{
	const char digit[] = {hex[value >> 12 & 0xF], hex[value >> 8 & 0xF],
		hex[value >> 4 & 0xF], hex[value & 0xF]};

	ht_buf_add(b, digit, sizeof digit);
}

void
ht_pdffmt_utf16(ht_buf *b, ht_str s)
{
	for (size_t i = 0; i < s.n;) {
		uint32_t cp = ht_utf8_next(s, &i);

		if (cp >= BMP_END) {
			cp -= BMP_END;
			ht_pdffmt_hex4(b, 0xD800 + (cp >> 10));
			cp = 0xDC00 + (cp & 0x3FF);
		}
		ht_pdffmt_hex4(b, cp);
	}
}

void
ht_pdffmt_text(ht_buf *b, ht_str s)
{
	ht_buf_adds(b, "<FEFF");
	ht_pdffmt_utf16(b, s);
	ht_buf_addc(b, '>');
}

static bool
xml_allows(uint32_t cp)
{
	return cp >= ' ' ? cp != 0xFFFE && cp != 0xFFFF
			 : cp == '\t' || cp == '\n' || cp == '\r';
}

void
ht_pdffmt_xml(ht_buf *b, ht_str s)
{
	for (size_t i = 0; i < s.n;) {
		uint32_t cp = ht_utf8_next(s, &i);

		if (cp == '&')
			ht_buf_adds(b, "&amp;");
		else if (cp == '<')
			ht_buf_adds(b, "&lt;");
		else if (cp == '>')
			ht_buf_adds(b, "&gt;");
		else
			ht_buf_addcp(b, xml_allows(cp) ? cp : HT_REPLACEMENT);
	}
}
