#include "tests/lib/deny.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* Replaces the C library's function of that name, also for its other libraries. */
#define REPLACES __attribute__((visibility("default")))

/* The function that was replaced. */
#define REAL(name) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static char below[PATH_MAX];
/* Bytes of all files below that folder: at most, and when they were last measured. */
static size_t capacity, used;
static bool no_network;

static int add_size(const char *path, const struct stat *st, int type, struct FTW *where)
{
	(void)path, (void)where;
	used += type == FTW_F ? (size_t)st->st_size : 0;
	return 0;
}

static void measure(void)
{
	used = 0;
	nftw(below, add_size, 8, FTW_PHYS);
}

void deny_room(const char *dir, size_t room)
{
	pthread_mutex_lock(&mutex);
	snprintf(below, sizeof(below), "%s", dir != NULL ? dir : "");
	if (dir != NULL)
		measure();
	capacity = used + room;
	pthread_mutex_unlock(&mutex);
}

void deny_network(void)
{
	no_network = true;
}

__attribute__((constructor)) static void read_environment(void)
{
	const char *dir = getenv("DENY_ROOM_BELOW");

	if (dir != NULL)
		deny_room(dir, 0);
	if (getenv("DENY_NETWORK") != NULL)
		deny_network();
}

static bool is_below(int fd)
{
	char link[64], path[PATH_MAX];
	size_t len = strlen(below);
	ssize_t n;

	if (len == 0)
		return false;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, path, sizeof(path));
	return n > (ssize_t)len && memcmp(path, below, len) == 0 && path[len] == '/';
}

/* Returns by how many bytes a file stays short of reaching to `end` for want of room. */
static size_t missing_to(int fd, off_t end)
{
	int before = errno;
	size_t missing = 0;
	struct stat st;

	pthread_mutex_lock(&mutex);
	if (is_below(fd) && fstat(fd, &st) == 0 && end > st.st_size) {
		size_t growth = (size_t)(end - st.st_size);

		measure();
		if (used + growth > capacity)
			missing = growth < used + growth - capacity ? growth
								    : used + growth - capacity;
	}
	pthread_mutex_unlock(&mutex);
	errno = before;
	return missing;
}

/* Returns how many of `len` bytes at `offset` there is room for; -1 and ENOSPC for none of them. */
static ssize_t room_for(int fd, size_t len, off_t offset)
{
	size_t missing = len > 0 ? missing_to(fd, offset + (off_t)len) : 0;

	if (missing == 0 || missing < len)
		return (ssize_t)(len - missing);
	errno = ENOSPC;
	return -1;
}

REPLACES ssize_t write(int fd, const void *data, size_t len)
{
	int before = errno;
	off_t offset = lseek(fd, 0, fcntl(fd, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
	ssize_t n;

	errno = before;
	n = offset >= 0 ? room_for(fd, len, offset) : (ssize_t)len;
	return n < 0 ? -1 : REAL(write)(fd, data, (size_t)n);
}

REPLACES ssize_t pwrite(int fd, const void *data, size_t len, off_t offset)
{
	ssize_t n = room_for(fd, len, offset);

	return n < 0 ? -1 : REAL(pwrite)(fd, data, (size_t)n, offset);
}

REPLACES ssize_t pwrite64(int fd, const void *data, size_t len, off_t offset)
{
	return pwrite(fd, data, len, offset);
}

REPLACES int connect(int fd, const struct sockaddr *to, socklen_t len)
{
	if (no_network && (to->sa_family == AF_INET || to->sa_family == AF_INET6)) {
		errno = ENETUNREACH;
		return -1;
	}
	return REAL(connect)(fd, to, len);
}

/*
 * A stream writes inside the C library, past write(). One on a file below the folder is therefore
 * made anew, with functions of ours behind it; such a stream has no descriptor, which fileno() then
 * looks up here.
 */
static struct {
	FILE *stream;
	int fd;
} streams[16];

static int descriptor_of(const void *cookie)
{
	return (int)(intptr_t)cookie;
}

static ssize_t stream_write(void *cookie, const char *data, size_t len)
{
	ssize_t n = write(descriptor_of(cookie), data, len);

	/* The C library takes 0 for an error. */
	return n < 0 ? 0 : n;
}

static int stream_close(void *cookie)
{
	pthread_mutex_lock(&mutex);
	for (size_t i = 0; i < sizeof(streams) / sizeof(streams[0]); i++)
		if (streams[i].stream != NULL && streams[i].fd == descriptor_of(cookie))
			streams[i].stream = NULL;
	pthread_mutex_unlock(&mutex);
	return close(descriptor_of(cookie));
}

REPLACES FILE *fdopen(int fd, const char *mode)
{
	static const cookie_io_functions_t functions = {.write = stream_write,
							.close = stream_close};
	FILE *stream = NULL;

	pthread_mutex_lock(&mutex);
	for (size_t i = 0; mode[0] == 'w' && is_below(fd) && stream == NULL &&
			   i < sizeof(streams) / sizeof(streams[0]);
	     i++) {
		if (streams[i].stream != NULL)
			continue;
		stream = fopencookie((void *)(intptr_t)fd, mode, functions);
		streams[i].stream = stream;
		streams[i].fd = fd;
	}
	pthread_mutex_unlock(&mutex);
	return stream != NULL ? stream : REAL(fdopen)(fd, mode);
}

REPLACES int fileno(FILE *stream)
{
	int fd = -1;

	pthread_mutex_lock(&mutex);
	for (size_t i = 0; i < sizeof(streams) / sizeof(streams[0]); i++)
		if (streams[i].stream == stream)
			fd = streams[i].fd;
	pthread_mutex_unlock(&mutex);
	return fd >= 0 ? fd : REAL(fileno)(stream);
}
