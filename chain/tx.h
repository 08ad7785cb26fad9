/*
 * Transactions of type 0 (EIP-155), 1 (EIP-2930) and 2 (EIP-1559): built, hashed and written.
 * chain/tx_read.h reads them.
 *
 * A transaction that can be encoded is not yet fit to be signed: wallet/tx_policy.h decides that.
 */
#ifndef CHAIN_TX_H
#define CHAIN_TX_H

#include "base/buf.h"
#include "base/err.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "chain/hash.h"

enum tx_type {
	TX_LEGACY = 0,
	TX_ACCESS_LIST = 1,
	TX_DYNAMIC_FEE = 2,
};

/*
 * The highest chain id of a legacy transaction: its v is chain_id·2 + 35 or 36 (EIP-155) and must
 * fit 64 bits.
 */
#define TX_LEGACY_CHAIN_ID_MAX ((UINT64_MAX - 36) / 2)

struct tx_access {
	struct address address;
	struct hash *keys;
	size_t n_keys;
};

/* An unsigned transaction. Call tx_init() first; tx_release() frees data and the access list. */
struct tx {
	enum tx_type type;
	uint64_t chain_id; /* 0: none is named; in a legacy transaction the form before EIP-155 */
	uint64_t nonce;
	struct wei gas_price;	     /* types 0 and 1 */
	struct wei max_priority_fee; /* type 2, per gas */
	struct wei max_fee;	     /* type 2, per gas */
	struct u256 gas_limit;
	bool creates; /* there is no `to`: the transaction creates a contract */
	struct address to;
	struct wei value;
	struct buf data; /* calldata, at most LIMIT_CALLDATA */
	struct tx_access *access;
	size_t n_access;
};

/* r and s big-endian; y_parity 0 or 1. */
struct tx_signature {
	uint8_t r[32];
	uint8_t s[32];
	uint8_t y_parity;
};

/* Makes an empty legacy transaction whose data may grow to LIMIT_CALLDATA. Allocates nothing. */
void tx_init(struct tx *tx);

/* Frees data and the access list, with each entry's keys (all from malloc). NULL is allowed. */
void tx_release(struct tx *tx);

/*
 * Appends the bytes whose keccak256 is signed (with the type byte; in the form of EIP-155 for
 * legacy). `out` is untouched on failure.
 * Returns: STATUS_OK; ERR_RANGE for a legacy chain id above TX_LEGACY_CHAIN_ID_MAX; ERR_LIMIT,
 * ERR_MEMORY.
 */
MUST_CHECK enum status tx_write_unsigned(struct buf *out, const struct tx *tx);

/*
 * Appends the signed transaction as eth_sendRawTransaction takes it.
 * Returns: as above, and ERR_SIGNATURE when tx_signature_is_valid() is false.
 */
MUST_CHECK enum status tx_write_signed(struct buf *out, const struct tx *tx,
				       const struct tx_signature *sig);

/* The keccak256 of the bytes of tx_write_unsigned(). Returns: as that function. */
MUST_CHECK enum status tx_signing_hash(struct hash *out, const struct tx *tx);

/* Whether r and s are in 1..n-1, s at most n/2 (EIP-2), and y_parity 0 or 1. */
MUST_CHECK bool tx_signature_is_valid(const struct tx_signature *sig);

/* The most that the gas can cost: gas_limit · (max_fee or gas_price). ERR_RANGE on overflow. */
MUST_CHECK enum status tx_fee_cap(struct wei *out, const struct tx *tx);

#endif
