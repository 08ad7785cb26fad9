/*
 * One claim of a file, while it is read: its fields from their text, checked one by one.
 */
#ifndef DROP_ENTRY_H
#define DROP_ENTRY_H

#include <stdbool.h>

#include "base/err.h"
#include "chain/merkle_terms.h"

struct entry {
	struct merkle_values values;
	unsigned fields;   /* those that were read: 1u << enum merkle_field */
	uint64_t place;	   /* in a CSV its line, else its number; from 1 */
	uint64_t node;	   /* the leaf's place in the `tree` of a dump */
	uint64_t chain_id; /* 0: the file names none */
	size_t n_proof;
	bool has_node, has_proof;
	struct hash proof[LIMIT_MERKLE_DEPTH];
};

/* Begins the claim at `place`. */
void entry_begin(struct entry *en, uint64_t place);

/* Whether the field was read. */
bool entry_has(const struct entry *en, enum merkle_field field);

/*
 * Reads one field: an address, or a whole number, in decimal or as "0x…". A number in JSON may also
 * stand without quotes, at any length: its digits are taken as they are.
 * Returns: STATUS_OK; ERR_MISMATCH when the field was read before; ERR_PARSE or ERR_RANGE for a
 *          fraction, an exponent, a sign, more than 256 bits, and what is no address.
 */
MUST_CHECK enum status entry_read(struct entry *en, enum merkle_field field, const char *text,
				  size_t len, struct err *e);

/* Reads a hash and appends it to the proof. ERR_PARSE, ERR_TOO_DEEP. */
MUST_CHECK enum status entry_read_sibling(struct entry *en, const char *text, size_t len,
					  struct err *e);

/* Reads a number as entry_read() does. `name` is that of the field in messages. */
MUST_CHECK enum status entry_number(struct u256 *out, const char *name, const char *text,
				    size_t len, struct err *e);

/* The same for numbers of at most `most`. */
MUST_CHECK enum status entry_small(uint64_t *out, uint64_t most, const char *name, const char *text,
				   size_t len, struct err *e);

/* Reads a hash of 32 bytes. ERR_PARSE. */
MUST_CHECK enum status entry_hash(struct hash *out, const char *name, const char *text, size_t len,
				  struct err *e);

/* Reads an address. ERR_PARSE, ERR_MISMATCH for capitals that do not fit. */
MUST_CHECK enum status entry_address(struct address *out, const char *name, const char *text,
				     size_t len, struct err *e);

/*
 * Checks a complete claim against the terms of the contract: all fields are there, no token where
 * the contract knows none, an index below 2^64, an amount that the contract can take.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE, ERR_MISMATCH.
 */
MUST_CHECK enum status entry_check(const struct entry *en, const struct merkle_terms *terms,
				   struct err *e);

/* "index 3, account 0x…, amount 100", as far as the fields were read. */
#define ENTRY_TEXT_SIZE 256
void entry_format(char out[static ENTRY_TEXT_SIZE], const struct entry *en);

#endif
