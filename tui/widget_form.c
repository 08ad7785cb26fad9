/*
 * Forms: which field has the focus, when the form is submitted, how it looks.
 *
 * event() distributes keys: to the focus, to a field, to submit(). submit() refuses empty fields
 * and what the form's check() refuses, and then calls the form's own submit, which starts work with
 * the form as owner. While that work runs the form takes no key but Esc; widget_form_ended() closes
 * it or shows the error.
 */
#include "tui/widget_form.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "jobs/result.h"
#include "tui/screen_mark.h"

/* The facts of a payer in a window of 40 columns. */
#define FACTS_LINES 12

struct widget_form *widget_form_new(struct dashboard *d, const char *title, const char *intro,
				    const char *verb, widget_form_submit *submit)
{
	struct widget_form *f = calloc(1, sizeof(*f));

	if (f == NULL) {
		dashboard_message(d, STYLE_BAD, "out of memory");
		return NULL;
	}
	f->title = title;
	f->intro = intro;
	f->verb = verb;
	f->submit = submit;
	return f;
}

struct widget_field *widget_form_field(struct widget_form *f, enum widget_field_kind kind,
				       const char *label, const char *hint, const char *initial)
{
	struct widget_field *field = &f->fields[f->n_fields++];

	field->kind = kind;
	field->label = label;
	field->hint = hint;
	if (initial != NULL)
		snprintf(field->text, sizeof(field->text), "%s", initial);
	field->len = strlen(field->text);
	return field;
}

struct widget_field *widget_form_choices(struct widget_form *f, const char *label)
{
	return widget_form_field(f, WIDGET_FIELD_CHOICE, label,
				 "Left and Right choose, a letter jumps", NULL);
}

void widget_form_ended(struct dashboard *d, void *form, struct work_result *result)
{
	struct widget_form *f = form;

	if (f == NULL)
		return;
	if (result->status == STATUS_OK) {
		dashboard_popup_remove(d, f);
		return;
	}
	snprintf(f->error, sizeof(f->error), "%.250s",
		 result->error.text[0] != '\0' ? result->error.text
					       : status_phrase(result->status));
}

/*
 * Asks the form's check about a field. Returns: STYLE_GOOD and "" when there is nothing to remark.
 */
static enum screen_style verdict(struct dashboard *d, const struct widget_form *f, size_t i,
				 char *out, size_t cap)
{
	out[0] = '\0';
	if (f->check == NULL || f->fields[i].kind == WIDGET_FIELD_CHOICE || f->fields[i].len == 0)
		return STYLE_GOOD;
	return f->check(d, f, i, out, cap);
}

/* Moves the focus to the first field that keeps the form from being submitted. */
static void submit(struct dashboard *d, struct widget_form *f)
{
	f->error[0] = '\0';
	if (f->whole && f->cut) {
		dashboard_message(d, STYLE_WARN, "make the window larger: not all of it is shown");
		return;
	}
	for (size_t i = 0; i < f->n_fields; i++)
		if (f->fields[i].kind != WIDGET_FIELD_CHOICE && f->fields[i].len == 0 &&
		    !f->fields[i].optional) {
			snprintf(f->error, sizeof(f->error), "%s: nothing was typed",
				 f->fields[i].label);
			f->focus = i;
			return;
		}
	for (size_t i = 0; i < f->n_fields && f->check != NULL; i++) {
		enum screen_style style = verdict(d, f, i, f->error, sizeof(f->error));

		if (style != STYLE_GOOD && style != STYLE_WARN) {
			f->focus = i;
			return;
		}
		f->error[0] = '\0';
	}
	f->submit(d, f);
}

static bool wants_paste(void *state)
{
	const struct widget_form *f = state;

	return f->focus < f->n_fields && widget_field_takes_paste(&f->fields[f->focus]);
}

static void event(struct dashboard *d, void *state, const struct key_event *ev)
{
	struct widget_form *f = state;
	struct widget_field *field = f->focus < f->n_fields ? &f->fields[f->focus] : NULL;

	if (ev->type == KEY_EVENT_KEY && ev->key == KEY_CODE_ESC) {
		dashboard_popup_pop(d);
		return;
	}
	/* While its work runs the form takes no other key. */
	if (dashboard_task_running(d, f))
		return;
	if (ev->type == KEY_EVENT_PASTE && wants_paste(f))
		widget_field_paste(field, ev, f->error);
	if (ev->type != KEY_EVENT_KEY)
		return;
	if (ev->key == KEY_CODE_TAB || ev->key == KEY_CODE_DOWN)
		f->focus = (f->focus + 1) % (f->n_fields + 1);
	else if (ev->key == KEY_CODE_SHIFT_TAB || ev->key == KEY_CODE_UP)
		f->focus = (f->focus + f->n_fields) % (f->n_fields + 1);
	else if (ev->key == KEY_CODE_ENTER && f->focus + 1 < f->n_fields)
		f->focus++;
	else if (ev->key == KEY_CODE_ENTER)
		submit(d, f);
	else if (field != NULL)
		widget_field_key(field, ev->key, f->error);
}

/*
 * Draws below a field the remark on its text, or its hint while it has the focus. Returns: the
 * lines used.
 */
static int draw_note(struct dashboard *d, const struct widget_form *f, struct screen *s,
		     struct screen_area a, int y, size_t i, bool tight)
{
	int x = a.w >= 50 ? 22 : 2;
	char text[sizeof(f->error)];
	enum screen_style style = verdict(d, f, i, text, sizeof(text));

	if (text[0] == '\0') {
		style = STYLE_DIM;
		snprintf(text, sizeof(text), "%s", f->fields[i].hint);
	}
	/* Few lines: only what is wrong with the field that is typed into. */
	if (text[0] == '\0' || (i != f->focus && (tight || style == STYLE_DIM)) ||
	    (tight && style != STYLE_BAD && style != STYLE_WARN))
		return 0;
	return screen_wrap(s, a, y, x, 2, a.w - x - 2, style, text);
}

static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct widget_form *f = state;
	bool waits = dashboard_task_running(d, f);
	bool tight = a.h < 14;
	int y = 0;

	screen_fit(s, a, y, 0, a.w, STYLE_BOLD, f->title);
	y += tight ? 1 : 2;
	y += screen_wrap(s, a, y, 2, tight && !f->whole ? 2 : 6, a.w - 3, STYLE_TEXT, f->intro);
	if (f->facts[0] != '\0')
		y += screen_wrap(s, a, y + !tight, 2, FACTS_LINES, a.w - 3, STYLE_BOLD, f->facts) +
		     !tight;
	y += !tight;
	for (size_t i = 0; i < f->n_fields; i++) {
		widget_field_draw(&f->fields[i], s, a, y++, i == f->focus);
		y += draw_note(d, f, s, a, y, i, tight);
	}
	y += !tight;
	f->cut = y >= a.h;
	screen_printf(s, a, y, 2, STYLE_BOLD, "[ %s ]", f->verb);
	if (f->focus == f->n_fields) {
		screen_mark_reverse(s, a, y, 2, (int)strlen(f->verb) + 4);
		screen_cursor(s, a, y, 4, false);
	}
	if (waits)
		screen_text(s, a, y, (int)strlen(f->verb) + 8, STYLE_DIM, "working…");
	if (f->error[0] != '\0')
		screen_wrap(s, a, y + 1 + !tight, 2, 3, a.w - 3, STYLE_BAD, f->error);
}

static void hints(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct widget_form *f = state;

	if (dashboard_task_running(d, f))
		snprintf(out, cap, "Esc leaves it to run");
	else
		snprintf(out, cap, "Tab next field  Enter %s  Esc back",
			 f->focus + 1 < f->n_fields ? "next" : f->verb);
}

/* Everything typed is wiped: a person may have typed a secret by mistake. */
static void close_form(struct dashboard *d, void *state)
{
	struct widget_form *f = state;

	(void)d;
	snapshot_unref(f->snap);
	free_brought_claims(f->brought);
	for (size_t i = 0; i < f->n_fields; i++)
		widget_field_release(&f->fields[i]);
	free(f);
}

static const struct dashboard_popup form_popup = {
	.title = "form",
	.full = true,
	.draw = draw,
	.event = event,
	.wants_paste = wants_paste,
	.hints = hints,
	.close = close_form,
};

void widget_form_open(struct dashboard *d, struct widget_form *take_form)
{
	dashboard_popup_push(d, &form_popup, take_form);
}
