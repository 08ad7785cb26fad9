/*
 * Documents and messages, read and judged.
 *
 * Invariant: the digest is of the bytes whose meaning was judged.
 */
#include "wallet/signer_text.h"

#include "base/buf.h"
#include "base/clock.h"
#include "chain/eip191.h"
#include "chain/meaning_message.h"
#include "chain/review_text.h"

/* A document for every chain is told without the profile's symbols, which are those of one. */
static enum status judge_document(struct signer_text *t, const struct eip712_document *d,
				  struct err *e)
{
	const struct signer_policy *p = &t->policy;
	const struct meaning_view view = {.profile = d->summary.has_chain_id ? p->profile : NULL,
					  .signer = &p->from};

	if (d->summary.has_chain_id && d->summary.chain_id != p->chain_id)
		return err_set(
			e, ERR_MISMATCH,
			"the document is for chain %llu, but the network in use is chain %llu",
			(unsigned long long)d->summary.chain_id, (unsigned long long)p->chain_id);
	meaning_of_document(&t->meaning, d, &view);
	t->digest = d->digest;
	return meaning_check(&t->meaning, p->allowed, e);
}

static enum status judge_typed(struct signer_call *c, struct signer_text *t, struct buf *review,
			       const struct wire_bytes *data)
{
	struct eip712_document d = {0};
	struct json *document = NULL;
	enum status s = STATUS_OK;

	if (data->len > LIMIT_TYPED_DATA)
		s = err_set(c->e, ERR_LIMIT,
			    "the document is larger than %zu KiB, the most that byline signs",
			    LIMIT_TYPED_DATA / KIB);
	if (s == STATUS_OK)
		s = json_parse(&document, data->data, data->len, c->e);
	if (s == STATUS_OK)
		s = eip712_open(&d, document, c->e);
	if (s == STATUS_OK)
		s = judge_document(t, &d, c->e);
	if (s == STATUS_OK && review != NULL)
		review_text_document(review, &t->meaning, &d, c->signer->ask.ascii);
	eip712_release(&d);
	json_free(document);
	return s;
}

static enum status judge_message(struct signer_call *c, struct signer_text *t, struct buf *review,
				 const struct wire_bytes *data)
{
	const struct signer_policy *p = &t->policy;
	const struct meaning_view view = {.signer = &p->from,
					  .now = clock_now(),
					  .domain = p->domain[0] != '\0' ? p->domain : NULL};
	enum status s;

	meaning_message_for(&t->meaning, data->data, data->len, &view);
	s = meaning_check(&t->meaning, t->policy.allowed, c->e);
	eip191_digest(&t->digest, data->data, data->len);
	if (s == STATUS_OK && review != NULL)
		review_text_message(review, &t->meaning, data->data, data->len,
				    c->signer->ask.ascii);
	return s;
}

enum status signer_text_judge(struct signer_call *c, struct signer_text *out, struct buf *review,
			      const struct signer_sign *in, bool is_typed)
{
	enum status s = signer_policy_take(c, &out->policy, in);

	if (s != STATUS_OK)
		return s;
	s = is_typed ? judge_typed(c, out, review, &in->data)
		     : judge_message(c, out, review, &in->data);
	if (s == STATUS_OK && review != NULL)
		review_text_end(review, &out->policy.from, &out->digest);
	return s;
}
