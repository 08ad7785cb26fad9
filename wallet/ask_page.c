/*
 * Pages on the terminal. A secret is shown on a screen of its own, which is wiped and left again:
 * nothing of it stays in what the terminal scrolls back to.
 */
#include "wallet/ask_page.h"

#include <string.h>
#include <sys/ioctl.h>

#include "wallet/ask_keys.h"

/* The size of the terminal; a small one where it does not tell. */
static struct winsize size_of(const struct asker *p)
{
	struct winsize size = {.ws_row = 0};

	if (ioctl(p->terminal, TIOCGWINSZ, &size) != 0 || size.ws_row < 3 || size.ws_col == 0)
		size = (struct winsize){.ws_row = 24, .ws_col = 80};
	return size;
}

/* The cells in a row that two cells of one character fill without a gap. */
static size_t row_cells(const struct winsize *size)
{
	return size->ws_col < 2 ? 2 : size->ws_col & ~1u;
}

/*
 * As much of a line as takes at most `most` cells, in whole characters. Out: `cells`, at least as
 * many as it takes: terminals do not agree which characters are wide
 */
static size_t fitting(const char *line, size_t len, size_t most, size_t *cells)
{
	size_t n = 0;

	*cells = 0;
	while (n < len) {
		const size_t wide = (uint8_t)line[n] < 0x80 ? 1 : 2;

		if (*cells + wide > most)
			break;
		*cells += wide;
		for (n++; n < len && ((uint8_t)line[n] & 0xc0) == 0x80; n++)
			continue;
	}
	return n;
}

static size_t rows_of(size_t cells, const struct winsize *size)
{
	const size_t columns = row_cells(size);

	return cells == 0 ? 1 : (cells + columns - 1) / columns;
}

/* Reads a key where no text is typed. Returns: ERR_CANCELLED also for Ctrl-C, Ctrl-D, Esc. */
static enum status take_page_key(const struct asker *p, uint8_t *key, struct err *e)
{
	enum status s = ask_keys_read(p, p->terminal, key, e);

	if (s == STATUS_OK && *key == KEY_ESC)
		s = ask_keys_skip(p, e);
	if (s == STATUS_OK && (*key == KEY_CTRL_C || *key == KEY_CTRL_D))
		s = err_set(e, ERR_CANCELLED, "cancelled");
	return s;
}

/* Waits for the key that shows the next page. */
static enum status await_page(const struct asker *p, struct err *e)
{
	static const char more[] = "-- Space shows more --",
			  clear[] = "\r                       \r";
	uint8_t key = 0;
	enum status s = ask_keys_put(p, more, sizeof(more) - 1, e);

	while (s == STATUS_OK && key != ' ' && key != '\r' && key != '\n') {
		s = take_page_key(p, &key, e);
		if (s == STATUS_OK && key == 'q')
			s = err_set(e, ERR_CANCELLED, "cancelled");
	}
	return s == STATUS_OK ? ask_keys_put(p, clear, sizeof(clear) - 1, e) : s;
}

/* Waits where `more` rows would push what is on the screen out of it. */
static enum status make_room(const struct asker *p, size_t *row, size_t more,
			     const struct winsize *size, struct err *e)
{
	enum status s = STATUS_OK;

	if (*row > 0 && *row + more >= size->ws_row) {
		s = await_page(p, e);
		*row = 0;
	}
	*row += more;
	return s;
}

enum status ask_page_read(const struct asker *p, const char *text, const char *question,
			  struct err *e)
{
	struct winsize size = size_of(p);
	struct termios before;
	size_t row = 0, cells;
	enum status s = ask_keys_begin(p, &before, e);

	if (s != STATUS_OK)
		return s;
	while (s == STATUS_OK && *text != '\0') {
		size_t line = strcspn(text, "\n"), part, next;

		size = size_of(p);
		/* A line that is longer than a screen comes in parts. */
		part = fitting(text, line, row_cells(&size) * (size.ws_row - 1u), &cells);
		next = part + (part == line && text[line] == '\n');
		s = make_room(p, &row, rows_of(cells, &size), &size, e);
		/* ask_keys_end() ends the last line. */
		if (s == STATUS_OK)
			s = ask_keys_put(p, text, text[next] == '\0' ? part : next, e);
		text += next;
	}
	(void)fitting(question, strlen(question), SIZE_MAX, &cells);
	/* Below the question there is a row for its answer. */
	if (s == STATUS_OK && cells > 0)
		s = make_room(p, &row, rows_of(cells, &size) + 1, &size, e);
	return ask_keys_end(p, &before, s, e);
}

enum status ask_page_secret(const struct asker *p, const struct secret *text, struct err *e)
{
	/* xterm's other screen, cleared. A terminal without one shows the codes as nothing. */
	static const char enter[] = "\033[?1049h\033[2J\033[H",
			  leave[] = "\033[2J\033[H\033[?1049l";
	struct termios before;
	uint8_t key = 0;
	enum status s = ask_keys_begin(p, &before, e), left;

	if (s != STATUS_OK)
		return s;
	s = ask_keys_put(p, enter, sizeof(enter) - 1, e);
	if (s == STATUS_OK)
		s = ask_keys_put(p, (const char *)secret_view(text), secret_len(text), e);
	while (s == STATUS_OK && key != '\r' && key != '\n')
		s = take_page_key(p, &key, e);
	/* The screen is wiped after a failure too. */
	left = ask_keys_put(p, leave, sizeof(leave) - 1, s == STATUS_OK ? e : NULL);
	return ask_keys_end(p, &before, s == STATUS_OK ? left : s, e);
}
