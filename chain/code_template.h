/*
 * A contract's code but for its immutables.
 *
 * The constructor of a Solidity contract writes the values of its immutable variables into the code
 * that is then stored. No transaction can change them, and the hash of the code, which a proof of
 * the account has, covers them. Two contracts of one source and compiler therefore differ in these
 * places alone.
 */
#ifndef CHAIN_CODE_TEMPLATE_H
#define CHAIN_CODE_TEMPLATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "chain/hash.h"

/* The most immutables of a template. */
#define CODE_TEMPLATE_VALUES 4

/* Where 32 bytes of the code are an immutable, in ascending order. */
struct code_place {
	uint16_t at;
	uint8_t value; /* which of the immutables */
};

struct code_template {
	const char *name;    /* for people */
	size_t len;	     /* bytes of the code */
	struct hash blanked; /* keccak256 of the code with all places zero */
	const struct code_place *places;
	size_t n_places;
};

/*
 * Uniswap's MerkleDistributor as npm's @uniswap/merkle-distributor 1.0.1 has it compiled, and its
 * immutables by their places among the values.
 */
extern const struct code_template code_template_uniswap;
enum { CODE_TEMPLATE_UNISWAP_TOKEN, CODE_TEMPLATE_UNISWAP_ROOT };

/*
 * Reads the immutables from a contract's code.
 * Out:     `values` as many as the template has; zeros after a failure
 * Returns: STATUS_OK; ERR_MISMATCH for the code of another contract, and for one whose places of
 *          one immutable hold different values.
 */
MUST_CHECK enum status code_template_read(struct hash values[static CODE_TEMPLATE_VALUES],
					  const struct code_template *t, const uint8_t *code,
					  size_t len);

#endif
