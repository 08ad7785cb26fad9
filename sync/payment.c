#include "sync/payment.h"

#include <string.h>

#include "chain/erc20.h"
#include "chain/payer.h"

/* Whether a topic is the word of an address. */
static bool is_address(const struct hash *topic, const struct address *a)
{
	uint8_t word[32];

	address_to_word(word, a);
	return memcmp(word, topic->bytes, sizeof(word)) == 0;
}

/* An address stands at the end of its word. */
static void take_address(struct address *out, const struct hash *topic)
{
	memcpy(out->bytes, topic->bytes + 12, sizeof(out->bytes));
}

/*
 * A distributor may pay in other tokens than the one that the profile names. Only URD's event tells
 * what arrived: a token of Merkl's may be a wrapper, which pays another token, perhaps less a fee.
 */
static bool read_claimed(struct cache_received *out, const struct profile_contract **contract,
			 const struct profile *p, const struct address *account,
			 const struct contract_event *event)
{
	const struct profile_distributor *d = profile_distributor(p, &event->address);

	if (d == NULL || d->kind != DISTRIBUTOR_URD ||
	    !hash_equal(&event->topics[0], &payer_topic_claimed) ||
	    !is_address(&event->topics[1], account))
		return false;
	*contract = &d->contract;
	out->kind = CACHE_RECEIVED_CLAIM;
	out->sender = event->address;
	take_address(&out->token, &event->topics[2]);
	return true;
}

/* Money that URD moves is told by its own event; what another payer moves is a payment. */
static bool read_transfer(struct cache_received *out, const struct profile_contract **contract,
			  const struct profile *p, const struct address *account,
			  const struct contract_event *event)
{
	const struct profile_token *token = profile_token(p, &event->address);
	const struct profile_distributor *d;

	if (token == NULL || !hash_equal(&event->topics[0], &erc20_topic_transfer) ||
	    !is_address(&event->topics[2], account))
		return false;
	*contract = &token->contract;
	take_address(&out->sender, &event->topics[1]);
	d = profile_distributor(p, &out->sender);
	out->kind = d != NULL ? CACHE_RECEIVED_CLAIM : CACHE_RECEIVED_TRANSFER;
	out->token = event->address;
	return !address_equal(&out->sender, account) && (d == NULL || d->kind != DISTRIBUTOR_URD);
}

bool read_payment(struct cache_received *out, const struct profile *p,
		  const struct address *account, const struct contract_event *event)
{
	const struct profile_contract *contract;

	*out = (struct cache_received){
		.block = event->block, .place = event->index, .account = *account, .tx = event->tx};
	/* Both events have three topics and the amount as their data. */
	if (event->n_topics != 3 || event->data_len != 32)
		return false;
	if (!read_claimed(out, &contract, p, account, event) &&
	    !read_transfer(out, &contract, p, account, event))
		return false;
	out->amount.raw = u256_from_be(event->data);
	out->trust = trust_min(event->trust, contract->has_code_hash ? TRUST_PROVEN : TRUST_AGREED);
	return !u256_is_zero(&out->amount.raw);
}
