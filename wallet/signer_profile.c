/*
 * A profile is parsed here from its text and from nothing else: the hash that names it is computed
 * of the bytes that were parsed.
 *
 * Invariant: two profiles never have one hash, and none changes after it was taken.
 */
#include "wallet/signer_profile.h"

#include <stdlib.h>

#include "chain/keccak.h"
#include "chain/profile_parse.h"

/* More networks are not followed at once (LIMIT_NETWORKS), and each may change meanwhile. */
#define MOST (2 * LIMIT_NETWORKS)

struct signer_profiles {
	size_t n;
	struct {
		struct hash hash;
		struct profile *profile;
	} known[MOST];
};

const struct profile *signer_profile_find(const struct signer *s, const struct hash *hash)
{
	for (size_t i = 0; s->profiles != NULL && i < s->profiles->n; i++)
		if (hash_equal(&s->profiles->known[i].hash, hash))
			return s->profiles->known[i].profile;
	return NULL;
}

/* Keeps a parsed profile; the caller keeps it after a failure. */
static enum status keep(struct signer *s, const struct hash *hash, struct profile *take_p,
			struct err *e)
{
	if (s->profiles == NULL)
		s->profiles = calloc(1, sizeof(*s->profiles));
	if (s->profiles == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	if (s->profiles->n == MOST)
		return err_set(e, ERR_LIMIT,
			       "the signer was handed more than %d network profiles; lock the "
			       "vault and unlock it",
			       MOST);
	s->profiles->known[s->profiles->n].hash = *hash;
	s->profiles->known[s->profiles->n++].profile = take_p;
	return STATUS_OK;
}

enum status signer_profile_take(struct signer_call *c, const struct signer_file *in,
				struct signer_hash *out)
{
	struct profile *p;
	enum status s;

	keccak256(out->hash.bytes, in->file.data, in->file.len);
	if (signer_profile_find(c->signer, &out->hash) != NULL)
		return STATUS_OK;
	p = malloc(sizeof(*p));
	if (p == NULL)
		return err_set(c->e, ERR_MEMORY, "out of memory");
	s = profile_parse(p, in->file.data, in->file.len, c->e);
	if (s == STATUS_OK)
		s = keep(c->signer, &out->hash, p, c->e);
	if (s != STATUS_OK)
		free(p);
	return s;
}

void signer_profile_forget(struct signer *s)
{
	for (size_t i = 0; s->profiles != NULL && i < s->profiles->n; i++)
		free(s->profiles->known[i].profile);
	free(s->profiles);
	s->profiles = NULL;
}
