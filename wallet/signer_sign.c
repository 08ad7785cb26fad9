/*
 * Every handler goes the same way: the bytes are judged, a person must have agreed to their digest,
 * it is signed, and the journal has it before the signature leaves.
 *
 * Invariant: signer_call_sign() is reached here alone; the permit of an upload comes here too, and
 * its members are all that is signed.
 */
#include "wallet/signer_sign.h"

#include "base/buf.h"
#include "chain/keccak.h"
#include "chain/signed_bundle.h"
#include "wallet/recover.h"
#include "wallet/signer_consent.h"

/*
 * Whether a person agreed to an act. Out: `how`, and `earlier`, as many of its nonce as are known
 * to whoever agreed
 */
static enum status require_act(struct signer_call *c, struct signer_consent *out,
			       struct journal_entry *entry, const struct signer_act *act)
{
	struct consent_obstacles obstacles = {.first = false};
	struct journal_entry latest;
	struct consent_words w;
	size_t n = 0;
	enum status s =
		signer_consent_find_earlier(c, &obstacles, &n, &latest, entry, &act->descriptor);

	if (s != STATUS_OK)
		return s;
	consent_words_of_act(&w, act, c->signer->keys, &obstacles);
	s = signer_consent_require(c, out, &act->digest, act->policy.account,
				   w.has_obstacle ? w.wanted : "");
	if (out->how == JOURNAL_EXPECTED)
		out->earlier = n;
	return s;
}

/* Signs an act that was judged and agreed to, and keeps that before it leaves. */
static enum status sign_kept(struct signer_call *c, struct buf *raw, struct journal_entry *entry,
			     const struct signer_consent *consent, const struct signer_act *act)
{
	struct tx_signature sig;
	enum status s = signer_call_sign(c, &sig, act->policy.account, &act->digest);

	if (s == STATUS_OK)
		s = tx_write_signed(raw, &act->tx, &sig);
	if (s != STATUS_OK)
		return s;
	keccak256(entry->transaction.bytes, raw->data, raw->len);
	return signer_journal_approve(c, entry, consent->how, consent->earlier);
}

/* Judges, asks whether a person agreed, and signs. Appends the signed transaction to `raw`. */
static enum status sign_judged(struct signer_call *c, struct buf *raw, const struct signer_sign *in,
			       bool is_claim)
{
	struct signer_consent consent;
	struct journal_entry entry;
	struct signer_act act;
	enum status s = signer_policy_judge(c, &act, in, is_claim);

	if (s == STATUS_OK) {
		signer_journal_of_act(&entry, &act, is_claim);
		s = require_act(c, &consent, &entry, &act);
	} else {
		signer_journal_of_request(c, &entry, is_claim ? JOURNAL_CLAIM : JOURNAL_TRANSACTION,
					  in);
	}
	s = s == STATUS_OK ? sign_kept(c, raw, &entry, &consent, &act)
			   : signer_journal_refuse(c, &entry, s);
	/* Bytes that were not kept do not leave. */
	if (s != STATUS_OK)
		buf_wipe(raw);
	signer_policy_release(&act);
	return s;
}

enum status signer_sign_tx(struct signer_call *c, const struct signer_sign *in,
			   struct signer_raw *out)
{
	enum status s = sign_judged(c, c->bytes, in, false);

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
	s = sign_judged(c, &done.raw_tx, in, true);
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
	struct signer_consent consent;
	struct journal_entry entry;
	struct signer_text t;
	enum status s = signer_text_judge(c, &t, NULL, in, is_typed);

	if (s == STATUS_OK) {
		signer_journal_of_text(&entry, &t, is_typed, in->data.len);
		s = signer_consent_require(c, &consent, &t.digest, in->account, t.meaning.words);
	} else {
		signer_journal_of_request(c, &entry, is_typed ? JOURNAL_DOCUMENT : JOURNAL_MESSAGE,
					  in);
	}
	if (s != STATUS_OK)
		return signer_journal_refuse(c, &entry, s);
	out->digest = t.digest;
	s = signer_journal_approve(c, &entry, consent.how, 0);
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
