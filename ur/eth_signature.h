/*
 * "eth-signature" of ERC-4527, a device's answer.
 *
 *   {1: 37(request id), 2: r ‖ s ‖ v, 3: origin}
 */
#ifndef UR_ETH_SIGNATURE_H
#define UR_ETH_SIGNATURE_H

#include "chain/tx.h"
#include "ur/eth_request.h"

#define ETH_SIGNATURE_TYPE "eth-signature"

struct eth_signature {
	bool has_id;
	uint8_t id[ETH_REQUEST_ID_SIZE]; /* the id of the request that it answers */
	uint8_t r[32], s[32];
	uint64_t v; /* as the device wrote it: ERC-4527 does not say how */
};

/*
 * Reads an answer strictly: the keys above, ascending, each once, and nothing behind them. The
 * origin may be anything up to 64 bytes, and is dropped. v has one byte, or up to eight.
 * Returns: STATUS_OK, ERR_PARSE.
 */
MUST_CHECK enum status eth_signature_read(struct eth_signature *out, const void *data, size_t len,
					  struct err *e);

/*
 * The signature of a transaction on chain `chain_id`. v may be 0 and 1, 27 and 28, or 35 and 36
 * above twice the chain id (EIP-155), whatever type the transaction has; the caller recovers the
 * signer, who shows whether that was right.
 * Returns: STATUS_OK; ERR_SIGNATURE for any other v, and for values that tx_signature_is_valid()
 *          refuses.
 */
MUST_CHECK enum status eth_signature_of_tx(struct tx_signature *out, const struct eth_signature *in,
					   uint64_t chain_id, struct err *e);

#endif
