#include "app/load_claims.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/load_rows.h"
#include "app/own_state.h"
#include "app/token_unit.h"
#include "base/clock.h"
#include "cache/claims.h"
#include "cache/transactions.h"

/* A draft whose time is over is shown as expired at once, also before the ledger notes it. */
static enum own_state state_of(const struct cache_tx *tx)
{
	bool over =
		tx->state == CACHE_TX_DRAFT && tx->expires_at != 0 && tx->expires_at < clock_now();

	return over ? OWN_EXPIRED : own_state_of(tx->state);
}

/* A claim has no state of its own: how far it is stands in its transaction's row. */
static void set_progress(struct snapshot_claim *claim, const struct cache_tx *tx, uint64_t head)
{
	claim->state = state_of(tx);
	claim->block = tx->block;
	if (tx->block != 0 && head >= tx->block)
		claim->confirmations = head - tx->block + 1;
	claim->sent = tx->sent_at;
	claim->expires = tx->expires_at;
	snprintf(claim->file, sizeof(claim->file), "%.*s", (int)sizeof(claim->file) - 1, tx->file);
	memcpy(claim->note, tx->note, sizeof(claim->note));
	claim->nonce = tx->nonce;
	claim->tx = tx->hash;
}

/* The rows of the network that are read once. */
struct claims_read {
	struct cache_tx *txs;
	struct cache_foreign_token *tokens;
	size_t n_txs, n_tokens;
};

/* A token that nobody describes has no symbol. */
static void set_claim(struct snapshot_claim *claim, const struct cache_claim *row, uint16_t account,
		      const struct loading *l, const struct claims_read *in)
{
	const struct profile_distributor *d = profile_distributor(l->p, &row->payer);
	struct token_unit unit;

	claim->of = l->of;
	claim->of.account = account;
	claim->id = (uint64_t)row->id;
	claim->account = row->account;
	claim->distributor = row->payer;
	claim->token = row->token;
	find_token_unit(&unit, l->p, in->tokens, in->n_tokens, &row->token);
	memcpy(claim->symbol, unit.unit, sizeof(claim->symbol));
	claim->decimals = (uint8_t)unit.decimals;
	claim->amount = row->amount;
	claim->cumulative = row->cumulative;
	claim->index = row->index;
	claim->series = row->series;
	/* A payer that is not pinned any more was surely a URD only before 0.2. */
	claim->exact = d != NULL ? d->kind == DISTRIBUTOR_URD
				 : hash_is_zero(&row->root) && row->index == 0 && row->series == 0;
	claim->prepared = row->prepared_at;
	/* A claim and its transaction are written together. */
	for (size_t i = 0; i < in->n_txs; i++)
		if (in->txs[i].id == row->transaction)
			set_progress(claim, &in->txs[i], load_rows_network(l)->block);
}

static enum status load_txs(struct loading *l, const struct cache_tx *txs, size_t n, struct err *e)
{
	struct snapshot *s = l->s;
	enum status status = load_rows_grow(&s->txs, s->n_txs, n, sizeof(*s->txs), e);

	for (size_t i = 0; i < n && status == STATUS_OK; i++) {
		const uint16_t account = load_rows_account_index(l, &txs[i].account);
		struct snapshot_tx *tx = &s->txs[s->n_txs];

		if (!load_rows_wants(l, account))
			continue;
		s->n_txs++;
		tx->of = l->of;
		tx->of.account = account;
		tx->id = (uint64_t)txs[i].id;
		tx->hash = txs[i].hash;
		tx->account = txs[i].account;
		tx->nonce = txs[i].nonce;
		tx->block = txs[i].block;
		tx->what = txs[i].what;
		tx->state = state_of(&txs[i]);
		/* The time of the latest step that it took. */
		tx->time = txs[i].mined_at != 0	   ? txs[i].mined_at
			   : txs[i].sent_at != 0   ? txs[i].sent_at
			   : txs[i].signed_at != 0 ? txs[i].signed_at
						   : txs[i].prepared_at;
	}
	return status;
}

/* A claim and its transaction are of one account. There are so few that each looks through all. */
enum status load_claims(struct loading *l, struct err *e)
{
	struct snapshot *s = l->s;
	struct cache_claim *claims = NULL;
	struct claims_read in = {0};
	size_t n = 0;
	enum status status = cache_claims_all(l->cache, &claims, &n, e);

	if (status == STATUS_OK)
		status = cache_transactions_all(l->cache, &in.txs, &in.n_txs, e);
	if (status == STATUS_OK)
		status = cache_foreign_tokens_all(l->cache, &in.tokens, &in.n_tokens, e);
	if (status == STATUS_OK)
		status = load_rows_grow(&s->claims, s->n_claims, n, sizeof(*s->claims), e);
	for (size_t i = 0; i < n && status == STATUS_OK; i++) {
		const uint16_t account = load_rows_account_index(l, &claims[i].account);

		if (load_rows_wants(l, account))
			set_claim(&s->claims[s->n_claims++], &claims[i], account, l, &in);
	}
	if (status == STATUS_OK)
		status = load_txs(l, in.txs, in.n_txs, e);
	free(claims);
	free(in.txs);
	free(in.tokens);
	return status;
}
