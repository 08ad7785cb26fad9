/*
 * The review of a transaction.
 *
 * descriptor_of() tries one describe_…() after the other; each either recognises the call from its
 * bytes, sets the intent and adds the lines that are special to it, or returns false and adds
 * nothing. describe_unknown() takes the rest. descriptor_begin() adds the lines that every review
 * begins with, add_rest() those it ends with: coins, fees, nonce, type. forbid() marks what no
 * confirmation makes acceptable. Invariant: every member of the transaction appears in a line.
 */
#include "chain/descriptor.h"

#include <stdio.h>
#include <string.h>

#include "chain/descriptor_call.h"
#include "chain/descriptor_claim.h"
#include "chain/descriptor_eas.h"
#include "chain/descriptor_private.h"
#include "chain/erc20.h"
#include "chain/keccak.h"
#include "chain/payer_merkle_call.h"

/*
 * Adds an amount of the native coin, with all its digits. Without a profile it is in the smallest
 * unit.
 */
static void add_wei(const struct descriptor_review *r, const char *label, const struct u256 *v,
		    const char *note)
{
	char text[AMOUNT_TEXT_SIZE];

	amount_format_exact(text, v, r->profile != NULL ? r->profile->native_decimals : 0);
	if (r->profile != NULL)
		descriptor_field_add(r->out, label, note, "%s %s", text, r->profile->native_symbol);
	else
		descriptor_field_add(r->out, label, note, "%s of the smallest unit", text);
}

/* Adds a price per unit of gas, in the unit that wallets and explorers show it in. */
static void add_gas_price(const struct descriptor_review *r, const char *label, const struct wei *v)
{
	char text[AMOUNT_TEXT_SIZE];

	amount_format_gas_price(text, v);
	descriptor_field_add(r->out, label, "", "%s", text);
}

/* Says that no confirmation makes the transaction acceptable, and why. */
static void forbid(const struct descriptor_review *r, const char *why)
{
	struct meaning *m = &r->out->meaning;

	m->never = true;
	m->n = m->decisive = 0;
	snprintf(m->title, sizeof(m->title), "%s", r->out->title);
	m->gives[m->n] = (struct sentence){.n = 0};
	sentence_add(&m->gives[m->n++], "%s", why);
}

/* Whether `a` is a contract that the profile pins and that gives no coins back. */
static bool is_pinned_contract(const struct profile *p, const struct address *a)
{
	return p != NULL && (profile_token(p, a) != NULL || profile_distributor(p, a) != NULL ||
			     (p->has_eas && address_equal(&p->eas.contract.address, a)));
}

/*
 * A warning about the recipient. Sending to nobody or to a contract that gives nothing back are the
 * slips by which coins and tokens are lost for good: such a transaction is not signed.
 */
static const char *recipient_note(const struct descriptor_review *r, const struct address *to)
{
	const bool coins = r->tx->data.len == 0;
	const char *lost = NULL;

	if (address_is_zero(to))
		lost = "nobody's address: what is sent there is lost";
	else if (!coins && address_equal(to, &r->tx->to))
		lost = "the token's own contract: what is sent there is lost";
	else if (coins && is_pinned_contract(r->profile, to))
		lost = "a contract that takes no coins: what is sent there is lost";
	if (lost != NULL)
		forbid(r, lost);
	else if (address_equal(to, r->from))
		return "the sender itself";
	return lost != NULL ? lost : "";
}

static bool describe_transfer(const struct descriptor_review *r)
{
	const struct tx *tx = r->tx;

	if (tx->creates || tx->data.len > 0)
		return false;
	if (address_equal(&tx->to, r->from) && u256_is_zero(&tx->value.raw))
		descriptor_begin(r, INTENT_CANCEL, "Cancel: spend the nonce and do nothing");
	else
		descriptor_begin(r, INTENT_TRANSFER, "Send coins");
	descriptor_field_add_address(r->out, "To", &tx->to, recipient_note(r, &tx->to));
	return true;
}

/* A contract that nobody vouched for may do anything with the call. */
static void suspect_token(const struct descriptor_review *r)
{
	struct meaning *m = &r->out->meaning;
	char text[ADDRESS_TEXT_SIZE];

	if (r->profile != NULL && profile_token(r->profile, &r->tx->to) != NULL)
		return;
	address_format(text, &r->tx->to);
	m->dangers = DANGER_UNKNOWN;
	snprintf(m->title, sizeof(m->title), "%s", r->out->title);
	sentence_add(&m->gives[m->n++],
		     "%s is no token of the network profile, so that it may do anything with the "
		     "call",
		     text);
	snprintf(m->words, sizeof(m->words), "UNKNOWN TOKEN %.6s", text);
}

/* Coins that go along with a call are told with the power that it gives, and with nothing else. */
static void tell_coins(const struct descriptor_review *r)
{
	static const char *const lost = "it sends coins to a call that takes none: they are lost";
	struct meaning *m = &r->out->meaning;
	const struct profile *p = r->profile;

	if (u256_is_zero(&r->tx->value.raw) || m->never)
		return;
	if (m->dangers == 0) {
		forbid(r, lost);
	} else if (m->n == MEANING_GIFTS) {
		m->whole = false;
	} else {
		sentence_add_amount(&m->gives[m->n], &r->tx->value.raw,
				    p != NULL ? p->native_symbol : "of the smallest unit",
				    p != NULL ? p->native_decimals : 0, VALUE_EXACT);
		sentence_add(&m->gives[m->n++], " goes along");
	}
}

static bool describe_erc20(const struct descriptor_review *r)
{
	struct address to;
	struct tokens amount;

	if (erc20_read_transfer(&to, &amount, r->tx->data.data, r->tx->data.len) != STATUS_OK)
		return false;
	descriptor_begin(r, INTENT_ERC20_TRANSFER, "Send tokens");
	suspect_token(r);
	descriptor_add_token(r, &r->tx->to);
	descriptor_add_amount(r, "Amount", &amount, &r->tx->to);
	descriptor_field_add_address(r->out, "Recipient", &to, recipient_note(r, &to));
	return true;
}

/* A call of the table: what it gives away, then its arguments by their names. */
static bool describe_gives(const struct descriptor_review *r)
{
	const struct meaning_view view = {.profile = r->profile, .signer = r->from};
	const struct tx *tx = r->tx;
	struct meaning_source source;
	const struct meaning_row *row =
		meaning_find_call(&source, &tx->to, tx->data.data, tx->data.len);

	if (row == NULL)
		return false;
	descriptor_begin(r, INTENT_GIVES, row->title);
	meaning_of_call(&r->out->meaning, &tx->to, tx->data.data, tx->data.len, &view);
	tell_coins(r);
	descriptor_field_add_address(
		r->out, "Contract", &tx->to,
		r->profile != NULL && profile_token(r->profile, &tx->to) != NULL ? PINNED
										 : NOT_IN_PROFILE);
	descriptor_call_add(r->out, &source, &view);
	return true;
}

static void describe_unknown(const struct descriptor_review *r)
{
	const struct meaning_view view = {.profile = r->profile, .signer = r->from};
	const struct buf *data = &r->tx->data;
	char text[HASH_TEXT_SIZE], selector[11] = "none";
	const char *refused = NULL;
	struct hash hash;

	descriptor_begin(r, INTENT_UNKNOWN,
			 r->tx->creates ? "Create a contract" : "Unreadable call");
	meaning_of_call(&r->out->meaning, &r->tx->to, data->data, data->len, &view);
	tell_coins(r);
	if (r->tx->creates)
		forbid(r, "it would create a contract, which byline never signs");
	if (r->tx->creates)
		descriptor_field_add(r->out, "To", "", "a new contract");
	else
		descriptor_field_add_address(r->out, "To", &r->tx->to, "");
	keccak256(hash.bytes, data->data, data->len);
	hash_format(text, &hash);
	if (data->len >= 4) {
		snprintf(selector, sizeof(selector), "0x%02x%02x%02x%02x", data->data[0],
			 data->data[1], data->data[2], data->data[3]);
		refused = payer_merkle_call_refused(data->data);
	}
	if (refused != NULL)
		descriptor_field_add(r->out, "Warning", "",
				     "looks like a claim from %s, a kind of payer that byline "
				     "does not support",
				     refused);
	descriptor_field_add(r->out, "Call", "byline cannot read it",
			     "selector %s, %zu bytes, keccak256 %s", selector, data->len, text);
}

static void add_fees(const struct descriptor_review *r)
{
	const struct tx *tx = r->tx;
	char gas[U256_DECIMAL_SIZE];
	struct wei cap;

	u256_format(gas, &tx->gas_limit);
	descriptor_field_add(r->out, "Gas limit", "", "%s", gas);
	switch (tx->type) {
	case TX_LEGACY:
	case TX_ACCESS_LIST: add_gas_price(r, "Price per gas", &tx->gas_price); break;
	case TX_DYNAMIC_FEE:
		add_gas_price(r, "Highest price per gas", &tx->max_fee);
		add_gas_price(r, "Tip per gas", &tx->max_priority_fee);
		break;
	}
	if (tx_fee_cap(&cap, tx) != STATUS_OK)
		descriptor_field_add(r->out, "Gas costs at most", "above every cap",
				     "more than 2^256 units");
	else if (r->profile != NULL && u256_compare(&cap.raw, &r->profile->fee_cap.raw) > 0)
		add_wei(r, "Gas costs at most", &cap.raw, "above the profile's cap");
	else
		add_wei(r, "Gas costs at most", &cap.raw,
			"without the chain's own data fee, if it has one");
}

static const char *type_name(enum tx_type type)
{
	switch (type) {
	case TX_LEGACY: return "0 (legacy)";
	case TX_ACCESS_LIST: return "1 (EIP-2930)";
	case TX_DYNAMIC_FEE: return "2 (EIP-1559)";
	}
	return "unknown";
}

static void add_rest(const struct descriptor_review *r)
{
	const struct tx *tx = r->tx;
	bool any = !u256_is_zero(&tx->value.raw);
	size_t keys = 0;

	add_wei(r, "Coins sent", &tx->value.raw,
		!any || r->out->intent == INTENT_TRANSFER ? ""
		: r->out->takes_coins			  ? "a fee to the payer, beside gas"
							  : "this act should send none");
	add_fees(r);
	descriptor_field_add(r->out, "Nonce", "", "%llu", (unsigned long long)tx->nonce);
	for (size_t i = 0; i < tx->n_access; i++)
		keys += tx->access[i].n_keys;
	if (tx->n_access > 0)
		descriptor_field_add(r->out, "Type", "the access list changes only the gas",
				     "%s, access list (addresses: %zu, slots: %zu)",
				     type_name(tx->type), tx->n_access, keys);
	else
		descriptor_field_add(r->out, "Type", "", "%s", type_name(tx->type));
}

enum status descriptor_of(struct descriptor *out, const struct tx *tx, const struct address *from,
			  const struct profile *profile, struct err *e)
{
	struct descriptor_review r = {.out = out, .tx = tx, .from = from};

	memset(out, 0, sizeof(*out));
	out->meaning.whole = true;
	if (profile != NULL && profile->chain_id == tx->chain_id)
		r.profile = profile;
	if (tx->creates ||
	    !(describe_transfer(&r) || describe_erc20(&r) || descriptor_claim(&r) ||
	      descriptor_eas_attest(&r) || descriptor_eas_revoke(&r) || describe_gives(&r)))
		describe_unknown(&r);
	add_rest(&r);
	if (out->failed != STATUS_OK)
		return err_set(
			e, out->failed,
			"the transaction has more to show than the review has room for; byline "
			"signs nothing that it cannot show whole");
	return STATUS_OK;
}
