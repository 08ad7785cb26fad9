/*
 * Writing transactions.
 *
 * add_members() writes the members that the signed and the unsigned form share; tx_write_unsigned()
 * and tx_write_signed() add their own, and wrap() puts the list and the type byte around them.
 */
#include "chain/tx.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "chain/keccak.h"
#include "chain/rlp.h"

/* SEC 2, section 2.4.1: the order n of secp256k1, and n/2 rounded down. */
static const uint8_t order[32] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
				  0xff, 0xff, 0xff, 0xff, 0xfe, 0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48,
				  0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41};
static const uint8_t half_order[32] = {0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
				       0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
				       0x5d, 0x57, 0x6e, 0x73, 0x57, 0xa4, 0x50, 0x1d,
				       0xdf, 0xe9, 0x2f, 0x46, 0x68, 0x1b, 0x20, 0xa0};

void tx_init(struct tx *tx)
{
	*tx = (struct tx){.type = TX_LEGACY};
	buf_init(&tx->data, LIMIT_CALLDATA);
}

void tx_release(struct tx *tx)
{
	if (tx == NULL)
		return;
	buf_release(&tx->data);
	for (size_t i = 0; i < tx->n_access; i++)
		free(tx->access[i].keys);
	free(tx->access);
	tx_init(tx);
}

bool tx_signature_is_valid(const struct tx_signature *sig)
{
	static const uint8_t zero[32];

	return sig->y_parity <= 1 && memcmp(sig->r, zero, 32) != 0 &&
	       memcmp(sig->s, zero, 32) != 0 && memcmp(sig->r, order, 32) < 0 &&
	       memcmp(sig->s, half_order, 32) <= 0;
}

/*
 * Appends one entry, [address, [key, …]]. A list's length comes before it, so the list is written
 * into a buffer of its own first.
 */
static void add_access(struct buf *list, const struct tx_access *access)
{
	struct buf keys, entry;

	buf_init(&keys, LIMIT_TX);
	buf_init(&entry, LIMIT_TX);
	for (size_t i = 0; i < access->n_keys; i++)
		rlp_add_bytes(&keys, access->keys[i].bytes, sizeof(access->keys[i].bytes));
	rlp_add_bytes(&entry, access->address.bytes, sizeof(access->address.bytes));
	rlp_add_list(&entry, keys.data, keys.len);
	rlp_add_list(list, entry.data, entry.len);
	if (list->failed == STATUS_OK)
		list->failed = keys.failed != STATUS_OK ? keys.failed : entry.failed;
	buf_release(&keys);
	buf_release(&entry);
}

static void add_access_list(struct buf *body, const struct tx *tx)
{
	struct buf list;

	buf_init(&list, LIMIT_TX);
	for (size_t i = 0; i < tx->n_access; i++)
		add_access(&list, &tx->access[i]);
	rlp_add_list(body, list.data, list.len);
	if (body->failed == STATUS_OK)
		body->failed = list.failed;
	buf_release(&list);
}

/* Appends the members that the signed and the unsigned form share, in order. */
static void add_members(struct buf *body, const struct tx *tx)
{
	if (tx->type != TX_LEGACY)
		rlp_add_u64(body, tx->chain_id);
	rlp_add_u64(body, tx->nonce);
	switch (tx->type) {
	case TX_LEGACY:
	case TX_ACCESS_LIST: rlp_add_u256(body, &tx->gas_price.raw); break;
	case TX_DYNAMIC_FEE:
		rlp_add_u256(body, &tx->max_priority_fee.raw);
		rlp_add_u256(body, &tx->max_fee.raw);
		break;
	}
	rlp_add_u256(body, &tx->gas_limit);
	rlp_add_bytes(body, tx->to.bytes, tx->creates ? 0 : sizeof(tx->to.bytes));
	rlp_add_u256(body, &tx->value.raw);
	rlp_add_bytes(body, tx->data.data, tx->data.len);
	if (tx->type != TX_LEGACY)
		add_access_list(body, tx);
}

static enum status check(const struct tx *tx)
{
	if (buf_status(&tx->data) != STATUS_OK)
		return buf_status(&tx->data);
	if (tx->data.len > LIMIT_CALLDATA)
		return ERR_LIMIT;
	if (tx->type == TX_LEGACY && tx->chain_id > TX_LEGACY_CHAIN_ID_MAX)
		return ERR_RANGE;
	return STATUS_OK;
}

/* Appends the finished transaction: the type byte, then `body` as a list. Releases `body`. */
static enum status wrap(struct buf *out, const struct tx *tx, struct buf *body)
{
	enum status s = buf_status(body);
	size_t len = out->len;

	if (s == STATUS_OK) {
		if (tx->type != TX_LEGACY)
			buf_add_byte(out, (uint8_t)tx->type);
		rlp_add_list(out, body->data, body->len);
		s = buf_status(out);
	}
	if (s != STATUS_OK)
		out->len = len;
	buf_release(body);
	return s;
}

enum status tx_write_unsigned(struct buf *out, const struct tx *tx)
{
	enum status s = check(tx);
	struct buf body;

	if (s != STATUS_OK)
		return s;
	buf_init(&body, LIMIT_TX);
	add_members(&body, tx);
	if (tx->type == TX_LEGACY && tx->chain_id != 0) {
		rlp_add_u64(&body, tx->chain_id);
		rlp_add_u64(&body, 0);
		rlp_add_u64(&body, 0);
	}
	return wrap(out, tx, &body);
}

/* The v of a signature. A legacy transaction has its chain id in it (EIP-155). */
static uint64_t recovery_value(const struct tx *tx, const struct tx_signature *sig)
{
	if (tx->type != TX_LEGACY)
		return sig->y_parity;
	return sig->y_parity + (tx->chain_id == 0 ? 27 : 2 * tx->chain_id + 35);
}

enum status tx_write_signed(struct buf *out, const struct tx *tx, const struct tx_signature *sig)
{
	struct u256 r = u256_from_be(sig->r), s = u256_from_be(sig->s);
	enum status status = check(tx);
	struct buf body;

	if (status != STATUS_OK)
		return status;
	if (!tx_signature_is_valid(sig))
		return ERR_SIGNATURE;
	buf_init(&body, LIMIT_TX);
	add_members(&body, tx);
	rlp_add_u64(&body, recovery_value(tx, sig));
	rlp_add_u256(&body, &r);
	rlp_add_u256(&body, &s);
	return wrap(out, tx, &body);
}

enum status tx_signing_hash(struct hash *out, const struct tx *tx)
{
	struct buf bytes;
	enum status s;

	buf_init(&bytes, LIMIT_TX);
	s = tx_write_unsigned(&bytes, tx);
	if (s == STATUS_OK)
		keccak256(out->bytes, bytes.data, bytes.len);
	buf_release(&bytes);
	return s;
}

enum status tx_fee_cap(struct wei *out, const struct tx *tx)
{
	const struct wei *price = tx->type == TX_DYNAMIC_FEE ? &tx->max_fee : &tx->gas_price;

	return u256_mul(&out->raw, &tx->gas_limit, &price->raw);
}
