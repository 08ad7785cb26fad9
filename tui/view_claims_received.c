/*
 * Received payments as rows, and whether they are all that was claimed. Green is reserved for a sum
 * that is whole; what a node hides or invents is red.
 */
#include "tui/view_claims_received.h"

#include <stdio.h>

#include "base/be.h"
#include "tui/view_private.h"
#include "tui/widget_tables.h"
#include "tui/widget_value.h"

enum received_column { TIME, AMOUNT, SYMBOL, TRUST, KIND, SENDER, HASH };

static const struct widget_column columns[] = {
	[TIME] = {"time", .width = 10, .drop = 2},
	[AMOUNT] = {"amount", .width = 15},
	[SYMBOL] = {"symbol", "", .width = 6, .drop = 1},
	[TRUST] = {"trust", .width = 1},
	[KIND] = {"kind", .width = 8, .drop = 5},
	[SENDER] = {"sender", .width = 12, .drop = 3},
	[HASH] = {"hash", .width = 12, .drop = 6},
};

/* Payments of one transaction differ in sender, token or amount. */
static uint64_t id(const struct snapshot *s, const void *row)
{
	const struct snapshot_received *r = row;

	(void)s;
	return be64_load(r->tx.bytes) ^ be64_load(r->sender.bytes) ^ be64_load(r->token.bytes) ^
	       r->amount.raw.limb[0];
}

static void dress(struct dashboard *d, const void *row, size_t column, struct widget_cell *out)
{
	(void)d;
	(void)row;
	if (column == SYMBOL || column == KIND)
		out->style = STYLE_DIM;
}

/* The page has what the list shortens: addresses, the hash, and how the payment is known. */
static struct widget_detail *page(const struct dashboard *d, const struct snapshot *s,
				  const void *row)
{
	const struct widget_row r = widget_value_row(ROW_RECEIVED, s, row);
	struct widget_detail *p = widget_detail_new("RECEIVED");

	widget_value_detail(d, p, "Time", &r, "time");
	widget_value_detail(d, p, "Amount", &r, "amount");
	widget_value_detail(d, p, "Known how", &r, "trust");
	widget_value_detail(d, p, "By", &r, "kind");
	widget_value_detail_known(d, p, "Own claim", &r, "claim");
	widget_value_detail(d, p, "From", &r, "sender");
	widget_value_detail(d, p, "Account", &r, "account");
	widget_value_detail(d, p, "Token", &r, "token");
	widget_value_detail(d, p, "Transaction", &r, "hash");
	widget_value_detail(d, p, "Block", &r, "block");
	return p;
}

const struct widget_list_info view_claims_received = {
	columns,
	ARRAY_SIZE(columns),
	WIDGET_TABLE_OF(ROW_RECEIVED, id),
	dress,
	"No payment was found yet. Coins leave no event when they arrive, only tokens do.",
	.page = page};

/* Writes "512.000 000 OPEN received: all that was claimed". Returns: how to draw it. */
static enum screen_style describe(struct dashboard *d, char *out, size_t cap,
				  const struct snapshot_royalty *r)
{
	const struct widget_row row = widget_value_row(ROW_ROYALTY, d->snap, r);
	char received[VALUE_TEXT_SIZE], claimed[VALUE_TEXT_SIZE], unfound[VALUE_TEXT_SIZE];

	widget_value_name(d, received, sizeof(received), &row, "received");
	widget_value_name(d, claimed, sizeof(claimed), &row, "claimed");
	widget_value_name(d, unfound, sizeof(unfound), &row, "unfound");
	switch (r->receipts) {
	case RECEIVED_UNKNOWN: break;
	case RECEIVED_COMPLETE:
		snprintf(out, cap, "%s received: all that was claimed", received);
		return STYLE_GOOD;
	case RECEIVED_SEARCHING:
		snprintf(out, cap, "%s of %s found so far; earlier blocks are being searched",
			 received, claimed);
		return STYLE_DIM;
	case RECEIVED_MISSING:
		snprintf(out, cap, "%s of %s found: a node hides %s", received, claimed, unfound);
		return STYLE_BAD;
	case RECEIVED_EXCESS:
		snprintf(out, cap, "%s found, %s more than claimed: a node invents payments",
			 received, unfound);
		return STYLE_BAD;
	}
	snprintf(out, cap, "what was claimed is not known yet");
	return STYLE_DIM;
}

/* An account that claimed nothing has a sum of nothing, which is whole too. */
void view_claims_received_draw_sums(struct dashboard *d, struct screen *s, struct screen_area a)
{
	char text[4 * VALUE_TEXT_SIZE];

	for (size_t i = 0; i < d->snap->n_royalties && (int)i < a.h; i++) {
		enum screen_style style = describe(d, text, sizeof(text), &d->snap->royalties[i]);

		screen_text(s, a, (int)i, 0, style,
			    trust_mark(d->snap->royalties[i].received.trust, s->ascii));
		screen_fit(s, a, (int)i, 2, a.w - 2, style, text);
	}
}
