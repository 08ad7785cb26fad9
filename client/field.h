/*
 * Members of a datanet's replies, read strictly; messages name the member. Used by the datanet's
 * parsers only.
 */
#ifndef CLIENT_FIELD_H
#define CLIENT_FIELD_H

#include "base/json.h"
#include "chain/profile.h"

/* 32 bytes of hex in lower case. ERR_PARSE. */
MUST_CHECK enum status field_hash(struct hash *out, const struct json *o, const char *name,
				  struct err *e);

/* The same of one element of the list `name`. ERR_PARSE. */
MUST_CHECK enum status field_hash_of(struct hash *out, const struct json *element, const char *name,
				     struct err *e);

/* RFC 3339 to the second as seconds since 1970. ERR_PARSE. */
MUST_CHECK enum status field_time(int64_t *out, const struct json *o, const char *name,
				  struct err *e);

/* One to `longest` characters, cleaned, cut to `cap` bytes. ERR_PARSE, ERR_LIMIT. */
MUST_CHECK enum status field_text(char *out, size_t cap, const struct json *o, const char *name,
				  size_t longest, struct err *e);

/* true or false. ERR_PARSE. */
MUST_CHECK enum status field_bool(bool *out, const struct json *o, const char *name, struct err *e);

/*
 * Lower-case hex of `len` <= 32 bytes that must be `want`, which the profile pins.
 * ERR_PARSE, ERR_MISMATCH.
 */
MUST_CHECK enum status field_same(const struct json *o, const char *name, const uint8_t *want,
				  size_t len, struct err *e);
MUST_CHECK enum status field_same_address(const struct json *o, const char *name,
					  const struct address *want, struct err *e);

/* The same, when it must be what was asked for. ERR_PARSE, ERR_MISMATCH. */
MUST_CHECK enum status field_asked(const struct json *o, const char *name, const uint8_t *want,
				   size_t len, struct err *e);

/* "distributor" is one of the profile's and "token" is what it pays. ERR_PARSE, ERR_MISMATCH. */
MUST_CHECK enum status field_distributor(const struct profile_distributor **out,
					 const struct json *o, const struct profile *p,
					 struct err *e);

/* "proof": at most LIMIT_MERKLE_DEPTH hashes. ERR_PARSE, ERR_LIMIT. */
MUST_CHECK enum status field_proof(struct hash proof[static LIMIT_MERKLE_DEPTH], size_t *n,
				   const struct json *o, struct err *e);

#endif
