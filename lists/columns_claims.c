/*
 * Columns of royalties, of claims, and of every own transaction. Claims and transactions name their
 * account, which may have been forgotten since.
 */
#include "lists/column_tables.h"

/* --- royalties: what one distributor owes an account --- */

COLUMN_GET(royalty_payer, snapshot_royalty, value_set_address(out, &r->distributor))
COLUMN_GET(royalty_token, snapshot_royalty, value_set_address(out, &r->token))
COLUMN_GET(royalty_symbol, snapshot_royalty, value_set_text(out, r->symbol, sizeof(r->symbol)))
COLUMN_GET(royalty_claimable, snapshot_royalty,
	   columns_context_figure(out, &r->claimable, r->symbol, r->decimals))
COLUMN_GET(royalty_on_its_way, snapshot_royalty,
	   columns_context_figure(out, &r->on_its_way, r->symbol, r->decimals))
COLUMN_GET(royalty_accruing, snapshot_royalty,
	   columns_context_figure(out, &r->accruing, r->symbol, r->decimals))
COLUMN_GET(royalty_claimed, snapshot_royalty,
	   columns_context_figure(out, &r->claimed, r->symbol, r->decimals))
COLUMN_GET(royalty_cumulative, snapshot_royalty,
	   columns_context_figure(out, &r->cumulative, r->symbol, r->decimals))
COLUMN_GET(royalty_wallet, snapshot_royalty,
	   columns_context_figure(out, &r->wallet, r->symbol, r->decimals))
COLUMN_GET(royalty_funds, snapshot_royalty,
	   columns_context_figure(out, &r->funds, r->symbol, r->decimals))
/* Gas is paid in the chain's coin, whatever the token. */
COLUMN_GET(royalty_gas, snapshot_royalty, columns_context_coin(out, s, &r->of, &r->gas))
COLUMN_GET(royalty_underfunded, snapshot_royalty,
	   value_set_flag(out, r->underfunded, "underfunded", ""))
COLUMN_GET(royalty_new_root, snapshot_royalty, value_set_time(out, r->pending_at))
COLUMN_GET(royalty_received, snapshot_royalty,
	   columns_context_figure(out, &r->received, r->symbol, r->decimals))
COLUMN_GET(royalty_receipts, snapshot_royalty,
	   value_set_state(out, snapshot_receipts_word(r->receipts), (unsigned)r->receipts))
COLUMN_GET(royalty_unfound, snapshot_royalty,
	   columns_context_figure(out, &r->unfound, r->symbol, r->decimals))

static const struct column royalty_columns[] = {
	COLUMN("claimable", "CLAIMABLE", VALUE_AMOUNT, royalty_claimable, .flags = COLUMN_FIGURE),
	COLUMN("on_its_way", "ON ITS WAY", VALUE_AMOUNT, royalty_on_its_way,
	       .flags = COLUMN_FIGURE),
	COLUMN("accruing", "ACCRUING", VALUE_AMOUNT, royalty_accruing, .flags = COLUMN_FIGURE),
	COLUMN("claimed", "CLAIMED", VALUE_AMOUNT, royalty_claimed, .flags = COLUMN_FIGURE,
	       .places = VALUE_TOTAL),
	COLUMN("cumulative", "CUMULATIVE", VALUE_AMOUNT, royalty_cumulative, .flags = COLUMN_FIGURE,
	       .places = VALUE_TOTAL),
	COLUMN("wallet", "WALLET", VALUE_AMOUNT, royalty_wallet, .flags = COLUMN_FIGURE),
	COLUMN("funds", "PAYER HOLDS", VALUE_AMOUNT, royalty_funds, .flags = COLUMN_FIGURE),
	COLUMN("gas", "GAS", VALUE_AMOUNT, royalty_gas, .flags = COLUMN_FIGURE),
	COLUMN("underfunded", "", VALUE_FLAG, royalty_underfunded, .flags = COLUMN_SEARCHED),
	COLUMN("received", "RECEIVED", VALUE_AMOUNT, royalty_received, .flags = COLUMN_FIGURE,
	       .places = VALUE_TOTAL),
	COLUMN("receipts", "RECEIPTS", VALUE_STATE, royalty_receipts),
	COLUMN("unfound", "NOT FOUND", VALUE_AMOUNT, royalty_unfound, .flags = COLUMN_FIGURE,
	       .missing = ""),
	COLUMN("new_root_valid", "NEW ROOT", VALUE_TIME, royalty_new_root, .missing = ""),
	COLUMN_OF_NETWORK,
	COLUMN_OF_DATANET,
	COLUMN_OF_ACCOUNT,
	COLUMN("distributor", "PAYER", VALUE_ADDRESS, royalty_payer, .context = CONTEXT_PAYER),
	COLUMN("token", "TOKEN", VALUE_ADDRESS, royalty_token, .context = CONTEXT_TOKEN),
	COLUMN("symbol", "SYMBOL", VALUE_TEXT, royalty_symbol, .flags = COLUMN_SEARCHED,
	       .context = CONTEXT_TOKEN),
};

COLUMN_ROWS(royalty_rows, royalties, n_royalties)

const struct column_table columns_royalty = {
	.name = "royalties",
	.columns = royalty_columns,
	.n = ARRAY_SIZE(royalty_columns),
	.row_size = sizeof(struct snapshot_royalty),
	.rows = royalty_rows,
};

/* --- claims --- */

COLUMN_GET(claim_id, snapshot_claim, value_set_number(out, r->id, true))
COLUMN_GET(claim_prepared, snapshot_claim, value_set_time(out, r->prepared))
COLUMN_GET(claim_amount, snapshot_claim,
	   value_set_amount(out, &r->amount.raw, r->symbol, r->decimals))
COLUMN_GET(claim_cumulative, snapshot_claim,
	   value_set_amount(out, &r->cumulative.raw, r->symbol, r->decimals))
COLUMN_GET(claim_state, snapshot_claim,
	   value_set_state(out, snapshot_claim_word(r), (unsigned)r->state))
COLUMN_GET(claim_hash, snapshot_claim, value_set_hash(out, &r->tx))
/* No block has number 0 with a transaction in it. */
COLUMN_GET(claim_block, snapshot_claim, value_set_number(out, r->block, r->block != 0))
COLUMN_GET(claim_confirmations, snapshot_claim,
	   value_set_number(out, r->confirmations, r->block != 0))
COLUMN_GET(claim_sent, snapshot_claim, value_set_time(out, r->sent))
COLUMN_GET(claim_expires, snapshot_claim, value_set_time(out, r->expires))
COLUMN_GET(claim_file, snapshot_claim, value_set_text(out, r->file, sizeof(r->file)))
COLUMN_GET(claim_note, snapshot_claim, value_set_text(out, r->note, sizeof(r->note)))
COLUMN_GET(claim_account, snapshot_claim, value_set_address(out, &r->account))
COLUMN_GET(claim_payer, snapshot_claim, value_set_address(out, &r->distributor))
COLUMN_GET(claim_token, snapshot_claim, value_set_address(out, &r->token))
COLUMN_GET(claim_symbol, snapshot_claim, value_set_text(out, r->symbol, sizeof(r->symbol)))

/* A draft takes no nonce: one that was never signed has none. */
COLUMN_GET(claim_nonce, snapshot_claim, value_set_number(out, r->nonce, !hash_is_zero(&r->tx)))

static const struct column claim_columns[] = {
	COLUMN("id", "CLAIM", VALUE_NUMBER, claim_id, .flags = COLUMN_SEARCHED),
	COLUMN("prepared", "PREPARED", VALUE_TIME, claim_prepared),
	COLUMN("amount", "AMOUNT", VALUE_AMOUNT, claim_amount),
	COLUMN("symbol", "SYMBOL", VALUE_TEXT, claim_symbol, .flags = COLUMN_SEARCHED,
	       .context = CONTEXT_TOKEN),
	COLUMN("state", "STATE", VALUE_STATE, claim_state, .flags = COLUMN_SEARCHED),
	COLUMN("nonce", "NONCE", VALUE_NUMBER, claim_nonce),
	COLUMN("hash", "TRANSACTION", VALUE_HASH, claim_hash, .missing = "not signed"),
	COLUMN("block", "BLOCK", VALUE_BLOCK, claim_block),
	COLUMN("confirmations", "CONFIRMED", VALUE_COUNT, claim_confirmations),
	COLUMN("cumulative", "CUMULATIVE", VALUE_AMOUNT, claim_cumulative, .places = VALUE_TOTAL),
	COLUMN("sent", "SENT", VALUE_TIME, claim_sent, .missing = "not yet"),
	COLUMN("expires", "EXPIRES", VALUE_TIME, claim_expires, .missing = "never"),
	COLUMN("file", "FILE", VALUE_TEXT, claim_file, .missing = "none"),
	COLUMN("note", "NOTE", VALUE_TEXT, claim_note, .flags = COLUMN_SEARCHED, .missing = ""),
	COLUMN_OF_NETWORK,
	COLUMN("account", "ACCOUNT", VALUE_ADDRESS, claim_account, .context = CONTEXT_ACCOUNT),
	COLUMN("distributor", "PAYER", VALUE_ADDRESS, claim_payer, .flags = COLUMN_SEARCHED,
	       .context = CONTEXT_PAYER),
	COLUMN("token", "TOKEN", VALUE_ADDRESS, claim_token, .flags = COLUMN_SEARCHED,
	       .context = CONTEXT_TOKEN),
};

COLUMN_ROWS(claim_rows, claims, n_claims)

const struct column_table columns_claim = {
	.name = "claims",
	.columns = claim_columns,
	.n = ARRAY_SIZE(claim_columns),
	.row_size = sizeof(struct snapshot_claim),
	.rows = claim_rows,
	.since = "prepared",
};

/* --- transactions --- */

COLUMN_GET(tx_id, snapshot_tx, value_set_number(out, r->id, true))
COLUMN_GET(tx_hash, snapshot_tx, value_set_hash(out, &r->hash))
COLUMN_GET(tx_account, snapshot_tx, value_set_address(out, &r->account))
COLUMN_GET(tx_nonce, snapshot_tx, value_set_number(out, r->nonce, !hash_is_zero(&r->hash)))
COLUMN_GET(tx_what, snapshot_tx, value_set_sentence(out, &r->what))
COLUMN_GET(tx_state, snapshot_tx,
	   value_set_state(out, snapshot_tx_word(r->state), (unsigned)r->state))
COLUMN_GET(tx_block, snapshot_tx, value_set_number(out, r->block, r->block != 0))
COLUMN_GET(tx_time, snapshot_tx, value_set_time(out, r->time))

static const struct column tx_columns[] = {
	COLUMN("nonce", "NONCE", VALUE_NUMBER, tx_nonce),
	COLUMN("time", "TIME", VALUE_TIME, tx_time),
	COLUMN("state", "STATE", VALUE_STATE, tx_state, .flags = COLUMN_SEARCHED),
	COLUMN("what", "WHAT", VALUE_SENTENCE, tx_what, .flags = COLUMN_SEARCHED),
	COLUMN("hash", "HASH", VALUE_HASH, tx_hash, .flags = COLUMN_SEARCHED,
	       .missing = "not signed"),
	COLUMN("block", "BLOCK", VALUE_BLOCK, tx_block),
	COLUMN_OF_NETWORK,
	COLUMN("account", "ACCOUNT", VALUE_ADDRESS, tx_account, .context = CONTEXT_ACCOUNT),
	COLUMN("id", "ID", VALUE_NUMBER, tx_id),
};

COLUMN_ROWS(tx_rows, txs, n_txs)

const struct column_table columns_transaction = {
	.name = "transactions",
	.columns = tx_columns,
	.n = ARRAY_SIZE(tx_columns),
	.row_size = sizeof(struct snapshot_tx),
	.rows = tx_rows,
	.since = "time",
};
