/* SPDX-License-Identifier: Apache-2.0
 *
 * hongtou: the program.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/app.h"

typedef struct {
	const char *name;
	int (*run)(const ht_options *opt);
} command;

static const command commands[] = {{"render", ht_cmd_render},
	{"merge", ht_cmd_merge}, {"check", ht_cmd_check}, {"dump", ht_cmd_dump},
	{"learn", ht_cmd_learn}, {"fonts", ht_cmd_fonts},
	{"layouts", ht_cmd_layouts}};

static int
fail(const ht_error *e, ht_lang lang)
{
	ht_buf text = {0};

	ht_report_error(&text, e, lang);
	fwrite(text.p, 1, text.n, stderr);
	ht_buf_drop(&text);
	return HT_EXIT_FAILED;
}

static int
show_help(const char *topic, ht_lang lang)
{
	const char *text = ht_help_text(topic, lang);

	fputs(text ? text : ht_help_text("main", lang), stdout);
	return HT_EXIT_CLEAN;
}

static int
run(ht_ctx *ctx, const ht_options *opt)
{
	if (opt->help || !*opt->command)
		return show_help(
			*opt->command ? opt->command : "main", opt->lang);
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (strcmp(opt->command, commands[i].name) == 0)
			return commands[i].run(opt);
	ht_fail(ctx, HT_EUSAGE, HT_MSG_USAGE_COMMAND, NULL, 0, opt->command,
		NULL);
	return fail(&ctx->error, opt->lang);
}

/* Streams that the caller has closed: else the next files opened would bear
 * their numbers, and messages would go into them. */
static void
fill_streams(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

int
main(int argc, char **argv)
{
	ht_options opt;
	ht_ctx ctx;
	int status;

	fill_streams();
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		puts("hongtou " HT_VERSION);
		return HT_EXIT_CLEAN;
	}
	ht_ctx_init(&ctx);
	if (ht_options_read(&ctx, argc, argv, &opt) != HT_OK)
		status = fail(&ctx.error, opt.lang);
	else
		status = run(&ctx, &opt);
	/* What could not be written is no result: a full disk, a broken
	 * pipe.  A closed standard output is the caller's wish. */
	errno = 0;
	if ((fflush(stdout) != 0 || ferror(stdout)) && errno != EBADF) {
		ht_fail(&ctx, HT_EIO, HT_MSG_IO_WRITE, "stdout", 0,
			strerror(errno), NULL);
		status = fail(&ctx.error, opt.lang);
	}
	ht_ctx_drop(&ctx);
	return status;
}
