/*
 * Loaded into a program by LD_PRELOAD: counts the calls that change a file below STEP_BELOW, and at
 * the one with the number STEP_AT kills the process before it happens (STEP_DO=kill), or lets it and
 * all that follow fail as on a full disk (STEP_DO=full). The number of calls is written to the file
 * STEP_COUNT at the end.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Replaces the C library's function of that name, also for its other libraries. */
#define REPLACES __attribute__((visibility("default")))

/* The function that was replaced. */
#define REAL(name) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))

static atomic_long calls;
static long at;
static bool full;
static char below[PATH_MAX], count[PATH_MAX];

__attribute__((constructor)) static void read_environment(void)
{
	const char *number = getenv("STEP_AT"), *what = getenv("STEP_DO");

	at = number != NULL ? strtol(number, NULL, 10) : 0;
	full = what != NULL && strcmp(what, "full") == 0;
	snprintf(below, sizeof(below), "%s",
		 getenv("STEP_BELOW") != NULL ? getenv("STEP_BELOW") : "");
	snprintf(count, sizeof(count), "%s",
		 getenv("STEP_COUNT") != NULL ? getenv("STEP_COUNT") : "");
}

__attribute__((destructor)) static void tell_count(void)
{
	FILE *f = count[0] != '\0' ? fopen(count, "we") : NULL;

	if (f == NULL)
		return;
	fprintf(f, "%ld\n", (long)calls);
	fclose(f);
}

/* Whether the call may happen; else it fails with ENOSPC. */
static bool step(const char *path)
{
	const size_t len = strlen(below);
	long now;

	if (len == 0 || strncmp(path, below, len) != 0 || path[len] != '/')
		return true;
	now = ++calls;
	if (now == at && !full)
		kill(getpid(), SIGKILL);
	if (!full || at == 0 || now < at)
		return true;
	errno = ENOSPC;
	return false;
}

static bool step_fd(int fd)
{
	char link[64], path[PATH_MAX];
	const int before = errno;
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof(path) - 1);
	errno = before;
	if (n <= 0)
		return true;
	path[n] = '\0';
	return step(path);
}

static bool creates(int flags)
{
	return (flags & (O_CREAT | O_TRUNC)) != 0;
}

static mode_t mode_of(int flags, va_list ap)
{
	return creates(flags) ? va_arg(ap, mode_t) : 0;
}

#define OPEN(name)                                                                         \
	REPLACES int name(const char *path, int flags, ...)                                \
	{                                                                                  \
		va_list ap;                                                                \
		mode_t mode;                                                               \
                                                                                           \
		va_start(ap, flags);                                                       \
		mode = mode_of(flags, ap);                                                 \
		va_end(ap);                                                                \
		return creates(flags) && !step(path) ? -1 : REAL(name)(path, flags, mode); \
	}
OPEN(open)
OPEN(open64)

REPLACES ssize_t write(int fd, const void *data, size_t len)
{
	return step_fd(fd) ? REAL(write)(fd, data, len) : -1;
}

REPLACES ssize_t pwrite(int fd, const void *data, size_t len, off_t offset)
{
	return step_fd(fd) ? REAL(pwrite)(fd, data, len, offset) : -1;
}

REPLACES ssize_t pwrite64(int fd, const void *data, size_t len, off_t offset)
{
	return step_fd(fd) ? REAL(pwrite64)(fd, data, len, offset) : -1;
}

REPLACES int ftruncate(int fd, off_t len)
{
	return step_fd(fd) ? REAL(ftruncate)(fd, len) : -1;
}

REPLACES int ftruncate64(int fd, off_t len)
{
	return step_fd(fd) ? REAL(ftruncate64)(fd, len) : -1;
}

REPLACES int fsync(int fd)
{
	return step_fd(fd) ? REAL(fsync)(fd) : -1;
}

REPLACES int fdatasync(int fd)
{
	return step_fd(fd) ? REAL(fdatasync)(fd) : -1;
}

REPLACES int rename(const char *from, const char *to)
{
	return step(to) ? REAL(rename)(from, to) : -1;
}

REPLACES int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags)
{
	return step(to) ? REAL(renameat2)(from_at, from, to_at, to, flags) : -1;
}

REPLACES int link(const char *from, const char *to)
{
	return step(to) ? REAL(link)(from, to) : -1;
}

REPLACES int mkdir(const char *path, mode_t mode)
{
	return step(path) ? REAL(mkdir)(path, mode) : -1;
}

/* Room is made on a full disk, too. */
REPLACES int unlink(const char *path)
{
	return full || step(path) ? REAL(unlink)(path) : -1;
}
