/* Own claims of before: those that are on their way, and those that were paid. */
#ifndef ACT_CLAIM_UNDER_WAY_H
#define ACT_CLAIM_UNDER_WAY_H

#include "act/claim_item.h"

/*
 * Looks for own claims in a pool or a block. One of less than the item leaves the rest, which
 * item->amount and item->on_its_way say then.
 * Returns: STATUS_OK, ERR_EXISTS when one would pay all of it, or let a second one fail.
 */
MUST_CHECK enum status find_under_way(const struct claim_items *c, struct claim_item *item,
				      struct err *e);

/*
 * Says by which transaction an item was paid, if that is known here: by an own claim, or by a
 * payment that was found on the chain.
 * Returns: `s`, with another message where a payment is known; a failure of the cache.
 */
MUST_CHECK enum status name_payment(const struct claim_items *c, const struct claim_item *item,
				    enum status s, struct err *e);

/*
 * Refuses an item that an own claim brought already, where the payer does not tell what it paid.
 * Returns: STATUS_OK when none did; ERR_NOT_FOUND, with the transaction.
 */
MUST_CHECK enum status refuse_second_claim(const struct claim_items *c,
					   const struct claim_item *item, struct err *e);

#endif
