/* SPDX-License-Identifier: Apache-2.0
 *
 * hongtou-read as a process: run, listened to, ended.
 */
#include "check/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECONDS 20 /* by the clock on the wall */
#define ANSWER_MAX ((size_t)256 << 20)
#define CHUNK 65536
#define HEAD 1024 /* bytes in which %PDF- must stand */
#define NOT_FOUND 127 /* exit status of what could not be run */

typedef struct {
	pid_t pid;
	int out, timer; /* its standard output; our clock */
	bool late, long_answer;
} child;

static ht_err
look_at_file(ht_ctx *ctx, const char *path)
{
	char head[HEAD];
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t n;

	if (fd < 0)
		return ht_fail(ctx, HT_EIO, HT_MSG_IO_OPEN, path, 0,
			strerror(errno), NULL);
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return ht_fail(ctx, HT_EINPUT, HT_MSG_PDF_FILE, path, 0, NULL);
	}
	n = read(fd, head, sizeof head);
	close(fd);
	if (n < 0)
		return ht_fail(ctx, HT_EIO, HT_MSG_IO_READ, path, 0,
			strerror(errno), NULL);
	if (n == 0)
		return ht_fail(ctx, HT_EINPUT, HT_MSG_PDF_EMPTY, path, 0, NULL);
	for (ssize_t i = 0; i + 5 <= n; i++)
		if (memcmp(head + i, "%PDF-", 5) == 0)
			return HT_OK;
	return ht_fail(ctx, HT_EINPUT, HT_MSG_PDF_NONE, path, 0, NULL);
}

static int
start(const char *reader, const char *path, int out, pid_t *pid)
{
	char *argv[] = {(char *)reader, (char *)path, NULL};
	char *envp[] = {"LC_ALL=C.UTF-8", NULL};
	posix_spawn_file_actions_t act;
	int error = posix_spawn_file_actions_init(&act);

	if (error)
		return error;
	posix_spawn_file_actions_addopen(&act, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&act, out, 1);
	posix_spawn_file_actions_addopen(&act, 2, "/dev/null", O_WRONLY, 0);
	error = posix_spawn(pid, reader, &act, NULL, argv, envp);
	posix_spawn_file_actions_destroy(&act);
	return error;
}

/* A timer that becomes readable when the time is over: the library reads no
 * clock. */
static int
open_timer(void)
{
	struct itimerspec when = {.it_value = {.tv_sec = SECONDS}};
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);

	if (fd >= 0 && timerfd_settime(fd, 0, &when, NULL) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static int
open_child(const char *reader, const char *path, child *c)
{
	int fd[2], error;

	if (pipe(fd) != 0)
		return errno;
	fcntl(fd[0], F_SETFD, FD_CLOEXEC);
	fcntl(fd[1], F_SETFD, FD_CLOEXEC);
	c->out = fd[0];
	c->timer = open_timer();
	error = c->timer < 0 ? errno : start(reader, path, fd[1], &c->pid);
	close(fd[1]);
	if (error) {
		close(fd[0]);
		if (c->timer >= 0)
			close(c->timer);
	}
	return error;
}

/* Reads all that the child says, until it ends or goes past a limit. */
static void
listen_to(child *c, ht_buf *answer)
{
	struct pollfd poll_fd[] = {{.fd = c->out, .events = POLLIN},
		{.fd = c->timer, .events = POLLIN}};
	char chunk[CHUNK];

	for (;;) {
		ssize_t n;

		if (poll(poll_fd, 2, -1) < 0) {
			if (errno == EINTR)
				continue;
			return;
		}
		if (poll_fd[1].revents) {
			c->late = true;
			return;
		}
		n = read(c->out, chunk, sizeof chunk);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		if (answer->n + (size_t)n > ANSWER_MAX) {
			c->long_answer = true;
			return;
		}
		ht_buf_add(answer, chunk, (size_t)n);
	}
}

/* Ends the child, whatever it does; its wait status. */
static int
close_child(child *c)
{
	int status = 0;

	if (c->late || c->long_answer)
		kill(c->pid, SIGKILL);
	close(c->out);
	close(c->timer);
	while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

static ht_err
judge_end(ht_ctx *ctx, const char *path, const child *c, int status)
{
	int sig = WIFSIGNALED(status) ? WTERMSIG(status) : 0;

	if (c->late)
		return ht_fail(ctx, HT_ELIMIT, HT_MSG_PDF_LIMIT, path, 0,
			ht_fmt(ctx->arena, "%d s", SECONDS), NULL);
	if (c->long_answer)
		return ht_fail(ctx, HT_ELIMIT, HT_MSG_PDF_LIMIT, path, 0,
			ht_fmt(ctx->arena, "%zu bytes", ANSWER_MAX), NULL);
	/* Out of memory ends glib by a trap and C++ by an abort. */
	if (sig == SIGXCPU || sig == SIGKILL || sig == SIGABRT ||
		sig == SIGTRAP)
		return ht_fail(ctx, HT_ELIMIT, HT_MSG_PDF_LIMIT, path, 0,
			sig == SIGXCPU || sig == SIGKILL ? "CPU" : "RAM", NULL);
	if (sig)
		return ht_fail(ctx, HT_EINPUT, HT_MSG_PDF_DAMAGED, path, 0,
			ht_fmt(ctx->arena, "signal %d", sig), NULL);
	if (WEXITSTATUS(status) != 0)
		return ht_fail(ctx, HT_EINPUT, HT_MSG_PDF_DAMAGED, path, 0,
			ht_fmt(ctx->arena, "exit %d", WEXITSTATUS(status)),
			NULL);
	return HT_OK;
}

ht_err
ht_reader_run(ht_ctx *ctx, const char *reader, const char *path, ht_buf *answer)
{
	child c = {0};
	int error, status;

	HT_TRY(look_at_file(ctx, path));
	error = open_child(reader, path, &c);
	if (error)
		return ht_fail(ctx, HT_EIO, HT_MSG_PDF_READER, path, 0, reader,
			strerror(error), NULL);
	listen_to(&c, answer);
	status = close_child(&c);
	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND)
		return ht_fail(ctx, HT_EIO, HT_MSG_PDF_READER, path, 0, reader,
			ht_fmt(ctx->arena, "%d", NOT_FOUND), NULL);
	return judge_end(ctx, path, &c, status);
}
