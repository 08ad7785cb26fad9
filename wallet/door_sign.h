/*
 * Signatures, asked of the signer through its door. The signer decodes what it signs itself, and
 * signs nothing that a person did not agree to (wallet/door_consent.h).
 *
 * Common results as in wallet/door.h: ERR_LOCKED, ERR_REFUSED, ERR_NOT_FOUND for an account that
 * the vault does not have, ERR_SIGNATURE when the new signature does not verify.
 */
#ifndef WALLET_DOOR_SIGN_H
#define WALLET_DOOR_SIGN_H

#include "chain/amount.h"
#include "chain/danger.h"
#include "chain/profile.h"
#include "wallet/door.h"
#include "wallet/recover.h"
#include "wallet/wire.h"

struct buf;

/* The conditions under which a transaction or a document is signed. */
struct door_policy {
	uint64_t chain_id;	       /* anything for another chain is refused */
	struct wei fee_cap;	       /* the most that its gas may cost */
	const struct profile *profile; /* pins contracts and caps the fee too; NULL: pins nothing */
	uint32_t allowed;	       /* the set of enum danger that a person asked for by name */
	const char *domain;	       /* at which a message signs in; NULL: none was named */
};

/*
 * Signs an unsigned transaction (tx_write_unsigned()).
 * Out:     raw   appended: the bytes for eth_sendRawTransaction
 *          hash  of these bytes, by which nodes name the transaction
 * Returns: STATUS_OK, ERR_PARSE, ERR_MISMATCH for another chain, ERR_REFUSED for what
 *          tx_policy_check() refuses, for the creation of a contract, a call with a danger that is
 *          not allowed, coins or tokens sent where they are lost, coins sent along with an act that
 *          takes none, a claim from a distributor that the profile does not pin, gas over the cap.
 */
MUST_CHECK enum status door_sign_tx(struct door *d, struct buf *raw, struct hash *hash,
				    uint32_t account, const struct door_policy *policy,
				    const void *unsigned_tx, size_t len, struct err *e);

/*
 * Signs a claim bundle after redoing everything it says (bundle_check()).
 * Out:     signed_bundle  appended: the file "byline-signed/1"
 * Returns: STATUS_OK, ERR_PARSE, ERR_PROOF_MISMATCH, ERR_MISMATCH (the bundle contradicts itself,
 *          is for another chain, or names another account), ERR_REFUSED as door_sign_tx().
 */
MUST_CHECK enum status door_sign_claim(struct door *d, struct buf *signed_bundle, uint32_t account,
				       const struct door_policy *policy, const void *bundle,
				       size_t len, struct err *e);

/*
 * Signs an EIP-712 document. A domain that names a chain must name the policy's; a fee cap means
 * nothing here.
 * Out:     sig     r ‖ s ‖ v
 *          digest  (or NULL) the 32 bytes that were signed
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE, ERR_LIMIT, ERR_MISMATCH for another chain, ERR_REFUSED
 *          for a danger (meaning_of_document()) that is not allowed.
 */
MUST_CHECK enum status door_sign_typed(struct door *d, uint8_t sig[static SIGNATURE_SIZE],
				       struct hash *digest, uint32_t account,
				       const struct door_policy *policy, const void *document,
				       size_t len, struct err *e);

/*
 * Signs a personal message (EIP-191). Of the policy `allowed` and `domain` count. Out: r ‖ s ‖ v.
 * Returns: STATUS_OK, ERR_REFUSED for a danger (meaning_message_for()) that is not in `allowed`.
 */
MUST_CHECK enum status door_sign_message(struct door *d, uint8_t sig[static SIGNATURE_SIZE],
					 uint32_t account, const struct door_policy *policy,
					 const void *message, size_t len, struct err *e);

/* The policy's domain as a member of a request. */
struct wire_bytes door_sign_domain(const struct door_policy *policy);

/*
 * Hands the profile to the signer, unless it has it.
 * Out:     hash      that names it in requests; zero for no profile (NULL)
 *          accepted  the vault in use has accepted it
 * Returns: STATUS_OK, ERR_LIMIT.
 */
MUST_CHECK enum status door_sign_profile(struct door *d, struct hash *hash, bool *accepted,
					 const struct profile *profile, struct err *e);

/* Permission for one sealed file to be uploaded to a datanet. */
struct door_upload {
	uint64_t chain_id;
	struct address datanet;
	struct hash dataset; /* uid of the commitment */
	struct hash file;    /* keccak256 of the sealed file */
	uint64_t size;	     /* the sealed file's, in bytes */
	uint64_t expires;    /* seconds since 1970 */
};

/*
 * Signs Upload(bytes32 dataset,bytes32 file,uint64 size,uint64 expires) in the datanet's EIP-712
 * domain. Out: r ‖ s ‖ v.
 */
MUST_CHECK enum status door_sign_upload(struct door *d, uint8_t sig[static SIGNATURE_SIZE],
					uint32_t account, const struct door_upload *upload,
					struct err *e);

#endif
