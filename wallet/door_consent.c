/*
 * Requests in the shape that wallet/door.c describes. None of them signs anything: what a person
 * agreed to is remembered by the signer.
 */
#include "wallet/door_consent.h"

#include <stdio.h>
#include <string.h>

#include "wallet/exchange.h"
#include "wallet/signer_consent.h"

enum status door_consider(struct door *d, const struct door_intent *intent, struct err *e)
{
	static const uint8_t ops[] = {[DOOR_TX] = SIGNER_SIGN_TX,
				      [DOOR_CLAIM] = SIGNER_SIGN_CLAIM,
				      [DOOR_TYPED] = SIGNER_SIGN_TYPED,
				      [DOOR_MESSAGE] = SIGNER_SIGN_MESSAGE};
	const struct door_policy *p = intent->policy;
	struct signer_intent in = {.op = ops[intent->kind],
				   .earlier = intent->earlier,
				   .first = intent->first,
				   .account = intent->account,
				   .allowed = p->allowed,
				   .chain_id = p->chain_id,
				   .fee_cap = p->fee_cap.raw,
				   .domain = door_sign_domain(p),
				   .data = {.data = intent->data, .len = intent->len}};
	struct exchange x = {.format = NULL};
	bool accepted;
	enum status s = door_sign_profile(d, &in.profile, &accepted, p->profile, e);

	if (s == STATUS_OK)
		s = exchange(d, &x, SIGNER_CONSIDER, &in, e);
	exchange_end(&x);
	return s;
}

/* Nothing goes along: the signer knows what it is asked for. */
enum status door_consent(struct door *d, struct err *e)
{
	struct exchange x;
	enum status s = exchange(d, &x, SIGNER_CONSENT, NULL, e);

	exchange_end(&x);
	return s;
}

/* A signer that does not run yet is told first of all when it starts. */
enum status door_expect(struct door *d, const struct hash *digest, const char *words, struct err *e)
{
	if (!d->is_process)
		return signer_consent_allow(d->signer, digest, words, e);
	/* One that is named with its words needs no second mention without them. */
	for (unsigned i = 0; i < d->n_expected && words[0] == '\0'; i++)
		if (hash_equal(&d->expected[i].digest, digest))
			return STATUS_OK;
	if (d->n_expected == ARRAY_SIZE(d->expected) ||
	    strlen(words) >= sizeof(d->expected[0].words))
		return err_set(e, ERR_LIMIT, "more is expected than the signer takes");
	d->expected[d->n_expected].digest = *digest;
	snprintf(d->expected[d->n_expected++].words, sizeof(d->expected[0].words), "%s", words);
	return STATUS_OK;
}

enum status door_accept_profile(struct door *d, struct buf *file, const struct door_vault *now,
				const struct hash *profile, struct err *e)
{
	const struct signer_acceptance in = {.file = {.data = now->file, .len = now->len},
					     .profile = *profile};

	return exchange_for_file(d, file, SIGNER_ACCEPT_PROFILE, &in, e);
}
