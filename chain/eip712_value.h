/* The values of a typed document, encoded as EIP-712 says. Only eip712*.c use this. */
#ifndef CHAIN_EIP712_VALUE_H
#define CHAIN_EIP712_VALUE_H

#include "chain/eip712_types.h"
#include "chain/u256.h"

/*
 * The hashStruct of a value: keccak256(typeHash ‖ encodeData(value)). The object has the declared
 * members and no others. Integers are decimal text, "0x" text of up to 64 digits or safe JSON
 * integers; bytes are "0x" text; addresses are 40 digits, with a right checksum when in mixed case.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE, ERR_TOO_DEEP, with the path of the member in the
 * message.
 */
MUST_CHECK enum status eip712_value_hash(struct hash *out, const struct eip712_types *types,
					 const struct eip712_type *type, const struct json *value,
					 struct err *e);

/* Reads an unsigned integer in any of those forms. Returns: STATUS_OK, ERR_PARSE, ERR_RANGE. */
MUST_CHECK enum status eip712_value_uint(struct u256 *out, const struct json *value);

#endif
