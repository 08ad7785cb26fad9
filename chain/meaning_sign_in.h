/* The meaning of a request to sign in (EIP-4361), and of a text that only resembles one. */
#ifndef CHAIN_MEANING_SIGN_IN_H
#define CHAIN_MEANING_SIGN_IN_H

#include "chain/meaning.h"

/*
 * Adds to `m` what the text gives when it is such a request or resembles one. Without a profile,
 * signer or time in `view` what they decide is not judged; without a domain it is DANGER_SIGN_IN.
 * False, and nothing is added, for any other text.
 */
bool meaning_sign_in_tell(struct meaning *m, const char *text, size_t len,
			  const struct meaning_view *view);

#endif
