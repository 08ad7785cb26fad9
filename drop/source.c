/*
 * Pieces end between characters: source_next() keeps the beginning of a character that the next
 * piece completes, so that each piece can be checked as UTF-8 alone.
 */
#include "drop/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

enum status source_open(struct source *s, const char *path, source_watch *watch, void *user,
			struct err *e)
{
	*s = (struct source){.fd = -1, .watch = watch, .user = user};
	s->piece = malloc(SOURCE_PIECE);
	if (s->piece == NULL)
		return err_set(e, ERR_MEMORY, "no memory to read %.200s", path);
	/* A pipe would block before it can be refused. */
	s->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (s->fd < 0 || fstat(s->fd, &s->opened) != 0)
		return err_set_errno(e, errno, "%.200s cannot be read", path);
	if (!S_ISREG(s->opened.st_mode))
		return err_set(e, ERR_UNSUPPORTED,
			       "%.200s is no file; it is read more than once, so save it first",
			       path);
	if ((uint64_t)s->opened.st_size > LIMIT_DROP_FILE)
		return err_set(e, ERR_LIMIT, "%.200s has more than %zu GiB", path,
			       LIMIT_DROP_FILE / (KIB * MIB));
	return STATUS_OK;
}

static bool changed(const struct source *s)
{
	struct stat now;

	return fstat(s->fd, &now) != 0 || now.st_size != s->opened.st_size ||
	       now.st_mtim.tv_sec != s->opened.st_mtim.tv_sec ||
	       now.st_mtim.tv_nsec != s->opened.st_mtim.tv_nsec;
}

enum status source_rewind(struct source *s, struct err *e)
{
	s->done = s->len = s->held = 0;
	if (lseek(s->fd, 0, SEEK_SET) != 0)
		return err_set_errno(e, errno, "the file cannot be read again");
	if (changed(s))
		return err_set(e, ERR_CHANGED, "the file changed while it was read; try again");
	return STATUS_OK;
}

/* Fills the piece up. ERR_IO. */
static enum status fill(struct source *s, size_t *got, struct err *e)
{
	while (*got < SOURCE_PIECE) {
		ssize_t n = read(s->fd, s->piece + *got, SOURCE_PIECE - *got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set_errno(e, errno, "the file cannot be read on");
		if (n == 0)
			break;
		*got += (size_t)n;
		s->done += (uint64_t)n;
	}
	return STATUS_OK;
}

/* The bytes at the end of `n` that begin a character and do not complete it. */
static size_t unfinished(const uint8_t *data, size_t n)
{
	for (size_t back = 1; back <= 3 && back <= n; back++) {
		uint8_t b = data[n - back];

		if ((b & 0xc0) == 0x80)
			continue;
		return (b >= 0xf0 && back < 4) || (b >= 0xe0 && back < 3) || (b >= 0xc0 && back < 2)
			       ? back
			       : 0;
	}
	return 0;
}

enum status source_next(struct source *s, const uint8_t **data, size_t *len, struct err *e)
{
	static const uint8_t mark[3] = {0xef, 0xbb, 0xbf};
	bool first = s->done == 0;
	size_t got = s->held, skip = 0;
	enum status st;

	if (s->watch != NULL && !s->watch(s->user, s->done, (uint64_t)s->opened.st_size))
		return err_set(e, ERR_CANCELLED, "cancelled while the file was read");
	memmove(s->piece, s->piece + s->len, s->held);
	st = fill(s, &got, e);
	if (st != STATUS_OK)
		return st;
	s->held = got == SOURCE_PIECE ? unfinished(s->piece, got) : 0;
	s->len = got - s->held;
	if (s->len == 0 && changed(s))
		return err_set(e, ERR_CHANGED, "the file changed while it was read; try again");
	if (!text_is_utf8(s->piece, s->len))
		return err_set(e, ERR_PARSE, "the file is not UTF-8 before byte %llu",
			       (unsigned long long)s->done);
	if (first && s->len >= sizeof(mark) && memcmp(s->piece, mark, sizeof(mark)) == 0)
		skip = sizeof(mark);
	*data = s->piece + skip;
	*len = s->len - skip;
	return STATUS_OK;
}

void source_close(struct source *s)
{
	/* A struct of zeros was never opened: descriptor 0 is not its own. */
	if (s->piece != NULL && s->fd >= 0)
		close(s->fd);
	free(s->piece);
	*s = (struct source){.fd = -1};
}
