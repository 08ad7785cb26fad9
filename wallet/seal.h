/*
 * Sealing a dataset for upload: written once, as a stream, for the holder of the intake key alone.
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
 *
 * The stream key exists between seal_begin() and seal_finish() and nowhere else: a sealed file
 * cannot be continued, only made again.
 */
#ifndef WALLET_SEAL_H
#define WALLET_SEAL_H

#include "base/buf.h"
#include "base/secret.h"
#include "chain/address.h"

#define SEAL_VERSION	 1
#define SEAL_HEADER_SIZE 145
#define SEAL_CHUNK_SIZE	 65536
#define SEAL_CHUNK_EXTRA 17

/* What the seal is bound to: it opens for nothing else. */
struct seal_context {
	uint64_t chain_id;
	struct address eas;
	struct hash dataset; /* uid of the commitment */
};

/* Receives the sealed bytes in order. Anything but STATUS_OK ends the sealing with that status. */
typedef enum status (*seal_sink)(void *arg, const void *data, size_t len);

struct seal;

/*
 * Begins a sealed file: header, manifest, salt key.
 *
 * In:      intake_key  X25519 public key of the datanet
 *          manifest    canonical JSON
 *          salt_key    32 bytes
 * Out:     freed with seal_free().
 * Returns: STATUS_OK, ERR_RANGE for a weak intake key or a salt key of another size, ERR_MEMORY,
 *          what the sink says.
 */
MUST_CHECK enum status seal_begin(struct seal **out, const uint8_t intake_key[static 32],
				  const struct seal_context *context, const void *manifest,
				  size_t len, const struct secret *salt_key, seal_sink sink,
				  void *arg, struct err *e);

/* Adds one record. */
MUST_CHECK enum status seal_record(struct seal *s, const void *record, size_t len);

/*
 * Writes the last chunk and wipes the stream key.
 * Out: keccak256 of the sealed file and its size, which the upload's authorisation names.
 */
MUST_CHECK enum status seal_finish(struct seal *s, struct hash *file, uint64_t *size);

/* Wipes and frees; before seal_finish() it abandons the file. NULL is allowed. */
void seal_free(struct seal *s);

#endif
