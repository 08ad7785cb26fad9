/*
 * Passphrases that the signer asks for. The one that opened the vault stays for two minutes, or
 * until FORGET, so that a command of several steps asks for it once.
 */
#ifndef WALLET_SIGNER_ASK_H
#define WALLET_SIGNER_ASK_H

#include "wallet/signer_call.h"

/*
 * Opens a vault's file with the passphrase that is there still, else with one that is asked for,
 * and keeps that. A person has three tries, each after a longer wait.
 * In:      question  such as "Passphrase: "
 * Returns: STATUS_OK; as vault_open(); as ask_secret().
 */
MUST_CHECK enum status signer_ask_vault(struct signer_call *c, struct vault **out,
					const struct wire_bytes *file, const char *question);

/* Drops it once its time is over. Returns: the milliseconds until then; -1: there is none. */
int signer_ask_age(struct signer *s);

/*
 * Opens a vault's file with the passphrase that is there still.
 * Returns: as vault_open(), ERR_WRONG_PASSPHRASE also when there is none.
 */
MUST_CHECK enum status signer_ask_again(struct signer_call *c, struct vault **out,
					const struct wire_bytes *file);

/*
 * Asks for a new passphrase of at least 8 characters, which a person types twice.
 * Returns: STATUS_OK, ERR_REFUSED for a short one, ERR_MISMATCH when the two differ, after three
 *          tries; as ask_secret().
 */
MUST_CHECK enum status signer_ask_new(struct signer_call *c, struct secret **out,
				      const char *question);

/* Keeps the passphrase of the vault, and forgets it. */
void signer_ask_keep(struct signer *s, struct secret *take_passphrase);
void signer_ask_drop(struct signer *s);

/* The request FORGET. */
MUST_CHECK enum status signer_ask_forget(struct signer_call *c, const struct signer_none *in,
					 struct signer_none *out);

#endif
