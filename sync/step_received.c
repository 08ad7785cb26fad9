/*
 * Payments: the nodes' searches find them, the receipts of their blocks prove them. Read
 * sync_received() first, the last function. For each account: begin_search() says where the last
 * sync stopped, search_up() takes the new blocks and search_down() earlier ones, both window by
 * window. Then prove_found() takes the payments that are not proven, block by block.
 *
 * Invariant: every event of the blocks low..high of an account's search is in the cache as well as
 * the nodes told it. Where k nodes did not agree on the events, the search is not sure: if payments
 * are missing at its end, it is begun again on another day.
 */
#include "sync/step_received.h"

#include <stdlib.h>

#include "app/state.h"
#include "audit/receipts_check.h"
#include "base/clock.h"
#include "cache/figures.h"
#include "cache/received.h"
#include "chain/erc20.h"
#include "chain/keccak.h"
#include "chain/payer.h"
#include "client/block_receipts.h"
#include "client/logs.h"
#include "sync/payment.h"

/* The most searches of one sync, shared by the accounts; each node answers them one by one. */
#define SEARCHES_A_ROUND 40

/* The most blocks whose receipts one sync reads: some MiB each on a busy chain. */
#define BLOCKS_A_ROUND 20

/* Seconds until a proof that failed, or a search that missed something, is tried again. */
#define PROOF_AGAIN_S  3600
#define SEARCH_AGAIN_S 86400

/*
 * The contracts whose events are sought, and the account that they must pay. Payers of other kinds
 * are found by the tokens that they move (sync/payment.h).
 */
struct seeking {
	struct address distributors[LIMIT_DISTRIBUTORS], tokens[LIMIT_TOKENS];
	size_t n_distributors;
	struct hash contracts; /* stands for all of them */
	struct cache_search search;
	bool begun; /* the search has blocks */
	size_t requests;
};

static void list_contracts(struct seeking *k, const struct profile *p)
{
	struct keccak sum;

	keccak_init(&sum);
	for (size_t i = 0; i < p->n_distributors; i++)
		if (p->distributors[i].kind == DISTRIBUTOR_URD)
			k->distributors[k->n_distributors++] = p->distributors[i].contract.address;
	for (size_t i = 0; i < p->n_tokens; i++)
		k->tokens[i] = p->tokens[i].contract.address;
	keccak_update(&sum, k->distributors, k->n_distributors * sizeof(k->distributors[0]));
	keccak_update(&sum, k->tokens, p->n_tokens * sizeof(k->tokens[0]));
	keccak_final(&sum, k->contracts.bytes);
}

/* The rows of one account by which its payments are judged. */
struct judged_rows {
	const struct address *account;
	struct cache_received *rows;
	struct cache_figure *figures;
	size_t n_rows, n_figures;
};

static enum status get_judged(struct cache *cache, void *arg, struct err *e)
{
	struct judged_rows *j = arg;
	enum status s = cache_received_all(cache, &j->rows, &j->n_rows, j->account, e);

	return s == STATUS_OK ? cache_figures_all(cache, &j->figures, &j->n_figures, e) : s;
}

/* Whether the search ended without some payment that a distributor says it made. */
static enum status misses_payments(struct sync_context *c, bool *out,
				   const struct cache_search *search, struct err *e)
{
	struct judged_rows j = {.account = &search->account};
	enum status s = store_read(c->app, get_judged, &j, e);

	*out = false;
	for (size_t i = 0; i < j.n_figures && s == STATUS_OK; i++) {
		struct receipts_check check;

		if (j.figures[i].kind != CACHE_FIGURE_CLAIMED ||
		    !address_equal(&j.figures[i].account, &search->account))
			continue;
		s = check_receipts(&check, j.rows, j.n_rows, &j.figures[i], search);
		*out = *out || check.state == RECEIVED_MISSING;
	}
	free(j.rows);
	free(j.figures);
	return s;
}

static enum status get_search(struct cache *cache, void *arg, struct err *e)
{
	struct seeking *k = arg;
	enum status s = cache_received_search(cache, &k->search, &k->search.account, e);

	k->begun = s == STATUS_OK;
	return s == ERR_NOT_FOUND ? STATUS_OK : s;
}

/*
 * Reads how far the account was searched. The search begins anew, at the newest block, when it was
 * for other contracts, or when it ended unsure and without some payment.
 */
static enum status begin_search(struct sync_context *c, struct seeking *k,
				const struct address *account, struct err *e)
{
	uint64_t head = c->session->anchor.header.number;
	bool misses = false;
	enum status s;

	k->search = (struct cache_search){.account = *account};
	s = store_read(c->app, get_search, k, e);
	if (s == STATUS_OK && k->begun && k->search.low == 0 && !k->search.sure &&
	    k->search.began_at + SEARCH_AGAIN_S < clock_now())
		s = misses_payments(c, &misses, &k->search, e);
	if (s != STATUS_OK)
		return s;
	if (k->begun && !misses && hash_equal(&k->search.contracts, &k->contracts) &&
	    k->search.low <= head)
		return STATUS_OK;
	k->begun = false;
	k->search = (struct cache_search){.account = *account,
					  .contracts = k->contracts,
					  .low = head + 1,
					  .high = head,
					  .sure = true,
					  .began_at = clock_now()};
	return STATUS_OK;
}

/* The payments of one window, with the search as it is after it. */
struct found_payments {
	struct cache_received *rows;
	size_t n;
	const struct cache_search *search;
};

static enum status put_found(struct cache *cache, void *arg, struct err *e)
{
	const struct found_payments *f = arg;
	enum status s = cache_received_add(cache, f->rows, f->n, e);

	return s == STATUS_OK ? cache_received_searched(cache, f->search, e) : s;
}

static enum status add_payments(struct sync_context *c, struct found_payments *f,
				const struct address *account,
				const struct contract_event_list *list)
{
	struct cache_received *grown;

	grown = reallocarray(f->rows, f->n + list->n + 1, sizeof(*grown));
	if (grown == NULL)
		return ERR_MEMORY;
	f->rows = grown;
	for (size_t i = 0; i < list->n; i++)
		f->n += read_payment(&f->rows[f->n], c->app->profile, account, &list->events[i]);
	return STATUS_OK;
}

/* Searches a window for one kind of event. Out: read  as of logs_read() */
static enum status search_kind(struct sync_context *c, struct seeking *k, struct found_payments *f,
			       uint64_t *read, const struct contract_event_filter *filter,
			       enum logs_order order, struct err *e)
{
	struct contract_event_list list = {0};
	enum status s;

	*read = filter->to - filter->from + 1;
	if (filter->n_addresses == 0)
		return STATUS_OK;
	s = logs_read(c->session->nodes, &list, read, &k->requests, &c->session->anchor, filter,
		      order, e);
	k->search.sure = k->search.sure && (list.agreed || !profile_can_agree(c->app->profile));
	if (s == STATUS_OK)
		s = add_payments(c, f, &k->search.account, &list);
	contract_event_list_release(&list);
	return s;
}

/*
 * Searches the window from..to for both kinds, and stores what was found with the blocks that were
 * searched for both. Out: done  how many these are
 */
static enum status search_window(struct sync_context *c, struct seeking *k, uint64_t *done,
				 uint64_t from, uint64_t to, enum logs_order order, struct err *e)
{
	const struct profile *p = c->app->profile;
	struct found_payments f = {.search = &k->search};
	struct contract_event_filter filter = {.from = from, .to = to};
	struct hash account = {{0}};
	uint64_t read;
	enum status s;

	address_to_word(account.bytes, &k->search.account);
	filter.addresses = k->distributors;
	filter.n_addresses = k->n_distributors;
	filter.topics[0] = &payer_topic_claimed;
	filter.topics[1] = &account;
	s = search_kind(c, k, &f, &read, &filter, order, e);
	*done = read;
	if (s == STATUS_OK && read > 0) {
		filter.addresses = k->tokens;
		filter.n_addresses = p->n_tokens;
		filter.topics[0] = &erc20_topic_transfer;
		filter.topics[1] = NULL;
		filter.topics[2] = &account;
		if (order == LOGS_NEWEST_FIRST)
			filter.from = to - read + 1;
		else
			filter.to = from + read - 1;
		s = search_kind(c, k, &f, done, &filter, order, e);
	}
	if (s == STATUS_OK && *done > 0) {
		if (order == LOGS_NEWEST_FIRST)
			k->search.low -= *done;
		else
			k->search.high += *done;
		s = store_write(c->app, put_found, &f, e);
	}
	free(f.rows);
	return s;
}

/* Searches the blocks above the search, up to the agreed one. */
static enum status search_up(struct sync_context *c, struct seeking *k, struct err *e)
{
	uint64_t head = c->session->anchor.header.number, done = 1;
	enum status s = STATUS_OK;

	while (s == STATUS_OK && done > 0 && k->search.high < head && !task_cancelled(c->task)) {
		uint64_t left = head - k->search.high, most = logs_window(c->session->nodes);

		s = search_window(c, k, &done, k->search.high + 1,
				  left < most ? head : k->search.high + most, LOGS_OLDEST_FIRST, e);
	}
	return s;
}

/* Searches the blocks below the search, down to the first. */
static enum status search_down(struct sync_context *c, struct seeking *k, struct err *e)
{
	uint64_t head = c->session->anchor.header.number, done = 1;
	enum status s = STATUS_OK;

	while (s == STATUS_OK && done > 0 && k->search.low > 0 && !task_cancelled(c->task)) {
		uint64_t low = k->search.low, most = logs_window(c->session->nodes);

		task_progress(c->task, "searching for payments", head + 1 - low, head + 1,
			      "blocks");
		s = search_window(c, k, &done, low < most ? 0 : low - most, low - 1,
				  LOGS_NEWEST_FIRST, e);
	}
	return s;
}

/* A block's payments, as its receipts show them, or without those. */
struct proving {
	const struct sync_context *c;
	uint64_t block;
	const struct address *owner; /* whom the payment paid, perhaps no account any more */
	const struct block_receipts *receipts; /* NULL: the block could not be read */
	struct cache_received *rows;	       /* room for each event of the block */
	int64_t now;
};

/* Stores the account's payments; without receipts only that they were tried. */
static enum status put_of_account(struct cache *cache, const struct proving *p,
				  const struct address *account, struct err *e)
{
	const struct block_receipts *b = p->receipts;
	int64_t time = b != NULL ? (int64_t)b->header.timestamp : 0;
	size_t n = 0;

	if (b == NULL || !b->folded)
		return cache_received_tried(cache, p->block, account, time, p->now, e);
	for (size_t i = 0; i < b->events.n; i++) {
		struct cache_received *row = &p->rows[n];

		if (!read_payment(row, p->c->app->profile, account, &b->events.events[i]))
			continue;
		row->time = time;
		row->tried_at = b->trust == TRUST_PROVEN ? CACHE_RECEIVED_SETTLED : p->now;
		n++;
	}
	return cache_received_prove(cache, p->block, account, p->rows, n, e);
}

static enum status put_proven(struct cache *cache, void *arg, struct err *e)
{
	const struct proving *p = arg;
	enum status s = put_of_account(cache, p, p->owner, e);

	for (size_t i = 0; i < p->c->n_accounts && s == STATUS_OK; i++)
		if (!address_equal(&p->c->accounts[i].address, p->owner))
			s = put_of_account(cache, p, &p->c->accounts[i].address, e);
	return s;
}

/* Proves the payments of one block to every account. */
static enum status prove_block(struct sync_context *c, uint64_t block, const struct address *owner,
			       struct err *e)
{
	struct block_receipts b = {0};
	struct proving p = {.c = c, .block = block, .owner = owner, .now = clock_now()};
	enum status s = block_receipts_read(c->session->nodes, &b, &c->session->anchor, block, e);

	/* A node that refuses, or a block too large to read, leaves the payment as it was told. */
	if (s == STATUS_OK)
		p.receipts = &b;
	else if (s != ERR_REMOTE && s != ERR_LIMIT)
		return s;
	p.rows = calloc(b.events.n + 1, sizeof(*p.rows));
	s = p.rows == NULL ? err_set(e, ERR_MEMORY, "out of memory")
			   : store_write(c->app, put_proven, &p, e);
	free(p.rows);
	block_receipts_release(&b);
	return s;
}

struct unproven {
	struct cache_received *rows;
	size_t n;
};

static enum status get_unproven(struct cache *cache, void *arg, struct err *e)
{
	struct unproven *u = arg;

	return cache_received_unproven(cache, &u->rows, &u->n, clock_now() - PROOF_AGAIN_S,
				       BLOCKS_A_ROUND, e);
}

static enum status prove_found(struct sync_context *c, struct err *e)
{
	struct unproven u = {0};
	enum status s = store_read(c->app, get_unproven, &u, e);

	for (size_t i = 0; i < u.n && s == STATUS_OK && !task_cancelled(c->task); i++) {
		bool done = false;

		for (size_t j = 0; j < i && !done; j++)
			done = u.rows[j].block == u.rows[i].block;
		task_progress(c->task, "proving payments", i, u.n, "payments");
		if (!done)
			s = prove_block(c, u.rows[i].block, &u.rows[i].account, e);
	}
	free(u.rows);
	return s;
}

enum status sync_received(struct sync_context *c, struct err *e)
{
	struct seeking k = {0};
	enum status s = STATUS_OK;

	if (c->n_accounts == 0 || c->app->profile->n_tokens + c->app->profile->n_distributors == 0)
		return STATUS_OK;
	list_contracts(&k, c->app->profile);
	for (size_t i = 0; i < c->n_accounts && s == STATUS_OK; i++) {
		k.requests = 2 + SEARCHES_A_ROUND / c->n_accounts;
		s = begin_search(c, &k, &c->accounts[i].address, e);
		if (s == STATUS_OK)
			s = search_up(c, &k, e);
		if (s == STATUS_OK)
			s = search_down(c, &k, e);
	}
	if (s == ERR_REMOTE) {
		log_line(c->app->shared->log, "sync", "payments: %s", e->text);
		s = STATUS_OK;
	}
	return s == STATUS_OK ? prove_found(c, e) : s;
}
