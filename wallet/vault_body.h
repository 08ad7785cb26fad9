/* The body of a vault file, before it is encrypted. wallet/vault.h draws it. For vault.c. */
#ifndef WALLET_VAULT_BODY_H
#define WALLET_VAULT_BODY_H

#include "wallet/vault.h"

/* Writes `v` as a body of version 2, which the caller frees. */
MUST_CHECK enum status vault_body_write(struct secret **body, const struct vault *v, struct err *e);

/*
 * Reads a body of a file of `version` (1 or 2) strictly into `v`, all of whose members are zero
 * before; the caller frees what they hold, also after a failure. ERR_DAMAGED, ERR_MEMORY,
 * ERR_PERMISSION.
 */
MUST_CHECK enum status vault_body_read(struct vault *v, const struct secret *body, uint8_t version,
				       struct err *e);

#endif
