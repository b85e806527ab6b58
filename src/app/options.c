/* SPDX-License-Identifier: Apache-2.0
 *
 * The command line.
 */
#include "app/app.h"
#include "app/pathname.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_JOBS 256

typedef struct {
	const char *topic;
	ht_lang lang;
	const char *text;
} help;

static const help helps[] = {
#include "app/help.inc"
};

const char *
ht_help_text(const char *topic, ht_lang lang)
{
	for (size_t i = 0; i < sizeof helps / sizeof *helps; i++)
		if (strcmp(helps[i].topic, topic) == 0 && helps[i].lang == lang)
			return helps[i].text;
	return NULL;
}

static ht_lang
environment_lang(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *v = getenv(names[i]);

		if (v && *v)
			return strncmp(v, "zh", 2) == 0 ? HT_ZH : HT_EN;
	}
	return HT_EN;
}

static ht_err
bad_value(ht_ctx *ctx, const char *name, const char *value, const char *allowed)
{
	return ht_fail(ctx, HT_EUSAGE, HT_MSG_USAGE_VALUE, NULL, 0, name, value,
		allowed, NULL);
}

static ht_err
set_lang(ht_ctx *ctx, ht_options *o, const char *value)
{
	if (strcmp(value, "zh") != 0 && strcmp(value, "en") != 0)
		return bad_value(ctx, "--lang", value, "zh, en");
	o->lang = strcmp(value, "zh") == 0 ? HT_ZH : HT_EN;
	return HT_OK;
}

static ht_err
set_jobs(ht_ctx *ctx, ht_options *o, const char *value)
{
	char *end;
	long n = strtol(value, &end, 10);

	if (*end || end == value || n < 1 || n > MAX_JOBS)
		return bad_value(ctx, "--jobs", value, "1...256");
	o->jobs = (int)n;
	return HT_OK;
}

static const char *const formats[] = {[HT_FORMAT_PDF] = "pdf",
	[HT_FORMAT_DUMP] = "dump",
	[HT_FORMAT_TEXT] = "text",
	[HT_FORMAT_JSON] = "json",
	[HT_FORMAT_HTML] = "html"};
_Static_assert(
	sizeof formats / sizeof *formats == HT_FORMAT__MAX, "one a format");

static ht_err
set_format(ht_ctx *ctx, ht_options *o, const char *value)
{
	bool check = strcmp(o->command, "check") == 0;
	int first = check ? HT_FORMAT_TEXT : HT_FORMAT_PDF;
	int end = check ? HT_FORMAT__MAX : HT_FORMAT_TEXT;

	for (int i = first; i < end; i++)
		if (strcmp(value, formats[i]) == 0) {
			o->format = (ht_format)i;
			return HT_OK;
		}
	return bad_value(ctx, "--format", value,
		check ? "text, json, html" : "pdf, dump");
}

static ht_err
set_pages(ht_ctx *ctx, ht_options *o, const char *value)
{
	static const char *const names[] = {[HT_PAGES_ALL] = "all",
		[HT_PAGES_ODD] = "odd",
		[HT_PAGES_EVEN] = "even"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(value, names[i]) == 0) {
			o->pages = (ht_learn_pages)i;
			return HT_OK;
		}
	return bad_value(ctx, "--pages", value, "all, odd, even");
}

/* Of other commands than render it is no option. */
static ht_err
set_shard(ht_ctx *ctx, ht_options *o, const char *value)
{
	if (strcmp(o->command, "render") != 0)
		return ht_fail(ctx, HT_EUSAGE, HT_MSG_USAGE_OPTION, NULL, 0,
			"--shard", o->command, NULL);
	return ht_shard_read(ctx, value, &o->shard);
}

/* An option with a value. */
static ht_err
set_option(ht_ctx *ctx, ht_options *o, char name, const char *value)
{
	switch (name) {
	case 'o':
		o->output = value;
		o->output_given = true;
		return HT_OK;
	case 'l':
		o->layout = value;
		o->layout_given = true;
		return HT_OK;
	case 'O':
		o->original = value;
		return HT_OK;
	case 's':
		o->stage = value;
		return HT_OK;
	case 'f':
		return set_format(ctx, o, value);
	case 'p':
		return set_pages(ctx, o, value);
	case 'S':
		return set_shard(ctx, o, value);
	case 'j':
		return set_jobs(ctx, o, value);
	default:
		return set_lang(ctx, o, value);
	}
}

/* The one-letter name of an option with a value, 0 when it is none; *value
 * gets what stands in the same argument. */
static char
option_name(const char *arg, const char **value)
{
	static const struct {
		const char *name;
		char letter;
	} longs[] = {{"--output", 'o'}, {"--layout", 'l'}, {"--stage", 's'},
		{"--format", 'f'}, {"--jobs", 'j'}, {"--pages", 'p'},
		{"--lang", 'L'}, {"--original", 'O'}, {"--shard", 'S'}};

	*value = NULL;
	if (arg[1] != '-') {
		if (arg[1] == '\0' || !strchr("olsfj", arg[1]))
			return 0;
		*value = arg[2] ? arg + 2 : NULL;
		return arg[1];
	}
	for (size_t i = 0; i < sizeof longs / sizeof *longs; i++) {
		size_t n = strlen(longs[i].name);

		if (strncmp(arg, longs[i].name, n) != 0)
			continue;
		if (arg[n] == '=')
			*value = arg + n + 1;
		if (arg[n] == '=' || arg[n] == '\0')
			return longs[i].letter;
	}
	return 0;
}

static bool
set_flag(ht_options *o, const char *arg)
{
	if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0)
		o->help = true;
	else if (strcmp(arg, "--no-infer") == 0)
		o->no_infer = true;
	else if (strcmp(arg, "--small") == 0)
		o->small = true;
	else if (strcmp(arg, "--force") == 0)
		o->force = true;
	else if (strcmp(arg, "--like-original") == 0)
		o->like_original = true;
	else if (strcmp(arg, "--all") == 0)
		o->all = true;
	else
		return false;
	return true;
}

static ht_err
read_argument(ht_ctx *ctx, ht_options *o, int argc, char **argv, int *i)
{
	const char *arg = argv[*i], *value;
	char name;

	if (set_flag(o, arg))
		return HT_OK;
	name = option_name(arg, &value);
	if (!name)
		return ht_fail(ctx, HT_EUSAGE, HT_MSG_USAGE_OPTION, NULL, 0,
			arg, o->command, NULL);
	if (!value && *i + 1 < argc)
		value = argv[++*i];
	if (!value)
		return ht_fail(ctx, HT_EUSAGE, HT_MSG_USAGE_ARGUMENT, NULL, 0,
			arg, o->command, NULL);
	return set_option(ctx, o, name, value);
}

/* Paths get one spelling.  Those of the commands with a manifest are taken once
 * when they are named twice; what other commands write to is a file, and stays
 * as it is named. */
static void
clean_paths(ht_ctx *ctx, ht_options *o)
{
	bool manifest = strcmp(o->command, "render") == 0 ||
			strcmp(o->command, "merge") == 0;

	for (int i = 0; i < o->npath; i++)
		ht_pathname_clean(o->path[i]);
	if (manifest) {
		char *clean = ht_fmt(ctx->arena, "%s", o->output);

		o->output_folder = ht_str_ends(ht_str_from(clean), "/");
		ht_pathname_clean(clean);
		o->output = clean;
		o->npath = ht_pathname_once(ctx->arena, o->path, o->npath);
	}
}

ht_err
ht_options_read(ht_ctx *ctx, int argc, char **argv, ht_options *out)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	bool plain = false;
	int i = 1;

	*out = (ht_options){.command = "",
		.output = "out",
		.layout = "document",
		.stage = "doc",
		.jobs = cores < 1	   ? 1
			: cores > MAX_JOBS ? MAX_JOBS
					   : (int)cores,
		.lang = environment_lang(),
		.path = HT_ARRAY(ctx->arena, char *, (size_t)argc + 1)};
	if (argc > 1 && argv[1][0] != '-')
		out->command = argv[i++];
	if (strcmp(out->command, "check") == 0) {
		out->output = NULL; /* standard output */
		out->format = HT_FORMAT_TEXT;
	}
	for (; i < argc; i++) {
		if (!plain && strcmp(argv[i], "--") == 0)
			plain = true;
		else if (!plain && argv[i][0] == '-' && argv[i][1])
			HT_TRY(read_argument(ctx, out, argc, argv, &i));
		else
			out->path[out->npath++] =
				ht_fmt(ctx->arena, "%s", argv[i]);
	}
	clean_paths(ctx, out);
	return HT_OK;
}
