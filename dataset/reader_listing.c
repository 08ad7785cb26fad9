/*
 * The listing of a folder and all folders below it. Folders still to be listed wait in an array, so
 * that deep folders cost no stack. Links are not followed, neither to files nor to folders.
 */
#include "dataset/reader_listing.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "dataset/stream.h"

void reader_listing_release(struct reader_listing *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->files[i].path);
	for (size_t i = 0; i < l->n_folders; i++)
		free(l->folders[i]);
	free(l->files);
	free(l->folders);
	*l = (struct reader_listing){0};
}

/* A listing under way: the open folder, its path for messages, and the files found so far. */
struct walk {
	int dir;
	const char *path;
	struct reader_listing *listing;
};

/* Makes room for one more element. Returns the array, or NULL when out of memory. */
static void *room(void *array, size_t n, size_t *cap, size_t size)
{
	void *grown;

	if (n < *cap)
		return array;
	*cap = *cap == 0 ? 64 : 2 * *cap;
	grown = reallocarray(array, *cap, size);
	return grown;
}

static enum status no_memory(struct err *e)
{
	return err_set(e, ERR_MEMORY, "out of memory");
}

/* The pushes take over the path, also when they fail. */
static enum status push_folder(struct reader_listing *l, char *take_path)
{
	char **grown = room(l->folders, l->n_folders, &l->cap_folders, sizeof(*l->folders));

	if (grown == NULL || take_path == NULL) {
		free(take_path);
		return ERR_MEMORY;
	}
	l->folders = grown;
	l->folders[l->n_folders++] = take_path;
	return STATUS_OK;
}

static enum status push_file(struct reader_listing *l, char *take_path, const struct stat *st)
{
	struct reader_listing_file *grown = room(l->files, l->n, &l->cap, sizeof(*l->files));

	if (grown == NULL) {
		free(take_path);
		return ERR_MEMORY;
	}
	l->files = grown;
	l->files[l->n++] = (struct reader_listing_file){.path = take_path, .st = *st};
	return STATUS_OK;
}

/* Adds one name of a folder to the listing, or refuses it. */
static enum status list_name(const struct walk *w, const char *folder, const char *name,
			     struct err *e)
{
	struct stat st;
	char *path = NULL;
	enum status s;

	if (asprintf(&path, "%s%s%s", folder, folder[0] != '\0' ? "/" : "", name) < 0)
		return no_memory(e);
	if (strlen(path) > LIMIT_RECORD_PATH)
		s = err_set(e, ERR_LIMIT, "%s: a path below it is longer than %d bytes", w->path,
			    LIMIT_RECORD_PATH);
	else if (!text_is_utf8(path, strlen(path)))
		s = err_set(e, ERR_PARSE, "%s: a file name below %s is not UTF-8; rename that file",
			    w->path, folder[0] != '\0' ? folder : "it");
	else if (fstatat(w->dir, path, &st, AT_SYMLINK_NOFOLLOW) != 0)
		s = err_set_errno(e, errno, "cannot examine %s/%s", w->path, path);
	else if (S_ISDIR(st.st_mode))
		return push_folder(w->listing, path) == STATUS_OK ? STATUS_OK : no_memory(e);
	else if (S_ISREG(st.st_mode))
		return push_file(w->listing, path, &st) == STATUS_OK ? STATUS_OK : no_memory(e);
	else
		s = err_set(e, ERR_UNSUPPORTED,
			    "%s/%s is a link or a special file; only folders and regular files "
			    "can be committed to",
			    w->path, path);
	free(path);
	return s;
}

static enum status list_folder(const struct walk *w, const char *folder, struct err *e)
{
	int fd = openat(w->dir, folder[0] != '\0' ? folder : ".",
			O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	enum status s = STATUS_OK;

	if (dir == NULL) {
		s = err_set_errno(e, errno, "cannot list %s/%s", w->path, folder);
		if (fd >= 0)
			close(fd);
		return s;
	}
	while (s == STATUS_OK) {
		const struct dirent *d;

		errno = 0;
		d = readdir(dir);
		if (d == NULL) {
			if (errno != 0)
				s = err_set_errno(e, errno, "cannot list %s/%s", w->path, folder);
			break;
		}
		if (strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0)
			s = list_name(w, folder, d->d_name, e);
	}
	closedir(dir);
	return s;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct reader_listing_file *)a)->path,
		      ((const struct reader_listing_file *)b)->path);
}

enum status reader_listing_read(struct reader_listing *l, int dir, const char *path, struct err *e)
{
	const struct walk w = {.dir = dir, .path = path, .listing = l};
	enum status s = push_folder(l, strdup(""));

	if (s != STATUS_OK)
		return no_memory(e);
	while (s == STATUS_OK && l->n_folders > 0) {
		char *folder = l->folders[--l->n_folders];

		s = list_folder(&w, folder, e);
		free(folder);
	}
	/* File systems list names in different orders; the dataset must have one. */
	if (s == STATUS_OK && l->n > 1)
		qsort(l->files, l->n, sizeof(*l->files), by_path);
	return s;
}

const char *reader_listing_differs(const struct reader_listing *a, const struct reader_listing *b)
{
	for (size_t i = 0; i < a->n && i < b->n; i++) {
		if (strcmp(a->files[i].path, b->files[i].path) != 0 ||
		    !stream_same(&a->files[i].st, &b->files[i].st))
			return b->files[i].path;
	}
	if (a->n == b->n)
		return NULL;
	return a->n > b->n ? a->files[b->n].path : b->files[a->n].path;
}
