/* SPDX-License-Identifier: Apache-2.0
 *
 * Errors and diagnostics as text; standard output.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "app/app.h"

static const char *const severities[][2] = {
	[HT_SEV_NOTE] = {"\xE6\x8F\x90\xE7\xA4\xBA", "note"},
	[HT_SEV_WARNING] = {"\xE8\xAD\xA6\xE5\x91\x8A", "warning"},
	[HT_SEV_FAULT] = {"\xE7\xBC\xBA\xE9\x99\xB7", "fault"},
	[HT_SEV_ERROR] = {"\xE9\x94\x99\xE8\xAF\xAF", "error"}};

const char *
ht_severity_name(ht_severity s, ht_lang lang)
{
	return severities[s][lang];
}

static void
add_hint(ht_buf *out, const char *hint, const char *const *arg)
{
	if (!*hint)
		return;
	ht_buf_adds(out, "  -> ");
	ht_msg_format(out, hint, arg);
	ht_buf_addc(out, '\n');
}

void
ht_report_error(ht_buf *out, const ht_error *e, ht_lang lang)
{
	const ht_msg_info *info = ht_msg_lookup(e->id);

	ht_buf_adds(out, "hongtou: ");
	if (e->file)
		ht_buf_addf(out, "%s:", e->file);
	if (e->file && e->line)
		ht_buf_addf(out, "%d:", e->line);
	ht_buf_addf(out, "%s%s: ", e->file ? " " : "",
		ht_severity_name(HT_SEV_ERROR, lang));
	ht_msg_format(out, info->text[lang], e->arg);
	ht_buf_addc(out, '\n');
	add_hint(out, info->hint[lang], e->arg);
}

void
ht_report_diags(ht_buf *out, const ht_work *w, ht_lang lang)
{
	for (size_t i = 0; i < w->ctx.ndiag; i++) {
		const ht_diag *d = &w->ctx.diag[i];
		const ht_msg_info *info = ht_msg_lookup(d->id);
		uint32_t line, col;

		ht_buf_addf(out, "%s:", w->source.path);
		if (d->span.end > d->span.beg) {
			ht_source_locate(&w->source, d->span.beg, &line, &col);
			ht_buf_addf(
				out, "%u:%u:", (unsigned)line, (unsigned)col);
		}
		ht_buf_addf(
			out, " %s: ", ht_severity_name(info->severity, lang));
		ht_msg_format(out, info->text[lang], d->arg);
		if (*info->clause)
			ht_buf_addf(out, " [%s]", info->clause);
		ht_buf_addc(out, '\n');
		if (info->severity >= HT_SEV_WARNING)
			add_hint(out, info->hint[lang], d->arg);
	}
}

ht_err
ht_report_print(ht_ctx *ctx, ht_str bytes)
{
	bool ok;

	errno = 0;
	ok = fwrite(bytes.p, 1, bytes.n, stdout) == bytes.n &&
	     fflush(stdout) == 0;
	if (ok || errno == EBADF) {
		clearerr(stdout);
		return HT_OK;
	}
	ht_fail(ctx, HT_EIO, HT_MSG_IO_WRITE, "stdout", 0, strerror(errno),
		NULL);
	clearerr(stdout); /* it is told */
	return HT_EIO;
}
