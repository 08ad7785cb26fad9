/*
 * A field of a form: text, a confirmation, or a choice.
 */
#ifndef TUI_WIDGET_FIELD_H
#define TUI_WIDGET_FIELD_H

#include "tui/key.h"
#include "tui/screen.h"

#define WIDGET_FIELD_SIZE  256
#define WIDGET_FIELD_ERROR 256 /* bytes of a message about a field */

enum widget_field_kind {
	WIDGET_FIELD_TEXT,
	WIDGET_FIELD_TYPED,  /* a confirmation: text that cannot be pasted */
	WIDGET_FIELD_CHOICE, /* one of `choices`; keys and letters change it */
};

struct widget_field {
	enum widget_field_kind kind;
	const char *label;
	const char *hint; /* below the field while it has the focus; "" = none */
	char **choices;	  /* owned; as many as there are of what is chosen from */
	size_t n_choices;
	bool cut;      /* memory was short: the choices that would follow are missing */
	bool optional; /* may be left empty */
	char text[WIDGET_FIELD_SIZE];
	size_t len; /* bytes typed */
	unsigned choice;
};

/* Adds a choice, a text like one of printf(), behind those that are there. */
void widget_field_choice(struct widget_field *f, const char *format, ...) PRINTF(2, 3);

/* Changes the field by a key. `error` gets a message when the key cannot be taken, else "". */
void widget_field_key(struct widget_field *f, int key, char error[static WIDGET_FIELD_ERROR]);

/*
 * Adds a paste. Line ends at its end are dropped and others become spaces, so that a paste never
 * submits a form. A paste that is too long or has invisible characters is refused with a message.
 */
void widget_field_paste(struct widget_field *f, const struct key_event *ev,
			char error[static WIDGET_FIELD_ERROR]);

/* Whether the field takes pastes. */
bool widget_field_takes_paste(const struct widget_field *f);

/* Frees the choices. */
void widget_field_release(struct widget_field *f);

/* Draws label and content at line `y`. */
void widget_field_draw(const struct widget_field *f, struct screen *s, struct screen_area a, int y,
		       bool focused);

#endif
