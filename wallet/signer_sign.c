/*
 * Every handler goes the same way: the bytes are judged, a person must have agreed to their digest,
 * and then it is signed.
 *
 * Invariant: signer_call_sign() is reached here alone, and by the permit of an upload, whose members
 * are all that is signed.
 */
#include "wallet/signer_sign.h"

#include "base/buf.h"
#include "chain/keccak.h"
#include "chain/signed_bundle.h"
#include "wallet/recover.h"
#include "wallet/signer_consent.h"
#include "wallet/signer_text.h"

/* Judges, asks whether a person agreed, and signs. Appends the signed transaction to `raw`. */
static enum status sign_act(struct signer_call *c, struct buf *raw, const struct signer_sign *in,
			    bool is_claim)
{
	struct tx_signature sig;
	struct signer_act act;
	enum status s = signer_policy_judge(c, &act, in, is_claim);

	if (s == STATUS_OK)
		s = signer_consent_require_act(c, &act);
	if (s == STATUS_OK)
		s = signer_call_sign(c, &sig, act.policy.account, &act.digest);
	if (s == STATUS_OK)
		s = tx_write_signed(raw, &act.tx, &sig);
	signer_policy_release(&act);
	return s;
}

enum status signer_sign_tx(struct signer_call *c, const struct signer_sign *in,
			   struct signer_raw *out)
{
	enum status s = sign_act(c, c->bytes, in, false);

	out->raw = signer_call_bytes(c);
	keccak256(out->hash.bytes, out->raw.data, out->raw.len);
	return s;
}

enum status signer_sign_claim(struct signer_call *c, const struct signer_sign *in,
			      struct signer_file *out)
{
	struct signed_bundle done;
	enum status s;

	signed_bundle_init(&done);
	s = sign_act(c, &done.raw_tx, in, true);
	if (s == STATUS_OK) {
		keccak256(done.bundle.bytes, in->data.data, in->data.len);
		s = signed_bundle_write(c->bytes, &done);
	}
	out->file = signer_call_bytes(c);
	signed_bundle_release(&done);
	return s;
}

enum status signer_sign_digest(const struct signer_call *c, uint32_t account,
			       struct signer_signature *out)
{
	struct tx_signature sig;
	enum status s = signer_call_sign(c, &sig, account, &out->digest);

	if (s == STATUS_OK)
		recover_write_bytes(out->signature.bytes, &sig);
	return s;
}

static enum status sign_text(struct signer_call *c, const struct signer_sign *in,
			     struct signer_signature *out, bool is_typed)
{
	struct signer_text t;
	enum status s = signer_text_judge(c, &t, NULL, in, is_typed);

	if (s != STATUS_OK)
		return s;
	out->digest = t.digest;
	s = signer_consent_require(c, &t.digest, t.meaning.words);
	return s == STATUS_OK ? signer_sign_digest(c, in->account, out) : s;
}

enum status signer_sign_typed(struct signer_call *c, const struct signer_sign *in,
			      struct signer_signature *out)
{
	return sign_text(c, in, out, true);
}

enum status signer_sign_message(struct signer_call *c, const struct signer_sign *in,
				struct signer_signature *out)
{
	return sign_text(c, in, out, false);
}
