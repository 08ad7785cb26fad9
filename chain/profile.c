/*
 * Questions about a profile. Nodes of one operator could all lie alike, so operators are counted
 * and not nodes.
 */
#include "chain/profile.h"

#include <string.h>

static size_t distinct_operators(const struct profile *p)
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

bool profile_can_agree(const struct profile *p)
{
	return p->quorum >= 2 && 2 * (size_t)p->quorum > p->n_nodes &&
	       distinct_operators(p) >= p->quorum;
}

const struct profile_token *profile_token(const struct profile *p, const struct address *address)
{
	for (size_t i = 0; i < p->n_tokens; i++)
		if (address_equal(&p->tokens[i].contract.address, address))
			return &p->tokens[i];
	return NULL;
}

const struct profile_distributor *profile_distributor(const struct profile *p,
						      const struct address *address)
{
	for (size_t i = 0; i < p->n_distributors; i++)
		if (address_equal(&p->distributors[i].contract.address, address))
			return &p->distributors[i];
	return NULL;
}
