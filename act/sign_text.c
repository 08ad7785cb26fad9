/*
 * Nothing but an event records here that a text was signed, beside the journal of the signer, which
 * tells neither text nor meaning.
 */
#include "act/sign_text.h"

#include "act/agree.h"
#include "app/account_keys.h"
#include "app/state.h"
#include "base/clock.h"
#include "wallet/door_sign.h"

enum status sign_message(struct app *app, uint8_t sig[static TEXT_SIGNATURE_SIZE],
			 const struct address *account, const struct text_terms *terms,
			 const void *message, size_t len, struct err *e)
{
	const struct door_policy policy = {.allowed = terms->allowed, .domain = terms->domain};
	struct door_intent intent = {
		.kind = DOOR_MESSAGE, .policy = &policy, .data = message, .len = len};
	uint32_t index = 0;
	enum status s = require_writable(app, "sign", e);

	if (s == STATUS_OK)
		s = account_index(app, &index, account, e);
	intent.account = index;
	if (s == STATUS_OK && !terms->expected)
		s = agree_to_text(app, &intent, e);
	if (s != STATUS_OK)
		return s;
	/* The signer answers one request at a time. */
	pthread_mutex_lock(&app->shared->signer_lock);
	s = door_sign_message(app->shared->door, sig, index, &policy, message, len, e);
	pthread_mutex_unlock(&app->shared->signer_lock);
	/* The event is the trace of a signature that nothing else records. */
	if (s == STATUS_OK)
		note_event_of(app, &(struct event_owner){.account = account}, "vault", TRUST_NONE,
			      "signed a message of %zu bytes", len);
	return s;
}

enum status read_typed(struct app *app, struct typed_text *out, const struct address *account,
		       const void *document, size_t len, struct err *e)
{
	const struct profile *profile = app->profile;
	const struct eip712_summary *d = &out->document.summary;
	enum status s;

	*out = (struct typed_text){0};
	s = json_parse(&out->json, document, len, e);
	if (s == STATUS_OK)
		s = eip712_open(&out->document, out->json, e);
	/* A document for any chain needs no network; one that names a chain is checked. */
	if (s == STATUS_OK && d->has_chain_id)
		s = require_profile(app, &profile, e);
	if (s == STATUS_OK && d->has_chain_id && d->chain_id != profile->chain_id)
		s = err_set(e, ERR_MISMATCH,
			    "the document is for chain %llu, the chosen network is %s; use "
			    "--network",
			    (unsigned long long)d->chain_id, profile->title);
	if (s == STATUS_OK)
		meaning_of_document(
			&out->meaning, &out->document,
			&(struct meaning_view){.profile = d->has_chain_id ? profile : NULL,
					       .signer = account,
					       .now = clock_now()});
	return s;
}

void release_typed(struct typed_text *t)
{
	if (t == NULL)
		return;
	eip712_release(&t->document);
	json_free(t->json);
	*t = (struct typed_text){0};
}

/* The trace says what was given away, not only the type's name, which anybody may choose. */
static void note_typed(struct app *app, const struct address *account, const struct meaning *m)
{
	struct sentence text = {.n = 0};

	sentence_add(&text, "signed a typed document: %s; ", m->title);
	if (m->n > 0)
		sentence_add_sentence(&text, &m->gives[m->decisive]);
	note_sentence(app, &(struct event_owner){.account = account}, "vault", TRUST_NONE, &text);
}

enum status sign_typed(struct app *app, uint8_t sig[static TEXT_SIGNATURE_SIZE],
		       const struct address *account, const struct text_terms *terms,
		       const void *document, size_t len, struct err *e)
{
	struct door_policy policy = {.profile = app->profile, .allowed = terms->allowed};
	struct door_intent intent = {
		.kind = DOOR_TYPED, .policy = &policy, .data = document, .len = len};
	struct typed_text t;
	uint32_t index = 0;
	enum status s = require_writable(app, "sign", e);

	if (s != STATUS_OK)
		return s;
	policy.chain_id = app->profile != NULL ? app->profile->chain_id : 0;
	s = read_typed(app, &t, account, document, len, e);
	if (s == STATUS_OK)
		s = account_index(app, &index, account, e);
	intent.account = index;
	if (s == STATUS_OK && !terms->expected)
		s = agree_to_text(app, &intent, e);
	if (s == STATUS_OK) {
		pthread_mutex_lock(&app->shared->signer_lock);
		/* The signer reads the document itself and does not rely on what was read here. */
		s = door_sign_typed(app->shared->door, sig, NULL, index, &policy, document, len, e);
		pthread_mutex_unlock(&app->shared->signer_lock);
	}
	if (s == STATUS_OK)
		note_typed(app, account, &t.meaning);
	release_typed(&t);
	return s;
}
