/* SPDX-License-Identifier: Apache-2.0
 *
 * One document through the stages: text, doc, style, font and line, page,
 * out.  It reads like the outline of the program.
 */
#include "app/app.h"
#include "line/line.h"
#include "out/build.h"
#include "page/page.h"

static const char *const stages[] = {[HT_STAGE_SOURCE] = "source",
	[HT_STAGE_RAW] = "raw",
	[HT_STAGE_DOC] = "doc",
	[HT_STAGE_STYLED] = "styled",
	[HT_STAGE_GLYPHS] = "glyphs",
	[HT_STAGE_ITEMS] = "items",
	[HT_STAGE_LINES] = "lines",
	[HT_STAGE_PAGES] = "pages",
	[HT_STAGE_DISPLAY] = "display"};
_Static_assert(sizeof stages / sizeof *stages == HT_STAGE__MAX, "one a stage");

const char *
ht_stage_name(ht_stage s)
{
	return stages[s];
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
		ht_styled_dump(dump, &w->styled);
}

/* The stages that need no font. */
static ht_err
run_early(ht_work *w, const ht_engine *e, const ht_options *opt,
	const char *path, ht_stage last)
{
	ht_ctx *ctx = &w->ctx;
	ht_doc_options doc = {.no_infer = opt->no_infer};

	HT_TRY(ht_source_read(ctx, path, &w->source));
	if (last >= HT_STAGE_RAW)
		HT_TRY(ht_raw_read(ctx, &w->source, &w->raws));
	if (last >= HT_STAGE_DOC)
		HT_TRY(ht_doc_recognise(
			ctx, e->rules, &w->source, &w->raws, &doc, &w->doc));
	if (last < HT_STAGE_STYLED)
		return HT_OK;
	HT_TRY(ht_work_layout(w, e, opt));
	HT_TRY(ht_work_pictures(w));
	HT_TRY(ht_style_apply(ctx, &w->layout, &w->doc, &w->styled));
	return HT_OK;
}

static ht_err
run_late(ht_work *w, const ht_engine *e, ht_stage last, ht_buf *dump)
{
	ht_ctx *ctx = &w->ctx;
	ht_paras paras;
	ht_pages pages;

	HT_TRY(ht_lines_make(ctx, &w->layout, e->fonts, &w->styled, &paras));
	if (dump && last == HT_STAGE_GLYPHS)
		ht_glyphs_dump(dump, &paras);
	if (dump && last == HT_STAGE_ITEMS)
		ht_items_dump(dump, &paras);
	if (dump && last == HT_STAGE_LINES)
		ht_lines_dump(dump, &paras);
	if (last <= HT_STAGE_LINES)
		return HT_OK;
	HT_TRY(ht_pages_make(ctx, &w->layout, e->fonts, &paras, &pages));
	w->npage = pages.npage;
	if (dump && last == HT_STAGE_PAGES)
		ht_pages_dump(dump, &w->layout, &pages);
	if (last <= HT_STAGE_PAGES)
		return HT_OK;
	HT_TRY(ht_display_build(ctx, &w->layout, &w->doc, &pages, &w->display));
	if (dump)
		ht_display_dump(dump, &w->display);
	return HT_OK;
}

ht_err
ht_work_run(ht_work *w, const ht_engine *e, const ht_options *opt,
	const char *path, ht_stage last, ht_buf *dump)
{
	HT_TRY(run_early(w, e, opt, path, last));
	if (last > HT_STAGE_STYLED)
		return run_late(w, e, last, dump);
	if (dump)
		dump_early(w, last, dump);
	return HT_OK;
}
