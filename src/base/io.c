/* SPDX-License-Identifier: Apache-2.0
 *
 * Files by POSIX calls: read whole; written beside, then renamed.
 *
 * Where Linux gives files without a name (O_TMPFILE), a new one is written as
 * such and gets its name when it is whole: only for that is the folder locked,
 * while a file that is made under a name locks it as long as an inode is being
 * looked for, which is what two threads that write into one folder wait for.
 */
#define _GNU_SOURCE /* O_TMPFILE */
#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEVICES "/dev/"
#define SHARED "/dev/shm/"
#define STDOUT_PATH "/dev/stdout"
#define READ_CHUNK ((size_t)64 * 1024)

const char *
ht_io_beside(ht_arena *a, const char *file, const char *path)
{
	const char *slash = strrchr(file, '/');

	if (path[0] == '/' || !slash)
		return path;
	return ht_fmt(a, "%.*s/%s", (int)(slash - file), file, path);
}

static ht_err
fail(ht_ctx *ctx, ht_msg id, const char *path)
{
	return ht_fail(ctx, HT_EIO, id, path, 0, strerror(errno), NULL);
}

static ht_err
fail_limit(ht_ctx *ctx, const char *path, size_t size, size_t limit)
{
	return ht_fail(ctx, HT_ELIMIT, HT_MSG_IO_LIMIT, path, 0,
		ht_fmt(ctx->arena, "%zu", size),
		ht_fmt(ctx->arena, "%zu", limit), NULL);
}

/* A pipe tells no size: it is read to its end. */
static ht_err
read_stream(ht_ctx *ctx, int fd, const char *path, size_t limit, ht_str *out)
{
	size_t cap = 0, n = 0;
	char *bytes = NULL;

	for (;;) {
		ssize_t got;

		while (cap - n < READ_CHUNK)
			bytes = ht_arena_grow(ctx->arena, bytes, &cap, 1);
		got = read(fd, bytes + n, READ_CHUNK);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail(ctx, HT_MSG_IO_READ, path);
		if (got == 0)
			break;
		n += (size_t)got;
		if (n > limit)
			return fail_limit(ctx, path, n, limit);
	}
	*out = (ht_str){bytes, n};
	return HT_OK;
}

static ht_err
read_sized(ht_ctx *ctx, int fd, const char *path, size_t size, ht_str *out)
{
	char *bytes = ht_arena_alloc(ctx->arena, size + 1);
	size_t n = 0;

	while (n < size) {
		ssize_t got = read(fd, bytes + n, size - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail(ctx, HT_MSG_IO_READ, path);
		if (got == 0)
			break;
		n += (size_t)got;
	}
	*out = (ht_str){bytes, n};
	return HT_OK;
}

ht_err
ht_io_read(ht_ctx *ctx, const char *path, size_t limit, ht_str *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	ht_err err;

	if (fd < 0)
		return fail(ctx, HT_MSG_IO_OPEN, path);
	if (fstat(fd, &st) < 0)
		err = fail(ctx, HT_MSG_IO_READ, path);
	else if (S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		err = fail(ctx, HT_MSG_IO_READ, path);
	} else if (!S_ISREG(st.st_mode))
		err = read_stream(ctx, fd, path, limit, out);
	else if ((uint64_t)st.st_size > limit)
		err = fail_limit(ctx, path, (size_t)st.st_size, limit);
	else
		err = read_sized(ctx, fd, path, (size_t)st.st_size, out);
	close(fd);
	return err;
}

ht_err
ht_io_load(ht_ctx *ctx, const char *path, size_t limit, ht_str *out)
{
	const ht_loader *l = ctx->loader;

	if (!l)
		return ht_io_read(ctx, path, limit, out);
	return l->load(l->user, ctx, path, limit, out);
}

static int
write_all(int fd, ht_str bytes)
{
	while (bytes.n) {
		ssize_t done = write(fd, bytes.p, bytes.n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		bytes.p += done;
		bytes.n -= (size_t)done;
	}
	return 0;
}

/* Devices (/dev/full, a pipe) are written directly: nothing can be renamed
 * onto them.  Standard output keeps its place in the file it may go to. */
static ht_err
write_device(ht_ctx *ctx, const char *path, ht_str bytes)
{
	bool out = strcmp(path, STDOUT_PATH) == 0;
	int fd = out ? STDOUT_FILENO : open(path, O_WRONLY | O_CLOEXEC);
	int bad = fd < 0 || write_all(fd, bytes) < 0;
	ht_err err = bad ? fail(ctx, HT_MSG_IO_WRITE, path) : HT_OK;

	if (fd >= 0 && !out)
		close(fd);
	return err;
}

/* /dev/stdout may be a link to a plain file: its name says what it is.  What
 * is in /dev/shm is a file. */
bool
ht_io_is_device(const char *path)
{
	struct stat st;

	if (strncmp(path, DEVICES, strlen(DEVICES)) == 0 &&
		strncmp(path, SHARED, strlen(SHARED)) != 0)
		return true;
	return stat(path, &st) == 0 && !S_ISREG(st.st_mode) &&
	       !S_ISDIR(st.st_mode);
}

/* The folder that a file is in. */
static char *
folder_of(ht_arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return ht_str_cstr(a, HT_STR("."));
	return ht_fmt(a, "%.*s", (int)(slash - path) + 1, path);
}

ht_err
ht_io_make_folders(ht_ctx *ctx, const char *path)
{
	char *p = folder_of(ctx->arena, path);

	if (access(p, F_OK) == 0)
		return HT_OK;
	for (char *s = p + 1; *s; s++) {
		if (*s != '/')
			continue;
		*s = '\0';
		if (mkdir(p, 0777) < 0 && errno != EEXIST)
			return fail(ctx, HT_MSG_IO_WRITE, p);
		*s = '/';
	}
	return HT_OK;
}

static const char *
part_name(ht_arena *a, const char *path)
{
	return ht_fmt(a, "%s.%ld.part", path, (long)getpid());
}

#ifdef O_TMPFILE

/* Gives the file its name.  A link never replaces what is there. */
static int
name_file(ht_arena *a, int fd, const char *path)
{
	const char *self = ht_fmt(a, "/proc/self/fd/%d", fd), *part;

	if (linkat(AT_FDCWD, self, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0)
		return 0;
	if (errno != EEXIST)
		return -1;
	part = part_name(a, path);
	unlink(part);
	if (linkat(AT_FDCWD, self, AT_FDCWD, part, AT_SYMLINK_FOLLOW) < 0)
		return -1;
	if (rename(part, path) == 0)
		return 0;
	unlink(part);
	return -1;
}

/* False where this cannot be done, whatever the reason. */
static bool
write_unnamed(ht_arena *a, const char *path, ht_str bytes)
{
	int fd = open(
		folder_of(a, path), O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666);
	bool good;

	if (fd < 0)
		return false;
	good = write_all(fd, bytes) == 0 && name_file(a, fd, path) == 0;
	close(fd);
	return good;
}

#else

static bool
write_unnamed(ht_arena *a, const char *path, ht_str bytes)
{
	(void)a;
	(void)path;
	(void)bytes;
	return false;
}

#endif

static ht_err
write_beside(ht_ctx *ctx, const char *path, ht_str bytes)
{
	const char *part = part_name(ctx->arena, path);
	int fd, bad;

	unlink(part);
	fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		return fail(ctx, HT_MSG_IO_WRITE, path);
	bad = write_all(fd, bytes) < 0;
	if (bad) {
		int saved = errno;

		close(fd);
		errno = saved;
	} else
		bad = close(fd) < 0;
	if (bad || rename(part, path) < 0) {
		ht_err err = fail(ctx, HT_MSG_IO_WRITE, path);

		unlink(part);
		return err;
	}
	return HT_OK;
}

ht_err
ht_io_write(ht_ctx *ctx, const char *path, ht_str bytes)
{
	if (ht_io_is_device(path))
		return write_device(ctx, path, bytes);
	if (write_unnamed(ctx->arena, path, bytes))
		return HT_OK;
	return write_beside(ctx, path, bytes);
}
