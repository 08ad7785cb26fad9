/*
 * Requests to sign, in the shape that wallet/door.c describes. A policy goes in front of a
 * transaction, a bundle or a document, since each of them can give something away; of a message the
 * signer needs to know only what a person asked for.
 *
 * No message here holds a secret, so all of them are ordinary memory.
 */
#include "wallet/door_sign.h"

#include <string.h>

#include "base/buf.h"
#include "base/cursor.h"
#include "base/json.h"
#include "base/json_write.h"
#include "chain/profile_json.h"
#include "wallet/exchange.h"

/* Appends the profile in its file format, or an empty field. The signer parses it anew. */
static enum status add_profile(struct buf *out, const struct profile *profile, struct err *e)
{
	struct json *doc = NULL;
	struct buf text;
	enum status s = STATUS_OK;

	buf_init(&text, LIMIT_SMALL_FILE);
	if (profile != NULL) {
		doc = profile_json(profile);
		s = doc == NULL ? ERR_MEMORY : json_write(&text, doc);
	}
	if (s == STATUS_OK)
		signer_wire_add_bytes(out, text.data, text.len);
	json_free(doc);
	buf_release(&text);
	return s == STATUS_OK ? s
			      : err_set(e, s, "cannot pass the network profile to the signer: %s",
					status_phrase(s));
}

/* Begins the request to sign `data` under the policy `p`. */
static enum status begin_under(struct exchange *x, enum signer_op op, uint32_t account,
			       const struct door_policy *p, const void *data, size_t len,
			       struct err *e)
{
	struct buf *out = &x->request;
	uint8_t cap[32];
	enum status s;

	exchange_begin(x, op);
	u256_to_be(cap, &p->fee_cap.raw);
	signer_wire_add_be32(out, account);
	signer_wire_add_be32(out, p->allowed);
	buf_add_be64(out, p->chain_id);
	buf_add(out, cap, sizeof(cap));
	s = add_profile(out, p->profile, e);
	if (s == STATUS_OK)
		signer_wire_add_bytes(out, data, len);
	return s;
}

enum status door_sign_tx(struct door *d, struct buf *raw, struct hash *hash, uint32_t account,
			 const struct door_policy *policy, const void *unsigned_tx, size_t len,
			 struct err *e)
{
	const uint8_t *signed_tx = NULL;
	size_t signed_len = 0;
	struct exchange x;
	enum status s = begin_under(&x, SIGNER_SIGN_TX, account, policy, unsigned_tx, len, e);

	if (s == STATUS_OK)
		s = exchange_ask(d, &x, e);
	if (s == STATUS_OK) {
		s = signer_wire_take_bytes(&x.fields, &signed_tx, &signed_len);
		if (s == STATUS_OK)
			s = signer_wire_take_fixed(&x.fields, hash->bytes, sizeof(hash->bytes));
		if (s != STATUS_OK || cursor_left(&x.fields) > 0)
			s = exchange_malformed(e);
	}
	/* `raw` is written last: after an error the caller has no bytes that could be sent. */
	if (s == STATUS_OK) {
		buf_add(raw, signed_tx, signed_len);
		s = buf_status(raw);
	}
	exchange_end(&x);
	return s;
}

enum status door_sign_claim(struct door *d, struct buf *signed_bundle, uint32_t account,
			    const struct door_policy *policy, const void *bundle, size_t len,
			    struct err *e)
{
	struct exchange x;
	enum status s = begin_under(&x, SIGNER_SIGN_CLAIM, account, policy, bundle, len, e);

	if (s == STATUS_OK)
		s = exchange_ask_for(d, &x, signed_bundle, e);
	exchange_end(&x);
	return s;
}

/* Asks for a signature. With `digest` the reply has the digest behind it. */
static enum status ask_signature(struct door *d, struct exchange *x,
				 uint8_t sig[static SIGNATURE_SIZE], struct hash *digest,
				 struct err *e)
{
	enum status s = exchange_ask(d, x, e);

	if (s != STATUS_OK)
		return s;
	s = signer_wire_take_fixed(&x->fields, sig, SIGNATURE_SIZE);
	if (s == STATUS_OK && digest != NULL)
		s = signer_wire_take_fixed(&x->fields, digest->bytes, sizeof(digest->bytes));
	if (s != STATUS_OK || cursor_left(&x->fields) > 0)
		s = exchange_malformed(e);
	return s;
}

enum status door_sign_typed(struct door *d, uint8_t sig[static SIGNATURE_SIZE], struct hash *digest,
			    uint32_t account, const struct door_policy *policy,
			    const void *document, size_t len, struct err *e)
{
	struct hash signed_digest;
	struct exchange x;
	enum status s = begin_under(&x, SIGNER_SIGN_TYPED, account, policy, document, len, e);

	if (s == STATUS_OK)
		s = ask_signature(d, &x, sig, &signed_digest, e);
	if (s == STATUS_OK && digest != NULL)
		*digest = signed_digest;
	exchange_end(&x);
	return s;
}

enum status door_sign_message(struct door *d, uint8_t sig[static SIGNATURE_SIZE], uint32_t account,
			      uint32_t allowed, const void *message, size_t len, struct err *e)
{
	struct exchange x;
	enum status s;

	exchange_begin(&x, SIGNER_SIGN_MESSAGE);
	signer_wire_add_be32(&x.request, account);
	signer_wire_add_be32(&x.request, allowed);
	signer_wire_add_bytes(&x.request, message, len);
	s = ask_signature(d, &x, sig, NULL, e);
	exchange_end(&x);
	return s;
}

enum status door_sign_upload(struct door *d, uint8_t sig[static SIGNATURE_SIZE], uint32_t account,
			     const struct door_upload *upload, struct err *e)
{
	struct exchange x;
	enum status s;

	exchange_begin(&x, SIGNER_SIGN_UPLOAD);
	signer_wire_add_be32(&x.request, account);
	buf_add_be64(&x.request, upload->chain_id);
	buf_add(&x.request, upload->datanet.bytes, sizeof(upload->datanet.bytes));
	buf_add(&x.request, upload->dataset.bytes, sizeof(upload->dataset.bytes));
	buf_add(&x.request, upload->file.bytes, sizeof(upload->file.bytes));
	buf_add_be64(&x.request, upload->size);
	buf_add_be64(&x.request, upload->expires);
	s = ask_signature(d, &x, sig, NULL, e);
	exchange_end(&x);
	return s;
}
