/*
 * The terminal through curses: opening, showing grids, closing.
 *
 * curses keeps a copy of the screen and writes only the difference. The grid that was shown last is
 * kept here as well, so that rows that did not change cost nothing, and a click can be looked up in
 * the grid that the user saw. What curses cannot do is in screen_tty.c.
 */
#include "tui/screen_term.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "base/buf.h"
#include "tui/screen_term_info.h"
#include "tui/screen_term_keys.h"
#include "tui/screen_term_looks.h"
#include "tui/screen_term_private.h"
#include "tui/screen_tty.h"

/* A passphrase, an address or a path is far shorter; more is pasted by mistake only. */
#define PASTE_MAX (64 * KIB)

/*
 * raw(), since Ctrl-C and Ctrl-Z are keys here. Pastes come between marks (mode 2004), clicks as in
 * mode 1006.
 */
static void set_modes(struct screen_term *t)
{
	raw();
	noecho();
	nonl();
	scrollok(stdscr, FALSE);
	curs_set(1);
	screen_tty_write("\033[?2004h");
	if (t->mouse)
		screen_tty_write("\033[?1000h\033[?1006h");
	screen_tty_taken();
}

enum status screen_term_open(struct screen_term **out, const struct dashboard_options *o,
			     const char **note, struct err *e)
{
	struct screen_term *t;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(e, ERR_UNSUPPORTED,
			       "the dashboard needs a terminal; subcommands with --json do not");
	t = calloc(1, sizeof(*t));
	if (t == NULL)
		return err_set(e, ERR_MEMORY, "not enough memory for the screen");
	t->saved_stderr = -1;
	t->mouse = o->mouse;
	buf_init(&t->paste, PASTE_MAX);
	setlocale(LC_CTYPE, "");
	t->unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	screen_tty_remember();
	/* Signals are read from a descriptor, so curses must not install handlers of its own. */
	use_tioctl(TRUE);
	t->stream = screen_tty_open();
	t->curses = screen_term_info_open(t->stream, note);
	if (t->curses == NULL) {
		screen_tty_close(t->stream);
		buf_release(&t->paste);
		free(t);
		return err_set(e, ERR_UNSUPPORTED,
			       "a terminal \"%.40s\" cannot be drawn on (TERM; is terminfo "
			       "installed?); subcommands need none",
			       getenv("TERM") != NULL ? getenv("TERM") : "");
	}
	screen_term_looks_set(t, o);
	set_modes(t);
	t->saved_stderr = screen_tty_silence();
	if (screen_term_keys_open(t, e) != STATUS_OK) {
		screen_term_close(t);
		return ERR_MEMORY;
	}
	*out = t;
	return STATUS_OK;
}

void screen_term_close(struct screen_term *t)
{
	if (t == NULL)
		return;
	if (t->keys != NULL)
		delwin(t->keys);
	endwin();
	screen_tty_restore();
	screen_tty_unsilence(t->saved_stderr);
	t->saved_stderr = -1;
	delscreen(t->curses);
	screen_tty_close(t->stream);
	screen_release(&t->shown);
	buf_wipe(&t->paste);
	free(t);
}

bool screen_term_unicode(const struct screen_term *t)
{
	return t->unicode;
}

void screen_term_suspend(struct screen_term *t)
{
	endwin();
	screen_tty_restore();
	screen_tty_unsilence(t->saved_stderr);
	t->saved_stderr = -1;
}

void screen_term_lend(struct screen_term *t)
{
	screen_term_suspend(t);
	screen_tty_hide_keys();
}

void screen_term_resume(struct screen_term *t)
{
	t->saved_stderr = screen_tty_silence();
	reset_prog_mode();
	set_modes(t);
	clearok(curscr, TRUE);
}

/* A terminal that does not know its size is taken for 24 lines of 80. */
enum status screen_term_fit(struct screen_term *t, struct screen *s)
{
	struct winsize size = {0};

	(void)t;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) {
		size.ws_row = 24;
		size.ws_col = 80;
	}
	if (size.ws_row > SCREEN_SIDE_MAX)
		size.ws_row = SCREEN_SIDE_MAX;
	if (size.ws_col > SCREEN_SIDE_MAX)
		size.ws_col = SCREEN_SIDE_MAX;
	if (size.ws_row != LINES || size.ws_col != COLS)
		resizeterm(size.ws_row, size.ws_col);
	return screen_resize(s, size.ws_row, size.ws_col);
}

/*
 * Converts a cell for curses. A character whose width curses takes for another becomes "?", since
 * the columns behind it would shift.
 */
static void to_cchar(const struct screen_term *t, cchar_t *out, const struct screen_cell *c)
{
	attr_t a = t->attributes[c->style] | (c->reverse ? A_REVERSE : 0);
	wchar_t text[CCHARW_MAX + 1];
	size_t n = 1;

	text[0] = (unsigned char)c->text[0];
	/* Most cells hold one ASCII character, which needs no conversion. */
	if (text[0] >= 0x80 || c->text[1] != '\0') {
		n = mbstowcs(text, c->text, CCHARW_MAX);
		if (n == (size_t)-1 || n == 0 || wcwidth(text[0]) != c->width) {
			text[0] = L'?';
			n = 1;
		}
	}
	text[n] = L'\0';
	setcchar(out, text, a, c->reverse ? t->reverse_pairs[c->style] : t->color_pairs[c->style],
		 NULL);
}

static bool same_cell(const struct screen_cell *a, const struct screen_cell *b)
{
	return a->style == b->style && a->reverse == b->reverse && a->width == b->width &&
	       memcmp(a->text, b->text, sizeof(a->text)) == 0;
}

/*
 * Gives curses the cells of a row from the first to the last that differ from `shown` (NULL: all).
 * Returns: false when none differs.
 */
static bool draw_row(const struct screen_term *t, const struct screen *s,
		     const struct screen *shown, int y)
{
	cchar_t row[SCREEN_SIDE_MAX];
	int from = 0, to = s->cols, n = 0;

	while (shown != NULL && from < to &&
	       same_cell(screen_cell(s, y, from), screen_cell(shown, y, from)))
		from++;
	while (shown != NULL && to > from &&
	       same_cell(screen_cell(s, y, to - 1), screen_cell(shown, y, to - 1)))
		to--;
	if (from == to)
		return false;
	/* A wide character is drawn with both of its halves. */
	from -= from > 0 && screen_cell(s, y, from)->width == 0;
	for (int x = from; x < to; x++) {
		const struct screen_cell *c = screen_cell(s, y, x);

		if (c->width == 0)
			continue;
		to_cchar(t, &row[n++], c);
		/* A wide character that became "?" leaves a second cell to fill. */
		if (c->width == 2 && row[n - 1].chars[0] == L'?') {
			row[n] = row[n - 1];
			n++;
		}
	}
	mvwadd_wchnstr(stdscr, y, from, row, n);
	return true;
}

void screen_term_show(struct screen_term *t, const struct screen *s, bool again)
{
	bool fresh = again || t->shown.rows != s->rows || t->shown.cols != s->cols;
	bool moved = fresh || t->shown.cursor_y != s->cursor_y || t->shown.cursor_x != s->cursor_x;
	int rows = 0; /* rows that changed */

	if (fresh) {
		if (screen_resize(&t->shown, s->rows, s->cols) != STATUS_OK)
			return;
		werase(stdscr);
		clearok(curscr, TRUE);
	}
	for (int y = 0; y < s->rows; y++)
		rows += draw_row(t, s, fresh ? NULL : &t->shown, y);
	/* The whole grid is kept, since click targets may change where nothing visible does. */
	memcpy(t->shown.cells, s->cells, (size_t)s->rows * (size_t)s->cols * sizeof(*s->cells));
	if (rows == 0 && !moved)
		return;
	t->shown.cursor_y = s->cursor_y;
	t->shown.cursor_x = s->cursor_x;
	wmove(stdscr, s->cursor_y, s->cursor_x);
	wnoutrefresh(stdscr);
	screen_tty_begin();
	doupdate();
	screen_tty_end();
}

int screen_term_fd(const struct screen_term *t)
{
	(void)t;
	return STDIN_FILENO;
}

void screen_term_copy(struct screen_term *t, const char *text)
{
	(void)t;
	screen_tty_copy(text);
}

void screen_term_title(struct screen_term *t, const char *title)
{
	char text[128];

	(void)t;
	snprintf(text, sizeof(text), "\033]2;%s\a", title);
	screen_tty_write(text);
}
