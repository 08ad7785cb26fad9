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
#include "base/json.h"
#include "base/json_write.h"
#include "chain/keccak.h"
#include "chain/profile_json.h"
#include "wallet/exchange.h"

/* Writes the profile in its file format. The signer parses it anew. */
static enum status write_profile(struct buf *text, const struct profile *profile, struct err *e)
{
	struct json *doc = profile_json(profile);
	enum status s = doc == NULL ? ERR_MEMORY : json_write(text, doc);

	json_free(doc);
	return s == STATUS_OK ? s
			      : err_set(e, s, "cannot pass the network profile to the signer: %s",
					status_phrase(s));
}

enum status door_sign_profile(struct door *d, struct hash *out, bool *accepted,
			      const struct profile *profile, struct err *e)
{
	struct signer_file in;
	struct exchange x;
	struct buf text;
	enum status s;

	*out = (struct hash){.bytes = {0}};
	*accepted = true;
	if (profile == NULL)
		return STATUS_OK;
	buf_init(&text, LIMIT_SMALL_FILE);
	s = write_profile(&text, profile, e);
	if (s == STATUS_OK) {
		keccak256(out->bytes, text.data, text.len);
		in.file = (struct wire_bytes){.data = text.data, .len = text.len};
	}
	if (s == STATUS_OK && !exchange_knows(d, out, accepted)) {
		s = exchange(d, &x, SIGNER_PROFILE, &in, e);
		if (s == STATUS_OK)
			exchange_learn(d, out, x.reply.taken.accepted);
		*accepted = x.reply.taken.accepted;
		exchange_end(&x);
	}
	buf_release(&text);
	return s;
}

struct wire_bytes door_sign_domain(const struct door_policy *p)
{
	return (struct wire_bytes){.data = (const uint8_t *)p->domain,
				   .len = p->domain != NULL ? strlen(p->domain) : 0};
}

/* Asks to sign `data` under the policy `p`. The caller ends the exchange, also after a failure. */
static enum status ask_under(struct door *d, struct exchange *x, enum signer_op op,
			     uint32_t account, const struct door_policy *p, const void *data,
			     size_t len, struct err *e)
{
	struct signer_sign in = {.account = account,
				 .allowed = p->allowed,
				 .chain_id = p->chain_id,
				 .fee_cap = p->fee_cap.raw,
				 .domain = door_sign_domain(p),
				 .data = {.data = data, .len = len}};
	bool accepted;
	enum status s = door_sign_profile(d, &in.profile, &accepted, p->profile, e);

	*x = (struct exchange){.format = NULL};
	return s == STATUS_OK ? exchange(d, x, op, &in, e) : s;
}

enum status door_sign_tx(struct door *d, struct buf *raw, struct hash *hash, uint32_t account,
			 const struct door_policy *policy, const void *unsigned_tx, size_t len,
			 struct err *e)
{
	struct exchange x;
	enum status s = ask_under(d, &x, SIGNER_SIGN_TX, account, policy, unsigned_tx, len, e);

	/* `raw` is written last: after an error the caller has no bytes that could be sent. */
	if (s == STATUS_OK) {
		*hash = x.reply.raw.hash;
		buf_add(raw, x.reply.raw.raw.data, x.reply.raw.raw.len);
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
	enum status s = ask_under(d, &x, SIGNER_SIGN_CLAIM, account, policy, bundle, len, e);

	if (s == STATUS_OK) {
		buf_add(signed_bundle, x.reply.file.file.data, x.reply.file.file.len);
		s = buf_status(signed_bundle);
	}
	exchange_end(&x);
	return s;
}

/* Ends an exchange whose reply is a signature, which is handed out where all went well (`s`). */
static enum status take_signature(struct exchange *x, uint8_t sig[static SIGNATURE_SIZE],
				  struct hash *digest, enum status s)
{
	if (s == STATUS_OK) {
		memcpy(sig, x->reply.signature.signature.bytes, SIGNATURE_SIZE);
		if (digest != NULL)
			*digest = x->reply.signature.digest;
	}
	exchange_end(x);
	return s;
}

enum status door_sign_typed(struct door *d, uint8_t sig[static SIGNATURE_SIZE], struct hash *digest,
			    uint32_t account, const struct door_policy *policy,
			    const void *document, size_t len, struct err *e)
{
	struct exchange x;
	enum status s = ask_under(d, &x, SIGNER_SIGN_TYPED, account, policy, document, len, e);

	return take_signature(&x, sig, digest, s);
}

enum status door_sign_message(struct door *d, uint8_t sig[static SIGNATURE_SIZE], uint32_t account,
			      const struct door_policy *policy, const void *message, size_t len,
			      struct err *e)
{
	struct exchange x;
	enum status s = ask_under(d, &x, SIGNER_SIGN_MESSAGE, account, policy, message, len, e);

	return take_signature(&x, sig, NULL, s);
}

enum status door_sign_upload(struct door *d, uint8_t sig[static SIGNATURE_SIZE], uint32_t account,
			     const struct door_upload *upload, struct err *e)
{
	const struct signer_upload in = {.account = account,
					 .chain_id = upload->chain_id,
					 .datanet = upload->datanet,
					 .dataset = upload->dataset,
					 .file = upload->file,
					 .size = upload->size,
					 .expires = upload->expires};
	struct exchange x;
	enum status s = exchange(d, &x, SIGNER_SIGN_UPLOAD, &in, e);

	return take_signature(&x, sig, NULL, s);
}
