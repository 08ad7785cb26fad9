/* Claims as rows: what a filter finds, how columns sort, what stands in a cell. */
#include "tui/view_claims_rows.h"

#include <stdio.h>
#include <string.h>

#include "tui/widget_figure.h"
#include "tui/widget_tables.h"

enum claim_column { PREPARED, AMOUNT, SYMBOL, STATE, NONCE, CONFIRMATIONS, ACCOUNT };

static const struct widget_column columns[] = {
	{"PREPARED", 10, 0, 3, false, true},  {"AMOUNT", 15, 0, 0, true, true},
	{"", 6, 0, 4, false, false},	      {"STATE", 14, 24, 0, false, true},
	{"NONCE", 6, 0, 5, true, true},	      {"CONFIRMED", 9, 0, 6, true, true},
	{"ACCOUNT", 14, 30, 7, false, false},
};

/* The claim in a row of the snapshot `data`. */
static const struct snapshot_claim *claim_of(const void *data, size_t row)
{
	return &((const struct snapshot *)data)->claims[row];
}

static size_t count(const void *data)
{
	return ((const struct snapshot *)data)->n_claims;
}

/* A claim's number in the cache never changes. */
static uint64_t id(const void *data, size_t row)
{
	return claim_of(data, row)->id;
}

/* Claims sort by their state, so that equal ones stand together. */
static int compare(const void *data, size_t a, size_t b, unsigned column)
{
	const struct snapshot_claim *x = claim_of(data, a), *y = claim_of(data, b);

	switch ((enum claim_column)column) {
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

/* The text that a filter looks at: state, symbol and note. */
static void text(const void *data, size_t row, char *out, size_t cap)
{
	const struct snapshot_claim *c = claim_of(data, row);

	snprintf(out, cap, "%s %s %s", snapshot_claim_word(c->state), c->symbol, c->note);
}

/* Green is reserved for confirmed claims: nothing else has paid. */
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

	switch ((enum claim_column)column) {
	case PREPARED: widget_text_time_short(out->text, c->prepared); break;
	case AMOUNT: widget_figure_amount(d, out->text, &c->amount.raw, c->decimals, 6); break;
	case SYMBOL:
		snprintf(out->text, sizeof(out->text), "%s", c->symbol);
		out->style = STYLE_DIM;
		break;
	case STATE:
		snprintf(out->text, sizeof(out->text), "%s", snapshot_claim_word(c->state));
		out->style = state_style(c->state);
		break;
	case NONCE:
		snprintf(out->text, sizeof(out->text), "%llu", (unsigned long long)c->nonce);
		break;
	case CONFIRMATIONS: widget_text_count(out->text, c->confirmations); break;
	case ACCOUNT: dashboard_account_text(d, &c->account, out->text, sizeof(out->text)); break;
	}
}

const struct widget_list_info view_claims_rows = {
	columns,
	ARRAY_SIZE(columns),
	{count, id, compare, text, widget_tables_ref, widget_tables_unref},
	cell,
	"No claims yet. c prepares one; nothing is signed before you have read it whole."};
