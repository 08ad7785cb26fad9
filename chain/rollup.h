/*
 * Fees that a rollup of the OP stack takes for a transaction beside its gas: one for the bytes that
 * it publishes on Ethereum, and another for its operator. Both are told by a contract that such a
 * chain has from its first block on, and that is nowhere else: nobody has the key of an address
 * that is nearly all zeros. (specs.optimism.io: "L2 execution", "Predeploys"; GasPriceOracle of
 * Fjord and Isthmus.)
 */
#ifndef CHAIN_ROLLUP_H
#define CHAIN_ROLLUP_H

#include "chain/address.h"
#include "chain/amount.h"
#include "chain/trust.h"

struct buf;

/* Zero-initialised: the chain takes none, or nobody asked. */
struct rollup_fee {
	bool charged;
	struct wei l1;	     /* for the bytes, at the price of the block that was read */
	struct wei operator; /* the most, for the whole gas limit */
	enum trust trust;
};

/* GasPriceOracle, 0x4200…000F. */
extern const struct address rollup_oracle;

/*
 * Calldata of that contract. All three append to `out`. ERR_MEMORY, ERR_LIMIT.
 *
 * getL1FeeUpperBound(unsignedTxSize), from Fjord on: covers all but one of ten thousand.
 * getL1Fee(unsignedTx), before it: the fee for exactly these bytes. Both add the bytes of the
 * signature themselves. getOperatorFee(gas), from Isthmus on, which takes the gas limit here.
 */
MUST_CHECK enum status rollup_bound_calldata(struct buf *out, size_t len);
MUST_CHECK enum status rollup_bytes_calldata(struct buf *out, const void *unsigned_tx, size_t len);
MUST_CHECK enum status rollup_operator_calldata(struct buf *out, const struct u256 *gas_limit);

/* Reads what each of them returns. ERR_PARSE unless it is one word. */
MUST_CHECK enum status rollup_read_fee(struct wei *out, const void *data, size_t len);

/*
 * The most that both can be by the time the transaction is in a block: twice the fee for the bytes,
 * since Ethereum's price moves by an eighth every 12 seconds, and the operator's. ERR_RANGE when it
 * does not fit 256 bits.
 */
MUST_CHECK enum status rollup_fee_most(struct wei *out, const struct rollup_fee *fee);

#endif
