/*
 * Network profiles that the signer was handed. Each is read once, and named by the hash of its text
 * from then on, so that a request to sign is small.
 */
#ifndef WALLET_SIGNER_PROFILE_H
#define WALLET_SIGNER_PROFILE_H

#include "wallet/signer_call.h"

/* The request PROFILE: reads and keeps a profile. Errors of profile_parse(); ERR_LIMIT. */
MUST_CHECK enum status signer_profile_take(struct signer_call *c, const struct signer_file *in,
					   struct signer_taken *out);

/* The profile with this hash. Returns: NULL when it was not handed over. */
const struct profile *signer_profile_find(const struct signer *s, const struct hash *hash);

/* ERR_REFUSED for a profile that the vault in use has not accepted. */
MUST_CHECK enum status signer_profile_require_accepted(const struct signer_call *c,
						       const struct hash *hash);

/* Shows a profile and asks for its name. Returns: as ask_page_read() and ask_confirmation(). */
MUST_CHECK enum status signer_profile_show(struct signer_call *c, const struct profile *p);

/* Frees all profiles. */
void signer_profile_forget(struct signer *s);

#endif
