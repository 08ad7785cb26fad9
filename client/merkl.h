/*
 * The service that tells the leaves of a Merkl distributor: GET {url}/v4/users/{a}/rewards
 * (docs.merkl.xyz). One server's word, until its proofs are folded to the root in force. What was
 * claimed, and what is pending, it tells late or for later, so that neither is read.
 */
#ifndef CLIENT_MERKL_H
#define CLIENT_MERKL_H

#include "chain/leaf.h"
#include "client/transport.h"

struct merkl_rewards {
	struct entitlement *list; /* cumulative amounts above zero, each of another token */
	size_t n;
};

/*
 * Reads the reply for `user` and a chain. Members that are not used are not looked at. Amounts are
 * decimal strings, or whole numbers up to 2^53-1: a larger one was rounded by whoever wrote it.
 * Returns: STATUS_OK; ERR_PARSE, ERR_LIMIT, ERR_TOO_DEEP; ERR_RANGE for an amount above 208 bits;
 *          ERR_MISMATCH for an answer for another user or chain, or with one token twice;
 *          ERR_MEMORY. Nothing is to be released after a failure.
 */
MUST_CHECK enum status merkl_rewards_read(struct merkl_rewards *out, const void *data, size_t len,
					  const struct address *user, uint64_t chain_id,
					  struct err *e);

/*
 * Asks the service at `url`.
 * Returns: as merkl_rewards_read(), with ERR_ANSWER for a reply of another form; a failure of
 *          transport_perform_one() or problem_of().
 */
MUST_CHECK enum status merkl_rewards_ask(struct transport *t, struct merkl_rewards *out,
					 const char *url, const struct address *user,
					 uint64_t chain_id, struct err *e);

/* Frees the list. */
void merkl_rewards_release(struct merkl_rewards *r);

#endif
