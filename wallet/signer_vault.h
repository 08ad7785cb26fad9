/*
 * Handlers of the requests about the vault itself: state, opening, locking, changes. Each is named
 * like its request in wallet/signer_ops.h, which lists the fields; wallet/signer.h has the states.
 */
#ifndef WALLET_SIGNER_VAULT_H
#define WALLET_SIGNER_VAULT_H

#include "wallet/signer_call.h"

/* The handlers. Errors as the functions of wallet/door.h that ask for them. */
MUST_CHECK enum status signer_vault_state(struct signer_call *c, const struct signer_none *in,
					  struct signer_state *out);
MUST_CHECK enum status signer_vault_create(struct signer_call *c, const struct signer_create *in,
					   struct signer_file *out);
MUST_CHECK enum status signer_vault_restore(struct signer_call *c, const struct signer_restore *in,
					    struct signer_restored *out);
MUST_CHECK enum status signer_vault_open(struct signer_call *c, const struct signer_open *in,
					 struct signer_none *out);
MUST_CHECK enum status signer_vault_check(struct signer_call *c, const struct signer_file *in,
					  struct signer_none *out);
MUST_CHECK enum status signer_vault_lock(struct signer_call *c, const struct signer_none *in,
					 struct signer_none *out);
MUST_CHECK enum status signer_vault_add_account(struct signer_call *c,
						const struct signer_label *in,
						struct signer_file *out);
MUST_CHECK enum status signer_vault_label_account(struct signer_call *c,
						  const struct signer_label *in,
						  struct signer_file *out);
MUST_CHECK enum status signer_vault_change_passphrase(struct signer_call *c,
						      const struct signer_passphrases *in,
						      struct signer_file *out);
MUST_CHECK enum status signer_vault_reveal(struct signer_call *c, const struct signer_secret *in,
					   struct signer_secret *out);

/* Wipes and frees the vault in use, the one that waits, and all keys. The signer is locked then. */
void signer_vault_forget(struct signer *s);

#endif
