/* What the signer is made of. For signer*.c only. */
#ifndef WALLET_SIGNER_CALLS_H
#define WALLET_SIGNER_CALLS_H

#include "base/cursor.h"
#include "wallet/bip39.h"
#include "wallet/curve.h"
#include "wallet/signer.h"
#include "wallet/vault.h"

struct signer {
	struct curve *curve;
	struct vault *vault;			  /* serves; NULL when locked */
	struct vault *unsaved;			  /* waits for CHECK; NULL when none does */
	struct secret *seed;			  /* of `vault`, as are the two below */
	struct secret *branch;			  /* node m/44'/60'/0'/0 */
	struct address addresses[VAULT_ACCOUNTS]; /* in the order of vault_accounts() */
};

/*
 * One request being handled. A handler takes its fields from `in` and appends its reply's to `out`.
 */
struct signer_call {
	struct signer *signer;
	struct cursor in;
	struct buf *out;
	struct bip39_fault fault; /* of a phrase that was given, for the reply to RESTORE */
	struct err *e;
};

/* The status for fields that were not in the request as announced. */
enum status signer_malformed(const struct signer_call *c);

/* Handlers, named like their requests. */
MUST_CHECK enum status signer_do_state(struct signer_call *c);
MUST_CHECK enum status signer_do_create(struct signer_call *c);
MUST_CHECK enum status signer_do_restore(struct signer_call *c);
MUST_CHECK enum status signer_do_open(struct signer_call *c);
MUST_CHECK enum status signer_do_check(struct signer_call *c);
MUST_CHECK enum status signer_do_lock(struct signer_call *c);
MUST_CHECK enum status signer_do_add_account(struct signer_call *c);
MUST_CHECK enum status signer_do_label_account(struct signer_call *c);
MUST_CHECK enum status signer_do_change_passphrase(struct signer_call *c);
MUST_CHECK enum status signer_do_reveal(struct signer_call *c);
MUST_CHECK enum status signer_do_sign_tx(struct signer_call *c);
MUST_CHECK enum status signer_do_sign_claim(struct signer_call *c);
MUST_CHECK enum status signer_do_sign_typed(struct signer_call *c);
MUST_CHECK enum status signer_do_sign_message(struct signer_call *c);
MUST_CHECK enum status signer_do_sign_upload(struct signer_call *c);
MUST_CHECK enum status signer_do_dataset_keys(struct signer_call *c);

/* The address of the vault's account `index`. ERR_LOCKED, ERR_NOT_FOUND. */
MUST_CHECK enum status signer_account(const struct signer_call *c, struct address *out,
				      uint32_t index);

/* Signs `digest` with the key of account `index`. As above, and ERR_SIGNATURE. */
MUST_CHECK enum status signer_sign(const struct signer_call *c, struct tx_signature *sig,
				   uint32_t index, const struct hash *digest);

/* Drops the vault and everything made from it. */
void signer_forget(struct signer *s);

#endif
