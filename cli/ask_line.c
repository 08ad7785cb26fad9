/* The terminal itself is asked: stdin and stdout may be files. */
#include "cli/ask_line.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"

/* Ctrl-C is looked for so often while nothing is typed. */
#define LOOK_MS 100

/* The terminal gives one line at a time, also where several were typed ahead. */
static enum status read_one_line(const struct cli *cli, char *answer, size_t cap, int fd,
				 struct err *e)
{
	struct pollfd typed = {.fd = fd, .events = POLLIN};
	ssize_t got = -1;

	while (got < 0 && !task_cancelled(&cli->task)) {
		if (poll(&typed, 1, LOOK_MS) <= 0)
			continue;
		got = read(fd, answer, cap - 1);
		if (got < 0 && errno != EAGAIN && errno != EINTR)
			return err_set(e, ERR_IO, "cannot read the answer: %s", strerror(errno));
	}
	if (got < 0)
		return err_set(e, ERR_CANCELLED, "cancelled");
	answer[got] = '\0';
	if (got > 0 && answer[got - 1] == '\n') {
		answer[got - 1] = '\0';
	} else if (got > 0) {
		/* The rest of a long line would answer the next question, which may be a secret. */
		tcflush(fd, TCIFLUSH);
		return err_set(e, ERR_LIMIT, "the answer is too long");
	}
	return STATUS_OK;
}

enum status cmd_ask_line(const struct cli *cli, char *answer, size_t cap, bool *asked,
			 const char *prompt, struct err *e)
{
	enum status s = task_check(&cli->task, e);
	int fd;

	answer[0] = '\0';
	*asked = false;
	if (s != STATUS_OK || cli->options.has_passphrase_fd)
		return s;
	fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return STATUS_OK;
	*asked = true;
	if (file_write_all(fd, prompt, strlen(prompt)) != STATUS_OK)
		s = err_set(e, ERR_IO, "the terminal is gone");
	if (s == STATUS_OK)
		s = read_one_line(cli, answer, cap, fd, e);
	if (s == ERR_CANCELLED && file_write_all(fd, "\n", 1) != STATUS_OK)
		s = err_set(e, ERR_IO, "the terminal is gone");
	close(fd);
	return s;
}
