/* The body of a vault file, before it is encrypted. wallet/vault.h draws it. For vault.c. */
#ifndef WALLET_VAULT_BODY_H
#define WALLET_VAULT_BODY_H

#include "wallet/vault.h"

/* Writes entropy and accounts of `v` as a body, which the caller frees. */
MUST_CHECK enum status vault_body_write(struct secret **body, const struct vault *v, struct err *e);

/* Reads a body strictly into the entropy and accounts of `v`. ERR_DAMAGED, ERR_MEMORY. */
MUST_CHECK enum status vault_body_read(struct vault *v, const struct secret *body, struct err *e);

#endif
