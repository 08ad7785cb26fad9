/*
 * Keys and pastes as the program sees them, whatever terminal they came from.
 */
#ifndef TUI_KEY_H
#define TUI_KEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

/* A key is a Unicode character, a control character (Ctrl-A is 1), or one of these. */
enum {
	KEY_CODE_TAB = 9,
	KEY_CODE_ENTER = 13,
	KEY_CODE_ESC = 27,
	KEY_CODE_SPACE = 32,
	KEY_CODE_BACKSPACE = 127,
	KEY_CODE_NAMED = 0x110000, /* the first number that is no Unicode character */
	KEY_CODE_UP = KEY_CODE_NAMED,
	KEY_CODE_DOWN,
	KEY_CODE_LEFT,
	KEY_CODE_RIGHT,
	KEY_CODE_HOME,
	KEY_CODE_END,
	KEY_CODE_PAGE_UP,
	KEY_CODE_PAGE_DOWN,
	KEY_CODE_DELETE,
	KEY_CODE_INSERT,
	KEY_CODE_SHIFT_TAB,
	KEY_CODE_F1, /* F2 to F12 follow in order */
	KEY_CODE_F12 = KEY_CODE_F1 + 11,
};

enum key_event_type {
	KEY_EVENT_KEY,
	KEY_EVENT_PASTE, /* the text between the terminal's paste marks */
	KEY_EVENT_CLICK,
	KEY_EVENT_TIMER, /* goes to a pop-up that asked for it */
};

struct key_event {
	enum key_event_type type;
	int key;
	const char *paste; /* UTF-8, not cleaned, not zero-terminated; valid during the call */
	size_t paste_len;
	bool paste_cut; /* the paste was too long, and its end was dropped */
	unsigned hit;	/* the target of a click, SCREEN_HIT_… */
};

/* Writes the name of a key: "j", "Ctrl-D", "PgDn", "Space", "F1". */
#define KEY_NAME_SIZE 16
void key_print(char out[static KEY_NAME_SIZE], int key);

/* Reads a name as key_print() writes it, or a single character. ERR_PARSE. */
MUST_CHECK enum status key_parse(int *key, const char *name, size_t len);

/* Writes a printable character as UTF-8, zero-terminated. Returns: false for all other keys. */
bool key_character(char out[static 5], int key);

#endif
