#include "app/ask_chain.h"

#include <stdlib.h>

#include "app/app.h"
#include "client/question.h"

/* A node of another chain would contradict the others in everything, so that it is not added. */
static enum status read_answer(const struct rpc_reply *reply, uint64_t chain_id, struct err *e)
{
	uint64_t found;

	if (reply->meaning != ANSWER_VALUE)
		return err_set(e, ERR_REMOTE, "it answers eth_chainId with an error: %s",
			       reply->message);
	if (rpc_quantity_u64(&found, reply->result) != STATUS_OK)
		return err_set(e, ERR_REMOTE, "it answers eth_chainId with no number");
	if (found != chain_id)
		return err_set(e, ERR_MISMATCH, "it is a node of chain %llu, not of chain %llu",
			       (unsigned long long)found, (unsigned long long)chain_id);
	return STATUS_OK;
}

enum status ask_chain(struct app *app, struct task *task, const struct profile_node *node,
		      uint64_t chain_id, struct err *e)
{
	struct question q = {.method = "eth_chainId", .params = "[]"};
	struct profile *alone = calloc(1, sizeof(*alone));
	struct transport *transport = NULL;
	struct nodes *nodes = NULL;
	enum status s = require_online(app, e);

	if (s == STATUS_OK &&
	    (alone == NULL || transport_new(&transport, &task->cancel) != STATUS_OK))
		s = err_set(e, ERR_MEMORY, "out of memory");
	if (s == STATUS_OK)
		transport_use_proxy(transport, app_config(app)->proxy);
	/* Where one node is all, its word is enough: nothing but the chain id is taken from it. */
	if (s == STATUS_OK) {
		*alone = (struct profile){.chain_id = chain_id, .n_nodes = 1, .quorum = 1};
		alone->nodes[0] = *node;
		if (nodes_new(&nodes, alone, transport) != STATUS_OK)
			s = err_set(e, ERR_MEMORY, "out of memory");
	}
	if (s == STATUS_OK)
		s = question_ask(nodes, &q, 1, nodes_all(nodes), e);
	if (s == STATUS_OK)
		s = read_answer(&q.answers[0].reply, chain_id, e);
	/* The nodes use the transport, so that they go before it. */
	question_release(&q);
	nodes_free(nodes);
	transport_free(transport);
	free(alone);
	return s;
}
