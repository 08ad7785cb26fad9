/*
 * The signer's state, and one request while it is handled. For signer*.c and the fuzz target.
 *
 * signer.c looks up which handler a request needs; signer_vault.c, signer_policy.c, signer_keys.c
 * and signer_seal.c hold the handlers. This file holds what all of them need, so that no handler
 * reaches back into signer.c.
 */
#ifndef WALLET_SIGNER_CALL_H
#define WALLET_SIGNER_CALL_H

#include "base/cursor.h"
#include "wallet/bip39.h"
#include "wallet/curve.h"
#include "wallet/signer.h"
#include "wallet/vault.h"

struct buf;

struct signer {
	struct curve *curve;
	struct vault *vault;   /* the vault in use; NULL when locked */
	struct vault *unsaved; /* a changed vault that waits for CHECK; NULL when none does */
	/* Derived from `vault`; NULL or zero when locked. */
	struct secret *seed;			  /* BIP-39 seed, BIP39_SEED_SIZE bytes */
	struct secret *branch;			  /* BIP-32 node m/44'/60'/0'/0 */
	struct address addresses[VAULT_ACCOUNTS]; /* in the order of vault_accounts() */
};

/*
 * One request being handled. A handler takes the request's fields from `in` and appends the
 * reply's fields to `out`. signer_handle() discards what a failing handler appended.
 */
struct signer_call {
	struct signer *signer;
	struct cursor in;
	struct buf *out;
	struct bip39_fault fault; /* a phrase's fault, which RESTORE puts into its reply */
	struct err *e;
};

/* ERR_PARSE: the request's fields are not those that wallet/signer_wire.h lists for it. */
enum status signer_call_malformed(const struct signer_call *c);

/* Refuses bytes behind the last field. STATUS_OK, ERR_PARSE. */
MUST_CHECK enum status signer_call_require_end(const struct signer_call *c);

/* Refuses to go on while the vault is locked. STATUS_OK, ERR_LOCKED. */
MUST_CHECK enum status signer_call_require_open(const struct signer_call *c);

/* The address of the vault's account `index`. STATUS_OK, ERR_LOCKED, ERR_NOT_FOUND. */
MUST_CHECK enum status signer_call_address(const struct signer_call *c, struct address *out,
					   uint32_t index);

/*
 * Signs `digest` with the key of account `index`. The key exists only during the call.
 * Returns: STATUS_OK, ERR_LOCKED, ERR_NOT_FOUND, ERR_SIGNATURE, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status signer_call_sign(const struct signer_call *c, struct tx_signature *sig,
					uint32_t index, const struct hash *digest);

#endif
