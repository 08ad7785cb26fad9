/*
 * The struct types that a typed document declares (EIP-712), checked once and found by name, for
 * the code that walks over the values of a document (eip712*.c, meaning*.c).
 *
 * Names point into the document, which must live as long as the types.
 */
#ifndef CHAIN_EIP712_TYPES_H
#define CHAIN_EIP712_TYPES_H

#include "base/json.h"
#include "chain/address.h"
#include "chain/hash.h"

struct eip712_member {
	const char *name;
	const char *type;
};

struct eip712_type {
	const char *name;
	struct eip712_member members[LIMIT_TYPED_MEMBERS];
	size_t n;
	struct hash hash; /* keccak256 of encodeType */
};

struct eip712_types {
	struct eip712_type *list; /* ascending by name */
	size_t n;
};

/* The kind of type that a name without brackets stands for. */
enum eip712_kind {
	EIP712_UNKNOWN, /* a struct, or nothing */
	EIP712_UINT,	/* bits 8..256 */
	EIP712_INT,	/* bits 8..256 */
	EIP712_ADDRESS,
	EIP712_BOOL,
	EIP712_FIXED_BYTES, /* bytes1..bytes32; bits is 8 times that */
	EIP712_BYTES,
	EIP712_STRING,
};

/*
 * The kind of the `len` characters of `name`. Out: its size in bits where it has one, otherwise 0.
 */
enum eip712_kind eip712_types_kind(unsigned *bits, const char *name, size_t len);

/*
 * Reads {"Name":[{"name":"…","type":"…"}, …], …}. Every name is an identifier. No struct is named
 * like an atomic type of Solidity of any size (int, uint7, bytes33). Members of one struct have
 * different names, and every type is atomic or declared. Arrays are T[] or T[n] with n >= 1.
 * EIP712Domain is declared and has only the standard's members with the standard's types.
 * Out: the types, released with eip712_types_release(), also after a failure.
 * Returns: STATUS_OK, ERR_PARSE, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status eip712_types_load(struct eip712_types *out, const struct json *types,
					 struct err *e);
void eip712_types_release(struct eip712_types *t);

/* The declared struct of that name, or NULL. */
const struct eip712_type *eip712_types_find(const struct eip712_types *t, const char *name,
					    size_t len);

/*
 * Whether `type` is declared as the `len` characters of `text` say, "Mail(Person from,string
 * contents)". A text that ends in "...)" leaves open which members follow.
 */
bool eip712_types_is(const struct eip712_type *type, const char *text, size_t len);

/*
 * The length of `type` (`len` characters) without its last pair of brackets; `len` when it is no
 * array.
 */
size_t eip712_types_element(const char *type, size_t len);

#endif
