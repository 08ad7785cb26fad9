/* Asking nodes: the same JSON-RPC calls to several of them, all in parallel. */
#ifndef CLIENT_QUESTION_H
#define CLIENT_QUESTION_H

#include "client/nodes.h"
#include "client/rpc.h"

/*
 * One method call and each node's answer. Zero-initialise it, set the first part, ask, and release
 * it with question_release().
 */
struct question {
	const char *method;
	const char *params; /* text of a JSON array; the caller's */
	size_t ceiling;	    /* bytes of a reply; 0 means LIMIT_RPC_REPLY */
	/* Set by question_ask(); by index of the node in the profile. */
	struct {
		bool answered; /* the reply is well-formed: a result or an error */
		struct rpc_reply reply;
	} answers[LIMIT_NODES];
};

/* Frees the answers. The question can be asked again. */
void question_release(struct question *q);

/*
 * Puts `n` questions to each node in `whom` that is not waiting out a pause, all in parallel, and
 * keeps each node's health. Some nodes are asked again (client/again.h). Once the quorum has
 * answered everything, slow nodes are not waited for much longer.
 * Returns: STATUS_OK when at least one node gave one well-formed answer; ERR_UNREACHABLE,
 *          ERR_CANCELLED, ERR_MEMORY.
 */
MUST_CHECK enum status question_ask(struct nodes *nodes, struct question *questions, size_t n,
				    node_set whom, struct err *e);

#endif
