/*
 * Questions about a profile. Nodes of one operator could all lie alike, so operators are counted
 * and not nodes.
 */
#include "chain/profile.h"

#include <stdio.h>
#include <string.h>

size_t profile_voices(const struct profile *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_nodes; i++) {
		size_t j = 0;

		while (j < i && strcmp(p->nodes[j].operator, p->nodes[i].operator) != 0)
			j++;
		n += j == i;
	}
	return n;
}

/*
 * More than half of the voices, so that two answers cannot both have k of them unless an operator's
 * nodes contradict each other, which ends as a tie (client/agreement.h).
 */
bool profile_can_agree(const struct profile *p)
{
	size_t voices = profile_voices(p);

	return p->quorum >= 2 && 2 * (size_t)p->quorum > voices && voices >= p->quorum;
}

void profile_datanet_names(char *out, size_t cap, const struct profile *p)
{
	size_t len = 0;

	out[0] = '\0';
	for (size_t i = 0; i < p->n_datanets && len < cap; i++)
		len += (size_t)snprintf(out + len, cap - len, "%s%s", len > 0 ? ", " : "",
					p->datanets[i].name);
}

const struct profile_datanet *profile_datanet(const struct profile *p)
{
	static const struct profile_datanet none;

	return p->n_datanets > 0 ? &p->datanets[p->datanet] : &none;
}

const struct profile_datanet *profile_datanet_at(const struct profile *p,
						 const struct address *address)
{
	for (size_t i = 0; i < p->n_datanets; i++)
		if (address_equal(&p->datanets[i].address, address))
			return &p->datanets[i];
	return NULL;
}

/* Bit i of `payers` is distributor i. */
bool profile_pays(const struct profile *p, size_t distributor)
{
	if (p->distributors[distributor].kind != DISTRIBUTOR_URD)
		return false;
	return p->n_datanets == 0 || (profile_datanet(p)->payers >> distributor & 1) != 0;
}

bool profile_pays_any(const struct profile *p, size_t distributor)
{
	for (size_t i = 0; i < p->n_datanets; i++)
		if ((p->datanets[i].payers >> distributor & 1) != 0)
			return true;
	return false;
}

const struct profile_token *profile_token(const struct profile *p, const struct address *address)
{
	for (size_t i = 0; i < p->n_tokens; i++)
		if (address_equal(&p->tokens[i].contract.address, address))
			return &p->tokens[i];
	return NULL;
}

bool profile_is_told(const struct profile *p, const struct profile_distributor *d)
{
	return profile_pays_any(p, (size_t)(d - p->distributors));
}

const struct profile_distributor *profile_distributor(const struct profile *p,
						      const struct address *address)
{
	for (size_t i = 0; i < p->n_distributors; i++)
		if (address_equal(&p->distributors[i].contract.address, address))
			return &p->distributors[i];
	return NULL;
}
