/*
 * Handlers of the requests that need the phrase, or change the vault in use. Each brings the file
 * along and asks for the passphrase, since the signer keeps no phrase (wallet/keyring.h). Each is
 * named like its request in wallet/signer_ops.h, which lists the fields.
 */
#ifndef WALLET_SIGNER_CHANGE_H
#define WALLET_SIGNER_CHANGE_H

#include "wallet/signer_call.h"
#include "wallet/vault.h"

/*
 * Opens the vault in use from its file, with its phrase. The caller frees it with vault_free().
 * Returns: as below.
 */
MUST_CHECK enum status signer_change_reopen(struct signer_call *c, struct vault **v,
					    const struct wire_bytes *file);

/*
 * Common errors: ERR_LOCKED, ERR_CHANGED when the file is not that of the vault in use,
 * ERR_WRONG_PASSPHRASE, ERR_USAGE for an empty one; else as the functions of wallet/door_change.h.
 */
MUST_CHECK enum status signer_change_add(struct signer_call *c, const struct signer_addition *in,
					 struct signer_file *out);
MUST_CHECK enum status signer_change_import(struct signer_call *c, const struct signer_import *in,
					    struct signer_file *out);
MUST_CHECK enum status signer_change_export(struct signer_call *c, const struct signer_export *in,
					    struct signer_file *out);
MUST_CHECK enum status signer_change_label(struct signer_call *c, const struct signer_label *in,
					   struct signer_file *out);
MUST_CHECK enum status signer_change_passphrase(struct signer_call *c,
						const struct signer_proof *in,
						struct signer_file *out);
MUST_CHECK enum status signer_change_accept(struct signer_call *c,
					    const struct signer_acceptance *in,
					    struct signer_file *out);
MUST_CHECK enum status signer_change_drill(struct signer_call *c, const struct signer_drill *in,
					   struct signer_file *out);
MUST_CHECK enum status signer_change_reveal(struct signer_call *c, const struct signer_proof *in,
					    struct signer_none *out);

#endif
