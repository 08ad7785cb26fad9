/*
 * What opens above a view: lists of actions, details, forms, reviews.
 */
#ifndef TUI_WIDGET_POPUP_H
#define TUI_WIDGET_POPUP_H

#include "base/limits.h"
#include "base/secret.h"
#include "tui/view.h"

/* `?`: every action that the view has, with its keys and its name; and what the marks mean. */
void widget_help_open(struct dashboard *d);

/* `:`: runs any action by name; letters in order are enough. */
void widget_palette_open(struct dashboard *d);

/*
 * A page of labelled lines to read and copy from. Texts are copied. Out of memory: what is missing
 * is missing, never half a line.
 */
struct widget_detail;
struct widget_detail *widget_detail_new(const char *title);
void widget_detail_add(struct widget_detail *p, const char *label, const char *format, ...)
	PRINTF(3, 4);
void widget_detail_text(struct widget_detail *p, enum screen_style style, const char *text);
void widget_detail_open(struct dashboard *d, struct widget_detail *take_page);

/* --- forms --- */

#define WIDGET_FORM_FIELDS   4
#define WIDGET_FIELD_SIZE    256
#define WIDGET_CHOICE_LABELS (LIMIT_DISTRIBUTORS + 1) /* a token each, and the coin */

enum widget_field_kind {
	WIDGET_FIELD_TEXT,
	WIDGET_FIELD_TYPED,  /* text that cannot be pasted: a confirmation */
	WIDGET_FIELD_SECRET, /* masked, in guarded memory */
	WIDGET_FIELD_CHOICE, /* one of `choices`, Left and Right change it */
};

struct widget_field {
	enum widget_field_kind kind;
	const char *label;
	const char *hint; /* below it while it has the focus; "" = none */
	const char *choices[WIDGET_CHOICE_LABELS];
	bool optional;
	char text[WIDGET_FIELD_SIZE];
	struct secret *secret; /* WIDGET_FIELD_SIZE bytes */
	size_t len;	       /* bytes typed */
	unsigned choice;
};

struct widget_form;

/* The form is filled: start the work (with the form as owner) or refuse by form->error. */
typedef void widget_form_submit(struct dashboard *d, struct widget_form *f);

/*
 * What is to be said of a field that something was typed into, while it is typed. Returns its
 * style; STYLE_GOOD and STYLE_WARN let the form be submitted.
 */
typedef enum screen_style widget_form_check(struct dashboard *d, const struct widget_form *f,
					    size_t field, char *out, size_t cap);

struct widget_form {
	const char *title;
	const char *intro; /* what will happen; static */
	char facts[256];   /* what it is about, below the intro; "" = nothing */
	const char *verb;  /* of the button: "watch" */
	struct widget_field fields[WIDGET_FORM_FIELDS];
	size_t n_fields;
	size_t focus; /* n_fields = the button */
	widget_form_submit *submit;
	widget_form_check *check; /* of every text field but choices; NULL = none */
	char error[256];
	/* What the form is about, frozen when it was opened. */
	struct hash hash;
	struct address address;
	uint64_t number;
	struct intake_question intake;
	const struct snapshot *snap; /* with a reference; NULL = none */
	void *owner;		     /* the pop-up it was opened from, for particular forms */
	void (*then)(struct dashboard *d, void *owner);
};

/*
 * An empty form; NULL with a message when out of memory. Then widget_form_field() and
 * widget_form_open().
 */
struct widget_form *widget_form_new(struct dashboard *d, const char *title, const char *intro,
				    const char *verb, widget_form_submit *submit);

/* Adds a field; `initial` may be NULL. */
struct widget_field *widget_form_field(struct widget_form *f, enum widget_field_kind kind,
				       const char *label, const char *hint, const char *initial);
void widget_form_open(struct dashboard *d, struct widget_form *take_form);

/*
 * A copy of exactly what was typed into a secret field, for a start_…() to take; NULL with
 * form->error.
 */
struct secret *widget_form_secret(struct widget_form *f, size_t field);

/* For tasks of forms: closes the form when it went well, else shows why in it. */
void widget_form_ended(struct dashboard *d, void *form, struct work_result *result);

/* --- particular forms --- */

/* The passphrase prompt; `then` (may be NULL) is called with `owner` once it is unlocked. */
typedef void widget_unlock_then(struct dashboard *d, void *owner);
void widget_unlock_open(struct dashboard *d, widget_unlock_then *then, void *owner);
void widget_watch_open(struct dashboard *d);
void widget_create_open(struct dashboard *d);
void widget_restore_open(struct dashboard *d);
void widget_passphrase_open(struct dashboard *d);
void widget_reveal_open(struct dashboard *d);
void widget_account_open(struct dashboard *d);
void widget_label_open(struct dashboard *d, const struct snapshot_account *a);
void widget_network_open(struct dashboard *d);
void widget_send_open(struct dashboard *d);
void widget_preview_open(struct dashboard *d, const char *path);
void widget_commit_open(struct dashboard *d, const char *path);
void widget_prove_open(struct dashboard *d, const struct snapshot_dataset *set);
void widget_import_open(struct dashboard *d);
void widget_export_open(struct dashboard *d, enum export_kind kind);
void widget_export_preview_open(struct dashboard *d);

/* "~/notes.jsonl" with the home folder in full; the caller frees. NULL when out of memory. */
char *widget_path(const char *typed);

/*
 * Uploads a dataset: asks which key it goes to, has a new one confirmed by typing, unlocks, sends.
 * The dataset is frozen by its root.
 */
void widget_upload_start(struct dashboard *d, const struct hash *root);

/* --- acts --- */

/*
 * States of a review: reading → signing → signed → sending → sent (closed). Esc and Cancel leave at
 * any state but the two that wait for the app; what is signed stays with the claim or transaction.
 */
void widget_review_open(struct dashboard *d, struct act *take_act);

/* For tasks that prepare an act: opens its review. */
void widget_review_prepared(struct dashboard *d, void *owner, struct work_result *result);

/* The recovery phrase, shown only while Space is held. */
void widget_phrase_open(struct dashboard *d, struct secret *take_phrase);

/* Draws an address as a QR code of this size; nothing where it does not fit, or in ASCII. */
#define WIDGET_QR_ROWS	  17
#define WIDGET_QR_COLUMNS 33
void widget_qr_draw(struct screen *s, struct screen_area a, const struct address *address);

/* An address as a QR code and as text. */
void widget_qr_open(struct dashboard *d, const struct address *a, const char *label);

#endif
