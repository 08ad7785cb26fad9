/* Invariant: hashes ascend strictly, so that equal vaults are equal bytes. */
#include "wallet/vault_profiles.h"

#include <string.h>

#include "wallet/vault_private.h"

const struct hash *vault_profiles(const struct vault *v, size_t *n)
{
	*n = v->profiles_n;
	return v->profiles;
}

enum status vault_profiles_add(struct vault *v, const struct hash *profile, struct err *e)
{
	size_t i = 0;

	/* The hash of a profile is no secret: time may depend on it. */
	while (i < v->profiles_n && memcmp(&v->profiles[i], profile, sizeof(*profile)) < 0)
		i++;
	if (i < v->profiles_n && memcmp(&v->profiles[i], profile, sizeof(*profile)) == 0)
		return err_set(e, ERR_EXISTS, "the vault has accepted this profile already");
	if (v->profiles_n == VAULT_PROFILES)
		return err_set(e, ERR_LIMIT, "a vault remembers at most %d profiles",
			       VAULT_PROFILES);
	memmove(&v->profiles[i + 1], &v->profiles[i], (v->profiles_n - i) * sizeof(v->profiles[0]));
	v->profiles[i] = *profile;
	v->profiles_n++;
	return STATUS_OK;
}
