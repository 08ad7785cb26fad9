/*
 * The view of claims. Its first list is what payers owe (tui/view_claims_owed.h), with the claims
 * below it where there is room. The second one has the claims alone, with the way of the selected
 * one: a claim is prepared, signed and sent in three steps, and each step may be the last one for a
 * while. The third has the payments that arrived, by whomever they were claimed. Read next() for
 * the step that is proposed, can() for those that are allowed, and go_on() and end() for the two
 * ways that a selected claim can take.
 */
#include <stdio.h>

#include "tui/view_claims_owed.h"
#include "tui/view_claims_pane.h"
#include "tui/view_claims_received.h"
#include "tui/view_claims_rows.h"
#include "tui/view_private.h"
#include "tui/widget_brought.h"
#include "tui/widget_claim.h"
#include "tui/widget_export.h"
#include "tui/widget_list_draw.h"
#include "tui/widget_review.h"
#include "tui/widget_tables.h"
#include "tui/widget_value.h"

enum claims_table { OWED, CLAIMS, RECEIVED };

/* The list of claims below that of what is owed: a gap, two titles, two rows. */
#define CLAIMS_LINES 5

/* The selected claim of the list's own snapshot, or NULL. */
static const struct snapshot_claim *selected(const struct widget_tables *v)
{
	return v->shown == CLAIMS ? widget_list_chosen(&v->lists[CLAIMS]) : NULL;
}

/* The selected payment, or NULL. */
static const struct snapshot_received *payment(const struct widget_tables *v)
{
	return v->shown == RECEIVED ? widget_list_chosen(&v->lists[RECEIVED]) : NULL;
}

static void draw_received(struct dashboard *d, struct widget_list *l, struct screen *s,
			  struct screen_area a)
{
	int sums = a.h >= 10 ? (int)d->snap->n_royalties : 0;

	widget_list_draw_heading(l, s, a, "RECEIVED", "payments found on the chain; newest first");
	if (sums > 0)
		view_claims_received_draw_sums(d, s, screen_part(a, a.h - sums, 0, sums, a.w));
	widget_list_draw(l, s, screen_part(a, 1, 0, a.h - 2 - sums, a.w));
}

static void draw_claims(struct widget_list *l, struct screen *s, struct screen_area a, bool way)
{
	const struct snapshot_claim *c = widget_list_chosen(l);
	int rows = (int)l->order.n + 1, h = a.h - 1;
	/* The page beside the list has the particulars, which leaves the way. */
	int pane = way ? 1 : 7;

	widget_list_draw_heading(l, s, a, "CLAIMS", "prepare, sign, send are three steps");
	if (c != NULL && a.h >= 14) {
		h = a.h - pane - 2 < rows ? a.h - pane - 2 : rows;
		view_claims_pane_draw(s, screen_part(a, h + 2, 0, pane, a.w), c);
	}
	widget_list_draw(l, s, screen_part(a, 1, 0, h, a.w));
}

/* Draws what is owed, and the newest claims where lines are left. */
static void draw_owed(struct dashboard *d, struct widget_tables *v, struct screen *s,
		      struct screen_area a, bool page)
{
	struct widget_list *claims = &v->lists[CLAIMS];
	int y = view_claims_owed_draw(d, &v->lists[OWED], s, a, page) + 1;

	if (claims->order.n == 0 || a.h - y < CLAIMS_LINES - 1)
		return;
	claims->idle = true;
	a = screen_part(a, y, 0, a.h - y, a.w);
	widget_list_draw_heading(claims, s, a, "CLAIMS", "t goes there");
	widget_list_draw(claims, s, screen_part(a, 1, 0, a.h - 1, a.w));
	claims->idle = false;
}

static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct widget_tables *v = state;
	struct widget_list *l = &v->lists[v->shown];
	struct screen_area all = a;

	a = widget_list_draw_beside(l, s, a);
	if (v->shown == OWED)
		draw_owed(d, v, s, a, a.w == all.w);
	else if (v->shown == RECEIVED)
		draw_received(d, l, s, a);
	else
		draw_claims(l, s, a, a.w < all.w);
}

static void brief(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct snapshot_claim *c = selected(state);
	const struct widget_row row = widget_value_row(ROW_CLAIM, widget_tables_snapshot(state), c);
	char amount[VALUE_TEXT_SIZE];

	if (((struct widget_tables *)state)->shown == OWED) {
		view_claims_owed_brief(d, &((struct widget_tables *)state)->lists[OWED], out, cap);
		return;
	}
	if (((struct widget_tables *)state)->shown == RECEIVED) {
		snprintf(out, cap, "Received: %zu payments.", d->snap->n_received);
		return;
	}
	if (c == NULL) {
		snprintf(out, cap, "Claims: none yet.");
		return;
	}
	widget_value_name(d, amount, sizeof(amount), &row, "amount");
	snprintf(out, cap, "Claims: %zu. %s %s.", d->snap->n_claims, amount,
		 snapshot_claim_word(c));
}

/* Whether the claim has a step left to take here. A dropped claim can be sent again. */
static bool goes_on(const struct snapshot_claim *c)
{
	return c->state == OWN_PREPARED || c->state == OWN_SIGNED || c->state == OWN_DROPPED;
}

/* Whether the claim can be given up, for nothing or by spending its nonce. */
static bool can_end(const struct snapshot_claim *c)
{
	return goes_on(c) || c->state == OWN_SENT || c->state == OWN_VOID ||
	       c->state == OWN_EXPIRED;
}

static bool awaits_payment(const struct snapshot_due *due)
{
	return due->on_its_way.known && !u256_is_zero(&due->on_its_way.value);
}

/* The first due that is `so`, of those that are not folded away; or NULL. */
static const struct snapshot_due *first_due(const struct snapshot *s,
					    bool (*so)(const struct snapshot_due *due))
{
	for (size_t i = 0; i < snapshot_due_count(s); i++)
		if (so(&s->dues[i]))
			return &s->dues[i];
	return NULL;
}

static enum action next(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct snapshot_claim *c = selected(state);
	const struct snapshot_due *due = first_due(d->snap, snapshot_due_pays);
	const struct widget_row row = widget_value_row(ROW_DUE, d->snap, due);
	size_t shown = ((struct widget_tables *)state)->shown;
	char amount[VALUE_TEXT_SIZE];

	if (shown == OWED)
		return view_claims_owed_next(d, &((struct widget_tables *)state)->lists[OWED], out,
					     cap);
	if (c != NULL && c->state == OWN_PREPARED)
		snprintf(out, cap,
			 "review and sign it here, or take its file to the offline machine");
	else if (c != NULL && c->state == OWN_SIGNED)
		snprintf(out, cap, "send the signed claim");
	else if (c != NULL && c->state == OWN_DROPPED)
		snprintf(out, cap, "send it again: no node knows it any more");
	if (out[0] != '\0')
		return ACTION_CONTINUE;
	if (c != NULL && c->state == OWN_MINED)
		snprintf(out, cap, "wait: it is in block %llu, which is not final yet",
			 (unsigned long long)c->block);
	else if (c != NULL && c->state == OWN_SENT)
		snprintf(out, cap, "wait: it is in no block yet");
	if (out[0] != '\0')
		return ACTION_NONE;
	if (due != NULL) {
		widget_value_name(d, amount, sizeof(amount), &row, "claimable");
		snprintf(out, cap, "prepare a claim of %s", amount);
		return ACTION_CLAIM;
	}
	snprintf(out, cap, "%s",
		 first_due(d->snap, awaits_payment) != NULL ? "wait: all of it is on its way"
							    : "nothing to claim now");
	if (c != NULL || d->snap->n_received == 0)
		return ACTION_NONE;
	snprintf(out, cap, "%s",
		 shown == CLAIMS ? "see the payments that arrived" : "see the claims");
	return ACTION_TOGGLE;
}

static bool can(struct dashboard *d, void *state, enum action a, const char **why)
{
	struct widget_tables *v = state;
	const struct snapshot_claim *c = selected(state);

	if (v->shown == OWED)
		return view_claims_owed_can(d, &v->lists[OWED], a, why);
	if (a == ACTION_CLAIM)
		return widget_claim_can(d, why);
	if (a == ACTION_ADD_CLAIMS)
		return true;
	if (a == ACTION_MARK || a == ACTION_UNFOLD) {
		*why = "only what is owed is marked or folded: t shows it";
		return false;
	}
	if (a == ACTION_CONTINUE) {
		*why = c == NULL    ? "no claim is selected"
		       : goes_on(c) ? "its bundle is not on this machine"
				    : "this claim needs no further step here";
		return c != NULL && goes_on(c) && (c->file[0] != '\0' || !hash_is_zero(&c->tx));
	}
	if (a == ACTION_CANCEL_CLAIM) {
		*why = c == NULL ? "no claim is selected" : "its nonce is spent already";
		return c != NULL && can_end(c);
	}
	if (payment(state) != NULL && (a == ACTION_OPEN || a == ACTION_COPY || a == ACTION_EXPORT))
		return true;
	*why = "no claim is selected";
	return c != NULL || (a != ACTION_OPEN && a != ACTION_COPY && a != ACTION_EXPORT);
}

/*
 * Reviews the claim again. A signed one comes from the cache; an unsigned one is read from its
 * file, so that the user reviews what the file says now.
 */
static void go_on(struct dashboard *d, struct app *scope, const struct snapshot_claim *c)
{
	struct dashboard_task *t =
		dashboard_task_new(d, "reading the claim", NULL, widget_review_prepared);

	if (t == NULL)
		return;
	dashboard_task_started(
		t, !hash_is_zero(&c->tx)
			   ? start_open_transaction(scope, &c->tx, dashboard_task_done, t)
			   : start_import_claim(scope, c->file, dashboard_task_done, t));
}

/*
 * Gives up a draft, which nothing is asked about since it can be prepared again; or prepares a
 * transaction that spends the nonce of a signed claim on nothing.
 */
static void end(struct dashboard *d, struct app *scope, const struct snapshot_claim *c)
{
	bool draft = hash_is_zero(&c->tx);
	struct dashboard_task *t =
		dashboard_task_new(d, draft ? "giving the draft up" : "preparing to cancel", NULL,
				   draft ? NULL : widget_review_prepared);

	if (t != NULL)
		dashboard_task_started(
			t, draft ? start_forget_claim(scope, c->id, dashboard_task_done, t)
				 : start_cancel_claim(scope, c->id, dashboard_task_done, t));
}

/* A claim that has not been signed has no hash yet, only a file. */
static void copy(struct dashboard *d, const struct snapshot_claim *c,
		 const struct snapshot_received *paid)
{
	char hex[HASH_TEXT_SIZE];

	if (paid != NULL) {
		hash_format(hex, &paid->tx);
		dashboard_copy(d, "transaction hash", hex);
		return;
	}
	if (hash_is_zero(&c->tx)) {
		dashboard_copy(d, "file name", c->file);
		return;
	}
	hash_format(hex, &c->tx);
	dashboard_copy(d, "transaction hash", hex);
}

static bool act(struct dashboard *d, void *state, enum action a)
{
	const struct snapshot_claim *c = selected(state);
	const struct snapshot_received *paid = payment(state);
	struct widget_tables *v = state;

	if (v->shown == OWED && view_claims_owed_act(d, &v->lists[OWED], a))
		return true;
	if (a == ACTION_CLAIM)
		widget_claim_prepare(d);
	else if (a == ACTION_IMPORT)
		widget_claim_import(d);
	else if (a == ACTION_ADD_CLAIMS)
		widget_brought_open(d);
	else if (a == ACTION_EXPORT)
		widget_export_open(d, paid != NULL ? EXPORT_RECEIVED : EXPORT_CLAIMS);
	else if (a == ACTION_COPY && (c != NULL || paid != NULL))
		copy(d, c, paid);
	else if (c == NULL)
		return false;
	else if (a == ACTION_CONTINUE)
		go_on(d, widget_tables_scope(state, &c->of), c);
	else if (a == ACTION_CANCEL_CLAIM)
		end(d, widget_tables_scope(state, &c->of), c);
	else
		return false;
	return true;
}

const struct view view_claims = {
	.name = "claims",
	.tables = {&view_claims_owed, &view_claims_rows, &view_claims_received},
	.can = can,
	.act = act,
	.draw = draw,
	.brief = brief,
	.next = next,
};
