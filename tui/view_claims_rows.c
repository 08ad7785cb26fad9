/* Claims as rows: which columns there are, and what their colours say. */
#include "tui/view_claims_rows.h"

#include "base/be.h"
#include "tui/view_claims_pane.h"
#include "tui/widget_tables.h"

enum claim_column { PREPARED, AMOUNT, SYMBOL, STATE, NONCE, CONFIRMATIONS };

static const struct widget_column columns[] = {
	[PREPARED] = {"prepared", .width = 10, .drop = 3},
	[AMOUNT] = {"amount", .width = 15},
	[SYMBOL] = {"symbol", "", .width = 6, .drop = 1},
	[STATE] = {"state", .width = 14},
	[NONCE] = {"nonce", .width = 6, .drop = 5},
	[CONFIRMATIONS] = {"confirmations", .width = 9, .drop = 6},
};

/* A claim's number in the cache never changes; a claim of several things has a row for each. */
static uint64_t id(const struct snapshot *s, const void *row)
{
	const struct snapshot_claim *c = row;

	(void)s;
	return c->id ^ be64_load(c->token.bytes) * 0xC2B2AE3D27D4EB4F ^
	       c->index * 0x165667B19E3779F9 ^ c->series * 0x27D4EB2F165667C5;
}

/* Green is reserved for confirmed claims: nothing else has paid. */
static enum screen_style state_style(enum own_state state)
{
	switch (state) {
	case OWN_CONFIRMED: return STYLE_GOOD;
	case OWN_FAILED:
	case OWN_REPLACED:
	case OWN_DROPPED: return STYLE_BAD;
	case OWN_CANCELLED:
	case OWN_VOID:
	case OWN_EXPIRED: return STYLE_DIM;
	case OWN_PREPARED:
	case OWN_SIGNED:
	case OWN_SENT:
	case OWN_MINED: return STYLE_ACCENT;
	}
	return STYLE_TEXT;
}

/* The token is the same in most rows, so that it steps back behind the amount. */
static void dress(struct dashboard *d, const void *row, size_t column, struct widget_cell *out)
{
	(void)d;
	if (column == SYMBOL)
		out->style = STYLE_DIM;
	else if (column == STATE)
		out->style = state_style(((const struct snapshot_claim *)row)->state);
}

const struct widget_list_info view_claims_rows = {
	columns,
	ARRAY_SIZE(columns),
	WIDGET_TABLE_OF(ROW_CLAIM, id),
	dress,
	"No claims yet. c prepares one; nothing is signed before you have read it whole.",
	.page = view_claims_pane_page};
