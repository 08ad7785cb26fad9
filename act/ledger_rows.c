/*
 * The ledger on rows. ledger_record() is the one place where a state changes; the other functions
 * call it, or delete a draft. settle_drafts() and check_earlier() hold the invariants 1 and 2 of
 * act/ledger.h inside the same transaction of the database that stores the signature.
 */
#include "act/ledger_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "act/tx_name.h"
#include "app/own_state.h"
#include "cache/claims.h"

/* The note of a draft that another one overtook. */
#define WENT_FIRST "another transaction went first with its nonce"

/* Says why the state of a row does not allow what was asked, and what to do instead. */
static enum status refuse(const struct cache_tx *tx, struct err *e)
{
	const char *redo = tx->kind == CACHE_TX_CLAIM ? "claim again: byline claim prepare"
						      : "prepare it again";
	char what[TX_NAME_SIZE];

	tx_name(what, &tx->what);
	if (tx->state == CACHE_TX_VOID)
		return err_set(e, ERR_CHANGED,
			       "\"%s\" (transaction %lld) is void: %s; it cost nothing, %s", what,
			       (long long)tx->id, tx->note[0] != '\0' ? tx->note : WENT_FIRST,
			       redo);
	if (tx->state == CACHE_TX_EXPIRED)
		return err_set(e, ERR_EXPIRED,
			       "\"%s\" (transaction %lld) is expired; it cost nothing, %s", what,
			       (long long)tx->id, redo);
	return err_set(e, ERR_USAGE,
		       "\"%s\" is %s, so this cannot be done with it; see: byline tx list", what,
		       snapshot_tx_word(own_state_of(tx->state)));
}

/* The state is read again from the row: the caller's copy may be old. */
enum status ledger_record(struct cache *cache, struct cache_tx *tx, enum ledger_event event,
			  struct err *e)
{
	struct cache_tx now;
	enum status s = cache_transactions_get(cache, &now, tx->id, e);

	if (s != STATUS_OK)
		return s;
	if (ledger_next(&tx->state, &now.state, event) != LEDGER_MOVES)
		return refuse(&now, e);
	return cache_transactions_update(cache, tx, e);
}

/* An unsigned row and its claim; what was signed stays for good. */
static enum status delete_draft(struct cache *cache, const struct cache_tx *tx, struct err *e)
{
	enum status s = cache_claims_remove(cache, tx->id, e);

	return s == STATUS_OK ? cache_transactions_remove(cache, tx->id, e) : s;
}

static enum status overtake(struct cache *cache, struct cache_tx *row, struct err *e)
{
	snprintf(row->note, sizeof(row->note), "%s", WENT_FIRST);
	return ledger_record(cache, row, LEDGER_OVERTAKE, e);
}

/* Drafts that `tx` takes the place of, now that it is exported or signed. */
static enum status settle_drafts(struct cache *cache, const struct cache_tx *tx, int64_t first_of,
				 struct err *e)
{
	struct cache_tx *rows = NULL;
	char what[TX_NAME_SIZE];
	size_t n = 0;
	enum status s = cache_transactions_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		struct cache_tx *row = &rows[i];

		if (row->id == tx->id || row->state != CACHE_TX_DRAFT ||
		    !address_equal(&row->account, &tx->account))
			continue;
		if (row->exported_at == 0 && ledger_same_kind(row, tx)) {
			s = delete_draft(cache, row, e);
		} else if (row->exported_at != 0 && row->nonce == tx->nonce) {
			tx_name(what, &row->what);
			/* The rows come newest first: the newest is the one that must be named. */
			if (first_of == 0 || row->id > first_of)
				s = err_set(e, ERR_CHANGED,
					    "\"%s\" was written to %.200s meanwhile, for the "
					    "same nonce %llu; prepare this again",
					    what, row->file, (unsigned long long)row->nonce);
			else
				s = overtake(cache, row, e);
		}
	}
	free(rows);
	return s;
}

enum status ledger_record_export(struct cache *cache, struct cache_tx *tx, int64_t first_of,
				 struct err *e)
{
	enum status s = settle_drafts(cache, tx, first_of, e);

	if (s != STATUS_OK)
		return s;
	if (tx->id != 0)
		return ledger_record(cache, tx, LEDGER_EXPORT, e);
	if (ledger_next(&tx->state, NULL, LEDGER_EXPORT) != LEDGER_MOVES)
		return refuse(tx, e);
	return cache_transactions_add(cache, tx, e);
}

enum status ledger_take_back_export(struct cache *cache, const struct cache_tx *before, int64_t id,
				    struct err *e)
{
	struct cache_tx tx;
	enum status s;

	if (before->id == 0)
		return ledger_forget(cache, id, e);
	s = cache_transactions_get(cache, &tx, id, e);
	if (s != STATUS_OK)
		return s;
	tx.exported_at = before->exported_at;
	memcpy(tx.file, before->file, sizeof(tx.file));
	return cache_transactions_update(cache, &tx, e);
}

/* Only what the user named may stand in its way. */
static enum status check_earlier(struct cache *cache, const struct cache_tx *tx,
				 const struct named *named, struct err *e)
{
	struct earlier_question q = {
		.account = tx->account, .nonce = tx->nonce, .next = named->next, .id = tx->id};
	struct cache_tx *rows = NULL;
	struct earlier found;
	char hash[HASH_TEXT_SIZE], what[TX_NAME_SIZE];
	size_t n = 0;
	enum status s = cache_transactions_all(cache, &rows, &n, e);

	if (s != STATUS_OK)
		return s;
	find_earlier(&found, rows, n, &q);
	/* A cancellation is meant against the earlier one. */
	if (found.how != HINDERS_NOT && found.signed_one.id != named->earlier &&
	    tx->kind != CACHE_TX_CANCEL) {
		hash_format(hash, &found.signed_one.hash);
		tx_name(what, &found.signed_one.what);
		s = err_set(e, ERR_CHANGED,
			    "nonce %llu was signed meanwhile: \"%s\" %s; nothing was signed "
			    "now, prepare this again",
			    (unsigned long long)found.signed_one.nonce, what, hash);
	}
	free(rows);
	return s;
}

enum status ledger_record_signature(struct cache *cache, struct cache_tx *tx, const void *raw,
				    size_t len, const struct named *named, struct err *e)
{
	enum status s = check_earlier(cache, tx, named, e);

	if (s == STATUS_OK)
		s = settle_drafts(cache, tx, named->first_of, e);
	if (s == STATUS_OK && tx->id != 0)
		s = ledger_record(cache, tx, LEDGER_SIGN, e);
	else if (s == STATUS_OK)
		s = ledger_next(&tx->state, NULL, LEDGER_SIGN) == LEDGER_MOVES
			    ? cache_transactions_add(cache, tx, e)
			    : refuse(tx, e);
	return s == STATUS_OK ? cache_transactions_put_raw(cache, tx->id, raw, len, e) : s;
}

/* Whether another row is of the very same transaction, as when a claim was prepared twice. */
static enum status has_twin(struct cache *cache, bool *out, const struct cache_tx *tx,
			    struct err *e)
{
	struct cache_tx *rows = NULL;
	size_t n = 0;
	enum status s = cache_transactions_all(cache, &rows, &n, e);

	*out = false;
	for (size_t i = 0; i < n; i++)
		*out |= rows[i].id != tx->id &&
			hash_equal(&rows[i].signing_hash, &tx->signing_hash);
	free(rows);
	return s;
}

/*
 * Keeps the signature of one that is void. Where the same transaction has another row, that one
 * has its hash, and is followed by it.
 */
static enum status record_void(struct cache *cache, struct cache_tx *tx, const struct cache_tx *now,
			       const void *raw, size_t len, struct err *e)
{
	bool twin;
	enum status s = has_twin(cache, &twin, tx, e);

	if (s != STATUS_OK)
		return s;
	if (twin)
		tx->hash = now->hash;
	snprintf(tx->note, sizeof(tx->note), "%s",
		 now->note[0] != '\0' ? now->note : "it expired before it came back");
	s = ledger_record(cache, tx, LEDGER_RETURN, e);
	return s == STATUS_OK && !twin ? cache_transactions_put_raw(cache, tx->id, raw, len, e) : s;
}

/* The newest void row of this nonce, signed before the draft was made; 0 = none. */
static enum status find_void_before(struct cache *cache, int64_t *out, const struct cache_tx *tx,
				    struct err *e)
{
	struct cache_tx *rows = NULL;
	size_t n = 0;
	enum status s = cache_transactions_all(cache, &rows, &n, e);

	*out = 0;
	for (size_t i = 0; i < n && *out == 0; i++)
		if (rows[i].id < tx->id && rows[i].nonce == tx->nonce &&
		    rows[i].state == CACHE_TX_VOID && !hash_is_zero(&rows[i].hash) &&
		    address_equal(&rows[i].account, &tx->account))
			*out = rows[i].id;
	free(rows);
	return s;
}

enum status ledger_record_return(struct cache *cache, struct cache_tx *tx, const void *raw,
				 size_t len, struct err *e)
{
	struct named named = {.next = tx->nonce};
	struct cache_tx now;
	enum cache_tx_state next;
	enum status s = cache_transactions_get(cache, &now, tx->id, e);

	if (s == STATUS_OK && ledger_next(&next, &now.state, LEDGER_RETURN) == LEDGER_MOVES)
		return record_void(cache, tx, &now, raw, len, e);
	if (s == STATUS_OK)
		s = find_void_before(cache, &named.earlier, tx, e);
	return s == STATUS_OK ? ledger_record_signature(cache, tx, raw, len, &named, e) : s;
}

enum status ledger_check(struct cache *cache, int64_t id, enum ledger_event event, struct err *e)
{
	enum cache_tx_state next;
	struct cache_tx tx;
	enum status s = cache_transactions_get(cache, &tx, id, e);

	if (s != STATUS_OK || ledger_next(&next, &tx.state, event) == LEDGER_MOVES)
		return s;
	return refuse(&tx, e);
}

/* A row with a hash was signed, whatever its state says now, and is never deleted. */
enum status ledger_forget(struct cache *cache, int64_t id, struct err *e)
{
	struct cache_tx tx;
	enum cache_tx_state next;
	char what[TX_NAME_SIZE];
	enum status s = cache_transactions_get(cache, &tx, id, e);

	if (s != STATUS_OK)
		return s;
	tx_name(what, &tx.what);
	if (ledger_next(&next, &tx.state, LEDGER_FORGET) != LEDGER_DELETES ||
	    !hash_is_zero(&tx.hash))
		return err_set(
			e, ERR_USAGE,
			"\"%s\" is %s%s; only what was never signed can be forgotten, "
			"anything else is cancelled: byline tx cancel",
			what, snapshot_tx_word(own_state_of(tx.state)),
			hash_is_zero(&tx.hash) || tx.state == CACHE_TX_SIGNED ? "" : " and signed");
	return delete_draft(cache, &tx, e);
}

enum status ledger_expire(struct cache *cache, int64_t now, struct err *e)
{
	struct cache_tx *rows = NULL;
	size_t n = 0;
	enum status s = cache_transactions_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++)
		if (rows[i].state == CACHE_TX_DRAFT && rows[i].expires_at != 0 &&
		    rows[i].expires_at < now)
			s = ledger_record(cache, &rows[i], LEDGER_EXPIRE, e);
	free(rows);
	return s;
}

/* A row that the ledger would not undo was moved by somebody who knew of the abandoned block. */
enum status ledger_undo(struct cache *cache, uint64_t last_good, struct err *e)
{
	struct cache_tx *rows = NULL;
	size_t n = 0;
	enum status s = cache_transactions_all(cache, &rows, &n, e);

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		enum cache_tx_state next;

		if (rows[i].block <= last_good ||
		    ledger_next(&next, &rows[i].state, LEDGER_UNDO) != LEDGER_MOVES)
			continue;
		rows[i].block = 0;
		rows[i].block_hash = (struct hash){0};
		rows[i].mined_at = 0;
		s = ledger_record(cache, &rows[i], LEDGER_UNDO, e);
	}
	free(rows);
	return s;
}
