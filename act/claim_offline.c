/*
 * A claim on the machine that signs it without a network, and its way back. On the signing side,
 * read fill_claim() (a file becomes an act to review) and sign_claim() (the act becomes a signed
 * file); on the online side, fill_signed(). Invariant: the signing side trusts the transaction's
 * bytes alone and shows the rest as told; the way back takes in exactly what was prepared there.
 */
#include "act/claim_offline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "act/act_private.h"
#include "act/agree.h"
#include "act/bundle_review.h"
#include "act/claim.h"
#include "act/claim_rows.h"
#include "act/complete.h"
#include "app/account_keys.h"
#include "app/state.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/hex.h"
#include "chain/bundle_check.h"
#include "chain/bundle_format.h"
#include "chain/keccak.h"
#include "chain/signed_bundle.h"
#include "chain/tx_read.h"
#include "wallet/door_sign.h"
#include "wallet/recover.h"

/* The transaction is read from its own bytes; the file's other members must agree with it. */
static enum status fill_opened(struct app *app, struct act *act, const struct buf *file,
			       struct err *e)
{
	enum status s;

	bundle_release(&act->bundle);
	s = bundle_read(&act->bundle, file->data, file->len, e);
	if (s == STATUS_OK)
		s = bundle_check(&act->bundle, find_bundle_payer(app, &act->bundle), e);
	if (s == STATUS_OK && act->bundle.expires < clock_now())
		s = err_set(
			e, ERR_EXPIRED,
			"the bundle expired; prepare a new one (or this machine's clock is wrong)");
	if (s == STATUS_OK && app->profile != NULL &&
	    app->profile->chain_id != act->bundle.chain_id)
		s = err_set(e, ERR_MISMATCH,
			    "the bundle is for chain %llu, the chosen network is %s; use --network",
			    (unsigned long long)act->bundle.chain_id, app->profile->title);
	if (s != STATUS_OK)
		return s;
	act->from = act->bundle.from;
	tx_release(&act->tx);
	s = tx_read_unsigned(&act->tx, act->bundle.unsigned_tx.data, act->bundle.unsigned_tx.len,
			     e);
	return s == STATUS_OK ? describe_act(app, act, e) : s;
}

/* Looks for the draft here. Without a network nothing can be signed, so nothing is in its way. */
static enum status match_claim(struct app *app, struct act *act, struct err *e)
{
	struct cache_tx same;
	enum status s;

	if (app->profile == NULL)
		return STATUS_OK;
	s = match_rows(app, &same, act, e);
	if (s == STATUS_OK && same.id != 0)
		act->id = (uint64_t)same.id;
	return s == STATUS_OK ? warn_of_earlier(app, act, e) : s;
}

static enum status fill_claim(struct app *app, struct act *act, const struct buf *file,
			      struct err *e)
{
	enum status s = fill_opened(app, act, file, e);

	if (s != STATUS_OK)
		return s;
	tell_bundle(act, app);
	sentence_add(&act->what, "claim royalties");
	return match_claim(app, act, e);
}

struct answered {
	struct act *act;
	const struct signed_bundle *bundle;
};

/* Keeps the signature, so that this machine notices when it is asked for another of its nonce. */
static enum status keep_answer(struct cache *cache, void *arg, struct err *e)
{
	const struct answered *a = arg;
	struct act *act = a->act;
	const struct named named = name_obstacles(act);
	struct cache_tx row;
	enum status s = load_act_row(cache, &row, act, e);

	keccak256(act->hash.bytes, a->bundle->raw_tx.data, a->bundle->raw_tx.len);
	/* Signing the same bundle again gives the same bytes, which are kept already. */
	if (s != STATUS_OK || hash_equal(&row.hash, &act->hash))
		return s;
	row.hash = act->hash;
	row.signed_at = clock_now();
	s = ledger_record_signature(cache, &row, a->bundle->raw_tx.data, a->bundle->raw_tx.len,
				    &named, e);
	if (s == STATUS_OK)
		act->id = (uint64_t)row.id;
	return s;
}

static enum status record_answer(struct app *app, struct act *act, const struct buf *answer,
				 struct err *e)
{
	struct signed_bundle bundle;
	struct answered a = {act, &bundle};
	const uint64_t id = act->id;
	enum status s = signed_bundle_read(&bundle, answer->data, answer->len, e);

	if (s != STATUS_OK)
		return s;
	s = store_write(app, keep_answer, &a, e);
	/* A commit that failed took the row back, whose number the job had noted. */
	if (s != STATUS_OK)
		act->id = id;
	signed_bundle_release(&bundle);
	return s;
}

/*
 * The file must not exist before anything is signed: a signature that cannot be written would be
 * kept here and could not leave.
 */
enum status sign_claim(struct app *app, struct act *act, const struct hash *expect,
		       const char *path, struct err *e)
{
	struct door_policy policy = {.chain_id = act->bundle.chain_id};
	struct buf bundle, answer;
	uint32_t index;
	enum status s = require_writable(app, "sign", e);

	/* The file's own word on what gas may cost is no limit. */
	if (s == STATUS_OK)
		s = require_profile(app, &policy.profile, e);
	if (s == STATUS_OK)
		s = require_expected(act, expect, e);
	if (s == STATUS_OK && access(path, F_OK) == 0)
		s = err_set(e, ERR_EXISTS, "%s exists; nothing was signed", path);
	if (s == STATUS_OK)
		s = account_index(app, &index, &act->from, e);
	if (s == STATUS_OK)
		s = require_whole(act, e);
	if (s != STATUS_OK)
		return s;
	policy.fee_cap = policy.profile->fee_cap;
	buf_init(&bundle, LIMIT_SMALL_FILE);
	buf_init(&answer, LIMIT_SMALL_FILE);
	s = bundle_write(&bundle, &act->bundle);
	if (s == STATUS_OK && expect == NULL)
		s = agree_to_claim(app, act, &bundle, e);
	if (s == STATUS_OK) {
		pthread_mutex_lock(&app->shared->signer_lock);
		s = door_sign_claim(app->shared->door, &answer, index, &policy, bundle.data,
				    bundle.len, e);
		pthread_mutex_unlock(&app->shared->signer_lock);
	}
	if (s == STATUS_OK)
		s = record_answer(app, act, &answer, e);
	if (s == STATUS_OK) {
		act->state = ACT_SIGNED;
		s = file_write_new(path, answer.data, answer.len, e);
	}
	buf_release(&bundle);
	buf_release(&answer);
	return s;
}

struct importing {
	const struct hash *bundle;
	struct cache_claim claim;
	struct cache_tx tx;
	struct act *act;
};

/* Only the machine that prepared a claim has its bundle's hash. */
static enum status get_prepared(struct cache *cache, void *arg, struct err *e)
{
	struct importing *in = arg;
	enum status s = cache_transactions_by_bundle(cache, &in->tx, in->bundle, e);

	if (s == ERR_NOT_FOUND)
		return err_set(e, s,
			       "this was not prepared here: only the machine that prepared a claim "
			       "can send it");
	return s == STATUS_OK ? cache_claims_by_transaction(cache, &in->claim, in->tx.id, e) : s;
}

static enum status put_imported(struct cache *cache, void *arg, struct err *e)
{
	struct importing *in = arg;
	const struct act *act = in->act;

	/* Imported before: the same bytes again are no news. */
	if (hash_equal(&in->tx.hash, &act->hash))
		return STATUS_OK;
	in->tx.hash = act->hash;
	in->tx.signed_at = clock_now();
	return ledger_record_return(cache, &in->tx, act->raw.data, act->raw.len, e);
}

/* The signature is kept, but it is of no use when the claim became void on the way. */
static enum status check_sendable(struct cache *cache, void *arg, struct err *e)
{
	const struct importing *in = arg;

	return in->tx.state == CACHE_TX_VOID ? ledger_check(cache, in->tx.id, LEDGER_SEND, e)
					     : STATUS_OK;
}

/* The signed bytes must be exactly what was prepared, by the account it was prepared for. */
static enum status check_signed(struct app *app, struct act *act, const struct importing *in,
				struct err *e)
{
	struct tx_signature sig;
	struct address signer;
	enum status s;

	tx_release(&act->tx);
	s = tx_read_signed(&act->tx, &sig, &act->hash, act->raw.data, act->raw.len, e);
	if (s == STATUS_OK)
		s = describe_act(app, act, e);
	if (s == STATUS_OK && !hash_equal(&act->signing_hash, &in->tx.signing_hash))
		s = err_set(e, ERR_MISMATCH,
			    "another transaction was signed than the one prepared here");
	if (s == STATUS_OK && (recover_address(&signer, &act->signing_hash, &sig) != STATUS_OK ||
			       !address_equal(&signer, &in->tx.account)))
		s = err_set(e, ERR_SIGNATURE,
			    "it was not signed by the account it was prepared for");
	/* Its row is followed by its hash: another valid signature has another. */
	if (s == STATUS_OK && !hash_is_zero(&in->tx.hash) && !hash_equal(&in->tx.hash, &act->hash))
		s = err_set(e, ERR_MISMATCH, "another signature of this claim was taken in before");
	return s;
}

static enum status fill_imported(struct app *app, struct act *act, const struct buf *file,
				 struct err *e)
{
	struct signed_bundle bundle;
	struct importing in = {.act = act};
	enum status s = signed_bundle_read(&bundle, file->data, file->len, e);

	if (s != STATUS_OK)
		return s;
	in.bundle = &bundle.bundle;
	s = store_read(app, get_prepared, &in, e);
	if (s == STATUS_OK) {
		act->from = in.tx.account;
		act->id = (uint64_t)in.tx.id;
		act->subject = (uint64_t)in.claim.id;
		buf_add(&act->raw, bundle.raw_tx.data, bundle.raw_tx.len);
		s = check_signed(app, act, &in, e);
	}
	if (s == STATUS_OK)
		s = store_write(app, put_imported, &in, e);
	if (s == STATUS_OK)
		s = store_read(app, check_sendable, &in, e);
	signed_bundle_release(&bundle);
	return s;
}

static enum status fill_signed(struct app *app, struct act *act, const struct buf *file,
			       struct err *e)
{
	enum status s = fill_imported(app, act, file, e);

	act->state = ACT_SIGNED;
	snprintf(act->title, sizeof(act->title), "SEND A SIGNED CLAIM");
	sentence_add(&act->summary, "A claim of royalties, signed offline");
	return s;
}

/* Makes an act of the bytes of a file. */
typedef enum status fill_act(struct app *app, struct act *act, const struct buf *file,
			     struct err *e);

/* Anything but a claim is taken for a signed one, whose reader says what it found instead. */
static enum status choose_fill(fill_act **fill, const struct buf *file, struct err *e)
{
	struct json *doc = NULL;
	const char *format;
	enum status s = json_parse(&doc, file->data, file->len, e);

	if (s == STATUS_OK)
		s = json_get_text(&format, doc, "format", e);
	if (s == STATUS_OK)
		*fill = strcmp(format, BUNDLE_FORMAT_CLAIM) == 0 ||
					strcmp(format, BUNDLE_FORMAT_CLAIM_2) == 0
				? fill_claim
				: fill_signed;
	json_free(doc);
	return s;
}

/* Reads the file once: the bytes that chose `fill`, when it is NULL, are those that it is given. */
static enum status open_file(struct app *app, struct act **out, const char *path, fill_act *fill,
			     struct err *e)
{
	static const struct address nobody;
	struct act *act = new_act(app, ACT_CLAIM, &nobody);
	struct buf file;
	enum status s;

	*out = NULL;
	if (act == NULL)
		return err_set(e, ERR_MEMORY, "out of memory");
	buf_init(&file, LIMIT_SMALL_FILE);
	s = file_read(&file, path, e);
	if (s == STATUS_OK && fill == NULL)
		s = choose_fill(&fill, &file, e);
	if (s == STATUS_OK)
		s = fill(app, act, &file, e);
	buf_release(&file);
	if (act->state == ACT_PREPARED)
		snprintf(act->file, sizeof(act->file), "%.*s", (int)sizeof(act->file) - 1, path);
	return act_hand_over_opened(out, act, s, path, e);
}

enum status open_claim(struct app *app, struct act **out, const char *path, struct err *e)
{
	return open_file(app, out, path, fill_claim, e);
}

enum status import_signed_claim(struct app *app, struct act **out, const char *path, struct err *e)
{
	return open_file(app, out, path, fill_signed, e);
}

enum status open_bundle(struct app *app, struct act **out, const char *path, struct err *e)
{
	return open_file(app, out, path, NULL, e);
}

enum status sign_opened_claim(struct app *app, struct act **act, struct err *e)
{
	struct act *ready = NULL;
	char *path = NULL;
	enum status s;

	if (asprintf(&path, "%s.signed", (*act)->file) < 0)
		return err_set(e, ERR_MEMORY, "out of memory");
	s = sign_claim(app, *act, NULL, path, e);
	/* Elsewhere than where it was prepared the file is all there is. */
	if (s == STATUS_OK && import_signed_claim(app, &ready, path, NULL) == STATUS_OK) {
		free_act(*act);
		*act = ready;
	}
	free(path);
	return s;
}
