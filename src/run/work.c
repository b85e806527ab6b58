/* SPDX-License-Identifier: Apache-2.0
 *
 * One document through the stages: text, doc, style, font and line, page,
 * out.  It reads like the outline of the program.
 */
#include <string.h>

#include "check/sheet.h"
#include "out/build.h"
#include "page/page.h"
#include "run/run.h"

static const char *const stages[] = {[HT_STAGE_SOURCE] = "source",
	[HT_STAGE_RAW] = "raw",
	[HT_STAGE_DOC] = "doc",
	[HT_STAGE_STYLED] = "styled",
	[HT_STAGE_GLYPHS] = "glyphs",
	[HT_STAGE_ITEMS] = "items",
	[HT_STAGE_BREAKS] = "breaks",
	[HT_STAGE_LINES] = "lines",
	[HT_STAGE_PAGES] = "pages",
	[HT_STAGE_DISPLAY] = "display",
	[HT_STAGE_SHEETS] = "sheets"};
_Static_assert(sizeof stages / sizeof *stages == HT_STAGE__MAX, "one a stage");

const char *
ht_stage_name(ht_stage s)
{
	return stages[s];
}

static const char *
list_stages(ht_arena *a)
{
	const char *all = stages[0];

	for (int i = 1; i < HT_STAGE__MAX; i++)
		all = ht_fmt(a, "%s, %s", all, stages[i]);
	return all;
}

ht_err
ht_stage_find(ht_ctx *ctx, const char *option, const char *name, ht_stage *out)
{
	for (int i = 0; i < HT_STAGE__MAX; i++) {
		if (strcmp(name, stages[i]) == 0) {
			*out = (ht_stage)i;
			return HT_OK;
		}
	}
	return ht_fail(ctx, HT_EUSAGE, HT_MSG_USAGE_VALUE, NULL, 0, option,
		name, list_stages(ctx->arena), NULL);
}

static void
dump_early(const ht_work *w, ht_stage stage, ht_buf *dump)
{
	if (stage == HT_STAGE_SOURCE)
		ht_source_dump(dump, &w->source);
	else if (stage == HT_STAGE_RAW)
		ht_raws_dump(dump, &w->source, &w->raws);
	else if (stage == HT_STAGE_DOC)
		ht_doc_dump(dump, &w->source, &w->doc);
	else
		ht_styled_dump(dump, &w->laid.styled);
}

/* The stages that need no font. */
static ht_err
run_early(ht_work *w, const ht_engine *e, ht_stage last)
{
	ht_ctx *ctx = &w->ctx;
	ht_doc_options doc = {.no_infer = e->setup.no_infer};

	if (last >= HT_STAGE_RAW)
		HT_TRY(ht_raw_read(ctx, &w->source, &w->raws));
	if (last >= HT_STAGE_DOC)
		HT_TRY(ht_doc_recognise(
			ctx, e->rules, &w->source, &w->raws, &doc, &w->doc));
	w->layout = &e->layout;
	if (last < HT_STAGE_STYLED)
		return HT_OK;
	HT_TRY(ht_work_layout(w, e));
	HT_TRY(ht_work_pictures(w));
	return ht_style_apply(ctx, w->layout, &w->doc, &w->laid.styled);
}

/* The layout that brings out what the source knows of its original. */
static ht_err
run_like(ht_work *w, const ht_engine *e)
{
	ht_styled *s = &w->laid.styled;

	ht_known_read(w->ctx.arena, &w->doc, &w->raws, &w->known);
	HT_TRY(ht_like_fit(&w->ctx, w->layout, e->fonts, &w->doc, &w->known,
		w->raws.lines, &w->like));
	w->layout = &w->like.layout;
	HT_TRY(ht_style_apply(&w->ctx, w->layout, &w->doc, s));
	for (size_t i = 0; w->like.quotes && i < s->nblock; i++)
		s->block[i].quotes =
			w->like.quotes[s->block[i].elem - w->doc.elem];
	return HT_OK;
}

static ht_err
dump_sheets(ht_ctx *ctx, const ht_display *display, ht_buf *dump)
{
	ht_sheets sheets;

	HT_TRY(ht_sheets_make(ctx, display, &sheets));
	ht_sheets_dump(dump, &sheets);
	return HT_OK;
}

static ht_err
run_late(ht_work *w, const ht_engine *e, ht_stage last, ht_buf *dump)
{
	ht_ctx *ctx = &w->ctx;
	const ht_layout *l = w->layout;
	ht_pages pages;

	HT_TRY(ht_lines_make(
		ctx, l, e->fonts, &w->laid.styled, &w->laid.paras));
	if (dump && last == HT_STAGE_GLYPHS)
		ht_glyphs_dump(dump, &w->laid.paras);
	if (dump && last == HT_STAGE_ITEMS)
		ht_items_dump(dump, &w->laid.paras);
	if (dump && last == HT_STAGE_BREAKS)
		ht_breaks_dump(dump, &w->laid.paras);
	if (dump && last == HT_STAGE_LINES)
		ht_lines_dump(dump, &w->laid.paras);
	if (last <= HT_STAGE_LINES)
		return HT_OK;
	HT_TRY(ht_pages_make(ctx, l, e->fonts, &w->laid.paras, &pages));
	w->laid.npage = pages.npage;
	if (dump && last == HT_STAGE_PAGES)
		ht_pages_dump(dump, l, &pages);
	if (last <= HT_STAGE_PAGES)
		return HT_OK;
	HT_TRY(ht_display_build(ctx, l, &w->doc, &pages, &w->laid.display));
	w->laid.display.small = e->setup.small;
	if (dump && last == HT_STAGE_DISPLAY)
		ht_display_dump(dump, &w->laid.display);
	if (dump && last == HT_STAGE_SHEETS)
		return dump_sheets(ctx, &w->laid.display, dump);
	return HT_OK;
}

ht_err
ht_work_run_source(ht_work *w, const ht_engine *e, ht_stage last, ht_buf *dump)
{
	HT_TRY(run_early(w, e, last));
	if (e->setup.like_original && last > HT_STAGE_STYLED)
		HT_TRY(run_like(w, e));
	if (last > HT_STAGE_STYLED)
		return run_late(w, e, last, dump);
	if (dump)
		dump_early(w, last, dump);
	return HT_OK;
}

ht_err
ht_work_run(ht_work *w, const ht_engine *e, const char *path, ht_stage last,
	ht_buf *dump)
{
	HT_TRY(ht_source_read(&w->ctx, path, &w->source));
	return ht_work_run_source(w, e, last, dump);
}
