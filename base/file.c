/*
 * Reading and replacing files.
 *
 * Read file_write() and replace() first: a temporary file beside the target gets the contents
 * (write_temp), is synced, read back and compared, and takes the target's name; then the folder is
 * synced and the file is read once more. Invariant: at any moment the name leads to the whole old
 * file or to the whole new one. file_sweep() removes the temporary files of a process that was
 * killed in between.
 */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/dir.h"

/*
 * A temporary file is called as the file that it will become, plus this. Nobody else gives a file
 * such a name.
 */
#define TEMP_PREFIX ".tmp-"
#define TEMP_SUFFIX TEMP_PREFIX "XXXXXX"

/* Seconds after which a temporary file belongs to no living write: an hour writes terabytes. */
#define DEAD_S 3600

/*
 * Appends everything up to end of file (the limit of `out` is the ceiling). A failure other than
 * ERR_LIMIT leaves its reason in errno.
 */
static enum status read_all(struct buf *out, int fd)
{
	for (;;) {
		size_t room = out->limit - out->len, want = room < 64 * KIB ? room : 64 * KIB;
		/*
		 * At the ceiling, reading one more byte tells a file that is exactly full from one
		 * that is too large.
		 */
		uint8_t beyond, *p = room == 0 ? &beyond : buf_reserve(out, want);
		ssize_t got;

		if (p == NULL)
			return buf_status(out);
		got = read(fd, p, room == 0 ? 1 : want);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return status_from_errno(errno);
		if (got == 0)
			return STATUS_OK;
		if (room == 0)
			return ERR_LIMIT;
		buf_grew(out, (size_t)got);
	}
}

static enum status read_open_file(struct buf *out, int fd, const char *path, struct err *e)
{
	enum status s = read_all(out, fd);

	if (s == ERR_LIMIT)
		return err_set(e, s, "%s is larger than %zu bytes, the most that is read here",
			       path, out->limit);
	return s == STATUS_OK ? s : err_set_errno(e, errno, "cannot read %s", path);
}

enum status file_read(struct buf *out, const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum status s;

	if (fd < 0)
		return err_set_errno(e, errno, "cannot open %s", path);
	s = read_open_file(out, fd, path, e);
	close(fd);
	return s;
}

enum status file_read_private(struct buf *out, const char *path, struct err *e)
{
	/* O_NONBLOCK, because opening a pipe would otherwise wait until somebody writes into it. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;
	enum status s;

	if (fd < 0)
		return err_set_errno(e, errno, "cannot open %s", path);
	if (fstat(fd, &st) != 0) {
		s = err_set_errno(e, errno, "cannot examine %s", path);
	} else if (!S_ISREG(st.st_mode)) {
		s = err_set(e, ERR_PERMISSION, "%s is not a regular file", path);
	} else if ((st.st_mode & 077) != 0) {
		s = err_set(e, ERR_PERMISSION,
			    "%s must be a file that only you can read; run: chmod 600 %s", path,
			    path);
	} else {
		s = read_open_file(out, fd, path, e);
	}
	close(fd);
	return s;
}

enum status file_write_all(int fd, const void *data, size_t len)
{
	struct pollfd room = {.fd = fd, .events = POLLOUT};
	const uint8_t *at = data;

	while (len > 0) {
		ssize_t put = write(fd, at, len);

		if (put < 0 && errno == EINTR)
			continue;
		/* A terminal that is open without blocking, and stopped by Ctrl-S. */
		if (put < 0 && errno == EAGAIN) {
			(void)poll(&room, 1, -1);
			continue;
		}
		if (put < 0)
			return status_from_errno(errno);
		at += put;
		len -= (size_t)put;
	}
	return STATUS_OK;
}

static enum status same_content(const char *path, const void *data, size_t len, struct err *e)
{
	struct buf back;
	enum status s;

	buf_init(&back, len + 1);
	s = file_read(&back, path, e);
	if (s == STATUS_OK && (back.len != len || (len > 0 && memcmp(back.data, data, len) != 0)))
		s = err_set(e, ERR_CHANGED,
			    "%s reads back differently from what was written; check the disk, then "
			    "try again",
			    path);
	buf_wipe(&back);
	return s;
}

/*
 * Writes and checks a new file in the folder of `path`. In/Out: `temp`, a template for mkostemp(),
 * then the file's name, or "" when there is no file.
 */
static enum status write_temp(char *temp, const char *path, const void *data, size_t len,
			      struct err *e)
{
	int fd = mkostemp(temp, O_CLOEXEC), error = 0;

	if (fd < 0) {
		temp[0] = '\0';
		return err_set_errno(e, errno, "cannot create a file beside %s", path);
	}
	if (file_write_all(fd, data, len) != STATUS_OK || fchmod(fd, 0600) != 0 || fsync(fd) != 0)
		error = errno;
	if (close(fd) != 0 && error == 0)
		error = errno;
	if (error != 0)
		return err_set(e, status_from_errno(error),
			       "cannot write %s: %s; nothing was changed", path, strerror(error));
	return same_content(temp, data, len, e);
}

/*
 * Renames like rename(), but fails when the name is taken. Two ways, because no file system has
 * both: FAT, on which claims travel between machines, has no links, and NFS refuses the flag.
 */
static int rename_new(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	return link(from, to) == 0 ? unlink(from) : -1;
}

static enum status refuse_existing(const char *path, struct err *e)
{
	return err_set(e, ERR_EXISTS, "%s exists and is not overwritten; choose another name",
		       path);
}

static enum status replace(const char *path, const void *data, size_t len, bool only_new,
			   struct err *e)
{
	char *dir = dir_of(path), *temp = NULL;
	enum status s;

	if (dir == NULL || asprintf(&temp, "%s" TEMP_SUFFIX, path) < 0) {
		free(dir);
		return err_set(e, ERR_MEMORY, "out of memory");
	}
	s = write_temp(temp, path, data, len, e);
	if (s != STATUS_OK)
		goto out;
	if (only_new ? rename_new(temp, path) != 0 : rename(temp, path) != 0) {
		s = errno == EEXIST ? refuse_existing(path, e)
				    : err_set_errno(e, errno, "cannot write %s", path);
		goto out;
	}
	temp[0] = '\0';
	s = dir_sync(dir, e);
	if (s == STATUS_OK)
		s = same_content(path, data, len, e);
out:
	if (temp[0] != '\0')
		unlink(temp);
	free(temp);
	free(dir);
	return s;
}

enum status file_write(const char *path, const void *data, size_t len, struct err *e)
{
	return replace(path, data, len, false, e);
}

enum status file_write_new(const char *path, const void *data, size_t len, struct err *e)
{
	return replace(path, data, len, true, e);
}

/* A link that leads nowhere takes the name as well, so that none is followed. */
enum status file_check_new(const char *path, struct err *e)
{
	char *dir = dir_of(path);
	struct stat st;
	enum status s = STATUS_OK;

	if (dir == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	if (lstat(path, &st) == 0)
		s = refuse_existing(path, e);
	else if (access(dir, W_OK | X_OK) != 0)
		s = err_set_errno(e, errno, "cannot create a file beside %s", path);
	free(dir);
	return s;
}

void file_sweep(const char *path)
{
	char *folder = dir_of(path);
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	size_t len = strlen(name);
	DIR *dir = folder != NULL ? opendir(folder) : NULL;
	const struct dirent *d;

	while (dir != NULL && (d = readdir(dir)) != NULL)
		if (strncmp(d->d_name, name, len) == 0 &&
		    strncmp(d->d_name + len, TEMP_PREFIX, strlen(TEMP_PREFIX)) == 0 &&
		    strlen(d->d_name) == len + strlen(TEMP_SUFFIX))
			unlinkat(dirfd(dir), d->d_name, 0);
	if (dir != NULL)
		closedir(dir);
	free(folder);
}

/* Whether a name is that of a temporary file of this file. */
static bool is_temporary(const char *name)
{
	size_t len = strlen(name);

	return len > strlen(TEMP_SUFFIX) &&
	       strncmp(name + len - strlen(TEMP_SUFFIX), TEMP_PREFIX, strlen(TEMP_PREFIX)) == 0;
}

void file_sweep_folder(const char *path)
{
	DIR *dir = opendir(path);
	time_t dead = time(NULL) - DEAD_S;
	const struct dirent *d;
	struct stat st;

	while (dir != NULL && (d = readdir(dir)) != NULL)
		if (is_temporary(d->d_name) &&
		    fstatat(dirfd(dir), d->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    S_ISREG(st.st_mode) && st.st_mtime <= dead)
			unlinkat(dirfd(dir), d->d_name, 0);
	if (dir != NULL)
		closedir(dir);
}

enum status file_lock(int *fd, const char *path, struct err *e)
{
	enum status s;

	*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (*fd < 0)
		return err_set_errno(e, errno, "cannot open %s", path);
	if (flock(*fd, LOCK_EX | LOCK_NB) == 0)
		return STATUS_OK;
	s = errno == EWOULDBLOCK
		    ? err_set(e, ERR_BUSY,
			      "another byline is using %s; close it or wait until it has finished",
			      path)
		    : err_set_errno(e, errno, "cannot lock %s", path);
	close(*fd);
	*fd = -1;
	return s;
}
