/*
 * The reason why a figure is not proven, where byline knows it. Pure: a function of how the figure
 * is known and of what the profile gives.
 */
#ifndef CHAIN_DOUBT_H
#define CHAIN_DOUBT_H

#include <stdbool.h>

#include "chain/trust.h"

struct profile;
struct profile_contract;
struct profile_token;

enum doubt {
	DOUBT_NONE,	    /* proven, or not known at all */
	DOUBT_NO_PROOF,	    /* the nodes gave the value, and none a proof of it */
	DOUBT_UNHASHED,	    /* block headers do not hash, so that proofs lead nowhere */
	DOUBT_NO_SLOT,	    /* the profile does not say where the contract stores it */
	DOUBT_PRECOMPILE,   /* the token is built into the chain, and no storage of it is proven */
	DOUBT_NO_CODE_HASH, /* the profile does not say which code the contract must have */
	DOUBT_FEW_NODES,    /* fewer nodes than the quorum gave it */
	DOUBT_ONE_VOICE,    /* the profile's nodes can never agree */
	DOUBT_CONTRADICTED, /* nodes gave different values */
	DOUBT_UNDERFUNDED,  /* the distributor holds less than that */
	DOUBT_ESTIMATE,	    /* computed from one server's word */
};

/* The facts of the profile that a figure depends on. */
struct doubt_facts {
	bool can_agree; /* profile_can_agree() */
	bool has_code_hash;
	bool has_slot;
	bool precompile; /* the figure is of a token without code and storage */
};

/* The reason why a figure that was read of the chain is known no better than `trust`. */
enum doubt doubt_of(enum trust trust, const struct doubt_facts *facts);

/* The same for a balance of a token. */
enum doubt doubt_of_token(enum trust trust, const struct profile *p,
			  const struct profile_token *token);

/* The same for a value of a contract, whose place in its storage the profile gives or does not. */
enum doubt doubt_of_contract(enum trust trust, const struct profile *p,
			     const struct profile_contract *contract, bool has_slot);

/* "no-proof": the word of JSON; "" for NONE. Static. */
const char *doubt_word(enum doubt d);

/* "the nodes give no proof of it": the reason for a person, and what helps; "" for NONE. Static. */
const char *doubt_reason(enum doubt d);
const char *doubt_remedy(enum doubt d);

#endif
