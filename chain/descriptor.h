/*
 * The meaning of a transaction, decoded from its own bytes and a profile, for a person to read
 * before signing. A call that is not recognised is shown as unreadable; nothing is guessed.
 */
#ifndef CHAIN_DESCRIPTOR_H
#define CHAIN_DESCRIPTOR_H

#include "base/err.h"
#include "chain/descriptor_field.h"
#include "chain/profile.h"
#include "chain/tx.h"

/*
 * Describes `tx` signed by `from`. Without a profile, or with one of another chain, amounts are in
 * their smallest unit and nothing is pinned. Every member of the transaction appears in some field.
 * Returns: STATUS_OK; ERR_LIMIT when a field does not fit. Such a transaction must not be signed,
 * because the person would not see all of it.
 */
MUST_CHECK enum status descriptor_of(struct descriptor *out, const struct tx *tx,
				     const struct address *from, const struct profile *profile,
				     struct err *e);

#endif
