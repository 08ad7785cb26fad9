/* The members that every contract of a profile has: where it is, and which code it runs. */
#ifndef CHAIN_PROFILE_CONTRACT_H
#define CHAIN_PROFILE_CONTRACT_H

#include "chain/profile.h"

/* Reads "address", "code_hash" and "implementation" of an object. ERR_PARSE, ERR_MISMATCH. */
MUST_CHECK enum status profile_contract_read(struct profile_contract *out, const struct json *o,
					     struct err *e);

/* Adds the same members. */
void profile_contract_add(struct json *o, const struct profile_contract *c);

#endif
