/*
 * Bytes of a file, plain or unpacked.
 *
 * stream_open() recognises gzip and zstd by their first bytes; stream_read() then hands out the
 * file's own bytes (read_file) or calls a decompressor over a window of compressed input (unpack).
 * Invariant: the end of the stream is reported only after the file was found to be as it was when
 * it was opened, and no compressed frame is left open.
 */
#include "dataset/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

enum packing { PLAIN, GZIP, ZSTD };

/* Bytes of compressed input: about the size that zstd recommends; gzip works with any. */
#define INPUT (128 * KIB)

struct stream {
	int fd;
	char *path;
	struct stat opened;
	uint64_t done;
	enum packing packing;
	bool ended;    /* the file has no more bytes */
	bool in_frame; /* a compressed frame has begun and is not complete */
	z_stream gzip;
	ZSTD_DStream *zstd;
	uint8_t *input; /* the compressed bytes [at, len) are not yet unpacked */
	size_t at, len;
};

bool stream_same(const struct stat *a, const struct stat *b)
{
	return a->st_ino == b->st_ino && a->st_dev == b->st_dev && a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

int64_t stream_mtime_ns(const struct stat *st)
{
	if (st->st_mtim.tv_sec < 0)
		return 0;
	return st->st_mtim.tv_sec * INT64_C(1000000000) + st->st_mtim.tv_nsec;
}

uint64_t stream_done(const struct stream *s)
{
	return s->done;
}

const struct stat *stream_stat(const struct stream *s)
{
	return &s->opened;
}

/*
 * Reads from the file. At its end, where `*got` is 0, the file must be as it was when it was
 * opened.
 */
static enum status read_file(struct stream *s, uint8_t *out, size_t *got, size_t cap, struct err *e)
{
	struct stat now;
	ssize_t n;

	do
		n = read(s->fd, out, cap);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_set_errno(e, errno, "cannot read %s", s->path);
	*got = (size_t)n;
	s->done += (uint64_t)n;
	if (n > 0)
		return STATUS_OK;
	s->ended = true;
	if (fstat(s->fd, &now) != 0)
		return err_set_errno(e, errno, "cannot examine %s", s->path);
	if (!stream_same(&now, &s->opened) || s->done != (uint64_t)s->opened.st_size)
		return err_set(e, ERR_CHANGED, "%s changed while it was read; try again", s->path);
	return STATUS_OK;
}

static enum status damaged(const struct stream *s, struct err *e, const char *why)
{
	return err_set(e, ERR_DAMAGED,
		       "%s: the compressed data is damaged (%s); get the file again", s->path, why);
}

/* Calls the decompressor once. `*got` may be 0 when it needs more input. */
static enum status unpack(struct stream *s, uint8_t *out, size_t *got, size_t cap, struct err *e)
{
	if (s->packing == GZIP) {
		int r;

		s->gzip.next_in = s->input + s->at;
		s->gzip.avail_in = (uInt)(s->len - s->at);
		s->gzip.next_out = out;
		s->gzip.avail_out = (uInt)(cap < INPUT ? cap : INPUT);
		cap = s->gzip.avail_out;
		s->in_frame = true;
		r = inflate(&s->gzip, Z_NO_FLUSH);
		s->at = s->len - s->gzip.avail_in;
		*got = cap - s->gzip.avail_out;
		if (r == Z_STREAM_END) {
			s->in_frame = false;
			r = inflateReset(&s->gzip);
		}
		if (r == Z_MEM_ERROR)
			return err_set(e, ERR_MEMORY, "out of memory");
		if (r != Z_OK && r != Z_BUF_ERROR)
			return damaged(s, e, s->gzip.msg != NULL ? s->gzip.msg : "not gzip");
	} else {
		ZSTD_inBuffer in = {.src = s->input, .size = s->len, .pos = s->at};
		ZSTD_outBuffer to = {.dst = out, .size = cap};
		size_t r = ZSTD_decompressStream(s->zstd, &to, &in);

		s->at = in.pos;
		*got = to.pos;
		if (ZSTD_isError(r))
			return damaged(s, e, ZSTD_getErrorName(r));
		s->in_frame = r != 0;
	}
	return STATUS_OK;
}

enum status stream_read(struct stream *s, uint8_t *out, size_t *got, size_t cap, struct err *e)
{
	enum status st;

	*got = 0;
	if (s->packing == PLAIN)
		return s->ended ? STATUS_OK : read_file(s, out, got, cap, e);
	for (;;) {
		if (s->at == s->len && !s->ended) {
			s->at = 0;
			st = read_file(s, s->input, &s->len, INPUT, e);
			if (st != STATUS_OK)
				return st;
		}
		/* The decompressor may still hold output at the end of the file. */
		if (s->at == s->len && s->ended && !s->in_frame)
			return STATUS_OK;
		st = unpack(s, out, got, cap, e);
		if (st != STATUS_OK || *got > 0)
			return st;
		if (s->at == s->len && s->ended && s->in_frame)
			return damaged(s, e, "it ends in the middle of a frame");
	}
}

/* Recognises the packing by the first bytes, none of which can begin UTF-8 text. */
static enum status recognise(struct stream *s, struct err *e)
{
	static const uint8_t gzip[] = {0x1f, 0x8b}, zstd[] = {0x28, 0xb5, 0x2f, 0xfd};
	uint8_t first[4];
	ssize_t n = pread(s->fd, first, sizeof(first), 0);

	if (n < 0)
		return err_set_errno(e, errno, "cannot read %s", s->path);
	if (n >= 2 && memcmp(first, gzip, sizeof(gzip)) == 0)
		s->packing = GZIP;
	else if (n == 4 && memcmp(first, zstd, sizeof(zstd)) == 0)
		s->packing = ZSTD;
	else
		return STATUS_OK;
	s->input = malloc(INPUT);
	if (s->input == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	if (s->packing == ZSTD) {
		s->zstd = ZSTD_createDStream();
		return s->zstd != NULL ? STATUS_OK : err_set(e, ERR_MEMORY, "out of memory");
	}
	/* 15 bits are the largest window; 16 more ask for a gzip header. */
	return inflateInit2(&s->gzip, 15 + 16) == Z_OK ? STATUS_OK
						       : err_set(e, ERR_MEMORY, "out of memory");
}

enum status stream_open(struct stream **out, const char *path, struct err *e)
{
	struct stream *s = calloc(1, sizeof(*s));
	enum status st;

	*out = NULL;
	if (s == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	s->path = strdup(path);
	/* O_NONBLOCK, because opening a pipe would otherwise wait for its other end. */
	s->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (s->path == NULL)
		st = err_set(e, ERR_MEMORY, "out of memory");
	else if (s->fd < 0 || fstat(s->fd, &s->opened) != 0)
		st = err_set_errno(e, errno, "cannot open %s", path);
	else if (!S_ISREG(s->opened.st_mode))
		st = err_set(e, ERR_UNSUPPORTED, "%s is not a regular file", path);
	else
		st = recognise(s, e);
	if (st == STATUS_OK)
		*out = s;
	else
		stream_close(s);
	return st;
}

void stream_close(struct stream *s)
{
	if (s == NULL)
		return;
	if (s->packing == GZIP)
		inflateEnd(&s->gzip);
	ZSTD_freeDStream(s->zstd);
	if (s->fd >= 0)
		close(s->fd);
	free(s->input);
	free(s->path);
	free(s);
}
