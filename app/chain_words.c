/*
 * In reading order: the slots of one contract with its code, one call, one value within code, all
 * words.
 *
 * Invariant: a word that was asked for twice is asked once, so that both have one value.
 */
#include "app/chain_words.h"

#include <string.h>

#include "base/buf.h"
#include "chain/code_template.h"
#include "client/call.h"
#include "client/code.h"

static bool is_same_contract(const struct payer_word *a, const struct payer_word *b)
{
	return address_equal(&a->contract->address, &b->contract->address);
}

/* Whether no word before this one is of its contract. */
static bool begins_contract(const struct payer_word *words, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (is_same_contract(&words[k], &words[i]))
			return false;
	return true;
}

/* The place of a slot among those that are asked for, which it is added to. */
static size_t place_of(struct hash *slots, size_t *n, const struct hash *slot)
{
	for (size_t i = 0; i < *n; i++)
		if (hash_equal(&slots[i], slot))
			return i;
	slots[*n] = *slot;
	return (*n)++;
}

/*
 * Reads all slots of the contract of words[first]. Its other words get the trust of the code, than
 * which none of their answers is known better.
 */
static enum status read_contract(struct session *session, struct word_reading *out,
				 const struct payer_word *words, size_t n, size_t first,
				 struct err *e)
{
	const struct profile_contract *contract = words[first].contract;
	struct slot_value values[CHAIN_WORDS_AT_ONCE];
	struct hash slots[CHAIN_WORDS_AT_ONCE] = {0};
	size_t places[CHAIN_WORDS_AT_ONCE] = {0}, n_slots = 0;
	enum trust code;
	enum status s;

	for (size_t i = first; i < n; i++)
		if (words[i].source == PAYER_SLOT && is_same_contract(&words[i], &words[first]))
			places[i] = place_of(slots, &n_slots, &words[i].slot);
	s = chainstate_contract(session->nodes, values, &code, &session->anchor, contract, slots,
				n_slots, e);
	if (s != STATUS_OK)
		return s;
	for (size_t i = first; i < n; i++) {
		const struct slot_value *v = &values[places[i]];

		if (!is_same_contract(&words[i], &words[first]))
			continue;
		out[i] = (struct word_reading){.trust = contract->has_code_hash
								? trust_min(code, TRUST_AGREED)
								: TRUST_AGREED,
					       .at = proofs_at(&session->anchor)};
		if (words[i].source == PAYER_SLOT)
			out[i] = (struct word_reading){
				.value = {.known = true, .value = v->value},
				.trust = words[i].derived ? trust_min(v->trust, TRUST_AGREED)
							  : v->trust,
				.at = v->at};
	}
	return STATUS_OK;
}

/* Takes the first word of an answer, which may have several. */
static enum status read_answer(struct session *session, struct word_reading *out,
			       const struct payer_word *word, struct err *e)
{
	struct buf reply;
	enum trust trust;
	enum status s;

	buf_init(&reply, LIMIT_RPC_REPLY);
	s = call_read(session->nodes, &reply, &trust, &session->anchor, &word->contract->address,
		      word->calldata, word->calldata_len, e);
	if (s == STATUS_OK && reply.len >= 32 && reply.len % 32 == 0) {
		out->value = (struct payer_value){.known = true, .value = u256_from_be(reply.data)};
		out->trust = trust_min(out->trust, trust);
	}
	buf_release(&reply);
	/* A contract that refuses leaves the word unknown, which the judge takes into account. */
	return s == ERR_REVERTED ? STATUS_OK : s;
}

/*
 * Takes a value from the contract's code, if it is that of the word's template. The hash of the
 * code decides, which is proven, so that the value is known as well as that, whether the profile
 * pins the code or not.
 */
static enum status read_immutable(struct session *session, struct word_reading *out,
				  const struct payer_word *word, struct err *e)
{
	const struct address *address = &word->contract->address;
	struct hash values[CODE_TEMPLATE_VALUES];
	struct account account;
	struct read_at at;
	enum trust trust;
	struct buf code;
	enum status s = chainstate_account(session->nodes, &account, &trust, &at, &session->anchor,
					   address, e);

	if (s != STATUS_OK)
		return s;
	buf_init(&code, LIMIT_RPC_REPLY);
	s = code_bytes(session->nodes, &code, &session->anchor, address, &account.code_hash, e);
	if (s == STATUS_OK)
		s = code_template_read(values, word->template, code.data, code.len);
	buf_release(&code);
	if (s == STATUS_OK)
		*out = (struct word_reading){
			.value = {.known = true,
				  .value = u256_from_be(values[word->immutable].bytes)},
			.trust = trust,
			.at = at};
	/* Other code is asked, as any contract is. */
	return s == ERR_MISMATCH || s == ERR_NOT_FOUND ? read_answer(session, out, word, e) : s;
}

/* The word before this one that is the same answer of the same contract, or NULL. */
static const struct word_reading *asked_before(const struct word_reading *readings,
					       const struct payer_word *words, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (words[k].source == words[i].source && is_same_contract(&words[k], &words[i]) &&
		    words[k].calldata_len == words[i].calldata_len &&
		    memcmp(words[k].calldata, words[i].calldata, words[i].calldata_len) == 0)
			return &readings[k];
	return NULL;
}

static enum status read_answers(struct session *session, struct word_reading *out,
				const struct payer_word *words, size_t n, struct err *e)
{
	enum status s = STATUS_OK;

	for (size_t i = 0; i < n && s == STATUS_OK; i++) {
		const struct word_reading *before = asked_before(out, words, i);

		if (before != NULL && words[i].source != PAYER_SLOT)
			out[i] = *before;
		switch (words[i].source) {
		case PAYER_SLOT: break;
		case PAYER_CODE:
			if (before == NULL)
				s = read_immutable(session, &out[i], &words[i], e);
			break;
		case PAYER_CALL:
			if (before == NULL)
				s = read_answer(session, &out[i], &words[i], e);
			break;
		}
	}
	return s;
}

enum status read_chain_words(struct session *session, struct word_reading *out,
			     const struct payer_word *words, size_t n, struct err *e)
{
	enum status s = STATUS_OK;

	/* A proof that waits keeps no other contract's from being asked for. */
	for (size_t i = 0; i < n && (s == STATUS_OK || s == ERR_PENDING); i++) {
		enum status one;

		if (!begins_contract(words, i))
			continue;
		one = read_contract(session, out, words, n, i, e);
		s = one != STATUS_OK ? one : s;
	}
	return s == STATUS_OK ? read_answers(session, out, words, n, e) : s;
}
