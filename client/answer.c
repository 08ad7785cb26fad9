/*
 * The table is read from the top, and the first row that fits counts: rows of words come before
 * rows of codes. tests/unit/client_answer.c has the errors as nodes give them.
 */
#include "client/answer.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"

/* A code that stands in no reply. */
#define ANY INT64_MIN

static const struct row {
	const char *method; /* NULL: any */
	int64_t code;	    /* ANY, or the error's */
	const char *words;  /* NULL, or a part of the message; cases of ASCII are alike */
	enum answer meaning;
} rows[] = {
	/* First, because the rest of the message is the contract's, which may say anything. */
	{NULL, 3, NULL, ANSWER_REVERT},
	{NULL, ANY, "revert", ANSWER_REVERT},

	/* Alchemy, Infura and QuickNode. */
	{NULL, ANY, "rate limit", ANSWER_TOO_OFTEN},
	{NULL, ANY, "too many requests", ANSWER_TOO_OFTEN},
	{NULL, ANY, "compute units per second", ANSWER_TOO_OFTEN},
	{NULL, ANY, "request count exceeded", ANSWER_TOO_OFTEN},
	{NULL, ANY, "credits limited to", ANSWER_TOO_OFTEN},

	/* Infura, Alchemy, BSC, reth. */
	{"eth_getLogs", ANY, "query returned more than", ANSWER_TOO_MUCH},
	{"eth_getLogs", ANY, "log response size exceeded", ANSWER_TOO_MUCH},
	{"eth_getLogs", ANY, "block range", ANSWER_TOO_MUCH},
	{"eth_getLogs", ANY, "exceeds limit of", ANSWER_TOO_MUCH},
	{"eth_getLogs", ANY, "max results", ANSWER_TOO_MUCH},
	/* Infura to more than 10,000 results, public nodes of BNB Chain to every search. */
	{"eth_getLogs", -32005, NULL, ANSWER_TOO_MUCH},

	/* reth and op-reth prove at the newest block only, unless told otherwise; Erigon. */
	{"eth_getProof", ANY, "proof window", ANSWER_NO_PROOF},
	{"eth_getProof", ANY, "root hash mismatch", ANSWER_NO_PROOF},
	{"eth_getProof", -32601, NULL, ANSWER_NO_PROOF},
	{"eth_getProof", ANY, "not supported", ANSWER_NO_PROOF},

	/* geth in both of its storage schemes, and others. */
	{NULL, ANY, "missing trie node", ANSWER_NO_STATE},
	{NULL, ANY, "header not found", ANSWER_NO_STATE},
	{NULL, ANY, "block not found", ANSWER_NO_STATE},
	{NULL, ANY, "unknown block", ANSWER_NO_STATE},
	{NULL, ANY, "historical state", ANSWER_NO_STATE},
	{NULL, ANY, "state is not available", ANSWER_NO_STATE},
	{NULL, ANY, "pruned", ANSWER_NO_STATE},

	{NULL, ANY, "method not found", ANSWER_NO_METHOD},
	{NULL, ANY, "is not available", ANSWER_NO_METHOD},

	/* Codes of EIP-1474, JSON-RPC 2.0 and of HTTP. */
	{NULL, 429, NULL, ANSWER_TOO_OFTEN},
	{NULL, -32005, NULL, ANSWER_TOO_OFTEN},
	{NULL, -32601, NULL, ANSWER_NO_METHOD},
	{NULL, -32004, NULL, ANSWER_NO_METHOD},
	{NULL, -32001, NULL, ANSWER_NO_STATE},
};

enum answer answer_of_error(const char *method, int64_t code, const char *message)
{
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const struct row *r = &rows[i];

		if ((r->method == NULL || strcmp(r->method, method) == 0) &&
		    (r->code == ANY || r->code == code) &&
		    (r->words == NULL || strcasestr(message, r->words) != NULL))
			return r->meaning;
	}
	return ANSWER_FAILED;
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
	case ANSWER_TOO_MUCH: return "gives less at once";
	case ANSWER_NO_STATE: return "does not have the state of that block";
	case ANSWER_NO_METHOD: return "does not offer";
	case ANSWER_FAILED: return "refuses to answer";
	}
	return "refuses to answer";
}
