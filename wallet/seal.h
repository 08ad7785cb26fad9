/*
 * Seals a dataset for upload: only the holder of the intake key can open the file.
 *
 * Sealed file version 1:
 *
 *    0   8  magic "BYLSEAL\n"
 *    8   1  version = 1
 *    9  32  intake key id: keccak256 of the X25519 public key
 *   41  80  crypto_box_seal of the stream key to that public key
 *  121  24  header of secretstream_xchacha20poly1305
 *  145   n  chunks of 65536 bytes of content, the last one shorter or equal; each grows by 17.
 *           The last has TAG_FINAL, all before TAG_MESSAGE. Associated data of every chunk:
 *           uint256be(chain id) ‖ EAS address ‖ dataset uid
 *
 *  content: uint64be(length) ‖ manifest ‖ salt_key[32] ‖ for each record: uint64be(length) ‖ record
 *           (made by dataset/, opaque here)
 *
 * The stream key exists between seal_begin() and seal_finish() and nowhere else: a sealed file
 * cannot be continued, only made again.
 */
#ifndef WALLET_SEAL_H
#define WALLET_SEAL_H

#include <stdint.h>

#include "base/secret.h"
#include "base/status.h"
#include "chain/address.h"
#include "chain/hash.h"

#define SEAL_VERSION	 1
#define SEAL_HEADER_SIZE 145
#define SEAL_CHUNK_SIZE	 65536
#define SEAL_CHUNK_EXTRA 17

/* The commitment that the file is sealed for. It opens with exactly these values. */
struct seal_context {
	uint64_t chain_id;
	struct address eas;
	struct hash dataset; /* uid of the commitment */
};

/*
 * Takes the next bytes of the sealed file. A status other than STATUS_OK ends the sealing, and the
 * function of seal_… that called the sink returns it.
 */
typedef enum status seal_sink(void *user, const void *data, size_t len, struct err *e);

struct seal;

/*
 * Begins a sealed file for the holder of `intake_key` (X25519 public key) and writes its header.
 * Out:     freed with seal_free()
 * Returns: STATUS_OK; ERR_RANGE for a key of small order, for which everybody knows the shared
 *          secret; ERR_MEMORY, ERR_PERMISSION, a failure of the sink.
 */
MUST_CHECK enum status seal_begin(struct seal **out, const uint8_t intake_key[static 32],
				  const struct seal_context *context, seal_sink *sink,
				  void *sink_user, struct err *e);

/*
 * Seals the next `len` bytes of content. After a failure, call seal_free() and nothing else.
 * Returns: STATUS_OK, ERR_USAGE after seal_finish() or a failure, a failure of the sink.
 */
MUST_CHECK enum status seal_push(struct seal *s, const void *data, size_t len, struct err *e);

/*
 * Writes the last chunk and wipes the stream key.
 * Out:     file  keccak256 of the sealed file; the permission to upload names it
 *          size  of the sealed file in bytes
 * Returns: STATUS_OK, ERR_USAGE after a failure or the second time, a failure of the sink.
 */
MUST_CHECK enum status seal_finish(struct seal *s, struct hash *file, uint64_t *size,
				   struct err *e);

/*
 * The id of the intake key that a sealed file was made for: keccak256 of the X25519 public key.
 * In:      header  the first SEAL_HEADER_SIZE bytes of the file
 * Returns: STATUS_OK, ERR_PARSE when this is no sealed file, ERR_VERSION for another version of it.
 */
MUST_CHECK enum status seal_key_id(struct hash *out, const uint8_t header[static SEAL_HEADER_SIZE]);

/* Computes the size of the sealed file for `content` bytes. ERR_RANGE above 2^64-1. */
MUST_CHECK enum status seal_size(uint64_t *out, uint64_t content);

/* Wipes and frees. Before seal_finish() this leaves the file incomplete. NULL is allowed. */
void seal_free(struct seal *s);

#endif
