/*
 * A film on the terminal. cmd_projector_film() chooses how many bytes go into a frame, so that the
 * longest of the frames fits; cmd_projector_show() draws one after the other. The size is chosen
 * once: other fragments would be another film to whoever reads. Invariant: whatever ends the show,
 * the terminal's modes and screen are put back.
 */
#include "cli/projector.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "ur/qr.h"

/* The caption takes a line. */
#define CAPTION_ROWS 1

/* A person who waits longer than for this frame has seen the film many times. */
#define LAST_FRAME 99999

/* A frame of the largest code: 93 rows of 190 cells of three bytes. */
#define SCREEN_MAX (256 * KIB)

/* The other screen, emptied, without a cursor; and back. */
static const char enter[] = "\033[?1049h\033[?25l\033[2J";
static const char leave[] = "\033[0m\033[?25h\033[?1049l";

static enum status window_of(struct winsize *out, const struct cli *cli, struct err *e)
{
	if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, out) != 0)
		return err_set(e, ERR_USAGE,
			       "the pictures are for a terminal; --text prints the text in them");
	if (cli->ascii || cli->accessible)
		return err_set(
			e, ERR_USAGE,
			"the pictures need half blocks, which are beyond ASCII; --text prints "
			"the text in them");
	return STATUS_OK;
}

static enum status too_small(const struct winsize *w, struct err *e)
{
	return err_set(e, ERR_USAGE,
		       "the picture does not fit into %ux%u cells; make the window larger, or the "
		       "pictures smaller with --size",
		       w->ws_col, w->ws_row);
}

enum status cmd_projector_film(const struct cli *cli, struct film *out, const char *type,
			       const struct buf *message, size_t size, struct err *e)
{
	struct winsize w = {0};
	size_t most = size != 0 ? size : PROJECTOR_SIZE_MAX / 2, room, longest;
	enum status s = window_of(&w, cli, e);

	*out = (struct film){.type = type};
	if (s != STATUS_OK)
		return s;
	room = qr_room(w.ws_row - CAPTION_ROWS, w.ws_col);
	for (;;) {
		s = film_init(out, type, message->data, message->len, most);
		if (s != STATUS_OK)
			return err_set(e, s,
				       "the message takes more pictures than a reader waits for; "
				       "make the window larger, or carry it as a file");
		longest = film_longest(out, LAST_FRAME);
		if (longest <= room)
			return STATUS_OK;
		most = out->parts.fragment - (longest - room + 1) / 2;
		if (size != 0 || longest - room >= 2 * (size_t)out->parts.fragment ||
		    most < PROJECTOR_SIZE_MIN)
			break;
		film_release(out);
	}
	film_release(out);
	return too_small(&w, e);
}

/* Explicit colours, since a reader needs dark on light, and themes differ. */
static void draw_code(struct buf *out, const struct qr_code *code)
{
	for (int y = 0; y < code->rows; y++) {
		buf_add_str(out, "\033[97;40m");
		for (int x = 0; x < code->side; x++)
			buf_add_str(out, qr_cell(code, y, x));
		buf_add_str(out, "\033[0m\033[K\r\n");
	}
}

static void draw_caption(struct buf *out, const struct film *film, const char *caption,
			 uint32_t number, int columns)
{
	char line[512], clipped[512];
	const uint32_t count = film_count(film);

	if (count == 1)
		snprintf(line, sizeof(line), "one picture  any key ends  %s", caption);
	else
		snprintf(line, sizeof(line), "frame %u (%u suffice)  any key ends  %s", number,
			 count, caption);
	text_clip(clipped, sizeof(clipped), line, columns, false);
	buf_addf(out, "%s\033[K\033[J", clipped);
}

/* A window that became too small is told so; the film goes on when it is large again. */
static enum status draw_frame(struct buf *out, struct film *film, const char *caption,
			      uint32_t number, struct err *e)
{
	struct winsize w = {0};
	struct qr_code code = {.side = 0};
	struct buf text;
	enum status s;

	buf_clear(out);
	buf_init(&text, SCREEN_MAX);
	s = film_frame(film, &text, number);
	if (s == STATUS_OK)
		s = qr_encode(&code, buf_str(&text));
	if (s == STATUS_OK && ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0) {
		buf_add_str(out, "\033[H");
		if (code.side > w.ws_col || code.rows + CAPTION_ROWS > w.ws_row)
			buf_add_str(out, "\033[2JThe window is too small for the picture.");
		else {
			draw_code(out, &code);
			draw_caption(out, film, caption, number, w.ws_col);
		}
		s = buf_status(out);
	}
	qr_release(&code);
	buf_release(&text);
	return s == STATUS_OK ? s : err_set(e, s, "a frame cannot be drawn: %s", status_phrase(s));
}

/* Whether a key was typed, or the command cancelled, within `ms`. */
static bool is_ended(const struct cli *cli, int fd, int ms)
{
	struct pollfd typed = {.fd = fd, .events = POLLIN};
	char key;

	if (task_cancelled(&cli->task))
		return true;
	return poll(&typed, 1, ms) > 0 ? read(fd, &key, 1) >= 0 : task_cancelled(&cli->task);
}

static enum status run_frames(const struct cli *cli, struct film *film, const char *caption,
			      unsigned fps, int fd, struct err *e)
{
	struct buf screen;
	enum status s = STATUS_OK;

	buf_init(&screen, SCREEN_MAX);
	for (uint32_t number = 1; s == STATUS_OK; number++) {
		s = draw_frame(&screen, film, caption, number, e);
		if (s == STATUS_OK &&
		    file_write_all(STDOUT_FILENO, screen.data, screen.len) != STATUS_OK)
			s = err_set_errno(e, errno, "the terminal cannot be written");
		if (s == STATUS_OK && is_ended(cli, fd, (int)(1000 / fps)))
			break;
	}
	buf_release(&screen);
	return s;
}

enum status cmd_projector_show(const struct cli *cli, struct film *film, const char *caption,
			       unsigned fps, struct err *e)
{
	struct termios before, raw;
	int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	enum status s;

	if (fd < 0 || tcgetattr(fd, &before) != 0) {
		s = err_set_errno(e, errno, "there is no terminal to read a key from");
		if (fd >= 0)
			close(fd);
		return s;
	}
	raw = before;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	fflush(stdout);
	tcsetattr(fd, TCSAFLUSH, &raw);
	s = file_write_all(STDOUT_FILENO, enter, sizeof(enter) - 1);
	if (s != STATUS_OK)
		s = err_set_errno(e, errno, "the terminal cannot be written");
	if (s == STATUS_OK)
		s = run_frames(cli, film, caption, fps, fd, e);
	if (file_write_all(STDOUT_FILENO, leave, sizeof(leave) - 1) != STATUS_OK && s == STATUS_OK)
		s = err_set_errno(e, errno, "the terminal cannot be written");
	tcsetattr(fd, TCSAFLUSH, &before);
	close(fd);
	return s;
}
