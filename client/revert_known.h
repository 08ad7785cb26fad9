/*
 * Errors that contracts are known to give, in plain words: those of OpenZeppelin 5 (ERC-6093 among
 * them), of EAS, and of distributors. Pure.
 */
#ifndef CLIENT_REVERT_KNOWN_H
#define CLIENT_REVERT_KNOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"

/*
 * Writes the words for a custom error of Solidity, whose data begins with the selector: the first
 * bytes of the keccak hash of its signature. Addresses and numbers of the data stand in the words;
 * where the data ends too early they are left out.
 * Returns: false for an error that is not known, when `out` is unchanged.
 */
bool revert_known_error(char out[static LIMIT_REMOTE_TEXT], const uint8_t *data, size_t len);

/* The words that explain a text of require(), for instance a distributor's; NULL: not known. */
const char *revert_known_text(const char *text);

/* The words for a code of Panic(uint256), as Solidity documents them; NULL: not known. */
const char *revert_known_panic(uint64_t code);

#endif
