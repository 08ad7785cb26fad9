/*
 * Both handlers go the same way: read the request to its end, read the bytes, judge their meaning,
 * then sign the digest. Invariant: signer_text_reply() is reached only after meaning_check(), and
 * the digest is of the bytes that were judged.
 */
#include "wallet/signer_text.h"

#include "base/buf.h"
#include "base/cursor.h"
#include "chain/eip191.h"
#include "chain/meaning.h"
#include "chain/meaning_message.h"
#include "wallet/recover.h"
#include "wallet/signer_policy.h"
#include "wallet/signer_wire.h"

enum status signer_text_reply(struct signer_call *c, uint32_t account, const struct hash *digest)
{
	struct tx_signature sig;
	uint8_t bytes[SIGNATURE_SIZE];
	enum status s = signer_call_sign(c, &sig, account, digest);

	if (s != STATUS_OK)
		return s;
	recover_write_bytes(bytes, &sig);
	buf_add(c->out, bytes, sizeof(bytes));
	return STATUS_OK;
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

enum status signer_text_sign_typed(struct signer_call *c)
{
	struct signer_policy p = {0};
	struct eip712_document d = {0};
	struct json *document = NULL;
	const uint8_t *text = NULL;
	size_t len = 0;
	enum status s = signer_policy_take(c, &p, &text, &len);

	if (s == STATUS_OK && len > LIMIT_TYPED_DATA)
		s = err_set(c->e, ERR_LIMIT,
			    "the document is larger than %zu KiB, the most that byline signs",
			    LIMIT_TYPED_DATA / KIB);
	if (s == STATUS_OK)
		s = json_parse(&document, text, len, c->e);
	if (s == STATUS_OK)
		s = eip712_open(&d, document, c->e);
	if (s == STATUS_OK)
		s = check_document(&p, &d, c->e);
	if (s == STATUS_OK)
		s = signer_text_reply(c, p.account, &d.digest);
	if (s == STATUS_OK)
		buf_add(c->out, d.digest.bytes, sizeof(d.digest.bytes));
	eip712_release(&d);
	json_free(document);
	signer_policy_release(&p);
	return s;
}

/* The request is read whole before the vault is looked at. */
enum status signer_text_sign_message(struct signer_call *c)
{
	const uint8_t *message = NULL;
	uint32_t account = 0, allowed = 0;
	struct meaning m;
	struct hash digest;
	struct address from;
	size_t len = 0;
	enum status s = cursor_be32(&c->in, &account);

	if (s == STATUS_OK)
		s = cursor_be32(&c->in, &allowed);
	if (s == STATUS_OK)
		s = signer_wire_take_bytes(&c->in, &message, &len);
	if (s != STATUS_OK || cursor_left(&c->in) > 0 || (allowed & ~DANGER_ALL) != 0)
		return signer_call_malformed(c);
	/* A locked vault says so, whatever the message is. */
	s = signer_call_address(c, &from, account);
	if (s != STATUS_OK)
		return s;
	meaning_message_of(&m, message, len);
	s = meaning_check(&m, allowed, c->e);
	eip191_digest(&digest, message, len);
	return s == STATUS_OK ? signer_text_reply(c, account, &digest) : s;
}
