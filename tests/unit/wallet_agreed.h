/*
 * Signing with a consent of its own each time, so that a refusal in a test of the policy is the
 * policy's. wallet_consent.c tests consents themselves.
 */
#ifndef TESTS_UNIT_WALLET_AGREED_H
#define TESTS_UNIT_WALLET_AGREED_H

#include "chain/bundle.h"
#include "chain/eip191.h"
#include "chain/eip712.h"
#include "chain/keccak.h"
#include "tests/unit/wallet_signer_fixture.h"
#include "wallet/door_consent.h"
#include "wallet/signer_consent.h"
#include "wallet/signer_text.h"

/* Lets this digest be signed, with `words` beside it, and no other one. */
static inline void agree(struct door *d, const struct hash *digest, const char *words)
{
	signer_consent_release(d->signer);
	assert_int_equal(door_expect(d, digest, words, NULL), STATUS_OK);
}

/* Agrees to whatever the signer finds in a request, with the words that it asks for. */
static inline void agree_as_asked(enum door_kind kind, uint32_t account,
				  const struct door_policy *p, const void *data, size_t len)
{
	const struct consent_obstacles none = {.first = false};
	struct signer_call call = {.signer = fx.open->signer};
	struct signer_sign sign = {.account = account,
				   .allowed = p->allowed,
				   .chain_id = p->chain_id,
				   .fee_cap = p->fee_cap.raw,
				   .domain = door_sign_domain(p),
				   .data = {.data = data, .len = len}};
	struct consent_words words = {.has_obstacle = false};
	struct signer_act act;
	struct signer_text t;
	bool accepted;

	assert_int_equal(door_sign_profile(fx.open, &sign.profile, &accepted, p->profile, NULL),
			 STATUS_OK);
	if (kind == DOOR_TX || kind == DOOR_CLAIM) {
		if (signer_policy_judge(&call, &act, &sign, kind == DOOR_CLAIM) == STATUS_OK)
			consent_words_of_act(&words, &act, fx.open->signer->keys, &none);
		signer_policy_release(&act);
	} else if (signer_text_judge(&call, &t, NULL, &sign, kind == DOOR_TYPED) == STATUS_OK) {
		consent_words_of_text(&words, &t.digest, &t.meaning);
	}
	agree(fx.open, &words.digest, words.wanted);
}

static inline enum status agreed_tx(struct buf *raw, struct hash *hash,
				    const struct door_policy *policy, const void *bytes, size_t len,
				    const char *words, struct err *e)
{
	struct hash digest;

	keccak256(digest.bytes, bytes, len);
	agree(fx.open, &digest, words);
	return door_sign_tx(fx.open, raw, hash, FIXTURE_ACCOUNT, policy, bytes, len, e);
}

/* A bundle that cannot be read has nothing that could be agreed to. */
static inline enum status agreed_claim(struct buf *out, uint32_t account,
				       const struct door_policy *policy, const struct buf *file,
				       const char *words, struct err *e)
{
	struct hash digest = {{0}};
	struct bundle b;

	bundle_init(&b);
	if (bundle_read(&b, file->data, file->len, NULL) == STATUS_OK)
		keccak256(digest.bytes, b.unsigned_tx.data, b.unsigned_tx.len);
	bundle_release(&b);
	agree(fx.open, &digest, words);
	return door_sign_claim(fx.open, out, account, policy, file->data, file->len, e);
}

static inline enum status agreed_typed(uint8_t sig[static SIGNATURE_SIZE], struct hash *digest,
				       const struct door_policy *policy, const void *text,
				       size_t len, const char *words, struct err *e)
{
	struct eip712_document d = {0};
	struct json *json = NULL;

	if (json_parse(&json, text, len, NULL) == STATUS_OK &&
	    eip712_open(&d, json, NULL) == STATUS_OK)
		agree(fx.open, &d.digest, words);
	eip712_release(&d);
	json_free(json);
	return door_sign_typed(fx.open, sig, digest, FIXTURE_ACCOUNT, policy, text, len, e);
}

static inline enum status agreed_message(struct door *d, uint8_t sig[static SIGNATURE_SIZE],
					 uint32_t account, uint32_t allowed, const void *message,
					 size_t len, const char *words, struct err *e)
{
	struct hash digest;

	eip191_digest(&digest, message, len);
	agree(d, &digest, words);
	return door_sign_message(d, sig, account, &(struct door_policy){.allowed = allowed},
				 message, len, e);
}

#endif
