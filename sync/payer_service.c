/*
 * The answer about one account is stored in one transaction, so that leaves of two answers are
 * never mixed.
 */
#include "sync/payer_service.h"

#include <stdio.h>
#include <stdlib.h>

#include "act/payer_reading.h"
#include "app/state.h"
#include "base/clock.h"
#include "cache/dues.h"
#include "client/merkl.h"

/* The answer about one account. */
struct service_answer {
	const struct address *payer, *account;
	struct cache_due *rows;
	size_t n;
};

static enum status put_answer(struct cache *cache, void *arg, struct err *e)
{
	struct service_answer *a = arg;

	return cache_dues_answered(cache, a->payer, a->account, a->rows, a->n, e);
}

/* Makes rows of leaves, each with the root that it folds to. */
static enum status fold_rewards(struct service_answer *a, const struct profile_distributor *payer,
				const struct merkl_rewards *rewards, struct err *e)
{
	a->rows = calloc(rewards->n + 1, sizeof(*a->rows));
	if (a->rows == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	for (; a->n < rewards->n; a->n++) {
		struct cache_due *row = &a->rows[a->n];
		enum status s;

		*row = (struct cache_due){.payer = payer->contract.address,
					  .leaf = rewards->list[a->n],
					  .source = CACHE_DUE_SERVICE,
					  .added_at = clock_now()};
		snprintf(row->origin, sizeof(row->origin), "%.127s", payer->url);
		s = payer_fold(&row->root, payer, &row->leaf);
		if (s != STATUS_OK)
			return err_set(e, s, "a proof of the service leads to no root: %s",
				       status_phrase(s));
	}
	return STATUS_OK;
}

static enum status ask_account(struct sync_context *c, const struct profile_distributor *payer,
			       const struct address *account, struct err *e)
{
	struct service_answer a = {.payer = &payer->contract.address, .account = account};
	struct merkl_rewards rewards;
	enum status s = merkl_rewards_ask(c->session->transport, &rewards, payer->url, account,
					  c->app->profile->chain_id, e);

	if (s == STATUS_OK)
		s = fold_rewards(&a, payer, &rewards, e);
	if (s == STATUS_OK)
		s = store_write(c->app, put_answer, &a, e);
	free(a.rows);
	merkl_rewards_release(&rewards);
	return s;
}

/* A service that does not answer would be waited for once for each account. */
static bool is_worth_asking_on(enum status s)
{
	return s != ERR_UNREACHABLE && s != ERR_TIMEOUT && s != ERR_CANCELLED;
}

enum status ask_payer_service(struct sync_context *c, const struct profile_distributor *payer,
			      struct err *e)
{
	char name[PAYER_NAME_SIZE];
	struct err own = {0};
	enum status s = STATUS_OK;

	if (payer->kind != DISTRIBUTOR_MERKL || payer->url[0] == '\0')
		return STATUS_OK;
	for (size_t i = 0; i < c->n_accounts && is_worth_asking_on(s); i++) {
		enum status one = ask_account(c, payer, &c->accounts[i].address, &own);

		if (one == STATUS_OK || s != STATUS_OK)
			continue;
		name_payer(name, payer);
		s = err_set(e, one, "%s: %s", name, own.text);
	}
	return s;
}
