/*
 * Members of a keystore as different programs spell them: names in any case ("Crypto",
 * "KDFParams"), hex in any case, with or without "0x". Two members that differ only in case are
 * refused, since readers would choose differently. For keystore_file.c only.
 */
#ifndef WALLET_KEYSTORE_MEMBER_H
#define WALLET_KEYSTORE_MEMBER_H

#include "base/json.h"

/* The remedy for a keystore that byline does not read. */
#define KEYSTORE_EXPORT                                                                          \
	"; open the file with the program that wrote it, and export the key there as a version " \
	"3 keystore or as a raw private key"

/* Whether `text` is `name`, which is in lower case, in any case of its ASCII letters. */
bool keystore_member_is(const char *text, const char *name);

/*
 * The member `name` of `object`; NULL when there is none.
 * Returns: STATUS_OK, ERR_PARSE for two of them.
 */
MUST_CHECK enum status keystore_member_find(const struct json **out, const struct json *object,
					    const char *name, struct err *e);

/* The same for a member that must be there and have the type that `is` tells. Or ERR_PARSE. */
MUST_CHECK enum status keystore_member_need(const struct json **out, const struct json *object,
					    const char *name, bool is(const struct json *),
					    struct err *e);

/*
 * Reads `least` to `most` bytes.
 * Out:     `len` bytes at `out`, which has room for `most`
 * Returns: STATUS_OK, ERR_PARSE.
 */
MUST_CHECK enum status keystore_member_hex(uint8_t *out, size_t *len, size_t least, size_t most,
					   const struct json *object, const char *name,
					   struct err *e);

/*
 * Reads a whole number from 1.
 * Returns: STATUS_OK, ERR_PARSE, ERR_LIMIT for one above `most`, which costs more than byline pays,
 *          and for one with a fraction.
 */
MUST_CHECK enum status keystore_member_number(uint64_t *out, uint64_t most,
					      const struct json *object, const char *name,
					      struct err *e);

#endif
