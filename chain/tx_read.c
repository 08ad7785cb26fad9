/*
 * Reading transactions.
 *
 * tx_read_unsigned() and tx_read_signed() take the members in order through one function per kind
 * of member. Each of these does nothing after a failure, so that the first failure is the one
 * reported, with the name of its field. Invariant: close_list() finds no byte left over, so there
 * is one encoding for each transaction.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "chain/keccak.h"
#include "chain/rlp.h"
#include "chain/tx_read.h"

/* EIP-7702: the type of its transactions, and the first byte of what an account signs for one. */
#define SET_CODE      0x04
#define AUTHORISATION 0x05

struct tx_reader {
	struct cursor at;
	enum status status;
	struct err *e;
};

/* Keeps the first failure, with the name of the field. */
static void note(struct tx_reader *r, enum status s, const char *field)
{
	if (s != STATUS_OK && r->status == STATUS_OK)
		r->status =
			err_set(r->e, s, "the %s of the transaction: %s", field, status_phrase(s));
}

static void take_u64(struct tx_reader *r, uint64_t *out, const char *field)
{
	if (r->status == STATUS_OK)
		note(r, rlp_take_u64(&r->at, out), field);
}

static void take_u256(struct tx_reader *r, struct u256 *out, const char *field)
{
	if (r->status == STATUS_OK)
		note(r, rlp_take_u256(&r->at, out), field);
}

static void take_recipient(struct tx_reader *r, struct tx *tx)
{
	const uint8_t *data;
	size_t len = 0;

	if (r->status != STATUS_OK)
		return;
	if (rlp_take_bytes(&r->at, &data, &len) != STATUS_OK ||
	    (len != 0 && len != sizeof(tx->to.bytes))) {
		note(r, ERR_PARSE, "recipient");
		return;
	}
	tx->creates = len == 0;
	if (!tx->creates)
		memcpy(tx->to.bytes, data, len);
}

static void take_data(struct tx_reader *r, struct tx *tx)
{
	const uint8_t *data;
	size_t len;

	if (r->status != STATUS_OK)
		return;
	if (rlp_take_bytes(&r->at, &data, &len) != STATUS_OK) {
		note(r, ERR_PARSE, "data");
		return;
	}
	buf_add(&tx->data, data, len);
	note(r, buf_status(&tx->data), "data");
}

static enum status count_items(size_t *n, struct cursor items)
{
	struct rlp_item item;

	for (*n = 0; cursor_left(&items) > 0; ++*n)
		if (rlp_next(&items, &item) != STATUS_OK)
			return ERR_PARSE;
	return STATUS_OK;
}

/* Reads an entry of the access list: [address, [key, …]]. */
static enum status read_access(struct tx_access *out, struct cursor *entries)
{
	struct cursor entry, keys;
	size_t n;

	if (rlp_take_list(entries, &entry) != STATUS_OK ||
	    rlp_take_fixed(&entry, out->address.bytes, sizeof(out->address.bytes)) != STATUS_OK ||
	    rlp_take_list(&entry, &keys) != STATUS_OK || cursor_left(&entry) > 0 ||
	    count_items(&n, keys) != STATUS_OK)
		return ERR_PARSE;
	if (n == 0)
		return STATUS_OK;
	out->keys = calloc(n, sizeof(*out->keys));
	if (out->keys == NULL)
		return ERR_MEMORY;
	for (; out->n_keys < n; out->n_keys++)
		if (rlp_take_fixed(&keys, out->keys[out->n_keys].bytes, 32) != STATUS_OK)
			return ERR_PARSE;
	return STATUS_OK;
}

static void take_access_list(struct tx_reader *r, struct tx *tx)
{
	struct cursor entries;
	enum status s = STATUS_OK;
	size_t n = 0;

	if (r->status != STATUS_OK)
		return;
	if (rlp_take_list(&r->at, &entries) != STATUS_OK || count_items(&n, entries) != STATUS_OK)
		s = ERR_PARSE;
	if (s == STATUS_OK && n > 0) {
		tx->access = calloc(n, sizeof(*tx->access));
		if (tx->access == NULL)
			s = ERR_MEMORY;
		/*
		 * The entry counts before it is read, so that tx_release() frees the keys of a
		 * broken one.
		 */
		while (s == STATUS_OK && tx->n_access < n)
			s = read_access(&tx->access[tx->n_access++], &entries);
	}
	note(r, s, "access list");
}

/* Reads the type byte and enters the list, which must be all the rest. */
static void open_list(struct tx_reader *r, struct tx *tx, const void *data, size_t len)
{
	struct cursor all = cursor_of(data, len);
	uint8_t first = len > 0 ? *all.at : 0;

	if (len > LIMIT_TX) {
		r->status = err_set(r->e, ERR_LIMIT, "the transaction has more than %zu bytes",
				    LIMIT_TX);
		return;
	}
	if (first == TX_ACCESS_LIST || first == TX_DYNAMIC_FEE) {
		tx->type = (enum tx_type)first;
		all.at++;
	} else if (first == SET_CODE || first == AUTHORISATION) {
		r->status = err_set(r->e, ERR_REFUSED,
				    "this hands the account over to the code that it names "
				    "(EIP-7702), which byline never signs");
		return;
	} else if (first > 0 && first < 0x80) {
		r->status = err_set(r->e, ERR_UNSUPPORTED,
				    "byline does not know transactions of type %u", first);
		return;
	}
	if (rlp_take_list(&all, &r->at) != STATUS_OK || cursor_left(&all) > 0)
		r->status = err_set(r->e, ERR_PARSE, "these bytes are not one whole transaction");
}

static void take_members(struct tx_reader *r, struct tx *tx)
{
	if (tx->type != TX_LEGACY)
		take_u64(r, &tx->chain_id, "chain id");
	take_u64(r, &tx->nonce, "nonce");
	switch (tx->type) {
	case TX_LEGACY:
	case TX_ACCESS_LIST: take_u256(r, &tx->gas_price.raw, "gas price"); break;
	case TX_DYNAMIC_FEE:
		take_u256(r, &tx->max_priority_fee.raw, "priority fee");
		take_u256(r, &tx->max_fee.raw, "fee");
		break;
	}
	take_u256(r, &tx->gas_limit, "gas limit");
	take_recipient(r, tx);
	take_u256(r, &tx->value.raw, "value");
	take_data(r, tx);
	if (tx->type != TX_LEGACY)
		take_access_list(r, tx);
}

/* Checks that nothing follows. On failure the transaction is released. */
static enum status close_list(struct tx_reader *r, struct tx *tx)
{
	if (r->status == STATUS_OK && cursor_left(&r->at) > 0)
		note(r, ERR_PARSE, "end");
	if (r->status != STATUS_OK)
		tx_release(tx);
	return r->status;
}

/*
 * Takes the last three members of EIP-155: chain id, 0, 0. An older transaction has none of them.
 */
static void take_replay_protection(struct tx_reader *r, struct tx *tx)
{
	uint64_t zero[2] = {0, 0};

	if (tx->type != TX_LEGACY || r->status != STATUS_OK || cursor_left(&r->at) == 0)
		return;
	take_u64(r, &tx->chain_id, "chain id");
	take_u64(r, &zero[0], "signature");
	take_u64(r, &zero[1], "signature");
	if (r->status != STATUS_OK)
		return;
	if ((zero[0] | zero[1]) != 0)
		note(r, ERR_PARSE, "signature");
	else if (tx->chain_id == 0 || tx->chain_id > TX_LEGACY_CHAIN_ID_MAX)
		note(r, ERR_RANGE, "chain id");
}

enum status tx_read_unsigned(struct tx *tx, const void *data, size_t len, struct err *e)
{
	struct tx_reader r = {.e = e};

	tx_init(tx);
	open_list(&r, tx, data, len);
	if (r.status == STATUS_OK)
		take_members(&r, tx);
	take_replay_protection(&r, tx);
	return close_list(&r, tx);
}

/*
 * Takes the parity of y from v: v itself for types 1 and 2; for legacy v is 27 or 28, or chain_id·2
 * + 35 or 36.
 */
static void set_recovery_value(struct tx_reader *r, struct tx *tx, struct tx_signature *sig,
			       uint64_t v)
{
	if (tx->type != TX_LEGACY && v <= 1) {
		sig->y_parity = (uint8_t)v;
	} else if (tx->type == TX_LEGACY && (v == 27 || v == 28)) {
		sig->y_parity = (uint8_t)(v - 27);
	} else if (tx->type == TX_LEGACY && v >= 37) {
		tx->chain_id = (v - 35) / 2;
		sig->y_parity = (uint8_t)((v - 35) % 2);
		if (tx->chain_id > TX_LEGACY_CHAIN_ID_MAX)
			note(r, ERR_RANGE, "chain id");
	} else {
		note(r, ERR_SIGNATURE, "signature");
	}
}

enum status tx_read_signed(struct tx *tx, struct tx_signature *sig, struct hash *hash,
			   const void *data, size_t len, struct err *e)
{
	struct tx_reader r = {.e = e};
	struct u256 rs[2] = {0};
	uint64_t v = 0;

	tx_init(tx);
	*sig = (struct tx_signature){0};
	open_list(&r, tx, data, len);
	if (r.status == STATUS_OK)
		take_members(&r, tx);
	take_u64(&r, &v, "signature");
	take_u256(&r, &rs[0], "signature");
	take_u256(&r, &rs[1], "signature");
	if (r.status == STATUS_OK) {
		set_recovery_value(&r, tx, sig, v);
		u256_to_be(sig->r, &rs[0]);
		u256_to_be(sig->s, &rs[1]);
		if (!tx_signature_is_valid(sig))
			note(&r, ERR_SIGNATURE, "signature");
	}
	if (r.status == STATUS_OK)
		keccak256(hash->bytes, data, len);
	return close_list(&r, tx);
}
