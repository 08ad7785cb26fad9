/*
 * Questions to a person. They are asked on /dev/tty and answered there, because stdin and stdout
 * may be files; a script gives secrets by --passphrase-fd and confirmations by --confirm.
 * Hidden answers come first: read_line() and what asks for a passphrase, once or twice. Answers
 * that are seen follow: ask_for_text().
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

/* 24 words of 8 letters with spaces are 215 bytes; 512 leaves room for a long passphrase. */
#define LINE_MAX_BYTES 512

/* login and sudo ask three times as well. */
#define NEW_PASSPHRASE_TRIES 3

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

/*
 * Reads one line into guarded memory, byte by byte: the bytes after the line end belong to the
 * next question.
 */
static enum status read_line(const struct cli *cli, struct secret **out, int fd, struct err *e)
{
	struct secret *line = NULL;
	enum status s = secret_new(&line, LINE_MAX_BYTES, e);
	size_t len = 0;

	while (s == STATUS_OK) {
		uint8_t *at = secret_bytes(line) + len;
		ssize_t got = read_byte(cli, fd, at);

		if (got < 0 && errno == EINTR)
			s = err_set(e, ERR_CANCELLED, "cancelled");
		else if (got < 0)
			s = err_set(e, ERR_IO, "cannot read the answer: %s", strerror(errno));
		else if (got == 0 || *at == '\n')
			break;
		else if (++len == LINE_MAX_BYTES)
			s = err_set(e, ERR_LIMIT, "the answer is longer than %d bytes",
				    LINE_MAX_BYTES - 1);
	}
	if (s == STATUS_OK && len == 0)
		s = err_set(e, ERR_REFUSED, "nothing was typed");
	if (s == STATUS_OK)
		s = secret_copy(out, secret_view(line), len, e);
	secret_free(line);
	return s;
}

static enum status open_terminal(int *fd, struct err *e)
{
	*fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (*fd < 0)
		return err_set(
			e, ERR_USAGE,
			"there is no terminal to ask on; scripts answer by --passphrase-fd N");
	return STATUS_OK;
}

/* Asks on the terminal with echo off, and puts the terminal back as it was. */
static enum status ask_hidden(const struct cli *cli, struct secret **out, const char *prompt,
			      struct err *e)
{
	struct termios before, quiet;
	int fd;
	enum status s = open_terminal(&fd, e);

	if (s != STATUS_OK)
		return s;
	if (tcgetattr(fd, &before) != 0) {
		close(fd);
		return err_set(e, ERR_IO,
			       "the terminal would show what is typed, so byline did not ask: %s",
			       strerror(errno));
	}
	quiet = before;
	quiet.c_lflag &= ~(tcflag_t)ECHO;
	quiet.c_lflag |= ECHONL;
	/* Typed before the question, it is no answer to it; typed after it, it counts. */
	if (tcsetattr(fd, TCSAFLUSH, &quiet) != 0)
		s = err_set(e, ERR_IO,
			    "the terminal would show what is typed, so byline did not ask: %s",
			    strerror(errno));
	else {
		s = file_write_all(fd, prompt, strlen(prompt));
		if (s == STATUS_OK)
			s = read_line(cli, out, fd, e);
		/* Nothing is flushed here: a Ctrl-C right behind the answer would be lost. */
		tcsetattr(fd, TCSADRAIN, &before);
		if (s == ERR_CANCELLED && file_write_all(fd, "\n", 1) != STATUS_OK)
			s = err_set(e, ERR_IO, "the terminal is gone");
	}
	close(fd);
	return s;
}

enum status cmd_prompt_secret(const struct cli *cli, struct secret **out, const char *prompt,
			      struct err *e)
{
	enum status s = task_check(&cli->task, e);

	*out = NULL;
	if (s != STATUS_OK)
		return s;
	if (cli->passphrase_fd >= 0)
		return read_line(cli, out, cli->passphrase_fd, e);
	return ask_hidden(cli, out, prompt, e);
}

static bool same(const struct secret *a, const struct secret *b)
{
	return secret_len(a) == secret_len(b) &&
	       memcmp(secret_view(a), secret_view(b), secret_len(a)) == 0;
}

/*
 * Asks for a new passphrase. On a terminal it is typed again, since a mistyped one locks its
 * owner out.
 */
static enum status ask_twice(const struct cli *cli, struct secret **out, const char *prompt,
			     struct err *e)
{
	struct secret *again = NULL;
	enum status s = cmd_prompt_secret(cli, out, prompt, e);

	if (s != STATUS_OK)
		return s;
	if (secret_len(*out) < 8)
		s = err_set(e, ERR_REFUSED,
			    "the passphrase is too short: it needs at least 8 characters");
	else if (cli->passphrase_fd < 0)
		s = ask_hidden(cli, &again, "Once more: ", e);
	if (s == STATUS_OK && again != NULL && !same(*out, again))
		s = err_set(e, ERR_MISMATCH, "the two passphrases differ");
	secret_free(again);
	if (s != STATUS_OK) {
		secret_free(*out);
		*out = NULL;
	}
	return s;
}

enum status cmd_prompt_passphrase(const struct cli *cli, struct secret **out, const char *prompt,
				  bool twice, struct err *e)
{
	enum status s =
		twice ? ask_twice(cli, out, prompt, e) : cmd_prompt_secret(cli, out, prompt, e);

	/*
	 * A terminal asks again. Were it to give up at once, the next try would be typed into the
	 * shell and stand in its history.
	 */
	for (int tries = 1; twice && tries < NEW_PASSPHRASE_TRIES && cli->passphrase_fd < 0 &&
			    (s == ERR_REFUSED || s == ERR_MISMATCH);
	     tries++) {
		fprintf(stderr, "%s. Type a new passphrase.\n", e->text);
		s = ask_twice(cli, out, prompt, e);
	}
	return s;
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
		return err_set(e, ERR_USAGE,
			       "there is no terminal to confirm on; scripts use --confirm TEXT, "
			       "or --expect HASH for what is signed");
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
