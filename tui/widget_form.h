/*
 * Forms: fields, a button, and the work that the button starts.
 */
#ifndef TUI_WIDGET_FORM_H
#define TUI_WIDGET_FORM_H

#include "tui/dashboard.h"
#include "tui/widget_field.h"

#define WIDGET_FORM_FIELDS 5

struct widget_form;

/* Called when the form is filled: starts work that has the form as owner, or sets form->error. */
typedef void widget_form_submit(struct dashboard *d, struct widget_form *f);

/*
 * Judges a field while something is typed into it; `out` gets a text about it, or stays "".
 * Returns: the style of that text. STYLE_GOOD and STYLE_WARN let the form be submitted.
 */
typedef enum screen_style widget_form_check(struct dashboard *d, const struct widget_form *f,
					    size_t field, char *out, size_t cap);

struct widget_form {
	const char *title;
	const char *intro; /* tells what will happen; static */
	char facts[640];   /* the thing that the form is about, below the intro; "" = none */
	const char *verb;  /* the button's text: "watch" */
	struct widget_field fields[WIDGET_FORM_FIELDS];
	size_t n_fields;
	size_t focus; /* n_fields means the button */
	widget_form_submit *submit;
	widget_form_check *check; /* asked about every field but choices; NULL means none */
	bool whole;		  /* is submitted only while the screen has room for all of it */
	bool cut;		  /* the screen has no such room, as it was drawn last */
	char error[WIDGET_FIELD_ERROR];
	/* The thing that the form is about, as it was when the form opened. */
	struct hash hash;
	struct address address;
	uint64_t number;
	struct intake_question intake;
	struct brought_claims *brought; /* owned; NULL means none */
	const struct snapshot *snap;	/* with a reference; NULL means none */
	struct app *scope; /* the app that the work runs in; NULL means the dashboard's */
	void *owner;	   /* the pop-up that opened the form, for particular forms */
};

/*
 * Makes an empty form. The texts must be static. widget_form_field() then adds its fields, and
 * widget_form_open() shows it.
 * Returns: the form, or NULL with a message when out of memory.
 */
struct widget_form *widget_form_new(struct dashboard *d, const char *title, const char *intro,
				    const char *verb, widget_form_submit *submit);

/* Adds a field, WIDGET_FORM_FIELDS at most. `initial` may be NULL. */
struct widget_field *widget_form_field(struct widget_form *f, enum widget_field_kind kind,
				       const char *label, const char *hint, const char *initial);

/* Adds a field of one choice among several, which widget_field_choice() then adds. */
struct widget_field *widget_form_choices(struct widget_form *f, const char *label);

/* Shows the form as a pop-up. */
void widget_form_open(struct dashboard *d, struct widget_form *take_form);

/* For work of forms that ended: closes the form on success, else shows the error in it. */
void widget_form_ended(struct dashboard *d, void *form, struct work_result *result);

#endif
