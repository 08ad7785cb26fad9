/* Prices at which nodes let a transaction take the place of another one with the same nonce. */
#ifndef ACT_OUTBID_H
#define ACT_OUTBID_H

#include "act/act.h"

/*
 * Raises the prices of `tx` to at least an eighth above those of `earlier`, rounded up, and at
 * least by one unit. Nodes demand that both prices per gas rise: by a tenth in geth and those that
 * follow it (core/txpool/legacypool, `PriceBump`), an eighth in OpenEthereum's kin. A legacy
 * transaction bids its one price for both. Prices that are higher already stay. Pure.
 * Returns: STATUS_OK, ERR_RANGE when a price does not fit 256 bits.
 */
MUST_CHECK enum status outbid(struct tx *tx, const struct tx *earlier);

/* The same against every transaction that this cache signed with the act's account and nonce. */
MUST_CHECK enum status outbid_signed(struct app *app, struct act *act, struct err *e);

#endif
