#include "tui/screen_term.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

#include "base/clock.h"
#include "base/secret.h"
#include "tui/screen_tty.h"

/* A passphrase, an address or a path; more is not pasted into a form on purpose. */
#define PASTE_MAX (64 * KIB)

/* A terminal that loses the end of a paste must not leave the keyboard dead. */
#define PASTE_END_MS 1000

enum { CODE_PASTE_BEGIN = KEY_MAX + 1, CODE_PASTE_END };

struct screen_term {
	SCREEN *curses;
	FILE *stream; /* what curses writes to */
	WINDOW *keys; /* reading from it refreshes nothing */
	struct screen shown;
	bool color, unicode, mouse;
	attr_t attributes[STYLE_COUNT];
	short pairs[STYLE_COUNT];
	struct buf paste;
	bool pasting, paste_cut;
	int64_t paste_ms; /* the last byte of it */
	int saved_stderr; /* -1 = not redirected */
};

/* --- looks --- */

static const struct {
	short color; /* of the terminal's own 16; -1 = default */
	short blue;  /* the theme without red and green */
	attr_t mono, attributes;
} looks[STYLE_COUNT] = {
	[STYLE_TEXT] = {-1, -1, A_NORMAL, A_NORMAL},
	[STYLE_DIM] = {-1, -1, A_DIM, A_DIM},
	[STYLE_BOLD] = {-1, -1, A_BOLD, A_BOLD},
	[STYLE_ACCENT] = {COLOR_CYAN, COLOR_BLUE, A_BOLD, A_NORMAL},
	[STYLE_GOOD] = {COLOR_GREEN, COLOR_BLUE, A_NORMAL, A_NORMAL},
	[STYLE_WARN] = {COLOR_YELLOW, COLOR_YELLOW, A_BOLD, A_NORMAL},
	[STYLE_BAD] = {COLOR_RED, COLOR_YELLOW, A_BOLD, A_BOLD},
	[STYLE_INPUT] = {-1, -1, A_UNDERLINE, A_UNDERLINE},
	[STYLE_TITLE] = {-1, -1, A_NORMAL, A_NORMAL},
	[STYLE_LIGHT] = {COLOR_WHITE, COLOR_WHITE, A_NORMAL, A_NORMAL},
};

static bool wants_color(const struct dashboard_options *o)
{
	const char *no = getenv("NO_COLOR");

	if (o->color != DASHBOARD_COLOR_AUTO)
		return o->color == DASHBOARD_COLOR_ALWAYS;
	return (no == NULL || no[0] == '\0') && (o->theme == NULL || strcmp(o->theme, "mono") != 0);
}

static void set_looks(struct screen_term *t, const struct dashboard_options *o)
{
	bool blue = o->theme != NULL && strcmp(o->theme, "blue") == 0;

	t->color =
		wants_color(o) && has_colors() && start_color() == OK && use_default_colors() == OK;
	for (short i = 0; i < STYLE_COUNT; i++) {
		short color = blue ? looks[i].blue : looks[i].color;

		t->attributes[i] = t->color ? looks[i].attributes : looks[i].mono;
		if (t->color && color >= 0 &&
		    init_pair((short)(i + 1), color, i == STYLE_LIGHT ? COLOR_BLACK : -1) == OK)
			t->pairs[i] = (short)(i + 1);
	}
}

/* --- opening and closing --- */

static SCREEN *new_screen(FILE *stream, const char **note)
{
	static const char *const fallbacks[] = {"xterm-256color", "xterm", "vt100"};
	static char text[128];
	const char *term = getenv("TERM");
	SCREEN *s = NULL;

	*note = "";
	if (term != NULL && term[0] != '\0')
		s = newterm(term, stream, stdin);
	/* "dumb", a log, an editor's shell: known, and without a way to place a character. */
	if (s != NULL && tigetstr("cup") == NULL) {
		endwin();
		delscreen(s);
		return NULL;
	}
	for (size_t i = 0; i < ARRAY_SIZE(fallbacks) && s == NULL; i++) {
		s = newterm(fallbacks[i], stream, stdin);
		if (s == NULL)
			continue;
		snprintf(text, sizeof(text), "TERM \"%.40s\" is unknown here: drawing as %s",
			 term != NULL ? term : "", fallbacks[i]);
		*note = text;
	}
	return s;
}

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

static const struct {
	const char *bytes;
	int code;
} ansi_keys[] = {
	{"\033[A", KEY_UP},    {"\033[B", KEY_DOWN}, {"\033[C", KEY_RIGHT}, {"\033[D", KEY_LEFT},
	{"\033[H", KEY_HOME},  {"\033[F", KEY_END},  {"\033OA", KEY_UP},    {"\033OB", KEY_DOWN},
	{"\033OC", KEY_RIGHT}, {"\033OD", KEY_LEFT},
};

static enum status make_keys(struct screen_term *t, struct err *e)
{
	t->keys = newpad(1, 1);
	if (t->keys == NULL)
		return err_set(e, ERR_MEMORY, "not enough memory for the screen");
	keypad(t->keys, TRUE);
	nodelay(t->keys, TRUE);
	/* A frame is never broken off for a key: it leaves at once. */
	typeahead(-1);
	if (getenv("ESCDELAY") == NULL)
		set_escdelay(25);
	define_key("\033[200~", CODE_PASTE_BEGIN);
	define_key("\033[201~", CODE_PASTE_END);
	/* Terminals that ignore the keypad mode, and multiplexers in between, send these. */
	for (size_t i = 0; i < ARRAY_SIZE(ansi_keys); i++)
		define_key(ansi_keys[i].bytes, ansi_keys[i].code);
	if (t->mouse) {
		mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
		mouseinterval(0);
	}
	return STATUS_OK;
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
	/* curses must not install handlers of its own: signals are read from a descriptor. */
	use_tioctl(TRUE);
	t->stream = screen_tty_open();
	t->curses = new_screen(t->stream, note);
	if (t->curses == NULL) {
		screen_tty_close(t->stream);
		buf_release(&t->paste);
		free(t);
		return err_set(e, ERR_UNSUPPORTED,
			       "a terminal \"%.40s\" cannot be drawn on (TERM; is terminfo "
			       "installed?); subcommands need none",
			       getenv("TERM") != NULL ? getenv("TERM") : "");
	}
	set_looks(t, o);
	set_modes(t);
	t->saved_stderr = screen_tty_silence();
	if (make_keys(t, e) != STATUS_OK) {
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
	if (t->shown.cells != NULL)
		secret_wipe(t->shown.cells, (size_t)t->shown.rows * (size_t)t->shown.cols *
						    sizeof(*t->shown.cells));
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

void screen_term_resume(struct screen_term *t)
{
	t->saved_stderr = screen_tty_silence();
	reset_prog_mode();
	set_modes(t);
	clearok(curscr, TRUE);
}

/* --- showing --- */

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

/* A cell as curses takes it; what its and our tables of widths disagree about becomes "?". */
static void to_cchar(const struct screen_term *t, cchar_t *out, const struct screen_cell *c)
{
	attr_t a = t->attributes[c->style] | (c->reverse ? A_REVERSE : 0);
	wchar_t text[CCHARW_MAX + 1];
	size_t n = 1;

	text[0] = (unsigned char)c->text[0];
	/* Most cells are ASCII: nothing about them is to be looked up. */
	if (text[0] >= 0x80 || c->text[1] != '\0') {
		n = mbstowcs(text, c->text, CCHARW_MAX);
		if (n == (size_t)-1 || n == 0 || wcwidth(text[0]) != c->width) {
			text[0] = L'?';
			n = 1;
		}
	}
	text[n] = L'\0';
	setcchar(out, text, a, t->pairs[c->style], NULL);
}

static bool same_cell(const struct screen_cell *a, const struct screen_cell *b)
{
	return a->style == b->style && a->reverse == b->reverse && a->width == b->width &&
	       memcmp(a->text, b->text, sizeof(a->text)) == 0;
}

/*
 * Gives curses what changed in a row since `shown` (NULL: everything), from the first to the last
 * such cell. False: nothing did.
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
	/* Both halves of a wide character. */
	from -= from > 0 && screen_cell(s, y, from)->width == 0;
	for (int x = from; x < to; x++) {
		const struct screen_cell *c = screen_cell(s, y, x);

		if (c->width == 0)
			continue;
		to_cchar(t, &row[n++], c);
		/* The cell that a wide character of another opinion left over. */
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
	int rows = 0; /* that changed */

	if (fresh) {
		if (screen_resize(&t->shown, s->rows, s->cols) != STATUS_OK)
			return;
		werase(stdscr);
		clearok(curscr, TRUE);
	}
	for (int y = 0; y < s->rows; y++)
		rows += draw_row(t, s, fresh ? NULL : &t->shown, y);
	/* Also what only a click sees is kept. */
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

/* --- reading --- */

int screen_term_fd(const struct screen_term *t)
{
	(void)t;
	return STDIN_FILENO;
}

static int named_key(int code)
{
	static const struct {
		int curses, key;
	} keys[] = {
		{KEY_UP, KEY_CODE_UP},		{KEY_DOWN, KEY_CODE_DOWN},
		{KEY_LEFT, KEY_CODE_LEFT},	{KEY_RIGHT, KEY_CODE_RIGHT},
		{KEY_HOME, KEY_CODE_HOME},	{KEY_END, KEY_CODE_END},
		{KEY_PPAGE, KEY_CODE_PAGE_UP},	{KEY_NPAGE, KEY_CODE_PAGE_DOWN},
		{KEY_DC, KEY_CODE_DELETE},	{KEY_IC, KEY_CODE_INSERT},
		{KEY_BTAB, KEY_CODE_SHIFT_TAB}, {KEY_BACKSPACE, KEY_CODE_BACKSPACE},
		{KEY_ENTER, KEY_CODE_ENTER},
	};

	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		if (keys[i].curses == code)
			return keys[i].key;
	if (code >= KEY_F(1) && code <= KEY_F(12))
		return KEY_CODE_F1 + code - KEY_F(1);
	return 0;
}

static int plain_key(wint_t c)
{
	if (c == '\n' || c == '\r')
		return KEY_CODE_ENTER;
	if (c == 8 || c == 127)
		return KEY_CODE_BACKSPACE;
	return (int)c;
}

static bool read_mouse(const struct screen_term *t, struct key_event *ev)
{
	MEVENT m;
	const struct screen_cell *c;

	if (getmouse(&m) != OK)
		return false;
	*ev = (struct key_event){.type = KEY_EVENT_KEY};
	if ((m.bstate & BUTTON4_PRESSED) != 0)
		ev->key = KEY_CODE_UP;
	else if ((m.bstate & BUTTON5_PRESSED) != 0)
		ev->key = KEY_CODE_DOWN;
	else if ((c = screen_cell(&t->shown, m.y, m.x)) != NULL)
		*ev = (struct key_event){.type = KEY_EVENT_CLICK, .hit = c->hit};
	else
		return false;
	return true;
}

static bool end_paste(struct screen_term *t, struct key_event *ev)
{
	t->pasting = false;
	*ev = (struct key_event){.type = KEY_EVENT_PASTE,
				 .paste = (const char *)t->paste.data,
				 .paste_len = t->paste.len,
				 .paste_cut = t->paste_cut};
	if (ev->paste == NULL)
		ev->paste = "";
	return true;
}

static void add_paste(struct screen_term *t, wint_t c)
{
	char text[5];
	const char control = (char)c;

	t->paste_ms = clock_monotonic_ms();
	if (c < 0x80)
		buf_add(&t->paste, &control, 1);
	else if (key_character(text, (int)c))
		buf_add_str(&t->paste, text);
	t->paste_cut |= buf_status(&t->paste) != STATUS_OK;
}

bool screen_term_read(struct screen_term *t, struct key_event *ev)
{
	wint_t c;
	int kind;

	while ((kind = wget_wch(t->keys, &c)) != ERR) {
		if (kind == KEY_CODE_YES && c == CODE_PASTE_BEGIN) {
			t->pasting = true;
			t->paste_cut = false;
			t->paste_ms = clock_monotonic_ms();
			buf_wipe(&t->paste);
			continue;
		}
		if (kind == KEY_CODE_YES && c == CODE_PASTE_END) {
			if (t->pasting)
				return end_paste(t, ev);
			continue;
		}
		if (t->pasting) {
			if (kind == OK)
				add_paste(t, c);
			continue;
		}
		if (kind == KEY_CODE_YES && c == KEY_MOUSE) {
			if (read_mouse(t, ev))
				return true;
			continue;
		}
		*ev = (struct key_event){.type = KEY_EVENT_KEY,
					 .key = kind == KEY_CODE_YES ? named_key((int)c)
								     : plain_key(c)};
		if (ev->key != 0)
			return true;
	}
	if (t->pasting && clock_monotonic_ms() - t->paste_ms >= PASTE_END_MS)
		return end_paste(t, ev);
	return false;
}

int screen_term_timeout_ms(const struct screen_term *t)
{
	return t->pasting ? PASTE_END_MS : -1;
}

/* --- beyond curses --- */

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
