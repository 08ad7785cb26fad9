/* One claim: its way from preparation to confirmation, and its particulars. */
#include "tui/view_claims_pane.h"

#include <stdio.h>

#include "tui/widget_text.h"
#include "tui/widget_value.h"

/* How far a claim has come: 0 prepared, 1 signed, 2 sent, 3 confirmed. */
static int stage(enum own_state state)
{
	switch (state) {
	case OWN_PREPARED:
	case OWN_EXPIRED:
	case OWN_VOID:
	case OWN_CANCELLED: return 0;
	case OWN_SIGNED:
	case OWN_DROPPED:
	case OWN_REPLACED: return 1;
	case OWN_SENT:
	case OWN_MINED:
	case OWN_FAILED: return 2;
	case OWN_CONFIRMED: return 3;
	}
	return 0;
}

/* Draws the four stages; a claim that ended early shows its end behind the stage it reached. */
static void draw_way(const struct snapshot_claim *c, struct screen *s, struct screen_area a, int y)
{
	/* The words of the way, in the order of stage(). */
	static const char *const stages[] = {"prepared", "signed", "sent", "confirmed"};
	bool ended = c->state == OWN_FAILED || c->state == OWN_REPLACED ||
		     c->state == OWN_DROPPED || c->state == OWN_CANCELLED || c->state == OWN_VOID ||
		     c->state == OWN_EXPIRED;
	int at = stage(c->state), x = 2;

	for (int i = 0; i < 4; i++) {
		enum screen_style style = i < at ? STYLE_GOOD : i == at ? STYLE_BOLD : STYLE_DIM;

		if (i > 0)
			x += screen_text(s, a, y, x, STYLE_DIM, " ── ");
		x += screen_text(s, a, y, x, style,
				 i < at || c->state == OWN_CONFIRMED ? "✓ "
				 : i == at			     ? "▸ "
								     : "· ");
		x += screen_text(s, a, y, x, style, stages[i]);
		if (i == at && ended) {
			screen_printf(s, a, y, x, STYLE_BAD, " ── %s", snapshot_claim_word(c));
			return;
		}
	}
}

/* Draws a label and a value. Returns: the next free line. */
static int field(struct screen *s, struct screen_area a, int y, const char *label,
		 const char *value)
{
	if (value[0] == '\0')
		return y;
	screen_text(s, a, y, 2, STYLE_DIM, label);
	screen_fit(s, a, y, 12, a.w - 12, STYLE_TEXT, value);
	return y + 1;
}

/* Particulars that the claim does not have yet take no line. */
void view_claims_pane_draw(struct screen *s, struct screen_area a, const struct snapshot_claim *c)
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
	widget_text_time(sent, c->sent);
	widget_text_time(expires, c->expires);
	snprintf(times, sizeof(times), "%s%s%s%s", c->sent != 0 ? "sent " : "not sent",
		 c->sent != 0 ? sent : "", c->expires != 0 ? "; expires " : "",
		 c->expires != 0 ? expires : "");
	y = field(s, a, y, "times", times);
	y = field(s, a, y, "file", c->file);
	field(s, a, y, "note", c->note);
}

/* The page has every digit of the amount, the list only six. */
struct widget_detail *view_claims_pane_page(const struct dashboard *d, const struct snapshot *s,
					    const void *row)
{
	const struct snapshot_claim *c = row;
	const struct widget_row r = widget_value_row(ROW_CLAIM, s, c);
	struct widget_detail *p = widget_detail_new("CLAIM");
	const struct column *amount;
	char text[VALUE_TEXT_SIZE], block[VALUE_TEXT_SIZE];
	struct value v;

	widget_value_detail(d, p, "State", &r, "state");
	widget_value_detail_known(d, p, "Note", &r, "note");
	amount = widget_value_get(&v, &r, "amount");
	v.places = VALUE_EXACT;
	widget_value_text(d, text, sizeof(text), amount, &v, WIDGET_VALUE_UNIT);
	widget_detail_add(p, "Amount", "%s", text);
	widget_value_detail(d, p, "Cumulative", &r, "cumulative");
	widget_value_detail(d, p, "Account", &r, "account");
	widget_value_detail(d, p, "Distributor", &r, "distributor");
	widget_value_detail(d, p, "Nonce", &r, "nonce");
	widget_value_detail_known(d, p, "Transaction", &r, "hash");
	if (c->block != 0) {
		widget_value_name(d, block, sizeof(block), &r, "block");
		widget_value_name(d, text, sizeof(text), &r, "confirmations");
		widget_detail_add(p, "Block", "%s, %s confirmations", block, text);
	}
	widget_value_detail(d, p, "Prepared", &r, "prepared");
	widget_value_detail(d, p, "Sent", &r, "sent");
	widget_value_detail(d, p, "Expires", &r, "expires");
	widget_value_detail(d, p, "File", &r, "file");
	return p;
}
