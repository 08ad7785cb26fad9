/*
 * Consent of a person. Nothing is signed without: either it was shown on the terminal and
 * confirmed there (CONSIDER for each of several, then CONSENT), or its digest came by --expect with
 * the signer's first messages, before the vault was opened.
 */
#ifndef WALLET_SIGNER_CONSENT_H
#define WALLET_SIGNER_CONSENT_H

#include "wallet/consent_words.h"
#include "wallet/signer_journal.h"

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

/* How a person agreed. */
struct signer_consent {
	enum journal_consent how;
	size_t earlier; /* typed: as many of the nonce as the person was told of */
};

/*
 * Takes the consent to sign `digest` with an account: what was typed counts
 * once, what was expected for one account alone.
 * In:      words  these have to be typed beside a digest that was expected; "": nothing
 * Returns: STATUS_OK; ERR_REFUSED when nobody agreed to it, or not by these words.
 */
MUST_CHECK enum status signer_consent_require(struct signer_call *c, struct signer_consent *out,
					      const struct hash *digest, uint32_t account,
					      const char *words);

/*
 * Finds what the journal has of the nonce of an act, and the obstacle that it is.
 * Out:     n, latest  as of signer_journal_earlier()
 *          out        `earlier` is set where it is an obstacle
 */
MUST_CHECK enum status signer_consent_find_earlier(struct signer_call *c,
						   struct consent_obstacles *out, size_t *n,
						   struct journal_entry *latest,
						   const struct journal_entry *entry,
						   const struct descriptor *d);

/* Lets a digest be signed, as EXPECT does, also while a vault is open. ERR_LIMIT, ERR_MEMORY. */
MUST_CHECK enum status signer_consent_allow(struct signer *s, const struct hash *digest,
					    const char *words, struct err *e);

/* Tells a person who is about to type the passphrase what it lets be signed. */
void signer_consent_tell(const struct signer *s);

/* Drops what waits to be asked for: byline came to no question about it. */
void signer_consent_drop(struct signer *s);

/* Forgets all that was agreed to, but not what is expected. */
void signer_consent_forget(struct signer *s);

/* Frees everything. */
void signer_consent_release(struct signer *s);

#endif
