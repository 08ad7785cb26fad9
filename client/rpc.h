/*
 * JSON-RPC 2.0 as Ethereum nodes speak it: requests as text, and replies that are read strictly.
 */
#ifndef CLIENT_RPC_H
#define CLIENT_RPC_H

#include <stdbool.h>
#include <stdint.h>

#include "base/json.h"
#include "base/status.h"
#include "chain/address.h"
#include "chain/hash.h"
#include "chain/u256.h"
#include "client/answer.h"

struct buf;

/* Appends {"id":…,"jsonrpc":"2.0","method":…,"params":…}. `params` is JSON text of an array. */
void rpc_write_request(struct buf *out, uint32_t id, const char *method, const char *params);

/* A node's reply. Zero-initialise it; free it with rpc_reply_release(). */
struct rpc_reply {
	struct json *doc;
	const struct json *result;	 /* NULL when the node reported an error */
	int64_t code;			 /* the error's number; 0: none */
	char message[LIMIT_REMOTE_TEXT]; /* the error's text, cleaned */
	/* The error's message and the text beside it, whole and not cleaned; either may be NULL. */
	const char *words[2];
	enum answer meaning;
	uint32_t wait_s; /* seconds that the error asks byline to wait; 0: it names none */
};

/*
 * Reads the reply to request `id`, a call of `method`. It must have "jsonrpc" 2.0, the same id, and
 * exactly one of "result" and "error", where null beside the other is none. An error that carries a
 * contract's reason gets it as its message. A contract may put anything into that text, so that an
 * error is read also where a text in it is not proper JSON: zero bytes, halves of characters, bytes
 * that are not UTF-8.
 * Returns: STATUS_OK, also for a reply that is an error; ERR_PARSE, ERR_MISMATCH for another id.
 */
MUST_CHECK enum status rpc_read_reply(struct rpc_reply *out, uint32_t id, const char *method,
				      const void *data, size_t len, struct err *e);

/*
 * Reads the words of a reply that is no proper one to a call of `method`: with HTTP status `http`
 * other than 200, without an id, or with an error that is only a text. The reply then is an error.
 * Returns: STATUS_OK; ERR_PARSE when there are no words in JSON.
 */
MUST_CHECK enum status rpc_read_refusal(struct rpc_reply *out, const char *method, int http,
					const void *data, size_t len);

/* The number of blocks that a refusal to search `asked` blocks names, or 0; see span_hint(). */
uint64_t rpc_span_hint(const struct rpc_reply *r, uint64_t asked);

/* NULL is allowed. */
void rpc_reply_release(struct rpc_reply *r);

/*
 * Read a result: a number ("0x" and at most 64 digits), a hash, an address. A number with zeros in
 * front, which the specification forbids and some nodes send, is the same number. `v` may be NULL.
 * STATUS_OK, ERR_PARSE when it is something else.
 */
MUST_CHECK enum status rpc_quantity(struct u256 *out, const struct json *v);
MUST_CHECK enum status rpc_quantity_u64(uint64_t *out, const struct json *v); /* also ERR_RANGE */
MUST_CHECK enum status rpc_hash(struct hash *out, const struct json *v);
MUST_CHECK enum status rpc_address(struct address *out, const struct json *v);

/* Says whether a result is the hash `want`. */
bool rpc_is_hash(const struct json *v, const struct hash *want);

/*
 * Appends the bytes of hex data "0x…" of any even length to `out`. ERR_PARSE, ERR_LIMIT,
 * ERR_MEMORY.
 */
MUST_CHECK enum status rpc_data(struct buf *out, const struct json *v);

#endif
