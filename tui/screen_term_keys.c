/*
 * Reading from the terminal: curses' codes become keys, pastes are collected between their marks,
 * mouse events become clicks on the grid that was shown.
 */
#include "tui/screen_term_keys.h"

#include <curses.h>
#include <stdlib.h>
#include <unistd.h>
#include <wchar.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "tui/screen_term_private.h"

/*
 * The end of a paste may be lost. After this time without a byte the paste counts as complete, so
 * that the keyboard works again.
 */
#define PASTE_END_MS 1000

enum { CODE_PASTE_BEGIN = KEY_MAX + 1, CODE_PASTE_END };

static const struct {
	const char *bytes;
	int code;
} ansi_keys[] = {
	{"\033[A", KEY_UP},    {"\033[B", KEY_DOWN}, {"\033[C", KEY_RIGHT}, {"\033[D", KEY_LEFT},
	{"\033[H", KEY_HOME},  {"\033[F", KEY_END},  {"\033OA", KEY_UP},    {"\033OB", KEY_DOWN},
	{"\033OC", KEY_RIGHT}, {"\033OD", KEY_LEFT},
};

enum status screen_term_keys_open(struct screen_term *t, struct err *e)
{
	t->keys = newpad(1, 1);
	if (t->keys == NULL)
		return err_set(e, ERR_MEMORY, "not enough memory for the screen");
	keypad(t->keys, TRUE);
	nodelay(t->keys, TRUE);
	/* curses would break a frame off when a key comes. */
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

/* The key of one of curses' codes; 0 when byline does not use it. */
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

/* A wheel counts as Up and Down. Returns: false for events without a meaning. */
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

/* Makes an event of the collected paste. */
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

bool screen_term_keys_read(struct screen_term *t, struct key_event *ev)
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

int screen_term_keys_timeout_ms(const struct screen_term *t)
{
	return t->pasting ? PASTE_END_MS : -1;
}
