/*
 * Asking a person to agree to what is to be signed. The signer shows each as it decodes it, and
 * reads the confirmation on the terminal; no message counts as one.
 */
#ifndef WALLET_DOOR_CONSENT_H
#define WALLET_DOOR_CONSENT_H

#include "wallet/door_change.h"
#include "wallet/door_sign.h"

enum door_kind { DOOR_TX, DOOR_CLAIM, DOOR_TYPED, DOOR_MESSAGE };

/* Something to be signed, which the person agrees to with all others that are considered. */
struct door_intent {
	enum door_kind kind;
	uint32_t account;
	const struct door_policy *policy;
	const void *data; /* as the function of wallet/door_sign.h takes it */
	size_t len;
	struct hash earlier; /* a signed transaction that is in its way; zero: none */
	bool first;	     /* a draft becomes void by it */
};

/*
 * Adds an intent to those that door_consent() asks for.
 * Returns: STATUS_OK; the errors of signing it; ERR_REFUSED for a profile that the vault has not
 *          accepted; ERR_LIMIT. After a failure none of them is left, nor
 *          after door_end_questions().
 */
MUST_CHECK enum status door_consider(struct door *d, const struct door_intent *intent,
				     struct err *e);

/*
 * Shows them and asks. Each may be signed once afterwards.
 * Returns: STATUS_OK; ERR_REFUSED when it was not confirmed; as asking.
 */
MUST_CHECK enum status door_consent(struct door *d, struct err *e);

/*
 * Names a digest that may be signed without a question, for scripts, before the vault is opened.
 * In:      words  what is typed beside it where it gives power away; "" otherwise
 * Returns: STATUS_OK, ERR_LIMIT for too many, ERR_MEMORY.
 */
MUST_CHECK enum status door_expect(struct door *d, const struct hash *digest, const char *words,
				   struct err *e);

/*
 * Shows a profile that was handed over (door_sign_profile()) and asks whether to accept it; the
 * passphrase is asked for, since the vault keeps what was accepted.
 * Out:     file  appended, as wallet/door_change.h says
 * Returns: STATUS_OK, ERR_EXISTS when it was accepted before; as asking.
 */
MUST_CHECK enum status door_accept_profile(struct door *d, struct buf *file,
					   const struct door_vault *now, const struct hash *profile,
					   struct err *e);

#endif
