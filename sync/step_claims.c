/*
 * Claims of the accounts, in the order of sync_claim(): the datanet's claim, whether it folds to
 * the root in force (judge_claim()), what claiming would cost (estimate_claim()), what is left to
 * claim (sync/claimable.h, inside the store job, where the claimed amount is known).
 */
#include "sync/step_claims.h"

#include <stdio.h>
#include <stdlib.h>

#include "act/distributors.h"
#include "app/state.h"
#include "base/clock.h"
#include "cache/figures.h"
#include "chain/payer_urd.h"
#include "sync/absence.h"
#include "sync/claim_cost.h"
#include "sync/claimable.h"
#include "sync/context.h"
#include "sync/finding.h"

/* The figures of a claim: the cumulative amount, the gas if it could be estimated, claimable. */
struct claim_figures {
	struct cache_figure figures[3];
	size_t n;
	unsigned apart; /* blocks that figures of two contracts may be apart */
};

static enum status put_claim(struct cache *cache, void *arg, struct err *e)
{
	struct claim_figures *f = arg;
	struct cache_figure *all = NULL;
	size_t n = 0;
	enum status s = cache_figures_all(cache, &all, &n, e);

	if (s == STATUS_OK && claimable_figure(&f->figures[f->n], &f->figures[0], all, n, f->apart))
		f->n++;
	free(all);
	return s == STATUS_OK ? cache_figures_put(cache, f->figures, f->n, e) : s;
}

/* Adds what claiming would cost now. The figure stays out when no node can tell. */
static void estimate_claim(struct sync_context *c, struct claim_figures *f,
			   const struct entitlement *en)
{
	struct tx tx;

	tx_init(&tx);
	tx.to = f->figures[0].payer;
	f->figures[1] = f->figures[0];
	f->figures[1].kind = CACHE_FIGURE_CLAIM_GAS;
	f->figures[1].trust = TRUST_REPORTED;
	/* Gas is estimated on the newest block of the moment, not on the agreed one. */
	f->figures[1].as_of = clock_now();
	if (payer_urd_calldata(&tx.data, en) == STATUS_OK &&
	    estimate_claim_cost(c, &f->figures[1].value, &tx, &en->account))
		f->n = 2;
	tx_release(&tx);
}

/*
 * Returns the facts that sync_figures() proved of the claim's distributor, or NULL; they may wait.
 * Each datanet of a network has a copy of the profile, so that its address names the distributor.
 */
static const struct distributor_facts *facts_of(const struct sync_context *c,
						const struct datanet_claim *claim)
{
	for (size_t i = 0; i < c->app->profile->n_distributors; i++)
		if ((c->distributors[i].known || c->distributors[i].waits) &&
		    address_equal(&c->distributors[i].pinned->contract.address,
				  &claim->distributor->contract.address))
			return &c->distributors[i];
	return NULL;
}

/*
 * Finds whether the claim folds to the root in force. A claim that does not may be newer than the
 * agreed block, for a few blocks; after that it is false.
 * Returns: STATUS_OK, also for a claim that may be newer; ERR_PROOF_MISMATCH for a false one.
 */
static enum status judge_claim(struct sync_context *c, bool *folds,
			       const struct datanet_claim *claim, const struct hash *root,
			       struct err *e)
{
	const struct address *account = &claim->entitlement.account;
	struct err why = {0};
	bool overdue = false;
	enum status s;

	*folds = fold_to_root_in_force(c->app, claim, root, &why) == STATUS_OK;
	s = *folds ? note_present(c, ABSENCE_CLAIM, account, e)
		   : note_absent(c, &overdue, ABSENCE_CLAIM, account, 0, e);
	return s == STATUS_OK && overdue ? err_set(e, why.code, "%s", why.text) : s;
}

/*
 * Stores the figures of one account's claim. Where the root is not known, they are the datanet's
 * word; a claim that does not fold to a known root changes no figure.
 */
static enum status sync_claim(struct sync_context *c, const struct address *account, struct err *e)
{
	struct read_at at = proofs_at(&c->session->anchor);
	const struct distributor_facts *facts;
	struct datanet_claim claim;
	struct claim_figures f = {.apart = c->app->profile->confirmations};
	bool folds = true;
	enum status s = datanet_claim(&c->session->datanet, &claim, account, e);

	if (s == ERR_NOT_FOUND)
		return STATUS_OK;
	if (s != STATUS_OK)
		return s;
	facts = facts_of(c, &claim);
	/* The figures of before stay until the words are proven that the claim depends on. */
	if (facts != NULL && facts->waits)
		return STATUS_OK;
	if (facts != NULL) {
		at = facts->at;
		s = judge_claim(c, &folds, &claim, &facts->root, e);
	}
	if (s != STATUS_OK || !folds)
		return s;
	f.figures[0] = (struct cache_figure){.kind = CACHE_FIGURE_CUMULATIVE,
					     .account = *account,
					     .payer = claim.distributor->contract.address,
					     .token = claim.entitlement.token,
					     .value = claim.entitlement.cumulative.raw,
					     .trust = facts != NULL ? facts->trust : TRUST_REPORTED,
					     .block = at.number,
					     .as_of = at.time};
	f.n = 1;
	estimate_claim(c, &f, &claim.entitlement);
	return store_write(c->app, put_claim, &f, e);
}

enum status sync_claims(struct sync_context *c, struct err *e)
{
	struct err own = {0};
	enum status s = STATUS_OK;

	for (size_t i = 0; i < c->n_accounts && s != ERR_CANCELLED; i++) {
		enum status one = sync_claim(c, &c->accounts[i].address, &own);

		if (one == ERR_PROOF_MISMATCH || one == ERR_MISMATCH)
			one = err_prefix(&own, one, "the datanet's claim is false");
		if (one != STATUS_OK && s == STATUS_OK)
			s = err_set(e, one, "%s", own.text);
	}
	tell_outcome(c->app, CACHE_SETTING_LOGGED_CLAIMS, s, e);
	return s;
}
