/* Reads the screen of the pseudo-terminal. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/harness/pty_private.h"
#include "tui/key.h"

pid_t pty_pid(const struct pty *p)
{
	return p->pid;
}

const struct termios *pty_first_modes(const struct pty *p)
{
	return &p->first_modes;
}

void pty_modes(const struct pty *p, struct termios *out)
{
	if (tcgetattr(p->fd, out) != 0)
		pty_fail("tcgetattr");
}

bool pty_alternate(const struct pty *p)
{
	return p->alternate;
}

bool pty_cursor_visible(const struct pty *p)
{
	return p->cursor_visible;
}

void pty_cursor(const struct pty *p, int *y, int *x)
{
	*y = p->cursor.row;
	*x = p->cursor.col;
}

const char *pty_text(struct pty *p)
{
	size_t cap = (size_t)p->rows * (size_t)p->cols * 24 + (size_t)p->rows + 1;
	char *at;

	free(p->text);
	at = p->text = malloc(cap);
	if (at == NULL)
		pty_fail("malloc");
	for (int y = 0; y < p->rows; y++) {
		char *end = at;

		for (int x = 0; x < p->cols; x++) {
			VTermScreenCell c;

			vterm_screen_get_cell(p->screen, (VTermPos){.row = y, .col = x}, &c);
			if (c.chars[0] == (uint32_t)-1)
				continue;
			for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && c.chars[i] != 0; i++) {
				char text[5] = " ";

				if (key_character(text, (int)c.chars[i])) {
					memcpy(at, text, strlen(text));
					at += strlen(text);
				}
			}
			if (c.chars[0] == 0)
				*at++ = ' ';
			if (at > end && at[-1] != ' ')
				end = at;
			if (c.chars[0] != 0 && c.chars[0] != ' ')
				end = at;
		}
		at = end;
		*at++ = '\n';
	}
	*at = '\0';
	return p->text;
}

bool pty_has(struct pty *p, const char *text)
{
	return strstr(pty_text(p), text) != NULL;
}

/* Reverse video draws characters in the cell's background. */
void pty_cell(const struct pty *p, int y, int x, struct pty_cell *out)
{
	VTermScreenCell c;

	vterm_screen_get_cell(p->screen, (VTermPos){.row = y, .col = x}, &c);
	out->character = c.chars[0];
	out->reversed = c.attrs.reverse;
	out->inked = !c.attrs.reverse || !VTERM_COLOR_IS_DEFAULT_BG(&c.bg);
}

const char *pty_written(const struct pty *p, size_t *len)
{
	*len = p->written_len;
	return p->written != NULL ? p->written : "";
}

void pty_forget(struct pty *p)
{
	p->written_len = 0;
	if (p->written != NULL)
		p->written[0] = '\0';
}
