#include "tui/screen_tty.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"

/*
 * What a dying process needs to give the terminal back; signal handlers and atexit see only this.
 */
static struct {
	volatile sig_atomic_t on;
	struct termios before;
} tty;

/* Synchronized update off, paste marks off, mouse off, cursor on, colours off, the other screen. */
static const char restore_sequence[] =
	"\033[?2026l\033[?2004l\033[?1000l\033[?1006l\033[?25h\033[0m\033[?1049l\r";

void screen_tty_restore(void)
{
	if (!tty.on)
		return;
	tty.on = 0;
	(void)!write(STDOUT_FILENO, restore_sequence, sizeof(restore_sequence) - 1);
	tcsetattr(STDIN_FILENO, TCSANOW, &tty.before);
}

static void on_fatal(int sig)
{
	screen_tty_restore();
	signal(sig, SIG_DFL);
	raise(sig);
}

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

static void catch_fatal(void)
{
#ifndef SANITIZED
	static const int fatal[] = {SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE};
	struct sigaction action = {.sa_handler = on_fatal};

	for (size_t i = 0; i < ARRAY_SIZE(fatal); i++)
		sigaction(fatal[i], &action, NULL);
#else
	(void)on_fatal; /* the sanitizer reports these itself */
#endif
}

void screen_tty_remember(void)
{
	static bool registered;

	tcgetattr(STDIN_FILENO, &tty.before);
	if (!registered)
		registered = atexit(screen_tty_restore) == 0;
	catch_fatal();
}

void screen_tty_taken(void)
{
	tty.on = 1;
}

void screen_tty_write(const char *text)
{
	/* curses' own buffer is empty between two updates, so that this cannot cut into it. */
	if (fd_write_all(STDOUT_FILENO, text, strlen(text)) != STATUS_OK)
		return; /* the terminal is gone: reading says so */
}

int screen_tty_silence(void)
{
	int saved, null;

	if (!isatty(STDERR_FILENO))
		return -1;
	saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (null >= 0) {
		dup2(null, STDERR_FILENO);
		close(null);
	}
	return saved;
}

void screen_tty_unsilence(int saved)
{
	if (saved < 0)
		return;
	dup2(saved, STDERR_FILENO);
	close(saved);
}

void screen_tty_copy(const char *text)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *at = (const unsigned char *)text;
	size_t len = strlen(text);
	struct buf out;

	buf_init(&out, 4 * KIB);
	buf_add_str(&out, "\033]52;c;");
	for (size_t i = 0; i < len; i += 3) {
		unsigned long v = (unsigned long)at[i] << 16;

		v |= i + 1 < len ? (unsigned long)at[i + 1] << 8 : 0;
		v |= i + 2 < len ? at[i + 2] : 0;
		buf_add_byte(&out, (uint8_t)digits[v >> 18 & 63]);
		buf_add_byte(&out, (uint8_t)digits[v >> 12 & 63]);
		buf_add_byte(&out, (uint8_t)(i + 1 < len ? digits[v >> 6 & 63] : '='));
		buf_add_byte(&out, (uint8_t)(i + 2 < len ? digits[v & 63] : '='));
	}
	buf_add_byte(&out, '\a');
	screen_tty_write(buf_str(&out));
	buf_release(&out);
}
