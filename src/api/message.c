/* SPDX-License-Identifier: Apache-2.0
 *
 * Errors and diagnostics as the library's callers see them.
 */
#include <string.h>

#include "api/api.h"

_Static_assert((int)HONGTOU_EUSAGE == (int)HT_EUSAGE &&
		       (int)HONGTOU_EIO == (int)HT_EIO &&
		       (int)HONGTOU_EINPUT == (int)HT_EINPUT &&
		       (int)HONGTOU_ELAYOUT == (int)HT_ELAYOUT &&
		       (int)HONGTOU_EFONT == (int)HT_EFONT &&
		       (int)HONGTOU_ELIMIT == (int)HT_ELIMIT &&
		       (int)HONGTOU_EINTERNAL == (int)HT_EINTERNAL,
	"one status an error");
_Static_assert((int)HONGTOU_NOTE == (int)HT_SEV_NOTE &&
		       (int)HONGTOU_WARNING == (int)HT_SEV_WARNING &&
		       (int)HONGTOU_FAULT == (int)HT_SEV_FAULT,
	"one severity a severity");

static const char *
format(ht_arena *a, const char *text, const char *const *arg)
{
	ht_buf b = {0};
	const char *copy;

	ht_msg_format(&b, text, arg);
	copy = ht_str_cstr(a, ht_buf_str(&b));
	ht_buf_drop(&b);
	return copy;
}

void
ht_api_tell(ht_ctx *ctx, hongtou_error *out)
{
	const ht_error *e = &ctx->error;
	const ht_msg_info *info = ht_msg_lookup(e->id);
	ht_arena *a = ctx->arena;

	*out = (hongtou_error){.status = (hongtou_status)e->code,
		.id = info->name,
		.file = e->file ? e->file : "",
		.line = e->line,
		.zh = format(a, info->text[HT_ZH], e->arg),
		.en = format(a, info->text[HT_EN], e->arg),
		.advice_zh = format(a, info->hint[HT_ZH], e->arg),
		.advice_en = format(a, info->hint[HT_EN], e->arg)};
}

static hongtou_diagnostic
diagnostic(ht_arena *a, const ht_source *s, const ht_diag *d)
{
	const ht_msg_info *info = ht_msg_lookup(d->id);
	uint32_t line = 0, column = 0;

	if (d->span.end > d->span.beg)
		ht_source_locate(s, d->span.beg, &line, &column);
	return (hongtou_diagnostic){
		.severity = (hongtou_severity)info->severity,
		.id = info->name,
		.clause = info->clause,
		.line = (int)line,
		.column = (int)column,
		.begin = d->span.beg,
		.end = d->span.end,
		.zh = format(a, info->text[HT_ZH], d->arg),
		.en = format(a, info->text[HT_EN], d->arg),
		.advice_zh = format(a, info->hint[HT_ZH], d->arg),
		.advice_en = format(a, info->hint[HT_EN], d->arg)};
}

hongtou_diagnostic *
ht_api_list(ht_ctx *ctx, const ht_source *s)
{
	hongtou_diagnostic *list =
		HT_ARRAY(ctx->arena, hongtou_diagnostic, ctx->ndiag);

	for (size_t i = 0; i < ctx->ndiag; i++)
		list[i] = diagnostic(ctx->arena, s, &ctx->diag[i]);
	return list;
}

ht_err
ht_api_take(ht_ctx *ctx, const char *name, const char *init, const void *from,
	size_t least, void *to, size_t size)
{
	size_t given = 0;

	if (!from)
		return ht_fail(
			ctx, HT_EUSAGE, HT_MSG_API_NULL, NULL, 0, name, NULL);
	memcpy(&given, from, sizeof given); /* the first member */
	if (given < least)
		return ht_fail(ctx, HT_EUSAGE, HT_MSG_API_SIZE, NULL, 0, name,
			ht_fmt(ctx->arena, "%zu", given), init, NULL);
	memset(to, 0, size);
	memcpy(to, from, given < size ? given : size);
	return HT_OK;
}
