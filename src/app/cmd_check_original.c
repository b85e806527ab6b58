/* SPDX-License-Identifier: Apache-2.0
 *
 * hongtou check --original FILE.pdf SOURCE: our pages against an original's.
 */
#include <stdio.h>
#include <stdlib.h>

#include "app/check.h"
#include "app/pathname.h"
#include "base/io.h"
#include "check/compare.h"

#define FIXED_MM 100 /* hundredths of a millimetre */

typedef struct {
	const ht_options *opt;
	ht_work work;
	ht_engine engine;
	ht_sheets ours, original;
	ht_comparison found;
	size_t diags; /* of the source; those after it are the PDF's */
} run;

/* ---- text ------------------------------------------------------------- */

static void
add_msg(ht_buf *out, ht_msg msg, const char *const *arg, ht_lang lang)
{
	ht_msg_format(out, ht_msg_lookup(msg)->text[lang], arg);
}

static const char *
number(run *r, size_t n)
{
	return ht_fmt(r->work.ctx.arena, "%zu", n);
}

static const char *
mm(run *r, ht_len v)
{
	int hundredths =
		(int)(((int64_t)v * FIXED_MM + HT_EMU_MM / 2) / HT_EMU_MM);

	return ht_fmt(r->work.ctx.arena, "%d.%02d", hundredths / FIXED_MM,
		hundredths % FIXED_MM);
}

static void
add_place(run *r, ht_buf *out, const ht_finding *f)
{
	const char *arg[HT_MSG_ARGS] = {
		number(r, (size_t)f->page), number(r, (size_t)f->line), ""};

	ht_buf_addf(out, "%s: ", r->opt->original);
	add_msg(out,
		f->line	  ? HT_MSG_COMPARE_PLACE
		: f->page ? HT_MSG_COMPARE_PAGE
			  : HT_MSG_COMPARE_WHOLE,
		arg, r->opt->lang);
	ht_buf_adds(out, ": ");
}

static void
add_sum(run *r, ht_buf *out, ht_msg msg, const char *a, const char *b)
{
	const char *arg[HT_MSG_ARGS] = {a, b, ""};

	add_msg(out, msg, arg, r->opt->lang);
	ht_buf_addc(out, '\n');
}

static void
report_text(run *r, ht_buf *out)
{
	const ht_comparison *c = &r->found;

	for (size_t i = 0; i < c->nfinding; i++) {
		add_place(r, out, &c->finding[i]);
		add_msg(out, c->finding[i].msg, c->finding[i].arg,
			r->opt->lang);
		ht_buf_addc(out, '\n');
	}
	if (c->lines) {
		add_sum(r, out, HT_MSG_COMPARE_LINES, number(r, c->lines_alike),
			number(r, c->lines));
		add_sum(r, out, HT_MSG_COMPARE_TURNS, number(r, c->turns_alike),
			number(r, c->turns));
		add_sum(r, out, HT_MSG_COMPARE_PLACES, mm(r, c->median),
			mm(r, c->worst));
	}
	add_sum(r, out,
		c->nfinding ? HT_MSG_COMPARE_FOUND : HT_MSG_COMPARE_NONE,
		number(r, c->nfinding), number(r, c->consequences));
}

/* ---- JSON ------------------------------------------------------------- */

/* Millimetres with the finest that EMU tell. */
static json_t *
json_mm(ht_len v)
{
	return json_real((double)v / HT_EMU_MM);
}

static json_t *
json_finding(run *r, const ht_finding *f)
{
	const ht_msg_info *info = ht_msg_lookup(f->msg);
	ht_buf text = {0};
	json_t *j = json_object();

	add_msg(&text, f->msg, f->arg, r->opt->lang);
	json_object_set_new(j, "code", json_string(info->name));
	json_object_set_new(j, "text", json_stringn(text.p, text.n));
	if (f->page) {
		json_object_set_new(j, "page", json_integer(f->page));
		json_object_set_new(j, "x", json_mm(f->x));
		json_object_set_new(j, "y", json_mm(f->y));
	}
	if (f->line)
		json_object_set_new(j, "line", json_integer(f->line));
	if (f->our_page)
		json_object_set_new(j, "our_page", json_integer(f->our_page));
	if (f->our_line)
		json_object_set_new(j, "our_line", json_integer(f->our_line));
	if (f->delta)
		json_object_set_new(j, "delta", json_mm(f->delta));
	json_object_set_new(j, "count", json_integer((json_int_t)f->count));
	if (*f->original)
		json_object_set_new(j, "original", json_string(f->original));
	if (*f->ours)
		json_object_set_new(j, "ours", json_string(f->ours));
	ht_buf_drop(&text);
	return j;
}

static void
set_count(json_t *j, const char *key, size_t n)
{
	json_object_set_new(j, key, json_integer((json_int_t)n));
}

static void
report_json(run *r, ht_buf *out)
{
	const ht_comparison *c = &r->found;
	json_t *j = json_object(), *list = json_array();
	char *text;

	ht_pathname_put(j, "source", r->opt->path[0]);
	ht_pathname_put(j, "original", r->opt->original);
	json_object_set_new(j, "layout", json_string(r->work.layout->name));
	set_count(j, "pages", r->ours.nsheet);
	set_count(j, "original_pages", r->original.nsheet);
	set_count(j, "characters", c->chars);
	set_count(j, "characters_alike", c->chars_alike);
	set_count(j, "lines", c->lines);
	set_count(j, "lines_alike", c->lines_alike);
	set_count(j, "turns", c->turns);
	set_count(j, "turns_alike", c->turns_alike);
	json_object_set_new(j, "median", json_mm(c->median));
	json_object_set_new(j, "worst", json_mm(c->worst));
	set_count(j, "consequences", c->consequences);
	for (size_t i = 0; i < c->nfinding; i++)
		json_array_append_new(list, json_finding(r, &c->finding[i]));
	json_object_set_new(j, "findings", list);
	text = json_dumps(j, JSON_INDENT(2) | JSON_REAL_PRECISION(7));
	if (text)
		ht_buf_adds(out, text);
	ht_buf_addc(out, '\n');
	free(text);
	json_decref(j);
}

/* ---- HTML ------------------------------------------------------------- */

static void
report_html(run *r, ht_buf *out)
{
	const ht_pair pair = {.found = &r->found,
		.ours = &r->ours,
		.work = &r->work,
		.source = r->opt->path[0],
		.original = r->opt->original,
		.lang = r->opt->lang};

	ht_pair_html(out, &pair);
}

/* ---- the command ------------------------------------------------------ */

static ht_err
compare(run *r)
{
	const ht_options *opt = r->opt;
	ht_ctx *ctx = &r->work.ctx;

	if (opt->npath != 1)
		return ht_fail(ctx, HT_EUSAGE, HT_MSG_USAGE_ORIGINAL, NULL, 0,
			opt->command, NULL);
	HT_TRY(ht_engine_open(ctx, opt, true, &r->engine));
	HT_TRY(ht_work_run(
		&r->work, &r->engine, opt->path[0], HT_STAGE_DISPLAY, NULL));
	r->diags = ctx->ndiag;
	HT_TRY(ht_sheets_read(ctx, r->engine.setup.paths.reader, opt->original,
		&r->original));
	HT_TRY(ht_sheets_make(ctx, &r->work.laid.display, &r->ours));
	return ht_compare(
		ctx, r->work.layout, &r->ours, &r->original, &r->found);
}

/* The PDF's own diagnostics: the source's belong to render. */
static void
report_diags(run *r, ht_buf *out)
{
	ht_work w = r->work;

	w.source.path = r->opt->original;
	w.ctx.diag += r->diags;
	w.ctx.ndiag -= r->diags;
	if (r->diags <= r->work.ctx.ndiag)
		ht_report_diags(out, &w, r->opt->lang);
}

static ht_err
write_report(run *r)
{
	ht_buf out = {0};
	ht_err err = HT_OK;

	if (r->opt->format == HT_FORMAT_JSON)
		report_json(r, &out);
	else if (r->opt->format == HT_FORMAT_HTML)
		report_html(r, &out);
	else
		report_text(r, &out);
	if (r->opt->output)
		err = ht_io_write(
			&r->work.ctx, r->opt->output, ht_buf_str(&out));
	else
		err = ht_report_print(&r->work.ctx, ht_buf_str(&out));
	ht_buf_drop(&out);
	return err;
}

int
ht_cmd_check_original(const ht_options *opt)
{
	run r = {.opt = opt};
	ht_buf text = {0};
	int status = HT_EXIT_FAILED;

	ht_ctx_init(&r.work.ctx);
	if (compare(&r) == HT_OK && write_report(&r) == HT_OK) {
		report_diags(&r, &text);
		status = r.found.nfinding ? HT_EXIT_FAULTS : HT_EXIT_CLEAN;
	} else {
		if (!r.work.ctx.error.file && opt->npath == 1)
			r.work.ctx.error.file = opt->path[0];
		ht_report_error(&text, &r.work.ctx.error, opt->lang);
	}
	if (text.n)
		fwrite(text.p, 1, text.n, stderr);
	ht_buf_drop(&text);
	ht_engine_close(&r.engine);
	ht_ctx_drop(&r.work.ctx);
	return status;
}
