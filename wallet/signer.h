/*
 * The signer: the only code that uses private keys. A request goes in as bytes, a reply comes out
 * as bytes, and no reply holds a private key, a phrase or a passphrase: those are typed into the
 * signer and shown by it, on a terminal that it was lent. It opens no file, socket or terminal, so
 * that it can run in a process that is allowed none of these. wallet/signer_ops.h has the
 * layouts; callers use wallet/door.h, which has types.
 *
 * States:
 *
 *   LOCKED    no vault                    <- signer_new(), LOCK, from any state
 *   OPEN      a vault that is on disk     <- OPEN from any state; CHECK from CHANGED
 *   CHANGED   a change not yet on disk    <- CREATE, RESTORE from any state;
 *                                            ADD, IMPORT, LABEL and other changes from OPEN and
 *                                            CHANGED
 *
 * Only keys stay in memory (wallet/keyring.h): what needs the phrase, or rewrites the vault, brings
 * its file again, and the passphrase is asked for.
 *
 * Invariants: keys come only from a vault that is on disk. CHECK alone adopts a change, after
 * comparing it with the bytes that were read back; until then the former vault (if any) stays in
 * use. A second change replaces the first. The capability bit of a request is tested before
 * anything else of it is read.
 *
 * Callers make one call at a time.
 */
#ifndef WALLET_SIGNER_H
#define WALLET_SIGNER_H

#include <stdint.h>

#include "base/err.h"
#include "base/status.h"
#include "wallet/ask.h"

struct buf;

/* Rights of the signer's caller, one bit for each group of requests. */
enum signer_capability {
	SIGNER_CAN_SEE = 1 << 0,	  /* state, addresses, labels */
	SIGNER_CAN_UNLOCK = 1 << 1,	  /* open, check, lock */
	SIGNER_CAN_CHANGE = 1 << 2,	  /* create, restore, accounts, passphrase */
	SIGNER_CAN_REVEAL = 1 << 3,	  /* show the phrase, hand out keystores */
	SIGNER_CAN_SIGN_TX = 1 << 4,	  /* transactions */
	SIGNER_CAN_SIGN_CLAIM = 1 << 5,	  /* claim bundles */
	SIGNER_CAN_SIGN_TYPED = 1 << 6,	  /* EIP-712 documents of any kind */
	SIGNER_CAN_SIGN_MESSAGE = 1 << 7, /* EIP-191 personal messages */
	SIGNER_CAN_SIGN_UPLOAD = 1 << 8,  /* upload authorisations */
	SIGNER_CAN_DATASET_KEYS = 1 << 9, /* salt key, manifest blind, fingerprint key */
	SIGNER_CAN_SEAL = 1 << 10,	  /* parts of a backup, sealed and opened */
};
#define SIGNER_CAN_ALL ((uint32_t)(1 << 11) - 1)

struct signer;

/*
 * Makes a locked signer. secret_start() must have succeeded before.
 * Returns: STATUS_OK, ERR_MEMORY, ERR_UNSUPPORTED.
 */
MUST_CHECK enum status signer_new(struct signer **out, struct err *e);

/* Wipes and frees. NULL is allowed. */
void signer_free(struct signer *s);

/* Says whom it asks; at first nobody. */
void signer_set_person(struct signer *s, struct asker person);

/* The timer of that person, or -1. */
int signer_timer(const struct signer *s);

/*
 * Drops the passphrase that was typed last once its time is over.
 * Returns: the milliseconds until then; -1: there is none.
 */
int signer_age(struct signer *s);

/*
 * Handles one request with the rights in `capabilities`, and asks a person what it needs to know.
 *
 * Out:     reply    appended up to its ceiling. A reply to DATASET_KEYS holds secrets: the caller
 *                   puts it into guarded memory.
 * Returns: the status in the reply; ERR_LIMIT or ERR_MEMORY when the reply did not fit.
 */
MUST_CHECK enum status signer_handle(struct signer *s, uint32_t capabilities,
				     const uint8_t *request, size_t len, struct buf *reply);

#endif
