/*
 * Each function ends in ask(): all intents are considered, then one question is put for them. The
 * profile is accepted first, since the signer reads what a transaction means by it.
 */
#include "act/agree.h"

#include "act/act_private.h"
#include "app/accept_profile.h"
#include "app/account_keys.h"
#include "app/idle_lock.h"
#include "app/state.h"

static enum status consider(struct app *app, const struct door_intent *intent, struct err *e)
{
	enum status s;

	pthread_mutex_lock(&app->shared->signer_lock);
	s = door_consider(app->shared->door, intent, e);
	pthread_mutex_unlock(&app->shared->signer_lock);
	return s;
}

/* Puts the one question for all that was considered. */
static enum status ask(struct app *app, struct err *e)
{
	enum status s;

	pthread_mutex_lock(&app->shared->signer_lock);
	s = door_consent(app->shared->door, e);
	note_answer(app, s);
	pthread_mutex_unlock(&app->shared->signer_lock);
	return s;
}

/* Considers one act, whose bytes are `data`. An act that was cut is never shown. */
static enum status consider_act(struct app *app, const struct act *act, enum door_kind kind,
				const struct buf *data, struct err *e)
{
	const struct door_policy policy = {.chain_id = act->tx.chain_id,
					   .fee_cap = app->profile->fee_cap,
					   .profile = app->profile,
					   .allowed = act->allowed};
	struct door_intent intent = {.kind = kind,
				     .policy = &policy,
				     .data = data->data,
				     .len = data->len,
				     .earlier = act->earlier_hash,
				     .first = act->first_of != 0};
	enum status s = require_whole(act, e);

	if (s == STATUS_OK)
		s = account_index(app, &intent.account, &act->from, e);
	return s == STATUS_OK ? consider(app, &intent, e) : s;
}

static enum status consider_tx(struct app *app, const struct act *act, struct err *e)
{
	struct buf bytes;
	enum status s;

	buf_init(&bytes, LIMIT_CALLDATA + 4 * KIB);
	s = tx_write_unsigned(&bytes, &act->tx);
	if (s == STATUS_OK)
		s = consider_act(app, act, DOOR_TX, &bytes, e);
	buf_release(&bytes);
	return s;
}

enum status agree_to_acts(struct app *app, const struct act *first, struct err *e)
{
	enum status s = accept_profile(app, e);
	size_t n = 0;

	for (const struct act *a = first; a != NULL && s == STATUS_OK; a = a->next) {
		if (a->state != ACT_PREPARED)
			continue;
		s = consider_tx(app, a, e);
		n++;
	}
	return s == STATUS_OK && n > 0 ? ask(app, e) : s;
}

enum status agree_to_claim(struct app *app, const struct act *act, const struct buf *bundle,
			   struct err *e)
{
	enum status s = accept_profile(app, e);

	if (s == STATUS_OK)
		s = consider_act(app, act, DOOR_CLAIM, bundle, e);
	return s == STATUS_OK ? ask(app, e) : s;
}

enum status agree_to_text(struct app *app, const struct door_intent *intent, struct err *e)
{
	enum status s = intent->policy->profile != NULL ? accept_profile(app, e) : STATUS_OK;

	if (s == STATUS_OK)
		s = consider(app, intent, e);
	return s == STATUS_OK ? ask(app, e) : s;
}
