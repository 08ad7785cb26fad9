/*
 * The log file. Lines are appended with one write() each, so that two processes that share the file
 * do not mix their lines.
 */
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"

/* 4 MiB are months of ordinary use, and older lines are of no use by then. */
#define LOG_ROTATE_BYTES (4 * MIB)

struct log {
	int fd;
};

static void rotate(const char *path)
{
	struct stat st;
	char *old = NULL;

	/* A failed rename leaves the long file in use; the log is not worth an error. */
	if (stat(path, &st) != 0 || (size_t)st.st_size < LOG_ROTATE_BYTES)
		return;
	if (asprintf(&old, "%s.1", path) >= 0) {
		rename(path, old);
		free(old);
	}
}

enum status log_open(struct log **out, const char *path, struct err *e)
{
	struct log *log;

	*out = NULL;
	if (path == NULL)
		return STATUS_OK;
	rotate(path);
	log = malloc(sizeof(*log));
	if (log == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	log->fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (log->fd < 0) {
		enum status s = err_set_errno(e, errno, "cannot open %s", path);

		free(log);
		return s;
	}
	*out = log;
	return STATUS_OK;
}

void log_close(struct log *log)
{
	if (log == NULL)
		return;
	close(log->fd);
	free(log);
}

void log_line(struct log *log, const char *area, const char *format, ...)
{
	char time[CLOCK_RFC3339_SIZE], message[1024], clean[1024], line[1200];
	va_list ap;
	int len;

	if (log == NULL)
		return;
	va_start(ap, format);
	vsnprintf(message, sizeof(message), format, ap);
	va_end(ap);
	text_clean(clean, sizeof(clean), message, strlen(message));
	clock_format_rfc3339(time, clock_now());
	len = snprintf(line, sizeof(line), "%s %s: %s\n", time, area, clean);
	/*
	 * A log that cannot be written must not stop the program. A full disk is reported by the
	 * next write that matters.
	 */
	if (len > 0 && file_write_all(log->fd, line, (size_t)len) != STATUS_OK)
		return;
}
