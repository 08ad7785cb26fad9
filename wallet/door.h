/*
 * The signer with types: each call encodes a request, hands it to signer_handle() and decodes the
 * reply. See wallet/signer.h for the states; CHECK after every call that returns a `file`.
 *
 * Common results: ERR_LOCKED without an open vault, ERR_REFUSED without the capability or by
 * policy, ERR_NOT_FOUND for an account that the vault does not have, ERR_MEMORY, ERR_PERMISSION
 * when memory cannot be locked. One call at a time.
 */
#ifndef WALLET_DOOR_H
#define WALLET_DOOR_H

#include <stdbool.h>

#include "base/secret.h"
#include "chain/address.h"
#include "wallet/bip39.h"
#include "wallet/signer.h"
#include "wallet/vault.h"

struct door;

/* A locked signer in this process, asked with `capabilities` (enum signer_capability). */
MUST_CHECK enum status door_new(struct door **out, uint32_t capabilities, struct err *e);

/* Locks and frees. */
void door_free(struct door *d);

struct door_account {
	uint32_t index;
	struct address address;
	char label[VAULT_LABEL_SIZE];
};

struct door_state {
	bool open;	     /* a vault is open and signs */
	bool unsaved;	     /* a change waits for door_check() */
	uint64_t generation; /* of the open vault; 0 when locked */
	unsigned words;	     /* of its phrase; 0 when locked */
	size_t n;
	struct door_account accounts[VAULT_ACCOUNTS];
};

/* What is open, and its addresses. A locked signer tells nothing but that. */
MUST_CHECK enum status door_state(struct door *d, struct door_state *out, struct err *e);

/*
 * A new vault of 12 or 24 words with account 0. `file` gets what to write to disk.
 * Returns: STATUS_OK, ERR_RANGE for another number of words, ERR_USAGE for an empty passphrase.
 */
MUST_CHECK enum status door_create(struct door *d, struct buf *file, unsigned words,
				   const struct secret *passphrase, struct err *e);

/*
 * A vault from a phrase of 12 to 24 words.
 * Out: `fault` (or NULL) when the phrase is wrong: show it, never log it.
 * Returns: STATUS_OK, ERR_PARSE, ERR_USAGE for an empty passphrase.
 */
MUST_CHECK enum status door_restore(struct door *d, struct buf *file, struct bip39_fault *fault,
				    const struct secret *phrase, const struct secret *passphrase,
				    struct err *e);

/* Opens a vault file. About 0.4 s. ERR_WRONG_PASSPHRASE, ERR_DAMAGED, ERR_VERSION, ERR_LIMIT. */
MUST_CHECK enum status door_open(struct door *d, const void *file, size_t len,
				 const struct secret *passphrase, struct err *e);

/*
 * Says whether the bytes read back from disk are the change that waits (it is then adopted), or,
 * when none waits, the open vault. ERR_DAMAGED, ERR_CHANGED; a change that waits while the file is
 * still the open vault is given up then.
 */
MUST_CHECK enum status door_check(struct door *d, const void *file, size_t len, struct err *e);

/*
 * Forgets the vault and everything made from it. Cannot fail: where the signer cannot even be asked
 * it is ended, and every later call is ERR_LOCKED.
 */
void door_lock(struct door *d);

#define DOOR_NEXT_ACCOUNT UINT32_MAX /* the one after the highest */

/* Adds or labels an account. ERR_EXISTS / ERR_NOT_FOUND, ERR_RANGE, ERR_LIMIT, ERR_PARSE. */
MUST_CHECK enum status door_add_account(struct door *d, struct buf *file, uint32_t index,
					const char *label, struct err *e);
MUST_CHECK enum status door_label_account(struct door *d, struct buf *file, uint32_t index,
					  const char *label, struct err *e);

/* ERR_WRONG_PASSPHRASE when `old` is not the present one; ERR_USAGE when `passphrase` is empty. */
MUST_CHECK enum status door_change_passphrase(struct door *d, struct buf *file,
					      const struct secret *old,
					      const struct secret *passphrase, struct err *e);

/* The phrase, after the passphrase was given once more. Out: freed with secret_free(). */
MUST_CHECK enum status door_reveal(struct door *d, struct secret **phrase,
				   const struct secret *passphrase, struct err *e);

/*
 * The keys of the dataset with `nonce`, 32 bytes each: of its salts, of its manifest's blind, and
 * of the fingerprints of records, which is the same for every dataset. Any may be NULL.
 * Out: freed with secret_free().
 */
MUST_CHECK enum status door_dataset_keys(struct door *d, struct secret **salt_key,
					 struct secret **blind, struct secret **dedupe,
					 const struct hash *nonce, struct err *e);

#endif
