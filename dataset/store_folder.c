/*
 * Building and removing folders of the store.
 *
 * A folder begins under a hidden name, with a lock on it that ends with its builder.
 * store_folder_place() syncs and renames it; a folder that is found under a hidden name without a
 * lock was left by a builder that died, and store_folder_sweep() deletes it. store_folder_remove()
 * renames first, so that its work is finished by the next sweep if it is killed. Invariant: a
 * folder with a root for a name is complete.
 */
#include "dataset/store_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/dir.h"
#include "base/file.h"

#define PREFIX ".tmp-"

/*
 * Seconds for which a hidden folder without a lock is left alone: between mkdtemp() and flock() a
 * living one looks the same.
 */
#define YOUNG_S 60

/* Deletes a folder that holds only files. */
static int delete_folder(const char *path)
{
	DIR *dir = opendir(path);
	const struct dirent *d;

	if (dir == NULL)
		return -1;
	while ((d = readdir(dir)) != NULL) {
		if (strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0)
			unlinkat(dirfd(dir), d->d_name, 0);
	}
	closedir(dir);
	return rmdir(path);
}

static void sweep_one(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;

	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && st.st_mtime < time(NULL) - YOUNG_S &&
	    flock(fd, LOCK_EX | LOCK_NB) == 0)
		delete_folder(path);
	close(fd);
}

void store_folder_sweep(const char *datasets)
{
	DIR *dir = opendir(datasets);
	const struct dirent *d;

	while (dir != NULL && (d = readdir(dir)) != NULL) {
		char *path;

		if (strncmp(d->d_name, PREFIX, strlen(PREFIX)) != 0)
			continue;
		path = dir_join(datasets, d->d_name);
		if (path != NULL)
			sweep_one(path);
		free(path);
	}
	if (dir != NULL)
		closedir(dir);
}

enum status store_folder_new(struct store_folder *f, const char *datasets, struct err *e)
{
	enum status s = dir_ensure(datasets, e);

	*f = (struct store_folder){.lock = -1};
	if (s != STATUS_OK)
		return s;
	store_folder_sweep(datasets);
	f->path = dir_join(datasets, PREFIX "XXXXXX");
	if (f->path == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	if (mkdtemp(f->path) == NULL) {
		s = err_set_errno(e, errno, "cannot create a folder in %s", datasets);
		free(f->path);
		f->path = NULL;
		return s;
	}
	f->lock = open(f->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (f->lock < 0 || flock(f->lock, LOCK_EX | LOCK_NB) != 0)
		return err_set_errno(e, errno, "cannot lock %s", f->path);
	return STATUS_OK;
}

void store_folder_drop(struct store_folder *f)
{
	if (f->path != NULL)
		delete_folder(f->path);
	if (f->lock >= 0)
		close(f->lock);
	free(f->path);
	*f = (struct store_folder){.lock = -1};
}

enum status store_folder_place(struct store_folder *f, const char *datasets, const char *name,
			       struct err *e)
{
	char *place = dir_join(datasets, name);
	enum status s = dir_sync(f->path, e);

	if (place == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	if (s == STATUS_OK && rename(f->path, place) != 0) {
		if (errno == ENOTEMPTY || errno == EEXIST)
			s = err_set(e, ERR_EXISTS, "%s is already there", place);
		else
			s = err_set_errno(e, errno, "cannot write %s", place);
	}
	if (s == STATUS_OK) {
		free(f->path);
		f->path = NULL;
		s = dir_sync(datasets, e);
	}
	free(place);
	return s;
}

enum status store_folder_begin(const struct store_folder *f, FILE **out, const char *name,
			       struct err *e)
{
	int fd = openat(f->lock, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	*out = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (*out != NULL)
		return STATUS_OK;
	if (fd >= 0)
		close(fd);
	return err_set_errno(e, errno, "cannot create %s", name);
}

enum status store_folder_end(const struct store_folder *f, FILE *take_file, const char *name,
			     struct err *e)
{
	enum status s = STATUS_OK;

	if (ferror(take_file) != 0 || fflush(take_file) != 0 || fsync(fileno(take_file)) != 0)
		s = errno != 0 ? err_set_errno(e, errno, "cannot write %s", name)
			       : err_set(e, ERR_IO, "cannot write %s", name);
	if (fclose(take_file) != 0 && s == STATUS_OK)
		s = err_set_errno(e, errno, "cannot write %s", name);
	if (s != STATUS_OK)
		unlinkat(f->lock, name, 0);
	return s;
}

enum status store_folder_write(const struct store_folder *f, const char *name, const void *data,
			       size_t len, struct err *e)
{
	FILE *file;
	enum status s = store_folder_begin(f, &file, name, e);

	if (s != STATUS_OK)
		return s;
	errno = 0;
	fwrite(data, 1, len, file);
	return store_folder_end(f, file, name, e);
}

bool store_folder_is_held(const char *datasets, const struct hash *root)
{
	char name[HASH_TEXT_SIZE];
	char *path;
	bool held;
	int fd;

	hash_format(name, root);
	path = dir_join(datasets, name);
	fd = path != NULL ? open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW) : -1;
	held = fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) != 0;
	if (fd >= 0)
		close(fd);
	free(path);
	return held;
}

enum status store_folder_remove(const char *datasets, const struct hash *root, struct err *e)
{
	char name[HASH_TEXT_SIZE], hidden[sizeof(PREFIX) + HASH_TEXT_SIZE];
	char *path, *away;
	enum status s = STATUS_OK;

	hash_format(name, root);
	snprintf(hidden, sizeof(hidden), PREFIX "%s", name);
	path = dir_join(datasets, name);
	away = dir_join(datasets, hidden);
	/* Renamed first, so that a crash leaves no half of a dataset under its name. */
	if (path == NULL || away == NULL)
		s = err_set(e, ERR_MEMORY, "out of memory");
	else if (rename(path, away) != 0 || delete_folder(away) != 0)
		s = err_set_errno(e, errno, "cannot delete %s", path);
	free(path);
	free(away);
	return s;
}
