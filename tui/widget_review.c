/*
 * A review goes from reading to signing, signed, sending and closed. sign() and send() make the two
 * transitions that hand the act to the app; on_signed() and on_sent() get it back, after an error
 * into the state before.
 *
 * Read event() first: it tells which keys decide, and which only look. The review ends at Continue:
 * the signer shows the act as it decodes it, and reads the confirmation itself.
 *
 * Invariants: the act is this review's own, and what is signed is never looked up again by a row;
 * nothing goes to the signer before every line of the act was on the screen; Esc and Cancel sign
 * and send nothing.
 */
#include "tui/widget_review.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "tui/widget_form.h"
#include "tui/widget_path.h"
#include "tui/widget_review_draw.h"
#include "tui/widget_review_fields.h"
#include "tui/widget_review_private.h"
#include "tui/widget_unlock.h"

static void close_review(struct dashboard *d, void *state)
{
	struct widget_review *r = state;

	(void)d;
	free_act(r->act);
	free(r);
}

/*
 * Takes the act back from the app. When the app could not give it back, the review closes, and the
 * message line has the reason.
 */
static void came_back(struct dashboard *d, struct widget_review *r, struct work_result *result,
		      enum widget_review_state state)
{
	r->act = result->act;
	result->act = NULL;
	r->state = state;
	r->on_cancel = true;
	if (result->status != STATUS_OK)
		snprintf(r->error, sizeof(r->error), "%.250s",
			 result->error.text[0] != '\0' ? result->error.text
						       : status_phrase(result->status));
	if (r->act == NULL)
		dashboard_popup_remove(d, r);
}

static void on_signed(struct dashboard *d, void *owner, struct work_result *result)
{
	if (owner != NULL)
		came_back(d, owner, result,
			  result->status == STATUS_OK ? WIDGET_REVIEW_SIGNED
						      : WIDGET_REVIEW_READING);
}

static void on_sent(struct dashboard *d, void *owner, struct work_result *result)
{
	if (owner == NULL)
		return;
	/*
	 * An act that reached the nodes is not sent again from here, whatever came of it. Of
	 * several the review keeps those that did not, and Send goes on with them.
	 */
	if (result->status == STATUS_OK ||
	    (result->act != NULL && act_count_sent(result->act) == act_count(result->act)))
		dashboard_popup_remove(d, owner);
	else
		came_back(d, owner, result, WIDGET_REVIEW_SIGNED);
}

/*
 * Gives the act to the app for signing. The signer asks for the passphrase, if the vault is locked,
 * and for the confirmation, on the terminal that it is lent.
 */
static void sign(struct dashboard *d, struct widget_review *r)
{
	struct dashboard_task *t = dashboard_task_new(d, "signing", r, on_signed);
	struct act *act = r->act;

	if (t == NULL || act == NULL)
		return;
	r->act = NULL;
	r->state = WIDGET_REVIEW_SIGNING;
	dashboard_task_started(t, start_sign(d->app, act, dashboard_task_done, t));
}

/* Gives the signed act to the app for sending. */
static void send(struct dashboard *d, struct widget_review *r)
{
	struct dashboard_task *t = dashboard_task_new(d, "sending", r, on_sent);
	struct act *act = r->act;

	if (t == NULL || act == NULL)
		return;
	r->act = NULL;
	r->state = WIDGET_REVIEW_SENDING;
	dashboard_task_started(t, start_send(d->app, act, dashboard_task_done, t));
}

/* Form and review both close, since the claim goes on in its file. */
static void on_exported(struct dashboard *d, void *form, struct work_result *result)
{
	struct widget_form *f = form;
	struct widget_review *r = f != NULL ? f->owner : NULL;

	if (result->path != NULL && result->status == STATUS_OK && result->act != NULL &&
	    result->act->next != NULL)
		dashboard_message(d, STYLE_GOOD, "written: %s, and with -2 to -%zu behind its name",
				  result->path, act_count(result->act));
	else if (result->path != NULL && result->status == STATUS_OK)
		dashboard_message(d, STYLE_GOOD, "written: %s", result->path);
	if (r == NULL)
		return;
	if (result->status == STATUS_OK) {
		dashboard_popup_remove(d, f);
		dashboard_popup_remove(d, r);
		return;
	}
	came_back(d, r, result, r->state);
	widget_unlock_ended(d, f, result);
}

static void submit_export(struct dashboard *d, struct widget_form *f)
{
	struct widget_review *r = f->owner;
	struct dashboard_task *t;
	char *path;

	if (r->act != NULL && act_export_asks(r->act) &&
	    strcmp(f->fields[1].text, r->act->hindrance) != 0) {
		snprintf(f->error, sizeof(f->error), "%s",
			 r->act->reuses ? "those are not the last four digits of that hash"
					: "type FIRST, in capitals, or wait");
		return;
	}
	path = widget_path(f->fields[0].text);
	t = path != NULL && r->act != NULL ? dashboard_task_new(d, "exporting", f, on_exported)
					   : NULL;
	if (t != NULL) {
		struct act *act = r->act;

		r->act = NULL;
		dashboard_task_started(
			t, start_export_claim(d->app, act, path, dashboard_task_done, t));
	}
	free(path);
}

/* Opens a form over the review that writes the claim for a machine with the key. */
static void export(struct dashboard *d, struct widget_review *r)
{
	struct widget_form *f;
	char path[64];

	if (r->act->kind != ACT_CLAIM) {
		snprintf(r->error, sizeof(r->error), "only claims travel to an offline machine");
		return;
	}
	f = widget_form_new(
		d, "EXPORT THE CLAIM",
		"Writes the claim bundle. The offline machine decodes it itself, shows it, "
		"signs it; i reads the signed bundle back.",
		"export", submit_export);
	if (f == NULL)
		return;
	snprintf(path, sizeof(path), "claim-%llu%s.json", (unsigned long long)r->act->tx.nonce,
		 r->state == WIDGET_REVIEW_SIGNED ? "-signed" : "");
	widget_form_field(f, WIDGET_FIELD_TEXT, "File",
			  "a USB stick, for instance; never overwritten", path);
	if (act_export_asks(r->act))
		widget_form_field(
			f, WIDGET_FIELD_TYPED, r->act->reuses ? "Last digits" : "Type FIRST",
			r->act->reuses ? "the last four of the hash of the earlier one with this "
					 "nonce"
				       : "to write this and make the file of the earlier draft "
					 "void",
			NULL);
	f->owner = r;
	widget_form_open(d, f);
}

/* Copies the hashes of all acts, each behind a blank. */
static void copy_hashes(struct dashboard *d, const struct widget_review *r)
{
	const char *kind = r->state == WIDGET_REVIEW_SIGNED ? "transaction hash" : "signing hash";
	bool several = r->act->next != NULL;
	char hex[HASH_TEXT_SIZE], what[32];
	struct buf all;

	buf_init(&all, sizeof(d->clip));
	for (const struct act *a = r->act; a != NULL; a = a->next) {
		hash_format(hex, a->state == ACT_PREPARED ? &a->signing_hash : &a->hash);
		buf_addf(&all, "%s%s", a != r->act ? " " : "", hex);
	}
	snprintf(what, sizeof(what), "%s%s", kind, several ? "es" : "");
	dashboard_copy(d, what, buf_str(&all));
	buf_release(&all);
}

/* Does the keys that only look: scrolling, all fields, copying, exporting. */
static void look(struct dashboard *d, struct widget_review *r, int key)
{
	int end = r->lines > r->page ? r->lines - r->page : 0;
	int page = r->page > 1 ? r->page - 1 : 1;

	if (key == 'j' || key == KEY_CODE_DOWN)
		r->top++;
	else if (key == 'k' || key == KEY_CODE_UP)
		r->top--;
	else if (key == KEY_CODE_PAGE_DOWN || key == KEY_CODE_SPACE)
		r->top += page;
	else if (key == KEY_CODE_PAGE_UP)
		r->top -= page;
	else if (key == 'd')
		widget_review_fields(d, r->act);
	else if (key == 'y')
		copy_hashes(d, r);
	else if (key == 'x')
		export(d, r);
	r->top = r->top > end ? end : r->top < 0 ? 0 : r->top;
}

/* Whether the review may end: only when every line was on the screen. */
static bool can_continue(struct widget_review *r)
{
	if (r->state == WIDGET_REVIEW_SIGNED)
		return true;
	if (r->state != WIDGET_REVIEW_READING || !r->can_sign)
		return false;
	if (!r->seen)
		snprintf(r->error, sizeof(r->error), "read on first: Space shows the rest");
	return r->seen;
}

static void move_focus(struct widget_review *r)
{
	r->on_cancel = !r->on_cancel || !can_continue(r);
}

static void event(struct dashboard *d, void *state, const struct key_event *ev)
{
	struct widget_review *r = state;

	if (ev->type != KEY_EVENT_KEY)
		return;
	/* While the app has the act nothing can be decided; Esc leaves the page only. */
	if (r->act == NULL) {
		if (ev->key == KEY_CODE_ESC)
			dashboard_popup_pop(d);
		return;
	}
	r->error[0] = '\0';
	if (ev->key == KEY_CODE_ESC || (ev->key == KEY_CODE_ENTER && r->on_cancel))
		dashboard_popup_pop(d);
	else if (ev->key == KEY_CODE_TAB || ev->key == KEY_CODE_SHIFT_TAB)
		move_focus(r);
	else if (ev->key == KEY_CODE_ENTER && r->state == WIDGET_REVIEW_SIGNED)
		send(d, r);
	else if (ev->key == KEY_CODE_ENTER)
		sign(d, r);
	else
		look(d, r, ev->key);
}

/* How the review goes on from Cancel, once it may; "" where it cannot. */
static const char *way_on(const struct widget_review *r)
{
	if (r->state == WIDGET_REVIEW_SIGNED)
		return "  Tab send";
	if (!r->seen)
		return "  Space more";
	return r->can_sign ? "  Tab continue" : "";
}

static void hints(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct widget_review *r = state;

	(void)d;
	if (r->act == NULL)
		snprintf(out, cap, "Esc leave this page");
	else if (!r->on_cancel)
		snprintf(out, cap, "Enter %s  Tab cancel  Esc back",
			 r->state == WIDGET_REVIEW_SIGNED ? "send" : "continue");
	else
		snprintf(out, cap, "Enter %s%s%s  d all fields  y copy hash  Esc back",
			 r->state == WIDGET_REVIEW_SIGNED ? "later" : "cancel", way_on(r),
			 r->act->kind == ACT_CLAIM ? "  x export" : "");
}

static const struct dashboard_popup review_popup = {
	.title = "review",
	.full = true,
	.draw = widget_review_draw,
	.event = event,
	.hints = hints,
	.close = close_review,
};

/*
 * Whether the vault has the key of `from`. The vault may have one for an account that is not
 * listed, too.
 */
static bool has_key(const struct snapshot *s, const struct address *from)
{
	for (size_t i = 0; i < s->n_accounts; i++)
		if (address_equal(&s->accounts[i].address, from))
			return !s->accounts[i].watch_only;
	return s->has_vault;
}

/* One of several that has no key would end the signing in the middle. */
static bool has_keys(const struct snapshot *s, const struct act *first)
{
	bool all = true;

	for (const struct act *a = first; a != NULL; a = a->next)
		all = all && has_key(s, &a->from);
	return all;
}

static void open_review(struct dashboard *d, struct act *take_act)
{
	struct widget_review *r = calloc(1, sizeof(*r));

	if (r == NULL) {
		free_act(take_act);
		dashboard_message(d, STYLE_BAD, "out of memory");
		return;
	}
	r->act = take_act;
	r->state = take_act->state == ACT_PREPARED ? WIDGET_REVIEW_READING : WIDGET_REVIEW_SIGNED;
	r->on_cancel = true;
	r->can_sign = has_keys(d->snap, take_act);
	snprintf(r->title, sizeof(r->title), "%s", take_act->title);
	dashboard_popup_push(d, &review_popup, r);
}

void widget_review_prepared(struct dashboard *d, void *owner, struct work_result *result)
{
	if (owner != NULL)
		widget_unlock_ended(d, owner, result);
	if (result->status != STATUS_OK || result->act == NULL)
		return;
	open_review(d, result->act);
	result->act = NULL;
}
