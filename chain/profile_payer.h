/*
 * Payers of a profile, as objects of its file. Each kind has members of its own, and one that
 * another kind has is refused, since it would be believed to hold.
 */
#ifndef CHAIN_PROFILE_PAYER_H
#define CHAIN_PROFILE_PAYER_H

#include "chain/profile.h"

/*
 * Reads one element of "payers" into the next place of out->distributors. Story's contracts are
 * read before. ERR_PARSE, ERR_MISMATCH, ERR_RANGE.
 */
MUST_CHECK enum status profile_payer_read(struct profile *out, const struct json *o, struct err *e);

/* Reads the object "story". ERR_PARSE, ERR_MISMATCH, ERR_RANGE. */
MUST_CHECK enum status profile_payer_read_story(struct profile *out, const struct json *o,
						struct err *e);

/* The same objects, as they are written. */
struct json *profile_payer_json(const struct profile_distributor *d);
struct json *profile_payer_story_json(const struct profile_story *story);

#endif
