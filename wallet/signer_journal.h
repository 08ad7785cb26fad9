/*
 * The signer's decisions, written into the journal (wallet/journal.h) before a signature leaves. A
 * signer without a journal, as tests have it, writes nothing; one whose journal cannot be read
 * signs nothing.
 */
#ifndef WALLET_SIGNER_JOURNAL_H
#define WALLET_SIGNER_JOURNAL_H

#include "wallet/journal.h"
#include "wallet/signer_text.h"

/* Takes the journal on an open descriptor; a failure is told by whatever would be written. */
void signer_journal_open(struct signer *s, int fd);
void signer_journal_close(struct signer *s);

/* Describes a request to sign as far as it is known before it was judged. */
void signer_journal_of_request(const struct signer_call *c, struct journal_entry *out,
			       enum journal_kind kind, const struct signer_sign *in);

/* Describes an act that was judged, and a document or a message of `len` bytes. */
void signer_journal_of_act(struct journal_entry *out, const struct signer_act *act, bool is_claim);
void signer_journal_of_text(struct journal_entry *out, const struct signer_text *t, bool is_typed,
			    size_t len);

/* Describes something else: a profile, the phrase, a key. `text` is cleaned. */
void signer_journal_of(struct journal_entry *out, enum journal_kind kind, const char *text);

/*
 * Finds what was signed before with the nonce of an entry.
 * Out:     n       how many; 0 without a journal
 *          latest  the last of them
 * Returns: as journal_find_nonce().
 */
MUST_CHECK enum status signer_journal_earlier(struct signer_call *c, size_t *n,
					      struct journal_entry *latest,
					      const struct journal_entry *entry);

/*
 * Writes an approval. The signature may leave after STATUS_OK alone.
 * In:      earlier  as many of its nonce as the person was told of
 * Returns: as journal_append().
 */
MUST_CHECK enum status signer_journal_approve(struct signer_call *c, struct journal_entry *entry,
					      enum journal_consent consent, size_t earlier);

/*
 * Writes a refusal, with the call's message as its reason, where `s` is one: a person's or the
 * policy's, and not a lack of memory. Returns: `s`.
 */
MUST_CHECK enum status signer_journal_refuse(struct signer_call *c, struct journal_entry *entry,
					     enum status s);

#endif
