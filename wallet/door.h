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
#include "chain/amount.h"
#include "chain/profile.h"
#include "chain/signed_bundle.h"
#include "wallet/bip39.h"
#include "wallet/recover.h"
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

/* What a transaction must obey to be signed. The signer decodes the bytes itself. */
struct door_policy {
	uint64_t chain_id;	       /* the transaction's, or it is refused */
	struct wei fee_cap;	       /* the most that its gas may cost */
	const struct profile *profile; /* what is pinned, and a second fee cap; NULL: nothing is */
	bool allow_unknown;	       /* sign calldata that nobody here can read (this once) */
};

/*
 * Signs an unsigned transaction (tx_write_unsigned()).
 * Out:     raw, appended: for eth_sendRawTransaction; its hash.
 * Returns: STATUS_OK, ERR_PARSE, ERR_MISMATCH for another chain, ERR_REFUSED for what
 *          tx_policy_check() refuses, a contract creation, unknown calldata, coins
 *          along with an act that takes none, a claim that is not pinned, gas over the cap.
 */
MUST_CHECK enum status door_sign_tx(struct door *d, struct buf *raw, struct hash *hash,
				    uint32_t account, const struct door_policy *policy,
				    const void *unsigned_tx, size_t len, struct err *e);

/*
 * Signs a claim bundle after redoing everything it says (bundle_check()).
 * Out:     signed_bundle, appended: the file "byline-signed/1".
 * Returns: STATUS_OK, ERR_PARSE, ERR_PROOF_MISMATCH, ERR_MISMATCH (a contradiction; another chain;
 *          `from` is not the account), ERR_REFUSED (not pinned; gas over the cap).
 */
MUST_CHECK enum status door_sign_claim(struct door *d, struct buf *signed_bundle, uint32_t account,
				       const struct door_policy *policy, const void *bundle,
				       size_t len, struct err *e);

/*
 * Signs an EIP-712 document. A domain that names a chain must name `chain_id`.
 * Out: 65 bytes; `digest` (or NULL) is what was signed. ERR_PARSE, ERR_RANGE, ERR_MISMATCH.
 */
MUST_CHECK enum status door_sign_typed(struct door *d, uint8_t sig[static SIGNATURE_SIZE],
				       struct hash *digest, uint32_t account, uint64_t chain_id,
				       const void *document, size_t len, struct err *e);

/* Signs a personal message (EIP-191). */
MUST_CHECK enum status door_sign_message(struct door *d, uint8_t sig[static SIGNATURE_SIZE],
					 uint32_t account, const void *message, size_t len,
					 struct err *e);

/* Permission for one sealed file to be uploaded to a datanet. */
struct door_upload {
	uint64_t chain_id;
	struct address datanet;
	struct hash dataset; /* uid of the commitment */
	struct hash file;    /* keccak256 of the sealed file */
	uint64_t size;	     /* of the sealed file, bytes */
	uint64_t expires;    /* seconds since 1970 */
};

/* Signs Upload(bytes32 dataset,bytes32 file,uint64 size,uint64 expires) in the datanet's domain. */
MUST_CHECK enum status door_sign_upload(struct door *d, uint8_t sig[static SIGNATURE_SIZE],
					uint32_t account, const struct door_upload *upload,
					struct err *e);

/*
 * The keys of the dataset with `nonce`, 32 bytes each: of its salts, of its manifest's blind, and
 * of the fingerprints of records, which is the same for every dataset. Any may be NULL.
 * Out: freed with secret_free().
 */
MUST_CHECK enum status door_dataset_keys(struct door *d, struct secret **salt_key,
					 struct secret **blind, struct secret **dedupe,
					 const struct hash *nonce, struct err *e);

#endif
