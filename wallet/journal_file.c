/* Whoever calls this may open files; the signer, which may not, gets the descriptor. */
#include "wallet/journal_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/dir.h"

/* A journal that others can write says nothing; one that they can read tells them of payments. */
static enum status check_owner(int fd, const char *path, struct err *e)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_set_errno(e, errno, "cannot look at %s", path);
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_PERMISSION, "%s is no plain file; move it away", path);
	if (st.st_uid != geteuid())
		return err_set(e, ERR_PERMISSION,
			       "%s belongs to another user, who can change what is in it; move it "
			       "away",
			       path);
	if ((st.st_mode & 077) != 0)
		return err_set(e, ERR_PERMISSION,
			       "other users may look into %s (mode %04o); close it with: chmod 600 "
			       "%s",
			       path, (unsigned)(st.st_mode & 07777), path);
	return STATUS_OK;
}

static enum status open_checked(int *fd, const char *path, int flags, struct err *e)
{
	enum status s;

	/* A pipe in the file's place would wait for a writer. */
	*fd = open(path, flags | O_CLOEXEC | O_NONBLOCK, 0600);
	if (*fd < 0)
		return err_set_errno(e, errno, "cannot open %s", path);
	s = check_owner(*fd, path, e);
	if (s != STATUS_OK) {
		close(*fd);
		*fd = -1;
	}
	return s;
}

/* The entry of a new file in its folder has to survive a crash like its lines. */
static enum status keep_entry(const char *path, struct err *e)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash == NULL ? strdup(".") : strndup(path, (size_t)(slash - path) + 1);
	enum status s =
		folder != NULL ? dir_sync(folder, e) : err_set(e, ERR_MEMORY, "out of memory");

	free(folder);
	return s;
}

/* Two that make the file at once open the same one, since O_EXCL is not asked for. */
enum status journal_file_open(int *fd, const char *path, struct err *e)
{
	bool is_new = access(path, F_OK) != 0;
	enum status s = open_checked(fd, path, O_RDWR | O_APPEND | O_CREAT, e);

	if (s == STATUS_OK && is_new)
		s = keep_entry(path, e);
	if (s != STATUS_OK && *fd >= 0) {
		close(*fd);
		*fd = -1;
	}
	return s;
}

enum status journal_file_open_to_read(int *fd, const char *path, struct err *e)
{
	return open_checked(fd, path, O_RDONLY, e);
}
