/*
 * The pieces of every regular file below a folder.
 *
 * reader_files_open() lists the folder (dataset/reader_listing.h); reader_files_fill() then opens
 * one file after the other and reads its pieces into the arena. The folder is listed again after
 * the last record, and each file is examined again after its last piece. Invariant: a file or
 * folder that is not as it was when it was listed ends the reading with ERR_CHANGED.
 */
#include "dataset/reader_files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/be.h"
#include "base/buf.h"
#include "dataset/reader_listing.h"
#include "dataset/stream.h"

#define PIECE LIMIT_RECORD

/* Bytes before a piece's content: uint32be path length, the path, uint64be offset. */
#define PIECE_HEADER(path_len) (4 + (path_len) + 8)

struct reader_files {
	char *path;
	int dir;
	struct reader_listing all;
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

static enum status changed(const struct reader_files *f, const char *path, struct err *e)
{
	return err_set(e, ERR_CHANGED, "%s/%s changed while it was read; try again", f->path, path);
}

/* Checks, after the last record, that the folder lists as before. */
static enum status list_again(const struct reader_files *f, struct err *e)
{
	struct reader_listing now = {0};
	enum status s = reader_listing_read(&now, f->dir, f->path, e);
	const char *path = s == STATUS_OK ? reader_listing_differs(&f->all, &now) : NULL;

	if (path != NULL)
		s = changed(f, path, e);
	reader_listing_release(&now);
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
		s = reader_listing_read(&f->all, f->dir, path, e);
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
	reader_listing_release(&f->all);
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
static enum status open_file(struct reader_files *f, const struct reader_listing_file *file,
			     struct err *e)
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

static enum status close_file(struct reader_files *f, const struct reader_listing_file *file,
			      struct err *e)
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
		const struct reader_listing_file *file = &f->all.files[f->current];
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
