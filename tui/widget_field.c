/*
 * Editing one field, then drawing it.
 * Nothing secret is typed into one: the signer asks for that.
 *
 * Invariant: `len` bytes of `text` were typed, and end at a whole character.
 */
#include "tui/widget_field.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "tui/screen_mark.h"

static void add(struct widget_field *f, const char *text, size_t len,
		char error[static WIDGET_FIELD_ERROR])
{
	char *to = f->text;

	if (f->len + len >= WIDGET_FIELD_SIZE) {
		snprintf(error, WIDGET_FIELD_ERROR, "%s: at most %d bytes", f->label,
			 WIDGET_FIELD_SIZE - 1);
		return;
	}
	memcpy(to + f->len, text, len);
	f->len += len;
	to[f->len] = '\0';
}

/* Takes the last UTF-8 character away. */
static void erase(struct widget_field *f)
{
	while (f->len > 0 && ((unsigned char)f->text[--f->len] & 0xC0) == 0x80)
		;
	f->text[f->len] = '\0';
}

void widget_field_paste(struct widget_field *f, const struct key_event *ev,
			char error[static WIDGET_FIELD_ERROR])
{
	const char *at = ev->paste;
	size_t len = ev->paste_len;
	char text[WIDGET_FIELD_SIZE * 2];

	while (len > 0 && (at[len - 1] == '\n' || at[len - 1] == '\r'))
		len--;
	if (ev->paste_cut || len >= WIDGET_FIELD_SIZE) {
		snprintf(error, WIDGET_FIELD_ERROR, "the paste was dropped: it is too long");
		return;
	}
	text_clean(text, sizeof(text), at, len);
	/* A paste goes in unchanged or not at all: cleaning must not alter an address. */
	if (strstr(text, "\xEF\xBF\xBD") != NULL)
		snprintf(error, WIDGET_FIELD_ERROR,
			 "the paste was dropped: it has characters that cannot be seen");
	else
		add(f, text, strlen(text), error);
}

/* Whoever asked for choice number n gets the n-th, so that none may follow one that is missing. */
void widget_field_choice(struct widget_field *f, const char *format, ...)
{
	char **grown = NULL, *text = NULL;
	va_list ap;

	va_start(ap, format);
	if (!f->cut && vasprintf(&text, format, ap) >= 0)
		grown = realloc(f->choices, (f->n_choices + 1) * sizeof(*grown));
	va_end(ap);
	if (grown == NULL) {
		free(text);
		f->cut = true;
		return;
	}
	f->choices = grown;
	f->choices[f->n_choices++] = text;
}

/* Goes `by` choices on, round at the ends. */
static void change(struct widget_field *f, size_t by)
{
	if (f->n_choices > 0)
		f->choice = (unsigned)((f->choice + by) % f->n_choices);
}

/* Goes to the next choice that begins with the character, if there is one. */
static void jump(struct widget_field *f, const char *character)
{
	for (size_t by = 1; by <= f->n_choices; by++) {
		const char *text = f->choices[(f->choice + by) % f->n_choices];

		if (strncasecmp(text, character, strlen(character)) == 0) {
			change(f, by);
			return;
		}
	}
}

void widget_field_key(struct widget_field *f, int key, char error[static WIDGET_FIELD_ERROR])
{
	char c[5];

	error[0] = '\0';
	if (f->kind == WIDGET_FIELD_CHOICE) {
		if (key == KEY_CODE_LEFT)
			change(f, f->n_choices - 1);
		else if (key == KEY_CODE_RIGHT || key == KEY_CODE_SPACE)
			change(f, 1);
		else if (key_character(c, key))
			jump(f, c);
		return;
	}
	if (key == KEY_CODE_BACKSPACE) {
		erase(f);
	} else if (key == 'U' - '@') {
		while (f->len > 0)
			erase(f);
	} else if (key_character(c, key)) {
		add(f, c, strlen(c), error);
	}
}

bool widget_field_takes_paste(const struct widget_field *f)
{
	return f->kind == WIDGET_FIELD_TEXT;
}

void widget_field_release(struct widget_field *f)
{
	for (size_t i = 0; i < f->n_choices; i++)
		free(f->choices[i]);
	free(f->choices);
}

/* The cells of all choices side by side. */
static int choices_width(const struct widget_field *f)
{
	int w = 0;

	for (size_t i = 0; i < f->n_choices; i++)
		w += text_width(f->choices[i]) + 3;
	return w;
}

/* Where the choices do not fit side by side, the chosen one stands alone, behind its number. */
static void draw_choice(struct screen *s, struct screen_area a, int y, int x,
			const struct widget_field *f, bool focused)
{
	int w;

	if (choices_width(f) > a.w - x) {
		x += screen_printf(s, a, y, x, STYLE_DIM, "%u of %zu: ", f->choice + 1,
				   f->n_choices);
		w = screen_fit(s, a, y, x, a.w - x, STYLE_BOLD, f->choices[f->choice]);
		if (focused)
			screen_mark_reverse(s, a, y, x, w);
		if (focused)
			screen_cursor(s, a, y, x, false);
		return;
	}
	for (size_t i = 0; i < f->n_choices; i++) {
		bool on = i == f->choice;

		w = screen_printf(s, a, y, x, on ? STYLE_BOLD : STYLE_DIM, on ? "[%s]" : " %s ",
				  f->choices[i]);

		if (on && focused)
			screen_mark_reverse(s, a, y, x, w);
		if (on && focused)
			screen_cursor(s, a, y, x, false);
		x += w + 1;
	}
}

/* Draws the end of the text, so that the caret is always seen. Returns: the cells used. */
static int draw_typed(struct screen *s, struct screen_area a, int y, int x, int w,
		      const struct widget_field *f)
{
	const char *text = f->text;

	while (text_width(text) >= w)
		do
			text++;
		while (((unsigned char)*text & 0xC0) == 0x80);
	return screen_text(s, a, y, x, STYLE_INPUT, text);
}

void widget_field_draw(const struct widget_field *f, struct screen *s, struct screen_area a, int y,
		       bool focused)
{
	int x = a.w >= 50 ? 22 : 14;
	int w = a.w - x - 1;
	int used;

	if (focused)
		screen_text(s, a, y, 0, STYLE_ACCENT, "▸");
	screen_fit(s, a, y, 2, x - 3, focused ? STYLE_BOLD : STYLE_TEXT, f->label);
	if (f->kind == WIDGET_FIELD_CHOICE) {
		draw_choice(s, a, y, x, f, focused);
		return;
	}
	if (w < 2)
		return;
	used = draw_typed(s, a, y, x, w, f);
	for (int k = used; k < w; k++)
		screen_text(s, a, y, x + k, STYLE_DIM, "_");
	if (focused)
		screen_cursor(s, a, y, x + used, true);
}
