/*
 * Folders: how they are made, made durable, and how names in them are written.
 *
 * A new folder survives a crash only after the folder above it was synced.
 */
#include "base/dir.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *dir_join(const char *dir, const char *name)
{
	size_t len = strlen(dir);
	char *path = NULL;

	while (len > 0 && dir[len - 1] == '/')
		len--;
	if (asprintf(&path, "%.*s/%s", (int)len, dir, name) < 0)
		return NULL;
	return path;
}

char *dir_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return strdup(".");
	return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

enum status dir_sync(const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum status s = STATUS_OK;

	if (fd < 0)
		return err_set_errno(e, errno, "cannot open folder %s", path);
	if (fsync(fd) != 0)
		s = err_set_errno(e, errno, "cannot sync folder %s", path);
	close(fd);
	return s;
}

/*
 * Makes a new folder's entry durable where its parent may be opened. An ordinary user may not open
 * /home, for instance; the folder is then as durable as the system makes it.
 */
static void sync_parent(const char *path)
{
	char *parent = dir_of(path);
	int fd = parent != NULL ? open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(parent);
}

enum status dir_ensure(const char *path, struct err *e)
{
	char *part = strdup(path), *end = part;
	enum status s = STATUS_OK;

	if (part == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	/* Makes the parents from the top down, by ending the path behind each part in turn. */
	do {
		char kept;

		end += strspn(end, "/");
		end += strcspn(end, "/");
		kept = *end;
		*end = '\0';
		if (mkdir(part, 0700) == 0)
			sync_parent(part);
		else if (errno != EEXIST)
			s = err_set_errno(e, errno, "cannot create folder %s", part);
		*end = kept;
	} while (s == STATUS_OK && *end != '\0');
	free(part);
	return s;
}
