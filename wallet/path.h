/* Paths of BIP-32 below a phrase's seed, such as m/44'/60'/0'/0/5, and those that wallets use. */
#ifndef WALLET_PATH_H
#define WALLET_PATH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

#define PATH_STEPS 10 /* EIP-2645 goes seven deep; nobody's accounts lie deeper */
/* "m", then for each step a slash, ten digits and a tick; the final zero */
#define PATH_TEXT_SIZE (1 + 12 * PATH_STEPS + 1)

/* Steps behind `n` are zeros, so that equal paths are equal bytes. A hardened step has bit 31. */
struct key_path {
	uint32_t n;
	uint32_t steps[PATH_STEPS];
};

/* Ways to count accounts. Each is a path in which one step is the number. */
enum path_scheme {
	PATH_METAMASK,	    /* m/44'/60'/0'/0/i: BIP-44; also Trezor, MEW today, ethers, byline */
	PATH_LEDGER_LIVE,   /* m/44'/60'/i'/0/0 */
	PATH_LEDGER_LEGACY, /* m/44'/60'/0'/i; also MEW and MyCrypto with a Ledger */
	PATH_SCHEMES,
};

/* The path of account `i`, below 2^31, in a scheme. */
void path_of_scheme(struct key_path *out, enum path_scheme scheme, uint32_t i);

/*
 * Whether a path is one of a scheme. m/44'/60'/0'/0/0 is the first of two: it counts as MetaMask's.
 * Out: the scheme, and the number in it
 */
bool path_scheme_of(enum path_scheme *scheme, uint32_t *i, const struct key_path *path);

/* Reads "metamask", "ledger-live", "ledger-legacy" or "mew", in any case. ERR_NOT_FOUND. */
MUST_CHECK enum status path_scheme_parse(enum path_scheme *out, const char *name);

/*
 * Reads a path: m, then 1 to PATH_STEPS numbers below 2^31 after slashes, each hardened by ', h or
 * H. Zeros in front of a number are refused.
 * Returns: STATUS_OK, ERR_PARSE, ERR_RANGE for a number that is too large, ERR_LIMIT for too many.
 */
MUST_CHECK enum status path_parse(struct key_path *out, const char *text, size_t len,
				  struct err *e);

/* Writes a path as path_parse() reads it, with ticks. Out: a C string */
void path_format(char out[static PATH_TEXT_SIZE], const struct key_path *path);

#endif
