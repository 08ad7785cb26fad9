/*
 * One table has each reason's word, sentence and remedy. The remedy is "" where nothing helps or
 * nothing is needed.
 */
#include "chain/doubt.h"

#include <stddef.h>

#include "base/attr.h"
#include "chain/profile.h"

static const struct {
	const char *word, *reason, *remedy;
} doubts[] = {
	[DOUBT_NONE] = {"", "", ""},
	[DOUBT_NO_PROOF] = {"no-proof", "the nodes give no proof of it",
			    "a node in the profile that proves at older blocks would"},
	[DOUBT_UNHASHED] = {"unhashed-header",
			    "this byline cannot compute the hash of the network's block headers",
			    "update byline; see: byline node list"},
	[DOUBT_NO_SLOT] = {"no-slot", "the profile does not say where the contract stores it",
			   "a profile with its storage slot would let it be proven"},
	[DOUBT_PRECOMPILE] = {"precompile",
			      "the token is built into the chain, which gives no proof of it", ""},
	[DOUBT_NO_CODE_HASH] = {"no-code-hash", "the profile pins no code hash of the contract",
				"a profile with its code hash would let it be proven"},
	[DOUBT_FEW_NODES] = {"few-nodes", "fewer nodes than the quorum gave it",
			     "it is read again with the next sync; see: byline node list"},
	[DOUBT_ONE_VOICE] = {"one-voice", "the nodes of this profile are one voice",
			     "nodes of two more operators in the profile could agree"},
	[DOUBT_CONTRADICTED] = {"contradicted", "the nodes contradict each other on it",
				"see: byline node list"},
	[DOUBT_UNDERFUNDED] = {"underfunded", "the distributor holds less than that", ""},
	[DOUBT_ESTIMATE] = {"estimate", "it is computed from one server's word", ""},
};

enum doubt doubt_of(enum trust trust, const struct doubt_facts *facts)
{
	switch (trust) {
	case TRUST_NONE:
	case TRUST_PROVEN: return DOUBT_NONE;
	case TRUST_DISPUTED: return DOUBT_CONTRADICTED;
	case TRUST_REPORTED:
	case TRUST_AGREED: break;
	}
	/* A value that one server reported may be one that the profile lets nobody else read. */
	if (trust == TRUST_REPORTED && !facts->can_agree)
		return DOUBT_ONE_VOICE;
	if (facts->precompile)
		return trust == TRUST_REPORTED ? DOUBT_FEW_NODES : DOUBT_PRECOMPILE;
	if (!facts->has_slot)
		return DOUBT_NO_SLOT;
	if (trust == TRUST_REPORTED)
		return DOUBT_FEW_NODES;
	return facts->has_code_hash ? DOUBT_NO_PROOF : DOUBT_NO_CODE_HASH;
}

enum doubt doubt_of_contract(enum trust trust, const struct profile *p,
			     const struct profile_contract *contract, bool has_slot)
{
	const struct doubt_facts facts = {.can_agree = profile_can_agree(p),
					  .has_code_hash = contract->has_code_hash,
					  .has_slot = has_slot};

	return doubt_of(trust, &facts);
}

enum doubt doubt_of_token(enum trust trust, const struct profile *p,
			  const struct profile_token *token)
{
	const struct doubt_facts facts = {.can_agree = profile_can_agree(p),
					  .has_code_hash = token->contract.has_code_hash,
					  .has_slot = token->has_balance_slot,
					  .precompile = token->precompile};

	return doubt_of(trust, &facts);
}

const char *doubt_word(enum doubt d)
{
	return (size_t)d < ARRAY_SIZE(doubts) ? doubts[d].word : "";
}

const char *doubt_reason(enum doubt d)
{
	return (size_t)d < ARRAY_SIZE(doubts) ? doubts[d].reason : "";
}

const char *doubt_remedy(enum doubt d)
{
	return (size_t)d < ARRAY_SIZE(doubts) ? doubts[d].remedy : "";
}
