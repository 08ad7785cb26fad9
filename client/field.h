/*
 * Members of a datanet's replies, read strictly. Messages name the member. For the readers of
 * datanet_*.c only.
 */
#ifndef CLIENT_FIELD_H
#define CLIENT_FIELD_H

#include "base/json.h"
#include "chain/profile.h"

/* Reads the member `name` of `o`: 32 bytes of hex in lower case. ERR_PARSE. */
MUST_CHECK enum status field_hash(struct hash *out, const struct json *o, const char *name,
				  struct err *e);

/* Reads a hash that is an element of the list `name`. ERR_PARSE. */
MUST_CHECK enum status field_hash_of(struct hash *out, const struct json *element, const char *name,
				     struct err *e);

/* Reads a time to the second (RFC 3339) as seconds since 1970. ERR_PARSE. */
MUST_CHECK enum status field_time(int64_t *out, const struct json *o, const char *name,
				  struct err *e);

/*
 * Reads a text of 1 to `longest` characters, cleaned and cut to `cap` bytes. ERR_PARSE, ERR_LIMIT.
 */
MUST_CHECK enum status field_text(char *out, size_t cap, const struct json *o, const char *name,
				  size_t longest, struct err *e);

/* Reads true or false. ERR_PARSE. */
MUST_CHECK enum status field_bool(bool *out, const struct json *o, const char *name, struct err *e);

/*
 * Checks that a member has the value that the profile pins: `len` <= 32 bytes of hex in lower case
 * that are equal to `want`. STATUS_OK, ERR_PARSE, ERR_MISMATCH.
 */
MUST_CHECK enum status field_same(const struct json *o, const char *name, const uint8_t *want,
				  size_t len, struct err *e);
MUST_CHECK enum status field_same_address(const struct json *o, const char *name,
					  const struct address *want, struct err *e);

/* Checks that a member has the value that was asked for. ERR_PARSE, ERR_MISMATCH. */
MUST_CHECK enum status field_asked(const struct json *o, const char *name, const uint8_t *want,
				   size_t len, struct err *e);

/*
 * Reads "distributor", which must be one of the profile's, and checks that "token" is the one that
 * it pays. ERR_PARSE, ERR_MISMATCH.
 */
MUST_CHECK enum status field_distributor(const struct profile_distributor **out,
					 const struct json *o, const struct profile *p,
					 struct err *e);

/* Reads "proof", a list of at most LIMIT_MERKLE_DEPTH hashes. ERR_PARSE, ERR_LIMIT. */
MUST_CHECK enum status field_proof(struct hash proof[static LIMIT_MERKLE_DEPTH], size_t *n,
				   const struct json *o, struct err *e);

#endif
