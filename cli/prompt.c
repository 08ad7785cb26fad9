/*
 * Questions of byline itself. They are asked on /dev/tty and answered there, because stdin and
 * stdout may be files; a script gives confirmations by --confirm. The signer asks for secrets, and
 * for the consent to a signature.
 */
#include "cli/prompt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"

/* Ctrl-C is looked for so often while nothing is typed. */
#define CANCEL_MS 100

/*
 * Reads a byte of an answer, as read() does. Ctrl-C may come while no call waits, and takes the
 * line that was typed with it, also between poll() and read(); so the terminal is open without
 * blocking, and nothing waits for long without looking.
 */
static ssize_t read_byte(const struct cli *cli, int fd, void *out)
{
	struct pollfd typed = {.fd = fd, .events = POLLIN};

	while (!task_cancelled(&cli->task)) {
		if (poll(&typed, 1, CANCEL_MS) > 0) {
			ssize_t got = read(fd, out, 1);

			if (got >= 0 || (errno != EAGAIN && errno != EINTR))
				return got;
		}
	}
	errno = EINTR;
	return -1;
}

static enum status open_terminal(int *fd, struct err *e)
{
	*fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (*fd < 0)
		return err_set(e, ERR_USAGE,
			       "there is no terminal to confirm on; scripts use --confirm TEXT");
	return STATUS_OK;
}

bool cmd_prompt_is_possible(const struct cli *cli)
{
	int fd = cli->options.has_passphrase_fd ? -1
						: open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

	if (fd >= 0)
		close(fd);
	return cli->options.has_passphrase_fd || fd >= 0;
}

enum status cmd_prompt_require_person(const struct cli *cli, struct err *e)
{
	int fd = cli->expect != NULL ? -1 : open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

	if (cli->expect == NULL && fd < 0)
		return err_set(e, ERR_USAGE,
			       "there is no terminal to confirm on; scripts name what is signed by "
			       "--expect HASH");
	if (fd >= 0)
		close(fd);
	return STATUS_OK;
}

/*
 * Reads what is typed, with echo. Any answer but `wanted` is a refusal, also an empty or
 * unfinished one.
 */
static enum status ask_for_text(const struct cli *cli, const char *prompt, const char *wanted,
				struct err *e)
{
	char answer[256]; /* the longest that is asked for has 160 characters */
	size_t len = 0;
	bool cut = false; /* Ctrl-C or Ctrl-D ended the line */
	bool cancelled = false;
	int fd;
	enum status s = open_terminal(&fd, e);

	if (s != STATUS_OK)
		return s;
	s = file_write_all(fd, prompt, strlen(prompt));
	while (s == STATUS_OK && len < sizeof(answer)) {
		ssize_t got = read_byte(cli, fd, answer + len);

		cut = got <= 0;
		cancelled = got < 0 && errno == EINTR;
		if (cut || answer[len] == '\n')
			break;
		len++;
	}
	if (cut && file_write_all(fd, "\n", 1) != STATUS_OK)
		s = err_set(e, ERR_IO, "the terminal is gone");
	close(fd);
	if (s == STATUS_OK && cancelled)
		return err_set(e, ERR_CANCELLED, "cancelled");
	if (s == STATUS_OK && (len != strlen(wanted) || memcmp(answer, wanted, len) != 0))
		s = err_set(e, ERR_REFUSED, "not confirmed: what was typed is not %s", wanted);
	return s;
}

enum status cmd_prompt_confirm(const struct cli *cli, const char *confirm, const char *wanted,
			       const char *prompt, struct err *e)
{
	enum status s = task_check(&cli->task, e);

	if (s != STATUS_OK)
		return s;
	if (confirm == NULL)
		return ask_for_text(cli, prompt, wanted, e);
	if (strcmp(confirm, wanted) != 0)
		return err_set(e, ERR_REFUSED,
			       "--confirm is not what is asked for; nothing was done");
	return STATUS_OK;
}
