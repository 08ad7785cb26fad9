/*
 * The terminal beside curses: raw sequences, frames in one write, and giving the terminal back.
 *
 * Frames: curses writes at each move of the cursor, and each write wakes the terminal, which may
 * then show half of a frame. Between screen_tty_begin() and screen_tty_end() curses' descriptor is
 * therefore a file in memory, and the whole frame is copied to the terminal at once.
 *
 * Invariant: signal handlers and atexit() see only `tty`, and call only functions that are
 * async-signal-safe.
 */
#include "tui/screen_tty.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "tui/action.h"

/* The state that a dying process needs to give the terminal back. */
static struct {
	volatile sig_atomic_t on;
	struct termios before;
	int stream;    /* curses' descriptor: stdout, or `frame` during an update; -1: none */
	int frame;     /* a file in memory, empty between two updates; -1: none */
	bool collects; /* during an update: `stream` is `frame` */
} tty = {.stream = -1, .frame = -1};

/* Marks around a frame: terminals that know them show it only when it is whole. */
#define SYNCHRONIZED "\033[?2026h"
#define PRESENT	     "\033[?2026l"

/*
 * Ends a synchronized update, paste marks and mouse, shows the cursor, resets colours, and goes
 * back to the main screen.
 */
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

void screen_tty_hide_keys(void)
{
	struct termios hidden = tty.before;

	hidden.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
	tcsetattr(STDIN_FILENO, TCSANOW, &hidden);
	/* A process that dies now gives the modes back, too. */
	tty.on = 1;
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
	/* Between two updates curses' own buffer is empty, so that this cannot cut into it. */
	if (file_write_all(STDOUT_FILENO, text, strlen(text)) != STATUS_OK)
		return; /* the terminal is gone, which reading from it notices */
}

FILE *screen_tty_open(void)
{
	FILE *stream = NULL;

	tty.stream = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	tty.frame = memfd_create("frame", MFD_CLOEXEC);
	if (tty.stream >= 0)
		stream = fdopen(tty.stream, "w");
	return stream != NULL ? stream : stdout;
}

void screen_tty_close(FILE *stream)
{
	if (stream != stdout)
		fclose(stream);
	else if (tty.stream >= 0)
		close(tty.stream);
	if (tty.frame >= 0)
		close(tty.frame);
	tty.stream = tty.frame = -1;
}

void screen_tty_begin(void)
{
	tty.collects =
		tty.stream >= 0 && tty.frame >= 0 && dup3(tty.frame, tty.stream, O_CLOEXEC) >= 0;
	if (!tty.collects)
		screen_tty_write(SYNCHRONIZED);
	else if (file_write_all(tty.frame, SYNCHRONIZED, strlen(SYNCHRONIZED)) != STATUS_OK)
		return; /* the frame goes without its marks, for lack of memory */
}

void screen_tty_end(void)
{
	char data[16 * KIB]; /* a full frame of 120x40 takes about 8 KiB */
	off_t at = 0;
	ssize_t n;

	if (!tty.collects) {
		screen_tty_write(PRESENT);
		return;
	}
	/* On failure the stream keeps writing into memory, and this frame is the last one seen. */
	if (dup3(STDOUT_FILENO, tty.stream, O_CLOEXEC) < 0 ||
	    file_write_all(tty.frame, PRESENT, strlen(PRESENT)) != STATUS_OK)
		return;
	while ((n = pread(tty.frame, data, sizeof(data), at)) > 0) {
		at += n;
		if (file_write_all(STDOUT_FILENO, data, (size_t)n) != STATUS_OK)
			break; /* the terminal is gone, which reading from it notices */
	}
	if (ftruncate(tty.frame, 0) == 0)
		lseek(tty.frame, 0, SEEK_SET);
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
