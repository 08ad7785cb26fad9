/*
 * The one door to the keys: a request goes in as bytes, a reply comes out as bytes, and no reply
 * holds a private key. Nothing here opens a file, a socket or a terminal, so that all of it can
 * run in a process that may do none of these. Layouts: wallet/signer_wire.h. Callers that want
 * types use wallet/door.h.
 *
 * States:
 *
 *   LOCKED    no vault                    <- signer_new(), LOCK, from any state
 *   OPEN      a vault that is on disk     <- OPEN from any state; CHECK from CHANGED
 *   CHANGED   a change not yet on disk    <- CREATE, RESTORE from any state;
 *                                            ADD, LABEL, CHANGE_PASSPHRASE from OPEN and CHANGED
 *
 * Invariants: what signs is what is on disk: a change is adopted by CHECK alone, which is given
 * the bytes read back; until then the vault before it (if any) goes on serving. A second change
 * replaces the first. Every request needs its capability bit, looked at before anything else.
 *
 * One call at a time: the caller serialises.
 */
#ifndef WALLET_SIGNER_H
#define WALLET_SIGNER_H

#include "base/buf.h"
#include "base/err.h"

/* What a client of the signer may ask for. */
enum signer_capability {
	SIGNER_CAN_SEE = 1 << 0,	  /* state, addresses, labels */
	SIGNER_CAN_UNLOCK = 1 << 1,	  /* open, check, lock */
	SIGNER_CAN_CHANGE = 1 << 2,	  /* create, restore, accounts, passphrase */
	SIGNER_CAN_REVEAL = 1 << 3,	  /* show the phrase */
	SIGNER_CAN_SIGN_TX = 1 << 4,	  /* transactions */
	SIGNER_CAN_SIGN_CLAIM = 1 << 5,	  /* claim bundles */
	SIGNER_CAN_SIGN_TYPED = 1 << 6,	  /* EIP-712 documents of any kind */
	SIGNER_CAN_SIGN_MESSAGE = 1 << 7, /* EIP-191 personal messages */
	SIGNER_CAN_SIGN_UPLOAD = 1 << 8,  /* upload authorisations */
	SIGNER_CAN_DATASET_KEYS = 1 << 9, /* salt key, manifest blind, fingerprint key */
};
#define SIGNER_CAN_ALL ((uint32_t)(1 << 10) - 1)

struct signer;

/* A locked signer. secret_start() must have succeeded. ERR_MEMORY, ERR_UNSUPPORTED. */
MUST_CHECK enum status signer_new(struct signer **out, struct err *e);

/* Wipes and frees. */
void signer_free(struct signer *s);

/*
 * Handles one request with the rights in `capabilities`.
 *
 * In:      request  `len` bytes; the caller wipes it, as it may hold a passphrase
 * Out:     reply    appended; never grown past its limit. A reply to REVEAL or DATASET_KEYS holds
 *                   secrets: give it guarded memory.
 * Returns: the status that the reply carries, or ERR_LIMIT / ERR_MEMORY when no reply fitted.
 */
MUST_CHECK enum status signer_handle(struct signer *s, uint32_t capabilities,
				     const uint8_t *request, size_t len, struct buf *reply);

#endif
