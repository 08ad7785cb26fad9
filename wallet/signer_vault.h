/*
 * Handlers of the requests about the vault itself: state, making, opening, locking. Each is named
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

/*
 * Ends a change of a vault that went well so far, or failed with `s`: writes the file into the
 * reply and lets the keys wait for CHECK, which makes the signer CHANGED. The vault is freed.
 */
MUST_CHECK enum status signer_vault_propose(struct signer_call *c, struct wire_bytes *out,
					    struct vault *take_v, enum status s);

/* Wipes and frees the vault in use, the one that waits, and all keys. The signer is locked then. */
void signer_vault_forget(struct signer *s);

#endif
