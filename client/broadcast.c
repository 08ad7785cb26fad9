/*
 * A node answers a transaction with its hash, or with an error in words of its own. Having it
 * already is as good as taking it: another node may have passed it on a moment before.
 */
#include "client/broadcast.h"

#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/limits.h"
#include "chain/keccak.h"
#include "client/question.h"

/* Says whether an error means that the node has the transaction already. */
static bool already_known(const char *message)
{
	/* Words of geth, anvil and Nethermind; of Besu and Erigon. */
	return strcasestr(message, "already known") != NULL ||
	       strcasestr(message, "already imported") != NULL ||
	       strcasestr(message, "known transaction") != NULL ||
	       strcasestr(message, "already exists") != NULL;
}

/* The status for a refusal. Nodes give no code for it, only words. */
static enum status refusal_status(const char *message)
{
	if (strcasestr(message, "insufficient funds") != NULL)
		return ERR_FUNDS;
	if (strcasestr(message, "nonce too low") != NULL)
		return ERR_CHANGED;
	return ERR_REMOTE;
}

enum status broadcast_raw(struct nodes *nodes, struct broadcast *out, const void *raw, size_t len,
			  struct err *e)
{
	struct question q = {.method = "eth_sendRawTransaction"};
	struct buf params;
	enum status s;

	*out = (struct broadcast){0};
	keccak256(out->tx.bytes, raw, len);
	buf_init(&params, 2 * LIMIT_TX + KIB);
	buf_add_str(&params, "[\"0x");
	buf_add_hex(&params, raw, len);
	buf_add_str(&params, "\"]");
	q.params = buf_str(&params);
	s = buf_status(&params);
	if (s == STATUS_OK)
		s = question_ask(nodes, &q, 1, nodes_all(nodes), e);
	for (size_t i = 0; s == STATUS_OK && i < nodes_count(nodes); i++) {
		const struct rpc_reply *reply = &q.answers[i].reply;

		if (!q.answers[i].answered)
			continue;
		if (reply->result != NULL ? rpc_is_hash(reply->result, &out->tx)
					  : already_known(reply->message))
			out->accepted |= (node_set)1 << i;
		else if (out->refusal[0] == '\0' && reply->result == NULL)
			memcpy(out->refusal, reply->message, sizeof(out->refusal));
	}
	if (s == STATUS_OK && out->accepted == 0)
		s = err_set(e, refusal_status(out->refusal), "no node accepted the transaction: %s",
			    out->refusal[0] != '\0' ? out->refusal
						    : "they answered with another hash");
	question_release(&q);
	buf_release(&params);
	return s;
}
