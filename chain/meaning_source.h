/*
 * The members of a typed document or of a call, found by the names that the rows of
 * chain/meaning_row.h use. Only meaning*.c and descriptor*.c use this.
 */
#ifndef CHAIN_MEANING_SOURCE_H
#define CHAIN_MEANING_SOURCE_H

#include "base/buf.h"
#include "chain/eip712.h"
#include "chain/meaning_row.h"
#include "chain/u256.h"

/* Either a document or a call. It points into what it is of. */
struct meaning_source {
	const struct eip712_document *document; /* NULL: a call */
	const char *signature;			/* a call's, with names */
	const uint8_t *args;			/* calldata behind the selector */
	size_t len;
	bool has_contract;
	struct address contract; /* that is called, or that the domain names */
};

struct meaning_value {
	enum eip712_kind kind; /* EIP712_UNKNOWN: a list or a struct */
	unsigned bits;	       /* a number's size */
	struct u256 number;    /* a number; true is 1; bytesN in the high bytes of the word */
	struct address address;
	const char *text;     /* a document's string, or its bytes in hex */
	const uint8_t *bytes; /* a call's bytes */
	size_t n;	      /* bytes, or elements of a list */
};

/*
 * The member that the `len` characters of `path` name. A list on the way is entered at `element`.
 * Returns: STATUS_OK, ERR_NOT_FOUND; ERR_PARSE for a call's list or bytes that do not lie within
 *          the calldata.
 */
MUST_CHECK enum status meaning_source_get(struct meaning_value *out, const struct meaning_source *s,
					  const char *path, size_t len, size_t element);

/*
 * Appends the bytes of a member of type bytes, or of element `element` of a bytes[].
 * Returns: STATUS_OK, ERR_NOT_FOUND past the end, ERR_PARSE, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status meaning_source_bytes(struct buf *out, const struct meaning_source *s,
					    const char *path, size_t element);

/*
 * Whether each argument of a call is a value of its type, and each list and text lies within the
 * calldata. Contracts of old compilers take a word of which they ignore some bits; those of new
 * ones refuse it, and nobody writes one by chance.
 * Out:     extra  bytes behind the arguments, which the function does not take
 * Returns: STATUS_OK, ERR_PARSE.
 */
MUST_CHECK enum status meaning_source_arguments(size_t *extra, const struct meaning_source *s);

/*
 * The next parameter of a signature, "address spender". `at` begins behind the opening bracket and
 * is moved past the parameter and its comma. False at the end. Out: type and name, which is empty
 * where there is none.
 */
struct meaning_parameter {
	const char *type, *name;
	size_t type_len, name_len;
};
bool meaning_source_parameter(struct meaning_parameter *out, const char **at);

/* The first four bytes of the keccak256 of the signature without its names. */
void meaning_source_selector(uint8_t out[static 4], const char *signature);

#endif
