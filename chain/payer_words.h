/* Lists the words that a kind of payer needs, and reads their values. For kinds and probes. */
#ifndef CHAIN_PAYER_WORDS_H
#define CHAIN_PAYER_WORDS_H

#include "chain/payer.h"

/* A list of words being written; `d` says where the slots are. */
struct payer_asking {
	struct payer_word *words; /* room for PAYER_WORDS */
	size_t n;
	const struct profile_distributor *d;
};

/* Adds the word at pinned slot `slot` of the payer's own contract, `offset` words behind it. */
void payer_words_add(struct payer_asking *a, const char *name, unsigned slot, uint64_t offset);

/*
 * Adds the word of a mapping at pinned slot `slot`, `offset` words behind the place of the key. A
 * mapping within a mapping has two keys: the slot of the inner one is the place of its key in the
 * outer one.
 */
void payer_words_add_mapped(struct payer_asking *a, const char *name, unsigned slot,
			    const struct hash *keys, size_t n, uint64_t offset);

/*
 * Adds a word of element `index` of the list at pinned slot `slot`, whose elements take `size`
 * words each: word `offset` of it. The slot itself keeps the list's length.
 */
void payer_words_add_element(struct payer_asking *a, const char *name, unsigned slot,
			     uint64_t index, uint64_t size, uint64_t offset);

/* Adds the word at `place`, which was found by the pinned slot `slot` and is known as well. */
void payer_words_add_at(struct payer_asking *a, const char *name, unsigned slot,
			const struct hash *place);

/* Adds the answer of the payer's contract to a function, called with `n` words, n <= 3. */
void payer_words_add_call(struct payer_asking *a, const char *name,
			  const uint8_t selector[static 4], const struct hash *arguments, size_t n);

/*
 * Adds a value of the contract's own code, where that is the code of `template`; where it is not,
 * the answer to a function without arguments.
 */
void payer_words_add_code(struct payer_asking *a, const char *name,
			  const struct code_template *template, unsigned immutable,
			  const uint8_t selector[static 4]);

/* The last word that was added is one of another contract than the payer's. */
void payer_words_of(struct payer_asking *a, const struct profile_contract *contract);

/* An address or a number as a word. */
struct hash payer_words_address(const struct address *a);
struct hash payer_words_number(uint64_t v);

/*
 * The bits `from` … `from`+`bits`-1 of a value, counted from the least, as Solidity packs several
 * variables into one word. bits <= 64 where a number of 64 bits is asked for.
 */
struct u256 payer_words_bits(const struct u256 *word, unsigned from, unsigned bits);
uint64_t payer_words_u64(const struct u256 *word, unsigned from, unsigned bits);

/* Whether the first `n` values are known. */
bool payer_words_known(const struct payer_value *values, size_t n);

#endif
