/* Nothing but an event records that a text was signed here. */
#include "app/sign_text.h"

#include "app/account_keys.h"
#include "app/state.h"
#include "wallet/door_sign.h"

enum status sign_message(struct app *app, uint8_t sig[static TEXT_SIGNATURE_SIZE],
			 const struct address *account, const void *message, size_t len,
			 struct err *e)
{
	uint32_t index;
	enum status s = require_writable(app, "sign", e);

	if (s == STATUS_OK)
		s = account_index(app, &index, account, e);
	if (s != STATUS_OK)
		return s;
	/* The signer answers one request at a time. */
	pthread_mutex_lock(&app->signer_lock);
	s = door_sign_message(app->door, sig, index, message, len, e);
	pthread_mutex_unlock(&app->signer_lock);
	/* The event is the trace of a signature that nothing else records. */
	if (s == STATUS_OK)
		note_event_of(app, &(struct event_owner){.account = account}, "vault", TRUST_NONE,
			      "signed a message of %zu bytes", len);
	return s;
}

enum status read_typed(struct app *app, struct hash *digest, struct eip712_summary *summary,
		       const void *document, size_t len, struct err *e)
{
	const struct profile *profile = app->profile;
	struct json *doc = NULL;
	enum status s = json_parse(&doc, document, len, e);

	if (s == STATUS_OK)
		s = eip712_digest(digest, summary, doc, e);
	json_free(doc);
	/* A document for any chain needs no network; one that names a chain is checked. */
	if (s == STATUS_OK && summary->has_chain_id)
		s = require_profile(app, &profile, e);
	if (s == STATUS_OK && summary->has_chain_id && summary->chain_id != profile->chain_id)
		s = err_set(e, ERR_MISMATCH,
			    "the document is for chain %llu, the chosen network is %s; use "
			    "--network",
			    (unsigned long long)summary->chain_id, profile->title);
	return s;
}

enum status sign_typed(struct app *app, uint8_t sig[static TEXT_SIGNATURE_SIZE],
		       const struct address *account, const void *document, size_t len,
		       struct err *e)
{
	struct eip712_summary summary;
	struct hash digest;
	uint32_t index;
	enum status s = require_writable(app, "sign", e);

	if (s == STATUS_OK)
		s = read_typed(app, &digest, &summary, document, len, e);
	if (s == STATUS_OK)
		s = account_index(app, &index, account, e);
	if (s != STATUS_OK)
		return s;
	pthread_mutex_lock(&app->signer_lock);
	/* The signer reads the document itself and does not rely on the summary made here. */
	s = door_sign_typed(app->door, sig, NULL, index,
			    app->profile != NULL ? app->profile->chain_id : 0, document, len, e);
	pthread_mutex_unlock(&app->signer_lock);
	if (s == STATUS_OK)
		note_event_of(app, &(struct event_owner){.account = account}, "vault", TRUST_NONE,
			      "signed a typed document: %s", summary.primary_type);
	return s;
}
