/*
 * The table is read from the top, and the first row that fits counts: rows of words come before
 * rows of codes. A row is there because of an error in tests/vectors/node_errors.json.
 */
#include "client/answer.h"

#include <stddef.h>
#include <string.h>

#include "base/attr.h"

/* A code that stands in no reply. */
#define ANY INT64_MIN

static const struct row {
	const char *method; /* NULL: any */
	int64_t code;	    /* ANY, or the error's */
	const char *words;  /* NULL, or a part of message or detail; cases of ASCII are alike */
	enum answer meaning;
} rows[] = {
	/* First, because the rest of the message is the contract's, which may say anything. */
	{NULL, 3, NULL, ANSWER_REVERT},
	{NULL, ANY, "revert", ANSWER_REVERT},
	{NULL, ANY, "vm execution error", ANSWER_REVERT},

	/* Providers, before their limits of blocks and results: -32005 stands for both. */
	{NULL, ANY, "rate limit", ANSWER_TOO_OFTEN},
	{NULL, ANY, "too many requests", ANSWER_TOO_OFTEN},
	{NULL, ANY, "compute units per second", ANSWER_TOO_OFTEN},
	{NULL, ANY, "requests per second", ANSWER_TOO_OFTEN},
	{NULL, ANY, "request count exceeded", ANSWER_TOO_OFTEN},
	{NULL, ANY, "rate exceeded", ANSWER_TOO_OFTEN},
	{NULL, ANY, "quota exceeded", ANSWER_TOO_OFTEN},
	{NULL, ANY, "credits limited to", ANSWER_TOO_OFTEN},

	/* A range that ends above the node's newest block; the words name a range too. */
	{"eth_getLogs", ANY, "beyond current head", ANSWER_NOT_YET},

	/* Results, before spans: Alchemy names both in one message. */
	{"eth_getLogs", ANY, "returned more than", ANSWER_TOO_MUCH},
	{"eth_getLogs", ANY, "response size exceeded", ANSWER_TOO_MUCH},
	{"eth_getLogs", ANY, "max results", ANSWER_TOO_MUCH},
	{"eth_getLogs", ANY, "query timeout", ANSWER_TOO_MUCH},

	{"eth_getLogs", ANY, "block range", ANSWER_TOO_WIDE},
	{"eth_getLogs", ANY, "range limit", ANSWER_TOO_WIDE},
	{"eth_getLogs", ANY, "range too large", ANSWER_TOO_WIDE},
	{"eth_getLogs", ANY, "exceeds limit of", ANSWER_TOO_WIDE},
	{"eth_getLogs", ANY, "is limited to", ANSWER_TOO_WIDE},
	{"eth_getLogs", ANY, "blocks distance", ANSWER_TOO_WIDE},
	{"eth_getLogs", ANY, "requested more than", ANSWER_TOO_WIDE},
	/* Public nodes of BNB Chain, to every search: a pause would not help. */
	{"eth_getLogs", -32005, NULL, ANSWER_TOO_WIDE},
	{"eth_getLogs", -32001, NULL, ANSWER_FAILED},

	/* reth and op-reth prove at the newest block only, unless told otherwise; Erigon. */
	{"eth_getProof", ANY, "proof window", ANSWER_NO_PROOF},
	{"eth_getProof", ANY, "root hash mismatch", ANSWER_NO_PROOF},
	{"eth_getProof", ANY, "block must be within", ANSWER_NO_PROOF},
	{"eth_getProof", -32601, NULL, ANSWER_NO_PROOF},
	{"eth_getProof", ANY, "not supported", ANSWER_NO_PROOF},

	/* geth in both of its storage schemes, reth, OpenEthereum, Infura without a plan for it. */
	{NULL, ANY, "missing trie node", ANSWER_NO_STATE},
	{NULL, ANY, "historical state", ANSWER_NO_STATE},
	{NULL, ANY, "state histories", ANSWER_NO_STATE},
	{NULL, ANY, "archive state", ANSWER_NO_STATE},
	{NULL, ANY, "state is not available", ANSWER_NO_STATE},
	{NULL, ANY, "state 0x", ANSWER_NO_STATE},
	{NULL, ANY, "pruned", ANSWER_NO_STATE},
	{NULL, ANY, "state pruning", ANSWER_NO_STATE},

	{NULL, ANY, "method not found", ANSWER_NO_METHOD},
	{NULL, ANY, "is not available", ANSWER_NO_METHOD},
	{NULL, -32601, NULL, ANSWER_NO_METHOD},
	{NULL, -32004, NULL, ANSWER_NO_METHOD},

	/* A node that lags, mostly one of several behind one address. */
	{NULL, ANY, "header not found", ANSWER_NOT_YET},
	{NULL, ANY, "block not found", ANSWER_NOT_YET},
	{NULL, ANY, "unknown block", ANSWER_NOT_YET},
	{NULL, ANY, "requested block yet", ANSWER_NOT_YET},
	{NULL, ANY, "be found", ANSWER_NOT_YET},
	{NULL, -32001, NULL, ANSWER_NO_STATE}, /* "resource not found" */
	{NULL, ANY, "not found", ANSWER_NOT_YET},

	{NULL, ANY, "project id", ANSWER_WRONG},
	{NULL, ANY, "api key", ANSWER_WRONG},

	/* Codes of EIP-1474, JSON-RPC 2.0 and of HTTP. */
	{NULL, 429, NULL, ANSWER_TOO_OFTEN},
	{NULL, -32005, NULL, ANSWER_TOO_OFTEN},
	{NULL, -32600, NULL, ANSWER_WRONG},
	{NULL, -32602, NULL, ANSWER_WRONG},
	{NULL, -32700, NULL, ANSWER_WRONG},
};

static bool says(const struct answer_error *error, const char *words)
{
	return strcasestr(error->message, words) != NULL ||
	       strcasestr(error->detail, words) != NULL;
}

enum answer answer_of_error(const struct answer_error *error)
{
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const struct row *r = &rows[i];

		if ((r->method == NULL || strcmp(r->method, error->method) == 0) &&
		    (r->code == ANY || r->code == error->code) &&
		    (r->words == NULL || says(error, r->words)))
			return r->meaning;
	}
	switch (error->http) {
	case 401:
	case 403: return ANSWER_WRONG;
	case 429: return ANSWER_TOO_OFTEN;
	default: return ANSWER_FAILED; /* no other status says more than that it failed */
	}
}

enum answer answer_of_result(const char *method, bool is_null)
{
	if (!is_null)
		return ANSWER_VALUE;
	return strcmp(method, "eth_getProof") == 0 ? ANSWER_NO_PROOF : ANSWER_NOTHING;
}

const char *answer_phrase(enum answer a)
{
	switch (a) {
	case ANSWER_VALUE: return "gives a value";
	case ANSWER_NOTHING: return "has nothing to answer";
	case ANSWER_NO_PROOF: return "gives no proof";
	case ANSWER_REVERT: return "says that the contract refuses";
	case ANSWER_TOO_OFTEN: return "asks for fewer requests";
	case ANSWER_TOO_WIDE: return "searches fewer blocks at once";
	case ANSWER_TOO_MUCH: return "gives less at once";
	case ANSWER_NO_STATE: return "does not have the state of that block";
	case ANSWER_NOT_YET: return "does not have that block yet";
	case ANSWER_NO_METHOD: return "does not offer";
	case ANSWER_WRONG: return "calls the request invalid";
	case ANSWER_FAILED: return "refuses to answer";
	}
	return "refuses to answer";
}
