#include "act/distributors.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/pinned.h"
#include "app/state.h"
#include "cache/figures.h"
#include "chain/payer_urd.h"
#include "client/chainstate.h"

/* The order of a distributor's words in a request. The accounts' claimed amounts follow them. */
enum { ROOT, IPFS_HASH, PENDING_AT, CLAIMED };

/* A pending root is stored as {root, ipfsHash, validAt}; only the last word is read. */
#define VALID_AT 2

enum status read_distributor_words(struct session *session, struct distributor_words *out,
				   struct slot_value *claimed, const struct profile_distributor *d,
				   const struct address *accounts, size_t n, struct err *e)
{
	struct hash slots[CLAIMED + DISTRIBUTOR_ACCOUNTS];
	struct slot_value values[CLAIMED + DISTRIBUTOR_ACCOUNTS];
	enum status s;

	assert(n <= DISTRIBUTOR_ACCOUNTS);
	slots[ROOT] = d->slots[URD_ROOT];
	slots[IPFS_HASH] = d->slots[URD_IPFS_HASH];
	slot_add(&slots[PENDING_AT], &d->slots[URD_PENDING_ROOT], VALID_AT);
	for (size_t i = 0; i < n; i++)
		payer_urd_claimed_slot(&slots[CLAIMED + i], &d->slots[URD_CLAIMED], &accounts[i],
				       &d->token);
	/* A slot means what the profile says only as far as the code is the pinned one. */
	s = read_pinned_words(session, values, &d->contract, "the distributor", slots, CLAIMED + n,
			      e);
	if (s != STATUS_OK)
		return s;
	*out = (struct distributor_words){.root = values[ROOT],
					  .ipfs_hash = values[IPFS_HASH],
					  .pending_at = values[PENDING_AT]};
	memcpy(claimed, values + CLAIMED, n * sizeof(*claimed));
	return STATUS_OK;
}

enum status read_distributor(struct session *session, struct distributor_state *out,
			     const struct profile_distributor *d, const struct address *account,
			     struct err *e)
{
	struct distributor_words words;
	struct slot_value claimed;
	enum status s = STATUS_OK;

	if (!d->has_slots)
		s = err_set(e, ERR_NOT_PROVEN,
			    "the network's profile does not say where the distributor stores its "
			    "figures, so a claim cannot be proven; ask for a newer profile");
	if (s == STATUS_OK)
		s = read_distributor_words(session, &words, &claimed, d, account, 1, e);
	if (s != STATUS_OK)
		return s;
	out->trust = trust_min(trust_min(words.root.trust, words.ipfs_hash.trust),
			       trust_min(words.pending_at.trust, claimed.trust));
	out->at = words.root.at;
	u256_to_be(out->root.bytes, &words.root.value);
	u256_to_be(out->ipfs_hash.bytes, &words.ipfs_hash.value);
	out->claimed.raw = claimed.value;
	/* A time past 64 bits is still a pending root, which a reader of this must see. */
	if (u256_to_u64(&out->pending_at, &words.pending_at.value) != STATUS_OK)
		out->pending_at = UINT64_MAX;
	return STATUS_OK;
}

/* The amount that an account was ever due, as it was last proven. */
struct proven_before {
	const struct entitlement *claim;
	const struct address *distributor;
	bool known;
	struct u256 value;
};

static enum status get_proven(struct cache *cache, void *arg, struct err *e)
{
	struct proven_before *p = arg;
	struct cache_figure *all = NULL;
	size_t n = 0;
	enum status s = cache_figures_all(cache, &all, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		if (all[i].kind != CACHE_FIGURE_CUMULATIVE || all[i].trust != TRUST_PROVEN ||
		    !address_equal(&all[i].account, &p->claim->account) ||
		    !address_equal(&all[i].payer, p->distributor) ||
		    !address_equal(&all[i].token, &p->claim->token))
			continue;
		p->known = true;
		p->value = all[i].value;
	}
	free(all);
	return s;
}

/*
 * Writes ", 1.5 OPEN more than was proven before", by which a person sees how false the claim is;
 * "" when nothing was proven before or the amounts are equal.
 */
static void format_difference(char *out, size_t cap, struct app *app,
			      const struct datanet_claim *claim, const struct profile_token *token)
{
	struct proven_before before = {.claim = &claim->entitlement,
				       .distributor = &claim->distributor->contract.address};
	const struct u256 *told = &claim->entitlement.cumulative.raw;
	char text[AMOUNT_TEXT_SIZE];
	struct u256 difference;
	bool more;

	out[0] = '\0';
	if (store_read(app, get_proven, &before, NULL) != STATUS_OK || !before.known)
		return;
	more = u256_sub(&difference, told, &before.value) == STATUS_OK;
	if (!more && u256_sub(&difference, &before.value, told) != STATUS_OK)
		return;
	amount_format_exact(text, &difference, token != NULL ? token->decimals : 0);
	if (!u256_is_zero(&difference))
		snprintf(out, cap, ", %s %s %s than was proven before", text,
			 token != NULL ? token->symbol : "units", more ? "more" : "less");
}

enum status fold_to_root_in_force(struct app *app, const struct datanet_claim *claim,
				  const struct hash *root, struct err *e)
{
	const struct entitlement *en = &claim->entitlement;
	const struct profile_token *token = profile_token(app->profile, &en->token);
	char datanet[ADDRESS_TEXT_SIZE], told[HASH_TEXT_SIZE], in_force[HASH_TEXT_SIZE];
	char amount[AMOUNT_TEXT_SIZE], difference[AMOUNT_TEXT_SIZE + 64];

	if (payer_urd_verify(root, en) == STATUS_OK)
		return STATUS_OK;
	address_format(datanet, &profile_datanet(app->profile)->address);
	hash_format(told, &claim->root);
	hash_format(in_force, root);
	amount_format_exact(amount, &en->cumulative.raw, token != NULL ? token->decimals : 0);
	format_difference(difference, sizeof(difference), app, claim, token);
	return err_set(e, ERR_PROOF_MISMATCH,
		       "the datanet %s says you are due %s %s%s, but by the root %.10s, which is "
		       "not the one in force (%.10s); if an epoch is being settled just now, try "
		       "again in some blocks",
		       datanet, amount, token != NULL ? token->symbol : "units", difference, told,
		       in_force);
}

enum status require_agreed(const struct profile *p, enum trust trust, struct err *e)
{
	if (profile_can_agree(p) && trust < TRUST_AGREED)
		return err_set(
			e, ERR_NOT_AGREED,
			"too few nodes give the same answer to rely on it for a claim; see: byline "
			"node list");
	return STATUS_OK;
}
