#include "tests/lib/full_disk.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>
// clang-format off
#include <cmocka.h>
// clang-format on

#include "tests/lib/deny.h"

static char folder[256], ballast[300];
static size_t room;
static bool mounted;

static bool write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool ok = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	close(fd);
	return ok;
}

/* A mount namespace of one's own: root's, or an ordinary user's who is root in a user namespace. */
static bool enter_namespace(void)
{
	unsigned uid = getuid(), gid = getgid();
	char map[64];

	if (unshare(CLONE_NEWNS) != 0) {
		if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
			return false;
		snprintf(map, sizeof(map), "0 %u 1", uid);
		if (!write_text("/proc/self/uid_map", map) ||
		    !write_text("/proc/self/setgroups", "deny"))
			return false;
		snprintf(map, sizeof(map), "0 %u 1", gid);
		if (!write_text("/proc/self/gid_map", map))
			return false;
	}
	return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

void full_disk_begin(const char *dir, size_t size)
{
	char options[64];

	snprintf(folder, sizeof(folder), "%s", dir);
	snprintf(ballast, sizeof(ballast), "%s/ballast", dir);
	snprintf(options, sizeof(options), "size=%zu,mode=0700", size);
	room = size;
	mounted = enter_namespace() && mount("disk", dir, "tmpfs", 0, options) == 0;
	if (mounted) {
		printf("  note  the full disk is a file system of %zu bytes, mounted for it\n",
		       size);
	} else {
		printf("  note  the full disk is injected into write(), for mounting failed: %s\n",
		       strerror(errno));
		deny_room(dir, size);
	}
	fflush(stdout);
}

void full_disk_fill_but(size_t left)
{
	static const char zeros[4096];
	struct stat st;
	int fd;

	if (!mounted) {
		deny_room(folder, left);
		return;
	}
	fd = open(ballast, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	while (write(fd, zeros, sizeof(zeros)) > 0)
		;
	assert_int_equal(errno, ENOSPC);
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(ftruncate(fd, st.st_size - (off_t)left), 0);
	close(fd);
}

void full_disk_make_room(void)
{
	if (mounted)
		unlink(ballast);
	else
		deny_room(folder, room);
}

void full_disk_end(void)
{
	if (mounted)
		umount2(folder, MNT_DETACH);
	else
		deny_room(NULL, 0);
}
