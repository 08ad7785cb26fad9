/*
 * Accounts that delegate (EIP-7702): the holder of the key signed that calls of the account run the
 * code of a contract. The account's own code is then the three bytes 0xef0100 and the contract's
 * address. The key signs for it as before, so that it is no contract.
 */
#ifndef CHAIN_DELEGATION_H
#define CHAIN_DELEGATION_H

#include <stdbool.h>
#include <stddef.h>

#include "chain/address.h"
#include "chain/hash.h"

/* 0xef0100 and an address. */
#define DELEGATION_SIZE 23

/* Whether `code` is a delegation. Out: `to`, the contract whose code runs. */
bool delegation_read(struct address *to, const void *code, size_t len);

/* The code hash that an account has which delegates to `to`. */
void delegation_code_hash(struct hash *out, const struct address *to);

#endif
