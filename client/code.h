/* The code of an account, compared with the hash that the account has of it. */
#ifndef CLIENT_CODE_H
#define CLIENT_CODE_H

#include "client/anchor.h"

struct buf;

enum code_kind {
	CODE_NONE,	 /* a plain account */
	CODE_DELEGATION, /* a plain account whose calls run another contract's code (EIP-7702) */
	CODE_CONTRACT,
	CODE_UNSEEN, /* there is code, and no node shows what hashes to it */
};

struct code_reading {
	enum code_kind kind;
	struct address delegate; /* for CODE_DELEGATION alone */
};

/*
 * Reads the code that hashes to `code_hash`, which is the account's (chainstate_account()), and so
 * is known as well as that. Nobody is asked where the hash is that of no code.
 * Returns: STATUS_OK, also for CODE_UNSEEN; the common errors of client/anchor.h.
 */
MUST_CHECK enum status code_read(struct nodes *nodes, struct code_reading *out,
				 const struct anchor *anchor, const struct address *address,
				 const struct hash *code_hash, struct err *e);

/*
 * Writes the code that hashes to `code_hash` into `out`, whose ceiling is LIMIT_RPC_REPLY at least.
 * Returns: STATUS_OK; ERR_NOT_FOUND (`e` untouched) for no code, and when no node shows it; the
 *          common errors of client/anchor.h.
 */
MUST_CHECK enum status code_bytes(struct nodes *nodes, struct buf *out, const struct anchor *anchor,
				  const struct address *address, const struct hash *code_hash,
				  struct err *e);

#endif
