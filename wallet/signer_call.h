/*
 * The signer's state, and one request while it is handled. For signer*.c and the fuzz target.
 *
 * signer.c looks up which handler a request needs; signer_vault.c, signer_policy.c, signer_keys.c
 * and signer_seal.c hold the handlers. This file holds what all of them need, so that no handler
 * reaches back into signer.c.
 */
#ifndef WALLET_SIGNER_CALL_H
#define WALLET_SIGNER_CALL_H

#include "wallet/ask.h"
#include "wallet/bip39.h"
#include "wallet/curve.h"
#include "wallet/keyring.h"
#include "wallet/signer_ops.h"

struct buf;

struct journal;
struct signer_profiles;
struct signer_consents;

struct signer {
	struct asker ask;     /* the person whom it asks */
	struct secret *proof; /* the passphrase that was given last, closed; NULL: none */
	int64_t proof_ms;     /* when, by CLOCK_BOOTTIME */
	struct curve *curve;
	struct keyring *keys;	 /* the vault in use; NULL when locked */
	struct keyring *unsaved; /* a changed vault that waits for CHECK; NULL when none does */
	struct signer_profiles *profiles; /* signer_profile_find(); NULL: none */
	struct journal *journal;	  /* signer_journal_open(); NULL: none */
	struct err journal_fault;	  /* why there is none; no text: there is to be none */
	struct signer_consents *consents; /* signer_consent_require(); NULL: none */
	bool asked;			  /* a request that may ask a person came before */
};

/* One request being handled. */
struct signer_call {
	struct signer *signer;
	struct buf *bytes; /* a handler may put a reply's WIRE_BYTES here; wiped after the reply */
	struct bip39_fault fault; /* a phrase's, which a reply may point into */
	struct err *e;
};

/* ERR_PARSE: the request's fields are not those that wallet/signer_ops.h lists for it. */
enum status signer_call_malformed(const struct signer_call *c);

/* Refuses to go on while the vault is locked. STATUS_OK, ERR_LOCKED. */
MUST_CHECK enum status signer_call_require_open(const struct signer_call *c);

/* The bytes that were put into c->bytes, for a reply. */
struct wire_bytes signer_call_bytes(const struct signer_call *c);

/* The address of the vault's account `index`. STATUS_OK, ERR_LOCKED, ERR_NOT_FOUND. */
MUST_CHECK enum status signer_call_address(const struct signer_call *c, struct address *out,
					   uint32_t index);

/*
 * Signs `digest` with the key of account `index`, which is readable only during the call.
 * Returns: STATUS_OK, ERR_LOCKED, ERR_NOT_FOUND, ERR_SIGNATURE, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status signer_call_sign(const struct signer_call *c, struct tx_signature *sig,
					uint32_t index, const struct hash *digest);

#endif
