#include "client/http.h"

#include "base/buf.h"
#include "base/limits.h"

/* Loopback answers in 1 ms, a public node in 0.1 to 1 s, an archive proves in a few seconds. */
const struct http_limits http_limits_rpc = {
	.connect_ms = 4000, .overall_ms = 15000, .stall_ms = 6000, .reply = LIMIT_RPC_REPLY};

void http_exchange_release(struct http_exchange *x)
{
	buf_release(&x->reply);
}
