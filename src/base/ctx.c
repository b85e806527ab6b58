/* SPDX-License-Identifier: Apache-2.0
 *
 * The context, its diagnostics and its error; the table of messages.
 */
#include "base/ctx.h"

#include <stdarg.h>
#include <string.h>

static const ht_msg_info messages[] = {
#define HT_MSG(name, severity, clause, zh, en, hint_zh, hint_en)               \
	[HT_MSG_##name] = {                                                    \
		#name, severity, clause, {zh, en}, {hint_zh, hint_en}},
#include "base/messages.inc"
#undef HT_MSG
};

_Static_assert(
	sizeof messages / sizeof *messages == HT_MSG__MAX, "one row a message");

void
ht_ctx_init(ht_ctx *ctx)
{
	*ctx = (ht_ctx){.arena = ht_arena_new(), .scratch = ht_arena_new()};
}

void
ht_ctx_drop(ht_ctx *ctx)
{
	ht_arena_drop(ctx->arena);
	ht_arena_drop(ctx->scratch);
	*ctx = (ht_ctx){0};
}

void
ht_ctx_reset(ht_ctx *ctx)
{
	ht_arena_reset(ctx->arena);
	ht_arena_reset(ctx->scratch);
	*ctx = (ht_ctx){.arena = ctx->arena, .scratch = ctx->scratch};
}

const ht_msg_info *
ht_msg_lookup(ht_msg id)
{
	return &messages[id];
}

/* "row|rows}": the first for an argument of 1, else the second; returns the
 * brace, or NULL when it is no such choice. */
static const char *
add_choice(ht_buf *out, const char *text, const char *arg)
{
	const char *bar = strchr(text, '|'), *end = strchr(text, '}');

	if (!bar || !end || bar > end)
		return NULL;
	if (arg && strcmp(arg, "1") == 0)
		ht_buf_addstr(out, (ht_str){text, (size_t)(bar - text)});
	else
		ht_buf_addstr(out, (ht_str){bar + 1, (size_t)(end - bar - 1)});
	return end;
}

void
ht_msg_format(ht_buf *out, const char *text, const char *const *arg)
{
	for (const char *p = text; *p; p++) {
		bool place = p[0] == '{' && p[1] >= '1' &&
			     p[1] < '1' + HT_MSG_ARGS &&
			     (p[2] == '}' || p[2] == '|');
		const char *a = place ? arg[p[1] - '1'] : NULL, *end;

		end = place && p[2] == '|' ? add_choice(out, p + 3, a) : NULL;
		if (end) {
			p = end;
			continue;
		}
		if (!place || p[2] == '|') {
			ht_buf_addc(out, *p);
			continue;
		}
		if (a)
			ht_buf_adds(out, a);
		p += 2;
	}
}

static void
copy_args(ht_arena *a, const char **to, va_list ap)
{
	for (int i = 0; i < HT_MSG_ARGS; i++) {
		const char *s = va_arg(ap, const char *);

		if (!s)
			break;
		to[i] = ht_str_cstr(a, ht_str_from(s));
	}
}

void
ht_diag_add(ht_ctx *ctx, ht_msg id, ht_span span, ...)
{
	ht_diag d = {.id = id, .span = span};
	va_list ap;

	va_start(ap, span);
	copy_args(ctx->arena, d.arg, ap);
	va_end(ap);
	HT_ROOM(ctx->arena, ctx->diag, ctx->ndiag, ctx->capdiag);
	ctx->diag[ctx->ndiag++] = d;
}

ht_err
ht_fail(ht_ctx *ctx, ht_err code, ht_msg id, const char *file, int line, ...)
{
	ht_error e = {.code = code, .id = id, .line = line};
	va_list ap;

	va_start(ap, line);
	copy_args(ctx->arena, e.arg, ap);
	va_end(ap);
	if (file)
		e.file = ht_str_cstr(ctx->arena, ht_str_from(file));
	ctx->error = e;
	return code;
}
