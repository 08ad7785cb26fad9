/*
 * The view of the vault: accounts, keys and protections.
 *
 * The list shows the accounts. Below it stand, as far as there is room, the selected address in
 * full, its QR code, the vault's state with its protections, and the keys that the footer has no
 * room for.
 */
#include <stdio.h>
#include <string.h>

#include "app/owner.h"
#include "base/be.h"
#include "base/text.h"
#include "tui/dashboard_can.h"
#include "tui/view_private.h"
#include "tui/view_vault_signer.h"
#include "tui/widget_account.h"
#include "tui/widget_list_draw.h"
#include "tui/widget_qr.h"
#include "tui/widget_tables.h"
#include "tui/widget_text.h"
#include "tui/widget_vault.h"

/* The columns of the list at their widest; the QR code stands right behind them. */
#define BESIDE_LIST 92

enum account_column { LABEL, ADDRESS, KIND, SHOWN };

static const struct widget_column columns[] = {
	[LABEL] = {"label", "ACCOUNT", .width = 10, .max = 30},
	[ADDRESS] = {"address", .width = 42, .drop = 3, .whole = true},
	[KIND] = {"watch_only", .width = 11, .drop = 1},
	[SHOWN] = {.title = "", .width = 5, .drop = 2},
};

/* An account keeps its address from snapshot to snapshot. */
static uint64_t id(const struct snapshot *s, const void *row)
{
	(void)s;
	return be64_load(((const struct snapshot_account *)row)->address.bytes);
}

/* An account without a label is called by its short address; a key has its number in the vault. */
static void dress(struct dashboard *d, const void *row, size_t column, struct widget_cell *out)
{
	const struct snapshot_account *a = row;
	const struct snapshot_account *shown = dashboard_account(d);
	char address[ADDRESS_TEXT_SIZE];

	if (column == LABEL && a->label[0] == '\0') {
		address_format_short(address, &a->address, d->options.ascii);
		snprintf(out->text, sizeof(out->text), "%s", address);
		out->style = STYLE_TEXT;
	} else if (column == KIND && owner_delegating(d->snap, a) != NULL) {
		snprintf(out->text, sizeof(out->text), "delegated");
		out->style = STYLE_WARN;
	} else if (column == KIND && a->watch_only) {
		out->style = STYLE_DIM;
	} else if (column == KIND) {
		snprintf(out->text, sizeof(out->text), "vault #%u", a->index);
	} else if (column == SHOWN && shown != NULL &&
		   address_equal(&shown->address, &a->address)) {
		snprintf(out->text, sizeof(out->text), "shown");
		out->style = STYLE_ACCENT;
	}
}

static const struct widget_list_info info = {
	columns,
	ARRAY_SIZE(columns),
	WIDGET_TABLE_OF(ROW_ACCOUNT, id),
	dress,
	"No accounts yet: w watches an address, c creates a vault, r restores one.",
	.page = NULL};

/* The selected account of the list's own snapshot, or NULL. */
static const struct snapshot_account *selected(const struct widget_tables *v)
{
	return widget_list_chosen(&v->lists[0]);
}

/* The state of the vault and what it allows, in a few words. */
static const char *state_text(const struct snapshot *s)
{
	if (!s->has_vault)
		return "none on this machine";
	return s->unlocked ? "unlocked: acts can be signed" : "locked: nothing can be signed";
}

/* Draws the keys that are valid now and have no place in the footer, as many as fit. */
static void draw_keys(struct dashboard *d, struct screen *s, struct screen_area a)
{
	static const enum action more[] = {ACTION_LABEL, ACTION_PASSPHRASE, ACTION_REVEAL,
					   ACTION_DRILL, ACTION_LOCK};
	int x = 2;
	const char *why;

	for (size_t i = 0; i < ARRAY_SIZE(more); i++) {
		char key[KEY_NAME_SIZE];

		if (!dashboard_can(d, more[i], &why) || d->keymap.keys[more[i]][0] == 0)
			continue;
		key_print(key, d->keymap.keys[more[i]][0]);
		if (x + text_width(key) + 1 + text_width(action_info(more[i])->hint) > a.w) {
			screen_text(s, a, 0, x < a.w ? x : a.w - 1, STYLE_DIM, "…");
			return;
		}
		x += screen_text(s, a, 0, x, STYLE_ACCENT, key) + 1;
		x += screen_text(s, a, 0, x, STYLE_DIM, action_info(more[i])->hint) + 3;
	}
}

/* Draws a line with its name. Returns: the next line. */
static int draw_line(struct screen *s, struct screen_area a, int y, enum screen_style style,
		     const char *name, const char *text)
{
	screen_text(s, a, y, 2, STYLE_DIM, name);
	screen_fit(s, a, y, 14, a.w - 14, style, text);
	return y + 1;
}

static int draw_lock_time(const struct snapshot *snap, struct screen *s, struct screen_area a,
			  int y)
{
	char time[WIDGET_TEXT_SIZE], text[WIDGET_TEXT_SIZE + 64];

	widget_text_time(time, snap->locks_at);
	snprintf(text, sizeof(text), "at %s, counted from your last answer to the signer", time);
	return draw_line(s, a, y, STYLE_TEXT, "locks", text);
}

/* A phrase that was never tried may be written down wrongly, which shows when it is needed. */
static int draw_drill(const struct snapshot_vault *v, struct screen *s, struct screen_area a, int y)
{
	char text[WIDGET_TEXT_SIZE];

	if (!v->drill_known)
		return draw_line(s, a, y, STYLE_DIM, "last drill",
				 "not known before the first unlock");
	if (v->drilled == 0)
		return draw_line(s, a, y, STYLE_WARN, "last drill",
				 "never: d tries the phrase that you wrote down");
	widget_text_time(text, v->drilled);
	return draw_line(s, a, y, STYLE_TEXT, "last drill", text);
}

/* Draws the state of the vault and what protects it, as much as there is room for. */
static void draw_protections(struct dashboard *d, struct screen *s, struct screen_area a)
{
	const struct snapshot *snap = d->snap;
	/* The vault's lines, the signer's, the keys, and blank lines between. */
	bool room = a.h >= 3 + 3 + 1 + view_vault_signer_lines(a.w) + 2;
	int y = 1;

	screen_text(s, a, 0, 0, STYLE_BOLD, "VAULT");
	screen_fit(s, a, 0, 7, a.w - 7, snap->unlocked ? STYLE_WARN : STYLE_GOOD, state_text(snap));
	if (snap->unlocked && snap->locks_at != 0)
		y = draw_lock_time(snap, s, a, y);
	if (snap->has_vault) {
		y = draw_drill(&snap->vault, s, a, y);
		if (room)
			y = draw_line(s, a, y, STYLE_TEXT, "file",
				      "Argon2id, XChaCha20-Poly1305; readable by you alone");
		if (room)
			y = draw_line(
				s, a, y, STYLE_TEXT, "signing",
				"the signer shows each act again, and reads your confirmation");
		if (room)
			y = draw_line(s, a, y, STYLE_TEXT, "more",
				      "byline info prints every path and every protection");
		y += a.h - y > view_vault_signer_lines(a.w) + 2;
		view_vault_signer_draw(&snap->vault, snap->unlocked, s,
				       screen_part(a, y, 0, a.h - y, a.w));
		y += view_vault_signer_lines(a.w);
	}
	if (snap->lost[0] != '\0')
		y += screen_wrap(s, a, y, 2, 4, a.w - 3, STYLE_WARN, snap->lost);
	y += a.h - y > 1;
	draw_keys(d, s, screen_part(a, y, 0, 1, a.w));
	if (d->options.notice != NULL && d->options.notice[0] != '\0')
		screen_fit(s, a, y + 2, 2, a.w - 2, STYLE_ACCENT, d->options.notice);
}

/* Names the contract whose code the account runs, on each network. Returns: lines drawn. */
static int draw_delegations(struct dashboard *d, struct screen *s, struct screen_area a, int y,
			    const struct snapshot_account *account)
{
	int drawn = 0;

	for (size_t i = 0; i < d->snap->n_coins && y + drawn < a.h; i++) {
		const struct snapshot_coin *coin = &d->snap->coins[i];
		const struct snapshot_account *of = owner_account(d->snap, &coin->of);
		char to[ADDRESS_TEXT_SIZE], text[WIDGET_TEXT_SIZE];

		if (!coin->delegates || of == NULL ||
		    !address_equal(&of->address, &account->address))
			continue;
		address_format(to, &coin->delegate);
		snprintf(text, sizeof(text), "delegated to %s on %s %s", to,
			 owner_network(d->snap, &coin->of)->name,
			 trust_mark(coin->delegate_trust, s->ascii));
		drawn +=
			screen_wrap(s, a, y + drawn, 2, a.h - y - drawn, a.w - 2, STYLE_WARN, text);
	}
	return drawn;
}

/* Draws the selected account's address, in full and as a QR code. */
static void draw_code(struct screen *s, struct screen_area a,
		      const struct snapshot_account *account)
{
	char address[ADDRESS_TEXT_SIZE];

	address_format(address, &account->address);
	screen_fit(s, a, 0, 0, a.w, STYLE_BOLD, address);
	widget_qr_draw(s, screen_part(a, 2, 0, WIDGET_QR_ROWS, WIDGET_QR_COLUMNS),
		       &account->address);
}

static void draw(struct dashboard *d, void *state, struct screen *s, struct screen_area a)
{
	struct widget_tables *v = state;
	struct widget_list *l = &v->lists[0];
	const struct snapshot_account *account = selected(v), *chosen = account;
	int rows = (int)l->order.n + 1;
	struct screen_area left, right;
	int h = a.h - 1;
	int y;

	if (account != NULL && !s->ascii && a.h >= WIDGET_QR_ROWS + 2 &&
	    screen_split(&left, &right, a, BESIDE_LIST, 43, a.w)) {
		screen_rule_beside(s, left);
		draw_code(s, right, account);
		a = left;
		account = NULL;
	}
	widget_list_draw_heading(l, s, a, "ACCOUNTS", "Enter shows one, everywhere");
	if (a.h >= 13)
		h = rows < a.h - 12 ? rows : a.h - 12;
	h = h < 2 ? 2 : h;
	widget_list_draw(l, s, screen_part(a, 1, 0, h, a.w));
	y = h + 2;
	if (account != NULL && a.w < 60 && y < a.h) {
		char address[ADDRESS_TEXT_SIZE];

		/* The list cuts the address here, but an address is compared as a whole. */
		address_format(address, &account->address);
		y += screen_wrap(s, a, y, 2, a.h - y, a.w - 2, STYLE_TEXT, address) + 1;
	}
	if (chosen != NULL && y < a.h) {
		int lines = draw_delegations(d, s, a, y, chosen);

		y += lines > 0 ? lines + 1 : 0;
	}
	if (account != NULL && a.w >= 110 && a.h - y >= WIDGET_QR_ROWS && !s->ascii)
		widget_qr_draw(s, screen_part(a, y, a.w - WIDGET_QR_COLUMNS, WIDGET_QR_ROWS, a.w),
			       &account->address);
	if (a.h - y >= 3)
		draw_protections(d, s, screen_part(a, y, 0, a.h - y, a.w > 110 ? 78 : a.w));
}

static void brief(struct dashboard *d, void *state, char *out, size_t cap)
{
	(void)state;
	snprintf(out, cap, "Vault: %s. %zu account%s.", state_text(d->snap), d->snap->n_accounts,
		 d->snap->n_accounts == 1 ? "" : "s");
}

static enum action next(struct dashboard *d, void *state, char *out, size_t cap)
{
	(void)state;
	if (!d->snap->has_vault) {
		snprintf(out, cap, "create a vault, to sign claims and commitments");
		return ACTION_CREATE;
	}
	snprintf(out, cap, "%s",
		 d->snap->unlocked ? "lock the vault when you are done"
				   : "nothing to do: it unlocks when something is signed");
	return d->snap->unlocked ? ACTION_LOCK : ACTION_NONE;
}

/* Only actions on an account need a selected one. */
static bool can(struct dashboard *d, void *state, enum action a, const char **why)
{
	(void)d;
	*why = "no account is selected";
	return selected(state) != NULL ||
	       (a != ACTION_OPEN && a != ACTION_COPY && a != ACTION_QR && a != ACTION_LABEL);
}

/* The shown account is a setting of the app: the next snapshot brings its figures. */
static void show_selected(struct dashboard *d, const struct snapshot_account *account)
{
	struct dashboard_task *t = dashboard_task_new(d, "changing the account", NULL, NULL);

	if (t != NULL)
		dashboard_task_started(
			t, start_show_account(d->app, &account->address, dashboard_task_done, t));
}

static bool act(struct dashboard *d, void *state, enum action a)
{
	struct widget_tables *v = state;
	const struct snapshot_account *account = selected(v);
	char address[ADDRESS_TEXT_SIZE];

	if (a == ACTION_ADD_ACCOUNT)
		widget_account_add(d);
	else if (a == ACTION_PASSPHRASE)
		widget_vault_passphrase(d);
	else if (a == ACTION_REVEAL)
		widget_vault_reveal(d);
	else if (a == ACTION_DRILL)
		widget_vault_drill(d);
	else if (account == NULL)
		return false;
	else if (a == ACTION_OPEN)
		show_selected(d, account);
	else if (a == ACTION_LABEL)
		widget_account_label(d, account);
	else if (a == ACTION_QR)
		widget_qr_open(d, &account->address, account->label);
	else if (a == ACTION_COPY) {
		address_format(address, &account->address);
		dashboard_copy(d, "address", address);
	} else
		return false;
	return true;
}

const struct view view_vault = {
	.name = "vault",
	.tables = {&info},
	.can = can,
	.act = act,
	.draw = draw,
	.brief = brief,
	.next = next,
};
