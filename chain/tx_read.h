/*
 * Reading transactions. Only the one encoding that chain/tx.h writes is accepted, so that writing
 * what was read gives the same bytes again.
 */
#ifndef CHAIN_TX_READ_H
#define CHAIN_TX_READ_H

#include "base/err.h"
#include "chain/hash.h"
#include "chain/tx.h"

/*
 * Reads bytes as tx_write_unsigned() writes them, the whole of `data`. Never trusts: what is
 * accepted is the one encoding, writing it again gives the same bytes. `tx` needs no tx_init().
 * Returns: STATUS_OK (tx is then released by the caller), ERR_PARSE, ERR_RANGE, ERR_UNSUPPORTED for
 * another type, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status tx_read_unsigned(struct tx *tx, const void *data, size_t len, struct err *e);

/*
 * As above for signed bytes; also ERR_SIGNATURE (EIP-2: low s is required).
 * Out also: signature and the transaction's hash. Who signed is the wallet's to recover.
 */
MUST_CHECK enum status tx_read_signed(struct tx *tx, struct tx_signature *sig, struct hash *hash,
				      const void *data, size_t len, struct err *e);

#endif
