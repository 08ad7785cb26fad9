/* Signing what a person agreed to, as a script names it: by its hash, before it is signed. */
#ifndef TESTS_LIB_AGREED_H
#define TESTS_LIB_AGREED_H

#include "act/claim_offline.h"
#include "act/expect.h"
#include "act/sign.h"
#include "app/state.h"
#include "wallet/exchange.h"
#include "wallet/signer_consent.h"

/* Lets the signer sign this act, and nothing else. */
static inline enum status agree_to(struct app *app, const struct act *act, struct err *e)
{
	const char *words = act->confirm;
	char paid[ADDRESS_TEXT_SIZE];

	/* Digits of the account that a claim pays count only where it is none of the vault's. */
	address_format(paid, &act->descriptor.paid);
	if (words[0] == '\0' && act->descriptor.intent == INTENT_CLAIM)
		words = paid + sizeof(paid) - 1 - 4;
	signer_consent_release(app->shared->door->signer);
	return expect_digest(app, &act->signing_hash, words, e);
}

static inline enum status sign_agreed_act(struct app *app, struct act *act, struct err *e)
{
	enum status s = agree_to(app, act, e);

	return s == STATUS_OK ? sign_act(app, act, &act->signing_hash, e) : s;
}

static inline enum status sign_agreed_claim(struct app *app, struct act *act, const char *path,
					    struct err *e)
{
	enum status s = agree_to(app, act, e);

	return s == STATUS_OK ? sign_claim(app, act, &act->signing_hash, path, e) : s;
}

#endif
