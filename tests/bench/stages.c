/* SPDX-License-Identifier: Apache-2.0
 *
 * usage: stages FOLDER SOURCE...
 *
 * Where the time goes: runs the stages one by one on each source, layouts,
 * data and fonts taken from the working folder, and prints for each stage the
 * microseconds that all sources took.  PDFs go into FOLDER.  All sources are
 * gone through twice; the first time, in which glyphs are pressed, does not
 * count.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/io.h"
#include "doc/doc.h"
#include "font/font.h"
#include "line/line.h"
#include "out/build.h"
#include "page/page.h"
#include "style/style.h"

enum { TEXT, DOC, STYLE, LINE, PAGE, DISPLAY, PDF, WRITE, STAGES };

static const char *const names[] = {[TEXT] = "text",
	[DOC] = "doc",
	[STYLE] = "style",
	[LINE] = "font,line",
	[PAGE] = "page",
	[DISPLAY] = "display",
	[PDF] = "pdf",
	[WRITE] = "write"};

typedef struct {
	ht_ctx ctx;
	ht_layout layout;
	ht_rules *rules;
	ht_fontset *fonts;
	const char *folder;
	ht_buf out;
	double took[STAGES], last;
} bench;

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* The time since the last call is the stage's. */
static void
lap(bench *b, int stage)
{
	double t = now();

	b->took[stage] += t - b->last;
	b->last = t;
}

static ht_err
run(bench *b, ht_ctx *ctx, const char *path)
{
	ht_source source = {0};
	ht_raws raws = {0};
	ht_doc_options none = {0};
	ht_doc doc = {0};
	ht_styled styled = {0};
	ht_paras paras = {0};
	ht_pages pages = {0};
	ht_display display = {0};

	b->last = now();
	HT_TRY(ht_source_read(ctx, path, &source));
	HT_TRY(ht_raw_read(ctx, &source, &raws));
	lap(b, TEXT);
	HT_TRY(ht_doc_recognise(ctx, b->rules, &source, &raws, &none, &doc));
	lap(b, DOC);
	HT_TRY(ht_style_apply(ctx, &b->layout, &doc, &styled));
	lap(b, STYLE);
	HT_TRY(ht_lines_make(ctx, &b->layout, b->fonts, &styled, &paras));
	lap(b, LINE);
	HT_TRY(ht_pages_make(ctx, &b->layout, b->fonts, &paras, &pages));
	lap(b, PAGE);
	HT_TRY(ht_display_build(ctx, &b->layout, &doc, &pages, &display));
	lap(b, DISPLAY);
	HT_TRY(ht_pdf_write(ctx, &display, &b->out));
	lap(b, PDF);
	HT_TRY(ht_io_write(ctx,
		ht_fmt(ctx->arena, "%s/%s.pdf", b->folder,
			strrchr(path, '/') + 1),
		ht_buf_str(&b->out)));
	lap(b, WRITE);
	return HT_OK;
}

static ht_err
run_all(bench *b, char **path, int n)
{
	ht_ctx ctx;
	ht_err err = HT_OK;

	ht_ctx_init(&ctx);
	for (int i = 0; i < n && err == HT_OK; i++) {
		b->out.n = 0;
		err = run(b, &ctx, path[i]);
		ht_ctx_reset(&ctx);
	}
	ht_ctx_drop(&ctx);
	return err;
}

static ht_err
open_all(bench *b)
{
	ht_ctx *ctx = &b->ctx;

	ht_ctx_init(ctx);
	HT_TRY(ht_layout_load(ctx, "layouts/document.yaml", &b->layout));
	HT_TRY(ht_rules_load(ctx, "data/rules.yaml", &b->rules));
	return ht_fontset_load(
		ctx, "fonts/roles.yaml", "fonts/files", &b->fonts);
}

int
main(int argc, char **argv)
{
	bench b = {0};

	if (argc < 3 || !strchr(argv[2], '/') || open_all(&b) != HT_OK)
		return 2;
	b.folder = argv[1];
	if (run_all(&b, argv + 2, argc - 2) != HT_OK)
		return 2;
	memset(b.took, 0, sizeof b.took);
	if (run_all(&b, argv + 2, argc - 2) != HT_OK)
		return 2;
	for (int i = 0; i < STAGES; i++)
		printf("%s %.0f\n", names[i], b.took[i]);
	ht_buf_drop(&b.out);
	ht_rules_drop(b.rules);
	ht_fontset_drop(b.fonts);
	ht_ctx_drop(&b.ctx);
	return 0;
}
