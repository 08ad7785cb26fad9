/*
 * The meaning of a node's answer. Nodes agree on JSON-RPC but not on its errors: codes are used in
 * several senses and much is said in words only. One table holds what the kinds of nodes are known
 * to say.
 */
#ifndef CLIENT_ANSWER_H
#define CLIENT_ANSWER_H

#include <stdbool.h>
#include <stdint.h>

enum answer {
	ANSWER_VALUE,	  /* a result */
	ANSWER_NOTHING,	  /* null: the node has no such block, receipt or value */
	ANSWER_NO_PROOF,  /* the node gives no proof, of anything or of this block */
	ANSWER_REVERT,	  /* a contract refuses the call */
	ANSWER_TOO_OFTEN, /* byline asks too often */
	ANSWER_TOO_MUCH,  /* more blocks or results than the node gives at once */
	ANSWER_NO_STATE,  /* the node has the state of that block no longer, or not yet */
	ANSWER_NO_METHOD, /* the node does not offer the method */
	ANSWER_FAILED,	  /* any other error */
};

/* The meaning of an error to a call of `method`. Words go before the code. */
enum answer answer_of_error(const char *method, int64_t code, const char *message);

/* The meaning of a result to a call of `method`. In: is_null  the result is null */
enum answer answer_of_result(const char *method, bool is_null);

/* "gives no proof of this": what the node does, for a message that begins with its name. Static. */
const char *answer_phrase(enum answer a);

#endif
