/*
 * Typed structured data (EIP-712): the hash that is signed, and a summary for the person who signs.
 */
#ifndef CHAIN_EIP712_H
#define CHAIN_EIP712_H

#include "base/json.h"
#include "chain/address.h"
#include "chain/eip712_types.h"
#include "chain/hash.h"

/* The parts of a document that a person is shown before signing. */
struct eip712_summary {
	char domain_name[64]; /* cleaned; "" when absent */
	char domain_version[32];
	bool has_chain_id; /* otherwise the signature is valid on every chain */
	uint64_t chain_id;
	bool has_contract; /* otherwise every contract that takes it may use it */
	struct address contract;
	char primary_type[64];
};

/* A document that was read and checked. It points into the JSON that it was read from. */
struct eip712_document {
	struct eip712_types types;
	const struct eip712_type *primary;
	const struct json *domain, *message;
	struct eip712_summary summary;
	struct hash digest; /* the 32 bytes that are signed */
};

/*
 * Opens a document {types, primaryType, domain, message} and computes its signing hash as in
 * eth_signTypedData_v4. There may be no other members, and EIP712Domain must be declared among the
 * types, because libraries differ on what is signed when it is missing. They also differ on
 * EIP712Domain as primaryType, which is refused.
 *
 * Refused are also: names that are no identifiers, unknown types, members that are missing, not
 * declared, of another type or out of range, more than LIMIT_TYPED_TYPES types or
 * LIMIT_TYPED_MEMBERS members, nesting past LIMIT_TYPED_DEPTH, and chain ids above 2^64-1.
 * Out:     the document, released with eip712_release(), also after a failure; `json` must live as
 *          long. Its digest is keccak256(0x1901 ‖ domainSeparator ‖ hashStruct(message)).
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE, ERR_TOO_DEEP, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status eip712_open(struct eip712_document *out, const struct json *json,
				   struct err *e);
void eip712_release(struct eip712_document *d);

/*
 * The separator of a domain (name, version, chainId, verifyingContract). A NULL name, version or
 * contract is left out of the type. For byline's own signatures, which need no document.
 */
void eip712_domain(struct hash *out, const char *name, const char *version, uint64_t chain_id,
		   const struct address *contract);

/* The hash that is signed: keccak256(0x1901 ‖ domain ‖ struct_hash). */
void eip712_combine(struct hash *out, const struct hash *domain, const struct hash *struct_hash);

#endif
