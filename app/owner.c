/* An index past the end of its table is SNAPSHOT_NONE, or of a row without that owner. */
#include "app/owner.h"

/* Field by field, because a struct may have bytes between them. */
static bool is_of_same(const struct snapshot_owner *a, const struct snapshot_owner *b)
{
	return a->network == b->network && a->datanet == b->datanet && a->account == b->account;
}

/* The tables have a few rows for each network that is followed: searching them costs nothing. */
const struct snapshot_network *owner_network(const struct snapshot *s,
					     const struct snapshot_owner *of)
{
	return of->network < s->n_networks ? &s->networks[of->network] : NULL;
}

const struct snapshot_datanet *owner_datanet(const struct snapshot *s,
					     const struct snapshot_owner *of)
{
	return of->datanet < s->n_datanets ? &s->datanets[of->datanet] : NULL;
}

const struct snapshot_account *owner_account(const struct snapshot *s,
					     const struct snapshot_owner *of)
{
	return of->account < s->n_accounts ? &s->accounts[of->account] : NULL;
}

const struct snapshot_standing *owner_standing(const struct snapshot *s,
					       const struct snapshot_owner *of)
{
	for (size_t i = 0; i < s->n_standings; i++)
		if (is_of_same(&s->standings[i].of, of))
			return &s->standings[i];
	return NULL;
}

const struct snapshot_coin *owner_delegating(const struct snapshot *s,
					     const struct snapshot_account *account)
{
	for (size_t i = 0; i < s->n_coins; i++) {
		const struct snapshot_account *a = owner_account(s, &s->coins[i].of);

		if (s->coins[i].delegates && a != NULL &&
		    address_equal(&a->address, &account->address))
			return &s->coins[i];
	}
	return NULL;
}

/* The rows of datasets that nobody here owns have no account: any account's payer has the token. */
const struct snapshot_royalty *owner_royalty(const struct snapshot *s,
					     const struct snapshot_owner *of)
{
	for (size_t i = 0; i < s->n_royalties; i++)
		if (s->royalties[i].of.network == of->network &&
		    s->royalties[i].of.datanet == of->datanet)
			return &s->royalties[i];
	return NULL;
}

const struct snapshot_epoch *owner_epoch(const struct snapshot *s, const struct snapshot_owner *of,
					 uint64_t epoch)
{
	for (size_t i = 0; i < s->n_epochs; i++)
		if (s->epochs[i].epoch == epoch && is_of_same(&s->epochs[i].of, of))
			return &s->epochs[i];
	return NULL;
}
