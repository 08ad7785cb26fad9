/* Names of keys, as they stand in keys.ini, in the footer and in tests. */
#include "tui/key.h"

#include <stdio.h>
#include <string.h>

static const struct {
	int key;
	const char *name;
} names[] = {
	{KEY_CODE_TAB, "Tab"},
	{KEY_CODE_ENTER, "Enter"},
	{KEY_CODE_ESC, "Esc"},
	{KEY_CODE_SPACE, "Space"},
	{KEY_CODE_BACKSPACE, "Backspace"},
	{KEY_CODE_UP, "Up"},
	{KEY_CODE_DOWN, "Down"},
	{KEY_CODE_LEFT, "Left"},
	{KEY_CODE_RIGHT, "Right"},
	{KEY_CODE_HOME, "Home"},
	{KEY_CODE_END, "End"},
	{KEY_CODE_PAGE_UP, "PgUp"},
	{KEY_CODE_PAGE_DOWN, "PgDn"},
	{KEY_CODE_DELETE, "Del"},
	{KEY_CODE_INSERT, "Ins"},
	{KEY_CODE_SHIFT_TAB, "Shift-Tab"},
};

static bool is_key(size_t i, const char *name, size_t len)
{
	return strlen(names[i].name) == len && memcmp(names[i].name, name, len) == 0;
}

/* Encodes the key as UTF-8 (RFC 3629). Control characters, C1 codes and surrogates are no text. */
bool key_character(char out[static 5], int key)
{
	unsigned c = (unsigned)key;
	int n = 0;

	if (key < 0x20 || key == KEY_CODE_BACKSPACE || key >= KEY_CODE_NAMED ||
	    (key >= 0x80 && key < 0xA0) || (key >= 0xD800 && key < 0xE000))
		return false;
	if (c < 0x80) {
		out[n++] = (char)c;
	} else if (c < 0x800) {
		out[n++] = (char)(0xC0 | c >> 6);
		out[n++] = (char)(0x80 | (c & 0x3F));
	} else if (c < 0x10000) {
		out[n++] = (char)(0xE0 | c >> 12);
		out[n++] = (char)(0x80 | (c >> 6 & 0x3F));
		out[n++] = (char)(0x80 | (c & 0x3F));
	} else {
		out[n++] = (char)(0xF0 | c >> 18);
		out[n++] = (char)(0x80 | (c >> 12 & 0x3F));
		out[n++] = (char)(0x80 | (c >> 6 & 0x3F));
		out[n++] = (char)(0x80 | (c & 0x3F));
	}
	out[n] = '\0';
	return true;
}

/* Named keys first, then F1 to F12, then control keys, then characters. */
void key_print(char out[static KEY_NAME_SIZE], int key)
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (names[i].key == key) {
			snprintf(out, KEY_NAME_SIZE, "%s", names[i].name);
			return;
		}
	if (key >= KEY_CODE_F1 && key <= KEY_CODE_F12)
		snprintf(out, KEY_NAME_SIZE, "F%d", key - KEY_CODE_F1 + 1);
	else if (key >= 1 && key < 27)
		snprintf(out, KEY_NAME_SIZE, "Ctrl-%c", 'A' + key - 1);
	else if (!key_character(out, key))
		snprintf(out, KEY_NAME_SIZE, "?");
}

/* Reads one UTF-8 character. It is well-formed when key_character() writes the same bytes back. */
static enum status parse_character(int *key, const char *name, size_t len)
{
	const unsigned char *b = (const unsigned char *)name;
	char back[5];
	int c = b[0];

	if (len > 1)
		c = len == 2 ? c & 0x1F : len == 3 ? c & 0x0F : c & 0x07;
	for (size_t i = 1; i < len; i++)
		c = c << 6 | (b[i] & 0x3F);
	if (!key_character(back, c) || strlen(back) != len || memcmp(back, name, len) != 0)
		return ERR_PARSE;
	*key = c;
	return STATUS_OK;
}

/*
 * Looks for a name, then for "Ctrl-A" to "Ctrl-Z", then for "F1" to "F12", then for a single
 * character.
 */
enum status key_parse(int *key, const char *name, size_t len)
{
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (is_key(i, name, len)) {
			*key = names[i].key;
			return STATUS_OK;
		}
	if (len == 6 && memcmp(name, "Ctrl-", 5) == 0 && name[5] >= 'A' && name[5] <= 'Z') {
		*key = name[5] - 'A' + 1;
		return STATUS_OK;
	}
	for (int f = 1; f <= 12; f++) {
		char text[8];

		snprintf(text, sizeof(text), "F%d", f);
		if (strlen(text) == len && memcmp(text, name, len) == 0) {
			*key = KEY_CODE_F1 + f - 1;
			return STATUS_OK;
		}
	}
	if (len < 1 || len > 4)
		return ERR_PARSE;
	return parse_character(key, name, len);
}
