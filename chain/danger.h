/*
 * The kinds of power that a signature can give away, as a set of bits, and the names by which a
 * person asks for one: `--allow permit`. A signer refuses whatever holds a bit that nobody asked
 * for.
 */
#ifndef CHAIN_DANGER_H
#define CHAIN_DANGER_H

#include <stdint.h>

#include "base/err.h"

enum danger {
	DANGER_PERMIT = 1 << 0,	  /* somebody may take tokens, or they are moved at once */
	DANGER_ORDER = 1 << 1,	  /* something is offered for a price */
	DANGER_CONTROL = 1 << 2,  /* an account or contract obeys somebody else, or other code */
	DANGER_CALLS = 1 << 3,	  /* calls are made in the signer's name */
	DANGER_VOTE = 1 << 4,	  /* somebody votes with what the signer holds */
	DANGER_ATTEST = 1 << 5,	  /* an attestation is made or revoked in the signer's name */
	DANGER_ANYWHERE = 1 << 6, /* valid on every chain, or for every contract */
	DANGER_UNKNOWN = 1 << 7,  /* byline does not know what it gives */
	DANGER_BYTES = 1 << 8,	  /* a message of bytes that are no text */
	DANGER_HASH = 1 << 9,	  /* a hash, which may stand for anything */
	DANGER_SIGN_IN = 1 << 10, /* a proof of the account for a site that nobody named */
};
#define DANGER_ALL ((uint32_t)(1 << 11) - 1)

/* Room for all names with commas between. */
#define DANGER_NAMES_SIZE 96

/* Writes "permit,anywhere"; "" for the empty set. */
void danger_names(char out[static DANGER_NAMES_SIZE], uint32_t set);

/*
 * Reads such names; NULL is the empty set. Returns: STATUS_OK, ERR_USAGE with all the names that
 * there are.
 */
MUST_CHECK enum status danger_parse(uint32_t *out, const char *names, struct err *e);

#endif
