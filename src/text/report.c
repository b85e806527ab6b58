/* SPDX-License-Identifier: Apache-2.0
 *
 * Diagnostics with a bound on their number.
 */
#include "text/report.h"

#include "base/utf8.h"

#define REPORT_MAX 100
#define EXCERPT_CHARS 40

const char *
ht_excerpt(ht_arena *a, ht_str text)
{
	static const char more[] = "\xE2\x80\xA6"; /* U+2026 */
	size_t i = 0, n = 0;
	char *out;

	text = ht_str_trim(text);
	for (int count = 0; i < text.n && count < EXCERPT_CHARS; count++)
		ht_utf8_next(text, &i);
	out = ht_arena_alloc(a, i + sizeof more);
	for (; n < i; n++)
		out[n] = (unsigned char)text.p[n] < 0x20 ? ' ' : text.p[n];
	for (size_t k = 0; i < text.n && more[k]; k++)
		out[n++] = more[k];
	return out;
}

bool
ht_report_lists(const ht_report *r)
{
	return r->n < REPORT_MAX;
}

void
ht_report_add(ht_report *r, ht_span span, const char *a, const char *b)
{
	r->n++;
	if (r->n <= REPORT_MAX) {
		ht_diag_add(r->ctx, r->id, span, a, b, NULL);
		return;
	}
	if (r->n == REPORT_MAX + 1)
		r->rest.beg = span.beg;
	r->rest.end = span.end;
}

void
ht_report_text(ht_report *r, ht_span span, ht_str text)
{
	const char *arg =
		r->n < REPORT_MAX ? ht_excerpt(r->ctx->arena, text) : NULL;

	ht_report_add(r, span, arg, NULL);
}

void
ht_report_end(ht_report *r)
{
	static const char *const etc[HT_MSG_ARGS] = {"...", "...", "..."};
	const ht_msg_info *info = ht_msg_lookup(r->id);
	ht_buf zh = {0}, en = {0};
	const char *count;

	if (r->n <= REPORT_MAX)
		return;
	ht_msg_format(&zh, info->text[HT_ZH], etc);
	ht_msg_format(&en, info->text[HT_EN], etc);
	count = ht_fmt(r->ctx->arena, "%zu", r->n - REPORT_MAX);
	ht_diag_add(r->ctx, HT_MSG_TEXT_MORE, r->rest, count,
		ht_str_cstr(r->ctx->arena, ht_buf_str(&zh)),
		ht_str_cstr(r->ctx->arena, ht_buf_str(&en)), NULL);
	ht_buf_drop(&zh);
	ht_buf_drop(&en);
}
