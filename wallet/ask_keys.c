/*
 * The terminal gives every key at once and makes no signals: Ctrl-C is a key here, since the signal
 * would end the signer without a word.
 */
#include "wallet/ask_keys.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "base/attr.h"

/* The question that stands on the terminal, for a signal that ends the process. */
static struct {
	volatile sig_atomic_t stands;
	int terminal;
	struct termios before;
	bool answered; /* a key was pressed since it was put */
} question;

void ask_keys_abandon(void)
{
	/* A page with a secret is wiped; on any other the codes do no harm. */
	static const char leave[] = "\033[?1049l\r\n";

	if (!question.stands)
		return;
	(void)!write(question.terminal, leave, sizeof(leave) - 1);
	tcsetattr(question.terminal, TCSANOW, &question.before);
}

enum status ask_keys_begin(const struct asker *p, struct termios *before, struct err *e)
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
	question.terminal = p->terminal;
	question.before = *before;
	question.answered = false;
	question.stands = 1;
	/* Typed before the question, it is no answer to it. */
	if (tcsetattr(p->terminal, TCSAFLUSH, &own) == 0)
		return STATUS_OK;
	question.stands = 0;
	return err_set(e, ERR_IO, "the terminal would show what is typed, so nobody was asked: %s",
		       strerror(errno));
}

enum status ask_keys_put(const struct asker *p, const char *text, size_t len, struct err *e)
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

/* Whoever has just answered is there. */
static void restart_timer(const struct asker *p)
{
	const struct itimerspec after = {.it_value.tv_sec = p->idle};

	if (p->timer >= 0)
		timerfd_settime(p->timer, 0, &after, NULL);
}

/*
 * Whether Ctrl-C waits behind the answer: it came too early to be a signal, and later nobody would
 * read it. What else waits is no answer to the next question and is dropped.
 */
static bool is_cancelled_behind(const struct asker *p)
{
	struct pollfd more = {.fd = p->terminal, .events = POLLIN};
	bool cancelled = false;
	uint8_t key;

	while (poll(&more, 1, 0) > 0 && read(p->terminal, &key, 1) == 1)
		cancelled = cancelled || key == KEY_CTRL_C;
	return cancelled;
}

enum status ask_keys_end(const struct asker *p, const struct termios *before, enum status s,
			 struct err *e)
{
	enum status ended = ask_keys_put(p, "\n", 1, s == STATUS_OK ? e : NULL);

	if (s == STATUS_OK && is_cancelled_behind(p))
		s = err_set(e, ERR_CANCELLED, "cancelled");
	if (s == STATUS_OK && question.answered)
		restart_timer(p);
	question.stands = 0;
	if (tcsetattr(p->terminal, TCSADRAIN, before) != 0 && s == STATUS_OK)
		return err_set(e, ERR_IO, "the terminal cannot be put back: %s", strerror(errno));
	return s == STATUS_OK ? ended : s;
}

/*
 * Waits for a byte on `fd`. The byte goes right to where it is kept: nothing here has a copy.
 * Returns: STATUS_OK, ERR_NOT_FOUND at the end of input, ERR_CANCELLED when the owner is gone,
 * ERR_LOCKED by the timer.
 */
enum status ask_keys_read(const struct asker *p, int fd, uint8_t *out, struct err *e)
{
	struct pollfd wait[] = {{.fd = fd, .events = POLLIN},
				{.fd = p->owner, .events = POLLRDHUP},
				{.fd = p->timer, .events = POLLIN}};

	for (;;) {
		ssize_t n;

		if (poll(wait, ARRAY_SIZE(wait), -1) < 0 && errno != EINTR)
			return err_set(e, ERR_IO, "the terminal is gone: %s", strerror(errno));
		if (p->owner >= 0 && wait[1].revents != 0)
			return err_set(e, ERR_CANCELLED, "cancelled");
		if (p->timer >= 0 && wait[2].revents != 0)
			return err_set(e, ERR_LOCKED,
				       "the vault locked itself, since nothing was typed");
		if (wait[0].revents == 0)
			continue;
		n = read(fd, out, 1);
		if (n == 1) {
			question.answered = true;
			return STATUS_OK;
		}
		if (n == 0 || errno == EIO)
			return err_set(e, ERR_NOT_FOUND, "nothing was typed");
		if (errno != EINTR && errno != EAGAIN)
			return err_set(e, ERR_IO, "the answer cannot be read: %s", strerror(errno));
	}
}

enum status ask_keys_skip(const struct asker *p, struct err *e)
{
	struct pollfd more = {.fd = p->terminal, .events = POLLIN};
	uint8_t key = 0;
	enum status s = STATUS_OK;

	/* Esc alone cancels; a sequence comes in one piece. */
	if (poll(&more, 1, 50) <= 0)
		return err_set(e, ERR_CANCELLED, "cancelled");
	s = ask_keys_read(p, p->terminal, &key, e);
	if (s != STATUS_OK || (key != '[' && key != 'O'))
		return s;
	do {
		s = ask_keys_read(p, p->terminal, &key, e);
	} while (s == STATUS_OK && key < 0x40);
	return s;
}
