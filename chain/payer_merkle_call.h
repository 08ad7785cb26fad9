/*
 * The calls that pay a leaf of a tree by description, and the calls of such contracts that byline
 * knows but does not make.
 */
#ifndef CHAIN_PAYER_MERKLE_CALL_H
#define CHAIN_PAYER_MERKLE_CALL_H

#include "chain/payer.h"

/*
 * Writes the calldata of call->parts[0] by the call of call->terms.
 * Returns: STATUS_OK, ERR_MEMORY, ERR_LIMIT; ERR_MISMATCH for terms without a call, for an amount
 *          that the call has no room for, and for more that is claimed than the leaf has.
 */
MUST_CHECK enum status payer_merkle_call_write(struct buf *out, const struct payer_call *call);

/*
 * Reads what is exactly such a call, sent by `from`.
 * In/Out:  `out` zero but for `terms`. Terms without a call become those of the first known kind
 *          that has the call.
 * Returns: STATUS_OK; ERR_PARSE; ERR_RANGE for an index or cycle of more than 64 bits, an amount of
 *          more bits than the call has room for, and more that is claimed than the leaf has;
 *          ERR_TOO_DEEP; ERR_UNSUPPORTED for a call that payer_merkle_call_refused() names.
 */
MUST_CHECK enum status payer_merkle_call_read(struct payer_call *out, const struct address *from,
					      const void *calldata, size_t len);

/*
 * The contract whose claims begin with this selector and which byline refuses by name, "1inch's
 * SignatureMerkleDrop128"; NULL for all others. Such contracts cut their hashes to 16 bytes, which
 * nothing here folds.
 */
const char *payer_merkle_call_refused(const uint8_t selector[static 4]);

#endif
