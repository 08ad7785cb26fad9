/*
 * The meaning of a node's answer. Nodes agree on JSON-RPC but not on its errors: codes are used in
 * several senses and much is said in words only. One table holds what the kinds of nodes are known
 * to say; tests/vectors/node_errors.json has their errors as they were seen, each with its source.
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
	ANSWER_TOO_WIDE,  /* more blocks than the node searches at once, or it searches none */
	ANSWER_TOO_MUCH,  /* more results than the node gives at once */
	ANSWER_NO_STATE,  /* the node has the state of that block no longer */
	ANSWER_NOT_YET,	  /* the node, or this one of several behind an address, lacks that block */
	ANSWER_NO_METHOD, /* the node does not offer the method */
	ANSWER_WRONG,	  /* the node calls the request invalid, or wants a key */
	ANSWER_FAILED,	  /* any other error */
};

/* An error as a node gave it. Texts are not NULL. */
struct answer_error {
	const char *method;  /* the method that was called */
	int http;	     /* status of the HTTP reply */
	int64_t code;	     /* 0: none */
	const char *message; /* cleaned */
	const char *detail;  /* text beside the message, cleaned: some nodes put the reason there */
};

/* The meaning of an error. Words go before the code, and the code before the HTTP status. */
enum answer answer_of_error(const struct answer_error *error);

/* The meaning of a result to a call of `method`. In: is_null  the result is null */
enum answer answer_of_result(const char *method, bool is_null);

/* "gives no proof of this": what the node does, for a message that begins with its name. Static. */
const char *answer_phrase(enum answer a);

#endif
