/*
 * JSON-RPC 2.0 as Ethereum nodes speak it: request text, strict replies, revert reasons.
 */
#ifndef CLIENT_RPC_H
#define CLIENT_RPC_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/json.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/u256.h"

/* Appends {"id":…,"jsonrpc":"2.0","method":…,"params":…}. `params` is JSON text of an array. */
void rpc_write_request(struct buf *out, uint32_t id, const char *method, const char *params);

/* What a node answered. Zero-initialise; release with rpc_reply_release(). */
struct rpc_reply {
	struct json *doc;
	const struct json *result;	 /* NULL when the node reported an error */
	int64_t code;			 /* of the error */
	char message[LIMIT_REMOTE_TEXT]; /* of the error, cleaned */
	bool reverted;			 /* the error is a contract's revert */
};

/*
 * Reads the reply to request `id`: exactly one of "result" and "error", the same id, "jsonrpc" 2.0.
 * An error with revert data of Error(string) or Panic(uint256) gets that reason as message.
 * Returns: STATUS_OK (also for an error reply), ERR_PARSE, ERR_MISMATCH for another id.
 */
MUST_CHECK enum status rpc_read_reply(struct rpc_reply *out, uint32_t id, const void *data,
				      size_t len, struct err *e);
void rpc_reply_release(struct rpc_reply *r);

/* Results by form. ERR_PARSE when `v` (may be NULL) is something else. */
MUST_CHECK enum status rpc_quantity(struct u256 *out, const struct json *v);
MUST_CHECK enum status rpc_quantity_u64(uint64_t *out, const struct json *v); /* also ERR_RANGE */
MUST_CHECK enum status rpc_hash(struct hash *out, const struct json *v);
MUST_CHECK enum status rpc_address(struct address *out, const struct json *v);

/* Appends the bytes of hex data "0x…" of any even length, up to the ceiling of `out`. */
MUST_CHECK enum status rpc_data(struct buf *out, const struct json *v);

#endif
