/* The members of a payer of kind "merkle" by which a profile says what its tree is like. */
#ifndef CHAIN_PROFILE_TERMS_H
#define CHAIN_PROFILE_TERMS_H

#include "base/json.h"
#include "chain/merkle_terms.h"

/* The most members that a payer has for it. */
#define PROFILE_TERMS_MEMBERS 5

/*
 * Lists the members that `o` may have: "preset" where it has that one, otherwise those of a
 * description. Returns: how many there are.
 */
size_t profile_terms_members(const char *members[static PROFILE_TERMS_MEMBERS],
			     const struct json *o);

/*
 * Reads the terms: a preset's, or those that "leaf", "encoding", "hashes", "claimed" and "call"
 * describe. A description names the call of a preset, and is never a call of its own.
 * Returns: STATUS_OK, ERR_PARSE; also for a description that contradicts itself, such as a bitmap
 *          of indices that no leaf has.
 */
MUST_CHECK enum status profile_terms_read(struct merkle_terms *out, const struct json *o,
					  struct err *e);

/* Adds the same members to `o`. */
void profile_terms_add(struct json *o, const struct merkle_terms *t);

#endif
