/*
 * The layout of the signer's requests and replies, byte by byte. For signer*.c, exchange.c, door*.c
 * and tests.
 *
 *   request:  1 op ‖ fields                reply:  4 status ‖ bytes text ‖ fields
 *
 * Integers are big-endian. "bytes" is 4 length ‖ that many bytes. Bytes behind the last field are
 * refused. `text` is the message for a person, empty after success. A reply has fields only after
 * success; RESTORE alone also has some after ERR_PARSE.
 *
 *   op                 request fields                        reply fields
 *   STATE              -                                     1 open, 1 unsaved, 8 generation,
 *                                                            1 words, 4 n, n × (4 index,
 *                                                            20 address, bytes label)
 *   CREATE             1 words, bytes passphrase             bytes file
 *   RESTORE            bytes phrase, bytes passphrase        bytes file; after ERR_PARSE:
 *                                                            4 words, 4 word, bytes nearest
 *   OPEN               bytes file, bytes passphrase          -
 *   CHECK              bytes file                            -
 *   LOCK               -                                     -
 *   ADD_ACCOUNT        4 index (2^32-1: next), bytes label   bytes file
 *   LABEL_ACCOUNT      4 index, bytes label                  bytes file
 *   CHANGE_PASSPHRASE  bytes old, bytes new                  bytes file
 *   REVEAL             bytes passphrase                      bytes phrase
 *   SIGN_TX            policy, bytes unsigned transaction    bytes raw, 32 hash
 *   SIGN_CLAIM         policy, bytes bundle                  bytes signed bundle
 *   SIGN_TYPED         policy, bytes document                65 signature, 32 digest
 *   SIGN_MESSAGE       4 account, 4 allowed, bytes message   65 signature
 *   SIGN_UPLOAD        4 account, 8 chain id, 20 datanet,    65 signature
 *                      32 dataset, 32 file, 8 size, 8 expires
 *   DATASET_KEYS       32 nonce                              32 salt key, 32 blind, 32 dedupe
 *   SEAL               bytes context, bytes plain            bytes sealed
 *   UNSEAL             bytes context, bytes sealed           bytes plain
 *
 *   policy: 4 account, 4 allowed, 8 chain id, 32 fee cap in wei, bytes profile (JSON, or empty)
 *   allowed: the set of enum danger (chain/danger.h) that a person asked for by name
 */
#ifndef WALLET_SIGNER_WIRE_H
#define WALLET_SIGNER_WIRE_H

#include <stdint.h>

#include "base/cursor.h"
#include "base/secret.h"
#include "base/status.h"

struct buf;

enum signer_op {
	SIGNER_STATE = 1,
	SIGNER_CREATE,
	SIGNER_RESTORE,
	SIGNER_OPEN,
	SIGNER_CHECK,
	SIGNER_LOCK,
	SIGNER_ADD_ACCOUNT,
	SIGNER_LABEL_ACCOUNT,
	SIGNER_CHANGE_PASSPHRASE,
	SIGNER_REVEAL,
	SIGNER_SIGN_TX,
	SIGNER_SIGN_CLAIM,
	SIGNER_SIGN_TYPED,
	SIGNER_SIGN_MESSAGE,
	SIGNER_SIGN_UPLOAD,
	SIGNER_DATASET_KEYS,
	SIGNER_SEAL,
	SIGNER_UNSEAL,
	SIGNER_OP_END, /* one above the last request */
};

/* As an index: the account after the one with the highest index. */
#define SIGNER_NEXT_ACCOUNT UINT32_MAX

/* The largest request: an EIP-712 document or a bundle, a profile, and the small fields. */
#define SIGNER_REQUEST_MAX (2 * LIMIT_SMALL_FILE + 1 * KIB)
/* The largest reply without secrets: a bundle around a transaction in hex, twice its bytes. */
#define SIGNER_REPLY_MAX (LIMIT_SMALL_FILE + 1 * KIB)

/* Append an integer; a "bytes" field. Failures are kept in `out` (buf_status()). */
void signer_wire_add_be32(struct buf *out, uint32_t v);
void signer_wire_add_bytes(struct buf *out, const void *data, size_t len);

/* Takes a "bytes" field; `data` points into the message. STATUS_OK, ERR_PARSE. */
MUST_CHECK enum status signer_wire_take_bytes(struct cursor *c, const uint8_t **data, size_t *len);

/* Copies a field of exactly `len` bytes to `out`. STATUS_OK, ERR_PARSE. */
MUST_CHECK enum status signer_wire_take_fixed(struct cursor *c, void *out, size_t len);

/*
 * Copies a "bytes" field into guarded memory, which the caller frees; an empty field gives NULL.
 * Returns: STATUS_OK, ERR_PARSE, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status signer_wire_take_secret(struct cursor *c, struct secret **out,
					       struct err *e);

/*
 * Makes a buffer of `cap` bytes in guarded memory. It never grows and never moves. The caller frees
 * `memory` and does not call buf_release().
 * Returns: STATUS_OK, ERR_MEMORY, ERR_PERMISSION.
 */
MUST_CHECK enum status signer_wire_guarded(struct buf *out, struct secret **memory, size_t cap,
					   struct err *e);

#endif
