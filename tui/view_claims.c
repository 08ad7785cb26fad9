/* Claims from preparation to confirmation: prepared → signed → sent → confirmed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/widget_dataset.h"
#include "tui/widget_figure.h"
#include "tui/widget_popup.h"

enum column { PREPARED, AMOUNT, SYMBOL, STATE, NONCE, CONFIRMATIONS, ACCOUNT };

static const struct widget_column columns[] = {
	{"PREPARED", 10, 0, 3, false, true},  {"AMOUNT", 15, 0, 0, true, true},
	{"", 6, 0, 4, false, false},	      {"STATE", 14, 24, 0, false, true},
	{"NONCE", 6, 0, 5, true, true},	      {"CONFIRMED", 9, 0, 6, true, true},
	{"ACCOUNT", 14, 30, 7, false, false},
};

static const struct snapshot_claim *claim_of(const void *data, size_t row)
{
	return &((const struct snapshot *)data)->claims[row];
}

static size_t count(const void *data)
{
	return ((const struct snapshot *)data)->n_claims;
}

static uint64_t id(const void *data, size_t row)
{
	return claim_of(data, row)->id;
}

static int compare(const void *data, size_t a, size_t b, unsigned column)
{
	const struct snapshot_claim *x = claim_of(data, a), *y = claim_of(data, b);

	switch ((enum column)column) {
	case PREPARED: return widget_compare_i64(x->prepared, y->prepared);
	case AMOUNT: return u256_compare(&x->amount.raw, &y->amount.raw);
	case SYMBOL: return strcmp(x->symbol, y->symbol);
	case STATE: return (int)x->state - (int)y->state;
	case NONCE: return widget_compare_u64(x->nonce, y->nonce);
	case CONFIRMATIONS: return widget_compare_u64(x->confirmations, y->confirmations);
	case ACCOUNT: return memcmp(&x->account, &y->account, sizeof(x->account));
	}
	return 0;
}

static void text(const void *data, size_t row, char *out, size_t cap)
{
	const struct snapshot_claim *c = claim_of(data, row);

	snprintf(out, cap, "%s %s %s", claim_state_word(c->state), c->symbol, c->note);
}

static enum screen_style state_style(enum claim_state state)
{
	switch (state) {
	case CLAIM_CONFIRMED: return STYLE_GOOD;
	case CLAIM_FAILED:
	case CLAIM_REPLACED:
	case CLAIM_DROPPED: return STYLE_BAD;
	case CLAIM_CANCELLED:
	case CLAIM_VOID:
	case CLAIM_EXPIRED: return STYLE_DIM;
	case CLAIM_PREPARED:
	case CLAIM_SIGNED:
	case CLAIM_SENT: return STYLE_ACCENT;
	}
	return STYLE_TEXT;
}

static void cell(struct dashboard *d, const void *data, size_t row, size_t column,
		 struct widget_cell *out)
{
	const struct snapshot_claim *c = claim_of(data, row);

	switch ((enum column)column) {
	case PREPARED: widget_time_short(out->text, c->prepared); break;
	case AMOUNT: widget_amount(d, out->text, &c->amount.raw, c->decimals, 6); break;
	case SYMBOL:
		snprintf(out->text, sizeof(out->text), "%s", c->symbol);
		out->style = STYLE_DIM;
		break;
	case STATE:
		snprintf(out->text, sizeof(out->text), "%s", claim_state_word(c->state));
		out->style = state_style(c->state);
		break;
	case NONCE:
		snprintf(out->text, sizeof(out->text), "%llu", (unsigned long long)c->nonce);
		break;
	case CONFIRMATIONS: widget_count(out->text, c->confirmations); break;
	case ACCOUNT: dashboard_account_text(d, &c->account, out->text, sizeof(out->text)); break;
	}
}

static const struct widget_list_info info = {
	columns,
	ARRAY_SIZE(columns),
	{count, id, compare, text, widget_snapshot_ref, widget_snapshot_unref},
	cell,
	"No claims yet. c prepares one; nothing is signed before you have read it whole."};

static const struct snapshot_claim *selected(const struct widget_tables *v)
{
	size_t row = widget_tables_row(v);

	return row == SIZE_MAX ? NULL : claim_of(v->lists[0].data, row);
}

/* How far along the way of a claim a state is: 0 prepared … 3 confirmed. */
static int stage(enum claim_state state)
{
	switch (state) {
	case CLAIM_PREPARED:
	case CLAIM_EXPIRED:
	case CLAIM_VOID:
	case CLAIM_CANCELLED: return 0;
	case CLAIM_SIGNED:
	case CLAIM_DROPPED:
	case CLAIM_REPLACED: return 1;
	case CLAIM_SENT:
	case CLAIM_FAILED: return 2;
	case CLAIM_CONFIRMED: return 3;
	}
	return 0;
}

static void draw_way(const struct snapshot_claim *c, struct screen *s, struct screen_area a, int y)
{
	static const char *const stages[] = {"prepared", "signed", "sent", "confirmed"};
	bool ended = c->state == CLAIM_FAILED || c->state == CLAIM_REPLACED ||
		     c->state == CLAIM_DROPPED || c->state == CLAIM_CANCELLED ||
		     c->state == CLAIM_EXPIRED || c->state == CLAIM_VOID;
	int at = stage(c->state), x = 2;

	for (int i = 0; i < 4; i++) {
		enum screen_style style = i < at ? STYLE_GOOD : i == at ? STYLE_BOLD : STYLE_DIM;

		if (i > 0)
			x += screen_text(s, a, y, x, STYLE_DIM, " ── ");
		x += screen_text(s, a, y, x, style,
				 i < at || c->state == CLAIM_CONFIRMED ? "✓ "
				 : i == at			       ? "▸ "
								       : "· ");
		x += screen_text(s, a, y, x, style, stages[i]);
		if (i == at && ended) {
			screen_printf(s, a, y, x, STYLE_BAD, " ── %s", claim_state_word(c->state));
			return;
		}
	}
}

static int field(struct screen *s, struct screen_area a, int y, const char *label,
		 const char *value)
{
	if (value[0] == '\0')
		return y;
	screen_text(s, a, y, 2, STYLE_DIM, label);
	screen_fit(s, a, y, 12, a.w - 12, STYLE_TEXT, value);
	return y + 1;
}

static void draw_pane(struct screen *s, struct screen_area a, const struct snapshot_claim *c)
{
	char hex[HASH_TEXT_SIZE] = "", address[ADDRESS_TEXT_SIZE], times[WIDGET_TEXT_SIZE * 2 + 32];
	char sent[WIDGET_TEXT_SIZE], expires[WIDGET_TEXT_SIZE];
	int y = 2;

	draw_way(c, s, a, 0);
	if (!hash_is_zero(&c->tx))
		hash_format(hex, &c->tx);
	y = field(s, a, y, "hash", hex);
	address_format(address, &c->distributor);
	y = field(s, a, y, "contract", address);
	widget_time(sent, c->sent);
	widget_time(expires, c->expires);
	snprintf(times, sizeof(times), "%s%s%s%s", c->sent != 0 ? "sent " : "not sent",
		 c->sent != 0 ? sent : "", c->expires != 0 ? "; expires " : "",
		 c->expires != 0 ? expires : "");
	y = field(s, a, y, "times", times);
	y = field(s, a, y, "file", c->file);
	field(s, a, y, "note", c->note);
}

static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct widget_tables *v = state;
	struct widget_list *l = &v->lists[0];
	const struct snapshot_claim *c = selected(v);
	int rows = (int)l->order.n + 1;
	int h = a.h - 1;

	(void)d;
	widget_list_heading(l, s, a, "CLAIMS", "prepare, sign, send are three steps");
	if (c != NULL && a.h >= 14) {
		h = a.h - 9 < rows ? a.h - 9 : rows;
		draw_pane(s, screen_part(a, h + 2, 0, 7, a.w), c);
	}
	widget_list_draw(l, s, screen_part(a, 1, 0, h, a.w));
}

static void brief(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct snapshot_claim *c = selected(state);
	char amount[WIDGET_TEXT_SIZE];

	if (c == NULL) {
		snprintf(out, cap, "Claims: none yet.");
		return;
	}
	widget_amount(d, amount, &c->amount.raw, c->decimals, 3);
	snprintf(out, cap, "Claims: %zu. %s %s %s.", d->snap->n_claims, amount, c->symbol,
		 claim_state_word(c->state));
}

/* Something to claim, from the distributor with something claimable; else NULL. */
static const struct snapshot_royalty *claimable(const struct snapshot *s)
{
	for (size_t i = 0; i < s->n_royalties; i++)
		if (s->royalties[i].claimable.known &&
		    !u256_is_zero(&s->royalties[i].claimable.value))
			return &s->royalties[i];
	return NULL;
}

static bool goes_on(const struct snapshot_claim *c)
{
	return c->state == CLAIM_PREPARED || c->state == CLAIM_SIGNED || c->state == CLAIM_DROPPED;
}

static enum action next(struct dashboard *d, void *state, char *out, size_t cap)
{
	const struct snapshot_claim *c = selected(state);
	const struct snapshot_royalty *r = claimable(d->snap);
	char amount[WIDGET_TEXT_SIZE];

	if (c != NULL && c->state == CLAIM_PREPARED)
		snprintf(out, cap,
			 "review and sign it here, or take its file to the offline machine");
	else if (c != NULL && c->state == CLAIM_SIGNED)
		snprintf(out, cap, "send the signed claim");
	else if (c != NULL && c->state == CLAIM_DROPPED)
		snprintf(out, cap, "send it again: no node knows it any more");
	if (out[0] != '\0')
		return ACTION_CONTINUE;
	if (c != NULL && c->state == CLAIM_SENT) {
		snprintf(out, cap, "wait: %llu confirmations so far",
			 (unsigned long long)c->confirmations);
		return ACTION_NONE;
	}
	if (r != NULL) {
		widget_figure(d, amount, &r->claimable, r->decimals, 3);
		snprintf(out, cap, "prepare a claim of %s %s", amount, r->symbol);
		return ACTION_CLAIM;
	}
	snprintf(out, cap, "nothing to claim now");
	return ACTION_NONE;
}

static bool can(struct dashboard *d, void *state, enum action a, const char **why)
{
	const struct snapshot_claim *c = selected(state);

	if (a == ACTION_CLAIM) {
		*why = "there is nothing to claim now";
		return claimable(d->snap) != NULL;
	}
	if (a == ACTION_CONTINUE) {
		*why = c == NULL    ? "no claim is selected"
		       : goes_on(c) ? "its bundle is not on this machine"
				    : "it is past that";
		return c != NULL && goes_on(c) && (c->file[0] != '\0' || !hash_is_zero(&c->tx));
	}
	if (a == ACTION_CANCEL_CLAIM) {
		*why = c == NULL ? "no claim is selected" : "its nonce is spent already";
		return c != NULL && (goes_on(c) || c->state == CLAIM_SENT);
	}
	*why = "no claim is selected";
	return c != NULL || (a != ACTION_OPEN && a != ACTION_COPY && a != ACTION_EXPORT);
}

static void open_claim(struct dashboard *d, const struct snapshot_claim *c)
{
	struct widget_detail *p = widget_detail_new("CLAIM");
	char text[WIDGET_TEXT_SIZE], hex[HASH_TEXT_SIZE];

	widget_detail_add(p, "State", "%s", claim_state_word(c->state));
	if (c->note[0] != '\0')
		widget_detail_add(p, "Note", "%s", c->note);
	widget_amount(d, text, &c->amount.raw, c->decimals, c->decimals);
	widget_detail_add(p, "Amount", "%s %s", text, c->symbol);
	widget_amount(d, text, &c->cumulative.raw, c->decimals, 6);
	widget_detail_add(p, "Cumulative", "%s %s", text, c->symbol);
	address_format(text, &c->account);
	widget_detail_add(p, "Account", "%s", text);
	address_format(text, &c->distributor);
	widget_detail_add(p, "Distributor", "%s", text);
	widget_detail_add(p, "Nonce", "%llu", (unsigned long long)c->nonce);
	if (!hash_is_zero(&c->tx)) {
		hash_format(hex, &c->tx);
		widget_detail_add(p, "Transaction", "%s", hex);
	}
	if (c->block != 0)
		widget_detail_add(p, "Block", "%llu, %llu confirmations",
				  (unsigned long long)c->block,
				  (unsigned long long)c->confirmations);
	widget_time(text, c->prepared);
	widget_detail_add(p, "Prepared", "%s", text);
	widget_time(text, c->sent);
	widget_detail_add(p, "Sent", "%s", c->sent != 0 ? text : "not yet");
	widget_time(text, c->expires);
	widget_detail_add(p, "Expires", "%s", c->expires != 0 ? text : "never");
	widget_detail_add(p, "File", "%s", c->file[0] != '\0' ? c->file : "none");
	widget_detail_open(d, p);
}

/*
 * What was signed here is in the cache; else the bundle is read again from its file, so that what
 * is reviewed is what the file says.
 */
static void go_on(struct dashboard *d, const struct snapshot_claim *c)
{
	struct dashboard_task *t =
		dashboard_task_new(d, "reading the claim", NULL, widget_review_prepared);

	if (t == NULL)
		return;
	dashboard_task_started(
		t, !hash_is_zero(&c->tx)
			   ? start_open_transaction(d->app, &c->tx, dashboard_task_done, t)
			   : start_import_claim(d->app, c->file, dashboard_task_done, t));
}

static void cancel(struct dashboard *d, const struct snapshot_claim *c)
{
	struct dashboard_task *t =
		dashboard_task_new(d, "preparing to cancel", NULL, widget_review_prepared);

	if (t != NULL)
		dashboard_task_started(t,
				       start_cancel_claim(d->app, c->id, dashboard_task_done, t));
}

static void copy(struct dashboard *d, const struct snapshot_claim *c)
{
	char hex[HASH_TEXT_SIZE];

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

	if (a == ACTION_CLAIM)
		widget_claim_prepare(d, &claimable(d->snap)->distributor);
	else if (a == ACTION_IMPORT)
		widget_import_open(d);
	else if (a == ACTION_EXPORT)
		widget_export_open(d, EXPORT_CLAIMS);
	else if (c == NULL)
		return false;
	else if (a == ACTION_OPEN)
		open_claim(d, c);
	else if (a == ACTION_CONTINUE)
		go_on(d, c);
	else if (a == ACTION_CANCEL_CLAIM)
		cancel(d, c);
	else if (a == ACTION_COPY)
		copy(d, c);
	else
		return false;
	return true;
}

const struct view view_claims = {
	.name = "claims",
	.tables = {&info},
	.can = can,
	.act = act,
	.draw = draw,
	.brief = brief,
	.next = next,
};
