/* SPDX-License-Identifier: Apache-2.0
 *
 * usage: breaks [-m N] [-H N] [-s] TRUTH.json...
 *
 * How many line breaks of real documents our lines reproduce from plain text,
 * with the settings fitted to each document.  A truth file has paragraphs with
 * their text and lines ([page, x0, x1, baseline, text], points) and the size
 * of the em.  Width and cell are measured from it; of each paragraph only its
 * first line's indent is taken.  For each document and in all: breaks, alike
 * under the default settings, alike under the fitted ones.
 *
 * -H N  fit on one half of the paragraphs, score the other; N splits
 * -M    with -H: only fit what a reader of the original cannot measure
 * (squeeze, threshold, hang, lone last), the rest stays as fitted to the whole
 * -m N  show the first N misses
 * -s    show the settings
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "check/fitpara.h"

#define PT HT_EMU_PT
#define ALL                                                                    \
	(HT_FIT_SQUEEZE | HT_FIT_THRESHOLD | HT_FIT_HANG | HT_FIT_PAIR |       \
		HT_FIT_AUTOSPACE | HT_FIT_LATIN | HT_FIT_QUOTES |              \
		HT_FIT_QUOTES_EACH | HT_FIT_LONE)

#define UNSEEN (HT_FIT_SQUEEZE | HT_FIT_THRESHOLD | HT_FIT_HANG | HT_FIT_LONE)

typedef struct {
	ht_fit_para *para;
	size_t n, breaks;
	double em, width, pitch;
	const char *name;
} document;

typedef struct {
	ht_ctx ctx;
	ht_fontset *fonts;
	ht_layout layout;
	int misses, halves, settings;
	bool measured;
	/* sums */
	size_t breaks, plain, fitted;
	double half_alike, half_breaks;
} bench;

static int
compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

typedef struct {
	double v[20000];
	size_t n;
} list;

static void
push(list *l, double v)
{
	if (l->n < sizeof l->v / sizeof *l->v)
		l->v[l->n++] = v;
}

static double
quantile(list *l, int per_cent)
{
	if (l->n == 0)
		return 0;
	qsort(l->v, l->n, sizeof *l->v, compare_doubles);
	return l->v[(l->n - 1) * (size_t)per_cent / 100];
}

static double
field(const json_t *line, size_t i)
{
	return json_number_value(json_array_get(line, i));
}

static ht_str
text_of(const json_t *line)
{
	return ht_str_from(json_string_value(json_array_get(line, 4)));
}

/* Code points, and whether all are Han or (if marks) plain full marks. */
static size_t
count_plain(ht_str s, bool *plain, uint32_t *last)
{
	size_t n = 0;

	*plain = true;
	for (size_t i = 0; i < s.n; n++) {
		*last = ht_utf8_next(s, &i);
		if (!ht_cp_is_han(*last) && *last != 0x3002)
			*plain = false;
	}
	return n;
}

/* Left and right edges by the lines inside paragraphs, pitch by last lines
 * that nothing stretches. */
static void
measure(const json_t *truth, document *d, double *left)
{
	list *lefts = calloc(1, sizeof *lefts),
	     *rights = calloc(1, sizeof *lefts);
	list *pitches = calloc(1, sizeof *pitches);
	size_t i, k;
	json_t *para, *line;

	d->em = json_number_value(json_object_get(truth, "em"));
	json_array_foreach(json_object_get(truth, "paragraphs"), i, para)
	{
		json_t *lines = json_object_get(para, "lines");
		size_t n = json_array_size(lines);

		json_array_foreach(lines, k, line)
		{
			bool plain;
			uint32_t last = 0;
			size_t chars =
				count_plain(text_of(line), &plain, &last);
			double x0 = field(line, 1), x1 = field(line, 2);

			if (k)
				push(lefts, x0);
			if (k + 1 < n && ht_cp_is_han(last))
				push(rights, x1);
			if (k + 1 == n && plain && chars > 7)
				push(pitches, (x1 - x0 - d->em) /
						      (double)(chars - 1));
		}
	}
	*left = quantile(lefts, 50);
	d->width = quantile(rights, 50) - *left;
	d->pitch = quantile(pitches, 75);
	free(lefts);
	free(rights);
	free(pitches);
}

/* The size as it was meant: 15.96 of an export is 16. */
static double
nominal(double em)
{
	double half = (int)(em * 2 + 0.5) / 2.0;

	return em - half < 0.12 && half - em < 0.12 ? half : em;
}

static void
read_para(bench *b, const json_t *para, double left, document *d)
{
	json_t *lines = json_object_get(para, "lines"), *line;
	size_t n = json_array_size(lines), k, at = 0;
	uint32_t *brk;
	ht_fit_para *p;
	double indent;

	if (n < 2)
		return;
	p = &d->para[d->n++];
	brk = HT_ARRAY(b->ctx.arena, uint32_t, n);
	json_array_foreach(lines, k, line)
	{
		if (k)
			brk[k - 1] = (uint32_t)at;
		at += text_of(line).n;
	}
	indent = field(json_array_get(lines, 0), 1) - left;
	*p = (ht_fit_para){
		.text = {ht_str_cstr(b->ctx.arena,
				 ht_str_from(json_string_value(
					 json_object_get(para, "text")))),
			at},
		.role = HT_ROLE_FANGSONG,
		.first = (ht_len)(indent * PT),
		.brk = brk,
		.nbrk = n - 1,
		.whole = true};
	d->breaks += n - 1;
}

static void
read_document(bench *b, const char *path, document *d)
{
	json_error_t error;
	json_t *truth = json_load_file(path, 0, &error), *para, *all;
	const char *slash = strrchr(path, '/');
	double left;
	size_t i;

	if (!truth) {
		fprintf(stderr, "%s: %s\n", path, error.text);
		exit(2);
	}
	*d = (document){.name = ht_fmt(b->ctx.arena, "%.*s",
				(int)strcspn(slash ? slash + 1 : path, "."),
				slash ? slash + 1 : path)};
	measure(truth, d, &left);
	d->em = nominal(d->em);
	all = json_object_get(truth, "paragraphs");
	d->para = HT_ARRAY(b->ctx.arena, ht_fit_para, json_array_size(all) + 1);
	json_array_foreach(all, i, para) read_para(b, para, left, d);
	json_decref(truth);
}

/* Indents are two cells where they are nearly so; on a grid a little more, as
 * word processors round them up: the line then has one cell less. */
static void
set_size(document *d, ht_len size, ht_len cell)
{
	for (size_t i = 0; i < d->n; i++) {
		ht_len *first = &d->para[i].first;

		d->para[i].size = size;
		if (abs(*first - 2 * cell) < cell * 35 / 100)
			*first = 2 * cell + (cell < size) * cell / 1000;
	}
}

static ht_layout
layout_for(const bench *b, const document *d, double width, double cell)
{
	ht_layout l = b->layout;

	l.page.area_width = (ht_len)(width * PT);
	l.text.size = (ht_len)(d->em * PT);
	l.text.cell = HT_CELL_EM;
	if (cell > 0) {
		l.text.cell = HT_CELL_WIDTH;
		l.text.cell_width = (ht_len)(cell * PT);
	}
	return l;
}

static void
fit(bench *b, const ht_layout *l, const ht_fit_para *p, size_t n, unsigned free,
	ht_fit *out)
{
	if (ht_fit_lines(&b->ctx, l, b->fonts, p, n, free, out) != HT_OK)
		exit(2);
}

/* The widths and cells that the measures leave open; the fit decides. */
static void
fit_document(bench *b, document *d, ht_layout *base, ht_fit *best)
{
	double grid = (d->width - d->em) / 27, cell = d->pitch;
	ht_layout l[3];
	size_t n = 0;

	if (cell - d->em < 0.1 && d->em - cell < 0.1)
		cell = 0;
	l[n++] = layout_for(b, d, d->width + 0.1, cell);
	if (grid > d->em - 0.3 && grid < d->em + 1.2) {
		l[n] = layout_for(b, d, grid * 28, grid);
		l[n++].line.tolerance = 0;
	}
	*best = (ht_fit){0};
	for (size_t i = 0; i < n; i++) {
		ht_fit f;

		set_size(d, l[i].text.size,
			ht_layout_zi(&l[i], l[i].text.size, 1000));
		fit(b, &l[i], d->para, d->n, ALL, &f);
		if (i == 0 || f.alike > best->alike) {
			*best = f;
			*base = l[i];
		}
	}
	set_size(d, base->text.size, ht_layout_zi(base, base->text.size, 1000));
}

static void
show_settings(const ht_layout *l)
{
	printf("  W %.2f em %.1f", (double)l->page.area_width / PT,
		(double)l->text.size / PT);
	if (l->text.cell == HT_CELL_WIDTH)
		printf(" cell %.3f", (double)l->text.cell_width / PT);
	printf("%s%s%s%s%s%s%s%s\n", l->line.squeeze ? "" : " no-squeeze",
		l->line.threshold == 650 ? " thr=.65" : "",
		l->line.hang ? " hang" : "", l->line.pair ? " pair" : "",
		l->line.autospace ? "" : " auto=0",
		l->line.latin == HT_LATIN_FONT ? " latin=font" : "",
		l->line.quotes == HT_QUOTES_LATIN ? " quotes=latin" : "",
		l->line.lone_last ? "" : " no-lone");
}

static size_t
score(bench *b, const ht_layout *l, const ht_fit_para *p, size_t n,
	size_t *alike)
{
	size_t total;

	if (ht_fit_score(&b->ctx, l, b->fonts, p, n, alike, &total) != HT_OK)
		exit(2);
	return total;
}

/* Fits on a random half of the paragraphs, scores the other. */
static void
halve(bench *b, const document *d, const ht_layout *base)
{
	ht_fit_para *half[2] = {calloc(d->n + 1, sizeof *d->para),
		calloc(d->n + 1, sizeof *d->para)};
	uint64_t seed = 2012;
	size_t alike = 0, breaks = 0;

	for (int i = 0; i < b->halves; i++) {
		size_t n[2] = {0, 0};

		for (size_t k = 0; k < d->n; k++) {
			int side;

			seed = seed * UINT64_C(6364136223846793005) +
			       1442695040888963407u;
			side = (int)(seed >> 40 & 1);
			half[side][n[side]++] = d->para[k];
		}
		for (int side = 0; side < 2; side++) {
			ht_fit f;

			fit(b, base, half[side], n[side],
				b->measured ? UNSEEN : ALL, &f);
			alike += score(
				b, &f.layout, half[!side], n[!side], NULL);
			for (size_t k = 0; k < n[!side]; k++)
				breaks += half[!side][k].nbrk;
		}
	}
	printf("  half %5.1f",
		breaks ? 100.0 * (double)alike / (double)breaks : 0);
	if (breaks) {
		b->half_alike += (double)alike / b->halves;
		b->half_breaks += (double)breaks / b->halves;
	}
	free(half[0]);
	free(half[1]);
}

static void
print_marked(const ht_fit_para *p)
{
	size_t k = 0;

	for (size_t i = 0; i < p->text.n; i++) {
		if (k < p->nbrk && p->brk[k] == i) {
			putchar('|');
			k++;
		}
		putchar(p->text.p[i]);
	}
	putchar('\n');
}

static void print_ours(bench *b, const ht_layout *l, const ht_fit_para *p);

static void
show_misses(bench *b, const document *d, const ht_fit *f)
{
	size_t *alike = HT_ARRAY(b->ctx.arena, size_t, d->n + 1);

	score(b, &f->layout, d->para, d->n, alike);
	for (size_t i = 0; i < d->n && b->misses; i++) {
		if (alike[i] == d->para[i].nbrk)
			continue;
		b->misses--;
		printf("    %s %zu: %zu of %zu indent %.2f em quotes %d\n",
			d->name, i, alike[i], d->para[i].nbrk,
			(double)d->para[i].first / d->para[i].size,
			d->para[i].quotes);
		print_marked(&d->para[i]);
		print_ours(b, &f->layout, &d->para[i]);
	}
}

static void
print_ours(bench *b, const ht_layout *l, const ht_fit_para *p)
{
	ht_line *line;
	ht_fill f;
	size_t n;

	if (ht_fit_fill(&b->ctx, l, b->fonts, p, p->quotes, &f) != HT_OK)
		return;
	ht_fill_break(b->ctx.arena, &f, l->page.area_width, p->first, p->left,
		&line, &n);
	for (size_t i = 0; i < n; i++) {
		uint32_t beg = f.item[line[i].beg].beg;
		uint32_t end = f.item[line[i].end - 1].end;

		printf("%s%.*s", i ? "|" : "", (int)(end - beg),
			p->text.p + beg);
	}
	putchar('\n');
}

static void
run(bench *b, const char *path)
{
	document d;
	ht_layout base, measured;
	ht_fit f;
	size_t plain;

	read_document(b, path, &d);
	fit_document(b, &d, &base, &f);
	plain = score(b, &base, d.para, d.n, NULL);
	measured = base;
	measured.line.latin = f.layout.line.latin;
	measured.line.quotes = f.layout.line.quotes;
	measured.line.pair = f.layout.line.pair;
	measured.line.autospace = f.layout.line.autospace;
	printf("%-18s %4zu  plain %5.1f  fitted %5.1f (%zu)", d.name, d.breaks,
		100.0 * (double)plain / (double)d.breaks,
		100.0 * (double)f.alike / (double)d.breaks, f.alike);
	if (b->halves)
		halve(b, &d, b->measured ? &measured : &base);
	if (b->settings)
		show_settings(&f.layout);
	else
		putchar('\n');
	for (size_t i = 0; i < d.n; i++)
		d.para[i].quotes = f.quotes[i] + 1;
	show_misses(b, &d, &f);
	b->breaks += d.breaks;
	b->plain += plain;
	b->fitted += f.alike;
}

int
main(int argc, char **argv)
{
	bench b = {0};
	int opt;

	while ((opt = getopt(argc, argv, "m:H:sM")) != -1) {
		if (opt == 'm')
			b.misses = atoi(optarg);
		else if (opt == 'H')
			b.halves = atoi(optarg);
		else if (opt == 'M')
			b.measured = true;
		else if (opt == 's')
			b.settings = 1;
		else
			return 2;
	}
	ht_ctx_init(&b.ctx);
	if (ht_fontset_load(&b.ctx, "fonts/roles.yaml", "fonts/files",
		    &b.fonts) != HT_OK ||
		ht_layout_load(&b.ctx, "layouts/document.yaml", &b.layout) !=
			HT_OK) {
		fputs("fonts or layout missing\n", stderr);
		return 2;
	}
	b.layout.line.kinsoku = HT_KINSOKU_WORD;
	b.layout.line.tolerance = PT / 20;
	for (int i = optind; i < argc; i++)
		run(&b, argv[i]);
	printf("all %zu breaks: plain %zu (%.2f %%), fitted %zu (%.2f %%)",
		b.breaks, b.plain, 100.0 * (double)b.plain / (double)b.breaks,
		b.fitted, 100.0 * (double)b.fitted / (double)b.breaks);
	if (b.halves)
		printf(", half/half %.2f %%",
			100 * b.half_alike / b.half_breaks);
	putchar('\n');
	ht_fontset_drop(b.fonts);
	ht_ctx_drop(&b.ctx);
	return 0;
}
