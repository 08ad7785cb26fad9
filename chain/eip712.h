/* Typed structured data, EIP-712, and personal messages, EIP-191. */
#ifndef CHAIN_EIP712_H
#define CHAIN_EIP712_H

#include "base/json.h"
#include "chain/address.h"
#include "chain/hash.h"

/* What a person is shown of a typed document before signing. */
struct eip712_summary {
	char domain_name[64]; /* cleaned; "" when absent */
	char domain_version[32];
	bool has_chain_id; /* else the signature is good on every chain */
	uint64_t chain_id;
	bool has_contract; /* else it is good for every contract that takes it */
	struct address contract;
	char primary_type[64];
};

/*
 * The signing hash of {types, primaryType, domain, message} as in eth_signTypedData_v4; no other
 * members, and EIP712Domain declared among the types (libraries differ on what is signed without,
 * and on what EIP712Domain means as primaryType, which is refused).
 * Refused: names that are no identifiers, unknown types, members that are missing, not declared, of
 * another type or out of range, more than LIMIT_TYPED_TYPES types or LIMIT_TYPED_MEMBERS members,
 * nesting past LIMIT_TYPED_DEPTH, chain ids above 2^64-1.
 * Out: `digest` = keccak256(0x1901 ‖ domainSeparator ‖ hashStruct(message)); `summary` may be NULL.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE, ERR_TOO_DEEP, ERR_LIMIT, ERR_MEMORY.
 */
MUST_CHECK enum status eip712_digest(struct hash *digest, struct eip712_summary *summary,
				     const struct json *document, struct err *e);

/*
 * The separator of a domain (name, version, chainId, verifyingContract); a NULL name, version or
 * contract is left out of the type. For byline's own signatures, which need no document.
 */
void eip712_domain(struct hash *out, const char *name, const char *version, uint64_t chain_id,
		   const struct address *contract);

/* keccak256(0x1901 ‖ domain ‖ struct_hash). */
void eip712_combine(struct hash *out, const struct hash *domain, const struct hash *struct_hash);

#endif
