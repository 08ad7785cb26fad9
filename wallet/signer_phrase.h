/* The recovery phrase on the terminal that was lent: shown, and asked for in a drill. */
#ifndef WALLET_SIGNER_PHRASE_H
#define WALLET_SIGNER_PHRASE_H

#include "wallet/signer_call.h"

/* Shows the phrase of this entropy to a person until Enter. Returns: as ask_page_secret(). */
MUST_CHECK enum status signer_phrase_show(const struct asker *person, const struct secret *entropy,
					  struct err *e);

/*
 * Asks for four words of it, at places that nobody can predict, from the paper that has them.
 * Returns: STATUS_OK when all were right; ERR_MISMATCH names the first that was not; as
 *          ask_secret().
 */
MUST_CHECK enum status signer_phrase_drill(struct signer_call *c, const struct secret *entropy);

#endif
