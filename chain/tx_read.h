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
 * Reads bytes as tx_write_unsigned() writes them; they must be the whole of `data`. `tx` needs no
 * tx_init(). On success the caller releases it.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE, ERR_UNSUPPORTED for another type, ERR_LIMIT,
 * ERR_MEMORY.
 */
MUST_CHECK enum status tx_read_unsigned(struct tx *tx, const void *data, size_t len, struct err *e);

/*
 * Reads signed bytes; as above, and ERR_SIGNATURE for a signature that tx_signature_is_valid()
 * refuses (EIP-2 requires a low s).
 * Out: also the signature and the transaction's hash. The wallet recovers the signer from them.
 */
MUST_CHECK enum status tx_read_signed(struct tx *tx, struct tx_signature *sig, struct hash *hash,
				      const void *data, size_t len, struct err *e);

#endif
