/*
 * How a line of what payers owe looks: dress() of the list gives words their colours, and page()
 * has what the list shortens. A token that nobody pinned stands with its address, and one whose
 * symbol looks like another one's with a warning: its own word never stands alone.
 */
#include "tui/view_claims_owed_rows.h"

#include <stdio.h>

#include "base/be.h"
#include "lists/describe_due.h"
#include "tui/widget_tables.h"
#include "tui/widget_value.h"

enum owed_column { CLAIMABLE, TRUST, TOKEN, STATE, WAITING, VALID_FROM, PAYER, PART, EXPIRES };

const struct widget_column view_claims_owed_rows_columns[VIEW_CLAIMS_OWED_COLUMNS] = {
	[CLAIMABLE] = {"claimable", .width = 11},
	[TRUST] = {"trust", .width = 1},
	[TOKEN] = {"symbol", .width = 6},
	[STATE] = {"state", .width = 9},
	[WAITING] = {"waiting", .width = 9, .drop = 3},
	[VALID_FROM] = {"valid_from", .width = 10, .drop = 4},
	[PAYER] = {"payer", .width = 10, .max = 24, .drop = 2},
	[PART] = {"part", .width = 6, .drop = 6},
	[EXPIRES] = {"expires", .width = 10, .drop = 5},
};

/* Odd factors keep apart what a sum would mix. */
uint64_t view_claims_owed_rows_id(const struct snapshot *s, const void *row)
{
	const struct snapshot_due *due = row;

	return widget_tables_owner(s, &due->of) ^ be64_load(due->payer.bytes) * 0x9E3779B97F4A7C15 ^
	       be64_load(due->token.bytes) * 0xC2B2AE3D27D4EB4F ^ due->index * 0x165667B19E3779F9 ^
	       due->series * 0x27D4EB2F165667C5;
}

/* Green is reserved for what has come: what is claimable is an offer, and what is wrong is red. */
static enum screen_style state_style(const struct snapshot_due *due)
{
	if (due->underfunded)
		return STYLE_WARN;
	switch (due->obstacle) {
	case PAYER_FREE: return STYLE_ACCENT;
	case PAYER_PAID:
	case PAYER_UNTOLD: return STYLE_DIM;
	case PAYER_WAITS:
	case PAYER_FORFEITS:
	case PAYER_PAUSED: return STYLE_TEXT;
	case PAYER_NOT_FOLDED:
	case PAYER_DISPUTED:
	case PAYER_REPLACED:
	case PAYER_WITHDRAWN:
	case PAYER_EXPIRED:
	case PAYER_SENDER:
	case PAYER_TOO_LARGE:
	case PAYER_OWNER: return STYLE_WARN;
	}
	return STYLE_TEXT;
}

/* Money that goes to another address than the account's is marked, as a name that misleads is. */
static void dress_state(const struct snapshot_due *due, struct widget_cell *out)
{
	out->style = due->redirected ? STYLE_WARN : state_style(due);
	if (due->redirected)
		snprintf(out->text, sizeof(out->text), "%s!", snapshot_due_word(due));
}

static void dress_token(const struct dashboard *d, const struct snapshot_due *due,
			struct widget_cell *out)
{
	char address[ADDRESS_TEXT_SIZE];

	if (due->known == DUE_TOKEN_PINNED)
		return;
	address_format_short(address, &due->token, d->options.ascii);
	snprintf(out->text, sizeof(out->text), "%s%s%s%s", due->symbol,
		 due->known == DUE_TOKEN_IMITATES ? "!" : "", due->symbol[0] != '\0' ? " " : "",
		 address);
	out->style = due->known == DUE_TOKEN_IMITATES ? STYLE_WARN : STYLE_TEXT;
}

/* An amount of nothing steps back behind those that are some. */
static void dress_amount(const struct figure *f, struct widget_cell *out)
{
	if (!f->known || u256_is_zero(&f->value))
		out->style = STYLE_DIM;
}

void view_claims_owed_rows_dress(struct dashboard *d, const void *row, size_t column,
				 struct widget_cell *out)
{
	const struct snapshot_due *due = row;

	if (column == TOKEN)
		dress_token(d, due, out);
	else if (column == STATE)
		dress_state(due, out);
	else if (column == CLAIMABLE)
		dress_amount(&due->claimable, out);
	else if (column == WAITING)
		dress_amount(&due->waiting, out);
	if (column == WAITING && due->waiting.known && u256_is_zero(&due->waiting.value))
		out->text[0] = '\0';
}

/* --- the page --- */

/* "31.000 000 OPEN, proven" */
static void add_figure(const struct dashboard *d, struct widget_detail *p, const char *label,
		       const struct widget_row *r, const char *name)
{
	char text[VALUE_TEXT_SIZE];
	struct value v;

	(void)widget_value_get(&v, r, name);
	widget_value_name(d, text, sizeof(text), r, name);
	widget_detail_add(p, label, "%s%s%s", text, v.known ? ", " : "",
			  v.known ? trust_word(v.trust) : "");
}

static bool is_some(const struct figure *f)
{
	return f->known && !u256_is_zero(&f->value);
}

/* Money that goes elsewhere is told before the amount. */
static void add_receiver(struct widget_detail *p, const struct snapshot_due *due)
{
	char address[ADDRESS_TEXT_SIZE];

	address_format(address, &due->paid_to);
	widget_detail_add(p, "Paid to", "%s%s", address,
			  due->redirected ? ", NOT to the account: a recipient is set" : "");
}

static void add_amounts(const struct dashboard *d, struct widget_detail *p,
			const struct widget_row *r, const struct snapshot_due *due)
{
	char state[VALUE_TEXT_SIZE];

	widget_value_name(d, state, sizeof(state), r, "state");
	widget_detail_add(p, "State", "%s%s%s", state, due->note[0] != '\0' ? ": " : "", due->note);
	if (due->redirected)
		add_receiver(p, due);
	add_figure(d, p, "Claimable", r, "claimable");
	if (is_some(&due->waiting))
		add_figure(d, p, "Waiting", r, "waiting");
	widget_value_detail_known(d, p, "Valid from", r, "valid_from");
	if (is_some(&due->on_its_way))
		add_figure(d, p, "On its way", r, "on_its_way");
}

/* Gas is in the chain's coin: the amount is compared with it where it is in that coin too. */
static void add_cost(const struct dashboard *d, struct widget_detail *p, const struct widget_row *r,
		     const struct snapshot_due *due)
{
	char gas[VALUE_TEXT_SIZE], fee[VALUE_TEXT_SIZE];

	widget_value_name(d, gas, sizeof(gas), r, "gas");
	widget_value_name(d, fee, sizeof(fee), r, "fee");
	if (due->gas.known || due->has_fee)
		widget_detail_add(p, "Gas", "about %s%s%s%s", gas,
				  due->has_fee ? " and a fee of " : "", due->has_fee ? fee : "",
				  snapshot_due_is_dear(r->snapshot, due)
					  ? ": more than the claim brings"
					  : "");
}

static void add_token(const struct dashboard *d, struct widget_detail *p,
		      const struct widget_row *r, const struct snapshot_due *due)
{
	static const char *const said[] = {
		[DUE_TOKEN_PINNED] = "pinned by the profile",
		[DUE_TOKEN_AGREED] = "not pinned: its name and decimals are what nodes agree on",
		[DUE_TOKEN_IMITATES] = "NOT the token whose name this looks like: another "
				       "contract calls itself so",
		[DUE_TOKEN_UNKNOWN] = "without a name or decimals: amounts are in its smallest "
				      "unit",
	};

	widget_detail_add(p, "Token", "%s%s%s", due->symbol, due->symbol[0] != '\0' ? ", " : "",
			  said[due->known]);
	widget_value_detail(d, p, "Token at", r, "token");
}

/* A claim that opens a stream pays nothing at once, which nobody takes for a payment. */
static void add_vesting(const struct dashboard *d, struct widget_detail *p,
			const struct widget_row *r, const struct snapshot_due *due)
{
	char until[VALUE_TEXT_SIZE];

	if (due->vests == 0)
		return;
	widget_value_name(d, until, sizeof(until), r, "vests");
	widget_detail_add(p, "Vests until", "%s: a claim opens a stream and pays nothing at once",
			  due->vests == PAYER_VESTS_UNTOLD ? "a time that the payer does not tell"
							   : until);
}

/* Lines that decide whether to claim stand first: the beginning is shown below the list. */
struct widget_detail *view_claims_owed_rows_page(const struct dashboard *d,
						 const struct snapshot *s, const void *row)
{
	const struct snapshot_due *due = row;
	const struct widget_row r = widget_value_row(ROW_DUE, s, due);
	struct widget_detail *p = widget_detail_new("WHAT IS OWED");
	char source[VALUE_TEXT_SIZE];

	add_amounts(d, p, &r, due);
	add_cost(d, p, &r, due);
	if (!due->redirected && !address_is_zero(&due->paid_to))
		add_receiver(p, due);
	widget_detail_add(p, "Payer", "%s%s%s", due->payer_name, due->part[0] != '\0' ? ", " : "",
			  due->part);
	widget_value_detail(d, p, "Kind", &r, "kind");
	widget_value_detail(d, p, "Contract", &r, "distributor");
	add_token(d, p, &r, due);
	widget_value_detail_known(d, p, "Expires", &r, "expires");
	add_vesting(d, p, &r, due);
	add_figure(d, p, "Entitled", &r, "entitled");
	add_figure(d, p, "Claimed", &r, "claimed");
	add_figure(d, p, "Payer holds", &r, "funds");
	widget_value_detail(d, p, "Account", &r, "account");
	widget_value_name(d, source, sizeof(source), &r, "source");
	widget_detail_add(p, "Known from", "%s%s%s", source, due->origin[0] != '\0' ? ", " : "",
			  due->origin);
	widget_value_detail_known(d, p, "Root", &r, "root");
	widget_detail_add(p, "Rests on", "%s", describe_due_proof(due));
	widget_detail_add(p, "Audit", "%s", describe_due_audit(due));
	return p;
}
