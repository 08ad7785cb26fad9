/*
 * The pieces of every regular file below a folder.
 *
 * reader_files_open() lists the folder (list_all, list_folder, list_name) and sorts the files by
 * path; reader_files_fill() then opens one file after the other and reads its pieces into the
 * arena. The folder is listed before the first record and again after the last, and each file is
 * examined again after its last piece. Invariant: a file or folder that is not as it was when
 * listed ends the reading with ERR_CHANGED.
 */
#include "dataset/reader_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/be.h"
#include "base/buf.h"
#include "base/text.h"
#include "dataset/stream.h"

#define PIECE LIMIT_RECORD

/* Bytes before a piece's content: uint32be path length, the path, uint64be offset. */
#define PIECE_HEADER(path_len) (4 + (path_len) + 8)

struct entry {
	char *path; /* path below the folder */
	struct stat st;
};

struct listing {
	struct entry *files;
	size_t n, cap;
	char **folders; /* folders still to be listed; "" is the folder itself */
	size_t n_folders, cap_folders;
};

struct reader_files {
	char *path;
	int dir;
	struct listing all;
	size_t current; /* number of the file being read */
	int fd;		/* descriptor of that file, or -1 */
	uint64_t offset;
	uint64_t done;
	struct reader_source source;
};

static enum status no_memory(struct err *e)
{
	return err_set(e, ERR_MEMORY, "out of memory");
}

static void listing_release(struct listing *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->files[i].path);
	for (size_t i = 0; i < l->n_folders; i++)
		free(l->folders[i]);
	free(l->files);
	free(l->folders);
	*l = (struct listing){0};
}

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

static enum status push_folder(struct listing *l, char *take_path)
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

static enum status push_file(struct listing *l, char *take_path, const struct stat *st)
{
	struct entry *grown = room(l->files, l->n, &l->cap, sizeof(*l->files));

	if (grown == NULL) {
		free(take_path);
		return ERR_MEMORY;
	}
	l->files = grown;
	l->files[l->n++] = (struct entry){.path = take_path, .st = *st};
	return STATUS_OK;
}

/* Adds one name of a folder to the listing, or refuses it. */
static enum status list_name(const struct reader_files *f, struct listing *l, const char *folder,
			     const char *name, struct err *e)
{
	struct stat st;
	char *path = NULL;
	enum status s;

	if (asprintf(&path, "%s%s%s", folder, folder[0] != '\0' ? "/" : "", name) < 0)
		return no_memory(e);
	if (strlen(path) > LIMIT_RECORD_PATH)
		s = err_set(e, ERR_LIMIT, "%s: a path below it is longer than %d bytes", f->path,
			    LIMIT_RECORD_PATH);
	else if (!text_is_utf8(path, strlen(path)))
		s = err_set(e, ERR_PARSE, "%s: a file name below %s is not UTF-8; rename that file",
			    f->path, folder[0] != '\0' ? folder : "it");
	else if (fstatat(f->dir, path, &st, AT_SYMLINK_NOFOLLOW) != 0)
		s = err_set_errno(e, errno, "cannot examine %s/%s", f->path, path);
	else if (S_ISDIR(st.st_mode))
		return push_folder(l, path) == STATUS_OK ? STATUS_OK : no_memory(e);
	else if (S_ISREG(st.st_mode))
		return push_file(l, path, &st) == STATUS_OK ? STATUS_OK : no_memory(e);
	else
		s = err_set(e, ERR_UNSUPPORTED,
			    "%s/%s is a link or a special file; only folders and regular files "
			    "can be committed to",
			    f->path, path);
	free(path);
	return s;
}

static enum status list_folder(const struct reader_files *f, struct listing *l, const char *folder,
			       struct err *e)
{
	int fd = openat(f->dir, folder[0] != '\0' ? folder : ".",
			O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	enum status s = STATUS_OK;

	if (dir == NULL) {
		s = err_set_errno(e, errno, "cannot list %s/%s", f->path, folder);
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
				s = err_set_errno(e, errno, "cannot list %s/%s", f->path, folder);
			break;
		}
		if (strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0)
			s = list_name(f, l, folder, d->d_name, e);
	}
	closedir(dir);
	return s;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->path, ((const struct entry *)b)->path);
}

static enum status list_all(const struct reader_files *f, struct listing *l, struct err *e)
{
	enum status s = push_folder(l, strdup(""));

	if (s != STATUS_OK)
		return no_memory(e);
	while (s == STATUS_OK && l->n_folders > 0) {
		char *folder = l->folders[--l->n_folders];

		s = list_folder(f, l, folder, e);
		free(folder);
	}
	if (s == STATUS_OK && l->n > 1)
		qsort(l->files, l->n, sizeof(*l->files), by_path);
	return s;
}

static enum status changed(const struct reader_files *f, const char *path, struct err *e)
{
	return err_set(e, ERR_CHANGED, "%s/%s changed while it was read; try again", f->path, path);
}

/* Checks, after the last record, that the folder lists as before. */
static enum status list_again(const struct reader_files *f, struct err *e)
{
	struct listing now = {0};
	enum status s = list_all(f, &now, e);

	for (size_t i = 0; s == STATUS_OK && i < f->all.n && i < now.n; i++) {
		if (strcmp(f->all.files[i].path, now.files[i].path) != 0 ||
		    !stream_same(&f->all.files[i].st, &now.files[i].st))
			s = changed(f, now.files[i].path, e);
	}
	if (s == STATUS_OK && f->all.n != now.n)
		s = changed(f,
			    f->all.n > now.n ? f->all.files[now.n].path : now.files[f->all.n].path,
			    e);
	listing_release(&now);
	return s;
}

enum status reader_files_open(struct reader_files **out, const char *path, struct err *e)
{
	struct reader_files *f = calloc(1, sizeof(*f));
	enum status s;

	*out = NULL;
	if (f == NULL)
		return no_memory(e);
	f->fd = -1;
	f->path = strdup(path);
	f->dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (f->path == NULL)
		s = no_memory(e);
	else if (f->dir < 0)
		s = err_set_errno(e, errno, "cannot open folder %s", path);
	else
		s = list_all(f, &f->all, e);
	for (size_t i = 0; s == STATUS_OK && i < f->all.n; i++) {
		const struct stat *st = &f->all.files[i].st;
		int64_t mtime = stream_mtime_ns(st);

		f->source.size += (uint64_t)st->st_size;
		if (mtime > f->source.mtime_ns)
			f->source.mtime_ns = mtime;
	}
	if (s == STATUS_OK)
		*out = f;
	else
		reader_files_close(f);
	return s;
}

void reader_files_close(struct reader_files *f)
{
	if (f == NULL)
		return;
	if (f->fd >= 0)
		close(f->fd);
	if (f->dir >= 0)
		close(f->dir);
	listing_release(&f->all);
	free(f->path);
	free(f);
}

/* Reads exactly `len` bytes. A file that got shorter has changed. */
static enum status read_piece(struct reader_files *f, const char *path, uint8_t *out, size_t len,
			      struct err *e)
{
	while (len > 0) {
		ssize_t n = read(f->fd, out, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set_errno(e, errno, "cannot read %s/%s", f->path, path);
		if (n == 0)
			return changed(f, path, e);
		out += n;
		len -= (size_t)n;
		f->done += (uint64_t)n;
	}
	return STATUS_OK;
}

/*
 * Opens the current file when its first piece is read; close_file() closes it after its last one.
 */
static enum status open_file(struct reader_files *f, const struct entry *file, struct err *e)
{
	struct stat now;

	if (f->fd >= 0)
		return STATUS_OK;
	/* Neither a link nor a pipe may have taken the file's place. */
	f->fd = openat(f->dir, file->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (f->fd < 0)
		return errno == ENOENT || errno == ELOOP
			       ? changed(f, file->path, e)
			       : err_set_errno(e, errno, "cannot open %s/%s", f->path, file->path);
	if (fstat(f->fd, &now) != 0 || !stream_same(&now, &file->st))
		return changed(f, file->path, e);
	return STATUS_OK;
}

static enum status close_file(struct reader_files *f, const struct entry *file, struct err *e)
{
	struct stat now;
	bool same = fstat(f->fd, &now) == 0 && stream_same(&now, &file->st);

	close(f->fd);
	f->fd = -1;
	f->offset = 0;
	f->current++;
	return same ? STATUS_OK : changed(f, file->path, e);
}

enum status reader_files_fill(struct reader_files *f, struct reader_arena *a, struct err *e)
{
	enum status s = STATUS_OK;

	while (s == STATUS_OK && f->current < f->all.n) {
		const struct entry *file = &f->all.files[f->current];
		size_t path_len = strlen(file->path);
		uint64_t left = (uint64_t)file->st.st_size - f->offset;
		size_t len = left < PIECE ? (size_t)left : PIECE;
		uint8_t *p = reader_arena_add(a, PIECE_HEADER(path_len) + len);

		if (p == NULL)
			return STATUS_OK;
		s = open_file(f, file, e);
		if (s != STATUS_OK)
			return s;
		be32_store(p, (uint32_t)path_len);
		memcpy(p + 4, file->path, path_len);
		be64_store(p + 4 + path_len, f->offset);
		s = read_piece(f, file->path, p + PIECE_HEADER(path_len), len, e);
		f->offset += len;
		if (s == STATUS_OK && f->offset == (uint64_t)file->st.st_size)
			s = close_file(f, file, e);
	}
	return s == STATUS_OK && a->n == 0 ? list_again(f, e) : s;
}

void reader_files_progress(const struct reader_files *f, uint64_t *done, uint64_t *total)
{
	*done = f->done;
	*total = f->source.size;
}

void reader_files_source(const struct reader_files *f, struct reader_source *out)
{
	*out = f->source;
}
