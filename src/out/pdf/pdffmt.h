/* SPDX-License-Identifier: Apache-2.0
 *
 * Tokens of PDF (ISO 32000-1 7.3), written from integers and without locale.
 */
#ifndef HT_OUT_PDF_PDFFMT_H
#define HT_OUT_PDF_PDFFMT_H

#include "base/str.h"
#include "base/unit.h"

/* value / 10^decimals, without trailing zeros; decimals up to 9. */
void ht_pdffmt_fixed(ht_buf *b, int64_t value, int decimals);
/* A length in points with 5 decimals. */
void ht_pdffmt_pt(ht_buf *b, int64_t len);
/* UTF-8 as hexadecimal digits of UTF-16BE, without mark and brackets. */
void ht_pdffmt_utf16(ht_buf *b, ht_str s);
/* A text string (7.9.2.2): <FEFF...>. */
void ht_pdffmt_text(ht_buf *b, ht_str s);
/* Four hexadecimal digits. */
void ht_pdffmt_hex4(ht_buf *b, unsigned value);
/* UTF-8 as XML character data; what XML 1.0 forbids becomes U+FFFD. */
void ht_pdffmt_xml(ht_buf *b, ht_str s);

#endif
