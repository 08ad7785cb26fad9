#include "act/sign.h"

#include "act/act_private.h"
#include "act/agree.h"
#include "act/claim_rows.h"
#include "app/account_keys.h"
#include "app/state.h"
#include "base/buf.h"
#include "base/clock.h"
#include "wallet/door_sign.h"

/* The signature and the nonce that it takes are kept in one commit. */
static enum status keep_signature(struct cache *cache, void *arg, struct err *e)
{
	struct act *act = arg;
	const struct named named = name_obstacles(act);
	struct cache_tx row;
	enum status s = load_act_row(cache, &row, act, e);

	if (s != STATUS_OK)
		return s;
	row.hash = act->hash;
	row.signed_at = clock_now();
	s = ledger_record_signature(cache, &row, act->raw.data, act->raw.len, &named, e);
	if (s == STATUS_OK && act->id == 0 && act->kind == ACT_CLAIM)
		s = add_claim(cache, act, row.id, e);
	if (s == STATUS_OK)
		act->id = (uint64_t)row.id;
	return s;
}

/* Whether it may be signed at all, before anybody is asked. */
static enum status require_signable(struct app *app, const struct act *act, struct err *e)
{
	enum status s = require_writable(app, "sign", e);

	if (s == STATUS_OK && act->state != ACT_PREPARED)
		s = err_set(e, ERR_USAGE, "this is signed already");
	return s == STATUS_OK ? require_whole(act, e) : s;
}

enum status sign_act(struct app *app, struct act *act, const struct hash *expect, struct err *e)
{
	enum status s = require_signable(app, act, e);

	if (s == STATUS_OK)
		s = require_expected(act, expect, e);
	if (s == STATUS_OK && expect == NULL)
		s = agree_to_acts(app, act, e);
	return s == STATUS_OK ? sign_agreed(app, act, e) : s;
}

/*
 * The signature leaves this function only after the commit that keeps it. A process that dies in
 * between takes it along, and the nonce stays free.
 */
enum status sign_agreed(struct app *app, struct act *act, struct err *e)
{
	struct door_policy policy = {
		.chain_id = act->tx.chain_id, .profile = app->profile, .allowed = act->allowed};
	struct buf unsigned_tx;
	uint32_t index;
	enum status s = require_signable(app, act, e);

	if (s == STATUS_OK)
		s = account_index(app, &index, &act->from, e);
	if (s != STATUS_OK)
		return s;
	policy.fee_cap = app->profile->fee_cap;
	buf_init(&unsigned_tx, LIMIT_CALLDATA + 4 * KIB);
	s = tx_write_unsigned(&unsigned_tx, &act->tx);
	if (s == STATUS_OK) {
		pthread_mutex_lock(&app->shared->signer_lock);
		s = door_sign_tx(app->shared->door, &act->raw, &act->hash, index, &policy,
				 unsigned_tx.data, unsigned_tx.len, e);
		pthread_mutex_unlock(&app->shared->signer_lock);
	}
	buf_release(&unsigned_tx);
	/* Not kept, not signed: bytes that the cache does not know must not leave. */
	if (s == STATUS_OK) {
		const uint64_t id = act->id, subject = act->subject;

		s = store_write(app, keep_signature, act, e);
		/* A commit that failed took the rows back, whose numbers the job had noted. */
		if (s != STATUS_OK) {
			act->id = id;
			act->subject = subject;
		}
	}
	if (s == STATUS_OK)
		act->state = ACT_SIGNED;
	else
		buf_wipe(&act->raw);
	return s;
}
