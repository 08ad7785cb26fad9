/*
 * An act carried in a file: prepared here, signed there or later, sent from here. Read
 * export_act() for the way out, open_act() and sign_opened_act() for the signing side,
 * import_signed_act() for the way back. Claims have files of their own (act/claim_offline.c).
 * Invariant: what an opened file shows is decoded from the bytes of its transaction, and what
 * comes back is taken in only when exactly that was prepared here.
 */
#include "act/tx_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "act/act_private.h"
#include "act/complete.h"
#include "act/sign.h"
#include "act/tx_document.h"
#include "app/state.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/hex.h"
#include "base/json_write.h"
#include "chain/member.h"
#include "chain/tx_read.h"
#include "wallet/recover.h"

struct tx_export {
	struct act *act;
	const char *path;
	struct cache_tx before, row;
};

/* The row is a draft from here on; its file is a column. */
static enum status put_export(struct cache *cache, void *arg, struct err *e)
{
	struct tx_export *x = arg;
	enum status s = load_act_row(cache, &x->row, x->act, e);

	if (s != STATUS_OK)
		return s;
	x->before = x->row;
	x->row.exported_at = clock_now();
	snprintf(x->row.file, sizeof(x->row.file), "%s", x->path);
	return ledger_record_export(cache, &x->row, (int64_t)x->act->first_of, e);
}

/* A file that could not be written must not be asked about later. */
static enum status take_back(struct cache *cache, void *arg, struct err *e)
{
	const struct tx_export *x = arg;

	return ledger_take_back_export(cache, &x->before, x->row.id, e);
}

/* The network is for people; the chain id decides. */
static struct json *unsigned_document(struct app *app, const struct act *act, const struct buf *tx)
{
	struct json *doc = json_new_object();

	json_add_text(doc, "format", TX_DOCUMENT_UNSIGNED);
	json_add_text(doc, "network", app->profile->name);
	json_add_u64(doc, "chain_id", act->tx.chain_id);
	member_add_address(doc, "from", &act->from);
	json_add_hex(doc, "transaction", tx->data, tx->len);
	return doc;
}

enum status export_act(struct app *app, struct act *act, const char *path, struct err *e)
{
	struct tx_export x = {.act = act, .path = path};
	struct buf tx;
	enum status s = require_writable(app, "write a transaction", e);

	if (s == STATUS_OK)
		s = act->kind == ACT_CLAIM
			    ? err_set(e, ERR_USAGE,
				      "a claim travels as a bundle: byline claim prepare")
			    : require_whole(act, e);
	if (s == STATUS_OK && strlen(path) >= sizeof(x.row.file))
		s = err_set(e, ERR_USAGE, "the name of the file is too long");
	if (s != STATUS_OK)
		return s;
	buf_init(&tx, LIMIT_TX);
	s = tx_write_unsigned(&tx, &act->tx);
	if (s != STATUS_OK)
		s = err_set(e, s, "the transaction cannot be encoded: %s", status_phrase(s));
	/* Noted before the file is there: once it is, it can be signed elsewhere. */
	if (s == STATUS_OK)
		s = store_write(app, put_export, &x, e);
	if (s == STATUS_OK) {
		s = tx_document_write(path, unsigned_document(app, act, &tx), e);
		if (s == STATUS_OK)
			act->id = (uint64_t)x.row.id;
		else if (store_write(app, take_back, &x, NULL) != STATUS_OK)
			log_line(app->shared->log, "act", "a draft is listed that was not written");
	}
	buf_release(&tx);
	return s;
}

static enum status read_unsigned(struct app *app, struct act *act, const char *path, struct err *e)
{
	static const char *const members[] = {"chain_id", "format",	 "from",
					      "network",  "transaction", NULL};
	const struct profile *profile;
	struct json *doc;
	struct buf bytes;
	uint64_t chain_id;
	enum status s = tx_document_read(&doc, path, TX_DOCUMENT_UNSIGNED, members, e);

	buf_init(&bytes, LIMIT_TX);
	if (s == STATUS_OK)
		s = json_get_u64(&chain_id, doc, "chain_id", e);
	if (s == STATUS_OK)
		s = member_address(&act->from, doc, "from", e);
	if (s == STATUS_OK)
		s = tx_document_bytes(&bytes, doc, e);
	if (s == STATUS_OK) {
		tx_release(&act->tx);
		s = tx_read_unsigned(&act->tx, bytes.data, bytes.len, e);
	}
	if (s == STATUS_OK)
		s = require_profile(app, &profile, e);
	if (s == STATUS_OK &&
	    (act->tx.chain_id != chain_id || act->tx.chain_id != profile->chain_id))
		s = err_set(e, ERR_MISMATCH,
			    "the transaction is for chain %llu, the chosen network is %s; use "
			    "--network",
			    (unsigned long long)act->tx.chain_id, profile->title);
	buf_release(&bytes);
	json_free(doc);
	return s == STATUS_OK ? describe_act(app, act, e) : s;
}

/* Sets the kind of the act and the words that it needs, by what its bytes say. */
static enum status classify(struct act *act, struct err *e)
{
	const struct meaning *meaning = &act->descriptor.meaning;
	enum intent intent = act->descriptor.intent;

	switch (intent) {
	case INTENT_CLAIM:
		return err_set(e, ERR_USAGE,
			       "this is a claim; it travels as a bundle: byline claim prepare");
	case INTENT_UNKNOWN:
	case INTENT_GIVES:
	case INTENT_TRANSFER:
	case INTENT_ERC20_TRANSFER: act->kind = ACT_SEND; break;
	case INTENT_ATTEST_COMMITMENT:
	case INTENT_ATTEST_OTHER: act->kind = ACT_ATTEST; break;
	case INTENT_REVOKE: act->kind = ACT_REVOKE; break;
	case INTENT_CANCEL: act->kind = ACT_CANCEL; break;
	}
	snprintf(act->title, sizeof(act->title), "TRANSACTION");
	act->summary = (struct sentence){.n = 0};
	if (meaning->n > 0)
		sentence_add_sentence(&act->summary, &meaning->gives[meaning->decisive]);
	else
		sentence_add(&act->summary, "%s", act->descriptor.title);
	return STATUS_OK;
}

static enum status get_raw(struct cache *cache, void *arg, struct err *e)
{
	struct act *act = arg;

	return cache_transactions_raw(cache, &act->raw, (int64_t)act->id, e);
}

/* Exactly this transaction may be known here: as a draft, or signed before. */
static enum status compare_rows(struct app *app, struct act *act, struct err *e)
{
	struct cache_tx same;
	enum status s = match_rows(app, &same, act, e);

	if (s == STATUS_OK && same.id == 0) {
		sentence_add(&act->what, "%s", act->descriptor.title);
		return warn_of_earlier(app, act, e);
	}
	if (s != STATUS_OK)
		return s;
	act->id = (uint64_t)same.id;
	act->summary = same.what;
	act->what = same.what;
	if (hash_is_zero(&same.hash))
		return warn_of_earlier(app, act, e);
	act->state = ACT_SIGNED;
	act->hash = same.hash;
	return store_read(app, get_raw, act, e);
}

/* Needs no network; without a profile the chain cannot be compared, so that is refused. */
enum status open_act(struct app *app, struct act **out, const char *path, struct err *e)
{
	static const struct address nobody;
	struct act *act = new_act(app, ACT_SEND, &nobody);
	enum status s;

	*out = NULL;
	if (act == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = read_unsigned(app, act, path, e);
	if (s == STATUS_OK)
		s = classify(act, e);
	if (s == STATUS_OK)
		s = compare_rows(app, act, e);
	return act_hand_over_opened(out, act, s, path, e);
}

/*
 * Signs, or gives the bytes that were kept when it was signed before: the file may be lost, or
 * never have been written.
 */
static enum status sign_once(struct app *app, struct act *act, const struct hash *expect,
			     const char *path, struct err *e)
{
	char hash[HASH_TEXT_SIZE];

	if (act->state == ACT_PREPARED)
		return sign_act(app, act, expect, e);
	hash_format(hash, &act->hash);
	return path != NULL
		       ? STATUS_OK
		       : err_set(e, ERR_EXISTS,
				 "this is signed already; send it with: byline tx send %s", hash);
}

enum status sign_opened_act(struct app *app, struct act *act, const struct hash *expect,
			    const char *path, struct err *e)
{
	struct json *doc;
	enum status s = require_writable(app, "sign", e);

	/* Found out afterwards, the signature would be kept here and could not leave. */
	if (s == STATUS_OK && path != NULL && access(path, F_OK) == 0)
		s = err_set(e, ERR_EXISTS, "%s exists; nothing was signed", path);
	if (s == STATUS_OK)
		s = require_expected(act, expect, e);
	if (s == STATUS_OK)
		s = sign_once(app, act, expect, path, e);
	if (s != STATUS_OK || path == NULL)
		return s;
	doc = json_new_object();
	json_add_text(doc, "format", TX_DOCUMENT_SIGNED);
	json_add_hex(doc, "transaction", act->raw.data, act->raw.len);
	return tx_document_write(path, doc, e);
}

struct tx_import {
	struct act *act;
	struct cache_tx row;
};

/* The nonce is taken now, in the commit that keeps the signed bytes. */
static enum status put_imported(struct cache *cache, void *arg, struct err *e)
{
	struct tx_import *in = arg;

	in->row.hash = in->act->hash;
	in->row.signed_at = clock_now();
	return ledger_record_return(cache, &in->row, in->act->raw.data, in->act->raw.len, e);
}

/* A transaction that became void on the way is kept as signed, and cannot be sent. */
static enum status check_sendable(struct cache *cache, void *arg, struct err *e)
{
	const struct tx_import *in = arg;

	return ledger_check(cache, in->row.id, LEDGER_SEND, e);
}

/* The signer is recovered from the signature: the file may claim any. */
static enum status check_signed(struct app *app, struct act *act, struct err *e)
{
	struct tx_import in = {.act = act};
	struct cache_tx same = {0};
	struct tx_signature sig;
	struct address signer;
	enum status s;

	tx_release(&act->tx);
	s = tx_read_signed(&act->tx, &sig, &act->hash, act->raw.data, act->raw.len, e);
	if (s != STATUS_OK)
		return s;
	s = tx_signing_hash(&act->signing_hash, &act->tx);
	if (s == STATUS_OK)
		s = recover_address(&signer, &act->signing_hash, &sig);
	if (s != STATUS_OK)
		return err_set(e, s, "the signed transaction does not hold: %s", status_phrase(s));
	act->from = signer;
	s = describe_act(app, act, e);
	if (s == STATUS_OK && act->descriptor.intent == INTENT_CLAIM)
		s = err_set(e, ERR_USAGE, "this is a claim; use: byline claim send");
	if (s == STATUS_OK)
		s = match_rows(app, &same, act, e);
	if (s == STATUS_OK && same.id == 0)
		s = err_set(e, ERR_NOT_FOUND,
			    "this was not prepared here: only the machine that prepared a "
			    "transaction can send it");
	if (s == STATUS_OK && !address_equal(&signer, &same.account))
		s = err_set(e, ERR_SIGNATURE,
			    "it was not signed by the account it was prepared for");
	if (s == STATUS_OK && !hash_is_zero(&same.hash) && !ledger_is_sendable(same.state) &&
	    same.state != CACHE_TX_VOID)
		s = err_set(e, ERR_EXISTS, "this was sent already; see: byline tx list");
	if (s != STATUS_OK)
		return s;
	act->id = (uint64_t)same.id;
	act->summary = same.what;
	in.row = same;
	if (hash_is_zero(&same.hash))
		s = store_write(app, put_imported, &in, e);
	return s == STATUS_OK ? store_read(app, check_sendable, &in, e) : s;
}

/* The row is found by the signing hash, so the file's name and place do not matter. */
enum status import_signed_act(struct app *app, struct act **out, const char *path, struct err *e)
{
	static const char *const members[] = {"format", "transaction", NULL};
	static const struct address nobody;
	struct act *act = new_act(app, ACT_SEND, &nobody);
	struct json *doc = NULL;
	enum status s;

	*out = NULL;
	if (act == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = tx_document_read(&doc, path, TX_DOCUMENT_SIGNED, members, e);
	if (s == STATUS_OK)
		s = tx_document_bytes(&act->raw, doc, e);
	if (s == STATUS_OK)
		s = check_signed(app, act, e);
	json_free(doc);
	act->state = ACT_SIGNED;
	snprintf(act->title, sizeof(act->title), "SEND A SIGNED TRANSACTION");
	return act_hand_over_opened(out, act, s, path, e);
}
