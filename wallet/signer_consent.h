/*
 * What a person agreed to. Nothing is signed without: either it was shown on the terminal and
 * confirmed there (CONSIDER for each of several, then CONSENT), or its digest came by --expect with
 * the signer's first messages, before the vault was opened.
 */
#ifndef WALLET_SIGNER_CONSENT_H
#define WALLET_SIGNER_CONSENT_H

#include "wallet/signer_policy.h"

/* As many can be agreed to at once, and as many digests can be expected. */
#define SIGNER_CONSENTS 64

/* The requests EXPECT, CONSIDER and CONSENT; errors as wallet/door_consent.h. */
MUST_CHECK enum status signer_consent_expect(struct signer_call *c,
					     const struct signer_expected *in,
					     struct signer_none *out);
MUST_CHECK enum status signer_consent_consider(struct signer_call *c,
					       const struct signer_intent *in,
					       struct signer_none *out);
MUST_CHECK enum status signer_consent_ask(struct signer_call *c, const struct signer_none *in,
					  struct signer_none *out);

/*
 * Takes the consent to sign `digest` with an account, which counts once.
 * In:      words  what has to be typed beside it, since it gives power away; "": nothing
 * Returns: STATUS_OK; ERR_REFUSED when nobody agreed to it, or not by these words.
 */
MUST_CHECK enum status signer_consent_require(struct signer_call *c, const struct hash *digest,
					      uint32_t account, const char *words);

/* signer_consent_require() for a transaction. */
MUST_CHECK enum status signer_consent_require_act(struct signer_call *c,
						  const struct signer_act *act);

/* Lets a digest be signed, as EXPECT does, whether or not a vault is open. ERR_LIMIT, ERR_MEMORY. */
MUST_CHECK enum status signer_consent_allow(struct signer *s, const struct hash *digest,
					    const char *words, struct err *e);

/* Tells a person who is about to type the passphrase what it lets be signed. */
void signer_consent_tell(const struct signer *s);

/* Forgets all that was agreed to, but not what is expected. */
void signer_consent_forget(struct signer *s);

/* Frees everything. */
void signer_consent_release(struct signer *s);

#endif
