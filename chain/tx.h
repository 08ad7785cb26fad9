/*
 * Transactions of type 0 (EIP-155), 1 (EIP-2930) and 2 (EIP-1559): built, hashed, written and read.
 */
#ifndef CHAIN_TX_H
#define CHAIN_TX_H

#include "base/buf.h"
#include "chain/address.h"
#include "chain/amount.h"

enum tx_type {
	TX_LEGACY = 0,
	TX_ACCESS_LIST = 1,
	TX_DYNAMIC_FEE = 2,
};

struct tx_access {
	struct address address;
	struct hash *keys;
	size_t n_keys;
};

/* An unsigned transaction. Zero-initialise; tx_release() frees data and the access list. */
struct tx {
	enum tx_type type;
	uint64_t chain_id; /* 0 only for legacy without EIP-155 */
	uint64_t nonce;
	struct wei gas_price;	     /* types 0 and 1 */
	struct wei max_priority_fee; /* type 2, per gas */
	struct wei max_fee;	     /* type 2, per gas */
	uint64_t gas_limit;
	bool creates; /* no `to`: creates a contract */
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

void tx_init(struct tx *tx);
void tx_release(struct tx *tx);

/* Appends the bytes whose keccak256 is signed (with the type byte; EIP-155 form for legacy). */
MUST_CHECK enum status tx_write_unsigned(struct buf *out, const struct tx *tx);

/* Appends the signed transaction as eth_sendRawTransaction takes it. */
MUST_CHECK enum status tx_write_signed(struct buf *out, const struct tx *tx,
				       const struct tx_signature *sig);

/* keccak256 of tx_write_unsigned(). */
MUST_CHECK enum status tx_signing_hash(struct hash *out, const struct tx *tx);

/*
 * Reads bytes as tx_write_unsigned() writes them, the whole of `data`. Never trusts: one encoding only.
 * Returns: STATUS_OK (tx is then released by the caller), ERR_PARSE, ERR_RANGE, ERR_UNSUPPORTED, ERR_LIMIT.
 */
MUST_CHECK enum status tx_read_unsigned(struct tx *tx, const void *data, size_t len, struct err *e);

/* As above for signed bytes. Out also: signature and the transaction's hash. Low s is required (EIP-2). */
MUST_CHECK enum status tx_read_signed(struct tx *tx, struct tx_signature *sig, struct hash *hash,
				      const void *data, size_t len, struct err *e);

/* gas_limit · (max_fee or gas_price): the most that gas can cost. ERR_RANGE on overflow. */
MUST_CHECK enum status tx_fee_cap(struct wei *out, const struct tx *tx);

#endif
