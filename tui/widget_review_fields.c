/* All raw fields of a transaction, for users who compare them with another tool. */
#include "tui/widget_review_fields.h"

#include "base/buf.h"
#include "tui/widget_detail.h"

/* Adds an amount in wei, with all of its digits. */
static void add_wei(struct widget_detail *p, const char *label, const struct wei *v)
{
	char text[U256_DECIMAL_SIZE];

	u256_format(text, &v->raw);
	widget_detail_add(p, label, "%s wei", text);
}

/* Adds a price per gas in the unit of wallets, and in the one that other tools take apart. */
static void add_gas_price(struct widget_detail *p, const char *label, const struct wei *v)
{
	char text[U256_DECIMAL_SIZE], price[AMOUNT_TEXT_SIZE];

	u256_format(text, &v->raw);
	amount_format_gas_price(price, v);
	widget_detail_add(p, label, "%s (%s wei)", price, text);
}

static void add_act(struct widget_detail *p, const struct act *act)
{
	const struct tx *tx = &act->tx;
	char address[ADDRESS_TEXT_SIZE], gas[U256_DECIMAL_SIZE];
	struct buf hex;

	widget_detail_add(p, "Type", "%d", (int)tx->type);
	widget_detail_add(p, "Chain", "%llu", (unsigned long long)tx->chain_id);
	address_format(address, &act->from);
	widget_detail_add(p, "From", "%s", address);
	address_format(address, &tx->to);
	widget_detail_add(p, "To", "%s", tx->creates ? "creates a contract" : address);
	widget_detail_add(p, "Nonce", "%llu", (unsigned long long)tx->nonce);
	add_wei(p, "Value", &tx->value);
	u256_format(gas, &tx->gas_limit);
	widget_detail_add(p, "Gas limit", "%s", gas);
	if (tx->type == TX_DYNAMIC_FEE) {
		add_gas_price(p, "Highest price per gas", &tx->max_fee);
		add_gas_price(p, "Tip per gas", &tx->max_priority_fee);
	} else {
		add_gas_price(p, "Price per gas", &tx->gas_price);
	}
	widget_detail_add(p, "Access list", "%zu entries", tx->n_access);
	/* Calldata is shown as it is encoded: a selector of 4 bytes, then words of 32. */
	for (size_t at = 0; at < tx->data.len;) {
		size_t n = at == 0 ? 4 : 32;

		n = tx->data.len - at < n ? tx->data.len - at : n;
		buf_init(&hex, KIB);
		buf_add_hex(&hex, tx->data.data + at, n);
		widget_detail_add(p, at == 0 ? "Data" : " ", "%s", buf_str(&hex));
		buf_release(&hex);
		at += n;
	}
}

void widget_review_fields(struct dashboard *d, const struct act *act)
{
	const size_t n = act_count(act);
	struct widget_detail *p = widget_detail_new(n > 1 ? "ALL FIELDS of the transactions"
							  : "ALL FIELDS of the transaction");

	for (size_t i = 1; act != NULL; act = act->next, i++) {
		if (i > 1)
			widget_detail_text(p, STYLE_TEXT, "");
		if (n > 1)
			widget_detail_add(p, "Transaction", "%zu of %zu", i, n);
		add_act(p, act);
	}
	widget_detail_open(d, p);
}
