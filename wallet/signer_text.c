/*
 * Both handlers go the same way: read the request to its end, read the bytes, judge their meaning,
 * then sign the digest. Invariant: signer_text_reply() is reached only after meaning_check(), and
 * the digest is of the bytes that were judged.
 */
#include "wallet/signer_text.h"

#include "chain/eip191.h"
#include "chain/meaning.h"
#include "chain/meaning_message.h"
#include "wallet/recover.h"
#include "wallet/signer_policy.h"

enum status signer_text_reply(const struct signer_call *c, uint32_t account,
			      struct signer_signature *out)
{
	struct tx_signature sig;
	enum status s = signer_call_sign(c, &sig, account, &out->digest);

	if (s == STATUS_OK)
		recover_write_bytes(out->signature.bytes, &sig);
	return s;
}

/* A document for every chain is told without the profile's symbols, which are those of one. */
static enum status check_document(const struct signer_policy *p, const struct eip712_document *d,
				  struct err *e)
{
	const struct meaning_view view = {.profile = d->summary.has_chain_id ? p->profile : NULL,
					  .signer = &p->from};
	struct meaning m;

	if (d->summary.has_chain_id && d->summary.chain_id != p->chain_id)
		return err_set(
			e, ERR_MISMATCH,
			"the document is for chain %llu, but the network in use is chain %llu",
			(unsigned long long)d->summary.chain_id, (unsigned long long)p->chain_id);
	meaning_of_document(&m, d, &view);
	return meaning_check(&m, p->allowed, e);
}

enum status signer_text_sign_typed(struct signer_call *c, const struct signer_sign *in,
				   struct signer_signature *out)
{
	struct signer_policy p = {0};
	struct eip712_document d = {0};
	struct json *document = NULL;
	enum status s = signer_policy_take(c, &p, in);

	if (s == STATUS_OK && in->data.len > LIMIT_TYPED_DATA)
		s = err_set(c->e, ERR_LIMIT,
			    "the document is larger than %zu KiB, the most that byline signs",
			    LIMIT_TYPED_DATA / KIB);
	if (s == STATUS_OK)
		s = json_parse(&document, in->data.data, in->data.len, c->e);
	if (s == STATUS_OK)
		s = eip712_open(&d, document, c->e);
	if (s == STATUS_OK)
		s = check_document(&p, &d, c->e);
	out->digest = d.digest;
	if (s == STATUS_OK)
		s = signer_text_reply(c, in->account, out);
	eip712_release(&d);
	json_free(document);
	return s;
}

enum status signer_text_sign_message(struct signer_call *c, const struct signer_text *in,
				     struct signer_signature *out)
{
	struct meaning m;
	struct address from;
	enum status s;

	if ((in->allowed & ~DANGER_ALL) != 0)
		return signer_call_malformed(c);
	/* A locked vault says so, whatever the message is. */
	s = signer_call_address(c, &from, in->account);
	if (s != STATUS_OK)
		return s;
	meaning_message_of(&m, in->data.data, in->data.len);
	s = meaning_check(&m, in->allowed, c->e);
	eip191_digest(&out->digest, in->data.data, in->data.len);
	return s == STATUS_OK ? signer_text_reply(c, in->account, out) : s;
}
