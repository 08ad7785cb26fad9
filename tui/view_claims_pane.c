/* One claim: its way from preparation to confirmation, and its particulars. */
#include "tui/view_claims_pane.h"

#include <stdio.h>

#include "tui/widget_detail.h"
#include "tui/widget_figure.h"

/* How far a claim has come: 0 prepared, 1 signed, 2 sent, 3 confirmed. */
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

/* Draws the four stages; a claim that ended early shows its end behind the stage it reached. */
static void draw_way(const struct snapshot_claim *c, struct screen *s, struct screen_area a, int y)
{
	/* The words of the way, in the order of stage(). */
	static const char *const stages[] = {"prepared", "signed", "sent", "confirmed"};
	bool ended = c->state == CLAIM_FAILED || c->state == CLAIM_REPLACED ||
		     c->state == CLAIM_DROPPED || c->state == CLAIM_CANCELLED ||
		     c->state == CLAIM_VOID || c->state == CLAIM_EXPIRED;
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
			screen_printf(s, a, y, x, STYLE_BAD, " ── %s",
				      snapshot_claim_word(c->state));
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
void view_claims_pane_open(struct dashboard *d, const struct snapshot_claim *c)
{
	struct widget_detail *p = widget_detail_new("CLAIM");
	char text[WIDGET_TEXT_SIZE], hex[HASH_TEXT_SIZE];

	widget_detail_add(p, "State", "%s", snapshot_claim_word(c->state));
	if (c->note[0] != '\0')
		widget_detail_add(p, "Note", "%s", c->note);
	widget_figure_amount(d, text, &c->amount.raw, c->decimals, c->decimals);
	widget_detail_add(p, "Amount", "%s %s", text, c->symbol);
	widget_figure_amount(d, text, &c->cumulative.raw, c->decimals, 6);
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
	widget_text_time(text, c->prepared);
	widget_detail_add(p, "Prepared", "%s", text);
	widget_text_time(text, c->sent);
	widget_detail_add(p, "Sent", "%s", c->sent != 0 ? text : "not yet");
	widget_text_time(text, c->expires);
	widget_detail_add(p, "Expires", "%s", c->expires != 0 ? text : "never");
	widget_detail_add(p, "File", "%s", c->file[0] != '\0' ? c->file : "none");
	widget_detail_open(d, p);
}
