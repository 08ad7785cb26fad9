/*
 * In reading order: the terminal's modes, one key, a line, the questions.
 *
 * The terminal gives every key at once and makes no signals: Ctrl-C is a key here, since the signal
 * would end the signer without a word. Invariant: the modes are those of before whenever a function
 * of this file returns.
 */
#include "wallet/ask.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define ANSWER_SIZE 512

enum {
	KEY_CTRL_C = 3,
	KEY_CTRL_D = 4,
	KEY_CTRL_H = 8,
	KEY_CTRL_U = 21,
	KEY_ESC = 27,
	KEY_DEL = 127
};

/* --- the terminal --- */

static enum status set_modes(const struct asker *p, struct termios *before, struct err *e)
{
	struct termios own;

	if (p->terminal < 0)
		return err_set(e, ERR_USAGE,
			       "there is no terminal to ask on; scripts give secrets by "
			       "--passphrase-fd and confirm by --expect");
	if (tcgetattr(p->terminal, before) != 0)
		return err_set(e, ERR_IO,
			       "the terminal would show what is typed, so nobody was asked: %s",
			       strerror(errno));
	own = *before;
	own.c_lflag &= ~(tcflag_t)(ECHO | ICANON | ISIG | IEXTEN);
	own.c_iflag &= ~(tcflag_t)(IXON | ICRNL);
	own.c_cc[VMIN] = 1;
	own.c_cc[VTIME] = 0;
	/* Typed before the question, it is no answer to it. */
	return tcsetattr(p->terminal, TCSAFLUSH, &own) == 0
		       ? STATUS_OK
		       : err_set(e, ERR_IO,
				 "the terminal would show what is typed, so nobody was asked: %s",
				 strerror(errno));
}

static enum status put_text(const struct asker *p, const char *text, size_t len, struct err *e)
{
	while (len > 0) {
		ssize_t n = write(p->terminal, text, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(e, ERR_IO, "the terminal is gone: %s", strerror(errno));
		text += n;
		len -= (size_t)n;
	}
	return STATUS_OK;
}

/* Puts the modes back and ends the line. Returns: `s`, unless that fails. */
static enum status end_question(const struct asker *p, const struct termios *before, enum status s,
				struct err *e)
{
	enum status ended = put_text(p, "\n", 1, s == STATUS_OK ? e : NULL);

	if (tcsetattr(p->terminal, TCSADRAIN, before) != 0 && s == STATUS_OK)
		return err_set(e, ERR_IO, "the terminal cannot be put back: %s", strerror(errno));
	return s == STATUS_OK ? ended : s;
}

/* --- keys --- */

/*
 * Waits for a byte on `fd`. The byte goes right to where it is kept: nothing here has a copy.
 * Returns: STATUS_OK, ERR_NOT_FOUND at the end of input, ERR_CANCELLED when the owner is gone.
 */
static enum status read_key(const struct asker *p, int fd, uint8_t *out, struct err *e)
{
	struct pollfd wait[] = {{.fd = fd, .events = POLLIN},
				{.fd = p->owner, .events = POLLRDHUP}};

	for (;;) {
		ssize_t n;

		if (poll(wait, 2, -1) < 0 && errno != EINTR)
			return err_set(e, ERR_IO, "the terminal is gone: %s", strerror(errno));
		if (p->owner >= 0 && wait[1].revents != 0)
			return err_set(e, ERR_CANCELLED, "cancelled");
		if (wait[0].revents == 0)
			continue;
		n = read(fd, out, 1);
		if (n == 1)
			return STATUS_OK;
		if (n == 0 || errno == EIO)
			return err_set(e, ERR_NOT_FOUND, "nothing was typed");
		if (errno != EINTR && errno != EAGAIN)
			return err_set(e, ERR_IO, "the answer cannot be read: %s", strerror(errno));
	}
}

/* An answer while it is typed: in memory of the caller's. */
struct typed {
	uint8_t *bytes; /* ANSWER_SIZE */
	size_t len;
	bool seen; /* letters are shown as they come */
};

/* Takes back the last character, which in UTF-8 may have several bytes. */
static enum status take_back(const struct asker *p, struct typed *t, struct err *e)
{
	if (t->len == 0)
		return STATUS_OK;
	do {
		t->bytes[--t->len] = 0;
	} while (t->len > 0 && (t->bytes[t->len - 1] & 0xc0) == 0x80);
	return t->seen ? put_text(p, "\b \b", 3, e) : STATUS_OK;
}

/* Reads the rest of a key's sequence, such as an arrow's, which is no part of an answer. */
static enum status skip_sequence(const struct asker *p, struct err *e)
{
	struct pollfd more = {.fd = p->terminal, .events = POLLIN};
	uint8_t key = 0;
	enum status s = STATUS_OK;

	/* Esc alone cancels; a sequence comes in one piece. */
	if (poll(&more, 1, 50) <= 0)
		return err_set(e, ERR_CANCELLED, "cancelled");
	s = read_key(p, p->terminal, &key, e);
	if (s != STATUS_OK || (key != '[' && key != 'O'))
		return s;
	do {
		s = read_key(p, p->terminal, &key, e);
	} while (s == STATUS_OK && key < 0x40);
	return s;
}

/* Takes one key. Out: `done`, the answer is complete */
static enum status take_key(const struct asker *p, struct typed *t, bool *done, struct err *e)
{
	uint8_t *key = t->bytes + t->len;
	enum status s = read_key(p, p->terminal, key, e);

	if (s != STATUS_OK)
		return s;
	*done = *key == '\r' || *key == '\n';
	if (*done)
		return STATUS_OK;
	switch (*key) {
	case KEY_CTRL_C:
	case KEY_CTRL_D: return err_set(e, ERR_CANCELLED, "cancelled");
	case KEY_ESC: return skip_sequence(p, e);
	case KEY_CTRL_H:
	case KEY_DEL: return take_back(p, t, e);
	case KEY_CTRL_U:
		while (s == STATUS_OK && t->len > 0)
			s = take_back(p, t, e);
		return s;
	default: break; /* a letter, or a control character that means nothing here */
	}
	if (*key < ' ')
		return STATUS_OK;
	if (t->len + 2 == ANSWER_SIZE)
		return err_set(e, ERR_LIMIT, "the answer is longer than %d bytes", ANSWER_SIZE - 2);
	if (t->seen)
		s = put_text(p, (const char *)key, 1, e);
	t->len++;
	return s;
}

/* Asks and reads a line on the terminal. */
static enum status ask_line(const struct asker *p, struct typed *t, const char *question,
			    struct err *e)
{
	struct termios before;
	bool done = false;
	enum status s = set_modes(p, &before, e);

	if (s != STATUS_OK)
		return s;
	s = put_text(p, question, strlen(question), e);
	while (s == STATUS_OK && !done)
		s = take_key(p, t, &done, e);
	return end_question(p, &before, s, e);
}

/* Reads a line from a descriptor; bytes behind its end are the next answer. */
static enum status read_line(const struct asker *p, struct typed *t, struct err *e)
{
	for (;;) {
		enum status s = read_key(p, p->lines, t->bytes + t->len, e);

		if (s == ERR_NOT_FOUND || (s == STATUS_OK && t->bytes[t->len] == '\n'))
			return STATUS_OK;
		if (s != STATUS_OK)
			return s;
		if (++t->len == ANSWER_SIZE)
			return err_set(e, ERR_LIMIT, "the answer is longer than %d bytes",
				       ANSWER_SIZE - 1);
	}
}

/* --- questions --- */

enum status ask_secret(const struct asker *p, struct secret **out, const char *question,
		       struct err *e)
{
	struct secret *memory = NULL;
	struct typed t = {.seen = false};
	enum status s = secret_new(&memory, ANSWER_SIZE, e);

	*out = NULL;
	if (s != STATUS_OK)
		return s;
	t.bytes = secret_bytes(memory);
	s = p->lines >= 0 ? read_line(p, &t, e) : ask_line(p, &t, question, e);
	if (s == ERR_NOT_FOUND || (s == STATUS_OK && t.len == 0))
		s = err_set(e, ERR_REFUSED, "nothing was typed");
	if (s == STATUS_OK)
		s = secret_copy(out, t.bytes, t.len, e);
	secret_free(memory);
	return s;
}

enum status ask_confirmation(const struct asker *p, const char *question, const char *wanted,
			     struct err *e)
{
	uint8_t answer[ANSWER_SIZE];
	struct typed t = {.bytes = answer, .seen = true};
	enum status s = ask_line(p, &t, question, e);

	if (s == ERR_NOT_FOUND ||
	    (s == STATUS_OK && (t.len != strlen(wanted) || memcmp(answer, wanted, t.len) != 0)))
		return err_set(e, ERR_REFUSED, "not confirmed: what was typed is not %s", wanted);
	return s;
}

/* The size of the terminal; a small one where it does not tell. */
static struct winsize size_of(const struct asker *p)
{
	struct winsize size = {.ws_row = 0};

	if (ioctl(p->terminal, TIOCGWINSZ, &size) != 0 || size.ws_row < 3 || size.ws_col == 0)
		size = (struct winsize){.ws_row = 24, .ws_col = 80};
	return size;
}

/* The rows that a line of `len` bytes takes; at least as many as it really does. */
static size_t rows_of(const char *line, size_t len, size_t columns)
{
	size_t cells = 0;

	for (size_t i = 0; i < len; i++)
		cells += ((uint8_t)line[i] & 0xc0) != 0x80 ? ((uint8_t)line[i] >= 0xe3 ? 2 : 1) : 0;
	return cells == 0 ? 1 : (cells + columns - 1) / columns;
}

/* Waits for the key that shows the next page. */
static enum status await_page(const struct asker *p, struct err *e)
{
	static const char more[] = "-- Space shows more --",
			  clear[] = "\r                       \r";
	uint8_t key = 0;
	enum status s = put_text(p, more, sizeof(more) - 1, e);

	while (s == STATUS_OK && key != ' ' && key != '\r' && key != '\n') {
		s = read_key(p, p->terminal, &key, e);
		if (s == STATUS_OK && (key == KEY_CTRL_C || key == KEY_CTRL_D || key == 'q'))
			s = err_set(e, ERR_CANCELLED, "cancelled");
	}
	return s == STATUS_OK ? put_text(p, clear, sizeof(clear) - 1, e) : s;
}

enum status ask_to_read(const struct asker *p, const char *text, struct err *e)
{
	struct termios before;
	size_t row = 0;
	enum status s = set_modes(p, &before, e);

	if (s != STATUS_OK)
		return s;
	while (s == STATUS_OK && *text != '\0') {
		const struct winsize size = size_of(p);
		size_t len = strcspn(text, "\n"), rows = rows_of(text, len, size.ws_col);

		len += text[len] == '\n';
		if (row > 0 && row + rows >= size.ws_row) {
			s = await_page(p, e);
			row = 0;
		}
		row += rows;
		if (s == STATUS_OK)
			s = put_text(p, text, len, e);
		text += len;
	}
	return end_question(p, &before, s, e);
}
