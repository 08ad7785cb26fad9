/* Objects and lists of a profile: whatever goes wrong in one is told with its place. */
#ifndef CHAIN_PROFILE_LIST_H
#define CHAIN_PROFILE_LIST_H

#include "base/json.h"
#include "chain/profile.h"

/* Reads one object of the file into its place in the profile. */
typedef enum status profile_element(struct profile *out, const struct json *o, struct err *e);

/* Reads the object `name` of the document. Whatever `read` returns; ERR_PARSE for no object. */
MUST_CHECK enum status profile_list_member(struct profile *out, const struct json *doc,
					   const char *name, profile_element *read, struct err *e);

/*
 * Reads each object of the array `name`, at most `max` of them. The second one takes a document
 * without that array, too.
 * Returns: whatever `read` returns; ERR_PARSE, ERR_LIMIT.
 */
MUST_CHECK enum status profile_list_read(struct profile *out, const struct json *doc,
					 const char *name, size_t max, profile_element *read,
					 struct err *e);
MUST_CHECK enum status profile_list_optional(struct profile *out, const struct json *doc,
					     const char *name, size_t max, profile_element *read,
					     struct err *e);

#endif
