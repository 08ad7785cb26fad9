/* Reading the error of a JSON-RPC reply: its words, their meaning, a contract's reason. */
#ifndef CLIENT_RPC_ERROR_H
#define CLIENT_RPC_ERROR_H

#include "client/rpc.h"

/*
 * Reads `error`, the error of a reply to a call of `method` that came with HTTP status `http`, into
 * code, message, meaning and wait of `out`. Nodes put words also beside the message: they are
 * joined to it. An error that carries a contract's reason gets that as its message.
 * In:      error  an object, or a string, which is an error without a code
 * Returns: STATUS_OK; ERR_PARSE when it has no words at all.
 */
MUST_CHECK enum status rpc_error_read(struct rpc_reply *out, const char *method, int http,
				      const struct json *error, struct err *e);

#endif
